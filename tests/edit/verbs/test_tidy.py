import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import maps
from tests.helpers.maps import PLANE, do, flow, step

from mapper.bpmn import read
from mapper.edit.verbs import create, tidy
from mapper.model import docking
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.kinds import DATA, FLOW_NODES
from mapper.model.records import Flow, Node
from mapper.route.scene import meet
from mapper.route.scene.meet import passes as crosses


def task(id, x, y):
    return step(id, x, y, None)


def gateway(id, x, y):
    return step(id, x, y, None, "exclusiveGateway")


def tidied(*records):
    """A map of these, its flows laid anew."""
    diagram = Diagram(maps.behind(*records))
    do(diagram, tidy.flows)
    return diagram


def way(diagram, id):
    return diagram.flow(id).points


def pieces(diagram):
    return [(f.id, a, b) for f in diagram.flows() for a, b in itertools.pairwise(f.points)]


def is_end(diagram, id, node):
    return node.id in (diagram.flow(id).source, diagram.flow(id).target)


def through(diagram):
    """Flows and the shapes they run through. A flow may reach into the box of a gateway or event up to its outline."""
    nodes = [n for n in diagram.nodes() if n.family in FLOW_NODES | {DATA} and n.bounds is not None]
    return [
        (id, node.id)
        for id, a, b in pieces(diagram)
        for node in nodes
        if meet.enters(a, b, node.bounds.grown(-8 if is_end(diagram, id, node) else -2))
    ]


def on_each_other(diagram):
    """Pairs of flows without a common end that lie on each other."""
    found = []
    for (one, a, b), (two, c, d) in itertools.combinations(pieces(diagram), 2):
        f, g = diagram.flow(one), diagram.flow(two)
        if one != two and f.source != g.source and f.target != g.target and meet.lies_on(a, b, c, d):
            found.append((one, two))
    return found


# -- the way -----------------------------------------------------------------------------------------------------------


def test_in_a_row_flows_are_straight():
    one, two = task("a", 100, 100), task("b", 300, 100)
    diagram = tidied(one, two, flow("f", one, two, (150, 100), (200, 20), (250, 100)))
    assert way(diagram, "f") == ((150, 100), (250, 100))


def test_a_gateway_s_branches_leave_at_corners_of_their_own():
    choice, yes, no = gateway("g", 100, 100), task("yes", 300, 100), task("no", 300, 250)
    diagram = tidied(choice, yes, no, flow("f", choice, yes), flow("g2", choice, no))
    assert way(diagram, "f") == ((125, 100), (250, 100))
    assert way(diagram, "g2") == ((100, 125), (100, 250), (250, 250))


def test_a_flow_goes_around_a_step_in_its_way():
    one, between, two = task("a", 100, 100), task("c", 300, 100), task("b", 500, 100)
    diagram = tidied(one, between, two, flow("f", one, two), flow("g", one, between), flow("h", between, two))
    assert not through(diagram)
    assert way(diagram, "g") == ((150, 100), (250, 100))


def test_a_flow_back_leaves_and_arrives_apart_from_the_flow_ahead():
    one, two = task("a", 100, 100), task("b", 300, 100)
    diagram = tidied(one, two, flow("f", one, two), flow("back", two, one))
    assert way(diagram, "f") == ((150, 100), (250, 100))
    places = {*way(diagram, "back")} & {*way(diagram, "f")}
    assert not places
    assert not on_each_other(diagram)


def test_flows_into_one_side_are_spread_along_it():
    # given three steps one above the other that lead to one step
    ends = [task(str(i), 100, 100 + 150 * i) for i in range(3)]
    goal = task("goal", 400, 250)
    diagram = tidied(*ends, goal, *(flow(f"f{i}", end, goal) for i, end in enumerate(ends)))
    # then no two arrive at the same place
    docks = [way(diagram, f"f{i}")[-1] for i in range(3)]
    assert len({*docks}) == 3


def test_nothing_leaves_where_something_arrives():
    one, two, three = task("a", 100, 100), task("b", 300, 300), task("c", 100, 500)
    diagram = tidied(one, two, three, flow("f", one, two), flow("g", two, three))
    assert way(diagram, "f")[-1].distance(way(diagram, "g")[0]) > 5


def test_message_flows_are_plumb():
    diagram = maps.two_pools()
    with diagram.transaction("crooked"):
        crooked = (Point(600, 365), Point(700, 500), Point(600, 635))
        diagram.put(diagram.flow("m1").but(points=crooked))
    do(diagram, tidy.flows)
    assert way(diagram, "m1") == ((600, 365), (600, 635))


def test_a_boundary_event_is_left_away_from_its_host():
    diagram = maps.order()
    boundary_event = create.boundary(diagram, "check", "timer", Point(320, 215))
    made = create.append(diagram, boundary_event, "task")
    do(diagram, tidy.flows)
    out = next(f for f in diagram.flows() if f.source == boundary_event and f.target == made)
    assert out.points[0] == (320, 233)
    assert out.points[1].y > 233


def test_a_flow_does_not_enter_a_sub_process_it_has_nothing_to_do_with():
    frame = step("sub", 400, 200, None, "subProcess")
    inner = step("inner", 400, 200, None, parent="sub")
    one, two = task("a", 100, 200), task("b", 700, 200)
    diagram = tidied(frame, inner, one, two, flow("f", one, two))
    assert not any(crosses(a, b, frame.bounds) for _id, a, b in pieces(diagram))


def test_a_message_flow_reaches_a_step_inside_a_sub_process():
    diagram = maps.two_pools()
    frame = step("sub", 450, 475, "office", "subProcess").but(bounds=Rect(300, 410, 300, 130))
    inner = step("inner", 450, 475, None, parent="sub")
    with diagram.transaction("more"):
        diagram.put(frame)
        diagram.put(inner)
        diagram.put(flow("m2", inner, diagram.node("drive"), (450, 515), (600, 635), kind="messageFlow"))
    do(diagram, tidy.flows)
    assert {node for _id, node in through(diagram)} == {"sub"}
    assert way(diagram, "m2")[0] == (450, 515)


def test_a_step_leads_back_to_itself_around_a_corner():
    one = task("a", 100, 100)
    diagram = tidied(one, flow("f", one, one, (150, 100), (100, 140)))
    assert way(diagram, "f") == ((150, 100), (170, 100), (170, 160), (100, 160), (100, 140))


def test_a_loop_takes_a_free_corner():
    # given a step whose lower right corner and right side are taken, by a step and by a flow
    one, below, ahead = task("a", 100, 100), task("b", 170, 185), task("c", 300, 100)
    diagram = tidied(one, below, ahead, flow("f", one, one, (150, 100), (100, 140)), flow("g", one, ahead))
    assert not through(diagram)
    assert not {p.x for p in (way(diagram, "f")[0], way(diagram, "f")[-1])} & {150}
    assert way(diagram, "g") == ((150, 100), (250, 100))


def test_two_flows_that_are_in_each_other_s_way_change_places():
    # given a gateway below and right of another, and a step between that the nearer branch leads to
    choice, near, level = gateway("g", 100, 100), task("near", 260, 200), gateway("h", 150, 400)
    diagram = tidied(choice, near, level, flow("near f", choice, near), flow("far f", choice, level))
    one, two = way(diagram, "near f"), way(diagram, "far f")
    assert not any(meet.cross(*p, *q) for p in itertools.pairwise(one) for q in itertools.pairwise(two))


def black_box(id, x, y, w):
    return Node(id, "participant", id, "collaboration", plane=PLANE, bounds=Rect(x, y, w, 60))


def test_a_message_flow_goes_around_a_small_pool_between():
    one, two = black_box("one", 0, 0, 600), black_box("two", 0, 400, 600)
    between = black_box("between", 200, 200, 200)
    message = flow("m", one, two, (300, 60), (300, 400), kind="messageFlow")
    diagram = tidied(one, two, between, message)
    assert not any(crosses(a, b, between.bounds) for _id, a, b in pieces(diagram))


def test_a_message_flow_runs_straight_across_a_pool_that_fills_the_width():
    one, two = black_box("one", 0, 0, 2000), black_box("two", 0, 400, 2000)
    between = black_box("between", -1500, 200, 5000)
    message = flow("m", one, two, (300, 60), (900, 400), kind="messageFlow")
    assert len(way(tidied(one, two, between, message), "m")) == 2


def test_in_a_vertical_pool_flows_run_downwards():
    diagram = Diagram(maps.behind(
        Node("pool", "participant", "Shop", "collaboration", ref="process", plane=PLANE,
             bounds=Rect(0, 0, 400, 700)).with_trait("horizontal", False),
        a := task("a", 100, 150), b := task("b", 250, 350), flow("f", a, b)))  # fmt: skip
    do(diagram, tidy.flows)
    assert way(diagram, "f") == ((100, 190), (100, 250), (250, 250), (250, 310))


# -- associations ------------------------------------------------------------------------------------------------------


def test_an_association_is_plumb_where_its_ends_lie_over_each_other():
    one = task("a", 100, 100)
    note = Node("note", "textAnnotation", "See", "process", plane=PLANE, bounds=Rect(60, 200, 100, 40))
    diagram = tidied(one, note, flow("tie", one, note, (150, 100), (160, 210), kind="association"))
    first, last = way(diagram, "tie")
    assert first.x == last.x
    assert (first.y, last.y) == (140, 200)


def test_an_association_to_a_flow_follows_it():
    # given a note tied to a flow that takes a detour
    one, two = task("a", 100, 100), task("b", 400, 100)
    note = Node("note", "textAnnotation", "See", "process", plane=PLANE, bounds=Rect(200, 200, 100, 40))
    detour = flow("f", one, two, (100, 60), (100, 0), (400, 0), (400, 60))
    tie = Flow(
        "tie", "association", "f", "note", parent="process", plane=PLANE, points=(Point(250, 0), Point(250, 200))
    )
    # when only the flow is tidied
    diagram = Diagram(maps.behind(one, two, note, detour, tie))
    do(diagram, tidy.flows, ["f"])
    # then the tie still reaches it
    assert way(diagram, "f") == ((150, 100), (350, 100))
    assert nearest(way(diagram, "f"), way(diagram, "tie")[0])[2] < 0.01
    assert way(diagram, "tie")[-1].y == 200


def test_a_long_association_is_not_slanted():
    one, other = task("a", 100, 100), task("b", 400, 100)
    data = Node("d", "dataObjectReference", "", "process", plane=PLANE, bounds=Rect(82, 300, 36, 50))
    tie = flow("tie", data, other, (118, 325), (350, 120), kind="association")
    points = way(tidied(one, other, data, flow("f", one, other), tie), "tie")
    assert all(a.x == b.x or a.y == b.y for a, b in itertools.pairwise(points))


# -- labels ------------------------------------------------------------------------------------------------------------


def test_a_label_stays_beside_its_line():
    one, two = task("a", 100, 100), task("b", 400, 300)
    crooked = flow("f", one, two, (150, 100), (300, 50), (400, 260)).but(name="yes", label=Rect(280, 30, 30, 15))
    diagram = tidied(one, two, crooked)
    label = diagram.flow("f").label
    assert nearest(way(diagram, "f"), label.center)[2] < 30
    assert not any(meet.enters(a, b, label) for _id, a, b in pieces(diagram))


def test_the_label_of_a_gateway_makes_way_for_its_flow():
    choice, below = gateway("g", 100, 100).but(name="Enough?", label=Rect(75, 130, 50, 15)), task("b", 100, 250)
    diagram = tidied(choice, below, flow("f", choice, below))
    assert way(diagram, "f") == ((100, 125), (100, 210))
    label = diagram.node("g").label
    assert not any(meet.enters(a, b, label) for _id, a, b in pieces(diagram))


# -- what stays --------------------------------------------------------------------------------------------------------


def test_other_flows_and_shapes_stay():
    diagram = maps.order()
    with diagram.transaction("crooked"):
        for id in ("f1", "f4"):
            points = diagram.flow(id).points
            diagram.put(diagram.flow(id).but(points=(points[0], Point(333, 99), points[-1])))
    before = {r.id: r for r in diagram.records()}
    do(diagram, tidy.flows, ["f1"])
    changed = {r.id for r in diagram.records() if r != before[r.id]}
    assert changed == {"f1"}


def test_it_is_one_step_with_a_name():
    diagram = maps.two_pools()
    with diagram.transaction("crooked"):
        for f in diagram.flows():
            diagram.put(f.but(points=(f.points[0], Point(5, 5), f.points[-1])))
    tidy.flows(diagram)
    assert diagram.undo_label == "Tidy flows"
    assert diagram.undo()
    assert diagram.undo_label == "crooked"


# -- what always holds -------------------------------------------------------------------------------------------------

CELLS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=2, max_size=9, unique=True)
KINDS = st.lists(st.sampled_from(["task", "exclusiveGateway", "startEvent"]), min_size=9, max_size=9)
PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=10, unique=True)
JITTER = st.lists(st.integers(-25, 25), min_size=18, max_size=18)


@settings(max_examples=60)
@given(CELLS, KINDS, PAIRS, JITTER)
def test_on_any_map_flows_keep_off_shapes_and_each_other_and_stay_when_tidied_again(cells, kinds, pairs, jitter):
    nodes = [
        step(str(i), 200 * x + jitter[2 * i], 180 * y + jitter[2 * i + 1], None, kinds[i])
        for i, (x, y) in enumerate(cells)
    ]
    pairs = {(min(a, b), max(a, b)): (a, b) for a, b in pairs if a < len(nodes) and b < len(nodes)}.values()
    flows = [flow(f"{a}-{b}", nodes[a], nodes[b]) for a, b in pairs]
    diagram, twin = Diagram(maps.behind(*nodes, *flows)), Diagram(maps.behind(*nodes, *flows))
    tidy.flows(diagram)
    assert not through(diagram)
    for one in diagram.flows():
        assert docking.gap(diagram.node(one.source), one.points[0]) < 0.01
        assert docking.gap(diagram.node(one.target), one.points[-1]) < 0.01
        assert all(abs(a.x - b.x) < 0.01 or abs(a.y - b.y) < 0.01 for a, b in itertools.pairwise(one.points))
    tidy.flows(twin)
    assert twin.records() == diagram.records()
    mark = diagram.mark
    tidy.flows(diagram)
    assert diagram.mark is mark


OWN = ["two_ways", "everything", "invoice", "checkout"]


@pytest.mark.parametrize("name", [*OWN, "A.2.0", "A.4.1", "B.1.0", "C.1.0", "C.2.0"])
def test_reference_maps_come_out_clean(reference, name):
    diagram = Diagram(read(reference(name).read_bytes()).records)
    tidy.flows(diagram)
    assert not on_each_other(diagram)
    solid = {n.id for n in diagram.nodes() if not (n.sort.is_activity and n.bounds and n.bounds.w > 120)}
    assert not [(id, node) for id, node in through(diagram) if node in solid]
