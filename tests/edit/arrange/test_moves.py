"""What the search may try: where ways are dear, and nothing that makes no sense."""

import pytest
from plans import block, chain, closed, guest, link, plan, pool, step, steps

from mapper.edit.arrange.moves import CUT, DELAY, DROP, SHIFT, moves_of
from mapper.edit.arrange.route import route
from mapper.edit.arrange.seats import seat, stack
from mapper.model.kinds import GATEWAY


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


@pytest.mark.parametrize("sort", ["guest", "block"])
def test_neither_boundary_events_nor_open_sub_processes_lead_straight_down(sort):
    a, b = steps("a b")
    b.strip = 1
    flow = link(a, b)
    if sort == "guest":
        flow.guest = guest(a)
    else:
        inside = steps("p q")
        block(a, inside, chain(inside))
    found = plan(pool([a, b, step("c", strip=1)], [flow], lanes=2))
    assert not any(kind == DROP and id == flow.id for move in tried(found) for kind, id, _by in move)
