"""Reading: every element of the kinds table becomes a record that says what the file says."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import records

from mapper import bpmn
from mapper.app.session import arrange
from mapper.bpmn.file.names import BPMNDI, q
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node

MODEL = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'


def small(inside: str) -> bytes:
    return f'<definitions {MODEL} targetNamespace="urn:x"><process id="p">{inside}</process></definitions>'.encode()


def test_nodes_carry_name_container_lane_and_place(repair: bytes) -> None:
    read = records(repair)
    check, got, late = read["check"], read["got"], read["late"]
    assert isinstance(check, Node)
    assert isinstance(late, Node)
    assert (check.kind, check.name, check.parent, check.lane) == ("userTask", "Check item", "proc", "desk")
    assert check.details["documentation"] == "Look at it.\nWrite down what is broken."
    assert got.label == Rect(160, 225, 80, 14)
    assert got.trait("event") == "message"
    assert (late.host, late.trait("event"), late.trait("interrupting")) == ("check", "timer", False)
    assert isinstance(shop := read["shop"], Node)
    assert shop.ref == "proc"
    assert read["open"].parent == "mend"
    assert read["note"].name == "Ask first"


def test_flows_carry_ends_points_and_conditions(repair: bytes) -> None:
    read = records(repair)
    yes, no = read["f3"], read["f4"]
    assert isinstance(yes, Flow)
    assert (yes.source, yes.target, yes.name) == ("ok", "mend", "yes")
    assert yes.points == (Point(475, 200), Point(670, 200), Point(670, 320))
    assert (yes.trait("conditional"), yes.trait("condition"), no.trait("default")) == (True, "worth", True)


def test_all_kinds_of_the_corpus_make_a_diagram_and_every_shape_is_drawn(corpus: Path) -> None:
    for file in sorted(corpus.rglob("*.bpmn")):
        data = file.read_bytes()
        source = bpmn.read(data)
        Diagram(source.records)
        drawn = sum((r.plane is not None) + len(r.also) for r in source.records)
        anchors = sum(r.kind == "anchor" and r.plane is not None for r in source.records)
        assert drawn - anchors == shapes_of_known_things(source), file.name


def shapes_of_known_things(source: bpmn.Source) -> int:
    """An independent count: shapes and edges whose bpmnElement is the id of an element of the file."""
    root = source.base.root
    ids = {e.get("id") for e in root.iter("*") if not str(e.tag).startswith("{" + BPMNDI)}
    found = 0
    for shape in root.iter(q(BPMNDI, "BPMNShape"), q(BPMNDI, "BPMNEdge")):
        named = shape.get("bpmnElement") or ""
        found += named in ids or named.rpartition(":")[2] in ids
    return found


def test_records_of_one_file_have_unique_ids_and_heights(corpus: Path) -> None:
    for file in sorted(corpus.rglob("*.bpmn")):
        read = bpmn.read(file.read_bytes()).records
        assert len({r.id for r in read}) == len(read)
        assert len({r.z for r in read}) == len(read)
        assert min(r.z for r in read) > 0


def test_holders_lie_below_what_they_hold_whatever_the_order_of_the_file(repair: bytes) -> None:
    # given a file whose pool is drawn last
    line = next(line for line in repair.splitlines(True) if b"shop_di" in line)
    moved = repair.replace(line, b"").replace(b"    </bpmndi:BPMNPlane>", line + b"    </bpmndi:BPMNPlane>")
    read = records(moved)
    # then it is still the lowest of all that is drawn
    assert read["shop"].z < read["desk"].z < read["check"].z
    assert read["mend"].z < read["open"].z


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<task id="a"/><task id="a"/>', {"p", "a", "a_2"}),
        ("<task/><task/>", {"p", "unnamed_task_1", "unnamed_task_2"}),
        ('<task id=" a "/><task id="{x y}"/>', {"p", "a", "{x y}"}),
    ],
)
def test_missing_double_and_odd_ids_are_told_apart(inside: str, expected: set[str]) -> None:
    source = bpmn.read(small(inside))
    assert {r.id for r in source.records if r.kind != "plane"} == expected


def test_references_may_carry_a_prefix() -> None:
    read = records(small('<task id="a"/><task id="b"/><association id="x" sourceRef="t:a" targetRef=" b "/>'))
    flow = read["x"]
    assert isinstance(flow, Flow)
    assert (flow.source, flow.target) == ("a", "b")


def test_a_flow_that_leads_nowhere_gets_a_loose_end_and_a_note() -> None:
    source = bpmn.read(small('<task id="a"/>\n<sequenceFlow id="f" sourceRef="a" targetRef="gone"/>'))
    read = {r.id: r for r in source.records}
    assert read["f.target"].kind == "anchor"
    assert any(note.line == 2 and "gone" in note.what for note in source.notes)


def test_lines_that_end_on_each_other_in_a_circle_do_not_hang() -> None:
    source = bpmn.read(
        small('<association id="x" sourceRef="y" targetRef="p"/><association id="y" sourceRef="x" targetRef="p"/>')
    )
    Diagram(source.records)
    assert sum(r.kind == "anchor" for r in source.records) == 1


def test_of_two_lanes_the_inner_one_counts() -> None:
    read = records(
        small(
            '<laneSet><lane id="o"><flowNodeRef>a</flowNodeRef><childLaneSet><lane id="i"><flowNodeRef>a</flowNodeRef>'
            '</lane></childLaneSet></lane></laneSet><task id="a"/>'
        )
    )
    assert isinstance(task := read["a"], Node)
    assert (task.lane, read["i"].parent, read["o"].parent) == ("i", "o", "p")


def test_data_associations_join_the_step_and_the_drawn_data(reference: Callable[[str], Path]) -> None:
    read = records(reference("everything").read_bytes())
    flows = [r for r in read.values() if isinstance(r, Flow) and r.kind.startswith("data")]
    assert flows
    for flow in flows:
        families = {read[flow.source].family, read[flow.target].family}
        assert "data" in families
        assert families <= {"data", "task", "subprocess", "call", "event"}


def test_colours_of_both_dialects_are_read(repair: bytes) -> None:
    ns = b'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" '
    ns += b'xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0" '
    data = repair.replace(b"xmlns:v=", ns + b"xmlns:v=")
    data = data.replace(b'id="check_di"', b'id="check_di" bioc:fill="#ABC"')
    data = data.replace(b'id="ok_di"', b'id="ok_di" color:background-color="rgb(1, 2, 3)" color:border-color="red"')
    read = records(data)
    assert read["check"].trait("fill") == "#aabbcc"
    assert (read["ok"].trait("fill"), read["ok"].trait("stroke")) == ("#010203", "#ff0000")


def test_a_shape_of_something_unknown_is_kept_and_told(repair: bytes) -> None:
    source = bpmn.read(repair.replace(b'bpmnElement="note"', b'bpmnElement="nothing"'))
    assert any("nothing" in note.what for note in source.notes)


def test_numbers_that_are_none_do_not_get_onto_the_map(repair: bytes) -> None:
    for bad in (b"NaN", b"inf", b"1e308", b"x", b""):
        read = records(repair.replace(b'<dc:Bounds x="270" y="160"', b'<dc:Bounds x="' + bad + b'" y="160"'))
        assert isinstance(check := read["check"], Node)
        assert check.bounds is None


def test_the_marker_of_a_gateway_shows_only_when_the_file_says_so(repair: bytes) -> None:
    assert records(repair)["ok"].trait("marker") is True
    assert records(repair.replace(b' isMarkerVisible="true"', b""))["ok"].trait("marker") is False


def test_a_standing_pool_is_known_by_its_lanes(repair: bytes) -> None:
    data = repair.replace(b' isHorizontal="true"', b"").replace(b'x="130" y="300"', b'x="1000" y="100"')
    read = records(data)
    assert read["shop"].trait("horizontal") is False
    assert read["desk"].trait("horizontal") is False


def test_reading_takes_at_most_six_times_as_long_as_parsing(corpus: Path) -> None:
    files = [file.read_bytes() for file in sorted(corpus.rglob("*.bpmn"))]
    # Where files are tiny, or not drawn at all, what each costs anyway weighs more.
    most = 6 if len(files) > 50 else 15

    def parse(data: bytes) -> None:
        etree.fromstring(data, etree.XMLParser(recover=True))

    # By turns, so that a busy moment of the machine meets both.
    rounds = [(seconds(bpmn.read, files), seconds(parse, files)) for _ in range(3)]
    assert min(read for read, _ in rounds) <= most * min(parsed for _, parsed in rounds)


def seconds(job: Callable[[bytes], object], files: list[bytes]) -> float:
    begin = process_time()
    for data in files:
        job(data)
    return process_time() - begin


# -- groups ------------------------------------------------------------------------------------------------------------

GROUPS = f"""<definitions {MODEL} targetNamespace="urn:x" xmlns:x="urn:x">
  <category id="c"><categoryValue id="late" value="Late"/><categoryValue id="paid" value="Paid"/></category>
  <process id="p">
    <task id="a"><categoryValueRef>x:late</categoryValueRef></task>
    <task id="b"><categoryValueRef>late</categoryValueRef><categoryValueRef> paid </categoryValueRef></task>
    <subProcess id="s"><task id="c1"><categoryValueRef>late</categoryValueRef></task></subProcess>
    <task id="d"><categoryValueRef>nowhere</categoryValueRef></task>
    <group id="g" categoryValueRef="x:late"/><group id="h" categoryValueRef="paid"/><group id="i"/>
  </process>
</definitions>""".encode()


def test_a_group_that_is_not_drawn_holds_what_names_its_category_value() -> None:
    source = bpmn.read(GROUPS)
    assert source.base.held == {"g": ["a", "b", "c1"], "h": ["b"]}
    assert {r.name for r in source.records if r.kind == "group"} == {"Late", "Paid", ""}


def test_a_group_that_is_drawn_holds_what_its_box_holds() -> None:
    source = bpmn.read(GROUPS)
    drawn = bpmn.write(source, arrange.shown(source).records)
    assert bpmn.read(drawn).base.held == {}
