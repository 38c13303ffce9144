"""What the search may try: where routes are dear, and nothing that makes no sense."""

import pytest
from tests.helpers.plans import block, boundary_event, chain, closed, link, plan, pool, standing, step, steps

from mapper.arrange.lines.route import route
from mapper.arrange.places.moves import CUT, DELAY, DROP, SHIFT, moves_of
from mapper.arrange.places.seats import seat, stack
from mapper.model.kinds import DATA, GATEWAY


def tried(found):
    """The moves that a plan offers when it is laid out for the first time."""
    seat(found)
    chains = stack(found, {})
    route(found)
    return moves_of(found, chains)


def fork(down=0):
    """A gateway with a branch that goes on, and one to a lane further down."""
    begin, split, on, other = cells = steps("begin split on other")
    split.family = GATEWAY
    other.strip = down
    return plan(pool(cells, [*chain([begin, split, on]), link(split, other)], lanes=2))


def test_chains_may_go_up_and_down_and_to_the_other_side():
    found = fork()
    moves = tried(found)
    off = found.cells["other"].level - found.cells["split"].level
    assert abs(off) == 1
    for by in (-2, -1, 1, 2):
        assert ((SHIFT, "other", by),) in moves
    assert moves[((SHIFT, "other", -2 * off),)] > moves[((SHIFT, "other", 2 * off),)]


def test_two_branches_of_one_fork_may_change_places():
    split, one, two = steps("split one two")
    main = steps("m1 m2 m3 m4")
    found = plan(pool([split, *main, one, two], [*chain([split, *main]), link(split, one), link(split, two)]))
    moves = tried(found)
    apart = found.cells["two"].level - found.cells["one"].level
    assert ((SHIFT, "one", apart), (SHIFT, "two", -apart)) in moves


def test_flows_that_bend_may_lead_straight_down_and_others_need_not():
    moves = tried(fork(down=1))
    assert ((DROP, "split-other", 0),) in moves
    assert ((DROP, "begin-split", 0),) not in moves


def test_only_flows_at_forks_and_joins_may_be_cut():
    moves = tried(fork())
    assert {id for ((kind, id, _by), *_rest) in moves if kind == CUT} == {"split-on", "split-other"}
    plain = steps("a b c")
    assert not any(move[0][0] == CUT for move in tried(plan(pool(plain, chain(plain)))))


def test_ends_of_a_message_may_come_to_stand_in_one_column():
    # given a message whose receiver stands further left than who sends it
    upper, lower = steps("a b c d"), steps("p q r s")
    found = plan(
        pool(upper, chain(upper), id="one"),
        pool(lower, chain(lower), id="two"),
        between=[link(upper[3], lower[3], "message"), link(lower[3], upper[1], "message")],
    )
    moves = tried(found)
    apart = found.cells["s"].col - found.cells["b"].col
    assert apart > 0
    assert ((DELAY, "b", apart),) in moves


def test_what_stands_in_the_way_of_a_message_may_make_way():
    # given a step between one that sends and the closed pool that receives
    split, up, down = steps("split up down")
    found = plan(pool([split, up, down], [link(split, up), link(split, down)]), closed("bank"))
    bank = found.cells["bank"]
    found.between.append(link(up, bank, "message"))
    found.links.append(found.between[0])
    moves = tried(found)
    assert found.cells["up"].col == found.cells["down"].col
    between = "down" if found.cells["down"].row > found.cells["up"].row else None
    assert between is None or ((DELAY, "down", 1),) in moves
    assert between is not None or not any(kind == DELAY for move in moves for kind, _id, _by in move)


def delays(found):
    """The moves of columns that a plan offers as it stands."""
    return {move for move in moves_of(found, []) if any(kind == DELAY for kind, _id, _by in move)}


def to_the_bank(price):
    """A step above another one, with data, and steps elsewhere, and a message of some price to a closed pool."""
    send, between, thing = step("send", 0, 1), step("between", 0, 2), step("thing", 0, 3, DATA)
    thing.beside = "between"
    bank = closed("bank")
    message = link(send, bank.cells[0], "message")
    message.price = price
    elsewhere = step("above"), step("aside", 1, 2)
    return standing(pool([send, between, thing, *elsewhere]), bank, between=[message])


def test_only_what_stands_straight_between_the_ends_of_a_dear_message_makes_way():
    # given a message past a step and data, and steps elsewhere: the one who sends it, or the step in the way, may move
    assert delays(to_the_bank(40.0)) == {((DELAY, "send", 1),), ((DELAY, "between", 1),), ((DELAY, "between", -1),)}
    assert delays(to_the_bank(20.0)) == set()


@pytest.mark.parametrize(("kind", "back"), [("flow", False), ("flow", True), ("tie", False)])
def test_the_ends_of_a_dear_flow_may_move_apart_unless_it_leads_back(kind, back):
    a, b = step("a"), step("b", 1, 2)
    flow = link(a, b, kind)
    flow.price, flow.back = 40.0, back
    expected = {((DELAY, "b", 1),), ((DELAY, "a", -1),)} if kind == "flow" and not back else set()
    assert delays(standing(pool([a, b], [flow]))) == expected


def test_a_block_moves_for_the_messages_of_what_it_holds():
    # given a step in a block that sends a message to one further right
    inside, receive = step("inside"), step("receive", 2)
    block(holder := step("holder"), [inside])
    message = link(inside, receive, "message")
    message.price = 40.0
    found = standing(pool([holder]), pool([receive], id="other"), between=[message])
    assert delays(found) == {
        ((DELAY, "holder", 2),),
        ((DELAY, "receive", -2),),
        ((DELAY, "holder", 1), (DELAY, "receive", -1)),
    }


def test_where_ways_are_dear_moves_promise_more_and_where_they_are_cheap_nothing():
    a, b, c, d = cells = steps("a b c d")
    flows = [link(a, b), link(c, d)]
    chains = stack(found := plan(pool(cells, flows)), {})
    flows[0].price, flows[1].price = 5.0, 30.0
    moves = moves_of(found, chains)
    assert moves[((SHIFT, "a", 1),)] == 0
    assert 0 < moves[((SHIFT, "c", 2),)] < moves[((SHIFT, "c", 1),)]


@pytest.mark.parametrize("sort", ["guest", "block"])
def test_neither_boundary_events_nor_open_sub_processes_lead_straight_down(sort):
    a, b = steps("a b")
    b.strip = 1
    flow = link(a, b)
    if sort == "guest":
        flow.boundary_event = boundary_event(a)
    else:
        inside = steps("p q")
        block(a, inside, chain(inside))
    found = plan(pool([a, b, step("c", strip=1)], [flow], lanes=2))
    assert not any(kind == DROP and id == flow.id for move in tried(found) for kind, id, _by in move)
