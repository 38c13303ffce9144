"""Writing: what was edited differs, and nothing else does."""

from pathlib import Path

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import changed_lines, edit, records

from mapper import bpmn
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node, Record


def test_what_was_not_edited_is_the_very_same_file(corpus: Path) -> None:
    for file in sorted(corpus.rglob("*.bpmn")):
        data = file.read_bytes()
        source = bpmn.read(data)
        assert source.repaired or bpmn.write(source, source.records) == data


def test_a_rename_changes_one_attribute(repair: bytes) -> None:
    after = edit(repair, records(repair)["check"].but(name='Look & "see"\nit'))
    assert after == repair.replace(b"Check item", b"Look &amp; &quot;see&quot;&#10;it")


def test_a_name_that_goes_takes_its_attribute_along_and_comes_after_the_id(repair: bytes) -> None:
    read = records(repair)
    assert edit(repair, read["check"].but(name="")) == repair.replace(b' name="Check item"', b"")
    assert b'<bpmn:sequenceFlow id="f1" name="go" sourceRef' in edit(repair, read["f1"].but(name="go"))


def test_a_move_changes_only_the_numbers_that_moved_in_the_way_the_file_writes_them(repair: bytes) -> None:
    got = records(repair)["got"]
    after = edit(repair, got.but(bounds=Rect(190, 182, 36, 36)))
    assert changed_lines(repair, after) == [
        '-        <dc:Bounds x="182.0" y="182.0" width="36.0" height="36.0"/>',
        '+        <dc:Bounds x="190.0" y="182.0" width="36.0" height="36.0"/>',
    ]


def test_a_new_bend_is_one_new_line_and_a_removed_one_a_line_less(repair: bytes) -> None:
    flow = records(repair)["f3"]
    assert isinstance(flow, Flow)
    a, b, c = flow.points
    assert changed_lines(repair, edit(repair, flow.but(points=(a, Point(500, 200.125), b, c)))) == [
        '+        <di:waypoint x="500" y="200.12"/>'
    ]
    assert changed_lines(repair, edit(repair, flow.but(points=(a, c)))) == ['-        <di:waypoint x="670" y="200"/>']


def test_labels_come_move_and_go(repair: bytes) -> None:
    read = records(repair)
    come = edit(repair, read["done"].but(label=Rect(890, 420, 60, 14)))
    assert b'<bpmndi:BPMNLabel><dc:Bounds x="890" y="420" width="60" height="14"/></bpmndi:BPMNLabel>' in come
    assert len(changed_lines(repair, edit(repair, read["got"].but(label=None)))) == 1
    assert len(changed_lines(repair, edit(repair, read["got"].but(label=Rect(161, 225, 80, 14))))) == 2


def test_a_new_step_stands_where_the_schema_wants_it_in_the_style_of_the_file(
    repair: bytes, schema: etree.XMLSchema
) -> None:
    box = Rect(600, 160, 100, 80)
    task = Node("pay", "userTask", "Pay", parent="proc", lane="desk", plane="dia", bounds=box, z=900)
    flow = Flow("f9", "sequenceFlow", "got", "pay", parent="proc", plane="dia", points=_LINE, z=901)
    after = edit(repair, task, flow)
    assert schema.validate(etree.fromstring(after)), schema.error_log
    assert changed_lines(repair, after) == [
        "+        <bpmn:flowNodeRef>pay</bpmn:flowNodeRef>",
        "+      <bpmn:outgoing>f9</bpmn:outgoing>",
        '+    <bpmn:userTask id="pay" name="Pay">',
        "+      <bpmn:incoming>f9</bpmn:incoming>",
        "+    </bpmn:userTask>",
        '+    <bpmn:sequenceFlow id="f9" sourceRef="got" targetRef="pay"/>',
        '+      <bpmndi:BPMNShape id="pay_di" bpmnElement="pay">',
        '+        <dc:Bounds x="600" y="160" width="100" height="80"/>',
        "+      </bpmndi:BPMNShape>",
        '+      <bpmndi:BPMNEdge id="f9_di" bpmnElement="f9">',
        '+        <di:waypoint x="0" y="0"/>',
        '+        <di:waypoint x="9" y="9"/>',
        "+      </bpmndi:BPMNEdge>",
    ]


def test_what_is_dropped_takes_along_what_names_it(repair: bytes, schema: etree.XMLSchema) -> None:
    after = edit(repair, drop=["check", "late", "note", "f1", "f2", "f7", "a1"])
    assert schema.validate(etree.fromstring(after)), schema.error_log
    lines = changed_lines(repair, after)
    assert all(line.startswith("-") for line in lines)
    for gone in (b'"check"', b">check<", b'"f1"', b">f1<", b"check_di", b"v:form"):
        assert gone not in after
    assert set(records(after)) == set(records(repair)) - {"check", "late", "note", "f1", "f2", "f7", "a1"}


def test_a_dropped_default_flow_is_no_longer_anybodys_default(repair: bytes) -> None:
    after = edit(repair, drop=["f4"])
    assert b"default=" not in after
    assert b"f4" not in after


def test_a_drop_taken_back_leaves_no_trace(repair: bytes) -> None:
    source = bpmn.read(repair)
    without = [r for r in source.records if r.id not in ("f1", "got", "mf")]
    saved = source.rebased(bpmn.write(source, without), tuple(without))
    assert bpmn.write(saved, without) == saved.data
    assert bpmn.write(saved, source.records) == repair


def test_a_step_changes_its_lane(repair: bytes) -> None:
    check = records(repair)["check"]
    assert isinstance(check, Node)
    assert changed_lines(repair, edit(repair, check.but(lane="bench"))) == [
        "-        <bpmn:flowNodeRef>check</bpmn:flowNodeRef>",
        "+        <bpmn:flowNodeRef>check</bpmn:flowNodeRef>",
    ]


def test_a_step_that_moves_into_a_sub_process_takes_its_foreign_content_along(
    repair: bytes, schema: etree.XMLSchema
) -> None:
    check = records(repair)["check"]
    assert isinstance(check, Node)
    after = edit(repair, check.but(parent="mend", lane=None, name="Moved"), drop=["f1", "f2", "late", "f7", "a1"])
    assert schema.validate(etree.fromstring(after)), schema.error_log
    moved = next(e for e in etree.fromstring(after).iter("*") if e.get("id") == "check")
    assert moved.getparent().get("id") == "mend"
    assert b'<v:form key="check"><![CDATA[a < b]]></v:form>' in after
    assert records(after)["check"].name == "Moved"


def test_a_flow_gets_another_end(repair: bytes) -> None:
    flow = records(repair)["f4"]
    assert isinstance(flow, Flow)
    assert changed_lines(repair, edit(repair, flow.but(target="done"))) == [
        "+      <bpmn:incoming>f4</bpmn:incoming>",
        "-      <bpmn:incoming>f4</bpmn:incoming>",
        '-    <bpmn:sequenceFlow id="f4" name="no" sourceRef="ok" targetRef="refused"/>',
        '+    <bpmn:sequenceFlow id="f4" name="no" sourceRef="ok" targetRef="done"/>',
    ]


def test_a_type_changes_and_keeps_what_the_new_one_may_carry(repair: bytes, schema: etree.XMLSchema) -> None:
    data = repair.replace(b'id="check" name', b'id="check" implementation="##WebService" name')
    after = edit(data, records(data)["check"].but(kind="manualTask"))
    assert schema.validate(etree.fromstring(after)), schema.error_log
    assert b'<bpmn:manualTask id="check" name="Check item" v:cost=\'12\'>' in after
    assert b"</bpmn:manualTask>" in after
    assert records(after)["check"].details == records(repair)["check"].details


@pytest.mark.parametrize("event", ["", "timer", "conditional", "link", "signal", "multiple", "parallelMultiple"])
def test_events_change_their_definition(repair: bytes, schema: etree.XMLSchema, event: str) -> None:
    node = records(repair)["got"]
    after = edit(repair, node.with_trait("event", event))
    assert schema.validate(etree.fromstring(after)), schema.error_log
    assert records(after)["got"].trait("event") == event


@pytest.mark.parametrize(
    ("id", "trait", "value"),
    [
        ("late", "interrupting", True),
        ("check", "loop", "standard"),
        ("check", "loop", "sequential"),
        ("check", "compensation", True),
        ("mend", "triggered", True),
        ("mend", "expanded", False),
        ("shop", "multiple", True),
        ("customer", "horizontal", False),
        ("ok", "marker", False),
        ("f3", "conditional", False),
        ("f1", "condition", "a < b"),
        ("a1", "direction", "Both"),
        ("f3", "default", True),
        ("f4", "default", False),
        ("check", "fill", "#112233"),
        ("f1", "stroke", "#445566"),
        ("got", "color", "#778899"),
    ],
)
def test_traits_are_written_and_read_back(
    repair: bytes, schema: etree.XMLSchema, id: str, trait: str, value: str | bool
) -> None:
    record = records(repair)[id].with_trait(trait, value)
    after = edit(repair, record)
    assert records(after)[id].trait(trait) == value
    assert schema.validate(etree.fromstring(after)), schema.error_log
    assert edit(after, records(repair)[id]) != after
    assert records(edit(after, records(repair)[id]))[id].traits == records(repair)[id].traits


def test_colours_are_written_in_the_dialect_of_the_file(repair: bytes) -> None:
    bioc = b'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:v='
    only = edit(data := repair.replace(b"xmlns:v=", bioc), records(data)["check"].with_trait("fill", "#112233"))
    assert b'bioc:fill="#112233"' in only
    assert b"background-color" not in only
    both = edit(repair, records(repair)["check"].with_trait("fill", "#112233"))
    assert b'bioc:fill="#112233"' in both
    assert b'color:background-color="#112233"' in both


def test_a_new_pool_brings_its_process_and_the_plane_shows_the_collaboration(
    schema: etree.XMLSchema,
) -> None:
    # given a map of a process alone
    start = Node("s", "startEvent", parent="p", plane="dia", bounds=Rect(0, 0, 36, 36), z=9)
    data = edit(
        bpmn.fresh().data,
        Node("p", "process", z=7),
        start,
        drop=["Collaboration"],
    )
    data = data.replace(b'bpmnElement="Collaboration"', b'bpmnElement="p"')
    plane = next(r for r in records(data).values() if r.kind == "plane")
    # when a pool with two lanes is drawn
    new: list[Record] = [
        Node("c", "collaboration", z=50),
        Node("shop", "participant", "Shop", parent="c", ref="q", plane=plane.id, bounds=Rect(0, 99, 600, 250), z=51),
        Node("q", "process", z=52),
        Node("l1", "lane", "One", parent="q", plane=plane.id, bounds=Rect(30, 99, 570, 125), z=53),
        Node("l2", "lane", "Two", parent="q", plane=plane.id, bounds=Rect(30, 224, 570, 125), z=54),
        Node("l3", "lane", "Inner", parent="l2", plane=plane.id, bounds=Rect(60, 224, 540, 125), z=55),
        Node("t", "task", parent="q", lane="l3", plane=plane.id, bounds=Rect(90, 240, 100, 80), z=56),
    ]
    after = edit(data, *new)
    assert schema.validate(etree.fromstring(after)), schema.error_log
    read = records(after)
    assert isinstance(shown := read[plane.id], Node)
    assert shown.ref == "c"
    assert (read["l3"].parent, read["l1"].parent) == ("l2", "q")
    assert isinstance(task := read["t"], Node)
    assert task.lane == "l3"


def test_data_associations_bring_what_the_schema_asks_for(repair: bytes, schema: etree.XMLSchema) -> None:
    new: list[Record] = [
        Node("d", "dataObjectReference", "Slip", parent="proc", plane="dia", bounds=Rect(0, 0, 36, 50), z=900),
        Flow("in", "dataInputAssociation", "d", "check", parent="check", plane="dia", points=_LINE, z=901),
        Flow("out", "dataOutputAssociation", "check", "d", parent="check", plane="dia", points=_LINE, z=902),
        Flow("see", "dataOutputAssociation", "got", "d", parent="got", plane="dia", points=_LINE, z=903),
    ]
    after = edit(repair, *new)
    assert schema.validate(etree.fromstring(after)), schema.error_log
    read = records(after)
    ends = {id: (flow.source, flow.target) for id in ("in", "out", "see") if isinstance(flow := read[id], Flow)}
    assert ends == {"in": ("d", "check"), "out": ("check", "d"), "see": ("got", "d")}
    # and what was made for them goes with them
    without = edit(after, drop=["in", "out", "see"])
    assert b"dataInput" not in without.replace(b"dataInputRefs", b"")
    assert schema.validate(etree.fromstring(without)), schema.error_log


_LINE = (Point(0, 0), Point(9, 9))


def test_groups_and_notes_get_their_text(repair: bytes, schema: etree.XMLSchema) -> None:
    new = Node("g", "group", "Together", parent="proc", plane="dia", bounds=Rect(0, 0, 99, 99), z=900)
    after = edit(repair, new, records(repair)["note"].but(name="Ask <twice>"))
    assert schema.validate(etree.fromstring(after)), schema.error_log
    assert records(after)["g"].name == "Together"
    assert records(after)["note"].name == "Ask <twice>"
    assert records(edit(after, new.but(name="Apart")))["g"].name == "Apart"


def test_made_up_ids_get_into_the_file_only_when_something_must_name_them() -> None:
    data = (
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">'
        b'<process id="p"><task name="a"/><task id="b"/></process></definitions>'
    )
    shape = (
        b'<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane bpmnElement="p">'
        b'<di:BPMNShape bpmnElement="b"/></di:BPMNPlane></di:BPMNDiagram></definitions>'
    )
    data = data.replace(b"</definitions>", shape)
    read = records(data)
    assert read["unnamed_task_1"].name == "a"
    assert b"unnamed" not in edit(data, read["b"].but(name="new"))
    after = edit(data, Flow("f", "sequenceFlow", "unnamed_task_1", "b", parent="p", z=900))
    assert isinstance(flow := records(after)["f"], Flow)
    assert (flow.source, flow.target) == ("unnamed_task_1", "b")
    assert b'<task name="a" id="unnamed_task_1"' in after


def test_a_height_that_keeps_its_place_moves_nothing_and_another_one_does(repair: bytes) -> None:
    read = records(repair)
    check, late = read["check"], read["late"]
    assert edit(repair, check.but(z=check.z + 0.25)) == repair
    lines = changed_lines(repair, edit(repair, late.but(z=check.z - 0.25)))
    assert len(lines) == 2
    assert all("late_di" in line for line in lines)


def test_a_flow_of_another_kind_stands_elsewhere_and_is_no_longer_listed(
    repair: bytes, schema: etree.XMLSchema
) -> None:
    flow = records(repair)["f4"]
    assert isinstance(flow, Flow)
    customer = records(repair)["customer"]
    assert isinstance(customer, Node)
    assert customer.bounds is not None
    points = (flow.points[0], customer.bounds.center)
    other = Flow("f4", "messageFlow", "ok", "customer", "asks", "col", flow.plane, points, z=flow.z)
    after = edit(repair, other)
    assert schema.validate(etree.fromstring(after)), schema.error_log
    assert b">f4<" not in after
    assert b"default=" not in after
    read = records(after)["f4"]
    assert isinstance(read, Flow)
    assert (read.kind, read.source, read.target, read.points) == ("messageFlow", "ok", "customer", points)
    assert after.count(b'bpmnElement="f4"') == 1


def test_references_in_foreign_content_are_left_alone(repair: bytes) -> None:
    inside = b'<bpmn:flowNodeRef xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">done</bpmn:flowNodeRef>'
    extension = b"<bpmn:extensionElements><v:milestone>" + inside + b"</v:milestone></bpmn:extensionElements>"
    data = repair.replace(b'    <bpmn:laneSet id="lanes">', extension + b'    <bpmn:laneSet id="lanes">')
    assert extension in edit(data, drop=["done", "f5"])


def test_new_sub_processes_in_each_other_stand_in_each_other_whatever_lies_above(repair: bytes) -> None:
    boxes = [Rect(0, 0, 90, 60), Rect(0, 0, 900, 600)]
    inner = Node("inside", "subProcess", parent="around", plane="dia", bounds=boxes[0], z=900)
    outer = Node("around", "subProcess", parent="proc", plane="dia", bounds=boxes[1], z=901)
    read = records(edit(repair, inner, outer))
    assert [read[id].parent for id in ("inside", "around")] == ["around", "proc"]


def test_a_flow_that_is_led_elsewhere_names_the_shape_there() -> None:
    data = (Path(__file__).parents[2] / "helpers" / "everything.bpmn").read_bytes()
    flow = records(data)["Flow_1"]
    assert isinstance(flow, Flow)
    after = edit(data, flow.but(target="Gateway_1"))
    assert b'bpmnElement="Flow_1" sourceElement="S_st" targetElement="S_g"' in after


def test_the_size_of_text_is_an_attribute_of_the_plane_and_goes_again(repair: bytes, schema: etree.XMLSchema) -> None:
    plane = next(r for r in records(repair).values() if r.kind == "plane")

    larger = edit(repair, plane.with_trait("textSize", 14.5))

    assert b':textSize="14.5"' in larger
    assert schema.validate(etree.fromstring(larger)), schema.error_log
    again = records(larger)[plane.id]
    assert again.trait("textSize") == 14.5
    assert b"textSize" not in edit(larger, again.with_trait("textSize", 0.0))


@pytest.mark.parametrize("said", [b"huge", b"-3", b"1e9", b""])
def test_a_size_of_text_that_is_none_is_not_read(repair: bytes, said: bytes) -> None:
    size = b'xmlns:m="https://mapper.invalid/bpmn/1" m:textSize="' + said + b'" '
    odd = repair.replace(b"<bpmndi:BPMNPlane ", b"<bpmndi:BPMNPlane " + size)

    assert [r.trait("textSize") for r in records(odd).values() if r.kind == "plane"] == [0.0]
