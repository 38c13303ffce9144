"""The routes a draughtsman would try between two cells, on the lattice: straight, one bend, two bends, around.

Nothing is held against anything here; `lattice` knows what a route costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from mapper.arrange.plan.plan import SPREAD, BoundaryEvent, Cell, Link, Spot
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.kinds import EVENT, GATEWAY
from mapper.route.scene import prices
from mapper.route.scene.prices import SIDES

BESIDE = 22.0 / SPREAD
"""How far beside the middle of a side a second dock lies."""

_LONG_SIDE = 70.0
"""Pixels a side must be long to have docks beside its middle."""

_HUNG = 8.0
"""The price of the lower side of a host of boundary events."""

_AVERTED = 10.0
"""The price of the side that looks away from who is at the other end of a message."""

_NEAR = 30.0
"""How many pixels beside a boundary event nothing else docks."""

_ENTERED = 10.0
"""How many pixels left of the middle of a boundary event a message enters it: its own flow leaves in the middle."""

_TIE_ASIDE = 1.0
"""The price of a tie that leaves along the rows: what it ties stands above or below, where it can."""

_OUTWARD = 4
"""How many channels further out are tried for a way around."""


class Dock(NamedTuple):
    """Where a route leaves or enters a cell: the side, the lattice place in the cell, the price of using it."""

    side: str
    at: Spot
    toll: float


def docks(link: Link, leaving: bool, spread: bool) -> list[Dock]:
    """The docks of one end of a link. spread: those beside the middle of a side too."""
    found = _in_middles(link, leaving)
    return found + docks_beside(link, leaving, found) if spread else found


def _in_middles(link: Link, leaving: bool) -> list[Dock]:
    cell, other = (link.source, link.target) if leaving else (link.target, link.source)
    if leaving and link.boundary_event is not None:
        x = 2.0 * (cell.col + cell.cols - 1) + link.boundary_event.offset / SPREAD
        return [Dock(BOTTOM, (x, 2.0 * (cell.row + cell.rows - 1)), 0.0)]
    if not leaving and link.entered is not None:
        x = 2.0 * (cell.col + cell.cols - 1) + (link.entered.offset - _ENTERED) / SPREAD
        return [Dock(BOTTOM, (x, 2.0 * (cell.row + cell.rows - 1)), 0.0)]
    if cell.full and not other.full:
        # Straight across from wherever the other end docks.
        lines = dict.fromkeys(dock.at[0] for dock in _in_middles(link, not leaving) if dock.side in (TOP, BOTTOM))
        levels = {TOP: 2.0 * cell.row, BOTTOM: 2.0 * (cell.row + cell.rows - 1)}
        averted = _averted(link, cell, other)
        tolls = {side: _AVERTED if side == averted else 0.0 for side in levels}
        return [Dock(side, (x, y), tolls[side]) for x in lines for side, y in levels.items()]
    near = link.source.container is link.target.container
    averted = _averted(link, cell, other)
    found: list[Dock] = []
    for side, toll in _tolls(link.kind, "" if cell.full else cell.family, leaving, near):
        if side == BOTTOM and cell.boundary_events:
            # Where boundary events sit, their routes and labels hang.
            toll += _HUNG
        if side == averted:
            toll += _AVERTED
        if cell.cols == cell.rows == 1:
            found.append(Dock(side, (2.0 * cell.col, 2.0 * cell.row), toll))
        else:
            found += _on_side(cell, other, side, toll)
    return _unhung(cell, found)


def _averted(link: Link, cell: Cell, other: Cell) -> str | None:
    """The side of a cell that looks away from the pool at the other end of a message."""
    here, there = cell.pool, other.pool
    if link.kind != "message" or here is None or there is None or here is there:
        return None
    return TOP if here.first < there.first else BOTTOM


def _unhung(cell: Cell, docks: list[Dock]) -> list[Dock]:
    """The docks of a cell at whose place no boundary event sits, and no label of one hangs."""
    if not cell.boundary_events:
        return docks
    return [dock for dock in docks if dock.side != BOTTOM or not _is_hung(cell, dock.at[0])]


def _is_hung(cell: Cell, line: float) -> bool:
    aside = (line - 2.0 * (cell.col + cell.cols - 1)) * SPREAD
    return any(
        boundary_event.offset - _room(boundary_event, False)
        < aside
        < boundary_event.offset + _room(boundary_event, True)
        for boundary_event in cell.boundary_events
    )


def _room(boundary_event: BoundaryEvent, right: bool) -> float:
    """Pixels that a boundary event and its label take on one side of its middle."""
    return max(_NEAR, boundary_event.label[0] + 10.0 if boundary_event.right == right else 0.0)


def docks_beside(link: Link, leaving: bool, docks: Iterable[Dock]) -> list[Dock]:
    """The docks of one end of a link that lie beside those in the middle."""
    if link.boundary_event is not None if leaving else link.entered is not None:
        return []
    cell = link.source if leaving else link.target
    return _unhung(cell, [beside for dock in docks for beside in _beside(cell, dock)])


@cache
def _tolls(kind: str, family: str, leaving: bool, near: bool) -> tuple[tuple[str, float], ...]:
    """The sides to leave or enter something by, and what that costs. family: "" is a closed pool. near: both ends of
    the link stand in one container."""
    if not family:
        return ((TOP, 0.0), (BOTTOM, 0.0))
    if kind == "message":
        aside = prices.side("message", family, leaving, LEFT) * prices.LATTICE_PLACES
        sides = ((LEFT, aside), (RIGHT, aside)) if near or family == EVENT else ()
        return ((TOP, 0.0), (BOTTOM, 0.0), *sides)
    if kind == "tie":
        return ((TOP, 0.0), (BOTTOM, 0.0), (LEFT, _TIE_ASIDE), (RIGHT, _TIE_ASIDE))
    return tuple((side, prices.side("step", family, leaving, side) * prices.LATTICE_PLACES) for side in SIDES)


def _on_side(cell: Cell, other: Cell, side: str, toll: float) -> Iterator[Dock]:
    right, low = cell.col + cell.cols - 1, cell.row + cell.rows - 1
    if side in (LEFT, RIGHT):
        col = cell.col if side == LEFT else right
        for row in dict.fromkeys((cell.level, min(max(other.level, cell.row), low))):
            yield Dock(side, (2.0 * col, 2.0 * row), toll)
        return
    line = 2.0 * (cell.row if side == TOP else low)
    middle = (cell.col + right) // 2
    facing = min(max(other.col, cell.col), right)
    for col in dict.fromkeys((facing, middle) if cell.cols > 1 else (facing,)):
        yield Dock(side, (2.0 * col, line), toll)


def _beside(cell: Cell, dock: Dock) -> Iterator[Dock]:
    vertical = dock.side in (TOP, BOTTOM)
    side = cell.w if vertical else cell.h
    if cell.family in (EVENT, GATEWAY) or (not cell.full and cell.inner is None and side < _LONG_SIDE):
        return
    toll = dock.toll + prices.SHARED_SIDE * prices.LATTICE_PLACES
    for by in (-BESIDE, BESIDE):
        x, y = dock.at
        yield Dock(dock.side, (x + by, y) if vertical else (x, y + by), toll)


def fewest_bends(one: Dock, two: Dock) -> int:
    """How many bends any of the `shapes` between two docks has at least."""
    (px, py), (qx, qy) = one.at, two.at
    vertical = one.side in _UPRIGHT
    if vertical != (two.side in _UPRIGHT):
        if not vertical:
            px, py, qx, qy = py, px, qy, qx
        return 1 if round(qy - py) * _SIGN[one.side] > 0 and round(px - qx) * _SIGN[two.side] > 0 else 3
    if not vertical:
        px, py, qx, qy = py, px, qy, qx
    if one.side == two.side:
        return 2 if px != qx else 4
    if (qy - py) * _SIGN[one.side] <= 0:
        return 4
    return 2 if px != qx else 0


def shapes(one: Dock, two: Dock, bends: int) -> Iterator[tuple[Spot, ...]]:
    """Routes from one dock to another that leave and enter outwards, few bends first, with so many bends at most."""
    if bends < 4:
        # Few ends can be joined with so few bends: do not even try the others.
        if bends < 1 and (one.side == two.side or (one.at[0] != two.at[0] and one.at[1] != two.at[1])):
            return
        for route in _shapes(one, two):
            if len(route) - 2 <= bends:
                yield route
            elif len(route) > 4:
                return
        return
    yield from _shapes(one, two)


def _shapes(one: Dock, two: Dock) -> Iterator[tuple[Spot, ...]]:
    (px, py), (qx, qy) = one.at, two.at
    if one.side in (LEFT, RIGHT) and two.side in (LEFT, RIGHT):
        for route in _facing((py, px), (qy, qx), _SIGN[one.side], _SIGN[two.side]):
            yield tuple((x, y) for y, x in route)
    elif one.side in (TOP, BOTTOM) and two.side in (TOP, BOTTOM):
        yield from _facing((px, py), (qx, qy), _SIGN[one.side], _SIGN[two.side])
    elif one.side in (TOP, BOTTOM):
        yield from _corner((px, py), (qx, qy), _SIGN[one.side], _SIGN[two.side])
    else:
        for route in _corner((py, px), (qy, qx), _SIGN[one.side], _SIGN[two.side]):
            yield tuple((x, y) for y, x in route)


_SIGN = {LEFT: -1, TOP: -1, RIGHT: 1, BOTTOM: 1}
_UPRIGHT = (TOP, BOTTOM)


def _channel(line: float, sign: int) -> float:
    """The channel beside a line."""
    return round(line) + sign


def _facing(p: Spot, q: Spot, out: int, into: int) -> Iterator[tuple[Spot, ...]]:
    """Both ends vertical: straight, with a step between, a bow on one side, or around to the other side."""
    (px, py), (qx, qy) = p, q
    first, last = _channel(py, out), _channel(qy, into)
    if out != into and (qy - py) * out > 0:
        if px == qx:
            yield (p, q)
            return
        for level in _levels(first, last):
            yield (p, (px, level), (qx, level), q)
    elif out == into:
        far = max(first, last) if out > 0 else min(first, last)
        for step in range(_OUTWARD):
            level = far + 2 * step * out
            if px != qx:
                yield (p, (px, level), (qx, level), q)
    for aside in _asides(px, qx):
        if first != last:
            yield (p, (px, first), (aside, first), (aside, last), (qx, last), q)


def _levels(first: float, last: float) -> list[float]:
    """Channels between two: those at the ends first, then what lies between."""
    low, high = sorted((first, last))
    between = [low + 2 * i for i in range(1, int(high - low) // 2)]
    return list(dict.fromkeys((first, last, *between[:4], *between[-4:])))


def _asides(px: float, qx: float) -> list[float]:
    """Channels beside the ends."""
    one, two = round(px), round(qx)
    return list(dict.fromkeys((one + 1, one - 1, two - 1, two + 1)))


def _corner(p: Spot, q: Spot, out: int, into: int) -> Iterator[tuple[Spot, ...]]:
    """Leaves vertical, enters horizontal: one bend, or three."""
    (px, py), (qx, qy) = p, q
    if round(qy - py) * out > 0 and round(px - qx) * into > 0:
        yield (p, (px, qy), q)
    beside = _channel(qx, into)
    first = _channel(py, out)
    for step in range(_OUTWARD):
        level = first + 2 * step * out
        yield (p, (px, level), (beside, level), (beside, qy), q)
    if (qy - py) * out > 0:
        for level in (_channel(qy, -1), _channel(qy, 1)):
            yield (p, (px, level), (beside, level), (beside, qy), q)
