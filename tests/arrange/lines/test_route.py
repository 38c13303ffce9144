"""Each flow takes the route of the lowest price, given what is laid; loops around, messages between the pools."""

import pytest
from tests.helpers.plans import boundary_event, chain, closed, link, pool, standing, step, steps

from mapper.arrange.lines.lattice import BEND, NEVER, Lattice
from mapper.arrange.lines.route import LOST, again, cheapest, route, tried
from mapper.arrange.lines.shapes import BESIDE
from mapper.arrange.plan.plan import SPREAD
from mapper.model.kinds import DATA, GATEWAY


def bends(flow):
    return len(flow.route) - 2


def test_neighbours_are_joined_straight():
    cells = steps("a b c")
    flows = chain(cells)
    route(standing(pool(cells, flows)))
    assert [flow.route for flow in flows] == [((0, 0), (2, 0)), ((2, 0), (4, 0))]


def test_a_flow_past_a_step_goes_around_it():
    a, _b, c = cells = steps("a b c")
    jump = link(a, c)
    found = standing(pool(cells, [*chain(cells), jump]))
    lattice = route(found)
    assert bends(jump) == 2
    assert all(flow.price < LOST for flow in found.links)
    # and not through it, by the lattice's own judgement
    lattice.lay(jump, -1)
    assert lattice.price(jump.route, jump, NEVER) < NEVER


def test_a_gateway_is_left_straight_up_and_down_to_its_branches():
    split = step("split", 0, 1, GATEWAY)
    up, on, down = step("up", 1, 0), step("on", 1, 1), step("down", 1, 2)
    flows = [link(split, other) for other in (up, on, down)]
    route(standing(pool([split, up, on, down], flows)))
    assert [flow.route for flow in flows] == [((0, 2), (0, 0), (2, 0)), ((0, 2), (2, 2)), ((0, 2), (0, 4), (2, 4))]


@pytest.mark.parametrize(("label", "corner"), [((0.0, 0.0), (0, 4)), ((40.0, 14.0), (3, 0))])
def test_a_named_flow_leaves_a_gateway_by_a_corner_of_its_own(label, corner):
    # given two branches below a gateway, the further one behind the other, and not to be reached from above
    split, near, above, far = step("split", 0, 0, GATEWAY), step("near", 1, 1), step("above", 2, 1), step("far", 2, 2)
    flows = [link(split, near), link(split, far, label=label)]
    route(standing(pool([split, near, above, far], flows)))
    # then a flow without a name shares the lower corner, but one with a name takes another, though it is longer
    assert flows[0].route[1] == (0, 2)
    assert flows[1].route[1] == corner


def test_a_loop_back_runs_outside_the_way_there():
    cells = steps("a b c")
    back = link(cells[2], cells[0])
    back.back = True
    route(standing(pool(cells, [*chain(cells), back])))
    assert bends(back) == 2
    assert abs(back.route[1][1]) == 1


def test_a_flow_to_its_own_step_leaves_by_one_place_and_comes_back_by_another():
    a, b = cells = steps("a b")
    turn = link(a, a)
    route(standing(pool(cells, [link(a, b), turn])))
    assert turn.route[0] != turn.route[-1]
    assert bends(turn) >= 2
    assert turn.price < LOST


def test_a_boundary_event_is_left_downwards_where_it_sits():
    host, then = step("host"), step("then", 1, 1)
    flow = link(host, then)
    flow.boundary_event = boundary_event(host)
    route(standing(pool([host, then], [flow])))
    assert flow.route == ((20 / SPREAD, 0), (20 / SPREAD, 2), (2, 2))


def test_a_message_to_who_stands_below_is_plumb():
    send, receive = step("send", 1), step("receive", 1)
    message = link(send, receive, "message")
    route(standing(pool([step("a"), send]), pool([step("b"), receive], id="other"), between=[message]))
    assert message.route == ((2, 0), (2, 2))


def test_messages_to_and_from_a_closed_pool_run_side_by_side():
    ask = step("ask")
    bank = closed("bank")
    found = [link(ask, bank.cells[0], "message"), link(bank.cells[0], ask, "message")]
    found[1].id = "answer"
    route(standing(pool([ask]), bank, between=found))
    lines = {x for message in found for x, _y in message.route}
    assert all(bends(message) == 0 for message in found)
    assert len(lines) == 2
    assert lines <= {-BESIDE, 0, BESIDE}


@pytest.mark.parametrize(("crossed", "is_around"), [(2, False), (4, True)])
def test_a_message_goes_around_all_pools_only_where_that_saves_much(crossed, is_around):
    # given a message straight through a pool in which it crosses some flows
    send, receive = step("send", 3), step("receive", 3)
    pairs = [(step(f"a{row}", 2, row), step(f"b{row}", 4, row)) for row in range(crossed)]
    passed = pool([cell for pair in pairs for cell in pair], [link(*pair) for pair in pairs], id="passed")
    message = link(send, receive, "message")
    found = standing(pool([send]), passed, pool([receive, step("last", 6)], id="low"), between=[message])
    route(found)
    assert any(not 0 <= x <= 2 * found.cols - 2 for x, _y in message.route) == is_around
    assert bends(message) == (4 if is_around else 0)


def test_where_a_flow_enters_none_leaves():
    # given two steps that lead to each other
    a, b = cells = steps("a b")
    flows = [link(a, b), link(b, a)]
    flows[1].back = True
    route(standing(pool(cells, flows)))
    assert flows[0].route == ((0, 0), (2, 0))
    assert bends(flows[1]) >= 2


def test_a_tie_costs_less_than_a_flow_on_the_same_way():
    a, thing = step("a"), step("thing", 0, 1, DATA)
    tie = link(a, thing, "tie")
    route(standing(pool([a, thing], [tie])))
    assert tie.route == ((0, 0), (0, 2))
    assert tie.price < 1


def test_a_flow_that_nothing_joins_costs_much_and_has_no_way():
    # given a flow between pools, which must not leave its own
    a, b = step("a"), step("b", 3)
    lost = link(a, b)
    found = standing(pool([a]), pool([b], id="other"), between=[lost])
    lattice = route(found)
    assert (lost.route, lost.price) == ((), LOST)
    # and laying it again does no harm
    again(lattice, [lost])
    assert lost.route == ()


@pytest.mark.parametrize("route", [((0, 0), (2, 0), (2, 2)), ((0, 0), (0, 2), (2, 2))])
def test_a_way_that_is_the_best_there_is_stays_and_another_does_not(route):
    # given two routes of one price between two gateways
    a, b = step("a", 0, 0, GATEWAY), step("b", 1, 1, GATEWAY)
    flow = link(a, b)
    lattice = Lattice(standing(pool([a, b], [flow])))
    _best, least = cheapest(lattice, flow)
    # when it is laid again, be it known to have the price or not
    for price in (least, least + 5):
        flow.route, flow.price = route, price
        lattice.lay(flow)
        again(lattice, [flow])
        # then the best way stays, whichever it is
        assert flow.price == least
        assert flow.route == route or price > least
        lattice.lay(flow, -1)


def test_what_lies_worse_than_it_must_is_laid_again():
    a, b = cells = steps("a b")
    flow = link(a, b)
    lattice = Lattice(standing(pool(cells, [flow])))
    flow.route = ((0, 0), (0, -1), (2, -1), (2, 0))
    flow.price = lattice.price(flow.route, flow, NEVER)
    lattice.lay(flow)
    again(lattice, [flow])
    assert flow.route == ((0, 0), (2, 0))


@pytest.mark.parametrize("limit", [NEVER, 2 * BEND + 4, BEND])
def test_the_cheapest_way_is_below_the_limit_or_there_is_none(limit):
    a, b = step("a"), step("b", 2, 2)
    flow = link(a, b)
    found = standing(pool([a, b], [flow]))
    route, price = cheapest(Lattice(found), flow, limit=limit)
    assert (route is None) == (price >= limit)
    assert route is None or len(route) == 3


def test_leaving_by_a_place_in_use_costs_a_little():
    a, b, c = step("a"), step("b", 1, 1), step("c", 2)
    laid, flow = link(a, b), link(a, c)
    lattice = Lattice(standing(pool([a, b, c], [laid, flow])))
    before = cheapest(lattice, flow)
    laid.route = ((0, 0), (1, 0), (1, 2), (2, 2))
    lattice.lay(laid)
    after = cheapest(lattice, flow)
    assert after[0] == before[0]
    assert before[1] < after[1] < before[1] + BEND


@pytest.mark.parametrize("more", [-0.5, 0.0, 0.5, 40.0])
def test_a_trial_is_given_up_exactly_where_it_costs_more_than_the_limit(more):
    cells = steps("a b c d")
    cells[3].row = 1
    found = standing(pool(cells, [*chain(cells), link(cells[0], cells[2]), link(cells[3], cells[1])]))
    route(found)
    assert tried(found, NEVER) is not None
    price = sum(flow.price for flow in found.links)
    assert (tried(found, price + more) is None) == (more < 0)
    if more >= 0:
        assert sum(flow.price for flow in found.links) == price
