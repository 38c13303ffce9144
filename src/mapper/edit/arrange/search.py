"""Small maps are laid out many times, chains a row further up or down each time, and the best is kept.

Hill climbing over the rows of chains, judged by the price of all ways (bends, crossings, length, unusual sides) and the
rows it takes. How often is bounded by the size of the map, so that large ones cost no more.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from mapper.edit.arrange.lattice import Lattice
from mapper.edit.arrange.plan import Plan
from mapper.edit.arrange.route import route
from mapper.edit.arrange.rows import Chain
from mapper.edit.arrange.seats import stack
from mapper.edit.arrange.uncross import uncross

_EFFORT = 300.0
"""Cells and links of a map that gets one trial; half as many get eight times as many trials."""

_MOST = 120
"""Trials at most."""

_ROW = 7.0
"""The price of a row."""

_FIRST = {-1: 1.0, 1: 1.0, -2: 0.5, 2: 0.5}
"""Shifts of a chain in rows, and how early they are tried."""

_CUT = 0.7
"""How early it is tried that a flow no longer runs in a chain."""

_BENT, _CUT_OFF = 30.0, 6.0
"""The price of a bend in the main path, and of one in another chain, beside that of its way."""

_CHEAP = 6.0
"""The price of a way that nothing can be gained on."""


class _Choice(NamedTuple):
    """How a layout departs from the first one: rows that chains stand further down, by their first cell, and flows that
    no chain follows."""

    shifts: Mapping[str, int]
    cuts: frozenset[str]

    def but(self, id: str, by: int) -> _Choice:
        """The choice after one more move: a shift, or with 0 a cut made or taken back."""
        if not by:
            return _Choice(self.shifts, self.cuts ^ {id})
        return _Choice({**self.shifts, id: self.shifts.get(id, 0) + by}, self.cuts)


def improved(plan: Plan) -> Lattice:
    """Give the cells their rows and the links their ways, the best that was found."""
    at = _Choice({}, frozenset())
    chains = stack(plan, *at)
    trials = min(_MOST, int((_EFFORT / max(1, len(plan.cells) + len(plan.links))) ** 3))
    if trials and len(plan.links) > 2:
        best = _tried(plan, at, frozenset(), math.inf)
        moves = _moves(plan, chains)
        main = _main(plan, chains)
        since = 0
        for id, by in itertools.islice(itertools.cycle(moves), trials):
            if since == len(moves):
                break
            since += 1
            tried = at.but(id, by)
            price = _tried(plan, tried, main, best)
            if price < best - 0.01:
                best, at, since = price, tried, 0
        stack(plan, *at)
    lattice = route(plan)
    uncross(lattice, plan.links)
    return lattice


def _tried(plan: Plan, choice: _Choice, main: Collection[str], limit: float) -> float:
    """What a layout costs; infinite when that is more than the limit. main: the flows of the main path."""
    stack(plan, *choice)
    fixed = _ROW * plan.rows + sum(_BENT if id in main else _CUT_OFF for id in choice.cuts)
    if route(plan, rounds=0, limit=limit - fixed, trial=True).given_up:
        return math.inf
    return fixed + sum(link.price for link in plan.links)


def _moves(plan: Plan, chains: Sequence[Chain]) -> list[tuple[str, int]]:
    """What may be tried, the most promising first: a chain some rows further down or up, or (0) a flow that no longer
    runs in a chain. Where ways are dear now, most can be gained."""
    pain: Counter[str] = Counter()
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for link in plan.links:
        for end in (link.source, link.target):
            pain[end.id] += round(max(0.0, link.price - _CHEAP))
        out[link.source.id] += 1
        into[link.target.id] += 1
    moves: list[tuple[float, str, int]] = []
    for chain in chains:
        hurt = sum(pain[cell.id] for cell in chain.cells)
        moves += [(-hurt * _FIRST[by], chain.cells[0].id, by) for by in _FIRST]
    for link in plan.links:
        forked = out[link.source.id] > 1 or into[link.source.id] > 1 or into[link.target.id] > 1
        if link.kind == "flow" and forked:
            moves.append((-_CUT * (pain[link.source.id] + pain[link.target.id]), link.id, 0))
    return [(id, by) for _hurt, id, by in sorted(moves, key=lambda move: move[0])]


def _main(plan: Plan, chains: Sequence[Chain]) -> set[str]:
    """The flows of the main path: those of the longest chain."""
    longest = max(chains, key=lambda chain: len(chain.cells), default=None)
    ids = {cell.id for cell in longest.cells} if longest is not None else set()
    return {link.id for link in plan.links if link.source.id in ids and link.target.id in ids}
