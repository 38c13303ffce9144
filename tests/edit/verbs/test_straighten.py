import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import maps
from tests.helpers.maps import bounds, center, do, flow, step

from mapper.bpmn import read
from mapper.edit.verbs import create, move, straighten
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node


def task(id, x, y):
    return step(id, x, y, None)


def straightened(*records):
    diagram = Diagram(maps.behind(*records))
    do(diagram, straighten.steps)
    return diagram


def test_steps_nearly_in_a_row_come_to_stand_in_it():
    one, two, three = task("a", 100, 100), task("b", 300, 107), task("c", 500, 100)
    diagram = straightened(one, two, three, flow("f", one, two), flow("g", two, three))
    assert [center(diagram, id).y for id in "abc"] == [100, 100, 100]
    assert diagram.flow("f").points == ((150, 100), (250, 100))


def test_steps_nearly_in_a_column_come_to_stand_in_it():
    diagram = straightened(task("a", 100, 100), task("b", 110, 250), task("c", 100, 400))
    assert [center(diagram, id).x for id in "abc"] == [100, 100, 100]


def test_what_is_further_off_stays():
    diagram = straightened(task("a", 100, 100), task("b", 300, 130))
    assert center(diagram, "b") == (300, 130)


def test_gaps_that_are_nearly_equal_become_equal():
    diagram = straightened(task("a", 100, 100), task("b", 255, 100), task("c", 400, 100), task("d", 900, 100))
    assert [center(diagram, id).x for id in "abcd"] == [100, 250, 400, 900]


def test_a_column_stays_one_when_gaps_are_evened():
    # given two rows whose second columns stand over each other
    upper = [task(id, x, 100) for id, x in zip("abc", (100, 255, 400), strict=True)]
    diagram = straightened(*upper, task("under", 255, 250))
    assert center(diagram, "b").x == center(diagram, "under").x == 250


def test_chosen_steps_of_one_pool_are_straightened_beside_another_pool():
    # given steps of two processes, a little out of line
    diagram = maps.order()
    with diagram.transaction("another"):
        diagram.put(Node("other", "process"))
        diagram.put(task("away", 700, 900).but(parent="other"))
        diagram.put(diagram.node("send").but(bounds=diagram.node("send").bounds.moved(0, 7)))
    level = center(diagram, "check").y
    # when those of one are straightened
    straighten.steps(diagram, ["check", "send"])
    # then they stand in line, and the other process is no matter
    assert center(diagram, "send").y == center(diagram, "check").y == level
    assert center(diagram, "away") == (700, 900)


def test_steps_of_different_lanes_are_no_row():
    diagram = maps.order()
    with diagram.transaction("move"):
        diagram.put(diagram.node("send").but(bounds=Rect(550, 205, 100, 40)))
        diagram.put(diagram.node("pick").but(bounds=Rect(300, 255, 100, 40)))
    before = center(diagram, "pick").y
    straighten.steps(diagram)
    assert center(diagram, "pick").y == before


def test_a_boundary_event_and_labels_come_along():
    diagram = maps.order()
    boundary_event = create.boundary(diagram, "check", "timer", Point(320, 215))
    with diagram.transaction("label"):
        diagram.put(diagram.node("start").but(label=Rect(175, 198, 50, 15)))
    move.move_by(diagram, ["check"], 0, 6)
    move.move_by(diagram, ["start"], 0, -5)
    do(diagram, straighten.steps)
    assert center(diagram, "check").y == center(diagram, "start").y == 175
    assert center(diagram, boundary_event) == (center(diagram, "check").x, 215)
    assert diagram.node("start").label == Rect(175, 198, 50, 15)


def test_only_the_chosen_steps_move():
    one, two, three = task("a", 100, 100), task("b", 300, 105), task("c", 500, 110)
    diagram = Diagram(maps.behind(one, two, three))
    do(diagram, straighten.steps, ["a", "b"])
    assert [center(diagram, id).y for id in "abc"] == [100, 100, 110]


def test_nothing_is_moved_onto_something_else():
    # given a step that would have to pass through a data object to stand in line
    one, two = task("a", 100, 100), task("b", 300, 112)
    in_the_way = step("c", 300, 40, None, "startEvent")
    diagram = straightened(one, two, in_the_way)
    assert not bounds(diagram, "b").meets(bounds(diagram, "c"))


def test_everything_comes_to_stand_on_whole_pixels_and_gaps_differ_by_no_more_than_one():
    # given steps on fractions, of even and odd sizes, in gaps that cannot be split evenly
    nodes = [task("a", 100.25, 100), task("b", 251.5, 104.75), task("c", 399, 100), task("d", 555.5, 98)]
    nodes[1] = nodes[1].but(bounds=nodes[1].bounds._replace(h=81.0))
    diagram = straightened(*nodes)
    places = [bounds(diagram, id) for id in "abcd"]
    assert all(value == int(value) for place in places for value in place)
    gaps = [two.x - one.right for one, two in itertools.pairwise(places)]
    assert max(gaps) - min(gaps) <= 1
    assert [place.center.y for place in places] == [100, 100.5, 100, 100]


def test_a_gap_beside_even_ones_that_differs_more_does_not_drag_them_along():
    # given two gaps of 72, evened before, beside one of 57
    upper = [task(id, x, 100) for id, x in zip("abcd", (100, 257, 429, 601), strict=True)]
    diagram = straightened(*upper)
    assert [center(diagram, id).x for id in "abcd"] == [100, 257, 429, 601]


def test_steps_in_other_lanes_make_one_column_only_where_a_flow_joins_them():
    # given two steps of another lane, each nearly below one of the first
    diagram = maps.order()
    with diagram.transaction("set up"):
        diagram.put(step("below", 310, 325, "store"))
        diagram.put(diagram.node("pick").but(bounds=diagram.node("pick").bounds.moved(-8, 0)))
        diagram.put(flow("down", diagram.node("send"), diagram.node("pick"), (600, 215), (600, 285)))
    straighten.steps(diagram)
    assert center(diagram, "pick").x == center(diagram, "send").x
    assert (center(diagram, "check").x, center(diagram, "below").x) != (310, 310)
    assert center(diagram, "below").x == 310


def test_flows_keep_their_bends_when_steps_are_straightened():
    # given a flow laid by the router around the long way, and its target a little off
    one, two = task("a", 100, 100), task("b", 300, 106)
    around = flow("f", one, two, (100, 60), (100, 20), (300, 20), (300, 66))
    diagram = straightened(one, two, around)
    assert diagram.flow("f").points == ((100, 60), (100, 20), (300, 20), (300, 60))


def test_a_neat_map_hardly_moves(repository):
    # given the example that comes with the program
    diagram = Diagram(read((repository / "examples" / "order-to-delivery.bpmn").read_bytes()).records)
    before = {node.id: node.bounds for node in diagram.nodes() if node.bounds is not None}
    straighten.steps(diagram)
    moved = [(old, bounds(diagram, id)) for id, old in before.items() if bounds(diagram, id) != old]
    # then a few steps have moved, by a few whole pixels, and a second time none
    assert len(moved) <= 4
    assert all(abs(now.x - old.x) + abs(now.y - old.y) <= 5 for old, now in moved)
    assert all(value == int(value) for _old, now in moved for value in now)
    mark = diagram.mark
    straighten.steps(diagram)
    assert diagram.mark is mark


CELLS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=10, unique=True)
OFF = st.lists(st.integers(-20, 20), min_size=20, max_size=20)


@settings(max_examples=80)
@given(CELLS, OFF)
def test_on_any_map_order_stays_nothing_overlaps_and_a_second_time_changes_nothing(cells, off):
    nodes = [task(str(i), 160 * x + off[2 * i], 140 * y + off[2 * i + 1]) for i, (x, y) in enumerate(cells)]
    diagram = Diagram(maps.behind(*nodes))
    straighten.steps(diagram)
    for a, b in itertools.combinations(nodes, 2):
        if a.bounds.meets(b.bounds):
            continue
        assert not bounds(diagram, a.id).meets(bounds(diagram, b.id))
        for axis in (0, 1):
            before = a.bounds.center[axis] - b.bounds.center[axis]
            now = center(diagram, a.id)[axis] - center(diagram, b.id)[axis]
            assert before * now >= 0
    mark = diagram.mark
    straighten.steps(diagram)
    assert diagram.mark is mark
