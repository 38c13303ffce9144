"""Any legal end of a flow is laid out, two flows between the same two things can be told apart, and steps have room for
their names."""

from itertools import pairwise

import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, flow, step

from mapper.arrange import verbs
from mapper.arrange.whole import faults
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import gap
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.records import Flow, Node
from mapper.model.texts import step_box
from mapper.model.texts.type_size import sizes
from mapper.route.scene.meet import lies_on


def arranged(*records):
    diagram = Diagram([*records])
    verbs.everything(diagram)
    return diagram


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("kind", ["sequenceFlow", "association"])
@pytest.mark.parametrize(
    "ends",
    [("task", "task"), ("exclusiveGateway", "task"), ("task", "endEvent"), ("startEvent", "exclusiveGateway")],
    ids=" ".join,
)
def test_two_flows_between_the_same_two_things_never_lie_on_one_line(ends, kind, back):
    one, two = step("a", 100, 100, None, ends[0]), step("b", 300, 100, None, ends[1])
    pair = (two, one) if back else (one, two)
    diagram = arranged(*maps.behind(one, two, flow("f", one, two), flow("g", *pair, kind=kind)))
    lines = [list(pairwise(diagram.flow(id).points)) for id in ("f", "g")]
    assert not any(lies_on(*p, *q) for p in lines[0] for q in lines[1])


def test_an_association_may_end_at_the_message_of_a_message_flow():
    # given a message drawn on a message flow, a note about it, and one about the flow
    diagram = maps.two_pools()
    message = Node("order", "message", "Order", plane=PLANE, bounds=Rect(590, 490, 20, 14))
    notes = [
        Node(id, "textAnnotation", id, "collaboration", plane=PLANE, bounds=Rect(700, y, 80, 30))
        for id, y in (("why", 480), ("how", 560))
    ]
    line = (Point(700, 495), Point(610, 497))
    ties = [
        Flow(f"tie {note.id}", "association", note.id, end, "", "collaboration", PLANE, line)
        for note, end in zip(notes, ("order", "m1"), strict=True)
    ]
    found = arranged(*diagram.records(), message, *notes, *ties)
    # then the message is on its flow still, and both lines reach what they are about
    place = found.node("order").bounds
    assert place is not None
    assert nearest(found.flow("m1").points, place.center)[2] < 14
    assert gap(found.node("order"), found.flow("tie why").points[-1]) < 1.5
    assert nearest(found.flow("m1").points, found.flow("tie how").points[-1])[2] < 1
    assert not faults.through(found, PLANE, {r.id for r in found.records()})


def test_a_step_too_small_for_its_name_is_enlarged_and_others_are_not():
    name = "Check the invoice of the customer against the order, the delivery note and the contract, and file all of it"
    long = step("long", 100, 100, None).but(name=name)
    short = step("short", 300, 100, None)
    found = arranged(*maps.behind(long, short, flow("f", long, short)))
    box = found.node("long").bounds
    assert box is not None
    shown = query.owner(found, "long") is not None
    assert step_box.is_roomy(found.node("long"), box, shown, sizes(found, PLANE))
    assert box.h > 80
    assert (found.node("short").bounds.w, found.node("short").bounds.h) == (100, 80)


def test_boundary_events_stand_apart_whatever_their_size():
    host = step("host", 100, 100, None)
    large = [
        Node(f"b{i}", "boundaryEvent", "", "process", host="host", plane=PLANE, bounds=Rect(60 + 20 * i, 110, 60, 60))
        for i in range(3)
    ]
    found = arranged(*maps.behind(host, *large))
    boxes = sorted(found.node(node.id).bounds for node in large)
    assert all(a.right < b.x for a, b in pairwise(boxes))
    assert all(found.node("host").bounds.x <= box.x and box.right <= found.node("host").bounds.right for box in boxes)
