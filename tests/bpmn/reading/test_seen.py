"""What a file does not say and its drawing shows counts as said, is marked, and goes into the file only when asked."""

from __future__ import annotations

import pytest
from tests.helpers.bpmn_edits import changed_lines

from mapper import bpmn
from mapper.app.session import arrange
from mapper.edit.verbs import connect, move
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node
from mapper.model.seen import seen

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x" '
    'xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:w="http://www.omg.org/spec/DD/20100524/DI">'
)


def file(model: str, boxes: dict[str, Rect], lines: dict[str, str], subject: str = "p") -> bytes:
    """A file with these shapes, and lines as "x,y x,y"."""
    shapes = "".join(
        f'\n<i:BPMNShape bpmnElement="{id}"><c:Bounds x="{b.x}" y="{b.y}" width="{b.w}" height="{b.h}"/></i:BPMNShape>'
        for id, b in boxes.items()
    )
    edges = ""
    for id, points in lines.items():
        bends = "".join('<w:waypoint x="{}" y="{}"/>'.format(*p.split(",")) for p in points.split())
        edges += f'\n<i:BPMNEdge bpmnElement="{id}">{bends}</i:BPMNEdge>'
    plane = f'<i:BPMNDiagram><i:BPMNPlane bpmnElement="{subject}">{shapes}{edges}\n</i:BPMNPlane></i:BPMNDiagram>'
    return f"{HEAD}{model}{plane}</definitions>".encode()


STEPS = {"a": Rect(100, 100, 100, 80), "b": Rect(300, 100, 100, 80), "e": Rect(500, 122, 36, 36)}
LOOSE = file(
    '<process id="p">\n<task id="a"/>\n<task id="b"/>\n<endEvent id="e"/>\n<sequenceFlow id="f" sourceRef="a"/>'
    '\n<sequenceFlow id="g" targetRef="gone"/>\n<sequenceFlow id="h" sourceRef="b"/>\n</process>',
    STEPS,
    {"f": "200,140 292,140", "g": "408,140 510,140", "h": "350,180 350,300"},
)


def flow(diagram: Diagram, id: str) -> tuple[str, str]:
    return diagram.flow(id).source, diagram.flow(id).target


def test_an_end_within_twelve_pixels_of_one_step_belongs_to_it() -> None:
    source = bpmn.read(LOOSE)
    diagram = Diagram(source.records)
    assert flow(diagram, "f") == ("a", "b")
    assert flow(diagram, "g") == ("b", "e")
    assert [seen(diagram.flow(id)) for id in "fgh"] == [("target",), ("source", "target"), ()]
    # one that touches nothing stays loose
    assert flow(diagram, "h") == ("b", "h.target")
    told = [note.what for note in source.notes if "touches" in note.what]
    assert len(told) == 3
    assert bpmn.write(source, source.records) == LOOSE


def test_it_moves_along_and_the_file_says_no_more_than_before() -> None:
    # given a step that a loose end touches
    source = bpmn.read(LOOSE)
    diagram = Diagram(source.records)
    # when it is moved
    move.move_by(diagram, ["b"], 0, 60)
    # then the line follows, and only places change in the file
    assert diagram.flow("f").points[-1].y == 200
    written = bpmn.write(source, diagram.records())
    assert all("Bounds" in line or "waypoint" in line for line in changed_lines(LOOSE, written))
    # and when the file is opened again the end still belongs to it
    assert flow(Diagram(bpmn.read(written).records), "f") == ("a", "b")


def test_ends_are_connected_in_one_step_that_can_be_undone() -> None:
    source = bpmn.read(LOOSE)
    diagram = Diagram(source.records)
    assert connect.touching_count(diagram) == 3
    assert connect.touching_ends(diagram) == 3
    written = bpmn.write_checked(source, diagram.records())
    assert not written.faults
    for said in (b'id="f" sourceRef="a" targetRef="b"', b'id="g" targetRef="e" sourceRef="b"'):
        assert said in written.data
    again = bpmn.read(written.data)
    assert connect.touching_count(Diagram(again.records)) == 0
    diagram.undo()
    assert connect.touching_count(diagram) == 3
    assert bpmn.write(source, diagram.records()) == LOOSE


def test_arranging_does_not_tear_such_a_map() -> None:
    found = Diagram(arrange.anew(bpmn.read(LOOSE)).records)
    for id in ("f", "g"):
        line = found.flow(id)
        for place, end in ((line.points[0], line.source), (line.points[-1], line.target)):
            box = found.node(end).bounds
            assert box is not None
            assert box.grown(1).holds(place)


@pytest.mark.parametrize(
    ("boxes", "end"),
    [
        ({"x": Rect(300, 185, 100, 80)}, "350,182"),  # two steps
        ({}, "292,220"),  # too far
        ({"n": Rect(288, 130, 20, 20)}, "298,140"),  # an event of another process lies closer
    ],
)
def test_what_is_not_plain_stays_loose(boxes: dict[str, Rect], end: str) -> None:
    model = (
        '<process id="p"><task id="a"/><task id="b"/><task id="x"/><sequenceFlow id="f" sourceRef="a"/></process>'
        '<process id="q"><intermediateThrowEvent id="n"/></process>'
    )
    steps = {id: STEPS[id] for id in "ab"}
    data = file(model, steps | boxes, {"f": f"200,140 {end}"})
    assert flow(Diagram(bpmn.read(data).records), "f") == ("a", "f.target")


def test_a_boundary_event_without_a_host_sits_on_the_activity_on_whose_border_it_lies() -> None:
    model = '<process id="p">\n<task id="a"/>\n<boundaryEvent id="g"/>\n<boundaryEvent id="far"/>\n</process>'
    boxes = {"a": STEPS["a"], "g": Rect(132, 162, 36, 36), "far": Rect(400, 400, 36, 36)}
    data = file(model, boxes, {})
    source = bpmn.read(data)
    diagram = Diagram(source.records)
    assert [diagram.node(id).host for id in ("g", "far")] == ["a", None]
    move.move_by(diagram, ["a"], 50, 0)
    assert diagram.node("g").bounds == Rect(182, 162, 36, 36)
    assert b"attachedToRef" not in bpmn.write(source, diagram.records())
    connect.touching_ends(diagram)
    assert b'<boundaryEvent id="g" attachedToRef="a"/>' in bpmn.write(source, diagram.records())


# -- lanes -------------------------------------------------------------------------------------------------------------

LANES = file(
    '<collaboration id="c"><participant id="pool" name="Office" processRef="p"/></collaboration><process id="p">'
    '<laneSet id="ls">\n<lane id="upper" name="Clerk"/>\n<lane id="lower" name="Manager"/>\n</laneSet>'
    '\n<task id="a"/>\n<task id="b"/>\n</process>',
    {
        "pool": Rect(0, 0, 500, 300), "upper": Rect(30, 0, 470, 150), "lower": Rect(30, 150, 470, 150),
        "a": Rect(100, 30, 100, 80), "b": Rect(300, 180, 100, 80),
    },
    {},
    "c",
)  # fmt: skip


def test_lanes_that_name_no_step_hold_what_is_drawn_in_them() -> None:
    source = bpmn.read(LANES)
    diagram = Diagram(source.records)
    assert [diagram.node(id).lane for id in "ab"] == ["upper", "lower"]
    assert [lane.id for lane in query.lanes_above(diagram, "a")] == ["upper"]
    assert any("no lane names its steps" in note.what for note in source.notes)
    # and a rename says nothing of it
    with diagram.transaction("Rename"):
        diagram.put(diagram.node("a").but(name="Ask"))
    assert b"flowNodeRef" not in bpmn.write(source, diagram.records())


def test_once_one_step_is_said_to_be_in_a_lane_all_are() -> None:
    # given a step that is moved to another lane
    source = bpmn.read(LANES)
    diagram = Diagram(source.records)
    move.move_by(diagram, ["a"], 0, 150)
    assert diagram.node("a").lane == "lower"
    # when the map is written and read again
    again = Diagram(bpmn.read(bpmn.write(source, diagram.records())).records)
    # then no step has lost its lane
    assert [again.node(id).lane for id in "ab"] == ["lower", "lower"]
    assert not any(seen(node) for node in again.nodes())


def test_a_step_drawn_in_another_pool_than_its_own_is_told() -> None:
    model = (
        '<collaboration id="c"><participant id="one" name="One" processRef="p"/>'
        '<participant id="two" name="Two" processRef="q"/></collaboration>'
        '<process id="p"><task id="a"/></process><process id="q"><task id="b"/></process>'
    )
    boxes = {"one": Rect(0, 0, 500, 200), "two": Rect(0, 300, 500, 200), "a": Rect(100, 350, 100, 80)}
    notes = [note.what for note in bpmn.read(file(model, boxes | {"b": Rect(300, 350, 100, 80)}, {}, "c")).notes]
    assert notes == ["“a” is drawn in the pool “Two”, but is part of the process of “One”"]


# -- closed sub-processes ----------------------------------------------------------------------------------------------

CLOSED = file(
    '<process id="p">\n<subProcess id="s" name="Box">\n<task id="x" name="In"/>\n<task id="y"/>'
    '\n<sequenceFlow id="f" sourceRef="x" targetRef="y"/>\n</subProcess>\n</process>',
    {"s": Rect(100, 100, 100, 80), "x": Rect(80, 110, 100, 80), "y": Rect(240, 110, 100, 80)},
    {"f": "180,150 240,150"},
).replace(b'bpmnElement="s"', b'bpmnElement="s" isExpanded="false"')


def test_the_inside_of_a_closed_sub_process_is_not_drawn_over_its_box() -> None:
    source = bpmn.read(CLOSED)
    diagram = Diagram(source.records)
    (plane,) = [plane for plane in query.planes(diagram) if not plane.trait("sheet")]
    assert [record.id for record in query.drawn_on(diagram, plane.id)] == ["s"]
    # but on a diagram of its own, at its places
    (inside,) = [plane for plane in query.planes(diagram) if plane.trait("sheet")]
    assert inside.ref == "s"
    assert {record.id for record in query.drawn_on(diagram, inside.id)} == {"x", "y", "f"}
    assert bpmn.write(source, diagram.records()) == CLOSED


def test_what_is_moved_inside_it_stays_on_the_files_diagram() -> None:
    source = bpmn.read(CLOSED)
    diagram = Diagram(source.records)
    move.move_by(diagram, ["y"], 0, 40)
    written = bpmn.write_checked(source, diagram.records())
    assert not written.faults
    assert written.data.count(b"<i:BPMNPlane") == 1
    moved = next(r for r in bpmn.read(written.data).records if r.id == "y")
    assert isinstance(moved, Node)
    assert moved.bounds == Rect(240, 150, 100, 80)
    assert isinstance(diagram.flow("f"), Flow)


# -- pools -------------------------------------------------------------------------------------------------------------


def test_a_shape_of_the_process_is_its_pool_where_the_pool_has_none() -> None:
    # given a file in which the shape names the process, as Bonita writes it
    model = (
        '<collaboration id="c"><participant id="one" name="One" processRef="p"/></collaboration>'
        '<process id="p">\n<task id="a" name="Ask"/></process>'
    )
    data = file(model, {"p": Rect(0, 0, 500, 200), "a": Rect(100, 50, 100, 80)}, {}, "c")
    source = bpmn.read(data)
    diagram = Diagram(source.records)
    assert diagram.node("one").bounds == Rect(0, 0, 500, 200)
    # when something else is edited and the file is read again
    with diagram.transaction("Rename"):
        diagram.put(diagram.node("a").but(name="Beg"))
    again = {record.id: record for record in bpmn.read(bpmn.write(source, diagram.records())).records}
    # then it is the same map
    assert again == {record.id: record for record in diagram.records()}


@pytest.mark.parametrize(("beside", "horizontal"), [(True, False), (False, True)])
def test_lanes_beside_each_other_make_a_vertical_pool_whatever_is_said(beside: bool, horizontal: bool) -> None:
    boxes = {
        "pool": Rect(0, 0, 500, 300),
        "upper": Rect(0, 30, 250, 270) if beside else Rect(30, 0, 470, 150),
        "lower": Rect(250, 30, 250, 270) if beside else Rect(30, 150, 470, 150),
    }
    model = (
        '<collaboration id="c"><participant id="pool" name="Office" processRef="p"/></collaboration><process id="p">'
        '<laneSet id="ls"><lane id="upper"/><lane id="lower"/></laneSet></process>'
    )
    said = "true" if beside else "false"
    data = file(model, boxes, {}, "c").replace(b"<i:BPMNShape ", f'<i:BPMNShape isHorizontal="{said}" '.encode())
    source = bpmn.read(data)
    nodes = {r.id: r for r in source.records if isinstance(r, Node)}
    assert [nodes[id].trait("horizontal") for id in boxes] == [horizontal] * 3
    assert bpmn.write(source, source.records) == data
