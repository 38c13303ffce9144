"""What drops and moves leave behind: no flow through a step, no needless bends, steps on rows."""

import pytest
from tests.helpers import maps
from tests.helpers.maps import bounds, center, do, flow, step

from mapper.edit.structure import lanes
from mapper.edit.verbs import connect, create, move, straighten
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.records import Flow, Node
from mapper.route import router
from mapper.route.scene.read import title_of


def through(diagram: Diagram) -> list[tuple[str, str]]:
    """Flows and steps they run through."""
    solid = [n for n in diagram.nodes() if n.sort.is_flow_element and n.bounds is not None]
    return [
        (f.id, n.id)
        for f in diagram.flows()
        for n in solid
        if n.id not in (f.source, f.target) and router.runs_through(f, n.bounds.grown(-2))
    ]


@pytest.mark.parametrize(("lane", "by"), [("store", 1), ("store", -1), ("sales", 1), ("office", -2)])
def test_a_lane_that_moves_leaves_no_flow_through_a_step(lane, by):
    # given a step in the empty lane, right where flows of moved lanes would run
    diagram = maps.order()
    with diagram.transaction("more"):
        diagram.put(step("file", 450, 475, "office"))
        diagram.put(step("sort", 520, 475, "office").but(bounds=step("sort", 600, 475).bounds))
    do(diagram, lanes.move, lane, by)
    assert not through(diagram)


def test_a_flow_by_hand_is_laid_anew_too_when_a_lane_comes_under_it():
    diagram = maps.order()
    with diagram.transaction("more"):
        diagram.put(step("file", 450, 475, "office"))
    do(diagram, connect.bend, "f4", [Point(450, 200), Point(450, 320), Point(550, 320)])
    do(diagram, lanes.move, "office", -1)
    assert not through(diagram)


@pytest.mark.parametrize("y", [200.0, 60.0])
def test_a_straight_flow_pulled_aside_has_two_bends(y):
    one, two = step("a", 200, 120, None), step("b", 500, 120, None)
    diagram = Diagram(maps.behind(one, two, flow("f", one, two)))
    pulled = (Point(250, 120), Point(250, y), Point(450, y), Point(450, 120))
    do(diagram, connect.bend, "f", pulled)
    assert len(diagram.flow("f").points) == 4


def test_one_between_an_event_and_a_gateway_too_from_the_middle_of_their_sides():
    one, two = step("a", 200, 120, None, "startEvent"), step("b", 500, 120, None, "exclusiveGateway")
    diagram = Diagram(maps.behind(one, two, flow("f", one, two)))
    do(diagram, connect.bend, "f", (Point(218, 120), Point(218, 220), Point(475, 220), Point(475, 120)))
    assert diagram.flow("f").points == ((200, 138), (200, 220), (500, 220), (500, 145))


@pytest.mark.parametrize("dx", [-40, 0, 30, 60])
def test_between_overlapping_columns_a_flow_leaves_below_and_does_not_hook_back(dx):
    one, two = step("a", 200, 120, None), step("b", 200, 120, None)
    two = two.but(bounds=two.bounds.moved(300, 0))
    diagram = Diagram(maps.behind(one, two, flow("f", one, two)))
    do(diagram, move.move_by, ["b"], dx - 300, 160)
    way = diagram.flow("f").points
    assert way[0].y == one.bounds.bottom
    assert len(way) <= 4


def test_a_zigzag_row_is_lined_up():
    # given four steps in a row, each second one lower
    steps = [step(str(i), 200 + 160 * i, 120 + 26 * (i % 2), None) for i in range(4)]
    diagram = Diagram(maps.behind(*steps, *(flow(f"f{i}", *steps[i : i + 2]) for i in range(3))))
    do(diagram, straighten.steps)
    assert len({center(diagram, s.id).y for s in steps}) == 1
    assert all(len(f.points) == 2 for f in diagram.flows())


def test_stairs_are_not_a_zigzag():
    steps = [step(str(i), 200 + 160 * i, 120 + 30 * i, None) for i in range(4)]
    diagram = Diagram(maps.behind(*steps, *(flow(f"f{i}", *steps[i : i + 2]) for i in range(3))))
    do(diagram, straighten.steps)
    assert len({center(diagram, s.id).y for s in steps}) > 1


def test_a_step_that_goes_to_the_next_lane_lands_on_its_row():
    # given a lane with a row that is not in its middle
    diagram = maps.order()
    do(diagram, move.move_by, ["pick"], 0, -20)
    do(diagram, move.to_lane, ["check"], 1)
    assert diagram.node("check").lane == "store"
    assert center(diagram, "check").y == center(diagram, "pick").y
    # and in the middle of one that is empty
    do(diagram, move.to_lane, ["check"], 1)
    assert center(diagram, "check").y == bounds(diagram, "office").center.y


def test_the_head_of_an_inner_lane_pushes_what_stands_there_aside():
    diagram = maps.order()
    do(diagram, move.move_by, ["start"], -45, 0)
    before = center(diagram, "pick").x - center(diagram, "start").x
    made = do(diagram, lanes.add, "sales", "inside")
    lane = diagram.node(made)
    assert not bounds(diagram, "start").meets(title_of(lane, lane.bounds))
    assert center(diagram, "pick").x - center(diagram, "start").x == before


def test_from_a_boundary_event_the_next_step_stands_at_the_nearest_free_place():
    # given steps right below the host, and room in the row below them
    diagram = maps.order()
    guest = do(diagram, create.boundary, "check", "timer", Point(320, 215))
    with diagram.transaction("more"):
        for i in range(3):
            diagram.put(step(f"in the way {i}", 400 + 120 * i, 325, "store"))
    made = do(diagram, create.append, guest, "task")
    node = diagram.node(made)
    assert isinstance(node, Node)
    assert center(diagram, made).distance(center(diagram, guest)) < 330
    assert not [pair for pair in through(diagram) if made in pair]


def test_a_flow_comes_to_its_end_through_no_open_sub_process():
    # given an open sub-process close beside a step, between that and a step of another pool
    frame = step("frame", 275, 450, None, "subProcess").with_trait("expanded", True)
    inner = step("inner", 275, 450, None, parent="frame")
    one, two = step("far", 520, 645, None), step("near", 50, 375, None, parent="other")
    records = maps.behind(Node("other", "process"), frame, inner, one, two)
    diagram = Diagram([*records, flow("m", one, two, (470, 645), (100, 375), kind="messageFlow")])
    # when its route is looked for
    found = router.route(diagram, diagram.flow("m"))
    # then it runs around the sub-process, however thin the corner that would be cut
    assert not router.runs_through(diagram.flow("m").but(points=found), frame.bounds)


def test_what_a_call_shows_and_what_strayed_into_a_pool_goes_along_when_room_is_made():
    # given an open call with the step it shows, and a step of a process that is drawn nowhere else
    diagram = maps.order()
    call = Node("call", "callActivity", "call", "process", "office", plane=maps.PLANE, ref="called")
    inner, stray = (step(id, x, 475, None, parent="called") for id, x in (("inner", 600), ("stray", 740)))
    with diagram.transaction("more"):
        diagram.put(Node("called", "process"))
        diagram.put(call.but(bounds=bounds(diagram, "check").moved(200, 290)._replace(w=200, h=120)))
        diagram.put(diagram.node("call").with_trait("expanded", True))
        diagram.put(inner)
        diagram.put(stray)
    before = {id: center(diagram, id) for id in ("call", "inner", "stray")}
    # when a step goes in before them
    flow = next(f.id for f in diagram.flows() if f.target == "check")
    do(diagram, create.insert, flow, "task")
    # then all three go on together
    shifts = {center(diagram, id).x - x for id, (x, _y) in before.items()}
    assert len(shifts) == 1
    assert shifts.pop() > 0


def test_a_flow_that_runs_through_one_shape_does_not_come_to_run_through_another():
    # given a flow drawn straight through a step, and another lane's step aside of it
    diagram = maps.order()
    with diagram.transaction("more"):
        diagram.put(step("under", 450, 325, "store"))
        diagram.put(step("aside", 450, 475, "office"))
    assert through(diagram) == [("f4", "under")]
    # when the lanes change places
    do(diagram, lanes.move, "office", -1)
    # then it runs through no other
    assert {node for _flow, node in through(diagram)} <= {"under"}


def test_a_flow_of_which_one_end_is_drawn_goes_with_that():
    diagram = maps.order()
    tied = Node("data", "dataStoreReference", "data", "process")
    with diagram.transaction("more"):
        diagram.put(tied)
        tie = Flow("tie", "association", "pick", "data", parent="process", plane=maps.PLANE)
        diagram.put(tie.but(points=(Point(640, 365), Point(700, 390))))
    move.move_by(diagram, ["pick"], -150, 0)
    assert diagram.flow("tie").points == ((490, 365), (550, 390))
