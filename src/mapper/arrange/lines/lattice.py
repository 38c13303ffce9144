"""What stands and runs where on the lattice, so that a new route can be held against it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from mapper.arrange.lines.crossings import Crossings, Stretch, kin, stretches
from mapper.arrange.lines.shapes import Dock
from mapper.arrange.plan.plan import Cell, Ends, Link, Plan, Spot
from mapper.route.scene import prices

BEND, CROSSING, STEP = (price * prices.LATTICE for price in (prices.BEND, prices.CROSSING, prices.LINE))
"""Prices of a route: a bend, a crossing, one lattice line of length."""

NEVER = math.inf

_TELLING, _TANGLE = 4, 20
"""Routes in one place that are looked at; the others are like them."""

_SMALL = 80
"""Cells of a map on which more routes are tried than are likely to be best."""

Corner: TypeAlias = tuple[bool, int, float]
"""A vertical channel or not, its number, and the line that meets it."""


_UNUSED: Mapping[int, list[Ends]] = MappingProxyType({})


class _Pen(NamedTuple):
    """Where the routes of a link may run: between two lines, and in the blocks around its ends."""

    low: float
    high: float
    blocks: frozenset[str]


class Lattice:
    """Cells and laid routes. solid: the innermost cell on each place of the grid; blocks: what lies around it.
    banned: places where a link must not turn. is_trial: only the price is wanted, and how often routes `crossed`.
    is_small: there is time to try everything. docks: those in the middle of sides by link and end, as far as they were
    asked for."""

    def __init__(self, plan: Plan, is_trial: bool = False) -> None:
        self.cols, self.rows = plan.cols, plan.rows
        self.solid: dict[tuple[int, int], Cell] = {}
        self.blocks: dict[tuple[int, int], frozenset[str]] = {}
        self._pens: dict[Link, _Pen] = {}
        self._used: dict[tuple[bool, float], dict[int, list[Ends]]] = defaultdict(dict)
        self._crossings = Crossings()
        self._turns: dict[Corner, list[tuple[Ends, int]]] = defaultdict(list)
        self.banned: set[tuple[str, Corner]] = set()
        self.is_trial = is_trial
        self.crossed = 0
        self.docks: dict[tuple[Link, bool], list[Dock]] = {}
        self.is_small = len(plan.cells) <= _SMALL
        for cell in plan.cells.values():
            self._stand(cell)

    def _stand(self, cell: Cell) -> None:
        if cell.inner is None:
            for col in range(cell.col, cell.col + cell.cols):
                for row in range(cell.row, cell.row + cell.rows):
                    self.solid[col, row] = cell
            return
        for col in range(cell.col, cell.col + cell.cols):
            for row in range(cell.row, cell.row + cell.rows):
                self.blocks[col, row] = self.blocks.get((col, row), frozenset()) | {cell.id}

    # -- what a route costs --------------------------------------------------------------------------------------------

    def price(self, route: Sequence[Spot], link: Link, limit: float) -> float:
        """The price of a route; NEVER when it runs through something, on another route, or costs as much as the
        limit."""
        price = BEND * (len(route) - 2)
        if price + STEP * lines(route) >= limit:
            return NEVER
        lowest, highest, allowed = self._pens.get(link) or self._fence(link)
        for _x, y in route:
            if not lowest <= y <= highest:
                return NEVER
        parts = stretches(route, link.ends)
        last = len(parts) - 1
        for number, part in enumerate(parts):
            far = self._free(part, link, allowed, _own(link, number == 0, number == last))
            if far < 0:
                return NEVER
            price += STEP * far
        for part in parts:
            if price >= limit:
                return NEVER
            price += CROSSING * self._crossings.count(part, (limit - price) / CROSSING)
        return price + self._tangled(route, link) if price < limit else NEVER

    def is_open(self, link: Link, one: Spot, two: Spot) -> bool:
        """Whether nothing stands or lies between a dock of a link and a place straight before it."""
        _lowest, _highest, allowed = self._pens.get(link) or self._fence(link)
        (part,) = stretches((one, two), link.ends)
        return self._free(part, link, allowed, _own(link, True, True)) >= 0

    def _fence(self, link: Link) -> _Pen:
        """Where the routes of a link may run: a sequence flow stays in the rows of its pool."""
        pool, low, high = link.source.pool, -NEVER, NEVER
        if link.kind == "flow" and pool is not None:
            low, high = 2 * pool.first - 1, 2 * (pool.first + pool.rows) - 1
        pen = self._pens[link] = _Pen(low, high, around(link) if self.blocks else frozenset())
        return pen

    def _free(self, part: Stretch, link: Link, allowed: frozenset[str], own: Sequence[Cell]) -> int:
        """How many lines a stretch runs over; -1 when something stands or lies on it. own: the ends it may run in."""
        level, line, start, stop, _arms, ends = part
        low, high = math.ceil(start - 0.49), math.floor(stop + 0.49)
        number = round(line)
        if number % 2:
            shut = bool(self.blocks) and self._crosses_border(level, number, low, high, allowed)
        else:
            shut = self._blocked(level, number // 2, low, high, allowed, own)
            shut = shut or self._taken(level, line, math.floor(start), math.ceil(stop), ends)
        return -1 if shut else high - low

    def _blocked(self, level: bool, at: int, low: int, high: int, allowed: frozenset[str], own: Sequence[Cell]) -> bool:
        """Whether something stands in the row (column) that a stretch runs through."""
        for other in range((low + 1) // 2, high // 2 + 1):
            spot = (other, at) if level else (at, other)
            cell = self.solid.get(spot)
            # A block's own border cells may be crossed by what starts or ends at the block.
            if cell is not None and cell not in own and not _covers(own, spot):
                return True
            if self.blocks and not self.blocks.get(spot, allowed) <= allowed:
                return True
        return False

    def _crosses_border(self, level: bool, line: int, low: int, high: int, allowed: frozenset[str]) -> bool:
        """Whether a stretch in a channel runs through a block that holds neither end."""
        one, two = (line - 1) // 2, (line + 1) // 2
        for other in range(low // 2, high // 2 + 1):
            spots = ((other, one), (other, two)) if level else ((one, other), (two, other))
            shared = self.blocks.get(spots[0], frozenset()) & self.blocks.get(spots[1], frozenset())
            if not shared <= allowed:
                return True
        return False

    def _taken(self, level: bool, line: float, low: int, high: int, ends: Ends) -> bool:
        used = self._used.get((level, line), _UNUSED)
        for at in range(low, high):
            if at in used:
                # Routes on one piece suit each other: all leave one place, or all enter one. A few tell for all.
                for other in used[at][:_TELLING]:
                    if not kin(other, ends):
                        return True
        return False

    def _tangled(self, route: Sequence[Spot], link: Link) -> float:
        """Routes that turn into one channel at the same level from both sides must not both go the same way round."""
        price = 0.0
        for key, side in turns(route):
            if (link.id, key) in self.banned:
                return NEVER
            for others, other in self._turns.get(key, ())[:_TANGLE]:
                if other != side and not kin(others, link.ends):
                    price += 2.0
        return price

    # -- laying --------------------------------------------------------------------------------------------------------

    def lay(self, link: Link, by: int = 1) -> None:
        """Enter a link's route; with by = -1 take it out again."""
        ends = link.ends
        for part in stretches(link.route, ends):
            level, line, start, stop = part[:4]
            if self.is_trial and by > 0:
                self.crossed += self._crossings.count(part, NEVER)
            if round(line) % 2 == 0:
                used = self._used[level, line]
                for at in range(math.floor(start), math.ceil(stop)):
                    if by > 0:
                        used.setdefault(at, []).append(ends)
                    else:
                        used[at].remove(ends)
            self._crossings.lay(part, by)
        for key, side in turns(link.route):
            entry = (ends, side)
            self._turns[key].append(entry) if by > 0 else self._turns[key].remove(entry)

    def uses(self, level: bool, line: float, at: int) -> Sequence[Ends]:
        """The ends of the routes on one piece of a line."""
        return self._used.get((level, line), _UNUSED).get(at, ())


def _own(link: Link, is_first: bool, is_last: bool) -> Sequence[Cell]:
    """The ends of a link that its first and its last stretch may run in."""
    if is_first:
        return (link.source, link.target) if is_last else (link.source,)
    return (link.target,) if is_last else ()


def _covers(ends: Sequence[Cell], spot: tuple[int, int]) -> bool:
    """Whether one of some ends is a block that covers a place of the grid."""
    return any(
        end.inner is not None and end.col <= spot[0] < end.col + end.cols and end.row <= spot[1] < end.row + end.rows
        for end in ends
    )


def around(link: Link) -> frozenset[str]:
    """The blocks that hold an end of a link, or are one."""
    found = set()
    for end in (link.source, link.target):
        at: Cell | None = end
        while at is not None:
            found.add(at.id)
            at = at.block
    return frozenset(found)


def lines(route: Sequence[Spot]) -> int:
    """How many lattice lines a route runs over, at least: docks beside the middle count as the middle."""
    far = 0.0
    for (ax, ay), (bx, by) in pairwise(route):
        far += abs(ax - bx) + abs(ay - by)
    return int(far)


def turns(route: Sequence[Spot]) -> list[tuple[Corner, int]]:
    """Where a route turns between an even line and a channel: the place, and the side of the channel it comes from."""
    found: list[tuple[Corner, int]] = []
    for a, (x, y), c in zip(route, route[1:], route[2:], strict=False):
        vertical, level = round(x), round(y)
        if vertical % 2 and level % 2 == 0:
            found += [
                ((True, vertical, y), 1 if one[0] > x else -1)
                for one, two in ((a, c), (c, a))
                if one[1] == y and two[0] == x
            ]
        elif level % 2 and vertical % 2 == 0:
            found += [
                ((False, level, x), 1 if one[1] > y else -1)
                for one, two in ((a, c), (c, a))
                if one[0] == x and two[1] == y
            ]
    return found
