"""Other orders of lanes that a layout may try: the one in which flows pass the fewest lanes, and neighbours of one.

Only lanes of one parent change places. Each lane that a flow passes is a crossing waiting to happen, so their number is
a hint at what crosses, for no time at all. Few siblings are tried in every order, many are moved one by one as long as
something is gained (minimum linear arrangement by local search; compare Petit 2003).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from mapper.arrange.plan.plan import Cell, Container, Link, Order, Plan
from mapper.arrange.plan.ranks import top

_EVERY = 6
"""Up to so many siblings every order is tried."""

_ROUNDS = 30
"""How often all groups of siblings are gone through."""

_ABOVE, _BELOW = "<", ">"
"""What stands above and below the pool of a lane."""

Pulls = Counter[tuple[str, str]]
"""How many flows join two lanes, or a lane with what is above or below its pool."""


def is_free(order: Order) -> bool:
    """Whether any lanes could stand otherwise."""
    return any(len(siblings) > 1 for siblings in order.values())


def shortest(plan: Plan) -> Order:
    """The order in which flows pass the fewest lanes; the present one where nothing is gained."""
    lanes = {above: list(siblings) for above, siblings in plan.lanes.items()}
    pulls = _pulls(plan)
    inner = {lane for siblings in lanes.values() for lane in siblings}
    for first in [above for above in lanes if above not in inner]:
        own = _within(lanes, first, pulls)
        for _round in range(_ROUNDS):
            gains = [_improve(lanes, above, first, own) for above in list(_holders(lanes, first))]
            if not any(gains):
                break
    return lanes


def neighbours(order: Order) -> Iterator[Order]:
    """The orders in which one lane stands elsewhere among its siblings, those nearby first."""
    moves: list[tuple[int, str, int, int]] = []
    for above, siblings in order.items():
        for n, m in itertools.permutations(range(len(siblings)), 2):
            if n - m != 1:  # the same as m moved behind n
                moves.append((abs(n - m), above, n, m))
    for _far, above, n, m in sorted(moves, key=lambda move: move[0]):
        yield {**order, above: _moved(order[above], n, m)}


def _moved(siblings: Sequence[str], n: int, m: int) -> list[str]:
    rest = [*siblings[:n], *siblings[n + 1 :]]
    return [*rest[:m], siblings[n], *rest[m:]]


# -- how many lanes flows pass -----------------------------------------------------------------------------------------


def _pulls(plan: Plan) -> Pulls:
    found: Pulls = Counter()
    for container in _containers(plan.pools):
        for link in container.links:
            # What is in no lane stands below the lanes.
            one, two = sorted(_lane(top(end, container)) or _BELOW for end in (link.source, link.target))
            if link.kind == "flow" and one != two:
                found[(two, one) if one == _BELOW else (one, two)] += 1
    rank = {id(pool): n for n, pool in enumerate(plan.pools)}
    for link in plan.between:
        if link.kind == "message":
            _count_message(link, rank, found)
    return found


def _count_message(link: Link, rank: dict[int, int], found: Pulls) -> None:
    one, two = (rank[id(end.pool)] for end in (link.source, link.target))
    for end, side in ((link.source, _BELOW if one < two else _ABOVE), (link.target, _ABOVE if one < two else _BELOW)):
        at: Cell | None = end
        while at is not None:
            if (lane := _lane(at)) is not None:
                found[lane, side] += 1
            at = at.block


def _containers(containers: Sequence[Container]) -> Iterator[Container]:
    for container in containers:
        yield container
        yield from _containers([cell.inner for cell in container.cells if cell.inner is not None])


def _lane(cell: Cell) -> str | None:
    return cell.container.strips[cell.strip].lane if cell.container is not None else None


def _within(lanes: Order, first: str, pulls: Pulls) -> Pulls:
    """What pulls at the lanes of one element."""
    leaves = set(_leaves(lanes, first))
    return Counter({(a, b): n for (a, b), n in pulls.items() if a in leaves and (b in leaves or b in (_ABOVE, _BELOW))})


def _holders(lanes: Order, first: str) -> Iterator[str]:
    """An element and the lanes in it that hold lanes, outer ones first."""
    if first in lanes:
        yield first
        for lane in lanes[first]:
            yield from _holders(lanes, lane)


def _leaves(lanes: Order, first: str) -> Iterator[str]:
    for lane in lanes[first]:
        if lane in lanes:
            yield from _leaves(lanes, lane)
        else:
            yield lane


def _improve(lanes: dict[str, list[str]], above: str, first: str, pulls: Pulls) -> bool:
    """Put the lanes directly within an element or lane in their best order; whether that changed anything."""
    now = lanes[above]
    best, least = now, _stretch(lanes, first, pulls)
    for offer in _offers(now):
        lanes[above] = offer
        price = _stretch(lanes, first, pulls)
        if price < least:
            best, least = offer, price
    lanes[above] = best
    return best is not now


def _offers(now: list[str]) -> Iterator[list[str]]:
    """Other orders: all of few, else one lane elsewhere; those that change less come first."""
    if len(now) <= _EVERY:
        places = range(len(now))
        orders = sorted(itertools.permutations(places), key=lambda order: sum(abs(n - m) for m, n in enumerate(order)))
        yield from ([now[n] for n in order] for order in orders[1:])
        return
    for n in range(len(now)):
        for m in sorted(range(len(now)), key=lambda m: abs(m - n)):
            if m != n:
                yield _moved(now, n, m)


def _stretch(lanes: Order, first: str, pulls: Pulls) -> int:
    """How many lanes the flows of an element pass in all."""
    places = {lane: n for n, lane in enumerate(_leaves(lanes, first))}
    last = len(places) - 1
    total = 0
    for (one, two), count in pulls.items():
        other = 0 if two == _ABOVE else last if two == _BELOW else places[two]
        total += count * abs(places[one] - other)
    return total
