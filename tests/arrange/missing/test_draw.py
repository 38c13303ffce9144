"""What a file does not draw has a place all the same: a guess, written when the file is edited, or on request."""

from collections.abc import Callable
from pathlib import Path

from lxml import etree

from mapper import bpmn
from mapper.arrange.missing import draw
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'id="d" targetNamespace="urn:x">\n'
)
POOLED = f"""{HEAD}  <collaboration id="c">
    <participant id="pool" name="Firm" processRef="p"/>
    <messageFlow id="m" sourceRef="out" targetRef="a"/>
  </collaboration>
  <process id="p">
    <laneSet id="ls"><lane id="upper"><flowNodeRef>a</flowNodeRef></lane><lane id="lower"/></laneSet>
    <task id="a"/><boundaryEvent id="g" name="Late" attachedToRef="a"/>
    <subProcess id="s"><subProcess id="t"><task id="b"/></subProcess><subProcess id="bare"/></subProcess>
    <textAnnotation id="n"><text>{"A long note. " * 10}</text></textAnnotation>
    <sequenceFlow id="f" sourceRef="a" targetRef="s"/><sequenceFlow id="loose" sourceRef="a"/>
  </process>
  <process id="q"><task id="out"/></process>
  <process id="r"><task id="apart"/></process>
</definitions>
""".encode()


def drawn(data: bytes) -> bpmn.Source:
    """A file with a place for everything."""
    source = bpmn.read(data)
    diagram = Diagram(source.records)
    draw.draw(diagram)
    return source.arranged(diagram.records())


def nodes(source: bpmn.Source) -> dict[str, Node]:
    return {record.id: record for record in source.records if isinstance(record, Node)}


def test_everything_is_on_a_diagram() -> None:
    source = drawn(POOLED)
    found = nodes(source)
    shown = ("pool", "upper", "lower", "a", "g", "s", "t", "b", "bare", "n", "out", "apart")
    assert all(found[id].bounds is not None for id in shown)
    assert all(len(r.points) == 2 for r in source.records if isinstance(r, Flow))
    assert source.placed.keys() >= {*shown, "f", "m", "loose"}


def test_a_process_joined_to_a_pool_stands_beside_it_and_another_alone() -> None:
    found = nodes(drawn(POOLED))
    assert found["out"].plane == found["pool"].plane == found["a"].plane
    assert found["apart"].plane != found["a"].plane


def test_sub_processes_with_contents_are_open_and_show_them() -> None:
    found = nodes(drawn(POOLED))
    assert [found[id].trait("expanded") for id in ("s", "t", "bare")] == [True, True, False]
    assert found["b"].plane == found["s"].plane


def test_a_long_note_has_the_room_its_text_needs() -> None:
    note = nodes(drawn(POOLED))["n"].bounds
    assert note is not None
    assert note.h > 80


# -- guesses and edits -------------------------------------------------------------------------------------------------


def test_reading_places_nothing() -> None:
    read = bpmn.read(POOLED)
    assert not read.placed
    assert all(node.bounds is None and node.plane is None for node in nodes(read).values())


def test_a_place_is_no_edit_and_neither_is_what_was_edited_back() -> None:
    source = drawn(POOLED)
    assert nodes(source)["a"].bounds is not None
    assert bpmn.write(source, source.records) == POOLED
    # and when something was saved in between
    edited = [r.but(name="Ask") if r.id == "a" else r for r in source.records]
    saved = source.rebased(bpmn.write(source, edited), tuple(edited))
    assert bpmn.write(saved, source.records) == POOLED


def test_an_edit_brings_all_of_it_into_the_file() -> None:
    # given a map whose things were placed, one with a label, in which one name is changed
    placed = drawn(POOLED)
    source = placed.arranged([r.but(label=Rect(1, 2, 30, 14)) if r.id == "g" else r for r in placed.records])
    records = [r.but(name="Ask") if r.id == "a" else r for r in source.records]
    # when it is written and read again
    again = bpmn.read(bpmn.write(source, records))
    # then all of it is there, the label too
    assert not drawn(bpmn.write(source, records)).placed
    for node in nodes(again).values():
        if node.kind not in ("plane", "anchor"):
            assert (node.bounds, node.label) == (nodes(source)[node.id].bounds, nodes(source)[node.id].label), node.id


def test_undo_of_everything_done_to_a_map_that_was_edited_before_it_was_shown_gives_its_bytes() -> None:
    source = bpmn.read(POOLED)
    diagram = Diagram(source.records)
    with diagram.transaction("Rename"):
        diagram.put(diagram.node("a").but(name="Ask"))
    draw.draw(diagram)
    assert b"BPMNShape" in bpmn.write(source, diagram.records())
    while diagram.undo():
        pass
    assert bpmn.write(source, diagram.records()) == POOLED


# -- several collaborations --------------------------------------------------------------------------------------------

TWO = f"""{HEAD}  <collaboration id="c1"><participant id="pool1" processRef="p1"/></collaboration>
  <collaboration id="c2">
    <participant id="pool2" processRef="p2"/><messageFlow id="m" sourceRef="b" targetRef="x"/>
  </collaboration>
  <process id="p1"><task id="a"/></process>
  <process id="p2"><task id="b"/></process>
  <process id="joined"><task id="x"/></process>
  <process id="alone"><task id="y"/></process>
</definitions>
""".encode()


def test_each_collaboration_and_each_process_outside_them_has_a_diagram() -> None:
    found = nodes(drawn(TWO))
    shown = {node.ref: node.id for node in found.values() if node.kind == "plane"}
    assert list(shown) == ["c1", "c2", "alone"]
    where = {id: found[id].plane for id in ("pool1", "a", "pool2", "b", "x", "y")}
    c1, c2, alone = shown.values()
    # what a message flow of the second joins to its pool stands there
    assert where == {"pool1": c1, "a": c1, "pool2": c2, "b": c2, "x": c2, "y": alone}


def test_loose_ends_that_a_process_holds_alone_stand_on_the_diagram_of_the_collaboration() -> None:
    # given a process with nothing but a flow whose ends are missing, beside a collaboration with a pool
    file = POOLED.replace(b"</definitions>", b'<process id="x"><sequenceFlow id="stray"/></process></definitions>')
    source = drawn(file)
    flow = next(record for record in source.records if record.id == "stray")
    # then it has no diagram of its own
    planes = {node.id: node.ref for node in nodes(source).values() if node.kind == "plane"}
    assert planes[flow.plane or ""] == "c"
    assert "x" not in planes.values()


def test_a_process_that_two_collaborations_show_is_drawn_once() -> None:
    found = nodes(drawn(TWO.replace(b'processRef="p2"', b'processRef="p1"')))
    assert found["a"].plane == found["pool1"].plane
    assert found["pool2"].bounds is not None
    assert found["pool2"].plane != found["pool1"].plane


def test_a_diagram_the_file_has_for_a_process_is_kept() -> None:
    # given an empty diagram for a process that a collaboration shows too
    di = 'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
    empty = f'<di:BPMNDiagram {di} id="D"><di:BPMNPlane id="P" bpmnElement="p1"/></di:BPMNDiagram></definitions>'
    found = nodes(drawn(TWO.replace(b"</definitions>", empty.encode())))
    # then the process is shown there, the rest on new ones
    shown = {node.id: node.ref for node in found.values() if node.kind == "plane"}
    assert list(shown.values()) == ["p1", "c2", "alone"]
    assert found["a"].plane == "D"


def test_every_pool_of_a_stripped_reference_file_is_drawn(reference: Callable[[str], Path]) -> None:
    # given a file with four collaborations and no diagram data
    tree = etree.parse(reference("departments"))
    for diagram in tree.findall("{*}BPMNDiagram"):
        tree.getroot().remove(diagram)
    # when it is shown
    records = drawn(etree.tostring(tree)).records
    # then all four pools and every step have a place
    pools = [r for r in records if isinstance(r, Node) and r.kind == "participant"]
    steps = [r for r in records if isinstance(r, Node) and r.sort.is_flow_node]
    assert len({pool.plane for pool in pools}) == len(pools) == 4
    names = {r.id: r.name for r in records if isinstance(r, Node) and r.kind == "plane"}
    assert [names[pool.plane or ""] for pool in pools] == ["Bank", "Computers", "Wages", "Buildings"]
    assert all(node.bounds is not None for node in (*pools, *steps))


# -- files that draw a part -------------------------------------------------------------------------------------------

PARTLY = f"""{HEAD}  <process id="p">
    <task id="a"/><boundaryEvent id="g" name="Late" attachedToRef="a"/>
    <dataObject id="o"/><dataObjectReference id="r" dataObjectRef="o"/>
    <dataObjectReference id="loose" dataObjectRef="o"/>
    <textAnnotation id="n"><text>why</text></textAnnotation>
    <association id="tie" sourceRef="n" targetRef="a"/>
    <task id="b"><dataInputAssociation id="in"><sourceRef>r</sourceRef><targetRef>b</targetRef></dataInputAssociation>
    </task><sequenceFlow id="f" sourceRef="a" targetRef="b"/>
  </process>
  <i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:d="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:w="http://www.omg.org/spec/DD/20100524/DI">
    <i:BPMNPlane bpmnElement="p">
      <i:BPMNShape bpmnElement="a"><d:Bounds x="100" y="100" width="100" height="80"/></i:BPMNShape>
      <i:BPMNShape bpmnElement="b"><d:Bounds x="300" y="100" width="100" height="80"/></i:BPMNShape>
      <!--more-->
      <i:BPMNEdge bpmnElement="f"><w:waypoint x="200" y="140"/><w:waypoint x="300" y="140"/></i:BPMNEdge>
    </i:BPMNPlane>
  </i:BPMNDiagram>
</definitions>
""".encode()


def test_what_is_tied_to_drawn_steps_or_sits_on_them_is_missed_when_it_is_not_drawn() -> None:
    # given drawn steps, and an event on one, data and a note that are not
    source = drawn(PARTLY)
    # then these have a place, with what ties them; data that nothing ties was left out on purpose
    assert source.placed.keys() == {"g", "r", "n", "tie", "in"}
    assert next(r for r in source.records if r.id == "loose").plane is None


def test_a_data_association_between_drawn_ends_was_left_out_on_purpose() -> None:
    shape = '<i:BPMNShape bpmnElement="r"><d:Bounds x="300" y="300" width="40" height="50"/></i:BPMNShape>'
    data = PARTLY.replace(b"<!--more-->", shape.encode())
    assert "in" not in drawn(data).placed
    # but not where no line at all is drawn
    edge = data[data.index(b"<i:BPMNEdge") : data.index(b"</i:BPMNEdge>") + len(b"</i:BPMNEdge>")]
    assert {"in", "f"} <= drawn(data.replace(edge, b"")).placed.keys()


# -- choreographies ----------------------------------------------------------------------------------------------------

DANCE = f"""{HEAD}  <choreography id="c">
    <participant id="A"/><participant id="B"/><messageFlow id="m" sourceRef="A" targetRef="B"/>
    <choreographyTask id="t" name="Ask" initiatingParticipantRef="A"><participantRef>A</participantRef>
      <participantRef>B</participantRef><messageFlowRef>m</messageFlowRef></choreographyTask>
  </choreography>
  <i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:d="http://www.omg.org/spec/DD/20100524/DC">
    <i:BPMNPlane bpmnElement="c">
      <i:BPMNShape id="S" bpmnElement="t"><d:Bounds x="100" y="100" width="100" height="80"/></i:BPMNShape>
      <i:BPMNShape bpmnElement="A" choreographyActivityShape="S" participantBandKind="top_initiating">
        <d:Bounds x="100" y="100" width="100" height="20"/></i:BPMNShape>
      <i:BPMNShape bpmnElement="B" choreographyActivityShape="S" participantBandKind="bottom_non_initiating">
        <d:Bounds x="100" y="160" width="100" height="20"/></i:BPMNShape>
    </i:BPMNPlane>
  </i:BPMNDiagram>
</definitions>
""".encode()


def test_the_messages_of_a_choreography_are_no_lines() -> None:
    # given a choreography whose file draws its task and the bands of it, as every tool does
    source = drawn(DANCE)
    message = next(r for r in source.records if isinstance(r, Flow))
    assert (message.kind, message.plane, message.points) == ("messageFlow", None, ())
    # when the task is renamed
    records = [r.but(name="Ask again") if r.id == "t" else r for r in source.records]
    written = bpmn.write(source, records)
    # then only that line of the file is another
    assert written == DANCE.replace(b'"Ask"', b'"Ask again"')
