import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, do, step

from mapper.edit.verbs import connect, create, move
from mapper.model import docking, query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow
from mapper.route import by_hand, router
from mapper.route.scene.meet import passes as crosses


def joined(one, two, *more, kind="sequenceFlow"):
    """The route of a flow between two nodes that stand alone with some others."""
    diagram = Diagram(maps.behind(one, two, *more, Flow("f", kind, one.id, two.id, parent="process", plane=PLANE)))
    return router.route(diagram, diagram.flow("f"))


def task(id, x, y):
    return step(id, x, y, None)


def event(id, x, y, kind="startEvent"):
    return step(id, x, y, None, kind)


def gateway(id, x, y):
    return step(id, x, y, None, "exclusiveGateway")


# -- choice of the route -----------------------------------------------------------------------------------------------


def test_in_a_row_a_flow_is_straight():
    assert joined(task("a", 100, 100), task("b", 300, 100)) == ((150, 100), (250, 100))


def test_nearly_in_a_row_too():
    assert joined(event("a", 100, 100), task("b", 300, 103)) == ((118, 100), (250, 100))
    assert joined(task("a", 100, 103), gateway("b", 300, 100)) == ((150, 100), (275, 100))


def test_to_another_row_it_turns_half_way():
    assert joined(task("a", 100, 100), task("b", 300, 250)) == ((150, 100), (200, 100), (200, 250), (250, 250))


def test_a_gateway_s_branch_leaves_it_below_with_one_bend():
    assert joined(gateway("a", 100, 100), task("b", 300, 250)) == ((100, 125), (100, 250), (250, 250))
    assert joined(gateway("a", 100, 250), task("b", 300, 100)) == ((100, 225), (100, 100), (250, 100))


def test_a_join_is_entered_from_above_with_one_bend():
    assert joined(task("a", 100, 100), gateway("b", 300, 250)) == ((150, 100), (300, 100), (300, 225))


def test_right_below_it_goes_straight_down():
    assert joined(task("a", 100, 100), task("b", 100, 300)) == ((100, 140), (100, 260))


def test_back_it_goes_around_above_or_below():
    route = joined(task("a", 400, 100), task("b", 100, 100))
    assert len(route) == 4
    assert route[0].x == 400
    assert route[-1].x == 100
    assert route[1].y == route[2].y
    assert route[1].y < 60 or route[1].y > 140


def test_back_it_clears_what_stands_between():
    tall = Rect(200, 20, 100, 160)
    route = joined(task("a", 400, 100), task("b", 100, 100), task("c", 250, 100).but(bounds=tall))
    assert not any(crosses(a, b, tall) for a, b in itertools.pairwise(route))


def test_it_goes_around_a_step_in_its_way():
    between = task("c", 250, 100)
    route = joined(task("a", 100, 100), task("b", 400, 100), between)
    assert not any(crosses(a, b, between.bounds) for a, b in itertools.pairwise(route))


def test_a_step_leads_back_to_itself_around_a_corner():
    diagram = maps.order()
    route = diagram.flow(do(diagram, connect.flow, "pick", "pick")).points
    assert route == ((650, 325), (670, 325), (670, 385), (600, 385), (600, 365))


def test_a_loop_avoids_what_stands_at_the_corner():
    one, beside = task("a", 100, 100), task("b", 180, 190)
    diagram = Diagram(maps.behind(one, beside))
    route = diagram.flow(do(diagram, connect.flow, "a", "a")).points
    assert len(route) > 3
    assert not any(crosses(a, b, beside.bounds) for a, b in itertools.pairwise(route))


def test_message_flows_are_plumb():
    diagram = maps.two_pools()
    flow = diagram.flow(connect.flow(diagram, "check", "carrier"))
    assert {p.x for p in flow.points} == {320}
    move.move_by(diagram, ["drive"], -100, 0)
    first, *_rest, last = diagram.flow("m1").points
    assert (first.x, last.x) == (600, 500)
    assert diagram.flow("m1").points[1].x == 600


def test_associations_are_straight():
    diagram = maps.order()
    note = create.annotation(diagram, "pick")
    do(diagram, move.move_by, [note], 37, -11)
    assert len(query.flows_at(diagram, note)[0].points) == 2


@pytest.mark.parametrize(("x", "y", "outwards"), [(320, 215, (0, 1)), (320, 135, (0, -1)), (370, 180, (1, 0))])
def test_a_boundary_event_is_left_outwards(x, y, outwards):
    diagram = maps.order()
    boundary_event = create.boundary(diagram, "check", "timer", Point(x, y))
    route = diagram.flow(connect.flow(diagram, boundary_event, "pick")).points
    dx, dy = route[1].x - route[0].x, route[1].y - route[0].y
    assert (dx > 0) - (dx < 0) == outwards[0]
    assert (dy > 0) - (dy < 0) == outwards[1]


def test_branches_leave_a_gateway_at_different_places():
    diagram = maps.order()
    other = create.shape(diagram, "task", Point(600, 475), PLANE)
    connect.flow(diagram, "choice", other)
    first, second = diagram.flow("f3").points[0], diagram.flow("f4").points[0]
    assert first != second


def test_where_no_simple_way_leads_past_it_winds_through():
    # given a wall of steps between two with one gap far off the straight line
    wall = [task(f"w{i}", 300 + 120 * (i % 2), y) for i, y in enumerate(range(-200, 500, 100)) if y != 300]
    route = joined(task("a", 100, 100), task("b", 560, 100), *wall)
    assert not any(crosses(a, b, step.bounds.grown(-2)) for a, b in itertools.pairwise(route) for step in wall)


def test_it_does_not_lie_on_another_flow():
    # given a flow that turns half way between two columns
    ends = task("a", 100, 100), task("b", 300, 250), task("c", 100, 250), task("d", 300, 400)
    other = maps.flow("other", ends[0], ends[1], (150, 100), (200, 100), (200, 300), (250, 250))
    route = joined(ends[2], ends[3], ends[0], ends[1], other)
    turn = next(a.x for a, b in itertools.pairwise(route) if a.x == b.x)
    assert turn != 200


def test_it_keeps_off_a_label():
    label = Rect(170, 140, 60, 15)
    sign = step("e", 200, 120, None, "intermediateThrowEvent").but(name="Paid", label=label)
    route = joined(task("a", 100, 100), task("b", 300, 250), sign.but(bounds=Rect(182, 60, 36, 36)))
    assert not any(crosses(a, b, label) for a, b in itertools.pairwise(route))


def test_two_flows_into_one_side_arrive_apart():
    one, two, goal = task("a", 100, 100), task("b", 100, 300), task("goal", 300, 100)
    diagram = Diagram(maps.behind(one, two, goal, maps.flow("f", one, goal)))
    second = diagram.flow(connect.flow(diagram, "b", "goal"))
    assert second.points[-1] != diagram.flow("f").points[-1]


# -- what always holds -------------------------------------------------------------------------------------------------

KINDS = st.sampled_from(["task", "exclusiveGateway", "startEvent"])
PLACES = st.tuples(st.integers(-400, 400), st.integers(-300, 300))


@settings(max_examples=150, deadline=None)
@given(KINDS, KINDS, PLACES, st.sampled_from(["sequenceFlow", "messageFlow"]))
def test_no_way_runs_through_its_own_ends_or_slants(kind, other, place, flow):
    one, two = step("a", 0, 0, None, kind), step("b", *place, None, other)
    if one.bounds.grown(30).meets(two.bounds):
        return
    route = joined(one, two, kind=flow)
    assert docking.gap(one, route[0]) < 0.01
    assert docking.gap(two, route[-1]) < 0.01
    for a, b in itertools.pairwise(route):
        assert abs(a.x - b.x) < 0.01 or abs(a.y - b.y) < 0.01, route
        assert not any(crosses(a, b, end.bounds.grown(-2)) for end in (one, two)), route


@settings(max_examples=100, deadline=None)
@given(PLACES, PLACES)
def test_after_any_move_ends_are_docked_and_segments_upright(first, second):
    diagram = maps.order()
    connect.bend(diagram, "f3", [Point(450, 150), Point(450, 120), Point(600, 120), Point(600, 135)])
    for dx, dy in (first, second):
        with diagram.transaction("raw"):
            was = bounds(diagram, "send")
            diagram.put(diagram.node("send").but(bounds=was.moved(dx, dy)))
            flow, old = diagram.flow("f3"), diagram.node("send").but(bounds=was)
            choice, send = diagram.node("choice"), diagram.node("send")
            kept = by_hand.kept(diagram, flow, (choice, old), (choice, send))
            route = kept or router.route(diagram, flow)
            diagram.put(flow.but(points=route))
        assert docking.gap(choice, route[0]) < 1
        assert docking.gap(send, route[-1]) < 1
        if not choice.bounds.grown(30).meets(send.bounds):
            assert all(abs(a.x - b.x) < 0.01 or abs(a.y - b.y) < 0.01 for a, b in itertools.pairwise(route)), route


def test_a_preview_changes_nothing_and_shows_what_comes():
    diagram = maps.order()
    before = maps.state(diagram)
    route = router.preview(diagram, diagram.flow("f3"), {"send": bounds(diagram, "send").moved(40, 20)})
    assert maps.state(diagram) == before
    move.move_by(diagram, ["send"], 40, 20)
    assert diagram.flow("f3").points == route


def test_many_previews_are_there_too_with_simpler_ways():
    # given a step among others, with more flows than can be laid well while the mouse moves
    middle = task("m", 0, 0)
    others = [task(f"t{i}", 400 + 130 * (i % 6), 120 * (i // 6) - 400) for i in range(36)]
    diagram = Diagram(maps.behind(middle, *others, *(maps.flow(f"f{i}", middle, t) for i, t in enumerate(others))))
    box = bounds(diagram, "m").moved(30, 20)
    found = router.previews(diagram, list(diagram.flows()), {"m": box})
    assert len(found) == len(others)
    for route, other in zip(found, others, strict=True):
        assert docking.gap(middle.but(bounds=box), route[0]) < 0.01
        assert docking.gap(other, route[-1]) < 0.01
    # and the same move shows the same
    assert found == router.previews(diagram, list(diagram.flows()), {"m": box})


# -- drawn by hand -----------------------------------------------------------------------------------------------------


def test_branches_leave_a_gateway_at_corners_of_their_own():
    # given a gateway with a route on to the right, when a second leads to a step below
    choice, ahead, below = gateway("g", 100, 100), task("a", 215, 100), task("b", 145, 220)
    diagram = Diagram(maps.behind(choice, ahead, below, maps.flow("yes", choice, ahead)))
    second = diagram.flow(connect.flow(diagram, "g", "b"))
    # then it does not begin where the first does
    assert second.points[0] == (100, 125)


def test_a_short_flow_pulled_down_leaves_beside_the_corners():
    one, two = task("a", 100, 100), task("b", 250, 100)
    points = (Point(150, 100), Point(150, 200), Point(200, 200), Point(200, 100))

    assert by_hand.docked(points, one, two) == ((135, 140), (135, 200), (215, 200), (215, 140))


def test_a_short_flow_pulled_a_little_stays_straight():
    one, two = task("a", 100, 100), task("b", 250, 100)
    points = (Point(150, 100), Point(150, 120), Point(200, 120), Point(200, 100))

    assert by_hand.docked(points, one, two) == ((150, 120), (200, 120))
