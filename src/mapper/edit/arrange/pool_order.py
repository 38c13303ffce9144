"""Pools that nobody has drawn yet stand in the order in which messages have short ways.

The order of the file is kept as far as nothing is gained by another (minimum linear arrangement: all orders of few
pools, exchanges for more).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from mapper.edit.arrange.plan import Container, Plan

_ALL = 6
"""Pools of which every order is tried."""

_ROUNDS = 20


def sort_pools(plan: Plan) -> None:
    """Put the pools of a plan into the order in which messages pass the fewest others."""
    pools = [pool for pool in plan.pools if pool.id is not None]
    pairs = _exchanges(plan)
    if len(pools) < 3 or not pairs:
        return
    order = _tried(len(pools), pairs) if len(pools) <= _ALL else _exchanged(len(pools), pairs)
    plan.pools = [pools[n] for n in order] + [pool for pool in plan.pools if pool.id is None]


def _exchanges(plan: Plan) -> Counter[tuple[int, int]]:
    """How many messages each two pools exchange, by number."""
    number = {id(pool): n for n, pool in enumerate(pool for pool in plan.pools if pool.id is not None)}
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


def _tried(count: int, pairs: Counter[tuple[int, int]]) -> Sequence[int]:
    return min(itertools.permutations(range(count)), key=lambda order: _length(order, pairs))


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
