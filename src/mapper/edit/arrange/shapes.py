"""The ways a draughtsman would try between two cells, on the lattice: straight, one bend, two bends, around.

Nothing is held against anything here; `lattice` knows what a way costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mapper.edit.arrange.plan import SPREAD, Cell, Link, Spot
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.kinds import EVENT, GATEWAY

BESIDE = 22.0 / SPREAD
"""How far beside the middle of a side a second dock lies."""

_LONG_SIDE = 70.0
"""Pixels a side must be long to have docks beside its middle."""

_HUNG = 8.0
"""The price of the lower side of a host of boundary events."""

_OUTWARD = 4
"""How many channels further out are tried for a way around."""


class Dock(NamedTuple):
    """Where a way leaves or enters a cell: the side, the lattice place in the cell, the price of using it."""

    side: str
    at: Spot
    toll: float


def docks(link: Link, leaving: bool, spread: bool) -> list[Dock]:
    """The docks of one end of a link. spread: those beside the middle of a side too."""
    cell, other = (link.source, link.target) if leaving else (link.target, link.source)
    if leaving and link.guest is not None:
        x = 2.0 * (cell.col + cell.cols - 1) + link.guest.offset / SPREAD
        return [Dock(BOTTOM, (x, 2.0 * (cell.row + cell.rows - 1)), 0.0)]
    found: list[Dock] = []
    for side, toll in _tolls(link, cell, leaving):
        # Where boundary events sit, their ways and labels hang.
        found += _on_side(cell, other, side, toll + (_HUNG if cell.guests and side == BOTTOM else 0.0))
    if spread:
        found += [beside for dock in found for beside in _beside(cell, dock)]
    return found


def _tolls(link: Link, cell: Cell, leaving: bool) -> Iterator[tuple[str, float]]:
    if cell.full:
        yield from ((TOP, 0.0), (BOTTOM, 0.0))
    elif link.kind == "message":
        yield from ((TOP, 0.0), (BOTTOM, 0.0))
        if link.source.home is link.target.home or cell.family == EVENT:
            yield from ((LEFT, 9.0), (RIGHT, 9.0))
    elif link.kind == "tie":
        yield from ((TOP, 0.0), (BOTTOM, 0.0), (LEFT, 1.0), (RIGHT, 1.0))
    else:
        upright = 0.5 if cell.family == GATEWAY else 1.5 if cell.family == EVENT else 3.0 if leaving else 2.0
        yield from ((RIGHT if leaving else LEFT, 0.0), (TOP, upright), (BOTTOM, upright))
        yield (LEFT if leaving else RIGHT, 14.0)


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
    upright = dock.side in (TOP, BOTTOM)
    side = cell.w if upright else cell.h
    if cell.family in (EVENT, GATEWAY) or (not cell.full and cell.inner is None and side < _LONG_SIDE):
        return
    for by in (-BESIDE, BESIDE):
        x, y = dock.at
        yield Dock(dock.side, (x + by, y) if upright else (x, y + by), dock.toll + 1.0)


def shapes(one: Dock, two: Dock, bends: int) -> Iterator[tuple[Spot, ...]]:
    """Ways from one dock to another that leave and enter outwards, few bends first, with so many bends at most."""
    if bends < 4:
        # Few ends can be joined with so few bends: do not even try the others.
        if bends < 1 and (one.side == two.side or (one.at[0] != two.at[0] and one.at[1] != two.at[1])):
            return
        for way in _shapes(one, two):
            if len(way) - 2 <= bends:
                yield way
            elif len(way) > 4:
                return
        return
    yield from _shapes(one, two)


def _shapes(one: Dock, two: Dock) -> Iterator[tuple[Spot, ...]]:
    (px, py), (qx, qy) = one.at, two.at
    if one.side in (LEFT, RIGHT) and two.side in (LEFT, RIGHT):
        for way in _facing((py, px), (qy, qx), _SIGN[one.side], _SIGN[two.side]):
            yield tuple((x, y) for y, x in way)
    elif one.side in (TOP, BOTTOM) and two.side in (TOP, BOTTOM):
        yield from _facing((px, py), (qx, qy), _SIGN[one.side], _SIGN[two.side])
    elif one.side in (TOP, BOTTOM):
        yield from _corner((px, py), (qx, qy), _SIGN[one.side], _SIGN[two.side])
    else:
        for way in _corner((py, px), (qy, qx), _SIGN[one.side], _SIGN[two.side]):
            yield tuple((x, y) for y, x in way)


_SIGN = {LEFT: -1, TOP: -1, RIGHT: 1, BOTTOM: 1}


def _channel(line: float, sign: int) -> float:
    """The channel beside a line."""
    return round(line) + sign


def _facing(p: Spot, q: Spot, out: int, into: int) -> Iterator[tuple[Spot, ...]]:
    """Both ends upright: straight, with a step between, a bow on one side, or around to the other side."""
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
    """Leaves upright, enters lying: one bend, or three."""
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
