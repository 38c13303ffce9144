"""Associations are short and straight where they can be, and go around a corner where a step is in the way."""

from itertools import pairwise

from mapper.edit.verbs import tidy
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node
from mapper.route.scene.meet import passes as crosses

PLANE = "plane"


def tied(note: Rect) -> Diagram:
    """Two steps with a short flow between them, and data that is tied to the flow."""
    drawn = {"plane": PLANE, "parent": "process"}
    return Diagram(
        [
            Node("process", "process"),
            Node(PLANE, "plane", ref="process"),
            Node("one", "task", bounds=Rect(100, 200, 100, 80), **drawn),
            Node("two", "task", bounds=Rect(240, 200, 100, 80), **drawn),
            Node("data", "dataObjectReference", bounds=note, **drawn),
            Flow("flow", "sequenceFlow", "one", "two", points=(Point(200, 240), Point(240, 240)), **drawn),
            Flow("tie", "association", "data", "flow", points=(note.center, Point(220, 240)), **drawn),
        ]
    )


def test_what_stands_over_a_flow_is_tied_plumb():
    diagram = tied(Rect(202, 100, 36, 50))
    tidy.flows(diagram)
    first, last = diagram.flow("tie").points
    assert first.x == last.x
    assert last.y == 240


def test_what_stands_aside_is_tied_around_the_corner_of_the_step_between():
    # given data over a step, so that no straight line reaches the short flow beside it
    diagram = tied(Rect(132, 120, 36, 50))
    # when its association is laid
    tidy.flows(diagram)
    # then it ends on the flow, horizontal and vertical, and runs through no step
    points = diagram.flow("tie").points
    assert points[-1] == Point(220, 240)
    assert all(a.x == b.x or a.y == b.y for a, b in pairwise(points))
    boxes = [diagram.node(id).bounds for id in ("one", "two")]
    assert not any(crosses(a, b, box.grown(-1)) for a, b in pairwise(points) for box in boxes if box)
