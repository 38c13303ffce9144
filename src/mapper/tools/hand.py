"""Drag the paper."""

from __future__ import annotations

from mapper.model.geometry import Point
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, ToolContext


def hand(context: ToolContext, press: Pointer) -> Gesture:
    """Scroll so that the place that was pressed stays under the pointer."""
    event = yield Preview(cursor="closed hand")
    while not event.released:
        # The canvas scrolls by this, which brings the pressed place back under the pointer.
        pan = Point(event.pos.x - press.pos.x, event.pos.y - press.pos.y)
        event = yield Preview(cursor="closed hand", pan=pan)
    return Outcome()
