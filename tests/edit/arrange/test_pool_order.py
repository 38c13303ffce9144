"""Pools that exchange messages come together; nothing else changes their order."""

import itertools

from plans import closed, link, plan, pool, step

from mapper.edit.arrange.pool_order import sort_pools


def pools(count, *pairs):
    """The ids of so many pools with a step each, in the order they take with messages between these numbers."""
    cells = [step(f"s{n}") for n in range(count)]
    found = plan(
        *(pool([cell], id=str(n)) for n, cell in enumerate(cells)),
        between=[link(cells[one], cells[two], "message") for one, two in pairs],
    )
    sort_pools(found)
    return [int(one.id) for one in found.pools if one.id]


def test_pools_that_exchange_messages_come_together():
    assert pools(3, (0, 2), (0, 2)) in ([0, 2, 1], [1, 0, 2])


def test_pools_keep_their_order_where_nothing_is_gained():
    assert pools(4) == [0, 1, 2, 3]
    assert pools(3, (0, 1), (1, 2)) == [0, 1, 2]


def test_who_exchanges_messages_with_all_stands_in_their_midst():
    assert pools(3, (0, 1), (0, 2))[1] == 0


def test_many_pools_are_sorted_as_well():
    # given eight pools in a chain of messages, every other one out of place
    order = [0, 4, 1, 5, 2, 6, 3, 7]
    place = {one: n for n, one in enumerate(pools(8, *itertools.pairwise(order)))}
    far = sum(abs(place[one] - place[two]) - 1 for one, two in itertools.pairwise(order))
    before = sum(abs(one - two) - 1 for one, two in itertools.pairwise(order))
    assert far < before


def test_what_stands_in_no_pool_stays_last():
    one, two, loose = step("one"), step("two"), step("loose")
    parts = [pool([one], id="a"), closed("b"), pool([two], id="c"), pool([loose], id=None)]
    found = plan(*parts, between=[link(one, two, "message")])
    sort_pools(found)
    assert found.pools[-1] is parts[-1]
    assert abs(found.pools.index(parts[0]) - found.pools.index(parts[2])) == 1
