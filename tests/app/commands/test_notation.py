"""Markers, default flows, and putting flows and labels back, by the rows of the table."""

from pathlib import Path

import pytest

from mapper.app import commands
from mapper.app.session.session import Session
from mapper.edit.verbs import create, replace
from mapper.model import query
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node
from mapper.resources import example


class Face:
    """As much of a window as these commands ask of it."""

    def __init__(self) -> None:
        self.session = Session.open(example("order-to-delivery.bpmn"), keep=False)
        self.selection: tuple[str, ...] = ()
        self.warned: list[str] = []

    def warn(self, sentence: str) -> None:
        self.warned.append(sentence)


@pytest.fixture
def face() -> Face:
    return Face()


def run(id: str, face: Face) -> bool:
    return commands.run(id, face)  # type: ignore[arg-type]


def is_on(id: str, face: Face) -> bool:
    on = commands.COMMANDS[id].on
    return on is not None and on(face)  # type: ignore[arg-type]


def test_a_loop_marker_comes_changes_and_goes(face: Face) -> None:
    step = next(n for n in query.steps(face.session.diagram))
    face.selection = (step.id,)
    for id, loop in (("loop.standard", "standard"), ("loop.parallel", "parallel"), ("loop.parallel", "")):
        assert run(id, face)
        assert face.session.diagram.node(step.id).trait("loop") == loop
        assert is_on(id, face) is bool(loop)
    assert face.session.diagram.node(step.id) == step


def test_one_flow_of_a_gateway_is_its_default(face: Face) -> None:
    diagram = face.session.diagram
    gateway = next(n for n in diagram.nodes() if n.kind == "exclusiveGateway" and n.name)
    one, other = (f.id for f in query.outgoing(diagram, gateway.id))
    face.selection = (one,)
    assert run("flow.default", face)
    assert is_on("flow.default", face)
    face.selection = (other,)
    assert run("flow.default", face)
    assert [diagram.flow(id).trait("default") for id in (one, other)] == [False, True]
    assert run("flow.default", face)
    assert not diagram.flow(other).trait("default")


def test_a_flow_that_may_be_no_default_offers_none(face: Face) -> None:
    diagram = face.session.diagram
    face.selection = (next(f.id for f in diagram.flows() if diagram.get(f.source).kind == "startEvent"),)  # type: ignore[union-attr]
    assert not run("flow.default", face)


def test_a_bent_flow_is_straightened_in_one_step(face: Face) -> None:
    diagram = face.session.diagram
    flow = next(f for f in diagram.flows() if f.kind == "sequenceFlow" and len(f.points) == 2)
    middle = Point(flow.points[0].x + 7, flow.points[0].y - 33)
    with diagram.transaction("bend"):
        diagram.put(flow.but(points=(flow.points[0], middle, flow.points[-1])))
    face.selection = (flow.id,)
    assert run("flow.straighten", face)
    assert diagram.flow(flow.id).points == flow.points
    assert diagram.undo_label == "Re-route"


def test_labels_go_back_to_their_usual_places(face: Face) -> None:
    diagram = face.session.diagram
    moved: list[Node | Flow] = [r for r in diagram.records() if r.label is not None][:3]
    with diagram.transaction("move"):
        diagram.put(moved[0].but(label=Rect(0, 0, 50, 20)))
    face.selection = tuple(r.id for r in moved)
    assert run("label.reset", face)
    assert [diagram.get(r.id).label for r in moved] == [None] * 3  # type: ignore[union-attr]
    assert not run("label.reset", face)


def test_an_association_gets_arrowheads_by_turns(face: Face) -> None:
    diagram = face.session.diagram
    tie = next(f.id for f in diagram.flows() if f.kind == "association")
    face.selection = (tie,)
    seen = []
    for _ in range(3):
        assert run("flow.turn", face)
        seen.append(diagram.flow(tie).trait("direction"))
    assert seen == ["One", "Both", "None"]


def test_a_step_for_compensation_keeps_no_flows_and_comes_back_from_the_file(face: Face, tmp_path: Path) -> None:
    # given a step in the middle of a flow
    step = next(n for n in query.steps(face.session.diagram) if query.incoming(face.session.diagram, n.id))
    face.selection = (step.id,)
    assert not is_on("step.compensation", face)
    # when it is marked
    assert run("step.compensation", face)
    # then it has no sequence flows any more, in one step, and the file says so
    diagram = face.session.diagram
    assert is_on("step.compensation", face)
    assert not [f for f in query.flows_at(diagram, step.id) if f.kind == "sequenceFlow"]
    assert len(diagram.steps(back=True)) == 1
    face.session.save(tmp_path / "map.bpmn")
    assert Session.open(tmp_path / "map.bpmn", keep=False).diagram.node(step.id).trait("compensation")
    # and again: an ordinary one
    assert run("step.compensation", face)
    assert not is_on("step.compensation", face)


@pytest.mark.parametrize("kind", ["dataObjectReference", "dataStoreReference"])
def test_data_has_a_state_that_the_file_keeps(face: Face, tmp_path: Path, kind: str) -> None:
    diagram = face.session.diagram
    plane = query.planes(diagram)[0].id
    data = create.shape(diagram, kind, Point(300, 900), plane)
    replace.state(diagram, data, " paid ")
    assert diagram.node(data).trait("state") == "paid"
    face.session.save(tmp_path / "map.bpmn")
    assert Session.open(tmp_path / "map.bpmn", keep=False).diagram.node(data).trait("state") == "paid"
