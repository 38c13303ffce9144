import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, center, do

from mapper.edit.effects import rules
from mapper.edit.verbs import colour, connect, create, label, owner, replace
from mapper.model import query
from mapper.model.geometry import Point


def test_a_task_of_another_type_keeps_everything():
    diagram = maps.order()
    ann = owner.add_party(diagram, "Ann")
    owner.set_owner(diagram, ["check"], ann)
    before = diagram.node("check")
    do(diagram, replace.kind, "check", "userTask")
    assert diagram.node("check") == before.but(kind="userTask")
    assert diagram.flow("f2").points == ((370, 175), (425, 175))


def test_a_gateway_becomes_a_task_around_the_same_centre():
    diagram = maps.order()
    do(diagram, replace.kind, "choice", "task")
    assert center(diagram, "choice") == (450, 175)
    assert bounds(diagram, "choice")[2:] == (100, 80)


def test_flows_the_new_kind_may_not_have_go():
    diagram = maps.order()
    do(diagram, replace.kind, "check", "endEvent")
    assert {f.id for f in diagram.flows()} == {"f1", "f3", "f4"}
    do(diagram, replace.kind, "check", "startEvent")
    assert {f.id for f in diagram.flows()} == {"f3", "f4"}


def test_boundary_events_go_when_the_host_is_no_activity():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "timer")
    create.append(diagram, event, "task")
    do(diagram, replace.kind, "check", "exclusiveGateway")
    assert event not in diagram


def test_a_trigger_the_new_event_cannot_have_is_replaced():
    diagram = maps.order()
    event = create.shape(diagram, "intermediateCatchEvent", Point(300, 475), PLANE, {"event": "timer"})
    do(diagram, replace.kind, event, "endEvent")
    assert diagram.node(event).trait("event") == ""
    with pytest.raises(rules.Refused):
        replace.kind(diagram, event, "endEvent", {"event": "timer"})


def test_an_error_event_always_interrupts():
    diagram = maps.order()
    event = create.boundary(diagram, "check", "timer", traits={"interrupting": False})
    assert not diagram.node(event).trait("interrupting")
    do(diagram, replace.kind, event, "boundaryEvent", {"event": "error"})
    assert diagram.node(event).trait("interrupting")


def test_a_task_cannot_become_a_boundary_event():
    with pytest.raises(rules.Refused):
        replace.kind(maps.order(), "check", "boundaryEvent")


def test_an_opened_sub_process_makes_room_for_itself():
    diagram = maps.order()
    do(diagram, replace.kind, "check", "subProcess")
    sub = bounds(diagram, "check")
    assert sub[2:] == (350, 200)
    # it covers nothing, the row keeps its line, gaps stay as they were
    assert not any(sub.meets(bounds(diagram, n)) for n in ("start", "choice", "send", "pick"))
    assert {center(diagram, n).y for n in ("start", "check", "choice", "send")} == {175}
    assert bounds(diagram, "choice").x - sub.right == 55


def test_the_row_moves_down_when_something_stands_above():
    diagram = maps.order()
    above = create.shape(diagram, "task", Point(600, 215), PLANE)
    connect.flow(diagram, "pick", above)
    do(diagram, replace.kind, "pick", "subProcess")
    assert not bounds(diagram, above).meets(bounds(diagram, "pick"))


def test_a_sub_process_that_becomes_a_task_loses_its_contents():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "task", Point(350, 475), PLANE)
    do(diagram, replace.kind, sub, "task")
    assert inner not in diagram
    assert bounds(diagram, sub)[2:] == (100, 80)


def test_a_closed_sub_process_shows_its_contents_on_a_diagram_of_its_own():
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE, name="Pack")
    inner = create.shape(diagram, "task", Point(300, 475), PLANE)
    after = create.append(diagram, inner, "task")
    do(diagram, replace.collapse, sub)
    plane = diagram.node(inner).plane
    assert plane != PLANE
    assert (diagram.node(plane).ref, diagram.node(plane).name) == (sub, "Pack")
    assert {r.id for r in query.drawn_on(diagram, plane)} == {inner, after, query.outgoing(diagram, inner)[0].id}
    assert bounds(diagram, sub)[2:] == (100, 80)
    # and opened again it is as it was
    do(diagram, replace.expand, sub)
    assert diagram.node(inner).plane == PLANE
    assert plane not in diagram
    assert bounds(diagram, sub).holds(bounds(diagram, after))


def test_closing_and_opening_makes_room_only_once():
    diagram = maps.order()
    replace.kind(diagram, "check", "subProcess")
    x = center(diagram, "choice").x
    for _ in range(2):
        do(diagram, replace.collapse, "check")
        do(diagram, replace.expand, "check")
    assert center(diagram, "choice").x == x


def test_a_gateway_of_another_type_keeps_only_what_it_may_have():
    # given a deciding gateway with a default flow and a hidden marker
    diagram = maps.order()
    with diagram.transaction("given"):
        diagram.put(diagram.node("choice").with_trait("marker", False))
    way = query.outgoing(diagram, "choice")[0].id
    do(diagram, connect.set_default, way)
    # when it becomes one that takes all ways
    do(diagram, replace.kind, "choice", "parallelGateway")
    # then neither is left
    assert not diagram.flow(way).traits
    assert not diagram.node("choice").traits


def test_opening_draws_the_flows_that_ran_between_two_diagrams():
    # given a closed sub-process, and a message flow from its inside to a pool
    diagram = maps.two_pools()
    sub = create.shape(diagram, "subProcess", Point(450, 475), PLANE)
    inner = create.shape(diagram, "task", Point(450, 475), PLANE)
    replace.collapse(diagram, sub)
    message = connect.flow(diagram, inner, "carrier")
    assert diagram.flow(message).plane is None
    # when it is opened
    do(diagram, replace.expand, sub)
    assert diagram.flow(message).plane == PLANE
    assert len(diagram.flow(message).points) >= 2


def test_closing_keeps_what_ran_to_its_inside_without_drawing_it():
    # given an open sub-process, a message flow from its inside to a pool, and a note on that flow
    diagram = maps.two_pools()
    sub = create.shape(diagram, "subProcess", Point(450, 475), PLANE)
    inner = create.shape(diagram, "task", Point(450, 475), PLANE)
    message = connect.flow(diagram, inner, "carrier")
    note = create.annotation(diagram, message, "by phone")
    (tie,) = diagram.index.flows_at(note)
    label.rename(diagram, message, "order")
    # when it is closed
    do(diagram, replace.collapse, sub)
    # then neither line ends on what is on another diagram now, and both are kept
    for id in (message, tie):
        assert (diagram.flow(id).plane, diagram.flow(id).points) == (None, ())
    assert (diagram.flow(message).name, diagram.flow(message).target) == ("order", "carrier")
    assert diagram.node(note).plane == PLANE
    # and what is opened shows both again
    do(diagram, replace.expand, sub)
    for id in (message, tie):
        assert diagram.flow(id).plane == PLANE
        assert len(diagram.flow(id).points) >= 2


@pytest.mark.parametrize("kind", ["exclusiveGateway", "intermediateThrowEvent"])
def test_a_way_laid_by_hand_ends_on_the_outline_of_the_new_form(kind):
    # given a flow with bends that leaves a task beside the middle of its top
    diagram = maps.order()
    way = [Point(340, 135), Point(340, 120), Point(600, 120), Point(600, 135)]
    flow = connect.flow(diagram, "check", "send")
    connect.bend(diagram, flow, way)
    # when the task becomes something with a slanted or round outline (`do` holds the end to it)
    do(diagram, replace.kind, "check", kind)
    # then the bends are still there and the flow leaves the top
    points = diagram.flow(flow).points
    assert points[2:] == (Point(600, 120), Point(600, 135))
    assert points[0].x == points[1].x
    assert center(diagram, "check").x < points[0].x < bounds(diagram, "check").right


def test_closing_takes_along_a_flow_inside_that_the_file_has_elsewhere():
    # given a flow between two steps in a sub-process that belongs to the process around it, as some tools write it
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(350, 475), PLANE)
    inner = create.shape(diagram, "task", Point(300, 475), PLANE)
    after = create.append(diagram, inner, "task")
    (flow,) = (f.id for f in query.outgoing(diagram, inner))
    with diagram.transaction("given"):
        diagram.put(diagram.flow(flow).but(parent="process"))
    way = diagram.flow(flow).points
    # when the sub-process is closed
    do(diagram, replace.collapse, sub)
    # then the flow goes with its ends, laid as it was
    assert diagram.flow(flow).plane == diagram.node(after).plane != PLANE
    assert diagram.flow(flow).points == way
    # and comes back with them
    do(diagram, replace.expand, sub)
    assert diagram.flow(flow).plane == PLANE


def test_a_line_that_is_drawn_no_more_has_no_colour():
    # given a coloured message flow from the inside of a sub-process
    diagram = maps.two_pools()
    sub = create.shape(diagram, "subProcess", Point(450, 475), PLANE)
    inner = create.shape(diagram, "task", Point(450, 475), PLANE)
    message = connect.flow(diagram, inner, "carrier")
    colour.paint(diagram, [message], "#bbdefb", "#0d4372")
    assert diagram.flow(message).traits
    # when it is closed: a file tells colours with the edge only
    do(diagram, replace.collapse, sub)
    assert not diagram.flow(message).traits
    assert diagram.undo()
    assert diagram.flow(message).trait("stroke") == "#0d4372"
