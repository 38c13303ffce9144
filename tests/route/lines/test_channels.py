from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node
from mapper.route.lines import channels as nudge
from mapper.route.lines.network import Network
from mapper.route.scene import read as scene

PLANE = "plane"


def task(id, x, y, w=100, h=80):
    return Node(id, "task", id, "process", plane=PLANE, bounds=Rect(x, y, w, h))


def wired(routes, *nodes):
    """Flows laid along these routes between columns of steps."""
    flows = {id: Flow(id, "sequenceFlow", *id.split("-"), parent="process", plane=PLANE, points=route)
             for id, route in routes.items()}  # fmt: skip
    diagram = Diagram([Node("process", "process"), Node(PLANE, "plane", ref="process"), *nodes, *flows.values()])
    wiring = Network(scene.read(diagram, PLANE))
    for flow in flows.values():
        wiring.routes[flow.id] = flow.points
        wiring.note(flow, flow.points)
    return wiring, flows


def channel(gap):
    """Two steps left and two right of a gap, and two flows that turn in it close to each other."""
    far = 100 + gap
    nodes = task("a", 0, 0), task("b", far, 200), task("c", 0, 100), task("d", far, 300)
    x = 100 + gap / 2 - 15
    routes = {
        "a-b": (Point(100, 40), Point(x + 10, 40), Point(x + 10, 240), Point(far, 240)),
        "c-d": (Point(100, 140), Point(x, 140), Point(x, 340), Point(far, 340)),
    }
    return wired(routes, *nodes)


def test_two_lines_in_a_channel_share_it_evenly():
    wiring, flows = channel(60)
    nudge.spread(wiring, flows)
    assert [wiring.routes[id][1].x for id in ("c-d", "a-b")] == [120, 140]


def test_their_order_is_kept_and_their_ends_stay():
    wiring, flows = channel(90)
    before = dict(wiring.routes)
    nudge.spread(wiring, flows)
    assert wiring.routes["c-d"][1].x < wiring.routes["a-b"][1].x
    for id, route in wiring.routes.items():
        assert (route[0], route[-1]) == (before[id][0], before[id][-1])


def test_one_line_alone_stays():
    wiring, flows = wired(
        {"a-b": (Point(100, 40), Point(125, 40), Point(125, 240), Point(200, 240))},
        task("a", 0, 0),
        task("b", 200, 200),
    )
    before = dict(wiring.routes)
    nudge.spread(wiring, flows)
    assert wiring.routes == before
