"""What is copied, changed or deleted leaves no reference to nothing, and a valid file valid."""

from collections.abc import Iterator

import pytest
from lxml import etree

from mapper import bpmn
from mapper.edit.paste import clipboard
from mapper.edit.verbs import connect, delete, label, replace
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point

NAMES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI"'
)
SHAPE = '<d:BPMNShape id="{0}_s" bpmnElement="{0}"><c:Bounds x="{1}" y="{2}" width="{3}" height="{4}"/></d:BPMNShape>'
EDGE = (
    '<d:BPMNEdge id="{0}_e" bpmnElement="{0}"><i:waypoint x="{1}" y="{2}"/><i:waypoint x="{3}" y="{4}"/></d:BPMNEdge>'
)


def _file(inside: str, subject: str, *drawn: str) -> bytes:
    plane = f'<d:BPMNDiagram id="D"><d:BPMNPlane id="DP" bpmnElement="{subject}">{"".join(drawn)}</d:BPMNPlane>'
    return f'<definitions {NAMES} targetNamespace="urn:x">{inside}{plane}</d:BPMNDiagram></definitions>'.encode()


LOOSE = _file(
    '<process id="p"><task id="a" name="Ask"/><sequenceFlow id="f" sourceRef="a" targetRef="gone"/></process>',
    "p", SHAPE.format("a", 100, 100, 100, 80), EDGE.format("f", 200, 140, 300, 140),
)  # fmt: skip
GONE = _file('<process id="q"><task id="gone" name="Here"/></process>', "q", SHAPE.format("gone", 100, 100, 100, 80))
DATA = _file(
    '<process id="p"><intermediateCatchEvent id="w" name="Form arrives"><dataOutput id="out" name="form"/>'
    '<dataOutputAssociation id="o"><sourceRef>out</sourceRef><targetRef>r</targetRef></dataOutputAssociation>'
    '<outputSet id="os"><dataOutputRefs>out</dataOutputRefs></outputSet></intermediateCatchEvent>'
    '<task id="t" name="File it"/><dataObject id="do"/><dataObjectReference id="r" dataObjectRef="do" name="Form"/>'
    '<sequenceFlow id="f" sourceRef="w" targetRef="t"/></process>',
    "p", SHAPE.format("w", 100, 100, 36, 36), SHAPE.format("t", 240, 78, 100, 80), SHAPE.format("r", 160, 220, 36, 50),
    EDGE.format("f", 136, 118, 240, 118), EDGE.format("o", 125, 134, 170, 220),
)  # fmt: skip
POOL = _file(
    '<collaboration id="c"><participant id="pool" name="Shop" processRef="p"><interfaceRef>gone</interfaceRef>'
    '<interfaceRef>offer</interfaceRef></participant></collaboration><interface id="offer" name="Offer">'
    '<operation id="op" name="do"><inMessageRef>m</inMessageRef></operation></interface><message id="m"/>'
    '<process id="p" definitionalCollaborationRef="c"><task id="a"/><supports>elsewhere</supports></process>',
    "c", SHAPE.format("pool", 100, 100, 500, 200), SHAPE.format("a", 200, 150, 100, 80),
)  # fmt: skip
GROUPS = _file(
    '<categoryValue id="stray" value="Stray"/><category id="k"><categoryValue id="v" value="Phase"/></category>'
    '<process id="p"><group id="g1" categoryValueRef="v"/><group id="g2" categoryValueRef="stray"/></process>',
    "p", SHAPE.format("g1", 0, 0, 100, 100), SHAPE.format("g2", 200, 0, 100, 100),
)  # fmt: skip
_REFERRING = ("sourceRef", "targetRef", "attachedToRef", "processRef", "definitionalCollaborationRef", "dataObjectRef")


def _dangling(data: bytes) -> set[str]:
    """References of BPMN's elements to ids that are not in the file."""
    root = etree.fromstring(data)
    ids = {element.get("id") for element in root.iter("*")}
    return {named for element in root.iter("*") for named in _named(element) if named not in ids}


def _named(element: etree._Element) -> Iterator[str]:
    yield from (value for name in _REFERRING if (value := element.get(name)))
    local = str(element.tag).rpartition("}")[2]
    if (local.endswith(("Ref", "Refs")) or local == "supports") and element.text:
        yield element.text.strip()


def _pasted(source: bpmn.Source, diagram: Diagram, donor: bytes, ids: list[str]) -> bytes:
    """The file after things of another one were pasted into it."""
    other = bpmn.read(donor)
    copied = clipboard.copy(Diagram(other.records), ids)
    excerpt = bpmn.read_excerpt(bpmn.excerpt(other, other.records, [record.id for record in copied]))
    clipboard.paste(diagram, bpmn.led(excerpt, source), query.planes(diagram)[0].id, Point(900, 900))
    written = bpmn.write_checked(source, diagram.records(), {excerpt.digest: excerpt.source})
    assert written.faults == ()
    return written.data


@pytest.mark.parametrize("target", [LOOSE, GONE], ids=["the same file", "a file where the name means something"])
def test_a_copy_of_a_flow_with_a_loose_end_leaves_a_valid_file_valid(target: bytes, schema: etree.XMLSchema) -> None:
    # given a flow that ends on nothing, which the schema takes
    assert schema.validate(etree.fromstring(LOOSE)), schema.error_log
    source = bpmn.read(target)
    diagram = Diagram(source.records)
    # when it is pasted with its step
    after = _pasted(source, diagram, LOOSE, ["a", "f"])
    # then the file is valid, and the copy ends on nothing
    assert schema.validate(etree.fromstring(after)), schema.error_log
    copies = [r for r in bpmn.read(after).records if r.kind == "sequenceFlow" and r.id != "f"]
    assert len(copies) == 1
    assert getattr(copies[0], "target", "") not in ("gone", "a")


def test_a_step_of_another_type_keeps_its_data_with_an_end_that_is_there(schema: etree.XMLSchema) -> None:
    # given an event that hands on a form
    source = bpmn.read(DATA)
    diagram = Diagram(source.records)
    # when it becomes a task
    replace.kind(diagram, "w", "receiveTask")
    after = bpmn.write_checked(source, diagram.records())
    # then no reference leads to nothing, and the form is still handed on
    assert after.faults == ()
    assert _dangling(after.data) == set()
    assert any(record.kind == "dataOutputAssociation" for record in bpmn.read(after.data).records)
    assert schema.validate(etree.fromstring(after.data)), schema.error_log
    # and the other way round
    again = bpmn.read(after.data)
    diagram = Diagram(again.records)
    replace.kind(diagram, "w", "intermediateCatchEvent", {"event": "message"})
    assert _dangling(bpmn.write(again, diagram.records())) == set()


def test_a_pasted_pool_carries_no_reference_to_nothing(schema: etree.XMLSchema) -> None:
    source = bpmn.read(GONE)
    after = _pasted(source, Diagram(source.records), POOL, ["pool"])
    assert _dangling(after) == set()
    assert b"<interfaceRef>offer</interfaceRef>" in after
    assert schema.validate(etree.fromstring(after)), schema.error_log


def test_a_deleted_flow_leaves_no_loose_end_behind() -> None:
    diagram = Diagram(bpmn.read(LOOSE).records)
    delete.records(diagram, ["f"])
    assert not [node for node in diagram.nodes() if node.kind == "anchor"]
    diagram.undo()
    assert len([node for node in diagram.nodes() if node.kind == "anchor"]) == 1


def test_a_flow_that_is_connected_leaves_no_loose_end_behind() -> None:
    data = LOOSE.replace(b"</process>", b'<task id="z" name="Zip"/></process>').replace(
        b"</d:BPMNPlane>", SHAPE.format("z", 400, 100, 100, 80).encode() + b"</d:BPMNPlane>"
    )
    source = bpmn.read(data)
    diagram = Diagram(source.records)
    connect.reconnect(diagram, "f", "target", "z")
    assert not [node for node in diagram.nodes() if node.kind == "anchor"]
    assert b'targetRef="z"' in bpmn.write(source, diagram.records())


def test_a_group_shows_a_value_that_stands_outside_a_category_and_stays_renamed() -> None:
    source = bpmn.read(GROUPS)
    diagram = Diagram(source.records)
    assert [diagram.node(id).name for id in ("g1", "g2")] == ["Phase", "Stray"]
    label.rename(diagram, "g2", "X")
    again = {record.id: record.name for record in bpmn.read(bpmn.write(source, diagram.records())).records}
    assert (again["g1"], again["g2"]) == ("Phase", "X")


def test_a_note_in_html_is_shown_without_tags_and_kept_until_it_is_edited() -> None:
    # given a note that another tool keeps in HTML
    said = "&lt;p&gt;Line one&lt;/p&gt;&lt;p&gt;Line &lt;b&gt;two&lt;/b&gt; &amp;amp; more&lt;/p&gt;"
    note = f'<textAnnotation id="n" textFormat="text/html"><text>{said}</text></textAnnotation>'
    data = _file(f'<process id="p">{note}</process>', "p", SHAPE.format("n", 0, 0, 100, 50))
    source = bpmn.read(data)
    diagram = Diagram(source.records)
    # then its words are shown, and the file stays
    assert diagram.node("n").name == "Line one\nLine two & more"
    assert bpmn.write(source, diagram.records()) == data
    # when it is edited, it is plain text that says so
    label.rename(diagram, "n", "1 < 2")
    after = bpmn.write(source, diagram.records())
    assert b'textFormat="text/plain"><text>1 &lt; 2</text>' in after
    assert {record.id: record.name for record in bpmn.read(after).records}["n"] == "1 < 2"
