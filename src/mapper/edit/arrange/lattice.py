"""What stands and runs where on the lattice, so that a new way can be held against it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from mapper.edit.arrange.crossings import Crossings, Ends, kin, stretches
from mapper.edit.arrange.plan import Cell, Link, Plan, Spot

BEND, CROSSING, STEP = 10.0, 24.0, 0.5
"""Prices of a way: a bend, a crossing, one lattice line of length."""

NEVER = math.inf

_TELLING, _TANGLE = 4, 20
"""Ways in one place that are looked at; the others are like them."""

_SMALL = 80
"""Cells of a map on which more ways are tried than are likely to be best."""

Corner: TypeAlias = tuple[bool, int, float]
"""An upright channel or not, its number, and the line that meets it."""


class Lattice:
    """Cells and laid ways. solid: the innermost cell on each place of the grid; blocks: what lies around it.
    banned: places where a link must not turn. given_up: not all ways were laid, because they cost too much.
    is_trial: only the price is wanted. is_small: there is time to try everything."""

    def __init__(self, plan: Plan) -> None:
        self.cols, self.rows = plan.cols, plan.rows
        self.solid: dict[tuple[int, int], Cell] = {}
        self.blocks: dict[tuple[int, int], frozenset[str]] = {}
        self._used: dict[tuple[bool, float, int], list[Ends]] = defaultdict(list)
        self._crossings = Crossings()
        self._turns: dict[Corner, list[tuple[Ends, int]]] = defaultdict(list)
        self.banned: set[tuple[str, Corner]] = set()
        self.given_up = self.is_trial = False
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

    # -- what a way costs ----------------------------------------------------------------------------------------------

    def price(self, way: Sequence[Spot], link: Link, limit: float) -> float:
        """The price of a way; NEVER when it runs through something, on another way, or costs more than the limit."""
        price = BEND * (len(way) - 2)
        ends = ends_of(link)
        far = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(way))
        if price + STEP * far > limit + 1 or not self._keeps_in(way, link):
            return NEVER
        allowed = around(link) if self.blocks else frozenset[str]()
        parts = stretches(way, ends)
        last = len(parts) - 1
        for number, part in enumerate(parts):
            level, line, start, stop = part[:4]
            low, high = math.ceil(start - 0.49), math.floor(stop + 0.49)
            price += STEP * (high - low)
            if price > limit:
                return NEVER
            if self._blocked(level, line, low, high, link, allowed, number in (0, last)):
                return NEVER
            if round(line) % 2 == 0 and self._taken(level, line, math.floor(start), math.ceil(stop), ends):
                return NEVER
            price += CROSSING * self._crossings.count(part, (limit - price) / CROSSING)
            if price > limit:
                return NEVER
        return price + self._tangled(way, link)

    def _keeps_in(self, way: Sequence[Spot], link: Link) -> bool:
        """Whether a sequence flow stays in the rows of its pool."""
        pool = link.source.pool
        if link.kind != "flow" or pool is None:
            return True
        low, high = 2 * pool.first - 1, 2 * (pool.first + pool.rows) - 1
        return all(low <= y <= high for _x, y in way)

    def _blocked(
        self, level: bool, line: float, low: int, high: int, link: Link, allowed: frozenset[str], at_end: bool
    ) -> bool:
        number = round(line)
        if number % 2 == 0:
            at = number // 2
            for other in range((low + 1) // 2, high // 2 + 1):
                spot = (other, at) if level else (at, other)
                cell = self.solid.get(spot)
                # A block's own border cells may be crossed by what starts or ends at the block.
                own = at_end and (cell is link.source or cell is link.target)
                if cell is not None and not own and not (at_end and self._starts_in(spot, link)):
                    return True
                if self.blocks and not self.blocks.get(spot, allowed) <= allowed:
                    return True
        elif self.blocks:
            one, two = (number - 1) // 2, (number + 1) // 2
            for other in range(low // 2, high // 2 + 1):
                spots = ((other, one), (other, two)) if level else ((one, other), (two, other))
                shared = self.blocks.get(spots[0], frozenset()) & self.blocks.get(spots[1], frozenset())
                if not shared <= allowed:
                    return True
        return False

    def _starts_in(self, spot: tuple[int, int], link: Link) -> bool:
        return any(
            end.inner is not None
            and end.col <= spot[0] < end.col + end.cols
            and end.row <= spot[1] < end.row + end.rows
            for end in (link.source, link.target)
        )

    def _taken(self, level: bool, line: float, low: int, high: int, ends: Ends) -> bool:
        used = self._used
        for at in range(low, high):
            # Ways on one piece suit each other: all leave one place, or all enter one. A few tell for all.
            if not all(kin(other, ends) for other in used.get((level, line, at), ())[:_TELLING]):
                return True
        return False

    def _tangled(self, way: Sequence[Spot], link: Link) -> float:
        """Ways that turn into one channel at the same level from both sides must not both go the same way round."""
        price, ends = 0.0, ends_of(link)
        for key, side in turns(way):
            if (link.id, key) in self.banned:
                return NEVER
            for others, other in self._turns.get(key, ())[:_TANGLE]:
                if other != side and not kin(others, ends):
                    price += 2.0
        return price

    # -- laying --------------------------------------------------------------------------------------------------------

    def lay(self, link: Link, by: int = 1) -> None:
        """Enter a link's way; with by = -1 take it out again."""
        ends = ends_of(link)
        for part in stretches(link.way, ends):
            level, line, start, stop = part[:4]
            if round(line) % 2 == 0:
                for at in range(math.floor(start), math.ceil(stop)):
                    uses = self._used[level, line, at]
                    uses.append(ends) if by > 0 else uses.remove(ends)
            self._crossings.lay(part, by)
        for key, side in turns(link.way):
            entry = (ends, side)
            self._turns[key].append(entry) if by > 0 else self._turns[key].remove(entry)

    def uses(self, level: bool, line: float, at: int) -> list[Ends]:
        """The ends of the ways on one piece of a line."""
        return self._used.get((level, line, at), [])


def ends_of(link: Link) -> Ends:
    """What two ways must share to run on each other: the place they leave, or the cell they enter."""
    return (link.guest.id if link.guest is not None else link.source.id, link.target.id)


def around(link: Link) -> frozenset[str]:
    """The blocks that hold an end of a link, or are one."""
    found = set()
    for end in (link.source, link.target):
        at: Cell | None = end
        while at is not None:
            found.add(at.id)
            at = at.holder
    return frozenset(found)


def turns(way: Sequence[Spot]) -> Iterator[tuple[Corner, int]]:
    """Where a way turns between an even line and a channel: the place, and the side of the channel it comes from."""
    for a, b, c in zip(way, way[1:], way[2:], strict=False):
        for one, two in ((a, c), (c, a)):
            if one[1] == b[1] and two[0] == b[0] and round(b[0]) % 2 and round(b[1]) % 2 == 0:
                yield (True, round(b[0]), b[1]), 1 if one[0] > b[0] else -1
            elif one[0] == b[0] and two[1] == b[1] and round(b[1]) % 2 and round(b[0]) % 2 == 0:
                yield (False, round(b[1]), b[0]), 1 if one[1] > b[1] else -1
