"""Labels beside lines and shapes of a map of which only a part was laid out."""

from tests.helpers import maps

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow
from mapper.route.labels import place


def into_a_block() -> Diagram:
    """A sub-process in the empty lane, and a message from below into it."""
    block = maps.step("block", 450, 475, lane="office", kind="subProcess").but(bounds=Rect(300, 410, 300, 130))
    inner = maps.step("inner", 450, 475, lane=None, parent="block")
    message = Flow("m", "messageFlow", "drive", "inner", "order", "collaboration", maps.PLANE)
    message = message.but(points=(Point(450, 635), Point(450, 515)))
    return Diagram([*maps.two_pools().records(), block, inner, message])


def test_the_label_of_a_flow_into_a_sub_process_stands_outside_that():
    diagram = into_a_block()
    with diagram.transaction("label"):
        place.fresh(diagram, maps.PLANE, ["m"])
    label = diagram.flow("m").label
    assert label is not None
    assert not label.meets(Rect(300, 410, 300, 130))
    assert abs(label.center.x - 450) < 40


def test_a_label_that_something_came_to_stand_on_gets_another_place():
    # given the label of an event, and a step that moves onto it
    diagram = maps.order()
    with diagram.transaction("label"):
        diagram.put(diagram.node("start").but(label=Rect(185, 198, 30, 14)))
        before = {record.id: record for record in diagram.records()}
        diagram.put(diagram.node("check").but(bounds=Rect(150, 196, 100, 50)))
        place.reconnect(diagram, maps.PLANE, before)
    label = diagram.node("start").label
    assert label is not None
    assert label.bottom <= 157


def test_a_label_that_nothing_came_near_stays():
    diagram = maps.order()
    with diagram.transaction("label"):
        diagram.put(diagram.node("start").but(label=Rect(185, 198, 30, 14)))
        before = {record.id: record for record in diagram.records()}
        diagram.put(diagram.node("pick").but(bounds=Rect(560, 285, 100, 80)))
        place.reconnect(diagram, maps.PLANE, before)
    assert diagram.node("start").label == Rect(185, 198, 30, 14)


def test_labels_of_what_got_a_place_stand_clear_and_no_others_move():
    # given two labels, one of them of something new
    diagram = maps.order()
    with diagram.transaction("label"):
        diagram.put(diagram.node("start").but(label=Rect(185, 198, 30, 14)))
        diagram.put(diagram.flow("f1").but(name="a name longer than the flow"))
        place.fresh(diagram, maps.PLANE, ["f1"])
    label = diagram.flow("f1").label
    assert label is not None
    assert diagram.node("start").label == Rect(185, 198, 30, 14)
    solid = [n.bounds for n in diagram.nodes() if n.sort.is_flow_node and n.bounds]
    assert not any(box.meets(label) for box in solid)
    assert not label.meets(Rect(185, 198, 30, 14))
