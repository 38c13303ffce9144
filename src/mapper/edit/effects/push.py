"""Pools that grow push away what would come under them; what moved so pushes on."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.edit.effects.before import Before, shift, whole
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.geometry import Rect, flipped
from mapper.model.kinds import ARTIFACT, DATA, FLOW_NODES, LANE, POOL
from mapper.model.records import Node

GAP = 30.0
"""What is pushed away stays this far off, in pixels, or as far as it was if that was less."""


def push(diagram: Diagram, id: str, old: Rect, new: Rect, was: Before) -> None:
    """Make way for a pool (or the lanes of a process without one) whose box grew from `old` to `new`."""
    for side in (RIGHT, BOTTOM, LEFT, TOP):
        _push(diagram, id, old, new, side, was, {id})


def _push(diagram: Diagram, id: str, old: Rect, new: Rect, side: str, was: Before, pushed: set[str]) -> None:
    before, after = _turned(old, side), _turned(new, side)
    if after.right <= before.right:
        return
    for block in (*_pools(diagram, id), *_loose(diagram, id, old, new, was)):
        need = max((_need(box, before, after) for node in block if (box := _box(diagram, node, side))), default=0.0)
        if need <= 0 or not pushed.isdisjoint(block):
            continue
        dx, dy = {RIGHT: (need, 0.0), LEFT: (-need, 0.0), BOTTOM: (0.0, need), TOP: (0.0, -need)}[side]
        pushed.update(block)
        stood = {node: diagram.node(node).bounds for node in block}
        shift(diagram, whole(diagram, _with_mates(diagram, block, before, side)), dx, dy, was)
        for node, box in stood.items():
            if diagram.node(node).family == POOL and box is not None:
                _push(diagram, node, box, box.moved(dx, dy), side, was, pushed)


def _need(box: Rect, before: Rect, after: Rect) -> float:
    """How far something must go for a pool to reach from `before` to `after`, all turned to the right."""
    if box.x < before.right - 1 or box.y >= after.bottom or after.y >= box.bottom:
        return 0.0
    return after.right + min(GAP, max(0.0, box.x - before.right)) - box.x


def _box(diagram: Diagram, id: str, side: str) -> Rect | None:
    bounds = diagram.node(id).bounds
    return _turned(bounds, side) if bounds is not None else None


def _turned(box: Rect, side: str) -> Rect:
    """The box turned so that `side` is its right side."""
    if side in (TOP, BOTTOM):
        box = flipped(box)
    return Rect(-box.right, box.y, box.w, box.h) if side in (LEFT, TOP) else box


# -- what is in the way ------------------------------------------------------------------------------------------------


def _pools(diagram: Diagram, id: str) -> Iterator[list[str]]:
    """The other pools of the plane, each for itself."""
    plane = diagram.node(id).plane
    pools = (diagram.node(other) for other in diagram.index.naming("family", POOL) if other != id)
    drawn = [pool for pool in pools if pool.plane == plane and plane is not None and pool.bounds is not None]
    yield from ([pool.id] for pool in sorted(drawn, key=lambda n: (n.bounds or Rect(0, 0, 0, 0), n.id)))


def _loose(diagram: Diagram, id: str, old: Rect, new: Rect, was: Before) -> Iterator[list[str]]:
    """What lies in no pool where the pool now reaches: steps of one process go together, in the order they have. What
    stood in the pool before this edit went along with its contents."""
    plane, blocks = diagram.node(id).plane, dict[str, list[str]]()
    for near in sorted(diagram.index.near(plane, new)) if plane is not None else ():
        node = diagram.node(near)
        solid = node.family in FLOW_NODES or node.family in (DATA, ARTIFACT)
        stood = was.get(near) or node.bounds
        covered = node.bounds is not None and node.bounds.meets(new) and stood is not None and not stood.meets(old)
        if solid and covered and node.host is None and query.pool_of(diagram, near) is None:
            outer = _outermost(diagram, node)
            block = blocks.setdefault(near if node.family == ARTIFACT else outer.parent or outer.id, [])
            block += [outer.id] if outer.id not in block else []
    yield from blocks.values()


def _outermost(diagram: Diagram, node: Node) -> Node:
    """What a node moves with: the outermost sub-process around it on its plane, else itself."""
    while (
        isinstance(container := diagram.get(node.parent), Node) and container.plane == node.plane and container.bounds
    ):
        node = container
    return node


def _with_mates(diagram: Diagram, block: list[str], before: Rect, side: str) -> list[str]:
    """A block with what else of its process lies on that side of the pool, so that rows stay rows; with lanes, all."""
    first = diagram.node(block[0])
    if first.family in (POOL, ARTIFACT) or first.parent is None:
        return block
    inside = query.contents(diagram, first.parent)
    drawn = [n for n in inside if isinstance(n, Node) and n.plane == first.plane and n.bounds is not None]
    if any(node.family == LANE for node in drawn):
        return [node.id for node in drawn]
    mates = [n for n in drawn if n.parent == first.parent and n.host is None and n.bounds is not None]
    return [*block, *(n.id for n in mates if n.bounds and _turned(n.bounds, side).x >= before.right - 1)]
