"""A pool or an expanded sub-process laid out anew where it stands. What stands around makes way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.arrange.picture.picture import Picture
from mapper.arrange.subset.subset import apply_picture, attached, finish, grow_below_boundary_events, part
from mapper.arrange.whole import whole_plane
from mapper.edit.effects.before import Before, called, loose_inside
from mapper.edit.effects.before import whole as with_contents
from mapper.edit.effects.grow import grow, make_room
from mapper.edit.effects.push import push
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, oriented
from mapper.model.kinds import ANCHOR, DATA, LANE, POOL
from mapper.model.records import Node


def inside(diagram: Diagram, id: str) -> None:
    """Lay out a pool or an expanded sub-process with what it holds; its upper left corner stays."""
    node = diagram.node(id)
    if node.bounds is None or node.plane is None:
        return
    ids = with_contents(diagram, [id])
    strayed = _strayed(diagram, node, ids) if node.family == POOL else set()
    ids = {one: None for one in ids if one not in strayed}
    own = part(diagram, node.plane, {*ids, *_tied(diagram, node, ids), *_astray(diagram, node)})
    found, horizontal = whole_plane.laid(diagram, node.plane, own.shown)
    if id not in found.bounds:
        return
    corner = found.bounds[id]
    found = whole_plane.moved(found, node.bounds.x - corner.x, node.bounds.y - corner.y)
    if node.family == POOL:
        _keep_aligned(diagram, node, found, horizontal)
    was = Before()
    if node.family != POOL:
        make_room(diagram, node, found.bounds[id], was)
    apply_picture(diagram, own, found, horizontal, was)
    if node.family == POOL:
        push(diagram, id, node.bounds, found.bounds[id], was)
    grow(diagram, [id], was)
    grow_below_boundary_events(diagram, id, horizontal, was)
    finish(diagram, own, was)


def _strayed(diagram: Diagram, pool: Node, ids: Iterable[str]) -> set[str]:
    """Steps that lie in a pool's box without a reason: of another process, and shown by no call."""
    shown = {inner.id for one in ids for inner in called(diagram, diagram.node(one))}
    return {loose.id for loose in loose_inside(diagram, pool) if loose.sort.is_flow_element} - shown


def _tied(diagram: Diagram, container: Node, ids: dict[str, None]) -> list[str]:
    """Data and notes tied to nothing but what is laid out. Those beside a sub-process stay, as all does there, and
    those of another process."""
    boxes = {id: diagram.node(id).bounds for id in attached(diagram, ids)}
    if container.family != POOL:
        return [id for id, box in boxes.items() if box is not None and container.bounds and container.bounds.holds(box)]
    processes = {id: query.process_of(diagram, id) for id in boxes}
    return [id for id, one in processes.items() if one is None or one.kind != "process" or one.id == container.ref]


def _astray(diagram: Diagram, container: Node) -> Iterator[str]:
    """Data and loose ends that lie in a pool's box and in no pool's process."""
    frame = container.bounds if container.family == POOL else None
    if frame is None or container.plane is None:
        return
    for id in sorted(diagram.index.near(container.plane, frame)):
        node = diagram.node(id)
        is_inside = node.family in (DATA, ANCHOR) and node.bounds is not None and frame.holds(node.bounds)
        if is_inside and query.pool_of(diagram, id) is None:
            yield id


def _keep_aligned(diagram: Diagram, pool: Node, found: Picture, horizontal: bool) -> None:
    """A pool as long as its neighbours stays at least as long."""
    assert pool.bounds is not None
    own, new = oriented(pool.bounds, horizontal), oriented(found.bounds[pool.id], horizontal)
    others = (diagram.node(id) for id in diagram.index.naming("family", POOL) if id != pool.id)
    boxes = [oriented(n.bounds, horizontal) for n in others if n.plane == pool.plane and n.bounds is not None]
    if new.w >= own.w or not any(abs(b.x - own.x) < 1 and abs(b.w - own.w) < 1 for b in boxes):
        return
    for id, box in found.bounds.items():
        flat = oriented(box, horizontal)
        if diagram.node(id).family in (POOL, LANE) and abs(flat.right - new.right) < 0.5:
            found.bounds[id] = oriented(Rect(flat.x, flat.y, flat.w + own.w - new.w, flat.h), horizontal)
