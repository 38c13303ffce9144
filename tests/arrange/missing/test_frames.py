"""Frames that a file does not draw though it draws what they hold get a place around that, unless they are meant to
stay out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from mapper import bpmn
from mapper.arrange.missing import draw
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x" '
    'xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:w="http://www.omg.org/spec/DD/20100524/DI">'
)
LANES = {"top": Rect(130, 100, 670, 150), "middle": Rect(130, 250, 670, 150), "low": Rect(130, 400, 670, 100)}
STEPS = {"a": Rect(200, 130, 100, 80), "b": Rect(200, 280, 100, 80), "c": Rect(400, 410, 100, 80)}
POOL = Rect(100, 100, 700, 400)


def pool_file(drawn: dict[str, Rect], *, name: str = "Firm", more: str = "", lines: str = "") -> bytes:
    """A pool of three lanes with a step in each, and a second one; only some of it drawn."""
    lanes = "".join(
        f'<lane id="{lane}" name="{lane}"><flowNodeRef>{step}</flowNodeRef></lane>'
        for lane, step in zip(LANES, STEPS, strict=True)
    )
    steps = "".join(f'<task id="{step}"/>' for step in STEPS)
    shapes = "".join(
        f'<i:BPMNShape bpmnElement="{id}"><c:Bounds x="{b.x}" y="{b.y}" width="{b.w}" height="{b.h}"/></i:BPMNShape>'
        for id, b in drawn.items()
    )
    model = (
        f'<collaboration id="col"><participant id="pool" name="{name}" processRef="p"/>'
        f'<participant id="other" name="Customer"/>{more}</collaboration>'
        f'<process id="p"><laneSet id="ls">{lanes}</laneSet>{steps}</process>'
    )
    plane = f'<i:BPMNDiagram><i:BPMNPlane bpmnElement="col">{shapes}{lines}</i:BPMNPlane></i:BPMNDiagram>'
    return f"{HEAD}{model}{plane}</definitions>".encode()


def placed(data: bytes) -> tuple[dict[str, Node], frozenset[str]]:
    diagram = Diagram(bpmn.read(data).records)
    found = draw.draw(diagram)
    return {node.id: node for node in diagram.nodes()}, found


def without(*ids: str) -> dict[str, Rect]:
    whole = {"pool": POOL, **LANES, **STEPS}
    return {id: box for id, box in whole.items() if id not in ids}


@pytest.mark.parametrize("lane", LANES)
def test_a_lane_fills_the_gap_between_its_sisters(lane: str) -> None:
    nodes, guessed = placed(pool_file(without(lane)))
    assert nodes[lane].bounds == LANES[lane]
    assert lane in guessed
    # and nothing drawn is guessed
    assert guessed.isdisjoint(without(lane))


def test_all_lanes_of_a_pool_part_it_half_way_between_their_steps() -> None:
    nodes, _guessed = placed(pool_file(without(*LANES)))
    boxes = [nodes[lane].bounds for lane in LANES]
    assert boxes == [Rect(130, 100, 670, 145), Rect(130, 245, 670, 140), Rect(130, 385, 670, 115)]


def test_lanes_whose_steps_stand_among_each_other_stay_out() -> None:
    # given steps of two lanes on one level
    drawn = without(*LANES) | {"b": Rect(400, 130, 100, 80)}
    nodes, guessed = placed(pool_file(drawn))
    assert nodes["top"].bounds is None
    assert guessed.isdisjoint(LANES)


def test_lanes_of_a_process_without_a_pool_go_on_from_their_sisters() -> None:
    nodes, _guessed = placed(pool_file(without("pool", "low"), name=""))
    assert nodes["low"].bounds == Rect(130, 400, 670, 110)
    # and the pool without a name is the one that BPMN lets be drawn without a border
    assert nodes["pool"].bounds is None


def test_a_pool_stands_around_its_lanes() -> None:
    nodes, _guessed = placed(pool_file(without("pool")))
    assert nodes["pool"].bounds == POOL
    assert nodes["pool"].trait("horizontal")


def test_a_pool_without_lanes_is_as_long_as_its_neighbour() -> None:
    drawn = {"other": Rect(100, 600, 900, 100)} | STEPS
    drawn = {id: box for id, box in drawn.items() if id not in LANES}
    data = pool_file(drawn).replace(b"<laneSet", b"<x").replace(b"</laneSet", b"</x")
    nodes, _guessed = placed(data)
    box = nodes["pool"].bounds
    assert box is not None
    assert (box.x, box.w) == (100, 900)
    assert all(box.holds(one) for one in STEPS.values())
    assert not box.meets(Rect(100, 600, 900, 100))


def test_a_closed_pool_that_messages_lead_to_stands_below() -> None:
    message = '<messageFlow id="m" sourceRef="c" targetRef="other"/>'
    nodes, guessed = placed(pool_file(without(), more=message))
    assert nodes["other"].bounds == Rect(100, 540, 700, 60)
    assert {"other", "m"} <= guessed
    # and one that nothing leads to may have been left out on purpose
    assert placed(pool_file(without()))[0]["other"].bounds is None


def test_a_sub_process_stands_around_its_steps_up_to_where_its_flows_end(reference: Callable[[str], Path]) -> None:
    # given a file that draws the steps of a sub-process and its flows, but not the sub-process
    data = reference("checkout").read_bytes()
    whole = {r.id: r for r in bpmn.read(data).records}
    block = next(r for r in whole.values() if r.name == "Checkout")
    root = etree.fromstring(data)
    for shape in root.xpath("//*[@bpmnElement]"):
        if shape.get("bpmnElement") == block.id:
            shape.getparent().remove(shape)
    # when it is shown
    nodes, guessed = placed(etree.tostring(root))
    found = nodes[block.id]
    # then it is open, holds what it held, and reaches to the flow that leads into it
    assert isinstance(block, Node)
    assert found.bounds is not None
    assert block.bounds is not None
    assert found.trait("expanded")
    assert found.bounds.x == pytest.approx(block.bounds.x, abs=1.5)
    inside = [n for n in nodes.values() if n.parent == block.id and n.host is None and n.sort.is_flow_node]
    assert inside
    assert all(n.bounds is not None and found.bounds.holds(n.bounds) for n in inside)
    assert guessed == {block.id}
