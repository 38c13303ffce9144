"""Lines that a hand draws: their ends lie on what they join, where that is drawn."""

from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node
from mapper.route import by_hand

STEP = Node("a", "task", bounds=Rect(100, 80, 100, 80))
UNDRAWN = Node("t", "textAnnotation")
POINTS = [Point(150, 120), Point(150, 300), Point(400, 300)]


def test_ends_are_put_onto_outlines() -> None:
    assert by_hand.docked(POINTS, STEP, Node("b", "task", bounds=Rect(350, 260, 100, 80)))[0] == Point(150, 160)


def test_an_end_at_what_is_not_drawn_stays_where_the_hand_left_it() -> None:
    assert by_hand.docked(POINTS, STEP, UNDRAWN) == (Point(150, 160), *POINTS[1:])
    assert by_hand.docked(POINTS[::-1], UNDRAWN, STEP) == (*POINTS[:0:-1], Point(150, 160))


def test_a_line_that_ends_on_a_line_does_not_lead_out_of_a_shape_there() -> None:
    flow = Flow("f", "sequenceFlow", "a", "b", points=(Point(400, 0), Point(400, 500)))
    assert by_hand.docked(POINTS, STEP, flow)[-1] == Point(400, 300)
