import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, step

from mapper.edit.effects import rules
from mapper.edit.verbs import create
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import KINDS
from mapper.model.records import Node


def world() -> Diagram:
    """Two pools with one thing of each kind in the first; names are kinds."""
    kinds = [k for k, row in KINDS.items() if row.is_flow_node and row.family != "choreography"]
    steps = [
        step(k, 200 + 120 * i, 175, kind=k).but(host="task" if k == "boundaryEvent" else None)
        for i, k in enumerate(kinds)
    ]
    more = [
        Node("data", "dataObjectReference", parent="process", plane=PLANE, bounds=Rect(0, 0, 36, 50)),
        Node("store", "dataStoreReference", parent="process", plane=PLANE, bounds=Rect(0, 0, 50, 50)),
        Node("note", "textAnnotation", parent="process", plane=PLANE, bounds=Rect(0, 0, 50, 50)),
        Node("pool2", "participant", "", "collaboration", ref="process2", plane=PLANE, bounds=Rect(0, 900, 500, 200)),
        Node("process2", "process"),
        Node("closed", "participant", parent="collaboration", plane=PLANE, bounds=Rect(0, 1200, 500, 200)),
        step("other", 200, 1000, None, parent="process2"),
        step("inside", 300, 500, None, parent="subProcess"),
        Node("pool", "participant", parent="collaboration", ref="process", plane=PLANE, bounds=Rect(0, 0, 3000, 450)),
        Node("sales", "lane", parent="process", plane=PLANE, bounds=Rect(30, 0, 2970, 450)),
    ]
    flow = maps.flow("flow", steps[0], steps[1])
    return Diagram(maps.behind(*sorted([*steps, *more], key=lambda n: n.parent or ""), flow))


WORLD = world()


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("task", "userTask", "sequenceFlow"),
        ("startEvent", "task", "sequenceFlow"),
        ("task", "endEvent", "sequenceFlow"),
        ("boundaryEvent", "userTask", "sequenceFlow"),
        ("eventBasedGateway", "receiveTask", "sequenceFlow"),
        ("task", "task", "sequenceFlow"),
        ("task", "other", "messageFlow"),
        ("endEvent", "other", "messageFlow"),
        ("pool2", "startEvent", "messageFlow"),
        ("closed", "task", "messageFlow"),
        ("pool", "pool2", "messageFlow"),
        ("task", "data", "dataOutputAssociation"),
        ("data", "task", "dataInputAssociation"),
        ("store", "other", "dataInputAssociation"),
        ("startEvent", "data", "dataOutputAssociation"),
        ("data", "endEvent", "dataInputAssociation"),
        ("note", "task", "association"),
        ("exclusiveGateway", "note", "association"),
        ("note", "flow", "association"),
        ("flow", "data", "association"),
    ],
)
def test_what_may_be_joined(source, target, kind):
    assert rules.can_connect(WORLD, source, target) == kind


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("task", "startEvent", "no incoming"),
        ("task", "boundaryEvent", "no incoming"),
        ("endEvent", "task", "no outgoing"),
        ("task", "inside", "border of a sub-process"),
        ("exclusiveGateway", "exclusiveGateway", "itself"),
        ("eventBasedGateway", "task", "waited for"),
        ("exclusiveGateway", "other", "gateways"),
        ("task", "pool", "different pools"),
        ("receiveTask", "other", "sends no"),
        ("startEvent", "other", "sends no"),
        ("pool2", "endEvent", "receives no"),
        ("data", "other", "inside its pool"),
        ("data", "startEvent", "only gives"),
        ("data", "exclusiveGateway", "Data joins"),
        ("note", "note", "not joined"),
        ("flow", "task", "tied to a flow"),
        ("task", "nobody", "two things"),
        ("task", "sales", "steps, events"),
    ],
)
def test_what_may_not_and_why(source, target, reason):
    refusal = rules.can_connect(WORLD, source, target)
    assert isinstance(refusal, rules.Refusal)
    assert not refusal
    assert reason in refusal.reason


@pytest.mark.parametrize(
    ("container", "kind", "allowed"),
    [
        (None, "task", True),
        (None, "lane", False),
        (None, "participant", True),
        ("pool", "participant", False),
        ("pool", "lane", True),
        ("closed", "task", False),
        ("sales", "userTask", True),
        ("sales", "dataObjectReference", True),
        ("subProcess", "task", True),
        ("subProcess", "participant", False),
        ("task", "boundaryEvent", True),
        ("exclusiveGateway", "boundaryEvent", False),
    ],
)
def test_what_may_stand_where(container, kind, allowed):
    assert bool(rules.can_hold(WORLD, container, kind)) is allowed


def test_a_closed_sub_process_holds_nothing_to_be_seen():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(300, 475), PLANE, {"expanded": False})
    assert not rules.can_hold(diagram, sub, "task")


def test_compensation_is_tied_not_followed():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "compensate")
    undo = create.shape(diagram, "task", Point(300, 475), PLANE)
    assert not rules.can_connect(diagram, event, undo)
    with diagram.transaction("mark"):
        diagram.put(diagram.node(undo).with_trait("compensation", True))
    assert rules.can_connect(diagram, event, undo) == "association"
    assert not rules.can_connect(diagram, "check", undo)


def test_only_transactions_are_cancelled():
    assert rules.can_attach(WORLD, "transaction", "cancel")
    assert not rules.can_attach(WORLD, "task", "cancel")


def test_every_event_has_a_definition_to_start_with():
    events = {k for k, row in KINDS.items() if row.family == "event"}
    assert events == set(rules.DEFINITIONS)
