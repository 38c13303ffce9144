from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node
from mapper.route.lines import docks
from mapper.route.lines.network import Network
from mapper.route.scene import read as scene

PLANE = "plane"


def task(id, x, y):
    return Node(id, "task", id, "process", plane=PLANE, bounds=Rect(x, y, 100, 80))


GOAL = task("goal", 400, 200)


def arrivals(*starts):
    """Where flows from steps with such tops come to the left side of a step at 200, after all were sent to its middle
    by routes that turn at such places."""
    steps = [task(f"s{i}", 0, top) for i, (top, _turn) in enumerate(starts)]
    flows = {}
    for step, (top, turn) in zip(steps, starts, strict=True):
        y = top + 40
        bends = (Point(turn, y), Point(turn, 240)) if turn else ()
        route = (Point(100, y), *bends, Point(400, 240))
        flows[step.id] = Flow(
            step.id + "f", "sequenceFlow", step.id, "goal", parent="process", plane=PLANE, points=route
        )
    records = [Node("process", "process"), Node(PLANE, "plane", ref="process"), GOAL, *steps, *flows.values()]
    wiring = Network(scene.read(Diagram(records), PLANE))
    for flow in flows.values():
        wiring.routes[flow.id] = flow.points
        wiring.note(flow, flow.points)
    docks.spread(wiring, {f.id: f for f in flows.values()})
    return [wiring.routes[flow.id][-1].y for flow in flows.values()]


def test_two_share_a_side_in_thirds():
    first, second = arrivals((0, 300), (400, 300))
    assert (round(first, 1), round(second, 1)) == (round(200 + 80 / 3, 1), round(200 + 160 / 3, 1))


def test_of_two_from_one_direction_the_one_that_turns_later_comes_in_outside():
    early, late = arrivals((0, 200), (-200, 300))
    assert late < early


def test_a_straight_one_stands_and_the_others_share_what_is_left():
    above, straight, below = arrivals((0, 300), (200, None), (400, 300))
    assert (above, straight, below) == (220, 240, 260)
