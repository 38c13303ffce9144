"""Dropping new things on the map."""

from functools import partial

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.tools.create import create


def test_a_task_dropped_in_a_lane_belongs_to_it_and_wants_a_name(hand, diagram: Diagram) -> None:
    outcome = hand.drag(partial(create, kind="task"), Point(600, 100), Point(600, 225))

    assert outcome.selection == (outcome.edit,)
    assert diagram.node(outcome.edit).lane == "store"


def test_dropped_on_a_flow_it_goes_in_between(hand, diagram: Diagram) -> None:
    outcome = hand.drag(partial(create, kind="task"), Point(300, 200), Point(335, 80))

    assert hand.preview.drop == "two"
    new = outcome.edit
    assert [f.target for f in query.outgoing(diagram, "check")] == [new]
    assert [f.target for f in query.outgoing(diagram, new)] == ["send"]
    diagram.undo()
    assert diagram.flow("two").target == "send"


def test_an_event_on_a_border_becomes_a_boundary_event(hand, diagram: Diagram) -> None:
    tool = partial(create, kind="intermediateCatchEvent", traits={"event": "timer"})
    outcome = hand.drag(tool, Point(600, 200), Point(450, 121))

    made = diagram.node(outcome.selection[0])
    assert (made.kind, made.host, made.trait("event")) == ("boundaryEvent", "send", "timer")


def test_pulled_from_a_step_it_is_joined_in_one_undo_step(hand, diagram: Diagram) -> None:
    tool = partial(create, kind="endEvent", source="send")
    outcome = hand.drag(tool, Point(500, 80), Point(640, 225))

    assert [f.target for f in query.outgoing(diagram, "send")] == [outcome.selection[0]]
    diagram.undo()
    assert diagram.undo_label is None


def test_a_lane_on_free_paper_is_refused(hand, diagram: Diagram) -> None:
    lane = partial(create, kind="lane")
    outcome = hand.drag(lane, Point(900, 700), Point(1400, 900))

    assert outcome.message == "A lane needs a pool."
    assert diagram.undo_label is None
