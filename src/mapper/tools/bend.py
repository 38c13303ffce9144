"""Drag a line: a segment sideways, a bend anywhere, an end onto something else, a label wherever it reads best."""

from __future__ import annotations

import math

from mapper.edit.effects.rules import Refusal, can_connect
from mapper.edit.verbs import connect, label
from mapper.model.geometry import Point, Rect, simplified
from mapper.model.records import Flow
from mapper.text import _
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, Target, ToolContext, is_drag
from mapper.tools.snap import to_grid

LEVEL = 0.5
"""A segment that rises less than this, in pixels, is level."""


def bend(context: ToolContext, press: Pointer) -> Gesture:
    """Move a segment or a bend of a flow; horizontal and vertical stay horizontal and vertical. Ctrl ignores the
    grid."""
    target = press.target
    assert target is not None
    flow = context.diagram.flow(target.id)
    event = yield Preview(selection=(flow.id,))
    while not is_drag(context, press, event):
        if event.released:
            return Outcome(selection=(flow.id,))
        event = yield Preview(selection=(flow.id,))
    while not event.released:
        event = yield Preview(selection=(flow.id,), lines=(bent(flow, target, event),), stale=(flow.id,))
    connect.bend(context.diagram, flow.id, simplified(bent(flow, target, event)))
    return Outcome(selection=(flow.id,))


def bent(flow: Flow, target: Target, event: Pointer) -> tuple[Point, ...]:
    """The flow's way when the pointer has pulled a part of it along.

    A line of one segment gets two bends: it leaves its shapes by the sides towards the pulled line.
    """
    place = event.pos if "ctrl" in event.keys else Point(to_grid(event.pos.x), to_grid(event.pos.y))
    points, i = flow.points, target.number
    if target.part.startswith("bend:"):
        return _pulled_bend(points, i, place)
    a, b = points[i], points[i + 1]
    level, vertical = abs(a.y - b.y) < LEVEL, abs(a.x - b.x) < LEVEL
    if not level and not vertical:
        return (*points[: i + 1], place, *points[i + 1 :])
    if level:
        one, two = Point(a.x, place.y), Point(b.x, place.y)
    else:
        one, two = Point(place.x, a.y), Point(place.x, b.y)
    before, after = points[: i + (i == 0)], points[i + 1 + (i + 2 < len(points)) :]
    return (*before, one, two, *after)


def _pulled_bend(points: tuple[Point, ...], i: int, place: Point) -> tuple[Point, ...]:
    """The bend goes along; its neighbours give way so that level stays level, except at the ends."""
    new = list(points)
    for j in (i - 1, i + 1):
        old = points[j]
        if j in (0, len(points) - 1):
            continue
        if abs(old.y - points[i].y) < LEVEL:
            new[j] = Point(old.x, place.y)
        elif abs(old.x - points[i].x) < LEVEL:
            new[j] = Point(place.x, old.y)
    new[i] = place
    return tuple(new)


def reconnect(context: ToolContext, press: Pointer) -> Gesture:
    """Take one end of a flow to another shape."""
    assert press.target is not None
    flow = context.diagram.flow(press.target.id)
    at_source = press.target.part == "end:source"
    event = yield Preview(selection=(flow.id,))
    while not event.released:
        line = (event.pos, *flow.points[1:]) if at_source else (*flow.points[:-1], event.pos)
        over = _over(event, flow)
        refusal = _why_not(context, flow, at_source, over)
        event = yield Preview(selection=(flow.id,), lines=(line,), stale=(flow.id,), drop=over, refusal=refusal)
    over = _over(event, flow)
    if over is None or over == (flow.source if at_source else flow.target) or not is_drag(context, press, event):
        return Outcome(selection=(flow.id,))
    if reason := _why_not(context, flow, at_source, over):
        return Outcome(selection=(flow.id,), message=reason)
    connect.reconnect(context.diagram, flow.id, "source" if at_source else "target", over)
    return Outcome(selection=(flow.id,))


def move_label(context: ToolContext, press: Pointer, box: Rect) -> Gesture:
    """Put a label elsewhere."""
    assert press.target is not None
    id = press.target.id
    event = yield Preview(selection=(id,))
    while not event.released:
        shown = (_shifted(box, press, event),) if is_drag(context, press, event) else ()
        event = yield Preview(selection=(id,), boxes=shown)
    if is_drag(context, press, event):
        label.place(context.diagram, id, _shifted(box, press, event))
    return Outcome(selection=(id,))


def _shifted(box: Rect, press: Pointer, event: Pointer) -> Rect:
    moved = box.moved(event.pos.x - press.pos.x, event.pos.y - press.pos.y)
    return Rect(round(moved.x), round(moved.y), math.ceil(moved.w), math.ceil(moved.h))


def _over(event: Pointer, flow: Flow) -> str | None:
    target = event.target
    return target.id if target is not None and target.id != flow.id and target.part != "inside" else None


def _why_not(context: ToolContext, flow: Flow, at_source: bool, over: str | None) -> str:
    if over is None:
        return ""
    ends = (over, flow.target) if at_source else (flow.source, over)
    kind = can_connect(context.diagram, *ends)
    return _(kind.reason) if isinstance(kind, Refusal) else ""
