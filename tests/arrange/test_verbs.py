"""The four verbs of automatic layout: what they place, what they leave alone, and that they repeat."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.helpers import maps
from tests.helpers.flaws import docked, flaws, some_map
from tests.helpers.maps import bounds, center, do

from mapper.arrange import verbs
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


def laid_out(diagram: Diagram, **options: bool) -> Diagram:
    verbs.everything(diagram, **options)  # type: ignore[arg-type]
    return diagram


# -- everything --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [maps.order, maps.two_pools, maps.plain])
def test_a_map_is_laid_out_without_flaws_in_one_step_that_can_be_taken_back(made):
    diagram = made()
    do(diagram, verbs.everything)
    assert flaws(diagram) == []


def test_an_empty_map_stays_as_it_is():
    diagram = maps.empty()
    do(diagram, verbs.everything)
    assert diagram.undo_label is None


def test_only_the_plane_that_is_named_is_laid_out():
    diagram = Diagram([*maps.plain().records(), Node("other", "plane", ref="process")])
    do(diagram, verbs.everything, "other")
    assert diagram.undo_label is None


def test_the_upper_left_corner_of_a_map_stays():
    diagram = laid_out(maps.order())
    assert bounds(diagram, "pool")[:2] == (100, 100)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(some_map())
def test_any_small_map_is_laid_out_soundly_and_the_same_again(diagram):
    laid_out(diagram)
    assert [flaw for flaw in flaws(diagram) if "label" not in flaw] == []
    assert docked(diagram)
    first = diagram.records()
    laid_out(diagram)
    assert diagram.records() == first


def test_an_upright_map_is_read_downwards_with_its_pools_side_by_side():
    # given the map with two pools, all of it vertical
    records = [
        r.with_trait("horizontal", False) if isinstance(r, Node) and r.family in ("pool", "lane") else r
        for r in maps.two_pools().records()
    ]
    diagram = laid_out(Diagram(records))
    # then flows lead down, lanes stand beside each other and so do the pools
    assert center(diagram, "start").y < center(diagram, "check").y < center(diagram, "choice").y
    assert center(diagram, "start").x == center(diagram, "check").x
    assert bounds(diagram, "sales").right == bounds(diagram, "store").x
    assert bounds(diagram, "pool").right < bounds(diagram, "carrier").x
    assert flaws(diagram) == []


def test_labels_within_shapes_lose_the_place_they_had():
    records = [r.but(label=Rect(1, 2, 30, 14)) if r.id == "check" else r for r in maps.order().records()]
    assert laid_out(Diagram(records)).node("check").label is None


# -- odd things --------------------------------------------------------------------------------------------------------


def test_an_association_that_ends_on_a_flow_is_laid_and_drawn_beside_that():
    note = Node("note", "textAnnotation", "why", "process", plane=maps.PLANE, bounds=Rect(0, 0, 100, 30))
    tie = Flow("tie", "association", "note", "f1", "", "process", maps.PLANE, (Point(0, 0), Point(9, 9)))
    diagram = laid_out(Diagram([*maps.order().records(), note, tie]))
    end = diagram.flow("tie").points[-1]
    line = diagram.flow("f1").points
    assert line[0].x <= end.x <= line[-1].x
    assert end.y == pytest.approx(line[0].y, abs=0.6)
    assert flaws(diagram) == []


def test_a_message_flow_that_ends_on_an_open_pool_is_laid_to_its_border():
    message = Flow("m2", "messageFlow", "pick", "carrier", "all", "collaboration", maps.PLANE)
    message = message.but(points=(Point(0, 0), Point(9, 9)))
    diagram = laid_out(Diagram([*maps.two_pools().records(), message]))
    assert diagram.flow("m2").points[-1].y == bounds(diagram, "carrier").y
    assert diagram.flow("m2").label is not None
    assert flaws(diagram) == []


def test_the_lanes_of_a_sub_process_stand_below_each_other_in_it():
    # given a sub-process with two lanes and a step in each
    block = maps.step("block", 450, 300, kind="subProcess")
    lanes = [Node(id, "lane", id, "block", plane=maps.PLANE, bounds=Rect(0, 0, 0, 0)) for id in ("upper", "lower")]
    steps = [maps.step(id, 400, 300, lane=lane, parent="block") for id, lane in (("a", "upper"), ("b", "lower"))]
    diagram = laid_out(Diagram([*maps.order().records(), block, *lanes, *steps, maps.flow("f", *steps)]))
    # then they fill it, one above the other, and each holds its step
    upper, lower, outer = (bounds(diagram, id) for id in ("upper", "lower", "block"))
    assert upper[:3] == outer[:3]
    assert lower.y == upper.bottom
    assert lower.bottom == outer.bottom
    assert upper.holds(bounds(diagram, "a"))
    assert lower.holds(bounds(diagram, "b"))


# -- a pool or sub-process ---------------------------------------------------------------------------------------------


def test_a_pool_is_laid_out_where_it_stands_and_the_next_one_makes_way():
    # given a pool whose steps stand on a heap, and another right below it
    heap = bounds(maps.two_pools(), "check")
    records = maps.two_pools().records()
    diagram = Diagram([r.but(bounds=heap) if r.id in ("send", "choice") else r for r in records])
    other = bounds(diagram, "carrier")
    do(diagram, verbs.inside, "pool")
    assert bounds(diagram, "pool")[:2] == (100, 100)
    assert bounds(diagram, "carrier").y > bounds(diagram, "pool").bottom
    assert bounds(diagram, "carrier")[2:] == other[2:]
    assert flaws(diagram) == []


def test_a_pool_laid_out_again_stays_as_it_is():
    diagram = maps.two_pools()
    verbs.inside(diagram, "pool")
    first = diagram.records()
    verbs.inside(diagram, "pool")
    assert diagram.records() == first


def test_a_sub_process_keeps_its_corner_and_what_it_holds_goes_along():
    block = maps.step("block", 450, 300, kind="subProcess", lane="store")
    steps = [maps.step(id, x, 300, None, parent="block") for id, x in (("a", 400), ("b", 410))]
    rest = [r for r in maps.order().records() if r.id not in ("pick", "f4")]
    diagram = Diagram([*rest, block, *steps, maps.flow("f", *steps)])
    corner = bounds(diagram, "block")[:2]
    verbs.inside(diagram, "block")
    assert bounds(diagram, "block")[:2] == corner
    assert bounds(diagram, "block").holds(bounds(diagram, "a").union(bounds(diagram, "b")))
    assert bounds(diagram, "a").right < bounds(diagram, "b").x


# -- a selection -------------------------------------------------------------------------------------------------------


def test_selected_steps_are_laid_out_among_themselves_and_nothing_else_moves():
    # given three steps of which two stand askew
    diagram = maps.order()
    with diagram.transaction("askew"):
        diagram.put(diagram.node("check").but(bounds=Rect(280, 160, 100, 80)))
    rest = {id: bounds(diagram, id) for id in ("send", "pick", "pool", "sales")}
    do(diagram, verbs.selection, ["start", "check", "choice"])
    # then they stand in a row again
    assert center(diagram, "start").y == center(diagram, "check").y == center(diagram, "choice").y
    assert {id: bounds(diagram, id) for id in rest} == rest
    assert flaws(diagram) == []


def test_a_boundary_event_and_a_note_come_along_with_the_selection():
    boundary_event = Node(
        "guest", "boundaryEvent", "", "process", host="check", plane=maps.PLANE, bounds=Rect(322, 197, 36, 36)
    )
    note = Node("note", "textAnnotation", "x", "process", plane=maps.PLANE, bounds=Rect(900, 800, 100, 30))
    tie = Flow("tie", "association", "check", "note", "", "process", maps.PLANE, (Point(320, 215), Point(900, 800)))
    diagram = Diagram([*maps.order().records(), boundary_event, note, tie])
    verbs.selection(diagram, ["start", "check"])
    assert center(diagram, "guest").y == bounds(diagram, "check").bottom
    assert center(diagram, "note").distance(center(diagram, "check")) < 200


def test_selected_steps_that_only_others_join_stay_where_they_are():
    # given a chain of steps in which every second one is selected
    diagram = maps.order()
    before = {node.id: node.bounds for node in diagram.nodes()}
    # when they are arranged
    verbs.selection(diagram, ["start", "choice"])
    # then there is no order among them to lay out, so nothing stands on anything
    assert {node.id: node.bounds for node in diagram.nodes()} == before


def test_one_step_alone_stays():
    diagram = maps.order()
    do(diagram, verbs.selection, ["check"])
    assert diagram.undo_label is None


# -- what is missing ---------------------------------------------------------------------------------------------------


def test_a_missing_step_goes_between_its_neighbours_and_nothing_drawn_moves():
    # given a map that does not say where one step stands
    records = [r.but(bounds=Rect(900, 900, 100, 80)) if r.id == "check" else r for r in maps.order().records()]
    diagram = Diagram(records)
    rest = {n.id: n.bounds for n in diagram.nodes() if n.id != "check"}
    verbs.missing(diagram, ["check", "f1", "f2"])
    assert bounds(diagram, "start").right < bounds(diagram, "check").x
    assert bounds(diagram, "check").right < bounds(diagram, "choice").x
    assert {n.id: n.bounds for n in diagram.nodes() if n.id != "check"} == rest
    assert flaws(diagram) == []


def test_where_nothing_is_drawn_all_is_laid_out():
    diagram, other = maps.order(), maps.order()
    verbs.missing(diagram, [record.id for record in diagram.records()])
    verbs.everything(other)
    assert diagram.records() == other.records()


def test_a_missing_boundary_event_sits_on_its_host():
    boundary_event = Node(
        "guest", "boundaryEvent", "", "process", host="check", plane=maps.PLANE, bounds=Rect(0, 0, 36, 36)
    )
    diagram = Diagram([*maps.order().records(), boundary_event])
    verbs.missing(diagram, ["guest"])
    assert center(diagram, "guest").y == bounds(diagram, "check").bottom


def test_steps_joined_to_nothing_drawn_stand_by_themselves_clear_of_the_rest():
    lone = [maps.step(id, 0, 0, lane="office") for id in ("a", "b")]
    diagram = Diagram([*maps.order().records(), *lone, maps.flow("f", *lone)])
    verbs.missing(diagram, ["a", "b", "f"])
    assert bounds(diagram, "office").holds(bounds(diagram, "a").union(bounds(diagram, "b")))
    assert flaws(diagram) == []


# -- what its author had in an order -----------------------------------------------------------------------------------


def test_flows_between_pools_that_are_meant_as_lanes_run_forward():
    # given a flow to the step of another pool and one back to the first pool
    diagram = maps.two_pools()
    one, two = diagram.node("start"), diagram.node("drive")
    with diagram.transaction("more"):
        diagram.put(maps.flow("there", diagram.node("check"), two))
        diagram.put(maps.flow("back", two, diagram.node("send")))
    laid_out(diagram)
    assert center(diagram, one.id).x < center(diagram, "check").x < center(diagram, "drive").x
    assert center(diagram, "drive").x < center(diagram, "send").x


def test_a_step_drawn_in_another_pool_than_its_own_stays_there():
    diagram = maps.two_pools()
    strayed = maps.step("strayed", 400, 680, None, parent="process")
    frame = bounds(diagram, "carrier")
    with diagram.transaction("more"):
        diagram.put(strayed.but(bounds=Rect(frame.center.x - 50, frame.center.y - 40, 100, 80)))
        diagram.put(maps.flow("f9", diagram.node("check"), diagram.node("strayed")))
    laid_out(diagram)
    assert bounds(diagram, "carrier").holds(bounds(diagram, "strayed"))
