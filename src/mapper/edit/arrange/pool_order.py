"""Pools that nobody has drawn yet stand in the order in which messages have short ways.

The order of the file is kept as far as nothing is gained by another (minimum linear arrangement: all orders of few
pools, exchanges for more). Conversations stand between the pools that hold them.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest

from mapper.edit.arrange.plan import Container, Plan
from mapper.model.kinds import CONVERSATION

_ALL = 6
"""Pools of which every order is tried."""

_OFFERS = 3
"""How many orders are offered of few pools."""

_ROUNDS = 20


def orders(plan: Plan) -> list[Sequence[int]]:
    """The orders in which messages pass the fewest pools, best first, as numbers of the pools now; none where there is
    nothing to choose."""
    count, pairs = len(_named(plan)), _exchanges(plan)
    if count < 3 or not pairs:
        return []
    if count > _ALL:
        return [_exchanged(count, pairs)]
    return nsmallest(_OFFERS, itertools.permutations(range(count)), key=lambda order: _length(order, pairs))


def put(plan: Plan, order: Sequence[int]) -> None:
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
    """The place where the ways to the holders are shortest, in the middle of those that are alike."""
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


def _exchanges(plan: Plan) -> Counter[tuple[int, int]]:
    """How many messages each two pools exchange, by number."""
    number = {id(pool): n for n, pool in enumerate(_named(plan))}
    found: Counter[tuple[int, int]] = Counter()
    for link in plan.between:
        ends: list[Container | None] = [link.source.pool, link.target.pool]
        numbers = sorted(number[id(pool)] for pool in ends if pool is not None and id(pool) in number)
        if link.kind == "message" and len(set(numbers)) == 2:
            found[numbers[0], numbers[1]] += 1
    return found


def _length(order: Sequence[int], pairs: Counter[tuple[int, int]]) -> int:
    """How many pools messages pass, and a little for pools that left the order of the file."""
    place = {pool: n for n, pool in enumerate(order)}
    far = sum((abs(place[one] - place[two]) - 1) * count for (one, two), count in pairs.items())
    turned = sum(one > two for one, two in itertools.combinations(order, 2))
    return 1000 * far + turned


def _exchanged(count: int, pairs: Counter[tuple[int, int]]) -> Sequence[int]:
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
