import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, center, do

from mapper import bpmn
from mapper.edit.effects import rules
from mapper.edit.verbs import connect, create, label, move, replace, resize
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node
from mapper.route import router


def ways(diagram, id):
    return [flow.points for flow in query.flows_at(diagram, id)]


# -- shape -------------------------------------------------------------------------------------------------------------


def test_a_shape_belongs_to_the_lane_it_is_dropped_in():
    # given a pool with three lanes
    diagram = maps.order()
    # when a task is dropped in the second
    id = do(diagram, create.shape, "userTask", Point(300, 325), PLANE, name="Pack")
    # then it stands there, with the usual size
    node = diagram.node(id)
    assert (node.lane, node.parent, node.name) == ("store", "process", "Pack")
    assert node.bounds == Rect(250, 285, 100, 80)


def test_a_lane_grows_around_a_step_dropped_on_its_border():
    diagram = maps.order()
    # when a task is dropped so that it sticks out below Sales
    do(diagram, create.shape, "task", Point(300, 240), PLANE)
    # then Sales is taller, and Store and what it holds moved down by as much
    by = bounds(diagram, "sales").h - 150
    assert by > 0
    assert bounds(diagram, "store") == Rect(130, 250 + by, 670, 150)
    assert center(diagram, "pick") == (600, 325 + by)


def test_a_step_dropped_beside_a_pool_widens_it():
    diagram = maps.order()
    # when a task is dropped 100 px right of the pool, level with Store
    id = do(diagram, create.shape, "task", Point(950, 325), PLANE)
    # then it is in Store, and the pool reaches it
    assert diagram.node(id).lane == "store"
    assert bounds(diagram, "pool").right >= 1000


def test_a_step_far_from_any_pool_gets_a_process_of_its_own():
    diagram = maps.order()
    id = do(diagram, create.shape, "task", Point(300, 2000), PLANE)
    process = diagram.node(diagram.node(id).parent or "")
    assert process.kind == "process"
    assert process.id != "process"
    # and the next one shares it
    other = do(diagram, create.shape, "task", Point(500, 2000), PLANE)
    assert diagram.node(other).parent == process.id


def test_a_data_object_comes_with_the_object_it_refers_to():
    diagram = maps.order()
    id = do(diagram, create.shape, "dataObjectReference", Point(300, 325), PLANE)
    node = diagram.node(id)
    assert diagram.node(node.ref or "").kind == "dataObject"
    assert (node.lane, node.parent) == (None, "process")


def test_a_closed_pool_refuses_steps():
    diagram = maps.order()
    create.pool(diagram, Point(400, 900), PLANE, closed=True)
    with pytest.raises(rules.Refused, match="closed"):
        create.shape(diagram, "task", Point(400, 900), PLANE)


def test_a_boundary_event_goes_onto_the_border_it_is_dropped_near():
    diagram = maps.order()
    id = do(diagram, create.shape, "boundaryEvent", Point(300, 220), PLANE, {"event": "timer"})
    node = diagram.node(id)
    assert (node.host, node.lane, center(diagram, id)) == ("check", "sales", (300, 215))
    assert node.trait("event") == "timer"


def test_a_boundary_event_in_free_space_is_refused():
    with pytest.raises(rules.Refused):
        create.shape(maps.order(), "boundaryEvent", Point(700, 500), PLANE)


# -- append ------------------------------------------------------------------------------------------------------------


def test_an_appended_step_stands_on_the_same_line_and_is_joined():
    diagram = maps.order()
    # when a step is appended after the last one
    id = do(diagram, create.append, "send", "task")
    # then it stands right of it on its centre line, the pool has room for it, one straight flow joins them
    assert center(diagram, id) == (750, 175)
    assert ways(diagram, id) == [((650, 175), (700, 175))]
    assert diagram.node(id).lane == "sales"
    assert bounds(diagram, "pool").right >= 810


def test_ten_steps_in_a_row_widen_the_pool_and_its_lanes():
    diagram = maps.order()
    last = "send"
    for _ in range(10):
        last = do(diagram, create.append, last, "task")
    assert center(diagram, last) == (2100, 175)
    assert bounds(diagram, "office").right == bounds(diagram, "pool").right >= 2150


def test_branches_of_a_gateway_stand_in_rows_of_their_own():
    diagram = maps.order()
    gateway = create.append(diagram, "pick", "exclusiveGateway")
    first = do(diagram, create.append, gateway, "task")
    second = do(diagram, create.append, gateway, "task")
    # then the second stands below the first, in the same lane, which grew for it
    assert center(diagram, second).y > bounds(diagram, first).bottom
    assert diagram.node(second).lane == "store"
    assert bounds(diagram, "store").holds(bounds(diagram, second))
    # and is reached with one bend
    assert [len(way) for way in ways(diagram, second)] == [3]


def test_room_is_made_when_the_next_place_is_taken_and_rows_are_full():
    diagram = maps.order()
    # given a step whose next place is taken by another it does not lead to
    free = create.shape(diagram, "task", Point(450, 475), PLANE)
    taken = create.shape(diagram, "task", Point(600, 475), PLANE)
    # when something is appended
    id = do(diagram, create.append, free, "task")
    # then the other has moved right, no lane changed its height
    assert center(diagram, id) == (600, 475)
    assert center(diagram, taken).x == 750
    assert bounds(diagram, "office").h == 150


def test_what_follows_a_boundary_event_stands_below_its_host():
    diagram = maps.order()
    event = create.boundary(diagram, "pick", "timer")
    id = do(diagram, create.append, event, "task")
    assert bounds(diagram, id).y > bounds(diagram, "pick").bottom
    assert diagram.node(id).lane == "store"
    # the flow leaves downwards
    way = ways(diagram, event)[0]
    assert way[1].x == way[0].x
    assert way[1].y > way[0].y


def test_nothing_follows_an_end_event():
    diagram = maps.order()
    end = create.append(diagram, "send", "endEvent")
    before = maps.state(diagram)
    with pytest.raises(rules.Refused, match="end event"):
        create.append(diagram, end, "task")
    assert maps.state(diagram) == before


@pytest.mark.parametrize("kind", ["boundaryEvent", "textAnnotation"])
def test_only_what_flows_goes_into_a_flow(kind):
    with pytest.raises(rules.Refused):
        create.insert(maps.order(), "f1", kind)


def test_a_boundary_event_is_not_appended():
    with pytest.raises(rules.Refused, match="border"):
        create.append(maps.order(), "check", "boundaryEvent")


def test_appending_works_without_a_pool():
    diagram = maps.plain()
    id = do(diagram, create.append, "send", "endEvent")
    assert center(diagram, id) == (500 + 50 + 50 + 18, 175)


@pytest.mark.parametrize("start", ["annotation", "group"])
def test_a_step_after_an_annotation_or_group_of_a_collaboration_stands_in_a_process(start):
    # given a new map with an annotation or a group and nothing else: both belong to the collaboration
    diagram = maps.empty()
    kind = {"annotation": "textAnnotation"}.get(start, start)
    beside = create.shape(diagram, kind, Point(400, 300), PLANE)
    assert diagram.node(diagram.node(beside).parent).kind == "collaboration"
    # when a step is put after it
    id = do(diagram, create.append, beside, "task")
    # then a process holds the step (BPMN 2.0, 9.3: a collaboration has no flow nodes)
    assert diagram.node(diagram.node(id).parent).kind == "process"
    # and what else is put there joins it
    assert diagram.node(do(diagram, create.append, beside, "task")).parent == diagram.node(id).parent


# -- insert ------------------------------------------------------------------------------------------------------------


def test_a_step_inserted_into_a_long_flow_moves_nothing():
    diagram = maps.order()
    move.move_by(diagram, ["send"], 200, 0)
    # when a task is dropped on the flow to it
    id = do(diagram, create.insert, "f3", "task", Point(600, 180))
    # then it stands on the line where it was dropped, between the two
    assert center(diagram, id) == (600, 175)
    assert center(diagram, "send") == (800, 175)
    assert (diagram.flow("f3").source, diagram.flow("f3").target) == ("choice", id)
    assert [f.target for f in query.outgoing(diagram, id)] == ["send"]


def test_inserting_into_a_short_flow_makes_room():
    # given the usual 50 px between two steps
    diagram = maps.order()
    id = do(diagram, create.insert, "f2", "task")
    # then what follows has moved, gaps are the usual ones, everything is on one line
    assert [center(diagram, n).y for n in ("check", id, "choice", "send")] == [175] * 4
    assert bounds(diagram, id).x - bounds(diagram, "check").right == 50
    assert bounds(diagram, "choice").x - bounds(diagram, id).right == 50
    assert center(diagram, "start") == (200, 175)
    # other lanes have made the same room, and their flows kept their form
    assert center(diagram, "pick").x == 745
    assert [p.y for p in diagram.flow("f4").points] == [200, 325, 325]


def test_a_flow_finds_a_way_around_what_is_put_on_it():
    diagram = maps.order()
    move.move_by(diagram, ["send"], 300, 0)
    # when a step is dropped on a flow without being put into it
    id = do(diagram, create.shape, "task", Point(650, 175), PLANE)
    assert not any(router.runs_through(flow, bounds(diagram, id)) for flow in diagram.flows())


def test_an_inserted_step_is_not_crossed_by_another_flow_to_the_same_target():
    diagram = maps.order()
    connect.flow(diagram, "pick", "send")
    id = do(diagram, create.insert, "f3", "task")
    assert not any(
        router.runs_through(flow, bounds(diagram, id).grown(-2))
        for flow in diagram.flows()
        if id not in (flow.source, flow.target)
    )


def test_what_is_appended_does_not_stand_on_a_flow():
    diagram = maps.order()
    boundary_event = create.boundary(diagram, "check", "timer")
    id = do(diagram, create.append, boundary_event, "task")
    assert not router.runs_through(diagram.flow("f4"), bounds(diagram, id))


def test_only_sequence_flows_take_a_step():
    with pytest.raises(rules.Refused):
        create.insert(maps.two_pools(), "m1", "task")


# -- boundary, annotation ----------------------------------------------------------------------------------------------


def test_boundary_events_find_free_places_on_the_border():
    diagram = maps.order()
    one, two = (do(diagram, create.boundary, "pick", "timer") for _ in range(2))
    assert not bounds(diagram, one).meets(bounds(diagram, two))
    assert center(diagram, one).y == bounds(diagram, "pick").bottom


def test_gateways_carry_no_boundary_event():
    with pytest.raises(rules.Refused, match="border of an activity"):
        create.boundary(maps.order(), "choice", "timer")


def test_an_annotation_stands_free_and_is_tied():
    diagram = maps.order()
    id = do(diagram, create.annotation, "pick", "By hand")
    assert diagram.node(id).name == "By hand"
    flows = query.flows_at(diagram, id)
    assert [(f.kind, f.source, len(f.points)) for f in flows] == [("association", "pick", 2)]
    assert not any(bounds(diagram, id).meets(bounds(diagram, n)) for n in ("send", "pick", "choice"))


def test_a_flow_can_be_annotated():
    diagram = maps.order()
    id = do(diagram, create.annotation, "f3", "rush")
    assert [f.source for f in query.flows_at(diagram, id)] == ["f3"]
    # and the line follows when the flow moves
    do(diagram, move.move_by, ["choice", "send"], 0, 20)


# -- pools and diagrams ------------------------------------------------------------------------------------------------


def test_a_pool_on_a_new_map_has_a_process_and_lanes():
    diagram = maps.empty()
    id = do(diagram, create.pool, Point(400, 300), PLANE, "Shop", ["Sales", "Store", "Office"])
    pool = diagram.node(id)
    assert diagram.node(pool.ref or "").kind == "process"
    assert pool.parent == "collaboration"
    assert [lane.name for lane in query.sublanes(diagram, id)] == ["Sales", "Store", "Office"]
    # and lanes are high enough for steps
    assert all(bounds(diagram, lane.id).h >= 80 for lane in query.sublanes(diagram, id))


def test_the_first_pool_surrounds_what_is_drawn_already():
    diagram = maps.plain()
    id = do(diagram, create.pool, Point(400, 300), PLANE, "Shop", ["One"])
    assert diagram.node(id).ref == "process"
    assert bounds(diagram, id).holds(bounds(diagram, "send"))
    # the plane shows a collaboration now, and the pool lies behind the steps
    assert diagram.node(diagram.node(PLANE).ref or "").kind == "collaboration"
    assert diagram.node(id).z < diagram.node("start").z
    assert {n.id for n in query.members(diagram, query.sublanes(diagram, id)[0].id)} == {"start", "check", "send"}


def test_a_pool_does_not_cover_another():
    diagram = maps.order()
    id = do(diagram, create.pool, Point(450, 500), PLANE)
    assert bounds(diagram, id).y == 580


def test_a_vertical_pool_has_columns():
    diagram = maps.empty()
    id = do(diagram, create.pool, Point(400, 300), PLANE, "Shop", ["One", "Two"], horizontal=False)
    one, two = (bounds(diagram, lane.id) for lane in query.sublanes(diagram, id))
    assert one.right == two.x
    assert one.y == two.y == bounds(diagram, id).y + 30
    # and steps are appended downwards
    step = do(diagram, create.shape, "task", one.center, PLANE)
    after = do(diagram, create.append, step, "task")
    assert center(diagram, after) == one.center.moved(0, 130)


def test_a_new_diagram_has_a_collaboration_of_its_own():
    diagram = maps.order()
    id = do(diagram, create.plane, "Second")
    assert [p.name for p in query.planes(diagram)] == ["", "Second"]
    assert diagram.node(diagram.node(id).ref or "").kind == "collaboration"


def test_every_kind_of_step_can_be_made_named_and_resized():
    for kind, row in sorted(create.KINDS.items()):
        if row.is_flow_node and row.family != "choreography" and kind != "boundaryEvent":
            diagram = maps.order()
            id = do(diagram, create.shape, kind, Point(350, 475), PLANE)
            do(diagram, label.rename, id, "New name")
            do(diagram, resize.resize_to, id, bounds(diagram, id).grown(6))
            assert isinstance(diagram.get(id), Node)


# -- free places on maps drawn elsewhere -------------------------------------------------------------------------------


def test_a_step_appended_beside_a_crossing_flow_stands_clear_of_it(reference):
    # given a step whose row is taken, and a flow that leaves its lane where the next row would be
    data = reference("invoice").read_bytes()
    diagram = Diagram(bpmn.read(data).records)
    approve = next(n for n in diagram.nodes() if n.name == "Approve Invoice")
    # when a step is appended
    id = create.append(diagram, approve.id, "userTask")
    # then no flow runs through it, and it stands in the lane of the other
    box = bounds(diagram, id)
    through = [f.name for f in diagram.flows() if f.kind == "sequenceFlow" and router.runs_through(f, box)]
    assert through == []
    assert diagram.node(id).lane == approve.lane


def test_a_lane_that_grows_draws_no_flow_through_what_it_grew_for():
    # given a full lane with a flow down into the next where the new row begins
    diagram = maps.order()
    # when a second step follows the gateway
    id = do(diagram, create.append, "check", "task")
    # then the flow that leaves the lane does not run through it
    assert not any(router.runs_through(f, bounds(diagram, id)) for f in diagram.flows())


def test_what_follows_a_boundary_event_pushes_the_next_lane_instead_of_going_far():
    # given a timer on a step right above another lane's step
    diagram = maps.order()
    event = create.boundary(diagram, "send", "timer")
    id = do(diagram, create.append, event, "task")
    # then the lane has grown: the step stands just beside the way down
    assert bounds(diagram, id).x - bounds(diagram, event).right < 120
    assert diagram.node(id).lane == "sales"


@pytest.mark.parametrize(
    ("kind", "follows"), [("userTask", "userTask"), ("startEvent", "task"), ("subProcess", "task")]
)
def test_the_likely_next_is_the_same_sort_of_task(kind, follows):
    assert create.likely_next(maps.step("one", 0, 0, kind=kind)) == (follows, {})


def test_after_an_event_based_gateway_an_event_is_likely_that_is_waited_for() -> None:
    kind, traits = create.likely_next(maps.step("one", 0, 0, kind="eventBasedGateway"))
    assert (kind, traits) == ("intermediateCatchEvent", {"event": "message"})


def test_what_is_made_on_the_diagram_of_a_closed_sub_process_goes_into_it():
    # given a closed sub-process in a lane, whose inside has a diagram of its own
    diagram = maps.order()
    sub = create.shape(diagram, "subProcess", Point(450, 470), PLANE)
    create.shape(diagram, "task", Point(450, 470), PLANE)
    replace.collapse(diagram, sub)
    inside = next(plane for plane in query.planes(diagram) if plane.ref == sub)
    # when a step is put on that diagram
    step = do(diagram, create.shape, "task", Point(700, 470), inside.id)
    # then it belongs to the sub-process, and to no lane of the pool around it
    assert (diagram.node(step).parent, diagram.node(step).lane) == (sub, None)


def test_the_inside_of_a_sub_process_takes_no_pool():
    diagram = maps.plain()
    sub = create.shape(diagram, "subProcess", Point(600, 600), PLANE)
    create.shape(diagram, "task", Point(600, 600), PLANE)
    replace.collapse(diagram, sub)
    own = next(p.id for p in query.planes(diagram) if p.ref == sub)
    with pytest.raises(rules.Refused):
        create.pool(diagram, Point(100, 100), own)


def test_a_diagram_that_shows_nothing_shows_the_first_thing_put_there():
    diagram = Diagram([Node(PLANE, "plane")])
    task = do(diagram, create.shape, "task", Point(100, 100), PLANE)
    assert diagram.node(PLANE).ref == diagram.node(task).parent


def test_a_second_pool_is_as_wide_as_the_first_and_flush_with_it() -> None:
    diagram = maps.empty()
    one = create.pool(diagram, Point(600, 300), PLANE, "Firm", size=(900, 250))
    two = create.pool(diagram, Point(500, 650), PLANE, "Customer", closed=True)
    first, second = diagram.node(one).bounds, diagram.node(two).bounds
    assert (second.x, second.w) == (first.x, first.w)
    assert second.center.y == 650


@pytest.mark.parametrize(("y", "above"), [(200, True), (420, False)])
def test_dropped_on_a_pool_it_stands_on_that_side_of_it(y: float, above: bool) -> None:
    diagram = maps.empty()
    one = create.pool(diagram, Point(600, 300), PLANE, "Firm")
    two = create.pool(diagram, Point(600, y), PLANE, "Customer")
    assert (diagram.node(two).bounds.bottom <= diagram.node(one).bounds.y) == above
    assert not diagram.node(two).bounds.meets(diagram.node(one).bounds)
