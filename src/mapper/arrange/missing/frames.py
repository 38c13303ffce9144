"""A place for frames that are not drawn though what they hold is: sub-processes around their steps, pools around their
lanes, lanes in the gap between their sisters. Nothing drawn moves for them.

What an author may have left out on purpose stays out: a pool without a name, which is the boundless one that BPMN has
(BPMN 2.0, 9.3), the only one on a map without messages, a lane without name and sisters. A frame that has a shape, only
without a place, is no such thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.arrange.missing import lanes
from mapper.arrange.missing.placing import Placing
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding, oriented
from mapper.model.kinds import FLOW_NODES, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node

_TITLE, _PAD, _GAP, _CLOSED = 20.0, 20.0, 40.0, 60.0
"""The name of a sub-process, around what a frame holds, below the lowest pool, the height of a closed pool; pixels."""


def draw(at: Placing) -> None:
    """Place frames without a place around what is drawn, each before the next is looked at."""
    lost = [n for n in at.diagram.nodes() if n.bounds is None and n.family in (SUBPROCESS, POOL, LANE)]
    for node in reversed([n for n in lost if n.family == SUBPROCESS]):
        if found := _sub_process(at.diagram, node):
            box, plane = found
            at.put(node, plane, box, opened=True)
    for node in [n for n in lost if n.family == POOL]:
        if pool := _pool(at.diagram, node):
            box, plane, horizontal = pool
            at.put(node, plane, box)
            at.note(at.diagram.node(node.id).with_trait("horizontal", horizontal))
    for parent in dict.fromkeys(n.parent for n in lost if n.family == LANE):
        for lane, box, plane, horizontal in lanes.places(at.diagram, parent or ""):
            at.put(lane, plane, box)
            at.note(at.diagram.node(lane.id).with_trait("horizontal", horizontal))


def _shown(diagram: Diagram, container: str) -> list[Node]:
    """What is drawn directly in something."""
    return [n for n in query.children(diagram, container) if n.bounds is not None]


def _pools(diagram: Diagram, plane: str) -> list[Node]:
    """The pools that have a place on a diagram."""
    return [n for n in _standing(diagram, plane) if n.family == POOL]


def _standing(diagram: Diagram, plane: str) -> Iterator[Node]:
    nodes = (r for r in query.drawn_on(diagram, plane) if isinstance(r, Node))
    return (n for n in nodes if n.plane == plane and n.bounds is not None)


# -- sub-processes -----------------------------------------------------------------------------------------------------


def _sub_process(diagram: Diagram, node: Node) -> tuple[Rect, str] | None:
    """Around what it holds, to where the flows that end at it reach."""
    held = [n for n in _shown(diagram, node.id) if n.family in FLOW_NODES]
    plane = held[0].plane if held else None
    whole = bounding(n.bounds for n in held if n.bounds is not None)
    if plane is None or whole is None or diagram.node(plane).ref == node.id or node.plane not in (None, plane):
        return None
    box = whole.grown(_PAD)
    box = Rect(box.x, box.y - _TITLE, box.w, box.h + _TITLE)
    box = _kept_clear(diagram, box, whole, {n.id for n in held}, plane)
    return _within(diagram, node, _to_flows(diagram, node, box, whole), whole), plane


def _within(diagram: Diagram, node: Node, box: Rect, least: Rect) -> Rect:
    """The box, not beyond the lane or pool it lies in."""
    lane = diagram.get(node.lane)
    outer = lane if isinstance(lane, Node) else lanes.frame(diagram, node.parent)
    frame = outer.bounds if outer is not None else None
    if frame is None or not frame.holds(least):
        return box
    left, top = max(box.x, frame.x + 1), max(box.y, frame.y + 1)
    right, bottom = min(box.right, frame.right - 1), min(box.bottom, frame.bottom - 1)
    return Rect(left, top, right - left, bottom - top)


def _kept_clear(diagram: Diagram, box: Rect, least: Rect, own: set[str], plane: str) -> Rect:
    """The box drawn in on each side where it meets what stands beside it."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    for other in _standing(diagram, plane):
        b = other.bounds
        if b is None or other.id in own or other.family not in FLOW_NODES:
            continue
        if not b.meets(Rect(left, top, right - left, bottom - top)) or b.meets(least):
            continue
        if b.right <= least.x:
            left = max(left, b.right)
        elif b.x >= least.right:
            right = min(right, b.x)
        elif b.bottom <= least.y:
            top = max(top, b.bottom)
        elif b.y >= least.bottom:
            bottom = min(bottom, b.y)
    return Rect(left, top, right - left, bottom - top)


def _to_flows(diagram: Diagram, node: Node, box: Rect, least: Rect) -> Rect:
    """The box with its sides where drawn flows end at it."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    for flow in query.flows_at(diagram, node.id):
        if len(flow.points) < 2:
            continue
        end, before = flow.points[:2] if flow.source == node.id else flow.points[:-3:-1]
        if abs(end.y - before.y) < abs(end.x - before.x):
            if end.x > before.x and end.x <= least.x:
                left = end.x
            elif end.x < before.x and end.x >= least.right:
                right = end.x
        elif end.y > before.y and end.y <= least.y:
            top = end.y
        elif end.y < before.y and end.y >= least.bottom:
            bottom = end.y
    return Rect(left, top, right - left, bottom - top)


# -- pools -------------------------------------------------------------------------------------------------------------


def _pool(diagram: Diagram, node: Node) -> tuple[Rect, str, bool] | None:
    """Around what its process draws; a closed one, if messages lead to it, below everything. Its box, its diagram, and
    whether it is horizontal."""
    collaboration = diagram.get(node.parent)
    if collaboration is None or collaboration.kind != "collaboration":
        return None
    held = _shown(diagram, node.ref) if node.ref else []
    sisters = [n for n in _shown(diagram, collaboration.id) if n.family == POOL]
    if held:
        plane = held[0].plane or ""
        held = [n for n in held if n.plane == plane]
        if node.plane is None and any(pool.ref == node.ref for pool in _pools(diagram, plane)):
            return None
        flows = query.flows_at(diagram, node.id)
        wanted = sisters or flows or _has_lanes(held) or any(_has_messages(diagram, n) for n in held)
        if node.plane is None and not (node.name and wanted):
            return None
        horizontal = all(pool.trait("horizontal") for pool in _pools(diagram, plane))
        return _around_pool(diagram, held, plane, horizontal), plane, horizontal
    if node.ref and query.children(diagram, node.ref) and node.plane is None:
        return None
    return _below(diagram, node, sisters)


def _below(diagram: Diagram, node: Node, sisters: list[Node]) -> tuple[Rect, str, bool] | None:
    """A closed pool, as wide as what stands above it."""
    ends = [diagram.get(end) for flow in query.flows_at(diagram, node.id) for end in (flow.source, flow.target)]
    planes = (end.plane for end in ends if isinstance(end, Node) and end.bounds is not None)
    plane = node.plane or next(planes, None)
    if plane is None:
        return None
    standing = [n for n in _standing(diagram, plane) if n.bounds is not None]
    drawn = bounding(n.bounds for n in standing if n.bounds is not None)
    beside = [n.bounds for n in sisters if n.bounds is not None and n.plane == plane]
    whole = bounding(beside) or drawn
    if drawn is None or whole is None:
        return None
    return Rect(whole.x, _level(diagram, node, plane, drawn), whole.w, _CLOSED), plane, True


def _level(diagram: Diagram, node: Node, plane: str, drawn: Rect) -> float:
    """The upper edge of a closed pool: where the flows that lead to it are drawn to end, if that is above or below all
    that is drawn, else below it."""
    flows = [f for f in query.flows_at(diagram, node.id) if f.plane == plane and len(f.points) > 1]
    ends = [f.points[0 if f.source == node.id else -1].y for f in flows]
    if ends and min(ends) > drawn.bottom:
        return min(ends)
    if ends and max(ends) < drawn.y:
        return max(ends) - _CLOSED
    return drawn.bottom + _GAP


def _has_lanes(held: Iterable[Node]) -> bool:
    return any(n.family == LANE for n in held)


def _has_messages(diagram: Diagram, step: Node) -> bool:
    return any(isinstance(f, Flow) and f.kind == "messageFlow" for f in query.flows_at(diagram, step.id))


def _around_pool(diagram: Diagram, held: list[Node], plane: str, horizontal: bool) -> Rect:
    """As long as another pool if that reaches over all it holds, and clear of the others."""
    stacked = bounding(oriented(n.bounds, horizontal) for n in held if n.family == LANE and n.bounds is not None)
    inner = bounding(oriented(n.bounds, horizontal) for n in held if n.bounds is not None)
    assert inner is not None
    if stacked is not None:
        return oriented(Rect(stacked.x - HEADER, stacked.y, stacked.w + HEADER, stacked.h), horizontal)
    others = [oriented(pool.bounds, horizontal) for pool in _pools(diagram, plane) if pool.bounds is not None]
    for pad in (_PAD, 10.0, 2.0):
        wide = inner.grown(pad)
        wide = Rect(wide.x - HEADER, wide.y, wide.w + HEADER, wide.h)
        for other in others:
            if other.x + HEADER <= inner.x and inner.right <= other.right:
                aligned = Rect(other.x, wide.y, other.w, wide.h)
                if not any(aligned.meets(one) for one in others):
                    return oriented(aligned, horizontal)
        if not any(wide.meets(one) for one in others):
            break
    return oriented(wide, horizontal)
