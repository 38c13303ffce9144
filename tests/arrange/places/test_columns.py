"""Columns changed for the search: steps further right, flows that lead straight down, and what follows makes way."""

from tests.helpers.plans import block, chain, link, plan, pool, step, steps

from mapper.arrange.places.columns import again
from mapper.arrange.places.seats import seat, stack


def seated(*pools, between=()):
    found = plan(*pools, between=between)
    seat(found)
    return found


def cols(found, names):
    return [found.cells[name].col for name in names.split()]


def test_what_is_put_off_pushes_what_follows_and_nothing_else():
    a, b, c, d = cells = steps("a b c d")
    found = seated(pool(cells, [*chain([a, b, c]), link(a, d)]))
    again(found, {"b": 2}, ())
    assert cols(found, "a b c d") == [0, 3, 4, 1]


def test_without_changes_the_columns_are_those_of_the_ranks():
    # given a loop, a start drawn up to the middle, and a message between pools
    a, b, c, late = cells = steps("a b c late")
    others = steps("d e")
    found = seated(
        pool(cells, [*chain([a, b, c]), link(c, b), link(late, c)], id="one"),
        pool(others, chain(others), id="two"),
        between=[link(b, others[0], "message")],
    )
    ranks = cols(found, "a b c late d e")
    again(found, {}, ())
    assert cols(found, "a b c late d e") == ranks == [0, 1, 2, 1, 1, 2]


def test_a_flow_that_leads_straight_down_draws_all_that_follows_nearer():
    _a, b, c = cells = steps("a b c")
    b.strip = c.strip = 1
    flows = chain(cells)
    found = seated(pool(cells, flows, lanes=2))
    again(found, {}, {flows[0].id})
    assert cols(found, "a b c") == [0, 0, 1]


def test_one_flow_that_leads_down_does_not_overrule_another_that_leads_on():
    a, _b, c = cells = steps("a b c")
    flows = [link(a, c), *chain(cells)]
    found = seated(pool(cells, flows))
    again(found, {}, {flows[0].id})
    assert cols(found, "a b c") == [0, 1, 2]


def test_a_start_may_stand_further_left_but_not_outside():
    a, b, c, start = cells = steps("a b c start")
    found = seated(pool(cells, [*chain([a, b, c]), link(start, c)]))
    again(found, {"start": -1}, ())
    assert cols(found, "start c") == [0, 2]
    again(found, {"start": -5}, ())
    assert cols(found, "start") == [0]


def test_who_receives_a_message_is_put_off_with_who_sends_it():
    upper, lower = steps("a b"), steps("c d")
    message = link(upper[1], lower[1], "message")
    found = seated(pool(upper, chain(upper), id="one"), pool(lower, chain(lower), id="two"), between=[message])
    again(found, {"a": 2}, ())
    assert cols(found, "a b c d") == [2, 3, 2, 3]


def test_what_follows_a_block_stands_behind_all_of_it_again():
    inside = steps("p q r")
    a, wide, c = cells = steps("a wide c")
    block(wide, inside, chain(inside))
    into = link(a, inside[1])
    found = seated(pool(cells, [into, link(wide, c)]))
    again(found, {"a": 1}, ())
    assert cols(found, "a wide c") == [1, 2, 5]
    again(found, {}, {into.id})
    assert cols(found, "a wide c") == [0, 0, 3]


def test_stacking_uses_the_changed_columns_and_forgets_them_again():
    a, b = cells = steps("a b")
    b.strip = 1
    flow = link(a, b)
    found = seated(pool(cells, [flow], lanes=2))
    stack(found, {}, drops={flow.id})
    assert (cols(found, "a b"), found.cols) == ([0, 0], 1)
    stack(found, {}, delays={"a": 1, "b": 1})
    assert (cols(found, "a b"), found.cols) == ([2, 3], 4)
    stack(found, {})
    assert (cols(found, "a b"), found.cols) == ([0, 1], 2)


def test_what_leads_straight_down_in_one_lane_stands_in_another_row():
    a, b, c = cells = steps("a b c")
    flows = [link(a, b), link(a, c)]
    found = seated(pool(cells, flows))
    stack(found, {}, drops={flows[1].id})
    assert found.cells["c"].col == found.cells["a"].col
    assert found.cells["c"].row != found.cells["a"].row


def test_the_same_step_alone_keeps_its_place():
    alone, *cells = [step("alone"), *steps("a b")]
    found = seated(pool([alone, *cells], chain(cells)))
    before = alone.col
    again(found, {"b": 3}, ())
    assert alone.col == before
