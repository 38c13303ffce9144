"""Moving things. Where a centre comes to lie decides the lane and the element that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before, place, shift, whole
from mapper.edit.effects.container_at import host_at, place_at
from mapper.edit.effects.lane_stack import frame_of, leaves
from mapper.edit.effects.reconnect import drop_flow
from mapper.edit.structure import lanes
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box, onto_border
from mapper.model.geometry import Point, Rect, centered, oriented
from mapper.model.kinds import ARTIFACT, DATA, FLOW_NODES, LANE
from mapper.model.records import Node
from mapper.text import _

_AIR = 10.0
"""Between a step and what stands in the lane it comes to, in pixels."""

_ALONG = (0.0, *(side * 20.0 * i for i in range(1, 31) for side in (1, -1)))
"""How far along its new lane a step may have to go, in pixels."""


def move_by(diagram: Diagram, ids: Iterable[str], dx: float, dy: float, merge: str | None = None) -> None:
    """Move nodes with all they carry; a lane alone changes places with its neighbours, a boundary event slides along
    its host. Flows among the selection move along by themselves. merge: as in `Diagram.transaction`. Raises Refused."""
    nodes = [n for id in ids if isinstance(n := diagram.get(id), Node) and n.bounds is not None]
    if not nodes or (not dx and not dy):
        return
    if all(n.family == LANE for n in nodes):
        lanes.drag(diagram, nodes[0].id, dx, dy)
        return
    with diagram.transaction(_("Move"), merge):
        set_places(diagram, {n.id: n.bounds.moved(dx, dy) for n in nodes if n.bounds and n.family != LANE})


def set_places(diagram: Diagram, boxes: Mapping[str, Rect], gently: bool = False) -> None:
    """Move nodes to places of their own (aligning); sizes stay. gently: their flows keep their bends, even those the
    router made. For use inside a transaction. Raises Refused."""
    was = Before()
    carried = {id: whole(diagram, [id]) for id in boxes}
    inner = {i for id, group in carried.items() for i in group if i != id}
    tops = [id for id in boxes if id not in inner and not _is_attached(diagram, id, boxes)]
    tops.sort(key=lambda id: diagram.node(id).host is not None)  # a boundary event may find a host that moves too
    for id in tops:
        node = diagram.node(id)
        assert node.bounds is not None
        if node.host is not None:
            _slide(diagram, node, boxes[id].center, was)
        else:
            shift(diagram, carried[id], boxes[id].x - node.bounds.x, boxes[id].y - node.bounds.y, was)
    for id in tops:
        _refuse_closed(diagram, diagram.node(id))
    settle(diagram, tops, was, gently=gently)


def to_lane(diagram: Diagram, ids: Iterable[str], by: int) -> None:
    """Move steps to the lane above theirs (below: positive), each onto the row of steps there that is nearest, or to
    the lane's middle where it is empty; all of them a little along where something stands already. Those without such
    a lane stay."""
    boxes: dict[str, Rect] = {}
    horizontal, ids = True, list(ids)
    for id in ids:
        node = diagram.get(id)
        if not isinstance(node, Node) or node.lane is None or node.host is not None or node.bounds is None:
            continue
        frame = frame_of(diagram, node.lane)
        order = [lane.id for lane in leaves(diagram, frame.element)] if frame is not None else []
        if frame is None or node.lane not in order or not 0 <= order.index(node.lane) + by < len(order):
            continue
        horizontal = frame.horizontal
        old, new = box(diagram.node(node.lane)), box(diagram.node(order[order.index(node.lane) + by]))
        off = oriented(new, horizontal).center.y - oriented(old, horizontal).center.y
        level = oriented(node.bounds, horizontal).center.y + off
        off += _row(diagram, order[order.index(node.lane) + by], level, horizontal, ids) - level
        boxes[id] = node.bounds.moved(*oriented(Point(0, off), horizontal))
    if boxes:
        along = next((d for d in _ALONG if _is_free(diagram, _moved(boxes, d, horizontal))), 0.0)
        with diagram.transaction(_("Move")):
            set_places(diagram, _moved(boxes, along, horizontal))


def _row(diagram: Diagram, lane: str, level: float, horizontal: bool, ids: Iterable[str]) -> float:
    """The middle of the row of steps in a lane that is nearest to a level; of the lane itself where it has none."""
    moving = set(ids)
    there = [n for n in query.members(diagram, lane) if n.id not in moving and n.host is None and n.bounds is not None]
    rows = [oriented(n.bounds, horizontal).center.y for n in there if n.bounds is not None]
    return (
        min(rows, key=lambda row: abs(row - level)) if rows else oriented(box(diagram.node(lane)), horizontal).center.y
    )


def _moved(boxes: Mapping[str, Rect], by: float, horizontal: bool) -> dict[str, Rect]:
    return {id: rect.moved(*oriented(Point(by, 0), horizontal)) for id, rect in boxes.items()}


def _is_free(diagram: Diagram, boxes: Mapping[str, Rect]) -> bool:
    own = whole(diagram, boxes)
    for id, rect in boxes.items():
        for near in diagram.index.near(diagram.node(id).plane or "", rect.grown(_AIR)):
            other = diagram.node(near)
            met = other.bounds is not None and other.bounds.meets(rect.grown(_AIR))
            if met and other.sort.is_flow_element and near not in own:
                return False
    return True


def can_move(diagram: Diagram, ids: Iterable[str], dx: float, dy: float) -> bool | rules.Refusal:
    """Whether nodes may be dropped that far off: for the preview of a drag."""
    moving = whole(diagram, ids)
    for id in ids:
        node = diagram.get(id)
        if isinstance(node, Node) and node.bounds is not None and node.plane is not None and node.host is None:
            center = node.bounds.center.moved(dx, dy)
            if not (allowed := _may_stand(diagram, node, center, moving)):
                return allowed
    return True


def _may_stand(diagram: Diagram, node: Node, center: Point, moving: Mapping[str, None]) -> bool | rules.Refusal:
    assert node.plane is not None
    if node.family not in FLOW_NODES and node.family not in (DATA, ARTIFACT):
        return True
    spot = place_at(diagram, node.plane, center, node.family, moving)
    return rules.can_hold(diagram, spot.shape, node.kind)


def _refuse_closed(diagram: Diagram, node: Node) -> None:
    if node.host is None and node.bounds is not None:
        allowed = _may_stand(diagram, node, node.bounds.center, whole(diagram, [node.id]))
        if isinstance(allowed, rules.Refusal):
            raise rules.Refused(allowed)


def _is_attached(diagram: Diagram, id: str, boxes: Mapping[str, Rect]) -> bool:
    """Whether a boundary event moves with its host anyway."""
    return diagram.node(id).host in boxes


def _slide(diagram: Diagram, boundary_event: Node, center: Point, was: Before) -> None:
    """A boundary event goes to the nearest place on its host's border, or onto another activity it is dropped at."""
    host = diagram.get(boundary_event.host)
    other = host_at(diagram, boundary_event.plane, center) if boundary_event.plane is not None else None
    if other and other.id != boundary_event.host and rules.can_attach(diagram, other.id, boundary_event.trait("event")):
        host = other
        boundary_event = boundary_event.but(host=other.id, parent=other.parent, lane=other.lane)
        diagram.put(boundary_event)
        _drop_unfit(diagram, boundary_event)
    if isinstance(host, Node) and host.bounds is not None and boundary_event.bounds is not None:
        spot = onto_border(host.bounds, center)
        place(diagram, boundary_event, centered(spot, boundary_event.bounds.w, boundary_event.bounds.h), was)


def _drop_unfit(diagram: Diagram, boundary_event: Node) -> None:
    for found in query.flows_at(diagram, boundary_event.id):
        if found.id in diagram and not rules.kind_fits(diagram, found):
            drop_flow(diagram, found.id)
