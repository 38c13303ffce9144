"""Pools that nobody has drawn yet stand in the order in which messages have short routes, past few pools and lanes.

The order of the file is kept as far as nothing is gained by another (minimum linear arrangement: all orders of few
pools, exchanges for more). Conversations stand between the pools that hold them.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple, TypeAlias

from mapper.arrange.plan.plan import Cell, Container, Plan
from mapper.model.kinds import CONVERSATION

_ALL = 6
"""Pools of which every order is tried."""

_OFFERS = 3
"""How many orders are offered of few pools."""

_ROUNDS = 20
"""Rounds of swapping neighbours at most, against going around for ever; a round without a gain ends it."""

_PAST = 2
"""How many lanes count as much as a pool that a message passes."""


class _End(NamedTuple):
    """Where a message leaves or enters: the number of the pool, and the lanes above and below it there."""

    pool: int
    above: int
    below: int


_Exchanges: TypeAlias = Counter[tuple[_End, _End]]
"""How many messages run between each two places."""


def orders(plan: Plan) -> list[Sequence[int]]:
    """The orders in which messages pass the fewest pools and lanes, best first, as numbers of the pools now; none where
    there is nothing to choose."""
    count, pairs = len(_named(plan)), _exchanges(plan)
    if count < 2 or not pairs:
        return []
    closed = {n for n, pool in enumerate(_named(plan)) if any(cell.full for cell in pool.cells)}
    if count > _ALL:
        return [_exchanged(count, pairs)]
    at_edge = [order for order in itertools.permutations(range(count)) if _is_at_edge(order, closed)]
    return nsmallest(_OFFERS, at_edge, key=lambda order: _length(order, pairs))


def _is_at_edge(order: Sequence[int], closed: Collection[int]) -> bool:
    """Whether closed pools stand only above or below the open ones."""
    open_ones = [n for n, pool in enumerate(order) if pool not in closed]
    return not open_ones or open_ones[-1] - open_ones[0] == len(open_ones) - 1


def apply_order(plan: Plan, order: Sequence[int]) -> None:
    """Put the pools of a plan in an order; what stands in no pool comes last, conversations in the midst."""
    pools = _named(plan)
    plan.pools = [pools[n] for n in order] + [pool for pool in plan.pools if pool.id is None]
    seat_conversations(plan)


def seat_conversations(plan: Plan) -> None:
    """What stands in no pool and is nothing but conversations goes between the pools that hold these."""
    for loose in [pool for pool in plan.pools if pool.id is None and pool.cells]:
        if all(cell.family == CONVERSATION for cell in loose.cells):
            plan.pools.remove(loose)
            plan.pools.insert(_midst(plan, loose), loose)


def _midst(plan: Plan, loose: Container) -> int:
    """The place where the routes to the holders are shortest, in the middle of those that are alike."""
    number = {id(pool): n for n, pool in enumerate(plan.pools)}
    ends = [
        end.pool
        for link in plan.between
        for end in (link.source, link.target)
        if _is_in(loose, link.source.pool, link.target.pool)
    ]
    held = [number[id(pool)] for pool in ends if id(pool) in number]
    places = range(len(plan.pools) + 1)
    middle = len(plan.pools) // 2
    return min(places, key=lambda at: (sum(abs(n + 0.5 - at) for n in held), abs(at - middle), at))


def _is_in(loose: Container, *ends: Container | None) -> bool:
    return any(end is loose for end in ends)


def _named(plan: Plan) -> list[Container]:
    return [pool for pool in plan.pools if pool.id is not None]


def _exchanges(plan: Plan) -> _Exchanges:
    number = {id(pool): n for n, pool in enumerate(_named(plan))}
    found: _Exchanges = Counter()
    for link in plan.between:
        ends = [_end(cell, number) for cell in (link.source, link.target)]
        one, two = sorted(end for end in ends if end is not None) if None not in ends else (None, None)
        if link.kind == "message" and one is not None and two is not None and one.pool != two.pool:
            found[one, two] += 1
    return found


def _end(cell: Cell, number: Mapping[int, int]) -> _End | None:
    pool = cell.pool
    if pool is None or id(pool) not in number:
        return None
    while cell.block is not None:
        cell = cell.block
    return _End(number[id(pool)], cell.strip, len(pool.strips) - 1 - cell.strip)


def _length(order: Sequence[int], pairs: _Exchanges) -> int:
    """How many pools and lanes messages pass, and a little for pools that left the order of the file."""
    place = {pool: n for n, pool in enumerate(order)}
    far = 0
    for (one, two), count in pairs.items():
        apart = place[two.pool] - place[one.pool]
        lanes = one.below + two.above if apart > 0 else one.above + two.below
        far += (_PAST * (abs(apart) - 1) + lanes) * count
    turned = sum(one > two for one, two in itertools.combinations(order, 2))
    return 1000 * far + turned


def _exchanged(count: int, pairs: _Exchanges) -> Sequence[int]:
    order, least = list(range(count)), _length(range(count), pairs)
    for _round in range(_ROUNDS):
        before = least
        for one, two in itertools.combinations(range(count), 2):
            order[one], order[two] = order[two], order[one]
            length = _length(order, pairs)
            if length < least:
                least = length
            else:
                order[one], order[two] = order[two], order[one]
        if least == before:
            break
    return order
