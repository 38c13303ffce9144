"""What a careful person would not have drawn, counted around some records: so that an arrangement can be held against
what stood there before, and is not kept where it is worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.grid import Grid
from mapper.model.kinds import CALL, FLOW_NODES
from mapper.model.records import Flow, Node, Record
from mapper.route.scene.meet import enters

_ON, _ALONG = 1.0, 4.0
"""Lines nearer than this that share more than this lie on each other, in pixels."""


def count(diagram: Diagram, plane: str, ids: Collection[str]) -> Counter[str]:
    """The faults of a plane that have to do with these records, by kind: things on each other, flows through steps or
    upon others, slanted ones, steps out of their lane, labels on something."""
    flows, nodes = _flows(diagram, plane, ids), _nodes(diagram, plane, ids)
    found: Counter[str] = Counter()
    found["overlap"] = len(overlaps(diagram, plane, ids))
    found["through"] = len(through(diagram, plane, ids))
    found["upon"] = len(upon(diagram, plane, ids))
    found["slanted"] = sum(_is_slanted(flow) for flow in flows)
    found["outside"] = sum(_is_outside(diagram, node) for node in nodes)
    found["label"] = len(set(_under_labels(diagram, plane, ids)))
    return found


def overlaps(diagram: Diagram, plane: str, ids: Collection[str]) -> set[frozenset[str]]:
    """Things on each other, one of them among these."""
    return {pair for node in _nodes(diagram, plane, ids) for pair in _overlaps(diagram, node)}


def through(diagram: Diagram, plane: str, ids: Collection[str]) -> set[tuple[str, str]]:
    """Flows, and steps they run through, one of them among these."""
    found = {pair for flow in _flows(diagram, plane, ids) for pair in _entered(diagram, flow)}
    return found | {pair for node in _nodes(diagram, plane, ids) for pair in _entering(diagram, node)}


def upon(diagram: Diagram, plane: str, ids: Collection[str]) -> set[frozenset[str]]:
    """Flows on each other, one of them among these."""
    return {pair for flow in _flows(diagram, plane, ids) for pair in _upon(diagram, flow)}


def labels(diagram: Diagram, plane: str, ids: Collection[str]) -> set[str]:
    """Whose labels stand on something, or something on them, one of the two being among these."""
    return {id for pair in _under_labels(diagram, plane, ids) for id in pair[:1]}


def _nodes(diagram: Diagram, plane: str, ids: Collection[str]) -> list[Node]:
    found = (diagram.get(id) for id in ids)
    return [r for r in found if isinstance(r, Node) and r.plane == plane and r.bounds is not None and r.sort.is_solid]


def _flows(diagram: Diagram, plane: str, ids: Collection[str]) -> list[Flow]:
    found = (diagram.get(id) for id in ids)
    return [r for r in found if isinstance(r, Flow) and r.plane == plane and len(r.points) > 1]


def kin(diagram: Diagram, id: str | None) -> set[str]:
    """Something, and what holds or carries it, at any depth; an open call activity holds what it shows."""
    found: set[str] = set()
    todo = [id]
    while todo:
        at = diagram.get(todo.pop())
        if not isinstance(at, Node) or at.id in found:
            continue
        found.add(at.id)
        todo += [at.host, at.parent]
        calls = (diagram.node(one) for one in diagram.index.naming("ref", at.id))
        todo += [call.id for call in calls if call.family == CALL and call.trait("expanded")]
    return found


def _overlaps(diagram: Diagram, node: Node) -> Iterator[frozenset[str]]:
    assert node.bounds is not None
    for id in diagram.index.near(node.plane or "", node.bounds):
        other = diagram.node(id)
        if id == node.id or other.bounds is None or not other.sort.is_solid or not share(node.bounds, other.bounds):
            continue
        if id not in kin(diagram, node.id) and node.id not in kin(diagram, id):
            yield frozenset({id, node.id})


def share(one: Rect, two: Rect) -> bool:
    """Whether two boxes have more in common than a border."""
    return one.grown(-0.5).meets(two.grown(-0.5))


def _entered(diagram: Diagram, flow: Flow) -> Iterator[tuple[str, str]]:
    for a, b in pairwise(flow.points):
        for id in diagram.index.near(flow.plane or "", _frame(a, b)):
            node = diagram.node(id)
            met = node.bounds is not None and node.sort.is_solid and enters(a, b, node.bounds.grown(-2))
            if met and _is_foreign(diagram, flow, node):
                yield (flow.id, id)


def _frame(a: Point, b: Point) -> Rect:
    return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).grown(_ON)


def _entering(diagram: Diagram, node: Node) -> Iterator[tuple[str, str]]:
    assert node.bounds is not None
    for id in diagram.index.flows_near(node.plane or "", node.bounds):
        flow = diagram.flow(id)
        if _runs_into(flow, node) and _is_foreign(diagram, flow, node):
            yield (id, node.id)


def _runs_into(flow: Flow, node: Node) -> bool:
    return node.bounds is not None and any(enters(a, b, node.bounds.grown(-2)) for a, b in pairwise(flow.points))


def _is_foreign(diagram: Diagram, flow: Flow, node: Node) -> bool:
    if node.kind == "message":
        return False  # it stands on the flow that carries it
    ends = (flow.source, flow.target)
    return node.host not in ends and all(node.id not in kin(diagram, end) for end in ends)


def _upon(diagram: Diagram, flow: Flow) -> Iterator[frozenset[str]]:
    for a, b in pairwise(flow.points):
        for id in diagram.index.flows_near(flow.plane or "", _frame(a, b)):
            other = diagram.flow(id)
            apart = other.source != flow.source and other.target != flow.target
            if apart and any(_lie_on(a, b, c, d) for c, d in pairwise(other.points)):
                yield frozenset({id, flow.id})


def _lie_on(a: Point, b: Point, c: Point, d: Point) -> bool:
    for i, j in ((0, 1), (1, 0)):
        if max(abs(a[j] - b[j]), abs(c[j] - d[j]), abs(a[j] - c[j])) < _ON:
            return min(max(a[i], b[i]), max(c[i], d[i])) - max(min(a[i], b[i]), min(c[i], d[i])) > _ALONG
    return False


def _is_slanted(flow: Flow) -> bool:
    return flow.sort.carries and any(abs(a.x - b.x) > 1 and abs(a.y - b.y) > 1 for a, b in pairwise(flow.points))


def _is_outside(diagram: Diagram, node: Node) -> bool:
    """Whether a step lies out of its lane, or out of its pool where there are no lanes."""
    container = query.lane_of(diagram, node.id) or query.pool_of(diagram, node.id)
    if node.family not in FLOW_NODES or container is None or container.bounds is None or node.bounds is None:
        return False
    if container.plane != node.plane or diagram.node(node.parent or "").family in FLOW_NODES:
        return False
    return not (share(container.bounds, node.bounds) if node.host else container.bounds.grown(1).holds(node.bounds))


def _under_labels(diagram: Diagram, plane: str, ids: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Labels, and shapes or other labels they stand on, one of the two being among these records."""
    boxes = {r.id: r.label for r in query.drawn_on(diagram, plane) if r.label is not None and r.sort.label_outside}
    grid = Grid()
    for id, label in boxes.items():
        grid.add(plane, id, label)
    for id, label in boxes.items():
        for other in grid.near(plane, label):
            if other != id and (id in ids or other in ids) and share(label, boxes[other]):
                yield (id, other, "label")
        for other in diagram.index.near(plane, label):
            if (id in ids or other in ids) and _stands_on(diagram, diagram.get(id), diagram.node(other)):
                yield (id, other, "shape")


def _stands_on(diagram: Diagram, record: Record | None, node: Node) -> bool:
    """Whether a label stands on a shape. One within a sub-process does not stand on that; of what leads out it does."""
    if record is None or record.label is None or node.id == record.id or not node.sort.is_solid or node.bounds is None:
        return False
    hosted = isinstance(record, Node) and record.host == node.id
    return share(record.label, node.bounds) and (hosted or not _is_around(diagram, record, node))


def _is_around(diagram: Diagram, record: Record, node: Node) -> bool:
    ends = (record.source, record.target) if isinstance(record, Flow) else (record.id,)
    return all(end != node.id and node.id in kin(diagram, end) for end in ends)
