"""Pools that grow push away what would come under them; what moved so pushes on."""

from __future__ import annotations

from mapper.edit.place import Was, flipped, shift, whole
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.geometry import Rect
from mapper.model.kinds import ARTIFACT, DATA, FLOW_NODES, POOL
from mapper.model.records import Node

GAP = 30.0
"""What is pushed away stays this far off, in pixels, or as far as it was if that was less."""


def push(diagram: Diagram, id: str, old: Rect, new: Rect, was: Was) -> None:
    """Make way for a pool (or the lanes of a process without one) whose box grew from `old` to `new`."""
    for side in (RIGHT, BOTTOM, LEFT, TOP):
        _push(diagram, id, old, new, side, was, {id})


def _push(diagram: Diagram, id: str, old: Rect, new: Rect, side: str, was: Was, pushed: set[str]) -> None:
    before, after = _turned(old, side), _turned(new, side)
    if after.right <= before.right:
        return
    for other in _others(diagram, id, old, new):
        assert other.bounds is not None
        box = _turned(other.bounds, side)
        if other.id in pushed or box.x < before.right - 1 or box.y >= after.bottom or after.y >= box.bottom:
            continue
        need = after.right + min(GAP, max(0.0, box.x - before.right)) - box.x
        if need > 0:
            dx, dy = {RIGHT: (need, 0.0), LEFT: (-need, 0.0), BOTTOM: (0.0, need), TOP: (0.0, -need)}[side]
            stood = other.bounds
            pushed.add(other.id)
            shift(diagram, whole(diagram, [other.id]), dx, dy, was)
            if other.family == POOL:
                _push(diagram, other.id, stood, stood.moved(dx, dy), side, was, pushed)


def _turned(box: Rect, side: str) -> Rect:
    """The box turned so that `side` is its right side."""
    if side in (TOP, BOTTOM):
        box = flipped(box)
    return Rect(-box.right, box.y, box.w, box.h) if side in (LEFT, TOP) else box


def _others(diagram: Diagram, id: str, old: Rect, new: Rect) -> list[Node]:
    """The other pools of the plane, and what lies loose where the pool now reaches."""
    plane = diagram.node(id).plane
    if plane is None:
        return []
    pools = (diagram.node(p) for p in diagram.index.naming("family", POOL) if p != id)
    found = [p for p in pools if p.plane == plane and p.bounds is not None]
    for near in diagram.index.near(plane, new):
        node = diagram.node(near)
        loose = (node.family in FLOW_NODES or node.family in (DATA, ARTIFACT)) and node.host is None
        covered = node.bounds is not None and node.bounds.meets(new) and not node.bounds.meets(old)
        if loose and covered and query.pool_of(diagram, near) is None:
            found.append(node)
    return sorted(found, key=lambda n: (n.bounds or Rect(0, 0, 0, 0), n.id))
