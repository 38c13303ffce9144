"""Orders of lanes: the one in which flows pass the fewest, and those next to one."""

import itertools

import pytest
from tests.helpers.plans import closed, link, plan, pool, step

from mapper.arrange.places.lanes import is_free, neighbours, shortest
from mapper.arrange.plan.plan import Strip


def laned(*pairs, lanes=3, messages=()):
    """A pool `p` with a step in each of its lanes and flows between these numbers, below a closed pool that exchanges
    messages with some lanes."""
    cells = [step(f"s{n}", strip=n) for n in range(lanes)]
    bank = closed("bank")
    between = [link(cells[n], bank.cells[0], "message") for n in messages]
    return plan(bank, pool(cells, [link(cells[a], cells[b]) for a, b in pairs], lanes, "p"), between=between)


def order_of(found) -> list[int]:
    return [int(lane.removeprefix("p.")) for lane in shortest(found)["p"]]


def test_lanes_keep_their_order_where_nothing_is_gained():
    assert order_of(laned((0, 1), (1, 2))) == [0, 1, 2]


def test_lanes_that_exchange_much_come_together():
    order = order_of(laned((0, 2), (2, 0), (0, 1)))
    assert abs(order.index(0) - order.index(2)) == 1


def test_a_lane_that_sends_messages_stands_next_to_who_gets_them():
    assert order_of(laned(messages=(2, 2)))[0] == 2


def test_a_lane_whose_flows_lead_to_what_is_in_no_lane_stands_lowest():
    found = laned()
    home = found.pools[1]
    home.strips.append(Strip(None))
    home.cells.append(loose := step("loose", strip=3))
    loose.container = home
    home.links.append(link(home.cells[0], loose))
    assert order_of(found)[-1] == 0


def test_many_lanes_are_ordered_as_well():
    # given a chain of flows through eight lanes, every other one out of place
    chain = [0, 4, 1, 5, 2, 6, 3, 7]
    order = order_of(laned(*itertools.pairwise(chain), lanes=8))
    far = sum(abs(order.index(a) - order.index(b)) for a, b in itertools.pairwise(chain))
    assert far < sum(abs(a - b) for a, b in itertools.pairwise(chain))


def test_only_lanes_of_one_parent_change_places():
    order = {"process": ["a", "b"], "b": ["c", "d"]}
    assert list(neighbours(order)) == [
        {"process": ["b", "a"], "b": ["c", "d"]},
        {"process": ["a", "b"], "b": ["d", "c"]},
    ]


def test_each_neighbour_comes_once_the_nearer_first():
    found = [tuple(one["p"]) for one in neighbours({"p": ["a", "b", "c"]})]
    assert found[:2] == [("b", "a", "c"), ("a", "c", "b")]
    assert sorted(found[2:]) == [("b", "c", "a"), ("c", "a", "b")]


@pytest.mark.parametrize(("order", "free"), [({}, False), ({"p": ["a"]}, False), ({"p": ["a"], "q": ["b", "c"]}, True)])
def test_one_lane_alone_has_no_other_order(order, free):
    assert is_free(order) is free
