"""Which container a place on the map lies in, and what belongs to it: where the centre lies decides."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from mapper.edit.effects.before import CONTAINERS, Before, is_open
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import onto_border
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ACTIVITIES, ARTIFACT, CONTAINER, DATA, FLOW_ELEMENTS, FLOW_NODES, LANE, POOL, SUBPROCESS
from mapper.model.records import Node

REACH = 300.0
"""A step dropped this near to a pool, in pixels, goes into it, and the pool grows."""


class Place(NamedTuple):
    """What holds a place: the BPMN element (`parent`), the innermost lane, and the drawn node that shows them.

    parent is None where a new process must be made first (free space beside nothing).
    """

    parent: str | None
    lane: str | None
    shape: str | None


def place_at(diagram: Diagram, plane: str, at: Point, family: str, ignore: Container[str] = ()) -> Place:
    """What would hold a node of a family with its centre at a place."""
    found = innermost(diagram, plane, at, ignore)
    if found is not None and found.family == POOL and query.is_closed(diagram, found):
        if family in FLOW_ELEMENTS:
            return Place(None, None, found.id)
        found = None
    if found is None and family in FLOW_ELEMENTS:
        found = _pool_near(diagram, plane, at, ignore)
    if found is None:
        return Place(_free(diagram, plane, family), None, None)
    if found.family != SUBPROCESS or query.sublanes(diagram, found.id):
        found = leaf_at(diagram, found, at)
    lane = found.id if found.family == LANE and family in FLOW_NODES else None
    return Place(_element(diagram, found), lane, found.id)


def innermost(diagram: Diagram, plane: str, at: Point, ignore: Container[str] = ()) -> Node | None:
    """The smallest pool, lane or expanded sub-process around a place."""
    best: Node | None = None
    for id in diagram.index.near(plane, Rect(at.x, at.y, 0, 0)):
        node = diagram.node(id)
        if node.family not in CONTAINERS or id in ignore or node.bounds is None or not node.bounds.holds(at):
            continue
        if (is_open(node) or node.family == POOL) and (best is None or _rank(node) < _rank(best)):
            best = node
    return best


def host_at(diagram: Diagram, plane: str, at: Point, reach: float = 20.0) -> Node | None:
    """The activity whose border runs nearest to a place, at most `reach` pixels off."""
    best: tuple[float, str] | None = None
    for id in diagram.index.near(plane, Rect(at.x, at.y, 0, 0).grown(reach)):
        node = diagram.node(id)
        if node.family in ACTIVITIES and node.bounds is not None:
            gap = onto_border(node.bounds, at).distance(at)
            if gap <= reach and (best is None or (gap, id) < best):
                best = (gap, id)
    return diagram.node(best[1]) if best is not None else None


def join(diagram: Diagram, ids: Iterable[str], was: Before, anew: bool = False) -> list[str]:
    """Put each node into the lane and the element its centre lies in; returns the ids whose parent changed.

    A node that stays in the same container keeps the lane and parent its file gave it, however odd, unless `anew`.
    Boundary events follow their hosts.
    """
    moved = []
    for id in dict.fromkeys(ids):
        node = diagram.get(id)
        if not isinstance(node, Node) or node.bounds is None or node.plane is None or node.host is not None:
            continue
        if (node.family in FLOW_NODES or node.family in (DATA, ARTIFACT)) and _join_one(diagram, node, was, anew):
            moved.append(id)
    return moved


def _join_one(diagram: Diagram, node: Node, was: Before, anew: bool) -> bool:
    assert node.bounds is not None
    assert node.plane is not None
    own = {node.id, *(r.id for r in query.contents(diagram, node.id))} if node.family == SUBPROCESS else {node.id}
    now = place_at(diagram, node.plane, node.bounds.center, node.family, own)
    old = was.get(node.id, node.bounds)
    if old is not None and not anew:
        before = place_at(diagram, node.plane, old.center, node.family, own)
        if before.shape == now.shape:
            return False
    if now.shape is None:
        now = _at_home(diagram, node) or now
    parent = now.parent or node.parent
    diagram.put(node.but(parent=parent, lane=now.lane if node.family in FLOW_NODES else node.lane))
    for boundary_event in query.boundary_events(diagram, node.id):
        diagram.put(boundary_event.but(parent=parent, lane=now.lane))
    _take_object(diagram, diagram.node(node.id))
    return parent != node.parent


def _at_home(diagram: Diagram, node: Node) -> Place | None:
    """The nearest lane of a node's own pool: what is dragged out of all pools stays, and its pool grows to it."""
    process = query.process_of(diagram, node.id)
    container = query.pool_of(diagram, node.id) or process
    if process is None or container is None or node.bounds is None or node.family == ARTIFACT:
        return None
    if container.plane != node.plane and not query.sublanes(diagram, process.id):
        return None
    found = leaf_at(diagram, container, node.bounds.center)
    if found.plane != node.plane:
        return None
    return Place(process.id, found.id if found.family == LANE else None, found.id)


def _take_object(diagram: Diagram, node: Node) -> None:
    """A data object goes with its only reference into another process."""
    behind = diagram.get(node.ref) if node.kind == "dataObjectReference" else None
    if isinstance(behind, Node) and behind.parent != node.parent:
        others = [id for id in diagram.index.naming("ref", behind.id) if id != node.id]
        if not others:
            diagram.put(behind.but(parent=node.parent))


def _rank(node: Node) -> tuple[float, bool, float, str]:
    assert node.bounds is not None
    box = node.bounds
    return (box.w * box.h, node.family != LANE, box.y + box.x, node.id)


def leaf_at(diagram: Diagram, container: Node, at: Point) -> Node:
    """The innermost lane next to a place: a header band counts as the lane it stands beside."""
    while lanes := [n for n in query.sublanes(diagram, container.id) if n.bounds is not None]:
        container = min(lanes, key=lambda n: (_away(n.bounds, at), n.id))
    return container


def _away(box: Rect | None, at: Point) -> float:
    if box is None:
        return float("inf")
    return max(box.x - at.x, at.x - box.right, 0.0) + max(box.y - at.y, at.y - box.bottom, 0.0)


def _element(diagram: Diagram, container: Node) -> str | None:
    """The BPMN element whose contents a drawn container shows."""
    if container.family == POOL:
        return container.ref
    at: Node | None = container
    while at is not None and at.family == LANE:
        above = diagram.get(at.parent)
        at = above if isinstance(above, Node) else None
    return at.id if at is not None else None


def _pool_near(diagram: Diagram, plane: str, at: Point, ignore: Container[str]) -> Node | None:
    near = diagram.index.near(plane, Rect(at.x, at.y, 0, 0).grown(REACH))
    pools = [n for id in near if (n := diagram.node(id)).family == POOL and n.ref is not None and id not in ignore]
    pools = [n for n in pools if _away(n.bounds, at) <= REACH]
    return min(pools, key=lambda n: (_away(n.bounds, at), n.id), default=None)


def _free(diagram: Diagram, plane: str, family: str) -> str | None:
    """The element for free space: what the plane shows, or beside pools a process that no pool shows."""
    shown = diagram.node(plane).ref
    record = diagram.get(shown)
    if not isinstance(record, Node) or record.kind != "collaboration" or family in (POOL, ARTIFACT):
        return record.id if isinstance(record, Node) else None
    loose = loose_process(diagram, plane)
    return loose.id if loose is not None else None


def loose_process(diagram: Diagram, plane: str) -> Node | None:
    """A process that no pool shows and that may be drawn on this plane."""
    for id in sorted(diagram.index.naming("family", CONTAINER)):
        process = diagram.node(id)
        if process.kind != "process" or query.pool_of(diagram, id) is not None:
            continue
        inside = query.children(diagram, id)
        # What is drawn nowhere stays so: a new pool must not bring it to light.
        if not inside or any(child.plane == plane for child in inside):
            return process
    return None
