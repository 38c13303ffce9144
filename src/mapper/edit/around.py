"""What lies around a flow that is to be laid: shapes it must not enter, labels and other lines it should keep off."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from mapper.edit.ways import STUB, Way, crosses, loops
from mapper.edit.wiring.scene import TIES
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import DATA, EVENT, FLOW_NODES, GATEWAY, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record

_FAR = 1200.0
"""Pixels from an end within which obstacles are looked for when the other end is still further off."""
_OBSTACLES = 120
"""How many obstacles count, nearest first."""
_LINES = 80
_CLOSE = 4.0
"""Lines nearer to each other than this lie on each other, in pixels."""
_ACROSS = 25.0
UPON = 320.0
_OVER = 70.0
_THROUGH, _SHARED = 2000.0, 300.0
"""Prices in pixels of way: across another line, on another line, over a label; for a loop through a shape, where others
meet its step."""
_BY = 9.0
"""Flows that meet a shape nearer to each other than this seem to meet it at one place, in pixels."""


def docked(diagram: Diagram, flow: Flow, source: Node, target: Node) -> dict[Point, str]:
    """Where other flows meet the two ends, and in which direction."""
    found: dict[Point, str] = {}
    for end in (source, target):
        for id in diagram.index.flows_at(end.id):
            other = diagram.flow(id)
            if id != flow.id and other.kind not in TIES and len(other.points) > 1:
                out = other.source == end.id
                found[other.points[0 if out else -1]] = "out" if out else "in"
    return found


def obstacles(diagram: Diagram, flow: Flow, source: Node, target: Node) -> list[Rect]:
    """Steps, events, gateways and data near the two ends, but not what contains them or what they sit on."""
    plane = flow.plane or source.plane
    if plane is None:
        return []
    frame = box(source).union(box(target)).grown(6 * STUB)
    areas = (frame,) if max(frame.w, frame.h) <= 2 * _FAR else (box(source).grown(_FAR), box(target).grown(_FAR))
    near = set().union(*(diagram.index.near(plane, area) for area in areas))
    around = _around(diagram, source) | _around(diagram, target)
    one, two = box(source).center, box(target).center
    found = []
    for id in near:
        node = diagram.node(id)
        if node.bounds is None or (node.family not in FLOW_NODES and node.family != DATA):
            continue
        if node.bounds.meets(frame) and id not in around:
            center = node.bounds.center
            found.append((min(center.distance(one), center.distance(two)), node.bounds, id))
    # What lies inside an end is looked up last: it takes longest.
    ranked = (diagram.node(id) for *_place, id in sorted(found))
    solid = (n for n in ranked if not _inside_end(diagram, n, source, target))
    return [box(n).grown(-0.5 if n.host else 4) for n in itertools.islice(solid, _OBSTACLES)]


def loop(diagram: Diagram, flow: Flow, node: Node) -> Way:
    """From a node back to itself, where there is room and no other flow meets it."""
    solid, near = obstacles(diagram, flow, node, node), others(diagram, flow, node, node)
    taken = docked(diagram, flow, node, node)

    def price(way: Way) -> float:
        through = sum(crosses(a, b, shape) for a, b in itertools.pairwise(way) for shape in solid)
        shared = sum(place.distance(end) < _BY for place in taken for end in (way[0], way[-1]))
        return bother(near, way) + _THROUGH * through + _SHARED * shared

    offers = loops(box(node), node.family not in (EVENT, GATEWAY))
    return min((usual + price(way), way) for usual, way in offers)[1]


class Others(NamedTuple):
    """Pieces of other flows, and labels, near a flow that is to be laid."""

    lines: list[tuple[Point, Point]]
    labels: list[Rect]


def others(diagram: Diagram, flow: Flow, source: Node, target: Node) -> Others:
    """What a flow should not lie on. Flows that meet its ends are left out: they are laid along with it."""
    plane, frame = flow.plane or source.plane, box(source).union(box(target)).grown(3 * STUB)
    if plane is None or max(frame.w, frame.h) > 2 * _FAR:
        return Others([], [])
    ends = {source.id, target.id}
    near = [diagram.flow(id) for id in sorted(diagram.index.flows_near(plane, frame))]
    near = [f for f in near if f.id != flow.id and not {f.source, f.target} & ends]
    lines = [piece for f in near for piece in itertools.pairwise(f.points) if _meets(piece, frame)]
    labels = [f.label for f in near if f.label is not None and f.name and f.label.meets(frame)]
    for id in sorted(diagram.index.near(plane, frame)):
        node = diagram.node(id)
        if node.label is not None and node.name and node.sort.label_outside and id not in ends:
            labels.append(node.label)
    return Others(lines[:_LINES], labels)


def bother(others: Others, way: Way) -> float:
    """What a way costs for the lines and labels it meets."""
    price = 0.0
    for a, b in itertools.pairwise(way):
        frame = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
        price += _OVER * sum(crosses(a, b, label) for label in others.labels)
        grown = frame.grown(_CLOSE)
        price += sum(_met(frame, c, d) for c, d in others.lines if _meets((c, d), grown))
    return price


def _meets(piece: tuple[Point, Point], frame: Rect) -> bool:
    return crosses(piece[0], piece[1], frame)


def _met(frame: Rect, c: Point, d: Point) -> float:
    """What one piece, which is as its frame, pays for another that comes near it."""
    lying, other = frame.w >= frame.h, abs(c.x - d.x) >= abs(c.y - d.y)
    if lying != other:
        return _ACROSS
    axis = 0 if lying else 1
    start, end = max(frame[axis], min(c[axis], d[axis])), min(frame[axis] + frame[axis + 2], max(c[axis], d[axis]))
    return UPON if end - start > _CLOSE else 0.0


def _around(diagram: Diagram, end: Node) -> set[str]:
    """The end itself, its host, and every sub-process around it."""
    found = {end.id}
    at: Record | None = end
    while isinstance(at, Node) and at.family != POOL and at.kind != "process":
        found.update({at.id, at.host or at.id})
        at = diagram.get(at.parent)
    return found


def _inside_end(diagram: Diagram, node: Node, source: Node, target: Node) -> bool:
    if POOL not in (source.family, target.family):
        return node.parent in (source.id, target.id) and SUBPROCESS in (source.family, target.family)
    pool = query.pool_of(diagram, node.id)
    return pool is not None and pool.id in (source.id, target.id)
