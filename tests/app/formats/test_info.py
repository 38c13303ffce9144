"""What Mapper understood, in exactly the words of the contract."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.app.formats.info import info
from mapper.app.session.session import Session
from mapper.model.geometry import Point, Rect
from mapper.model.records import Depiction, Flow, Node

NODE = {"id", "kind", "name", "parent", "lane", "diagram", "bounds", "label", "owner"}
FLOW = {"id", "kind", "name", "source", "target", "diagram", "points", "label"}


@pytest.fixture
def session(reference: Callable[[str], Path]) -> Session:
    return Session.open(reference("invoice"), keep=False)


def test_the_format_is_the_contracts(session: Session) -> None:
    found = info(session)
    assert list(found) == ["format", "diagrams", "nodes", "flows", "parties", "notes"]
    assert found["format"] == 1
    assert all(set(row) == {"id", "name", "plane"} for row in found["diagrams"])
    assert all(set(row) - {"event"} == NODE for row in found["nodes"])
    assert all(set(row) == FLOW for row in found["flows"])
    assert all(set(row) == {"id", "name", "kind"} for row in found["parties"])
    assert json.loads(json.dumps(found)) == found


def test_a_step_is_told_as_it_stands_in_the_file(session: Session) -> None:
    # given the first task of the file's text
    found = {row["id"]: row for row in info(session)["nodes"]}
    task = next(row for row in found.values() if row["kind"] == "userTask")
    node = session.diagram.node(task["id"])
    # then its place and lane are what the file says
    assert task["parent"] == node.parent
    assert found[task["lane"]]["kind"] == "lane"
    assert task["bounds"] == list(node.bounds or ())
    assert {row["event"] for row in found.values() if row["kind"] == "startEvent"} <= {"", "message", "timer"}


def test_parties_planes_and_loose_ends_are_no_nodes(session: Session) -> None:
    # given a flow with a loose end, and a step drawn twice
    diagram = session.diagram
    plane = next(node.id for node in diagram.nodes() if node.kind == "plane")
    task = next(node for node in diagram.nodes() if node.kind == "userTask")
    with diagram.transaction("odd"):
        diagram.put(Node("loose", "anchor", parent=task.parent, plane=plane, bounds=Rect(0, 0, 1, 1)))
        diagram.put(Flow("F", "sequenceFlow", task.id, "loose", points=(Point(0, 0), Point(1, 1))))
        diagram.put(task.but(also=(Depiction(plane, Rect(1, 2, 3, 4)),)))
    # when all is told
    found = info(session)
    # then the flow ends nowhere, nothing stands for the end, and the second drawing is told
    assert {"plane", "party", "anchor"}.isdisjoint(row["kind"] for row in found["nodes"])
    assert next(row for row in found["flows"] if row["id"] == "F")["target"] is None
    told = next(row for row in found["nodes"] if row["id"] == task.id)
    assert told["also"] == [{"diagram": plane, "bounds": [1, 2, 3, 4], "label": None}]


def test_a_label_whose_place_the_file_does_not_give_is_told_as_none(session: Session) -> None:
    # given a gateway whose label has no place in the file, and would stand on a flow
    gateway = next(node for node in session.diagram.nodes() if node.kind == "exclusiveGateway" and node.label)
    data = session.data().decode()
    shape = data.index(f'bpmnElement="{gateway.id}"')
    start, end = data.index("<bpmndi:BPMNLabel>", shape), data.index("</bpmndi:BPMNLabel>", shape)
    bare = Session.beginning((data[:start] + data[end + len("</bpmndi:BPMNLabel>") :]).encode(), "bare", keep=False)
    flows = [flow for flow in bare.diagram.flows() if gateway.id in (flow.source, flow.target)]
    assert bare.diagram.node(gateway.id).label is None
    assert flows
    # when all is told
    found = {row["id"]: row for row in info(bare)["nodes"]}
    # then where it is shown is nobody's word, and the other labels are as the file has them
    assert found[gateway.id]["label"] is None
    others = [n for n in session.diagram.nodes() if n.label and n.id != gateway.id and n.id in found]
    assert others
    assert all(found[node.id]["label"] == list(node.label or ()) for node in others)
