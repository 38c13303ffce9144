"""Drag a handle."""

from __future__ import annotations

from mapper.edit.verbs import resize as verb
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import LANE, POOL, SUBPROCESS
from mapper.model.records import Node
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, ToolContext, is_drag
from mapper.tools.snap import to_grid

_SMALLEST = {SUBPROCESS: (100.0, 80.0), POOL: (120.0, 60.0), LANE: (90.0, 50.0)}
_LEAST = (40.0, 30.0)
"""Width and height below which a shape cannot be drawn by hand, in pixels."""


def resize(context: ToolContext, press: Pointer) -> Gesture:
    """Pull an edge or a corner; sizes go by the grid, with Ctrl by the pixel. Shift keeps the proportions."""
    assert press.target is not None
    node = context.diagram.node(press.target.id)
    handle = press.target.part.partition(":")[2]
    event = yield Preview()
    while not event.released:
        event = yield Preview(boxes=(stretched(node, handle, press.pos, event),))
    if not is_drag(context, press, event):
        return Outcome()
    verb.resize_to(context.diagram, node.id, stretched(node, handle, press.pos, event))
    return Outcome()


def stretched(node: Node, handle: str, start: Point, event: Pointer) -> Rect:
    """The box of a node whose handle was pulled from `start` to the pointer; the opposite side stays."""
    box = node.bounds or Rect(0, 0, 0, 0)
    dx, dy = event.pos.x - start.x, event.pos.y - start.y
    if "shift" in event.keys and len(handle) == 2 and box.w:
        dy = dx * box.h / box.w * (1 if handle in ("se", "nw") else -1)
    free = "ctrl" in event.keys
    wide, high = _SMALLEST.get(node.family, _LEAST)
    left, right = _side(box.x, box.right, dx if "w" in handle or "e" in handle else 0, "w" in handle, wide, free)
    top, bottom = _side(box.y, box.bottom, dy if "n" in handle or "s" in handle else 0, "n" in handle, high, free)
    return Rect(left, top, right - left, bottom - top)


def _side(low: float, high: float, by: float, from_low: bool, least: float, free: bool) -> tuple[float, float]:
    if not by:
        return low, high
    if from_low:
        return min(low + by if free else to_grid(low + by), high - least), high
    return low, max(high + by if free else to_grid(high + by), low + least)
