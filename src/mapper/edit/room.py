"""Making and taking room: everything beyond a line moves, what the line crosses stretches. Flows keep their bends."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from mapper.edit.place import HOLDERS, Was, is_open, loose_inside, oriented, place
from mapper.edit.push import push
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import POOL
from mapper.model.records import Flow, Node

CLEARANCE = 20.0
"""Taking room away leaves at least this much between things, in pixels."""


def cut(
    diagram: Diagram, plane: str, lying: bool, at: float, by: float, was: Was, within: str | None = None
) -> None:
    """Move everything beyond `at` by a distance: to the right (`lying`) or down; negative distances close a gap.

    within: the pool to keep to; it grows and pushes its neighbours.
    """
    nodes = _scope(diagram, plane, within)
    moved = {n.id for n in nodes if _beyond(diagram, n, lying, at)}
    pool = diagram.get(within)
    before = pool.bounds if isinstance(pool, Node) else None
    for node in nodes:
        assert node.bounds is not None
        box = oriented(node.bounds, lying)
        if node.id in moved:
            place(diagram, node, oriented(box.moved(by, 0), lying), was)
        elif _stretches(node) and box.right > at:
            place(diagram, node, oriented(Rect(box.x, box.y, box.w + by, box.h), lying), was)
    _cut_flows(diagram, [n.id for n in nodes], moved, lying, at, by, was)
    after = diagram.get(within)
    if before is not None and isinstance(after, Node) and after.bounds is not None:
        push(diagram, after.id, before, after.bounds, was)


def slack(diagram: Diagram, plane: str, lying: bool, at: float) -> float:
    """How far everything beyond `at` may move back before it comes too near to what stays, in pixels."""
    nodes = _scope(diagram, plane, None)
    moved = [n for n in nodes if _beyond(diagram, n, lying, at)]
    inner = [oriented(n.bounds, lying) for n in moved if n.bounds]
    ids = {n.id for n in moved}
    stay = [oriented(n.bounds, lying).right for n in nodes if n.bounds and n.id not in ids and not _stretches(n)]
    if not inner:
        return 0.0
    wall = max((edge for edge in stay if edge <= at), default=at)
    return max(0.0, min(box.x for box in inner) - wall - CLEARANCE)


def _scope(diagram: Diagram, plane: str, within: str | None) -> list[Node]:
    pool = diagram.get(within)
    if isinstance(pool, Node) and pool.ref is not None:
        records = [pool, *query.contents(diagram, pool.ref), *loose_inside(diagram, pool)]
    else:
        records = list(query.drawn_on(diagram, plane))
    nodes = {r.id: r for r in records if isinstance(r, Node) and r.plane == plane and r.bounds is not None}
    return list(nodes.values())


def _beyond(diagram: Diagram, node: Node, lying: bool, at: float) -> bool:
    host = diagram.get(node.host)
    if isinstance(host, Node) and host.bounds is not None and not _stretches(host):
        node = host
    return node.bounds is not None and oriented(node.bounds, lying).x >= at


def _stretches(node: Node) -> bool:
    return node.kind == "group" or node.family == POOL or (node.family in HOLDERS and is_open(node))


def _cut_flows(
    diagram: Diagram, nodes: Iterable[str], moved: set[str], lying: bool, at: float, by: float, was: Was
) -> None:
    scope = set(nodes)
    flows = {id: diagram.flow(id) for node in scope for id in diagram.index.flows_at(node)}
    for flow in flows.values():
        if flow.source in scope and flow.target in scope and len(flow.points) > 1:
            shifts = {0: flow.source in moved, len(flow.points) - 1: flow.target in moved}
            points = tuple(_cut_point(i, p, shifts, lying, at, by) for i, p in enumerate(flow.points))
            if _as_upright(flow, points):
                diagram.put(flow.but(points=points, label=_cut_label(flow, lying, at, by)))
                was.draw(diagram, flow.id)


def _cut_point(i: int, p: Point, ends: Mapping[int, bool], lying: bool, at: float, by: float) -> Point:
    beyond = ends.get(i, (p.x if lying else p.y) >= at)
    return (p.moved(by, 0) if lying else p.moved(0, by)) if beyond else p


def _cut_label(flow: Flow, lying: bool, at: float, by: float) -> Rect | None:
    label = flow.label
    if label is None or oriented(label, lying).center.x < at:
        return label
    return label.moved(by, 0) if lying else label.moved(0, by)


def _as_upright(flow: Flow, points: tuple[Point, ...]) -> bool:
    """Whether no level or plumb segment became slanted or turned round."""
    for (a, b), (c, d) in zip(itertools.pairwise(flow.points), itertools.pairwise(points), strict=True):
        if (abs(a.x - b.x) < 0.5) != (abs(c.x - d.x) < 0.5) or (abs(a.y - b.y) < 0.5) != (abs(c.y - d.y) < 0.5):
            return False
        if (b.x - a.x) * (d.x - c.x) < 0 or (b.y - a.y) * (d.y - c.y) < 0:
            return False
    return True
