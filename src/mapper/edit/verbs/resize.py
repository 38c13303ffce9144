"""Giving things another size. Lanes stay stacked and fill their pool; contents are never cut off."""

from __future__ import annotations

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import CONTAINERS, Before, place
from mapper.edit.effects.lane_stack import LANE_MIN, frame_of, leaves, restack
from mapper.edit.effects.push import push
from mapper.edit.verbs import label as labels
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import onto_border
from mapper.model.geometry import Rect, bounding, centered, oriented
from mapper.model.kinds import ACTIVITIES, ARTIFACT, DATA, EVENT, GATEWAY, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Node
from mapper.text import N_, _

_LEAST = {EVENT: (24.0, 24.0), GATEWAY: (30.0, 30.0), DATA: (20.0, 20.0), ARTIFACT: (40.0, 24.0)}
_AIR = 10.0
"""A frame keeps this far from what it holds, in pixels."""


def resize_to(diagram: Diagram, id: str, box: Rect) -> None:
    """Give a node new bounds, kept large enough for what it holds. A lane's neighbours move along; a pool's first and
    last lane, or the sides of all, take the difference. Raises Refused for what is not drawn."""
    node = diagram.node(id)
    if node.bounds is None:
        raise rules.Refused(rules.Refusal(N_("This is not drawn.")))
    box = at_least(diagram, node, box)
    if box == node.bounds:
        return
    with diagram.transaction(_("Resize")):
        was = Before()
        if node.family in (POOL, LANE) and query.sublanes(diagram, id):
            _stacked(diagram, node, box, was)
        elif node.family == LANE:
            _lane(diagram, node, box, was)
        else:
            place(diagram, node, _on_host(diagram, node, box), was)
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


def _on_host(diagram: Diagram, node: Node, box: Rect) -> Rect:
    """A boundary event keeps its centre on the border of its host."""
    host = diagram.get(node.host)
    if not isinstance(host, Node) or host.bounds is None:
        return box
    return centered(onto_border(host.bounds, box.center), box.w, box.h)


def _contents(diagram: Diagram, node: Node) -> Rect | None:
    """The box around what a pool, lane or expanded sub-process holds, with some air and the header."""
    frame = frame_of(diagram, node.id) if node.family in CONTAINERS else None
    if frame is None or (node.family == SUBPROCESS and not node.trait("expanded")):
        return None
    inner = _around(query.children(diagram, frame.element), node.plane)
    if inner is None or node.family == SUBPROCESS:
        return inner
    flat = oriented(inner, frame.horizontal)
    header = HEADER - _AIR if node.family == LANE or not query.sublanes(diagram, frame.element) else 2 * HEADER - _AIR
    x, w = flat.x - header, flat.w + header
    if node.family == LANE:
        # All lanes of a pool are equally long: along it counts what any of them holds, across only what this one does.
        own = _around(query.members(diagram, node.id), node.plane)
        now = oriented(node.bounds, frame.horizontal) if node.bounds is not None else flat
        across = oriented(own, frame.horizontal) if own is not None else Rect(x, now.center.y, w, 0)
        flat = Rect(flat.x, across.y, flat.w, across.h)
    return oriented(Rect(x, flat.y, w, flat.h), frame.horizontal)


def _around(held: list[Node], plane: str | None) -> Rect | None:
    drawn = [n for n in held if n.plane == plane and n.sort.is_flow_element and n.host is None]
    inner = bounding(n.bounds for n in drawn if n.bounds is not None)
    return inner.grown(_AIR) if inner is not None else None


def _lane(diagram: Diagram, lane: Node, box: Rect, was: Before) -> None:
    """An innermost lane: those beyond its moved border shift, contents stay where they are."""
    frame = frame_of(diagram, lane.id)
    assert frame is not None
    assert lane.bounds is not None
    old, new = oriented(lane.bounds, frame.horizontal), oriented(box, frame.horizontal)
    outer = oriented(frame.box, frame.horizontal)
    span = (outer.x + new.x - old.x, outer.right + new.right - old.right)
    start = outer.y + new.y - old.y
    restack(diagram, frame, was, sizes={lane.id: new.h}, still=frozenset({lane.id}), start=start, span=span)


def _stacked(diagram: Diagram, node: Node, box: Rect, was: Before) -> None:
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
