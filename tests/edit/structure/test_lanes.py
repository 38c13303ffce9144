import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, center, do

from mapper.edit.effects import rules
from mapper.edit.structure import lanes
from mapper.edit.verbs import create, move, resize
from mapper.model import query
from mapper.model.geometry import Point, Rect


def names(diagram, id="pool"):
    return [lane.id for lane in query.sublanes(diagram, id)]


def test_a_lane_added_below_pushes_the_rest_down():
    diagram = maps.two_pools()
    id = do(diagram, lanes.add, "sales", "below", "Check")
    assert names(diagram) == ["sales", id, "store", "office"]
    # as broad as those beside it
    assert {bounds(diagram, lane).h for lane in names(diagram)} == {150}
    assert center(diagram, "pick") == (600, 475)
    # and the pool below made way
    assert bounds(diagram, "carrier").y == 730
    assert center(diagram, "drive").y == 805


def test_lanes_added_one_by_one_to_a_new_pool_are_equal():
    diagram = maps.order()
    pool = create.shape(diagram, "participant", Point(450, 900), PLANE)
    first = lanes.add(diagram, pool)
    second = lanes.add(diagram, first)
    third = lanes.add(diagram, second)
    assert len({bounds(diagram, lane).h for lane in (first, second, third)}) == 1


def test_a_new_lane_is_no_broader_than_two_rows_of_steps():
    diagram = maps.order()
    for lane in ("sales", "store", "office"):
        resize.resize_to(diagram, lane, Rect(130, bounds(diagram, lane).y, 670, 400))
    id = do(diagram, lanes.add, "office", "below")
    assert bounds(diagram, id).h == lanes.LANE_MOST


def test_a_lane_added_above_the_first_grows_upwards():
    diagram = maps.order()
    id = do(diagram, lanes.add, "pool", "above")
    assert names(diagram)[0] == id
    assert bounds(diagram, id).bottom == bounds(diagram, "sales").y
    assert center(diagram, "check").y == bounds(diagram, "sales").center.y


def test_the_first_lane_of_a_pool_with_steps_leaves_them_one_of_their_own():
    diagram = maps.plain()
    pool = create.pool(diagram, Point(400, 300), PLANE)
    id = do(diagram, lanes.add, pool, "below", "Second")
    first, second = names(diagram, pool)
    assert second == id
    assert {n.id for n in query.members(diagram, first)} == {"start", "check", "send"}


def test_a_lane_inside_a_lane_takes_what_it_holds():
    diagram = maps.order()
    id = do(diagram, lanes.add, "sales", "inside", "Inner")
    assert diagram.node(id).parent == "sales"
    assert {n.id for n in query.members(diagram, id)} == {"start", "check", "choice", "send"}
    # and a second one stands below it
    other = do(diagram, lanes.add, "sales", "inside")
    assert names(diagram, "sales") == [id, other]
    assert bounds(diagram, "sales").h == 300


def test_a_lane_is_split_on_its_own_level():
    diagram = maps.order()
    extra = create.shape(diagram, "task", Point(300, 450), PLANE)
    move.move_by(diagram, [extra], 0, 30)
    made = do(diagram, lanes.split, "office", 2, ["Day", "Night"])
    assert names(diagram) == ["sales", "store", *made]
    assert made[0] == "office"
    assert [diagram.node(lane).name for lane in made] == ["Day", "Night"]
    # the step, whose centre lies in the lower half, is in the second part, which is high enough for it
    assert diagram.node(extra).lane == made[1]


def test_steps_on_the_border_of_a_split_stay_whole():
    diagram = maps.order()
    made = do(diagram, lanes.split, "sales", 2)
    # all lie on the line that would be the border: they stay in the first, which grows around them
    assert {diagram.node(n).lane for n in ("start", "check", "choice", "send")} == {"sales"}
    assert bounds(diagram, made[0]).holds(bounds(diagram, "check"))


def test_a_pool_without_lanes_is_divided():
    diagram = maps.empty()
    pool = create.pool(diagram, Point(400, 300), PLANE)
    made = do(diagram, lanes.split, pool, 3)
    assert names(diagram, pool) == made


def test_lanes_change_places_with_what_they_hold():
    diagram = maps.order()
    do(diagram, lanes.move, "sales", 1)
    assert names(diagram) == ["store", "sales", "office"]
    assert center(diagram, "pick") == (600, 175)
    assert center(diagram, "check") == (320, 325)
    assert {n.id for n in query.members(diagram, "sales")} == {"start", "check", "choice", "send"}
    assert bounds(diagram, "sales").h == bounds(diagram, "store").h == 150


def test_a_lane_at_the_edge_moves_no_further():
    diagram = maps.order()
    do(diagram, lanes.move, "sales", -1)
    assert names(diagram) == ["sales", "store", "office"]


@pytest.mark.parametrize(("gone", "heir"), [("sales", "store"), ("store", "sales"), ("office", "store")])
def test_the_steps_of_a_deleted_lane_go_to_its_neighbour(gone, heir):
    diagram = maps.order()
    steps = query.members(diagram, gone)
    before = {n.id: center(diagram, n.id) for n in steps}
    do(diagram, lanes.remove, gone)
    assert gone not in diagram
    assert all(diagram.node(n.id).lane == heir for n in steps)
    assert {n: center(diagram, n) for n in before} == before
    assert bounds(diagram, heir).h == 300


def test_after_the_last_lane_steps_belong_to_the_pool():
    diagram = maps.order()
    for lane in ("office", "store", "sales"):
        do(diagram, lanes.remove, lane)
    assert diagram.node("check").lane is None
    assert bounds(diagram, "pool").h == 450


def test_a_lane_with_inner_lanes_goes_with_them():
    diagram = maps.order()
    lanes.add(diagram, "sales", "inside")
    lanes.add(diagram, "sales", "inside")
    do(diagram, lanes.remove, "sales")
    assert names(diagram) == ["store", "office"]
    assert diagram.node("check").lane == "store"


def test_lanes_of_a_vertical_pool_stand_side_by_side():
    diagram = maps.empty()
    pool = create.pool(diagram, Point(400, 300), PLANE, "", ["One", "Two"], horizontal=False)
    one, two = names(diagram, pool)
    step = create.shape(diagram, "task", bounds(diagram, two).center, PLANE)
    third = do(diagram, lanes.add, one, "below")
    assert names(diagram, pool) == [one, third, two]
    assert center(diagram, step) == bounds(diagram, two).center
    do(diagram, lanes.move, two, -2)
    assert center(diagram, step) == bounds(diagram, two).center


def test_a_plane_has_no_lanes():
    with pytest.raises(rules.Refused):
        lanes.add(maps.order(), "collaboration")
