"""Containers grow around what is put into them: sub-process, lane, pool, each with some air."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects.before import Before, is_open, place, whole
from mapper.edit.effects.container_at import leaf_at
from mapper.edit.effects.lane_stack import Frame, breadth, frame_of, restack
from mapper.edit.effects.make_room import cut
from mapper.edit.effects.push import push
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import onto_border
from mapper.model.geometry import Point, Rect, centered, oriented
from mapper.model.kinds import HEADER, LANE, LIFT, POOL, SUBPROCESS
from mapper.model.records import Node

AIR = 20.0
"""Between contents and the border of a container that had to grow, along the reading direction, in pixels."""

LANE_AIR = 12.0
"""The same across it."""


def grow(diagram: Diagram, ids: Iterable[str], was: Before) -> None:
    """Let what holds these nodes grow until it surrounds them."""
    for id in ids:
        node = diagram.get(id)
        if isinstance(node, Node) and node.bounds is not None and node.sort.is_flow_element:
            container = container_of(diagram, node)
            if container is not None and node.host is None:
                around(diagram, container, node.bounds, was)


def container_of(diagram: Diagram, node: Node) -> Node | None:
    """The drawn container directly around a node: lane, expanded sub-process or pool on the same plane."""
    lane = diagram.get(node.lane)
    parent = diagram.get(node.parent)
    found = lane if isinstance(lane, Node) else parent
    if isinstance(found, Node) and found.family not in (LANE, SUBPROCESS):
        found = query.pool_of(diagram, found.id)
    if not isinstance(found, Node) or found.plane != node.plane or found.bounds is None or not is_open(found):
        return None
    return leaf_at(diagram, found, node.bounds.center) if node.bounds is not None else found


def around(diagram: Diagram, container: Node, box: Rect, was: Before) -> None:
    """Let a container grow until it holds a box; its neighbours make way and its own container grows too."""
    frame = frame_of(diagram, container.id)
    if frame is None or container.bounds is None:
        return
    own, inner = oriented(container.bounds, frame.horizontal), oriented(box, frame.horizontal)
    header = 0.0 if container.family == SUBPROCESS else HEADER
    air = AIR if container.family == SUBPROCESS else LANE_AIR
    left = _missing(own.x + header - inner.x, AIR)
    # Nothing ends right at the far edge: the next step is to be appended there.
    right = _missing(inner.right - own.right + AIR / 2, AIR / 2)
    up, down = _missing(own.y - inner.y, air), _missing(inner.bottom - own.bottom, air)
    if not (left or right or up or down):
        return
    if container.family == LANE:
        _grow_lane(diagram, container, frame, (left, right, up, down), was)
    else:
        new = oriented(Rect(own.x - left, own.y - up, own.w + left + right, own.h + up + down), frame.horizontal)
        _grow_box(diagram, container, new, was)


def keep_boundary_events(diagram: Diagram, was: Before) -> None:
    """Boundary events keep their place on the border of an activity that was resized."""
    for id, old in list(was.items()):
        host = diagram.get(id)
        if not isinstance(host, Node) or host.bounds is None or old is None or host.bounds[2:] == old[2:]:
            continue
        for boundary_event in query.boundary_events(diagram, id):
            if boundary_event.bounds is not None and boundary_event.plane == host.plane:
                place(
                    diagram,
                    boundary_event,
                    _kept(was.get(boundary_event.id) or boundary_event.bounds, old, host.bounds),
                    was,
                )


def _kept(boundary_event: Rect, old: Rect, new: Rect) -> Rect:
    center = boundary_event.center
    share_x, share_y = (center.x - old.x) / (old.w or 1), (center.y - old.y) / (old.h or 1)
    spot = onto_border(new, Point(new.x + share_x * new.w, new.y + share_y * new.h))
    return centered(spot, boundary_event.w, boundary_event.h)


def _missing(by: float, air: float) -> float:
    return by + air if by > 0 else 0.0


def _grow_lane(
    diagram: Diagram, lane: Node, frame: Frame, missing: tuple[float, float, float, float], was: Before
) -> None:
    left, right, up, down = missing
    box = oriented(frame.box, frame.horizontal)
    size = breadth(diagram, lane.id, frame.horizontal) + up + down
    span = (box.x - left, box.right + right)
    restack(diagram, frame, was, sizes={lane.id: size}, still=frozenset({lane.id}), start=box.y - up, span=span)
    if frame.node is not None and frame.node.family == SUBPROCESS:
        _outer(diagram, frame.node.id, was)


def _grow_box(diagram: Diagram, container: Node, new: Rect, was: Before) -> None:
    """A pool without lanes pushes its neighbours; a sub-process makes room around itself if something is in the way."""
    old = container.bounds
    assert old is not None
    if container.family == POOL:
        place(diagram, container, new, was)
        push(diagram, container.id, old, new, was)
        return
    make_room(diagram, container, new, was)
    place(diagram, diagram.node(container.id), new, was)
    _outer(diagram, container.id, was)


def _outer(diagram: Diagram, id: str, was: Before) -> None:
    grow(diagram, [id], was)


def make_room(diagram: Diagram, node: Node, new: Rect, was: Before) -> None:
    """Move what stands right of or below a node out of the way of its new, larger box."""
    old, plane = node.bounds, node.plane
    assert old is not None
    assert plane is not None
    make_room_beside(diagram, node, new, was)
    if new.bottom > old.bottom and in_the_way(diagram, node, Rect(new.x, old.bottom, new.w, new.bottom - old.bottom)):
        cut(diagram, plane, False, old.bottom, new.bottom - old.bottom, was, pool_id(diagram, node), node.id)


def make_room_beside(diagram: Diagram, node: Node, new: Rect, was: Before) -> None:
    """Move what stands right of a node out of the way of its new, wider box."""
    old, plane = node.bounds, node.plane
    assert old is not None
    assert plane is not None
    if new.right > old.right and in_the_way(diagram, node, Rect(old.right, new.y, new.right - old.right, new.h)):
        cut(diagram, plane, True, old.right, new.right - old.right, was, pool_id(diagram, node), node.id)


def pool_id(diagram: Diagram, node: Node) -> str | None:
    """The pool that shows a node on its plane, whose contents make room for it; None: all of the plane does."""
    pool = query.pool_of(diagram, node.id)
    return pool.id if pool is not None and pool.plane == node.plane else None


def in_the_way(diagram: Diagram, node: Node, box: Rect) -> bool:
    """Whether a box (and a little air around it) meets a step, event, gateway or data beside a node."""
    assert node.plane is not None
    own = whole(diagram, [node.id])
    for id in diagram.index.near(node.plane, box.grown(AIR)):
        other = diagram.node(id)
        if other.bounds is None or id in own or not other.bounds.meets(box.grown(AIR)):
            continue
        if other.sort.is_flow_element and not is_ancestor(diagram, other.id, node.id):
            return True
    return False


def is_ancestor(diagram: Diagram, outer: str, id: str) -> bool:
    """Whether a node contains another at any depth."""
    at = diagram.get(id)
    while at is not None and at.parent is not None:
        if at.parent == outer:
            return True
        at = diagram.get(at.parent)
    return False


TITLE, BESIDE = 26.0, 110.0
"""How high the title of a phase stands above its pool, and how wide beside a vertical one, in pixels."""


def phases(diagram: Diagram, pool: Node) -> list[Node]:
    """The phases of a pool, in the order of reading."""
    if pool.bounds is None or pool.plane is None:
        return []
    near = (diagram.node(id) for id in diagram.index.near(pool.plane, pool.bounds))
    across = bool(pool.trait("horizontal"))
    found = [(oriented(n.bounds, across).x, n.id) for n in near if n.bounds is not None and is_phase(n)]
    inside = [id for _x, id in sorted(found) if pool.bounds.holds(diagram.node(id).bounds.center)]  # type: ignore[union-attr]
    return [diagram.node(id) for id in inside]


def is_phase(node: Node) -> bool:
    """Whether a group is a phase of a pool."""
    return node.kind == "group" and bool(node.trait("phase"))


def keep_phases(diagram: Diagram, was: Before) -> None:
    """Let the phases of pools that changed, or of which one changed, fill their pool side by side."""
    pools: dict[str, None] = {}
    for id in was:
        node = diagram.get(id)
        if isinstance(node, Node) and node.family == POOL:
            pools[id] = None
        elif isinstance(node, Node) and is_phase(node):
            pools |= dict.fromkeys(_pools_at(diagram, node))
    for id in pools:
        lay_phases(diagram, id, was)


def lay_phases(diagram: Diagram, id: str, was: Before) -> None:
    """Let the phases of a pool fill it side by side; where two part, the one that changed decides."""
    pool = diagram.node(id)
    found = phases(diagram, pool)
    if not found or pool.bounds is None:
        return
    across = bool(pool.trait("horizontal"))
    box = oriented(pool.bounds, across)
    flat = [oriented(n.bounds, across) for n in found if n.bounds is not None]
    parts = [box.x + HEADER]
    for i, one in enumerate(flat[1:], 1):
        old = was.get(found[i].id)
        began = old is not None and abs(oriented(old, across).x - one.x) > 0.5
        parts.append(one.x if began else flat[i - 1].right)
    parts.append(box.right)
    for i, node in enumerate(found):
        span = Rect(parts[i], box.y, parts[i + 1] - parts[i], box.h)
        title = Rect(span.x, box.y - TITLE - LIFT, span.w, TITLE)
        if not across:
            title = Rect(box.y - BESIDE, span.x, BESIDE, span.w)
        laid = node.but(bounds=oriented(span, across), label=title)
        if laid != node:
            diagram.put(laid)


def _pools_at(diagram: Diagram, phase: Node) -> list[str]:
    if phase.bounds is None or phase.plane is None:
        return []
    near = (diagram.node(id) for id in diagram.index.near(phase.plane, phase.bounds))
    return [n.id for n in near if n.family == POOL and n.bounds is not None and n.bounds.holds(phase.bounds.center)]
