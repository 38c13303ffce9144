"""The room that shapes, labels and lines need around the middle of their column and row."""

import pytest
from tests.helpers.plans import boundary_event, chain, closed, link, pool, standing, step, steps

from mapper.arrange.places.extents import (
    ABOVE,
    ASIDE,
    BELOW,
    LABEL_GAP,
    LINE,
    covered,
    label_piece,
    measure,
    shared,
    sides_used,
)
from mapper.arrange.plan.plan import SPREAD
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.kinds import EVENT, GATEWAY


def reach(needs, other=0):
    """What a column (row) needs before and after its middle, in one row (column)."""
    found = [need.reach for need in needs if need.other == other]
    return max(before for before, _ in found), max(after for _, after in found)


def event(*routes):
    """A plan with an event with a label of 60 × 14 in the middle, and flows that lead from it to these sides."""
    middle = step("e", 1, 1, EVENT)
    middle.label = (60.0, 14.0)
    others = {RIGHT: step("r", 2, 1), TOP: step("t", 1, 0), BOTTOM: step("b", 1, 2), LEFT: step("l", 0, 1)}
    links = []
    for side in routes:
        flow = link(middle, others[side])
        flow.route = ((2, 2), (2.0 * others[side].col, 2.0 * others[side].row))
        links.append(flow)
    return standing(pool([middle, *others.values()], links))


def test_a_step_needs_its_size():
    found = measure(standing(pool(steps("a"))))
    assert reach(found.columns[0]) == (50, 50)
    assert reach(found.rows[0]) == (40, 40)


def test_the_sides_that_flows_take():
    assert sides_used(event(RIGHT, TOP))["e"] == {RIGHT, TOP}
    assert sides_used(event(RIGHT, TOP))["t"] == {BOTTOM}


@pytest.mark.parametrize(
    ("routes", "seat"), [((), BELOW), ((RIGHT, TOP), BELOW), ((BOTTOM,), ABOVE), ((BOTTOM, TOP), ASIDE)]
)
def test_a_label_stands_below_its_shape_or_where_no_flow_is(routes, seat):
    assert measure(event(*routes)).seats["e"] == seat


def test_a_label_below_needs_room_there_and_to_both_sides():
    found = measure(event())
    assert reach(found.rows[1], 1) == (18, 18 + LABEL_GAP + 14)
    assert reach(found.columns[1], 1) == (30, 30)
    # and beside what stands in the next row, because it may hang out of its own
    assert reach(found.columns[1], 2) == (50, 50)


def test_a_label_aside_needs_room_at_the_left_alone():
    left, right = reach(measure(event(BOTTOM, TOP)).columns[1], 1)
    assert left >= 60 + LABEL_GAP
    assert right < 60


def test_boundary_events_hang_below_with_their_labels():
    host = step("host")
    boundary_event(host, label=(80.0, 14.0))
    found = measure(standing(pool([host])))
    assert reach(found.rows[0])[1] == 40 + 18 + 14 + 2
    assert reach(found.columns[0])[0] == 80 + LABEL_GAP - 20


def test_a_closed_pool_needs_the_same_in_every_column():
    found = measure(standing(pool(a := steps("a b c"), chain(a)), closed("bank")))
    assert {need.other for need in found.rows[1]} == {0, 1, 2}
    assert len({need.body for need in found.rows[1]}) == 1


def test_an_empty_lane_needs_a_little():
    found = measure(standing(pool(steps("a"), lanes=2)))
    before, after = reach(found.rows[1])
    assert before == after > 0


def test_a_line_through_a_row_keeps_things_off():
    a, c = step("a"), step("c", 2)
    flow = link(a, c)
    flow.route = ((0, 0), (4, 0))
    found = measure(standing(pool([a, c, step("low", 1, 1)], [flow])))
    assert reach(found.rows[0], 1) == (LINE, LINE)


def test_a_line_beside_the_middle_needs_more_on_its_side():
    a, b = step("a"), step("b", 0, 2)
    flow = link(a, b)
    beside = 22 / SPREAD
    flow.route = ((beside, 0), (beside, 4))
    found = measure(standing(pool([a, b, step("x", 1, 1)], [flow])))
    assert reach(found.columns[0], 1) == pytest.approx((LINE - 22, LINE + 22))


# -- labels of flows ---------------------------------------------------------------------------------------------------


def labelled(*route):
    a, b = step("a", family=GATEWAY), step("b", 1)
    flow = link(a, b, label=(40.0, 14.0))
    flow.route = route
    return flow, standing(pool([a, b], [flow]))


@pytest.mark.parametrize(
    ("route", "number"),
    [
        (((0, 0), (2, 0)), 0),
        (((0, 0), (0, 4), (2, 4)), 1),
        (((0, 0), (0, 1), (2, 1), (2, 4), (4, 4)), 1),
        (((0, 0), (0, 1), (2, 1), (2, 0)), 1),
        (((0, 0), (0, 4)), 0),
    ],
)
def test_a_label_stands_near_where_its_flow_leaves_best_at_a_level_stretch_in_a_row(route, number):
    assert label_piece(labelled(*route)[0]) == number


def test_a_label_makes_room_behind_the_shape_it_leaves():
    _flow, found = labelled((0, 0), (2, 0))
    room = measure(found)
    assert reach(room.columns[0]) == (25, 25 + 40 + 2 * LABEL_GAP)
    assert reach(room.rows[0])[0] >= 14 + LABEL_GAP


def test_a_label_on_a_long_stretch_has_room_enough():
    a, b = step("a", family=GATEWAY), step("b", 3)
    flow = link(a, b, label=(40.0, 14.0))
    flow.route = ((0, 0), (6, 0))
    assert reach(measure(standing(pool([a, b], [flow]))).columns[0]) == (25, 25)


# -- what a stretch touches --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "touched"), [(0, 4, [0, 1, 2]), (1, 3, [0, 1, 2]), (-1, 0, [-1, 0]), (0.11, 2.11, [0, 1])]
)
def test_columns_that_a_stretch_touches(low, high, touched):
    assert list(covered(low, high)) == touched


def test_columns_from_the_first_to_the_last_within_the_plan():
    assert shared([range(-1, 1), range(4, 9)], 6) == range(6)
    assert shared([range(2, 3), range(1, 2)], 6) == range(1, 3)
