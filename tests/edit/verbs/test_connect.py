import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, do

from mapper.edit.effects import rules
from mapper.edit.verbs import connect, create, replace
from mapper.model import query
from mapper.model.geometry import Point, nearest


def test_steps_of_one_process_are_joined_by_a_sequence_flow():
    diagram = maps.order()
    id = do(diagram, connect.flow, "pick", "send")
    flow = diagram.flow(id)
    assert (flow.kind, flow.parent, flow.plane) == ("sequenceFlow", "process", PLANE)


def test_steps_of_two_pools_are_joined_by_a_message_flow():
    diagram = maps.two_pools()
    flow = diagram.flow(do(diagram, connect.flow, "drive", "check"))
    assert (flow.kind, flow.parent) == ("messageFlow", "collaboration")
    # it leaves upwards
    assert flow.points[1].x == flow.points[0].x
    assert flow.points[1].y < flow.points[0].y


def test_a_pool_is_met_opposite_the_other_end():
    diagram = maps.order()
    other = create.pool(diagram, Point(450, 700), PLANE, closed=True)
    flow = diagram.flow(do(diagram, connect.flow, "pick", other))
    assert flow.points == ((600, 365), (600, 670))


def test_data_is_joined_in_the_direction_drawn():
    diagram = maps.order()
    data = create.shape(diagram, "dataObjectReference", Point(300, 325), PLANE)
    out = diagram.flow(do(diagram, connect.flow, "check", data))
    into = diagram.flow(do(diagram, connect.flow, data, "pick"))
    assert (out.kind, out.parent) == ("dataOutputAssociation", "check")
    assert (into.kind, into.parent) == ("dataInputAssociation", "pick")


def test_what_the_rules_forbid_is_refused_and_leaves_no_trace():
    diagram = maps.order()
    before = maps.state(diagram)
    with pytest.raises(rules.Refused, match="no incoming"):
        connect.flow(diagram, "check", "start")
    assert maps.state(diagram) == before


def test_an_end_moved_to_another_step_is_docked_there():
    diagram = maps.order()
    do(diagram, connect.reconnect, "f3", "target", "pick")
    assert diagram.flow("f3").target == "pick"


def test_an_end_moved_to_another_pool_makes_it_a_message_flow():
    diagram = maps.two_pools()
    do(diagram, connect.reconnect, "f1", "source", "pick")
    do(diagram, connect.reconnect, "f1", "target", "drive")
    flow = diagram.flow("f1")
    assert (flow.kind, flow.parent) == ("messageFlow", "collaboration")


def test_a_source_has_one_default_flow():
    diagram = maps.order()
    do(diagram, connect.set_condition, "f3", "amount > 10")
    do(diagram, connect.set_default, "f3")
    do(diagram, connect.set_default, "f4")
    assert [diagram.flow(f).trait("default") for f in ("f3", "f4")] == [False, True]
    # a default flow has no condition, and a conditional one is no default
    assert not diagram.flow("f3").trait("conditional")
    do(diagram, connect.set_condition, "f4", "else")
    assert (diagram.flow("f4").trait("default"), diagram.flow("f4").trait("condition")) == (False, "else")


def test_only_what_decides_has_a_default_flow():
    diagram = maps.two_pools()
    for flow in ("f1", "m1"):
        with pytest.raises(rules.Refused, match="default"):
            connect.set_default(diagram, flow)
    with pytest.raises(rules.Refused, match="conditions"):
        connect.set_condition(diagram, "m1", "x")
    connect.set_default(diagram, "f3")
    do(diagram, replace.kind, "choice", "parallelGateway")
    assert not diagram.flow("f3").trait("default")


def test_bends_by_hand_are_docked_upright():
    diagram = maps.order()
    # when the flow check → choice is led over the top
    points = [Point(320, 135), Point(320, 110), Point(450, 110), Point(450, 150)]
    do(diagram, connect.bend, "f2", [points[0].moved(10, 30), Point(330, 110), Point(450, 110), points[3].moved(0, 9)])
    way = diagram.flow("f2").points
    assert way == ((330, 135), (330, 110), (450, 110), (450, 150))
    # and straightening takes the bends away
    do(diagram, connect.straighten, "f2")
    assert diagram.flow("f2").points == ((370, 175), (425, 175))


def test_an_association_reaches_a_flow_after_it_was_bent():
    diagram = maps.order()
    note = create.annotation(diagram, "f2", "why")
    do(diagram, connect.bend, "f2", [Point(320, 135), Point(320, 110), Point(450, 110), Point(450, 150)])
    tie = query.flows_at(diagram, note)[0]
    assert tie.points[0].y <= 175


def test_what_is_tied_to_an_association_follows_it():
    # given an annotation on the association of another annotation on a flow
    diagram = maps.order()
    note = create.annotation(diagram, "f2", "why")
    tie = query.flows_at(diagram, note)[0]
    comment = create.annotation(diagram, tie.id, "who says so")
    outer = query.flows_at(diagram, comment)[0]
    # when the flow is led far around
    do(diagram, connect.bend, "f2", [Point(320, 215), Point(320, 235), Point(450, 235), Point(450, 200)])
    # then the tie lies anew, and the second still ends on it
    assert diagram.flow(tie.id).points != tie.points
    assert nearest(diagram.flow(tie.id).points, diagram.flow(outer.id).points[0])[2] < 1


def test_the_direction_of_an_association_can_be_chosen():
    diagram = maps.order()
    create.annotation(diagram, "pick", "note")
    tie = next(f for f in diagram.flows() if f.kind == "association")
    do(diagram, connect.set_direction, tie.id, "One")
    assert diagram.flow(tie.id).trait("direction") == "One"


def test_a_flow_led_to_another_diagram_is_not_drawn_and_led_back_it_is():
    diagram = maps.two_pools()
    sub = create.shape(diagram, "subProcess", Point(450, 475), PLANE)
    inner = create.shape(diagram, "task", Point(450, 475), PLANE)
    replace.collapse(diagram, sub)
    do(diagram, connect.reconnect, "m1", "source", inner)
    assert (diagram.flow("m1").plane, diagram.flow("m1").points) == (None, ())
    do(diagram, connect.reconnect, "m1", "source", "check")
    assert diagram.flow("m1").plane == PLANE
    assert len(diagram.flow("m1").points) >= 2
