"""Which order of lanes and pools is taken where it is free: a few are laid out, and what came of them is judged.

Lanes: the order that is there, the one in which flows pass the fewest lanes, and neighbours of the best are sketched;
the cheapest are laid out in full beside the one that is there. Crossings count first, then bends, then length. How many
is bounded by the size of the map.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from mapper.arrange.picture.phases import lay_out
from mapper.arrange.picture.picture import Picture
from mapper.arrange.picture.search import sketched
from mapper.arrange.places.lanes import is_free, neighbours, shortest
from mapper.arrange.plan.plan import Order, Plan
from mapper.arrange.plan.pool_order import apply_order, orders
from mapper.model.geometry import Point
from mapper.model.token import look

_SKETCHES, _WORK = 24, 4000
"""Orders of lanes that are sketched at most, and things (cells and links) in all these sketches together."""

_SMALL, _LARGE = 1000, 5000
"""Things of a map up to which orders of lanes are sketched, and up to which the shortest one is laid out beside the one
that is there; with more it is taken unseen."""

_FULL = 2
"""Other orders of lanes that are laid out in full."""

_FEW = 120
"""Things of a map up to which orders of pools are sketched."""

_WORTH = 0.95
"""What an order that only makes ways shorter must bring them down to."""


class Make(Protocol):
    """A fresh plan of what is to be laid out, with lanes in some order."""

    def __call__(self, order: Order | None = None) -> Plan: ...


def chosen(plan: Plan, make: Make, better: bool, free: bool) -> Picture:
    """The layout of a plan with the best order found. make: the same plan anew. better: of lanes; free: of pools."""
    pools = _pools(plan, make) if free else None

    def again(order: Order | None = None) -> Plan:
        return _put(make(order), pools)

    _put(plan, pools)
    return _with_lanes(plan, again) if better else lay_out(plan)


def _put(plan: Plan, pools: Sequence[int] | None) -> Plan:
    if pools is not None:
        apply_order(plan, pools)
    return plan


def _pools(plan: Plan, make: Make) -> Sequence[int] | None:
    """The numbers of the pools from top to bottom: of the best few orders the one that looks cheapest."""
    offers = orders(plan)
    if len(offers) < 2 or _things(plan) > _FEW:
        return offers[0] if offers else None
    prices = [sketched(_put(make(), order)) for order in offers]
    # The first one passes the fewest pools and keeps most of the file's order.
    prices[0] *= _WORTH
    return offers[prices.index(min(prices))]


def _things(plan: Plan) -> int:
    return len(plan.cells) + len(plan.links)


# -- lanes -------------------------------------------------------------------------------------------------------------


def _with_lanes(plan: Plan, again: Make) -> Picture:
    """The best layout over some orders of lanes; never worse than that of the order that is there."""
    if not is_free(plan.lanes):
        return lay_out(plan)
    kept, short, things = plan.lanes, shortest(plan), _things(plan)
    if things > _LARGE:
        return lay_out(again(short))
    others = [short] if short != kept else []
    if things <= _SMALL:
        others = _sketches(again, [kept, *others], min(_SKETCHES, _WORK // things))
    best = lay_out(plan)
    least = _judged(best, _WORTH)
    for order in others:
        found = lay_out(again(order))
        worth = _judged(found)
        if worth < least:
            best, least = found, worth
    return best


def _sketches(again: Make, first: Sequence[Order], most: int) -> list[Order]:
    """The orders whose sketches are cheapest but for the first one, of some and their neighbours: whenever a sketch is
    cheaper than all before, the neighbours of that order come next."""
    seen: list[tuple[float, Order]] = []
    waiting: Iterator[Order] = iter(first)
    while len(seen) < most and (order := next(waiting, None)) is not None:
        look()
        if any(order == other for _price, other in seen):
            continue
        seen.append((sketched(again(order)), order))
        best = min(seen, key=lambda one: one[0])
        if len(seen) == len(first) or (len(seen) > len(first) and best is seen[-1]):
            waiting = neighbours(best[1])
    return [order for _price, order in sorted(seen, key=lambda one: one[0]) if order != first[0]][:_FULL]


def _judged(found: Picture, ease: float = 1.0) -> tuple[int, int, float]:
    """Crossings, bends and length of the routes in a picture; less is better. ease: what its length counts for."""
    bends = sum(len(route) - 2 for route in found.routes.values())
    length = sum(abs(a.x - b.x) + abs(a.y - b.y) for route in found.routes.values() for a, b in pairwise(route))
    return crossings(found.routes), bends, length * ease


def crossings(routes: Mapping[str, Sequence[Point]]) -> int:
    """How often level stretches of routes cross vertical ones of others."""
    level, vertical = [], []
    for id, route in routes.items():
        for a, b in pairwise(route):
            if a.y == b.y:
                level.append((a.y, min(a.x, b.x), max(a.x, b.x), id))
            else:
                vertical.append((a.x, min(a.y, b.y), max(a.y, b.y), id))
    vertical.sort()
    xs = [x for x, _top, _low, _id in vertical]
    count = 0
    for y, left, right, id in level:
        passed = vertical[bisect_right(xs, left) : bisect_left(xs, right)]
        count += sum(top < y < low and other != id for _x, top, low, other in passed)
    return count
