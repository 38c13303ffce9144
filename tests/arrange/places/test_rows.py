"""Rows: the main path straight, branches beside it in their order, notes and data beside what they belong to."""

import pytest
from tests.helpers.plans import block, boundary_event, chain, link, pool, step, steps

from mapper.arrange.places.rows import chained, place_rows, span
from mapper.arrange.plan.ranks import rank
from mapper.model.kinds import ARTIFACT, DATA


def placed(container, shifts=None):
    """The container ranked and stacked; rows by id."""
    rank(container)
    place_rows(container, shifts or {}, ())
    return {cell.id: cell.row for cell in container.cells}


def fork(*branches):
    """begin → split → each branch's steps → join → end; the split is named by the flows in the branches' order."""
    begin, split, join, end = steps("begin split join end")
    routes = [[split, *steps(branch), join] for branch in branches]
    cells = [begin, split, *(cell for route in routes for cell in route[1:-1]), join, end]
    return pool(cells, [link(begin, split), *(one for route in routes for one in chain(route)), link(join, end)])


def test_a_chain_of_steps_stands_in_one_row():
    cells = steps("one two three four")
    assert set(placed(pool(cells, chain(cells))).values()) == {0}


def test_the_longest_way_is_the_straight_one_and_the_other_beside_it():
    at = placed(fork("short", "a b c"))
    assert at["begin"] == at["split"] == at["a"] == at["b"] == at["c"] == at["join"] == at["end"]
    assert abs(at["short"] - at["split"]) == 1


def test_branches_stand_in_the_order_of_their_flows():
    at = placed(fork("upper", "a b", "lower"))
    assert at["upper"] < at["a"] < at["lower"]


def test_no_two_steps_stand_in_one_place():
    container = fork("p", "q r", "s", "t u v", "w")
    placed(container)
    assert len({(cell.col, cell.row) for cell in container.cells}) == len(container.cells)


def test_rows_count_from_the_first_and_none_is_empty():
    container = fork("p", "q r", "s")
    at = placed(container)
    assert set(at.values()) == set(range(container.rows))


def test_what_a_boundary_event_sets_off_stands_below_its_host():
    # given a host with a longer route before and behind it
    a, host, c, remind = cells = [*steps("a host c"), step("remind")]
    late = boundary_event(host)
    leaving = link(host, remind)
    leaving.boundary_event = late
    at = placed(pool(cells, [*chain([a, host, c]), leaving]))
    assert at["remind"] == at["host"] + 1


@pytest.mark.parametrize("turned", [False, True])
def test_ways_of_several_boundary_events_do_not_cross(turned):
    # given a host with three boundary events side by side, in either order of the file
    host, *handlers = cells = steps("host left middle right")
    leaving = []
    for number, handler in enumerate(handlers):
        late = boundary_event(host, f"late {handler.id}")
        late.offset = -42.0 + 42.0 * number
        leaving.append(link(host, handler))
        leaving[-1].boundary_event = late
    at = placed(pool(cells, leaving[::-1] if turned else leaving))
    # then the route of the rightmost is the innermost
    assert at["host"] < at["right"] < at["middle"] < at["left"]


@pytest.mark.parametrize("lean", [-1, 1])
def test_a_branch_stands_on_the_side_of_the_pool_it_exchanges_messages_with(lean):
    # given a branch above the main path and one below it, by the order of their flows
    container = fork("early", "a b c", "late")
    first, last = (cell for cell in container.cells if cell.id in ("early", "late"))
    first.lean = last.lean = lean
    at = placed(container)
    assert (at["early"] - at["split"]) * lean > 0
    assert (at["late"] - at["split"]) * lean > 0


def test_lanes_take_rows_of_their_own_one_below_the_other():
    _a, b, _c = cells = steps("a b c")
    b.strip = 2
    container = pool(cells, chain(cells), lanes=3)
    at = placed(container)
    assert [(strip.first, strip.rows) for strip in container.strips] == [(0, 1), (1, 1), (2, 1)]
    assert at == {"a": 0, "b": 2, "c": 0}


def test_a_branch_that_leads_to_a_lower_lane_stands_below_the_main_path():
    # given two steps beside the main path, one handing over to the lane below, the other to the lane above
    begin, one, two, three, down, up, low, high = cells = steps("begin one two three down up low high")
    for cell in cells:
        cell.strip = 1
    low.strip, high.strip = 2, 0
    links = [*chain([begin, one, two, three]), link(begin, down), link(down, low), link(begin, up), link(up, high)]
    at = placed(pool(cells, links, lanes=3))
    assert at["up"] < at["begin"] < at["down"]


def test_a_block_stands_with_its_main_row_in_the_row_of_the_flow():
    a, wide, c = cells = steps("a wide c")
    block(wide, [step("x")])
    wide.rows, wide.anchor = 3, 1
    placed(pool(cells, chain(cells)))
    assert wide.level == a.row == c.row
    assert wide.row == a.row - 1


def test_parts_that_nothing_joins_stand_below_each_other_in_the_order_of_the_file():
    cells = [*steps("a b c"), *steps("lone other")]
    at = placed(pool(cells, chain(cells[:3])))
    assert at["lone"] == at["other"] == at["a"] + 1


# -- what the search asks for ------------------------------------------------------------------------------------------


def test_a_chain_can_be_asked_to_stand_further_down():
    usual = placed(fork("short", "a b c"))
    asked = placed(fork("short", "a b c"), {"short": 2})
    assert usual["short"] < usual["split"]
    assert asked["short"] > asked["split"]


def test_chains_are_cut_at_flows_that_are_named():
    cells = steps("a b c d")
    container = pool(cells, chain(cells))
    assert [[cell.id for cell in one.cells] for one in chained(container, ())] == [["a", "b", "c", "d"]]
    assert [[cell.id for cell in one.cells] for one in chained(container, ["b-c"])] == [["a", "b"], ["c", "d"]]


# -- beside a step -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("family", "by"), [(DATA, 1), (ARTIFACT, -1)])
def test_data_stands_below_and_a_note_above_the_step_it_belongs_to(family, by):
    a, host, c, thing = cells = [*steps("a host c"), step("thing", family=family)]
    thing.beside = "host"
    at = placed(pool(cells, chain([a, host, c])))
    assert (thing.col, at["thing"]) == (host.col, at["host"] + by)


def test_data_stands_above_a_step_with_boundary_events():
    a, host, c, thing = cells = [*steps("a host c"), step("thing", family=DATA)]
    thing.beside = "host"
    boundary_event(host)
    at = placed(pool(cells, chain([a, host, c])))
    assert (thing.col, at["thing"]) == (host.col, at["host"] - 1)


def test_several_data_of_one_step_stand_in_places_of_their_own():
    host = step("host")
    data = [step(f"d{n}", family=DATA) for n in range(5)]
    for thing in data:
        thing.beside = "host"
    container = pool([host, *data])
    placed(container)
    assert len({(cell.col, cell.row) for cell in container.cells}) == 6
    assert all(abs(thing.row - host.row) + abs(thing.col - host.col) <= 3 for thing in data)


def test_data_of_something_that_is_not_there_stands_below_all():
    thing = step("thing", family=DATA)
    thing.beside = "nobody"
    at = placed(pool([*steps("a"), thing]))
    assert at == {"a": 0, "thing": 1}


def test_columns_as_bit_masks():
    assert span(2, 3) == 0b11100
    assert span(5, 0) == span(5, -2) == 0
