from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, center, do

from mapper.edit.verbs import create, space
from mapper.model.geometry import Point


def test_room_to_the_right_widens_what_the_line_crosses():
    diagram = maps.two_pools()
    do(diagram, space.make, PLANE, "x", 400, 300)
    assert [center(diagram, n).x for n in ("start", "check", "choice", "send", "pick", "drive")] == [
        200, 320, 750, 900, 900, 900,
    ]  # fmt: skip
    assert bounds(diagram, "pool").w == bounds(diagram, "carrier").w == 1000
    # bends keep their form
    assert diagram.flow("f4").points == ((750, 200), (750, 325), (850, 325))


def test_room_below_grows_the_lane_the_line_crosses():
    diagram = maps.two_pools()
    do(diagram, space.make, PLANE, "y", 240, 60)
    assert bounds(diagram, "sales").h == 210
    assert center(diagram, "pick").y == 385
    assert bounds(diagram, "carrier").y == 660


def test_a_sub_process_is_stretched_too():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "task", Point(450, 475), PLANE)
    do(diagram, space.make, PLANE, "x", 380, 100)
    assert bounds(diagram, sub).w == 450
    assert center(diagram, inner).x == 550


def test_taking_room_stops_before_things_meet():
    diagram = maps.order()
    taken = do(diagram, space.make, PLANE, "x", 500, -200)
    # 75 px lie between choice and send: 20 stay
    assert taken == -55
    assert bounds(diagram, "send").x - bounds(diagram, "choice").right == 20


def test_where_there_is_none_none_is_taken():
    diagram = maps.order()
    space.make(diagram, PLANE, "x", 500, -200)
    assert do(diagram, space.make, PLANE, "x", 490, -50) == 0


def test_taking_room_leaves_steps_in_their_lane():
    # given a step in a lane that begins at 430, with a header of 30, and a note far to the left of both
    diagram = maps.empty()
    create.shape(diagram, "textAnnotation", Point(100, 600), PLANE)
    pool = create.pool(diagram, Point(700, 225), PLANE, "Shop", ["Sales"])
    step = create.shape(diagram, "task", Point(560, 225), PLANE)
    assert bounds(diagram, pool).x == 400
    # when all the room left of the step is taken
    taken = do(diagram, space.make, PLANE, "x", 470, -200)
    # then 20 stay between header and step
    assert taken == -30
    assert bounds(diagram, step).x == 480


def test_a_lane_that_ends_right_at_the_line_grows_so_that_no_gap_comes():
    diagram = maps.order()
    do(diagram, space.make, PLANE, "y", 250, 60)
    assert bounds(diagram, "sales").h == 210
    assert bounds(diagram, "store").y == 310
    assert bounds(diagram, "pool").h == 510
