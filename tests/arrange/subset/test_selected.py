"""Selected steps keep to where they stand: on the level of what leads to them, with room for labels, or not at all."""

from tests.helpers import maps
from tests.helpers.flaws import flaws
from tests.helpers.maps import bounds, center, do

from mapper.arrange import verbs
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node


def test_the_first_step_stays_on_its_level_when_a_branch_goes_up():
    # given a branch above the level of the steps before it, which stand askew
    base = maps.plain()
    upper = maps.step("upper", 500, 60, None)
    up = maps.flow("f5", base.node("check"), upper, (320, 135), (320, 60), (450, 60))
    diagram = Diagram([*base.records(), upper, up])
    with diagram.transaction("askew"):
        diagram.put(diagram.node("send").but(bounds=Rect(450, 150, 100, 80)))
    # when all but the start are arranged
    verbs.selection(diagram, ["check", "send", "upper"])
    # then the flow from the start is as straight as it was
    assert center(diagram, "check").y == 175
    assert {p.y for p in diagram.flow("f1").points} == {175}
    assert flaws(diagram) == []


def test_a_flow_that_leads_out_has_room_for_its_label():
    # given three steps close together, and a long label on the flow behind them
    diagram = maps.order()
    with diagram.transaction("name"):
        diagram.put(diagram.flow("f3").but(name="as soon as it was paid"))
        diagram.put(diagram.node("send").but(bounds=Rect(640, 135, 100, 80)))
    do(diagram, verbs.selection, ["start", "check", "choice"])
    assert flaws(diagram) == []


def test_what_would_become_worse_stays():
    # given two steps in a lane that is full, the second below the first
    walls = [maps.step(f"wall{n}", 200 + 120 * n, 475, lane="office") for n in range(1, 5)]
    one, two = maps.step("one", 190, 440, "office", "startEvent"), maps.step("two", 190, 500, "office", "endEvent")
    diagram = Diagram([*maps.order().records(), *walls, one, two, maps.flow("f", one, two, (190, 458), (190, 482))])
    before = flaws(diagram)
    rest = {n.id: n.bounds for n in diagram.nodes() if n.id in {"wall1", "wall2", "wall3", "wall4"}}
    verbs.selection(diagram, ["one", "two"])
    # then there are no more flaws than before, and what stood in the way moved on together, if at all
    assert len(flaws(diagram)) <= len(before)
    assert len({bounds(diagram, id).x - old.x for id, old in rest.items() if old}) == 1


def test_what_leaves_a_boundary_event_has_room_below_it():
    # given a boundary event right above the border of its lane, and a flow from it
    boundary_event = Node(
        "guest", "boundaryEvent", "", "process", host="check", plane=maps.PLANE, bounds=Rect(302, 197, 36, 36)
    )
    base = maps.order()
    flow = maps.flow("late", boundary_event, base.node("pick"), (320, 233), (320, 325), (550, 325))
    diagram = Diagram([*base.records(), boundary_event, flow])
    verbs.selection(diagram, ["start", "check", "choice"])
    assert bounds(diagram, "sales").bottom >= bounds(diagram, "guest").bottom + 20
    assert [flaw for flaw in flaws(diagram) if "slanted" in flaw or "through" in flaw] == []


def test_arranging_a_selection_again_changes_nothing():
    diagram = maps.order()
    chosen = ["start", "check", "choice", "send"]
    verbs.selection(diagram, chosen)
    first = {n.id: n.bounds for n in diagram.nodes()}
    verbs.selection(diagram, chosen)
    assert {n.id: n.bounds for n in diagram.nodes()} == first
