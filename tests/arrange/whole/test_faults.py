"""What is wrong around some records is counted as LAYOUT.md means it."""

import pytest
from tests.helpers import maps

from mapper.arrange.whole import faults
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node, Record


def changed(diagram: Diagram, *records: Record) -> Diagram:
    with diagram.transaction("change"):
        for record in records:
            diagram.put(record)
    return diagram


def counted(diagram: Diagram, *ids: str) -> dict[str, int]:
    return {kind: number for kind, number in faults.count(diagram, maps.PLANE, ids).items() if number}


def everything(diagram: Diagram) -> list[str]:
    return [record.id for record in diagram.records()]


def test_a_sound_map_has_no_faults():
    diagram = maps.order()
    assert counted(diagram, *everything(diagram)) == {}


def test_things_on_each_other_are_counted_once():
    diagram = maps.order()
    changed(diagram, diagram.node("check").but(bounds=Rect(180, 150, 100, 80)))
    assert counted(diagram, "start", "check")["overlap"] == 1
    assert counted(diagram, "start")["overlap"] == 1
    # what has nothing to do with the records asked for is not
    assert "overlap" not in counted(diagram, "pick")


def test_what_sits_on_a_border_or_lies_in_a_frame_is_on_nothing():
    block = maps.step("block", 450, 475, lane="office", kind="subProcess")
    inner = maps.step("inner", 450, 475, lane=None, parent="block")
    boundary_event = Node(
        "guest", "boundaryEvent", "", "process", host="block", plane=maps.PLANE, bounds=Rect(500, 557, 36, 36)
    )
    diagram = Diagram([*maps.order().records(), block, inner, boundary_event])
    assert "overlap" not in counted(diagram, "block", "inner", "guest")


def test_what_an_open_call_activity_shows_is_not_on_it():
    call = maps.step("call", 450, 475, lane="office", kind="callActivity")
    call = call.but(bounds=Rect(300, 410, 300, 130), ref="called")
    inner = maps.step("inner", 450, 475, lane=None, parent="called")
    diagram = Diagram([*maps.order().records(), Node("called", "process"), call, inner])
    assert "overlap" not in counted(diagram, "call", "inner")


def test_a_flow_through_a_step_is_counted_from_both_sides():
    diagram = maps.order()
    route = (Point(200, 193), Point(200, 230), Point(250, 230), Point(250, 175), Point(425, 175))
    changed(diagram, diagram.flow("f1").but(target="choice", points=route))
    assert counted(diagram, "f1")["through"] == 1
    assert counted(diagram, "check")["through"] == 1


def test_flows_on_each_other_are_counted_unless_they_share_an_end():
    diagram = maps.order()
    route = (Point(338, 193), Point(338, 260), Point(440, 260), Point(440, 175), Point(550, 175))
    changed(diagram, diagram.flow("f2").but(source="check", target="send", points=route))
    assert "upon" not in counted(diagram, "f2")
    changed(diagram, diagram.flow("f1").but(source="start", target="pick", points=(Point(475, 175), Point(560, 175))))
    assert counted(diagram, "f1")["upon"] == 2


@pytest.mark.parametrize(("x", "kind"), [(320.0, None), (760.0, "outside")])
def test_a_step_out_of_its_lane_is_outside(x: float, kind: str | None):
    diagram = maps.order()
    changed(diagram, diagram.node("pick").but(bounds=Rect(x, 285, 100, 80)))
    assert ("outside" in counted(diagram, "pick")) is (kind == "outside")


def test_a_slanted_flow_is_counted_and_a_slanted_tie_is_not():
    diagram = maps.order()
    changed(diagram, diagram.flow("f1").but(points=(Point(218, 175), Point(270, 190))))
    assert counted(diagram, "f1") == {"slanted": 1}
    changed(diagram, diagram.flow("f1").but(kind="association"))
    assert counted(diagram, "f1") == {}


def test_labels_on_shapes_and_on_labels_are_counted():
    diagram = maps.order()
    changed(
        diagram,
        diagram.node("start").but(label=Rect(260, 150, 40, 14)),
        diagram.flow("f1").but(name="go", label=Rect(250, 155, 15, 14)),
    )
    assert counted(diagram, "start") == {"label": 3}
    assert faults.labels(diagram, maps.PLANE, ["start"]) == {"start", "f1"}
