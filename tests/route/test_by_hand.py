"""Bends that a flow keeps while its ends move, and lines that a hand draws."""

from mapper.model.diagram import Diagram
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


def test_a_channel_goes_along_with_the_end_that_passed_it():
    # given a message flow that runs on below its step, then far down
    above = Node("a", "task", plane="P", bounds=Rect(2590, 762, 100, 80))
    below = Node("b", "task", plane="P", bounds=Rect(490, 6482, 100, 80))
    points = (Point(2670, 842), Point(2670, 898), Point(510, 898), Point(510, 6482))
    flow = Flow("m", "messageFlow", "a", "b", plane="P", points=points)
    diagram = Diagram([Node("P", "plane"), above, below, flow])
    # when its step makes way, further than the place where the flow runs on
    lower = above.but(bounds=above.bounds.moved(0, 64))
    found = by_hand.kept(diagram, flow, (above, below), (lower, below), gently=True)
    # then that place goes along, and the rest stays
    assert found == (Point(2670, 906), Point(2670, 962), Point(510, 962), Point(510, 6482))
    # and from the other end alike
    turned = Flow("m", "messageFlow", "b", "a", plane="P", points=points[::-1])
    assert by_hand.kept(diagram, turned, (below, above), (below, lower), gently=True) == found[::-1]
