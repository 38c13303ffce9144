import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, center, do

from mapper.edit.structure import lanes
from mapper.edit.verbs import create, resize
from mapper.model import query
from mapper.model.geometry import Point, Rect


def test_flows_dock_on_the_new_outline():
    diagram = maps.order()
    do(diagram, resize.resize_to, "check", Rect(260, 115, 120, 120))
    assert diagram.flow("f2").points == ((380, 175), (425, 175))


def test_nothing_becomes_too_small_to_see():
    diagram = maps.order()
    do(diagram, resize.resize_to, "check", Rect(270, 135, 1, 1))
    assert bounds(diagram, "check")[2:] == (50, 40)


def test_a_lane_made_higher_pushes_those_below():
    diagram = maps.two_pools()
    do(diagram, resize.resize_to, "sales", Rect(130, 100, 670, 200))
    assert bounds(diagram, "store").y == 300
    assert center(diagram, "pick").y == 375
    assert center(diagram, "check").y == 175
    assert bounds(diagram, "carrier").y == 630


def test_a_lane_s_upper_border_moves_those_above_up():
    diagram = maps.order()
    do(diagram, resize.resize_to, "store", Rect(130, 220, 670, 180))
    assert bounds(diagram, "pool").y == 70
    assert center(diagram, "check").y == 145
    assert center(diagram, "pick").y == 325


def test_a_lane_is_never_smaller_than_its_steps():
    diagram = maps.order()
    do(diagram, resize.resize_to, "sales", Rect(130, 100, 670, 20))
    assert bounds(diagram, "sales").bottom == 225


def test_a_pool_made_higher_gives_the_last_lane_the_room():
    diagram = maps.order()
    do(diagram, resize.resize_to, "pool", Rect(100, 100, 900, 500))
    assert bounds(diagram, "office") == Rect(130, 400, 870, 200)


def test_a_pool_made_smaller_keeps_what_it_shows():
    diagram = maps.order()
    do(diagram, resize.resize_to, "pool", Rect(100, 100, 200, 100))
    pool = bounds(diagram, "pool")
    assert pool.right == 660
    assert pool.h == 360


def test_lanes_and_a_pool_grow_to_the_left_with_their_headers():
    diagram = maps.order()
    do(diagram, resize.resize_to, "pool", Rect(50, 100, 750, 450))
    assert bounds(diagram, "sales").x == 80
    assert center(diagram, "start") == (200, 175)


def test_inner_lanes_fill_a_lane_made_higher():
    diagram = maps.order()
    first = lanes.add(diagram, "store", "inside")
    second = lanes.add(diagram, "store", "inside")
    old = bounds(diagram, "store")
    do(diagram, resize.resize_to, "store", Rect(old.x, old.y, old.w, old.h + 40))
    assert bounds(diagram, first).h == 150
    assert bounds(diagram, second).h == 190


def test_boundary_events_stay_on_the_border():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "timer", Point(345, 215))
    do(diagram, resize.resize_to, "check", Rect(270, 135, 200, 100))
    assert center(diagram, event) == (420, 235)


def test_a_sub_process_is_never_smaller_than_its_contents():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "task", Point(400, 475), PLANE)
    do(diagram, resize.resize_to, sub, Rect(bounds(diagram, sub).x, bounds(diagram, sub).y, 60, 60))
    assert bounds(diagram, sub).holds(bounds(diagram, inner))


def test_a_label_has_a_size():
    diagram = maps.order()
    do(diagram, resize.label, "choice", Rect(1, 2, 30, 40))
    assert diagram.node("choice").label == Rect(1, 2, 30, 40)


@pytest.mark.parametrize("id", ["pool", "sales", "check", "choice"])
def test_the_same_size_is_no_step(id):
    diagram = maps.order()
    do(diagram, resize.resize_to, id, bounds(diagram, id))
    assert diagram.undo_label is None
    assert query.lane_of(diagram, "check").id == "sales"


@pytest.mark.parametrize("id", ["pool", "sales"])
def test_the_label_box_of_a_header_stays_in_the_header(id):
    # given a file that says where the name in a header stands
    diagram = maps.order()
    box = bounds(diagram, id)
    with diagram.transaction("label"):
        diagram.put(diagram.node(id).but(label=Rect(box.x + 5, box.center.y - 40, 15, 80)))
    # when it becomes wider and higher
    do(diagram, resize.resize_to, id, Rect(box.x, box.y - 60, box.w + 300, box.h + 60))
    # then the name is as far from the left edge, in the middle of the band
    grown, label = bounds(diagram, id), diagram.node(id).label
    assert grown.h > box.h
    assert label.x - grown.x == 5
    assert label.center.y == grown.center.y


def test_an_inner_sub_process_gets_the_size_asked_for_where_room_is_made_around_it():
    # given a sub-process in a sub-process, and a step right beside the outer one
    diagram = maps.order()
    outer = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    after = create.append(diagram, outer, "task")
    old = bounds(diagram, inner)
    # when the inner one is made so wide that it reaches the step
    wide = Rect(old.x, old.y, bounds(diagram, after).x - old.x, old.h)
    do(diagram, resize.resize_to, inner, wide)
    # then it is that wide, the outer one holds it, and the step made way
    assert bounds(diagram, inner) == wide
    assert bounds(diagram, outer).holds(wide)
    assert bounds(diagram, after).x > bounds(diagram, outer).right
