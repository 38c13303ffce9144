"""Drawing flows."""

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.tools.connect import connect


def test_from_press_to_release(hand, diagram: Diagram) -> None:
    outcome = hand.drag(connect, Point(450, 80), Point(400, 200), Point(220, 80))

    assert outcome.selection is not None
    made = diagram.flow(outcome.selection[0])
    assert (made.kind, made.source, made.target) == ("sequenceFlow", "send", "check")


def test_two_pools_are_joined_by_a_message(hand, diagram: Diagram) -> None:
    outcome = hand.drag(connect, Point(450, 80), Point(450, 380))

    assert outcome.selection is not None
    assert diagram.flow(outcome.selection[0]).kind == "messageFlow"


def test_a_refusal_says_why_and_makes_nothing(hand, diagram: Diagram) -> None:
    outcome = hand.drag(connect, Point(450, 80), Point(100, 80))

    assert outcome.message == "A start event has no incoming flow."
    assert hand.preview.refusal == outcome.message
    assert diagram.undo_label is None


def test_let_go_on_free_paper_nothing_is_made(hand, diagram: Diagram) -> None:
    hand.drag(connect, Point(450, 80), Point(600, 230))

    assert diagram.undo_label is None
