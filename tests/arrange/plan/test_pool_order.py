"""Pools that exchange messages come together; nothing else changes their order. Conversations stand in the midst."""

import itertools

from tests.helpers.plans import closed, link, plan, pool, step

from mapper.arrange.plan.plan import Plan
from mapper.arrange.plan.pool_order import apply_order, orders, seat_conversations
from mapper.model.kinds import CONVERSATION


def sort_pools(found: Plan) -> None:
    """Put the pools into the first order that is offered."""
    for order in orders(found)[:1]:
        apply_order(found, order)


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


def test_few_orders_are_offered_the_one_with_the_shortest_messages_first():
    a, b, c = step("a"), step("b"), step("c")
    parts = [pool([cell], id=cell.id) for cell in (a, b, c)]
    found = orders(plan(*parts, between=[link(a, c, "message"), link(a, b, "message")]))
    assert found[0] == (1, 0, 2)
    assert 1 < len(found) <= 3


def test_messages_pass_few_lanes():
    # given two pools whose messages run between the upper lane of the upper one and the lower one of the lower
    a, b = step("a", strip=0), step("b", strip=1)
    parts = [pool([a], lanes=2, id="upper"), pool([b], lanes=2, id="lower")]
    found = orders(plan(*parts, between=[link(a, b, "message")]))
    # then they change places, and else they stay
    assert found == [(1, 0), (0, 1)]
    a.strip, b.strip = 1, 0
    assert orders(plan(*parts, between=[link(a, b, "message")]))[0] == (0, 1)


def test_closed_pools_stay_at_the_edge():
    # given a closed pool that exchanges messages with two open ones
    a, b = step("a"), step("b")
    bank = closed("bank")
    between = [link(a, bank.cells[0], "message"), link(b, bank.cells[0], "message")]
    found = orders(plan(pool([a], id="a"), bank, pool([b], id="b"), between=between))
    assert found
    assert all(order[1] != 1 for order in found)


def test_one_pool_and_pools_without_messages_have_nothing_to_choose():
    a, b, c = step("a"), step("b"), step("c")
    assert orders(plan(pool([a, b], id="a"), between=[link(a, b, "message")])) == []
    assert orders(plan(*(pool([cell], id=cell.id) for cell in (a, b, c)))) == []


def with_conversation(*holders: int):
    """Four closed pools and a conversation that these hold, by number."""
    talk = step("talk", family=CONVERSATION)
    parts = [closed(f"p{n}") for n in range(4)]
    loose = pool([talk], id=None)
    ties = [link(talk, parts[n].cells[0], "tie") for n in holders]
    return plan(*parts, loose, between=ties), loose


def test_conversations_stand_between_the_pools_that_hold_them():
    for holders, place in (((0, 1), 1), ((2, 3), 3), ((0, 3), 2), ((), 2)):
        found, loose = with_conversation(*holders)
        seat_conversations(found)
        assert found.pools.index(loose) == place


def test_conversations_stay_in_the_midst_when_pools_are_sorted():
    found, loose = with_conversation(0, 1)
    apply_order(found, (3, 2, 1, 0))
    assert found.pools.index(loose) == 3
