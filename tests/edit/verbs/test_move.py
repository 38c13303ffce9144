import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, center, do

from mapper.edit.effects import rules
from mapper.edit.verbs import connect, create, label, move
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node


def test_flows_follow_a_moved_step():
    diagram = maps.order()
    do(diagram, move.move_by, ["send"], 40, 20)
    # then the flow stays straight: it may meet the step beside the middle of its side
    assert diagram.flow("f3").points == ((475, 175), (590, 175))
    do(diagram, move.move_by, ["send"], 0, 40)
    assert diagram.flow("f3").points == ((475, 175), (532.5, 175), (532.5, 235), (590, 235))


def test_flows_between_moved_steps_keep_their_bends():
    diagram = maps.order()
    connect.bend(diagram, "f2", [Point(320, 135), Point(320, 110), Point(450, 110), Point(450, 150)])
    do(diagram, move.move_by, ["check", "choice"], 5, 8)
    assert diagram.flow("f2").points == ((325, 143), (325, 118), (455, 118), (455, 158))


def test_bends_made_by_hand_are_kept_and_only_the_end_adjusts():
    diagram = maps.order()
    connect.bend(diagram, "f3", [Point(475, 175), Point(500, 175), Point(500, 110), Point(600, 110), Point(600, 135)])
    do(diagram, move.move_by, ["send"], 20, 10)
    assert diagram.flow("f3").points == ((475, 175), (500, 175), (500, 110), (620, 110), (620, 145))


def test_the_lane_is_the_one_the_centre_lies_in():
    diagram = maps.order()
    do(diagram, move.move_by, ["check"], 0, 150)
    assert (diagram.node("check").lane, diagram.node("check").parent) == ("store", "process")
    assert bounds(diagram, "sales").h == 150


def test_three_steps_go_to_another_lane_in_one_move():
    diagram = maps.order()
    do(diagram, move.move_by, ["start", "check", "choice"], 0, 300)
    assert {diagram.node(n).lane for n in ("start", "check", "choice")} == {"office"}
    assert diagram.flow("f1").points == ((218, 475), (270, 475))


def test_boundary_events_ride_along():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "timer")
    old = center(diagram, event)
    do(diagram, move.move_by, ["check"], 0, 150)
    assert center(diagram, event) == old.moved(0, 150)
    assert diagram.node(event).lane == "store"


def test_a_boundary_event_slides_along_its_host():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "timer", Point(300, 215))
    do(diagram, move.move_by, [event], 25, 60)
    assert center(diagram, event) == (325, 215)


def test_a_boundary_event_can_change_its_host():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "timer", Point(300, 215))
    do(diagram, move.move_by, [event], 300, 0)
    assert diagram.node(event).host == "send"
    assert center(diagram, event) == (600, 215)


def test_labels_move_with_their_node():
    diagram = maps.order()
    label.place(diagram, "choice", Rect(430, 205, 40, 14))
    do(diagram, move.move_by, ["choice"], 10, 5)
    assert diagram.node("choice").label == Rect(440, 210, 40, 14)


def test_a_flow_label_keeps_its_place_on_the_way():
    diagram = maps.order()
    label.place(diagram, "f3", Rect(500, 160, 30, 14))
    do(diagram, move.move_by, ["send"], 100, 0)
    assert diagram.flow("f3").label.center.x == pytest.approx(475 + 175 * (515 - 475) / 75, abs=0.5)


def test_a_pool_moves_with_everything_in_it():
    diagram = maps.two_pools()
    before = {n.id: n.bounds for n in diagram.nodes() if n.bounds}
    do(diagram, move.move_by, ["pool"], 7, 20)
    moved = {id for id, old in before.items() if bounds(diagram, id) != old}
    assert moved == {"pool", "sales", "store", "office", "start", "check", "choice", "send", "pick"}
    assert diagram.flow("f4").points == ((457, 220), (457, 345), (557, 345))


def test_a_sequence_flow_into_another_pool_becomes_a_message_flow():
    diagram = maps.two_pools()
    # when send is dragged into the carrier's pool
    do(diagram, move.move_by, ["send"], -300, 500)
    # then it is the carrier's, and the gateway's flow to it, which may send no message, is gone
    assert (diagram.node("send").parent, diagram.node("send").lane) == ("process2", "van")
    assert "f3" not in diagram
    # and when check follows, the flow from it to the choice goes, start's becomes nothing, too
    do(diagram, move.move_by, ["pick"], 0, 300)
    assert diagram.flow("m1").kind == "sequenceFlow"
    assert "f4" not in diagram


def test_tasks_in_different_pools_stay_joined_by_messages():
    diagram = maps.two_pools()
    create.append(diagram, "send", "task")
    id = query.outgoing(diagram, "send")[0].id
    do(diagram, move.move_by, ["send"], 0, 500)
    assert (diagram.flow(id).kind, diagram.flow(id).parent) == ("messageFlow", "collaboration")


def test_a_data_object_takes_its_object_along_to_another_pool():
    diagram = maps.two_pools()
    data = create.shape(diagram, "dataObjectReference", Point(300, 325), PLANE)
    do(diagram, move.move_by, [data], 0, 350)
    node = diagram.node(data)
    assert node.parent == diagram.node(node.ref or "").parent == "process2"


def test_a_step_dropped_into_a_sub_process_belongs_to_it():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    do(diagram, move.move_by, ["pick"], -250, 150)
    assert (diagram.node("pick").parent, diagram.node("pick").lane) == (sub, None)
    # the flow that would cross its border is gone
    assert "f4" not in diagram
    # and out again
    do(diagram, move.move_by, ["pick"], 300, -150)
    assert (diagram.node("pick").parent, diagram.node("pick").lane) == ("process", "store")


def test_a_sub_process_moves_with_its_contents():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "task", Point(350, 475), PLANE)
    do(diagram, move.move_by, [sub], 20, 0)
    assert center(diagram, inner) == (370, 475)
    assert diagram.node(inner).parent == sub


def test_an_open_call_activity_moves_with_what_it_shows():
    # given a call activity that shows a step of the process it calls
    call = maps.step("call", 450, 475, "office", "callActivity").but(bounds=Rect(300, 415, 300, 120), ref="called")
    inner = maps.step("inner", 450, 475, None, parent="called")
    diagram = Diagram([*maps.order().records(), Node("called", "process"), call, inner])
    do(diagram, move.move_by, ["call"], 20, 0)
    assert center(diagram, "inner") == (470, 475)


def test_a_sub_process_grows_around_a_step_moved_to_its_border():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "task", Point(350, 475), PLANE)
    do(diagram, move.move_by, [inner], 150, 90)
    assert bounds(diagram, sub).holds(bounds(diagram, inner).grown(10))


def test_dragging_a_lane_reorders_the_stack():
    diagram = maps.order()
    do(diagram, move.move_by, ["sales"], 0, 200)
    assert [lane.id for lane in query.sublanes(diagram, "pool")] == ["store", "sales", "office"]


def test_nudges_become_one_step():
    diagram = maps.order()
    for _ in range(3):
        move.move_by(diagram, ["send"], 1, 0, merge="nudge")
    assert center(diagram, "send") == (603, 175)
    diagram.undo()
    assert center(diagram, "send") == (600, 175)


def test_moving_into_a_closed_pool_is_refused():
    diagram = maps.order()
    create.pool(diagram, Point(450, 700), PLANE, closed=True)
    assert not move.can_move(diagram, ["send"], 0, 525)
    before = maps.state(diagram)
    with pytest.raises(rules.Refused):
        move.move_by(diagram, ["send"], 0, 525)
    assert maps.state(diagram) == before


def test_what_stays_in_its_holder_keeps_an_odd_parent():
    # given an annotation of the collaboration that lies in the pool, as other tools write it
    diagram = maps.order()
    note = create.annotation(diagram, "pick")
    with diagram.transaction("odd"):
        diagram.put(diagram.node(note).but(parent="collaboration"))
    do(diagram, move.move_by, [note], 3, 3)
    assert diagram.node(note).parent == "collaboration"


def test_a_step_goes_to_the_lane_below_and_stands_free():
    # given a step of Sales above one of Store
    diagram = maps.order()
    # when it goes down a lane
    do(diagram, move.to_lane, ["send"], 1)
    # then it stands beside what was there, on the same line, in one undo step
    assert diagram.node("send").lane == "store"
    assert center(diagram, "send").y == 325
    assert not bounds(diagram, "send").meets(bounds(diagram, "pick"))


def test_there_is_no_lane_above_the_first():
    diagram = maps.order()
    move.to_lane(diagram, ["send"], -1)
    assert diagram.undo_label is None
