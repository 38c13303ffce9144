"""Giving things another size. Lanes stay stacked and fill their pool; contents are never cut off."""

from __future__ import annotations

from mapper.edit import label as labels
from mapper.edit import rules
from mapper.edit.place import Was, oriented, place
from mapper.edit.push import push
from mapper.edit.settle import settle
from mapper.edit.stack import LANE_MIN, frame_of, leaves, restack
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import ACTIVITIES, ARTIFACT, DATA, EVENT, FLOW_NODES, GATEWAY, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Node
from mapper.text import N_, _

_LEAST = {EVENT: (24.0, 24.0), GATEWAY: (30.0, 30.0), DATA: (20.0, 20.0), ARTIFACT: (40.0, 24.0)}
_AIR = 10.0


def to(diagram: Diagram, id: str, box: Rect) -> None:
    """Give a node new bounds, kept large enough for what it holds. A lane's neighbours move along; a pool's first and
    last lane, or the sides of all, take the difference. Raises Refused for what is not drawn."""
    node = diagram.node(id)
    if node.bounds is None:
        raise rules.Refused(rules.Refusal(N_("This is not drawn.")))
    box = at_least(diagram, node, box)
    if box == node.bounds:
        return
    with diagram.transaction(_("Resize")):
        was = Was()
        if node.family in (POOL, LANE) and query.sublanes(diagram, id):
            _stacked(diagram, node, box, was)
        elif node.family == LANE:
            _lane(diagram, node, box, was)
        else:
            place(diagram, node, box, was)
            if node.family == POOL:
                push(diagram, id, node.bounds, box, was)
        settle(diagram, [id] if node.sort.is_flow_node else [], was)


def label(diagram: Diagram, id: str, box: Rect) -> None:
    """Give a label another size or place."""
    labels.place(diagram, id, box)


def at_least(diagram: Diagram, node: Node, box: Rect) -> Rect:
    """The box made large enough for a node: its least size and what it holds. For previews too."""
    w, h = _LEAST.get(node.family, (50.0, 40.0) if node.family in ACTIVITIES else (100.0, LANE_MIN))
    box = Rect(box.x, box.y, max(w, box.w), max(h, box.h))
    inner = _contents(diagram, node)
    return box if inner is None else box.union(inner)


def _contents(diagram: Diagram, node: Node) -> Rect | None:
    """The box around what a pool, lane or expanded sub-process holds, with some air and the header."""
    if node.family == LANE:
        held = query.members(diagram, node.id)
    elif node.family == POOL and node.ref is not None:
        held = query.children(diagram, node.ref)
    elif node.family == SUBPROCESS and node.trait("expanded"):
        held = query.children(diagram, node.id)
    else:
        return None
    drawn = [n for n in held if n.plane == node.plane and n.family in FLOW_NODES | {DATA}]
    inner = bounding(n.bounds for n in drawn if n.bounds is not None)
    if inner is None:
        return None
    wide = inner.grown(_AIR)
    if node.family == SUBPROCESS:
        return wide
    frame = frame_of(diagram, node.id)
    lying = frame is None or frame.horizontal
    flat = oriented(wide, lying)
    return oriented(Rect(flat.x - HEADER + _AIR, flat.y, flat.w + HEADER - _AIR, flat.h), lying)


def _lane(diagram: Diagram, lane: Node, box: Rect, was: Was) -> None:
    """An innermost lane: those beyond its moved border shift, contents stay where they are."""
    frame = frame_of(diagram, lane.id)
    assert frame is not None
    assert lane.bounds is not None
    old, new = oriented(lane.bounds, frame.horizontal), oriented(box, frame.horizontal)
    outer = oriented(frame.box, frame.horizontal)
    span = (outer.x + new.x - old.x, outer.right + new.right - old.right)
    start = outer.y + new.y - old.y
    restack(diagram, frame, was, sizes={lane.id: new.h}, still=frozenset({lane.id}), start=start, span=span)


def _stacked(diagram: Diagram, node: Node, box: Rect, was: Was) -> None:
    """A pool or lane with lanes: the first and the last innermost lane take the difference across."""
    frame = frame_of(diagram, node.id)
    assert frame is not None
    assert node.bounds is not None
    lanes = leaves(diagram, frame.element if node.family == POOL else node.id)
    old, new = oriented(node.bounds, frame.horizontal), oriented(box, frame.horizontal)
    first, last = lanes[0], lanes[-1]
    sizes = {leaf.id: oriented(leaf.bounds, frame.horizontal).h for leaf in lanes if leaf.bounds is not None}
    upper, lower = old.y - new.y, new.bottom - old.bottom
    upper = max(upper, _least_of(diagram, first, frame.horizontal) - sizes[first.id])
    sizes[first.id] += upper
    sizes[last.id] += max(lower, _least_of(diagram, last, frame.horizontal) - sizes[last.id])
    outer = oriented(frame.box, frame.horizontal)
    span = (outer.x + new.x - old.x, outer.right + new.right - old.right)
    # All contents stay: what lies above the lanes that changed moves up by as much as they grew there.
    still = frozenset(leaf.id for leaf in lanes)
    restack(diagram, frame, was, sizes=sizes, still=still, start=outer.y - upper, span=span)


def _least_of(diagram: Diagram, lane: Node, horizontal: bool) -> float:
    inner = _contents(diagram, lane)
    return max(LANE_MIN, oriented(inner, horizontal).h) if inner is not None else LANE_MIN
