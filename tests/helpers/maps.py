"""Small maps for the tests of the verbs, and what must hold of every map after any verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from mapper.edit.effects.lane_stack import frame_of
from mapper.model import docking, query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.kinds import FLOW_NODES
from mapper.model.records import Flow, Node, Record

PLANE = "plane"
T = TypeVar("T")


def flow(id: str, source: Node, target: Node, *points: tuple[float, float], kind: str = "sequenceFlow") -> Flow:
    """A flow from side to side, straight unless bends are given."""
    assert source.bounds is not None
    assert target.bounds is not None
    ends = points or (
        (source.bounds.right, source.bounds.center.y),
        (target.bounds.x, target.bounds.center.y),
    )
    parent = source.parent if kind == "sequenceFlow" else "collaboration"
    way = tuple(Point(*p) for p in ends)
    return Flow(id, kind, source.id, target.id, parent=parent, plane=PLANE, points=way)


def step(id: str, x: float, y: float, lane: str | None = "sales", kind: str = "task", parent: str = "process") -> Node:
    """A flow node of the usual size with its centre at a place."""
    w, h = {"task": (100, 80), "userTask": (100, 80), "subProcess": (350, 200)}.get(kind, (36, 36))
    w, h = (50, 50) if kind.endswith("Gateway") else (w, h)
    return Node(id, kind, id, parent, lane, plane=PLANE, bounds=Rect(x - w / 2, y - h / 2, w, h))


def behind(*more: Record) -> list[Record]:
    return [
        Node("process", "process"),
        Node("collaboration", "collaboration"),
        Node(PLANE, "plane", ref="collaboration"),
        *more,
    ]


def order() -> Diagram:
    """One pool at (100, 100), 700 wide, three lanes of 150; four steps in a row of the first, one in the second:
    start → check → choice → send in Sales, choice → pick in Store, Office empty."""
    start = step("start", 200, 175, kind="startEvent")
    check, send = step("check", 320, 175), step("send", 600, 175)
    choice = step("choice", 450, 175, kind="exclusiveGateway")
    pick = step("pick", 600, 325, lane="store")
    pool = Node("pool", "participant", "Shop", "collaboration", ref="process", plane=PLANE)
    pool = pool.but(bounds=Rect(100, 100, 700, 450))
    lanes = [
        Node(id, "lane", id.title(), "process", plane=PLANE, bounds=Rect(130, y, 670, 150))
        for id, y in (("sales", 100), ("store", 250), ("office", 400))
    ]
    flows = [
        flow("f1", start, check),
        flow("f2", check, choice),
        flow("f3", choice, send),
        flow("f4", choice, pick, (450, 200), (450, 325), (550, 325)),
    ]
    return Diagram(behind(pool, *lanes, start, check, choice, send, pick, *flows))


def two_pools() -> Diagram:
    """`order` and, 50 below it, a pool of another process with one lane and one step, a message flow from `pick`."""
    first = order()
    other = Node("process2", "process")
    pool = Node("carrier", "participant", "Carrier", "collaboration", ref="process2", plane=PLANE)
    pool = pool.but(bounds=Rect(100, 600, 700, 150))
    lane = Node("van", "lane", "Van", "process2", plane=PLANE, bounds=Rect(130, 600, 670, 150))
    drive = step("drive", 600, 675, lane="van", parent="process2")
    message = flow("m1", first.node("pick"), drive, (600, 365), (600, 635), kind="messageFlow")
    return Diagram([*first.records(), other, pool, lane, drive, message])


def plain() -> Diagram:
    """No pool: start → check → send on a plane that shows the process."""
    start = step("start", 200, 175, None, "startEvent")
    check, send = step("check", 320, 175, None), step("send", 500, 175, None)
    records = [Node("process", "process"), Node(PLANE, "plane", ref="process"), start, check, send]
    return Diagram([*records, flow("f1", start, check), flow("f2", check, send)])


def empty() -> Diagram:
    """A new map: a plane that shows an empty collaboration."""
    return Diagram([Node("collaboration", "collaboration"), Node(PLANE, "plane", ref="collaboration")])


def center(diagram: Diagram, id: str) -> Point:
    bounds = diagram.node(id).bounds
    assert bounds is not None
    return bounds.center


def bounds(diagram: Diagram, id: str) -> Rect:
    found = diagram.node(id).bounds
    assert found is not None
    return found


def state(diagram: Diagram) -> tuple[object, ...]:
    """Everything there is, in every order there is."""
    graph = diagram.graph
    nodes = [(id, data.get("record")) for id, data in graph.nodes(data=True)]
    after = [[(v, [(k, d["record"]) for k, d in keys.items()]) for v, keys in graph.adj[u].items()] for u in graph]
    before = [list(graph.pred[u]) for u in graph]
    return (diagram.records(), nodes, after, before)


def do(diagram: Diagram, verb: Callable[..., T], *args: Any, **named: Any) -> T:
    """Run a verb and hold it to what every verb promises: one named step, a sound map, exact undo and redo."""
    before, mark = state(diagram), diagram.mark
    result = verb(diagram, *args, **named)
    after = state(diagram)
    assert_sound(diagram)
    if after == before:
        assert diagram.mark is mark, "a step that changes nothing"
        return result
    assert diagram.undo_label
    assert diagram.undo()
    assert diagram.mark is mark, "more than one step"
    assert state(diagram) == before
    assert diagram.redo()
    assert state(diagram) == after
    return result


def assert_sound(diagram: Diagram) -> None:
    """Nothing dangles, lanes tile their pool, steps lie in their lane, flows start and end on outlines."""
    heaped = _pools_overlap(diagram)
    for record in diagram.records():
        if isinstance(record, Flow):
            _assert_docked(diagram, record)
        elif record.family in FLOW_NODES and record.bounds is not None and not heaped:
            _assert_in_lane(diagram, record)
        elif record.family == "pool" and record.ref is not None:
            _assert_tiled(diagram, record)


def _pools_overlap(diagram: Diagram) -> bool:
    """Whether a user heaped pools on each other: then nobody can tell what a place belongs to."""
    pools = [n for n in diagram.nodes() if n.family == "pool" and n.bounds]
    return any(a.bounds.meets(b.bounds) for a in pools for b in pools if a.id < b.id and a.plane == b.plane)  # type: ignore[union-attr,arg-type]


def _assert_docked(diagram: Diagram, flow: Flow) -> None:
    assert flow.source in diagram
    assert flow.target in diagram
    if flow.plane is None:
        return
    assert len(flow.points) >= 2, flow.id
    for end, place in ((diagram.get(flow.source), flow.points[0]), (diagram.get(flow.target), flow.points[-1])):
        if isinstance(end, Node) and end.bounds is None:
            continue  # a line may lead to what the file does not draw
        away = docking.gap(end, place) if isinstance(end, Node) else nearest(end.points, place)[2]  # type: ignore[union-attr]
        assert away <= 1, f"{flow.id} ends {away} px off {end.id if end else None}: {flow.points}"


def _assert_in_lane(diagram: Diagram, node: Node) -> None:
    lane, holder = diagram.get(node.lane), diagram.get(node.parent)
    assert not isinstance(holder, Node) or holder.kind != "collaboration", f"{node.id} is in no process"
    if isinstance(lane, Node) and node.host is None:
        assert lane.bounds is not None
        assert node.bounds is not None
        assert lane.bounds.holds(node.bounds), f"{node.id} {node.bounds} sticks out of {lane.id} {lane.bounds}"
    elif node.host is None and (frame := frame_of(diagram, node.parent or "")) is not None:
        if frame.node is not None and frame.node.plane != node.plane:
            return
        assert frame.node is None or not query.sublanes(diagram, frame.element), f"{node.id} is in no lane"
        assert node.bounds is not None
        assert frame.box.holds(node.bounds), f"{node.id} {node.bounds} sticks out of {frame}"
    if node.host is not None:
        host = bounds(diagram, node.host)
        assert node.bounds is not None
        assert docking.onto_border(host, node.bounds.center).distance(node.bounds.center) < 1, f"{node.id} off its host"


def _assert_tiled(diagram: Diagram, holder: Node) -> None:
    lanes = query.sublanes(diagram, holder.id)
    if not lanes:
        return
    horizontal = lanes[0].trait("horizontal")
    boxes = [bounds(diagram, lane.id) for lane in lanes]
    outer = bounds(diagram, holder.id)
    if not horizontal:
        boxes = [Rect(b.y, b.x, b.h, b.w) for b in boxes]
        outer = Rect(outer.y, outer.x, outer.h, outer.w)
    ends = [outer.y, *(b.bottom for b in boxes)]
    for box, above in zip(boxes, ends, strict=False):
        assert abs(box.y - above) < 0.01, f"gap in {holder.id}: {boxes}"
        assert abs(box.right - outer.right) < 0.01, f"ragged in {holder.id}: {boxes} in {outer}"
    assert abs(ends[-1] - outer.bottom) < 0.01, f"{holder.id} is not filled: {boxes} in {outer}"
    for lane in lanes:
        _assert_tiled(diagram, lane)
