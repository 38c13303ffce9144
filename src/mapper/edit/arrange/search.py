"""Small maps are laid out many times, chains a row further up or down each time, and the best is kept.

Hill climbing over the rows of chains, judged by the price of all ways (bends, crossings, length, unusual sides) and the
rows it takes. How often is bounded by the size of the map, so that large ones cost no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from mapper.edit.arrange.lattice import Lattice
from mapper.edit.arrange.plan import Plan
from mapper.edit.arrange.route import route
from mapper.edit.arrange.rows import Chain
from mapper.edit.arrange.seats import stack
from mapper.edit.arrange.uncross import uncross

_EFFORT = 230.0
"""Cells and links of a map that gets one trial; half as many get eight times as many trials."""

_MOST = 120
"""Trials at most."""

_ROW = 7.0
"""The price of a row."""

_SHIFTS = (-1, 1, -2, 2)


def improved(plan: Plan) -> Lattice:
    """Give the cells their rows and the links their ways, the best that was found."""
    chains = stack(plan, {})
    at: dict[str, int] = {}
    trials = min(_MOST, int((_EFFORT / max(1, len(plan.cells) + len(plan.links))) ** 3))
    moves = _moves(plan, chains) if trials else []
    if moves:
        route(plan, rounds=0)
        best = _price(plan)
        since = number = 0
        for _trial in range(trials):
            if since == len(moves):
                break
            start, by = moves[number % len(moves)]
            number, since = number + 1, since + 1
            tried = {**at, start: at.get(start, 0) + by}
            stack(plan, tried)
            tall = _ROW * plan.rows
            if route(plan, rounds=0, limit=best - tall).given_up:
                continue
            price = _price(plan)
            if price < best - 0.01:
                best, at, since = price, tried, 0
        stack(plan, at)
    lattice = route(plan)
    uncross(lattice, plan.links)
    return lattice


def _moves(plan: Plan, chains: Sequence[Chain]) -> list[tuple[str, int]]:
    """What may be tried: a chain some rows further down or up, or (0) a flow that no longer runs in a chain."""
    if len(plan.links) < 4:
        return []
    starts = [chain.cells[0].id for chain in chains]
    forks = {link.source.id for link in plan.links if sum(o.source is link.source for o in plan.links) > 1}
    joins = {link.target.id for link in plan.links if sum(o.target is link.target for o in plan.links) > 1}
    cuts = [link.id for link in plan.links if link.kind == "flow" and link.source.id in forks | joins or link.target.id in joins]
    first, last = _SHIFTS[:2], _SHIFTS[2:]
    return [
        *((start, by) for by in first for start in starts),
        *((id, 0) for id in cuts),
        *((start, by) for by in last for start in starts),
    ]


def _price(plan: Plan) -> float:
    return sum(link.price for link in plan.links) + _ROW * plan.rows
