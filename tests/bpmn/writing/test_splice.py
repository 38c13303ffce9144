"""Files without line breaks: an element that moves and changes its tag stands in the file once."""

from collections.abc import Callable

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import edit, records

from mapper import bpmn
from mapper.bpmn.file.verify import faults
from mapper.model.geometry import Rect
from mapper.model.records import Node, Record

XMLNS = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="urn:x"'
)
PARTS = (
    f'<definitions {XMLNS}>',
    '<collaboration id="C"><participant id="PA" name="Shop" processRef="P"/><participant id="PB" processRef="Q"/>',
    '</collaboration><process id="P">',
    '<task id="A" name="Take"><outgoing>f1</outgoing></task><sequenceFlow id="f1" sourceRef="A" targetRef="G"/>',
    '<exclusiveGateway id="G" default="f2"><incoming>f1</incoming><outgoing>f2</outgoing></exclusiveGateway>',
    '<sequenceFlow id="f2" sourceRef="G" targetRef="E"/><endEvent id="E"><incoming>f2</incoming></endEvent>',
    '<subProcess id="S"><task id="I"></task><task id="I2"/></subProcess>',
    '<boundaryEvent id="B" attachedToRef="A"><timerEventDefinition id="BD"/></boundaryEvent>',
    '</process><process id="Q"><task id="W"/></process>',
    '<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="DP" bpmnElement="C">',
    *(
        f'<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}"><dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/>'
        '</bpmndi:BPMNShape>'
        for id, x, y, w, h in (
            ("PA", 100, 100, 900, 250), ("PB", 100, 400, 900, 250), ("A", 200, 180, 100, 80), ("G", 350, 195, 50, 50),
            ("E", 450, 202, 36, 36), ("S", 550, 130, 350, 200), ("I", 600, 180, 100, 80), ("I2", 750, 180, 100, 80),
            ("B", 232, 242, 36, 36), ("W", 200, 480, 100, 80),
        )
    ),
    "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>",
)  # fmt: skip
GAPS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "blanks": lambda text: text.replace("><", "> <"),
    "comments": lambda text: text.replace("><", "><!-- between --><"),
    "lines": lambda text: text.replace("><", ">\n<"),
}


@pytest.fixture(params=GAPS)
def one_line(request: pytest.FixtureRequest) -> bytes:
    """Two pools, with something else between the elements each time."""
    return GAPS[request.param]("".join(PARTS)).encode()


def _node(data: bytes, id: str) -> Node:
    found = records(data)[id]
    assert isinstance(found, Node)
    return found


def _written(data: bytes, *changed: Record) -> etree._Element:
    """The tree of the file after the edit, in which no id stands twice."""
    after = edit(data, *changed)
    root = etree.fromstring(after)
    ids = [id for element in root.iter("*") if (id := element.get("id"))]
    assert sorted(ids) == sorted(set(ids))
    return root


def _home(root: etree._Element, id: str) -> str | None:
    (found,) = [element for element in root.iter("*") if element.get("id") == id]
    holder = found.getparent()
    return holder.get("id") if holder is not None else None


def test_a_step_that_is_renamed_and_goes_to_another_pool_stands_there_once(one_line: bytes) -> None:
    moved = _node(one_line, "E").but(name="Done", parent="Q", bounds=Rect(450, 500, 36, 36))
    assert _home(_written(one_line, moved), "E") == "Q"


def test_a_gateway_that_goes_alone_leaves_its_default_flow(one_line: bytes) -> None:
    data = one_line
    root = _written(data, _node(data, "G").but(parent="Q"), records(data)["f2"].with_trait("default", False))
    assert _home(root, "G") == "Q"


def test_a_step_changes_its_kind_and_its_sub_process_at_once(one_line: bytes) -> None:
    root = _written(one_line, _node(one_line, "I").but(kind="userTask", parent="P", name="Look"))
    assert _home(root, "I") == "P"
    assert root.find(".//{*}userTask") is not None


def test_an_empty_tag_that_gets_content_and_goes_elsewhere_stands_once(one_line: bytes) -> None:
    flow = records(one_line)["f1"].but(source="I2", parent="S")
    assert _home(_written(one_line, _node(one_line, "I2").but(parent="P", name="Seal"), flow), "I2") == "P"


def test_a_boundary_event_gets_another_host_and_keeps_its_definition_once(one_line: bytes) -> None:
    root = _written(one_line, _node(one_line, "B").but(host="S", name="late"))
    assert _home(root, "BD") == "B"
    assert _home(root, "B") == "P"


def test_a_removed_sub_process_takes_edits_inside_it_along(one_line: bytes) -> None:
    source = bpmn.read(one_line)
    moved = _node(one_line, "I").but(name="Look", parent="P")
    kept = tuple(moved if r.id == "I" else r for r in source.records if r.id not in ("S", "I2"))
    data = bpmn.write(source, kept)
    assert faults(data, source.base, kept) == []
    root = etree.fromstring(data)
    assert _home(root, "I") == "P"
    assert not [e for e in root.iter("*") if e.get("id") in ("S", "I2")]


def test_taken_back_the_bytes_are_as_they_were(one_line: bytes) -> None:
    source = bpmn.read(one_line)
    moved = _node(one_line, "E").but(name="Done", parent="Q")
    now = tuple(moved if record.id == "E" else record for record in source.records)
    saved = source.rebased(bpmn.write(source, now), now)
    assert bpmn.write(saved, source.records) == one_line
