"""The lanes of a pool as a stack that always fills it: from an order and a breadth per lane, all boxes follow.

Every verb on lanes, and the growth of a lane, is one call of `restack`; what a lane shows moves with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapper.edit.effects.before import Before, place, shift, whole
from mapper.edit.effects.push import push
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding, oriented
from mapper.model.kinds import ANCHOR, ARTIFACT, DATA, FLOW_NODES, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Node

LANE_SIZE = 125.0
"""Breadth of a new lane in pixels: a step of 80 and some air."""

LANE_LEAST = 100.0
"""A lane made by splitting is at least this broad, in pixels, so that a step fits in."""

LANE_MIN = 60.0
"""A lane is never narrower, in pixels."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a stack of lanes fills. element: the process or sub-process that owns the lanes; node: the pool or
    sub-process drawn around them, None when there is none; box: as drawn; horizontal: whether lanes are rows."""

    element: str
    node: Node | None
    box: Rect
    horizontal: bool


def frame_of(diagram: Diagram, id: str) -> Frame | None:
    """The frame that a lane, pool, sub-process or process is or belongs to; None for what is not drawn."""
    record = diagram.get(id)
    while isinstance(record, Node) and record.family == LANE:
        record = diagram.get(record.parent)
    if not isinstance(record, Node):
        return None
    node = record if record.family in (POOL, SUBPROCESS) else query.pool_of(diagram, record.id)
    element = node.ref if node is not None and node.family == POOL else record.id
    if element is None:
        return None
    lanes = [n for n in query.sublanes(diagram, element) if n.bounds is not None]
    box = node.bounds if node is not None else bounding(n.bounds for n in lanes if n.bounds is not None)
    if box is None:
        return None
    guide = node if node is not None and node.family == POOL else (lanes[0] if lanes else None)
    return Frame(element, node, box, guide is None or bool(guide.trait("horizontal")))


def breadth(diagram: Diagram, lane: str, horizontal: bool) -> float:
    """How broad a lane is across the reading direction, in pixels."""
    box = diagram.node(lane).bounds
    return oriented(box, horizontal).h if box is not None else LANE_SIZE


def leaves(diagram: Diagram, id: str) -> list[Node]:
    """The innermost lanes of a lane, process or sub-process, in order."""
    lanes = query.sublanes(diagram, id)
    if not lanes:
        node = diagram.node(id)
        return [node] if node.family == LANE else []
    return [leaf for lane in lanes for leaf in leaves(diagram, lane.id)]


def restack(
    diagram: Diagram,
    frame: Frame,
    was: Before,
    *,
    sizes: Mapping[str, float] | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    still: frozenset[str] = frozenset(),
    start: float | None = None,
    span: tuple[float, float] | None = None,
) -> None:
    """Lay the lanes of a frame anew.

    sizes: breadths of innermost lanes that change. order: for a lane or the element, its lanes in their new order.
    still: lanes whose contents stay where they are. start: where the first lane begins; span: from where to where the
    frame reaches along the reading direction (both in the frame's own orientation, defaults as now).
    """
    laid = _lay(diagram, frame, sizes or {}, order or {}, start, span)
    moves = []
    for lane, box in laid.items():
        old = diagram.node(lane).bounds
        if old is not None and lane not in still and not (order or {}).get(lane) and not query.sublanes(diagram, lane):
            a, b = oriented(old, frame.horizontal), oriented(box, frame.horizontal)
            if a.y != b.y:
                moves.append((inside(diagram, diagram.node(lane)), b.y - a.y))
    for ids, by in moves:
        shift(diagram, ids, *oriented(Point(0.0, by), frame.horizontal), was)
    for lane, box in laid.items():
        place(diagram, diagram.node(lane), box, was)
    _fit_frame(diagram, frame, laid, span, was)


def inside(diagram: Diagram, lane: Node) -> dict[str, None]:
    """What moves with an innermost lane: its members with all they carry, and loose things drawn in it."""
    members = [n.id for n in query.members(diagram, lane.id, deep=False) if not _carried(diagram, n, lane)]
    if lane.bounds is not None and lane.plane is not None:
        for id in sorted(diagram.index.near(lane.plane, lane.bounds)):
            node = diagram.node(id)
            drawn = node.family in FLOW_NODES or node.family in (DATA, ARTIFACT, ANCHOR)
            loose = drawn and node.lane is None and not node.host and not _carried(diagram, node, lane)
            if loose and node.bounds and lane.bounds.holds(node.bounds.center):
                members.append(id)
    return whole(diagram, members)


def _carried(diagram: Diagram, node: Node, lane: Node) -> bool:
    """Whether a step moves with a sub-process around it, though the lane names the step itself."""
    container, owner = diagram.get(node.parent), diagram.get(lane.parent)
    while owner is not None and owner.family == LANE:
        owner = diagram.get(owner.parent)
    return (
        container is not None
        and container is not owner
        and container.family == SUBPROCESS
        and container.plane == node.plane
    )


def _lay(
    diagram: Diagram,
    frame: Frame,
    sizes: Mapping[str, float],
    order: Mapping[str, Sequence[str]],
    start: float | None,
    span: tuple[float, float] | None,
) -> dict[str, Rect]:
    box = oriented(frame.box, frame.horizontal)
    left, right = span or (box.x, box.right)
    laid: dict[str, Rect] = {}

    def lanes_in(id: str) -> list[str]:
        return list(order.get(id) or [n.id for n in query.sublanes(diagram, id)])

    def lay(id: str, x: float, y: float) -> float:
        inner = lanes_in(id)
        laid[id] = Rect(x, y, right - x, 0)  # entered first, so that outer lanes come before inner ones
        end = y
        for lane in inner:
            end = lay(lane, x + _inset(diagram, id, inner), end)
        if not inner:
            end = y + max(LANE_MIN, sizes.get(id) or breadth(diagram, id, frame.horizontal))
        laid[id] = Rect(x, y, right - x, end - y)
        return end

    y = box.y if start is None else start
    top = lanes_in(frame.element)
    for lane in top:
        y = lay(lane, left + _inset(diagram, frame.node.id if frame.node else None, top), y)
    return {id: oriented(rect, frame.horizontal) for id, rect in laid.items()}


def _inset(diagram: Diagram, container: str | None, lanes: Sequence[str]) -> float:
    """How far the lanes in a container begin behind its edge: as drawn now, else the width of a header."""
    node = diagram.get(container)
    if not isinstance(node, Node) or node.bounds is None:
        return 0.0
    for lane in lanes:
        inner = diagram.node(lane)
        if inner.bounds is not None:
            vertical = not inner.trait("horizontal")
            gap = inner.bounds.y - node.bounds.y if vertical else inner.bounds.x - node.bounds.x
            if 0 <= gap <= 2 * HEADER:
                return gap
    return 0.0 if node.family == SUBPROCESS else HEADER


def _fit_frame(
    diagram: Diagram, frame: Frame, laid: Mapping[str, Rect], span: tuple[float, float] | None, was: Before
) -> None:
    """Make the pool as large as its lanes, and let it push its neighbours away."""
    tops = [laid[n.id] for n in query.sublanes(diagram, frame.element) if n.id in laid]
    whole_stack = bounding(tops)
    if whole_stack is None:
        return
    old, stack = oriented(frame.box, frame.horizontal), oriented(whole_stack, frame.horizontal)
    left, right = span or (old.x, old.right)
    box = oriented(Rect(left, stack.y, right - left, stack.h), frame.horizontal)
    if frame.node is not None:
        place(diagram, diagram.node(frame.node.id), box, was)
        if frame.node.family == POOL:
            push(diagram, frame.node.id, frame.box, box, was)
