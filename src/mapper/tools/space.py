"""Make room, or take it away: everything beyond the pressed place moves with the pointer."""

from __future__ import annotations

from mapper.edit.verbs import space as verb
from mapper.model.geometry import Point, Rect, oriented
from mapper.model.records import Node
from mapper.tools.pointer import Gesture, Guide, Outcome, Pointer, Preview, ToolContext, is_drag
from mapper.tools.snap import to_grid
from mapper.tools.still import still, why_still

FAR = 100000.0
"""Half the side of what counts as in view where nobody says what is, in pixels."""


def space(context: ToolContext, press: Pointer) -> Gesture:
    """Drag right or left, down or up: what lies beyond the place of the press goes along."""
    refusal = why_still(context, ())
    if refusal is not None:
        return (yield from still(context, press, refusal))
    event = yield Preview()
    while not is_drag(context, press, event):
        if event.released:
            return Outcome()
        event = yield Preview()
    # The first clear movement decides the direction; later wobbles do not change it.
    horizontal = abs(event.pos.x - press.pos.x) >= abs(event.pos.y - press.pos.y)
    at = oriented(press.pos, horizontal).x
    moving = tuple(_beyond(context, horizontal, at))
    while not event.released:
        by = _by(press, event, horizontal)
        shift = oriented(Point(by, 0), horizontal)
        event = yield Preview(moving=moving, stale=moving, by=shift, guides=_rulers(context, horizontal, at, by))
    if by := _by(press, event, horizontal):
        verb.make(context.diagram, context.plane, "x" if horizontal else "y", at, by)
    return Outcome()


def _by(press: Pointer, event: Pointer, horizontal: bool) -> float:
    return to_grid(oriented(event.pos, horizontal).x - oriented(press.pos, horizontal).x)


def _beyond(context: ToolContext, horizontal: bool, at: float) -> list[str]:
    """Ids of the shapes that lie wholly beyond a line."""
    view = context.view or Rect(-FAR, -FAR, 2 * FAR, 2 * FAR)
    found = []
    for id in context.places.within(view):
        record = context.diagram.get(id)
        box = record.bounds if isinstance(record, Node) else None
        if box is not None and oriented(box, horizontal).x >= at:
            found.append(id)
    return found


def _rulers(context: ToolContext, horizontal: bool, at: float, by: float) -> tuple[Guide, ...]:
    """A line where the cut is and one where it goes."""
    view = context.view or Rect(-FAR, -FAR, 2 * FAR, 2 * FAR)
    places = (at, at + by)
    if horizontal:
        return tuple(Guide(Point(x, view.y), Point(x, view.bottom)) for x in places)
    return tuple(Guide(Point(view.x, y), Point(view.right, y)) for y in places)
