"""Dragging lines: segments, bends, ends."""

from itertools import pairwise

from mapper.draw import outline
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.tools.select import select


def test_one_drag_makes_two_bends_around_something(hand, diagram: Diagram) -> None:
    # given a straight flow, when its middle is pulled down
    hand.drag(select, Point(335, 80), Point(335, 120), Point(335, 180))
    # then it leaves and arrives where it did, and runs below in between
    points = diagram.flow("two").points
    assert len(points) >= 4
    assert max(p.y for p in points) == 180
    assert all(a.x == b.x or a.y == b.y for a, b in pairwise(points))


def test_an_end_taken_elsewhere_reconnects(hand, diagram: Diagram) -> None:
    hand.drag(select, Point(145, 80))
    assert hand.selection == ("one",)

    hand.drag(select, Point(169, 80), Point(300, 60), Point(450, 90))

    assert diagram.flow("one").target == "send"


def test_an_end_is_refused_with_a_reason(hand, diagram: Diagram) -> None:
    # given the flow between the steps is selected
    hand.drag(select, Point(335, 80))
    # when its target end is let go over the start event
    outcome = hand.drag(select, Point(399, 80), Point(200, 30), Point(100, 80))
    # then nothing changed and the reason is told, before and after
    assert "start event" in hand.preview.refusal
    assert outcome.message == hand.preview.refusal
    assert diagram.flow("two").target == "send"


def test_a_moved_label_stands_on_whole_pixels(hand) -> None:
    with hand.diagram.transaction("name"):
        hand.diagram.put(hand.diagram.flow("two").but(name="Yes"))
    box = outline.label_box(hand.diagram.flow("two"))

    hand.drag(select, box.center, box.center.moved(0.4, -30.3))

    moved = hand.diagram.flow("two").label
    assert moved.y < box.y
    assert all(v == int(v) for v in moved)


def test_the_last_segment_of_an_angle_goes_along_and_the_first_stays_level(hand, diagram: Diagram) -> None:
    # given a flow that leaves to the right and comes down on a step
    with diagram.transaction("low"):
        diagram.put(diagram.node("send").but(bounds=diagram.node("send").bounds.moved(0, 170)))
        diagram.put(diagram.flow("two").but(points=(Point(270, 80), Point(450, 80), Point(450, 210))))
    # when its vertical segment is pulled sideways
    hand.drag(select, Point(450, 140), Point(470, 140), Point(480, 140))
    # then only that has moved: what leads to it stays level where it was
    assert diagram.flow("two").points == ((270, 80), (480, 80), (480, 210))
