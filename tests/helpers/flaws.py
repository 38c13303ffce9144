"""Random small maps, and what is wrong with a layout: the definitions of the layout's contract."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

from mapper.model import docking, query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import DATA, FLOW_NODES
from mapper.model.records import Flow, Node, Record
from tests.helpers import maps

NOWHERE = Rect(0, 0, 0, 0)


def flaws(diagram: Diagram) -> list[str]:
    """What a careful person would not draw: things on each other, lines through steps, steps out of their lanes, labels
    on things, slanted flows, fractions of half pixels."""
    nodes = [n for n in diagram.nodes() if _is_solid(n)]
    flows = [f for f in diagram.flows() if f.points]
    found = [f"{a.id} on {b.id}" for a, b in itertools.combinations(nodes, 2) if _overlap(diagram, a, b)]
    found += [f"{f.id} through {n.id}" for f in flows for n in nodes if _runs_through(diagram, f, n)]
    found += [f"{n.id} outside" for n in nodes if not _is_home(diagram, n)]
    found += [f"{f.id} is slanted" for f in flows if f.sort.name in ("sequenceFlow", "messageFlow") and _slanted(f)]
    found += [f"{a.id} upon {b.id}" for a, b in itertools.combinations(flows, 2) if _upon(a, b)]
    found += [f"{r.id} between pixels" for r in diagram.records() if not _is_snapped(r)]
    found += list(_label_flaws(diagram, nodes, flows))
    return found


def _is_solid(node: Node) -> bool:
    return node.bounds is not None and (node.family in FLOW_NODES | {DATA} or node.kind == "textAnnotation")


def _box(node: Node) -> Rect:
    assert node.bounds is not None
    return node.bounds


def _kin(diagram: Diagram, one: str, two: str) -> bool:
    """Whether one is, holds or carries the other."""
    for a, b in ((one, two), (two, one)):
        at = diagram.get(a)
        while isinstance(at, Node):
            if at.id == b:
                return True
            at = diagram.get(at.host or at.parent)
    return False


def _overlap(diagram: Diagram, a: Node, b: Node) -> bool:
    return _box(a).grown(-0.5).meets(_box(b).grown(-0.5)) and not _kin(diagram, a.id, b.id)


def _runs_through(diagram: Diagram, flow: Flow, node: Node) -> bool:
    ends = [e for id in (flow.source, flow.target) if isinstance(e := diagram.get(id), Node)]
    if any(_kin(diagram, end.id, node.id) for end in ends) or node.host in (flow.source, flow.target):
        return False
    return any(_cuts(a, b, _box(node).grown(-2)) for a, b in itertools.pairwise(flow.points))


def _cuts(a: Point, b: Point, box: Rect) -> bool:
    frame = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).grown(0.01)
    return frame.meets(box) and (a.x == b.x or a.y == b.y)


def _slanted(flow: Flow) -> bool:
    return any(a.x != b.x and a.y != b.y for a, b in itertools.pairwise(flow.points))


def _upon(one: Flow, two: Flow) -> bool:
    if one.source == two.source or one.target == two.target:
        return False
    for (a, b), (c, d) in itertools.product(itertools.pairwise(one.points), itertools.pairwise(two.points)):
        for i, j in ((0, 1), (1, 0)):
            level = max(abs(a[j] - b[j]), abs(c[j] - d[j]), abs(a[j] - c[j])) < 1
            if level and min(max(a[i], b[i]), max(c[i], d[i])) - max(min(a[i], b[i]), min(c[i], d[i])) > 4:
                return True
    return False


def _is_home(diagram: Diagram, node: Node) -> bool:
    lane = query.lane_of(diagram, node.id) or query.pool_of(diagram, node.id)
    if lane is None or lane.bounds is None or lane.plane != node.plane or node.family not in FLOW_NODES:
        return True
    return lane.bounds.meets(_box(node)) if node.host else lane.bounds.holds(_box(node))


def _is_snapped(record: Record) -> bool:
    values = [v for p in record.points for v in p] if isinstance(record, Flow) else [*(record.bounds or ())]
    return all(2 * value == round(2 * value) for value in values)


def _label_flaws(diagram: Diagram, nodes: list[Node], flows: list[Flow]) -> Iterator[str]:
    records: list[Record] = [*nodes, *flows]
    labelled = [(r.id, r.label) for r in records if r.label is not None and r.sort.label_outside]
    for id, label in labelled:
        for node in nodes:
            if node.id != id and not _holds_ends(diagram, id, node) and label.grown(-1).meets(_box(node)):
                yield f"label of {id} on {node.id}"
        for flow in flows:
            if flow.id != id and any(_cuts(a, b, label.grown(-2)) for a, b in itertools.pairwise(flow.points)):
                yield f"{flow.id} through the label of {id}"
    for (one, a), (two, b) in itertools.combinations(labelled, 2):
        if a.grown(-1).meets(b):
            yield f"labels of {one} and {two}"


def _holds_ends(diagram: Diagram, id: str, node: Node) -> bool:
    record = diagram.get(id)
    ends = (record.source, record.target) if isinstance(record, Flow) else (id,)
    return all(end != node.id and _kin(diagram, end, node.id) for end in ends)


def docked(diagram: Diagram) -> bool:
    """Whether every flow starts and ends on outlines."""
    for flow in diagram.flows():
        for id, place in ((flow.source, flow.points[0]), (flow.target, flow.points[-1])):
            end = diagram.get(id)
            if isinstance(end, Node) and docking.gap(end, place) > 0.6:
                return False
    return True


# -- random maps -------------------------------------------------------------------------------------------------------

KINDS = ("task", "userTask", "exclusiveGateway", "parallelGateway", "intermediateThrowEvent", "task")


@st.composite
def some_map(draw: st.DrawFn) -> Diagram:
    """One or two pools of up to three lanes, up to ten steps, flows among them, messages between the pools."""
    records: list[Record] = []
    steps: list[list[Node]] = []
    for number in range(draw(st.integers(1, 2))):
        process = Node(f"process{number}", "process")
        pool = Node(f"pool{number}", "participant", "Pool", "collaboration", ref=process.id, plane=maps.PLANE)
        pool = pool.but(bounds=NOWHERE)
        count = draw(st.integers(0, 3))
        lanes = [
            Node(f"lane{number}{n}", "lane", "Lane", process.id, plane=maps.PLANE, bounds=NOWHERE) for n in range(count)
        ]
        names: list[str | None] = [lane.id for lane in lanes] or [None]
        homes = st.sampled_from(names)
        inside = [
            _step(f"s{number}{n}", draw(st.sampled_from(KINDS)), process.id, draw(homes))
            for n in range(draw(st.integers(1, 6)))
        ]
        steps.append(inside)
        records += [process, pool, *lanes, *inside]
        if draw(st.booleans()) and inside[0].sort.is_activity:
            boundary_event = _step(f"guest{number}", "boundaryEvent", process.id, inside[0].lane)
            inside.append(boundary_event.but(host=inside[0].id, name="late"))
            records.append(inside[-1])
    flows = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 6), st.integers(0, 6)), max_size=10))
    for number, (pool_number, one, two) in enumerate(flows):
        inside = steps[pool_number % len(steps)]
        a, b = inside[one % len(inside)], inside[two % len(inside)]
        if a.id != b.id and b.host is None and a.host != b.id:
            records.append(_flow(f"f{number}", "sequenceFlow", a, b, "yes" if number % 3 == 0 else ""))
    if len(steps) > 1 and draw(st.booleans()):
        records.append(_flow("m", "messageFlow", steps[0][0], steps[1][0], "order"))
    return Diagram(maps.behind(*records))


def _step(id: str, kind: str, process: str, lane: str | None) -> Node:
    size = {"task": (100, 80), "userTask": (100, 80)}.get(kind, (50, 50) if kind.endswith("Gateway") else (36, 36))
    return Node(id, kind, id, process, lane, plane=maps.PLANE, bounds=Rect(0, 0, *size))


def _flow(id: str, kind: str, source: Node, target: Node, name: str) -> Flow:
    parent = source.parent if kind == "sequenceFlow" else "collaboration"
    return Flow(id, kind, source.id, target.id, name, parent, maps.PLANE, (Point(0, 0), Point(1, 1)))
