"""A new map is valid, complete, and readable by others."""

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from tests.helpers.bpmn_edits import edit, records

from mapper import bpmn
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node, Record


@pytest.fixture
def drawn() -> bytes:
    """A new map with a pool, a lane, three steps and an owner."""
    source = bpmn.fresh("Order", "da")
    plane = next(r for r in source.records if r.kind == "plane").id
    top = next(r for r in source.records if r.kind == "collaboration").id
    line = (Point(0, 0), Point(9, 9))
    new: list[Record] = [
        Node("Pool", "participant", "Us", parent=top, ref="P", plane=plane, bounds=Rect(0, 0, 600, 250), z=10),
        Node("P", "process", "Order", z=11),
        Node("L", "lane", "Sales", parent="P", plane=plane, bounds=Rect(30, 0, 570, 250), z=12, details={"owner": "R"}),
        Node("R", "party", "Anna", z=13),
        Node("S", "startEvent", parent="P", lane="L", plane=plane, bounds=Rect(60, 100, 36, 36), z=14),
        Node("T", "userTask", "Do", parent="P", lane="L", plane=plane, bounds=Rect(150, 80, 100, 80), z=15),
        Node("E", "endEvent", parent="P", lane="L", plane=plane, bounds=Rect(300, 100, 36, 36), z=16),
        Flow("F1", "sequenceFlow", "S", "T", parent="P", plane=plane, points=line, z=17),
        Flow("F2", "sequenceFlow", "T", "E", parent="P", plane=plane, points=line, z=18),
    ]
    return bpmn.write(source, [*source.records, *new])


def test_an_empty_map_is_valid_and_has_a_plane(schema: etree.XMLSchema) -> None:
    source = bpmn.fresh('A "map" & more')
    assert schema.validate(etree.fromstring(source.data)), schema.error_log
    assert not source.notes
    assert [r.name for r in source.records if r.kind == "plane"] == ['A "map" & more']


def test_a_drawn_map_is_valid_and_every_reference_leads_somewhere(drawn: bytes, schema: etree.XMLSchema) -> None:
    root = etree.fromstring(drawn)
    assert schema.validate(root), schema.error_log
    ids = [e.get("id") for e in root.iter("*") if e.get("id")]
    assert len(ids) == len(set(ids))
    named = [v for e in root.iter("*") for n, v in e.attrib.items() if str(n).endswith("Ref") or n == "bpmnElement"]
    named += [e.text for e in root.iter("*") if str(e.tag).endswith(("Ref", "incoming", "outgoing"))]
    assert set(named) <= set(ids)


def test_a_process_without_a_pool_has_a_set_of_lanes_so_that_bpmn_js_draws_it() -> None:
    # given a new map, whose plane shows a collaboration, with a step outside of all pools
    source = bpmn.fresh("Order")
    plane = next(r for r in source.records if r.kind == "plane").id
    step = Node("T", "task", "Do", parent="P", plane=plane, bounds=Rect(150, 80, 100, 80), z=11)
    data = bpmn.write(source, [*source.records, Node("P", "process", z=10), step])
    # then its process has an empty set of lanes, and reads back without lanes
    root = etree.fromstring(data)
    assert len(root.findall(".//{*}process/{*}laneSet")) == 1
    assert not any(record.kind == "lane" for record in bpmn.read(data).records)


def test_another_reader_opens_it(drawn: bytes) -> None:
    parser = BpmnParser(validator=BpmnValidator())
    parser.add_bpmn_xml(etree.fromstring(drawn), filename="drawn.bpmn")
    spec = parser.get_spec("P")
    assert {"S", "T", "E"} <= set(spec.task_specs)


def test_what_is_read_back_is_what_was_drawn(drawn: bytes) -> None:
    read = records(drawn)
    assert read["L"].details["owner"] == "R"
    assert isinstance(step := read["T"], Node)
    assert (step.name, step.lane, step.bounds) == ("Do", "L", Rect(150, 80, 100, 80))
    assert edit(drawn) == drawn
