"""What is only shown: clicks select it, drags say why it stays."""

import pytest
from tests.helpers import shown

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.tools.connect import connect
from mapper.tools.create import create
from mapper.tools.select import select
from mapper.tools.space import space

SAID = "Choreography is shown, not edited: the file keeps it as it is."


@pytest.fixture
def diagram() -> Diagram:
    return shown.guarded()


def test_a_click_selects(hand) -> None:
    outcome = hand.drag(select, Point(260, 150))
    assert (outcome.selection, outcome.message) == (("c_task",), "")


def test_a_drag_says_why_beside_the_pointer_and_changes_nothing(hand, diagram: Diagram) -> None:
    outcome = hand.drag(select, Point(260, 150), Point(300, 180))
    assert hand.preview.refusal == SAID
    assert not hand.preview.moving
    assert outcome.message == SAID
    assert outcome.selection == ("c_task",)
    assert diagram.undo_label is None


def test_flows_and_handles_stay(hand, diagram: Diagram) -> None:
    hand.drag(select, Point(160, 150))
    assert hand.selection == ("c_f",)
    assert hand.drag(select, Point(168, 150), Point(168, 60)).message == SAID
    hand.drag(select, Point(260, 150))
    assert hand.drag(select, Point(322, 212), Point(400, 300)).message in ("", SAID)
    assert diagram.undo_label is None


@pytest.mark.parametrize("tool", [create, space])
def test_nothing_is_put_there_and_nothing_pushed(tool, hand, diagram: Diagram) -> None:
    assert hand.drag(tool, Point(420, 150), Point(480, 150)).message == SAID
    assert hand.preview.refusal == SAID
    assert diagram.undo_label is None


def test_no_flow_is_drawn(hand, diagram: Diagram) -> None:
    assert hand.drag(connect, Point(118, 150), Point(260, 150)).message == SAID
    assert hand.preview.refusal == SAID
    assert diagram.undo_label is None
