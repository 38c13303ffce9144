"""Small maps are laid out many times, with chains in other rows and steps in other columns, and the best is kept.

Hill climbing, judged by the price of all routes (bends, crossings, length, unusual sides) and the rows and columns it
takes; what may be tried is in `moves`. How often is bounded by the size of the map, so that large ones cost no more.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from mapper.arrange.lines.lattice import Lattice
from mapper.arrange.lines.route import LOST, again, in_order, route, tried
from mapper.arrange.lines.uncross import together, uncross
from mapper.arrange.places.moves import CUT, DELAY, DROP, Move, droppable, moves_of
from mapper.arrange.places.rows import Chain
from mapper.arrange.places.seats import seat, stack
from mapper.arrange.plan.plan import Link, Plan, Spot
from mapper.model.kinds import EVENT, GATEWAY
from mapper.model.token import look

_EFFORT, _STEEP = 225.0, 12
"""Cells and links of a map that gets one trial; half as many get two to this power as many."""

_LEAST, _MOST = 8, 400
"""Trials of a map that is searched at all, and at most."""

_ROW, _COLUMN = 7.0, 4.0
"""The prices of a row and of a column."""

_BENT, _CUT_OFF = 30.0, 6.0
"""The price of a bend in the main path, and of one in another chain, beside that of its route."""

_ASIDE = 12.0
"""The price of a step straight below or above another one of its lane."""

_MIXED = 2.0
"""The price of two branches out of their order."""

_CROSSED = 10.0
"""The price of a crossing beside that of its routes: other places can avoid what no other route can."""

_GAIN = 0.01
"""By how much a layout must be cheaper to be better."""

_PAIRED = 8
"""So many of the most promising moves are tried two at a time when none helps alone."""

_BACK = 10.0
"""What it promises to take a move back."""

_TIRED = 0.5
"""What a move promises after each time it was of no use."""


class _Choice(NamedTuple):
    """How a layout departs from the first one: rows that chains stand further down, by their first cell, flows that no
    chain follows, columns that cells stand further right, and flows that lead straight up or down."""

    shifts: Mapping[str, int]
    cuts: frozenset[str]
    delays: Mapping[str, int]
    drops: frozenset[str]

    def but(self, move: Move) -> _Choice:
        """The choice after one more move; cuts and drops that are made twice are taken back."""
        shifts, cuts, delays, drops = dict(self.shifts), self.cuts, dict(self.delays), self.drops
        for kind, id, by in move:
            if kind == CUT:
                cuts = cuts ^ {id}
            elif kind == DROP:
                drops = drops ^ {id}
            else:
                changed = delays if kind == DELAY else shifts
                changed[id] = changed.get(id, 0) + by
        return _Choice(shifts, cuts, delays, drops)


_AS_IT_IS = _Choice({}, frozenset(), {}, frozenset())


class _Trial(NamedTuple):
    """A layout that was tried: what it costs, the lattice, and the routes and prices of its links."""

    price: float
    lattice: Lattice
    routes: list[tuple[tuple[Spot, ...], float]]


@dataclass(slots=True)
class _Climb:
    """What the search knows: the best choice and how it was tried, the flows of the main path, how many trials are
    left, and how often each move was of no use."""

    plan: Plan
    best: _Trial
    main: Collection[str]
    left: int
    at: _Choice = _AS_IT_IS
    failed: Counter[Move] = field(default_factory=Counter)


def improved(plan: Plan) -> Lattice:
    """Give the cells their rows and the links their routes, the best that was found."""
    chains = stack(plan, *_AS_IT_IS)
    trials = min(_MOST, int((_EFFORT / max(1, len(plan.cells) + len(plan.links))) ** _STEEP))
    if trials >= _LEAST and len(plan.links) > 2:
        return _best(plan, chains, trials)
    lattice = route(plan)
    uncross(lattice, plan.links)
    return lattice


def sketched(plan: Plan) -> float:
    """What a plan costs as it is first laid out: a hint at what will come of it, for little time."""
    seat(plan)
    stack(plan, *_AS_IT_IS)
    return _first(plan).price


def _best(plan: Plan, chains: Sequence[Chain], trials: int) -> Lattice:
    """The lattice of the best layout that so many trials find: from the one on in which a plan is stacked now, and from
    the one in which all flows between lanes lead straight up or down; never a dearer one than the first."""
    main = _main(plan, chains)
    first = _first(plan)
    climbs = [_Climb(plan, first, main, trials - trials // 2)]
    _climb(climbs[0], chains)
    if down := frozenset(link.id for link in droppable(plan) if link.source.strip != link.target.strip):
        at = _AS_IT_IS._replace(drops=down)
        chains = stack(plan, *at)
        climbs.append(_Climb(plan, _first(plan, at, main), main, climbs[0].left + trials // 2, at))
        _climb(climbs[1], chains)
    if all(climb.best is not first for climb in climbs):
        climbs.append(_Climb(plan, first, main, 0))
    ends = [(_finished(climb), climb.at) for climb in climbs]
    best, at = min(ends, key=lambda end: end[0].price)
    stack(plan, *at)
    _put(plan, best.routes)
    return best.lattice


def _climb(climb: _Climb, chains: Sequence[Chain]) -> None:
    """Go from one better layout to the next until there is none."""
    while _step(climb, chains):
        look()
        chains = stack(climb.plan, *climb.at)


def _step(climb: _Climb, chains: Sequence[Chain]) -> bool:
    """Try moves until one makes the layout better; False when none does, or no trial is left."""
    for move in _promising(climb, chains):
        if not climb.left:
            return False
        climb.left -= 1
        choice = climb.at.but(move)
        stack(climb.plan, *choice)
        trial = _tried(climb.plan, choice, climb.main, climb.best.price - _GAIN)
        if trial is not None and trial.price < climb.best.price - _GAIN:
            climb.best, climb.at = trial, choice
            return True
        climb.failed[move] += 1
    return False


def _promising(climb: _Climb, chains: Sequence[Chain]) -> Iterator[Move]:
    """What to try on the layout that the plan shows now, the most promising first, and in the end two at a time."""
    found = dict.fromkeys(_back(climb.at), _BACK) | moves_of(climb.plan, chains)
    gains = {move: gain * _TIRED ** climb.failed[move] for move, gain in found.items()}
    single = sorted(gains, key=lambda move: -gains[move])
    yield from single
    for one, two in combinations(single[:_PAIRED], 2):
        if not set(one) & set(two):
            yield (*one, *two)


def _back(at: _Choice) -> Iterator[Move]:
    """The moves that take back what later ones may have made useless."""
    yield from (((DELAY, id, -by),) for id, by in at.delays.items() if by)
    yield from (((DROP, id, 0),) for id in sorted(at.drops))


def _finished(climb: _Climb) -> _Trial:
    """The best layout of a climb with its routes laid as well as can be, and what it costs then."""
    plan = climb.plan
    stack(plan, *climb.at)
    if all(route for route, _price in climb.best.routes):
        lattice = climb.best.lattice
        _put(plan, climb.best.routes)
        lattice.is_trial = False
        again(lattice, in_order(plan))
    else:
        lattice = route(plan)
    uncross(lattice, plan.links)
    laid = [link for link in plan.links if link.route]
    lost = LOST * (len(plan.links) - len(laid))
    price = _fixed(plan, climb.at, climb.main) + together(lattice, laid) + lost
    return _Trial(price, lattice, [(link.route, link.price) for link in plan.links])


def _put(plan: Plan, routes: Iterable[tuple[tuple[Spot, ...], float]]) -> None:
    for link, (spots, price) in zip(plan.links, routes, strict=True):
        link.route, link.price = spots, price


def _first(plan: Plan, choice: _Choice = _AS_IT_IS, main: Collection[str] = ()) -> _Trial:
    found = _tried(plan, choice, main, math.inf)
    assert found is not None  # nothing costs more than that
    return found


def _tried(plan: Plan, choice: _Choice, main: Collection[str], limit: float) -> _Trial | None:
    """What a layout costs that is stacked so; None when that is more than the limit. main: flows of the main path."""
    fixed = _fixed(plan, choice, main)
    lattice = tried(plan, limit - fixed)
    if lattice is None:
        return None
    price = fixed + sum(link.price for link in plan.links) + _CROSSED * lattice.crossed
    return _Trial(price, lattice, [(link.route, link.price) for link in plan.links])


def _fixed(plan: Plan, choice: _Choice, main: Collection[str]) -> float:
    """What a layout costs but for its routes."""
    bent = sum(_BENT if id in main else _CUT_OFF for id in choice.cuts)
    if choice.drops:
        bent += sum(_drop(link, main) for link in droppable(plan) if link.id in choice.drops)
    return _ROW * plan.rows + _COLUMN * plan.cols + bent + _MIXED * _out_of_order(plan)


def _out_of_order(plan: Plan) -> int:
    """How many branches to one lane stand above an earlier one."""
    seen: dict[tuple[str, int], list[int]] = defaultdict(list)
    for link in plan.links:
        if link.kind == "flow" and link.boundary_event is None and not link.back:
            seen[link.source.id, link.target.strip].append(link.target.level)
    return sum(one > two for rows in seen.values() if len(rows) > 1 for one, two in combinations(rows, 2))


def _drop(link: Link, main: Collection[str]) -> float:
    """The price of a flow that leads straight up or down: within a lane steps stand side by side, but an event may be
    straight above or below a gateway."""
    if link.id in main:
        return _BENT
    ends = (link.source.family, link.target.family)
    return _ASIDE if link.source.strip == link.target.strip and ends != (GATEWAY, EVENT) else 0.0


def _main(plan: Plan, chains: Sequence[Chain]) -> set[str]:
    """The flows of the main path: those of the longest chain."""
    longest = max(chains, key=lambda chain: len(chain.cells), default=None)
    ids = {cell.id for cell in longest.cells} if longest is not None else set()
    return {link.id for link in plan.links if link.source.id in ids and link.target.id in ids}
