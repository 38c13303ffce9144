"""Making and taking room: everything beyond a line moves, what the line crosses stretches. Flows keep their bends."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mapper.edit.effects.before import CONTAINERS, Before, called, is_open, loose_inside, place
from mapper.edit.effects.lane_stack import LANE_MIN, frame_of
from mapper.edit.effects.push import push
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import gap
from mapper.model.geometry import Point, Rect, oriented
from mapper.model.kinds import ARTIFACT, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node

CLEARANCE = 20.0
"""Taking room away leaves at least this much between things, in pixels."""


class _Cut(NamedTuple):
    """The nodes beyond a line, those it stretches; its direction, place and distance."""

    moved: set[str]
    crossed: set[str]
    horizontal: bool
    at: float
    by: float


def cut(
    diagram: Diagram,
    plane: str,
    horizontal: bool,
    at: float,
    by: float,
    was: Before,
    within: str | None = None,
    around: str | None = None,
) -> None:
    """Move everything beyond `at` by a distance: to the right (`horizontal`) or down; negative distances close a gap.

    within: the pool to keep to; it grows and pushes its neighbours. around: the sub-process that is about to grow to
    what already reaches beyond its border; that stays as it is.
    """
    inner = {r.id for r in query.contents(diagram, around)} if around is not None else set()
    nodes = [n for n in _scope(diagram, plane, within) if n.id not in inner or _flat(n, horizontal).right <= at]
    moved = {n.id for n in nodes if _beyond(diagram, n, horizontal, at)}
    crossed = {n.id for n in nodes if n.id not in moved and _stretches(n) and _flat(n, horizontal).right > at}
    crossed |= {n.id for n in nodes if n.id not in moved and _ends_within(diagram, n, crossed, horizontal, at)}
    pool = diagram.get(within)
    before = pool.bounds if isinstance(pool, Node) else None
    flows = _right_flows(diagram, {n.id for n in nodes}, was)
    for node in nodes:
        box = _flat(node, horizontal)
        if node.id in moved:
            place(diagram, node, oriented(box.moved(by, 0), horizontal), was)
        elif node.id in crossed:
            place(diagram, node, oriented(Rect(box.x, box.y, box.w + by, box.h), horizontal), was)
    _cut_flows(diagram, flows, _Cut(moved, crossed, horizontal, at, by), was)
    after = diagram.get(within)
    if before is not None and isinstance(after, Node) and after.bounds is not None:
        push(diagram, after.id, before, after.bounds, was)


def slack(diagram: Diagram, plane: str, horizontal: bool, at: float) -> float:
    """How far everything beyond `at` may move back before it comes too near to what stays, in pixels."""
    nodes = _scope(diagram, plane, None)
    moved = {n.id for n in nodes if _beyond(diagram, n, horizontal, at)}
    boxes = {n.id: _flat(n, horizontal) for n in nodes}
    crossed = [boxes[n.id] for n in nodes if _stretches(n) and n.id not in moved and boxes[n.id].right > at]
    stay = [n for n in nodes if n.id not in moved and (not _stretches(n) or boxes[n.id].right <= at)]
    wall = max((boxes[n.id].right for n in stay), default=at)
    limits = [boxes[id].x - wall - CLEARANCE for id in moved]
    limits += [limit for box in crossed for limit in (box.right - wall - CLEARANCE, box.w - LANE_MIN)]
    limits += _limits_inside(nodes, moved, horizontal)
    return max(0.0, min(limits, default=0.0))


def _limits_inside(nodes: Sequence[Node], moved: set[str], horizontal: bool) -> Iterator[float]:
    """How far what lies in a container that stays may move back before it comes too near to its border or header."""
    solid = [_flat(n, horizontal) for n in nodes if n.id in moved and n.family != ARTIFACT]
    for container in nodes:
        if container.id not in moved and container.family in CONTAINERS and _stretches(container):
            headed = container.family != SUBPROCESS and bool(container.trait("horizontal")) == horizontal
            box = _flat(container, horizontal)
            wall = box.x + (HEADER if headed else 0.0)
            yield from (inner.x - wall - CLEARANCE for inner in solid if box.holds(inner))


def _scope(diagram: Diagram, plane: str, within: str | None) -> list[Node]:
    pool = diagram.get(within)
    if isinstance(pool, Node) and pool.ref is not None:
        inside = query.contents(diagram, pool.ref)
        shown = [node for call in inside if isinstance(call, Node) for node in called(diagram, call)]
        records = [pool, *inside, *shown, *loose_inside(diagram, pool)]
    else:
        records = list(query.drawn_on(diagram, plane))
    nodes = {r.id: r for r in records if isinstance(r, Node) and r.plane == plane and r.bounds is not None}
    return list(nodes.values())


def _beyond(diagram: Diagram, node: Node, horizontal: bool, at: float) -> bool:
    host = diagram.get(node.host)
    if isinstance(host, Node) and host.bounds is not None and not _stretches(host):
        node = host
    return _flat(node, horizontal).x >= at


def _flat(node: Node, horizontal: bool) -> Rect:
    assert node.bounds is not None
    return oriented(node.bounds, horizontal)


def _stretches(node: Node) -> bool:
    return node.kind == "group" or node.family == POOL or (node.family in CONTAINERS and is_open(node))


def _ends_within(diagram: Diagram, lane: Node, crossed: set[str], horizontal: bool, at: float) -> bool:
    """Whether a lane ends right at the line inside a pool that the line stretches: it grows, so that no gap comes."""
    frame = (
        frame_of(diagram, lane.id) if lane.family == LANE and abs(_flat(lane, horizontal).right - at) < 0.01 else None
    )
    return frame is not None and frame.node is not None and frame.node.id in crossed


def _right_flows(diagram: Diagram, scope: set[str], was: Before) -> list[Flow]:
    """The flows among some nodes whose points are right before the cut."""
    flows = {id: diagram.flow(id) for node in scope for id in diagram.index.flows_at(node)}
    inside = [f for f in flows.values() if f.source in scope and f.target in scope and len(f.points) > 1]
    return [f for f in inside if was.is_drawn(diagram, f)]


def _cut_flows(diagram: Diagram, flows: Iterable[Flow], cut: _Cut, was: Before) -> None:
    for flow in flows:
        ends = {0: flow.source, len(flow.points) - 1: flow.target}
        # An end on something that is stretched stays or goes by where on it the flow docks.
        shifts = {i: id in cut.moved for i, id in ends.items() if id not in cut.crossed}
        points = tuple(_cut_point(i, p, shifts, cut) for i, p in enumerate(flow.points))
        docked = all(gap(diagram.node(id), points[i]) < 1 for i, id in ends.items() if id in cut.crossed)
        if docked and _as_straight(flow, points):
            diagram.put(flow.but(points=points, label=_cut_label(flow, cut)))
            was.draw(diagram, flow.id)


def _cut_point(i: int, p: Point, ends: Mapping[int, bool], cut: _Cut) -> Point:
    beyond = ends.get(i, oriented(p, cut.horizontal).x >= cut.at)
    return p.moved(*oriented(Point(cut.by, 0), cut.horizontal)) if beyond else p


def _cut_label(flow: Flow, cut: _Cut) -> Rect | None:
    label = flow.label
    if label is None or oriented(label, cut.horizontal).center.x < cut.at:
        return label
    return label.moved(*oriented(Point(cut.by, 0), cut.horizontal))


def _as_straight(flow: Flow, points: tuple[Point, ...]) -> bool:
    """Whether no horizontal or vertical segment became slanted or turned round."""
    for (a, b), (c, d) in zip(itertools.pairwise(flow.points), itertools.pairwise(points), strict=True):
        if (abs(a.x - b.x) < 0.5) != (abs(c.x - d.x) < 0.5) or (abs(a.y - b.y) < 0.5) != (abs(c.y - d.y) < 0.5):
            return False
        if (b.x - a.x) * (d.x - c.x) < 0 or (b.y - a.y) * (d.y - c.y) < 0:
            return False
    return True
