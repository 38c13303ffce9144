"""Draw a flow from one thing to another."""

from __future__ import annotations

from mapper.edit.effects.rules import Refusal, can_connect
from mapper.edit.verbs import connect as verb
from mapper.model.docking import dock
from mapper.model.geometry import Point, nearest
from mapper.model.records import Flow, Node
from mapper.route import router
from mapper.text import _
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, Target, ToolContext
from mapper.tools.still import still, why_still


def connect(context: ToolContext, press: Pointer) -> Gesture:
    """From what was pressed to where the button comes up. Pressed on nothing, or let go where it was pressed, the tool
    waits for the two clicks one after the other."""
    refusal = why_still(context, ())
    if refusal is not None:
        return (yield from still(context, press, refusal, at_once=True))
    source = _meant(press.target)
    event = yield Preview(drop=source, refusal="" if source else _("Begin on a step."))
    while source is None:
        if event.released:
            source = _meant(event.target)
            if source is None:
                return Outcome(message=_("Begin on a step."))
        event = yield Preview(drop=source or _meant(event.target))
    left = False
    while True:
        over = _meant(event.target)
        left = left or over != source
        if event.released and left:
            break
        event = yield _preview(context, source, over if left else None, event.pos)
    return _joined(context, source, over)


def _joined(context: ToolContext, source: str, over: str | None) -> Outcome:
    if over is None:
        return Outcome()
    kind = _kind(context, source, over)
    if isinstance(kind, Refusal):
        return Outcome(message=_(kind.reason))
    return Outcome(selection=(verb.flow(context.diagram, source, over),))


def _preview(context: ToolContext, source: str, over: str | None, place: Point) -> Preview:
    start = context.diagram.get(source)
    if start is None:
        return Preview()
    refusal = ""
    if over is not None:
        kind = _kind(context, source, over)
        if isinstance(kind, str):
            route = router.route(context.diagram, Flow("", kind, source, over, plane=context.plane))
            return Preview(lines=(route,), drop=over, arrow=True)
        refusal = _(kind.reason)
    return Preview(lines=((_from(start, place), place),), drop=over, refusal=refusal, arrow=True)


def _kind(context: ToolContext, source: str, target: str) -> str | Refusal:
    """The kind of flow that may join two things, or why none may."""
    refusal = why_still(context, (source, target))
    return can_connect(context.diagram, source, target) if refusal is None else refusal


def _from(start: Node | Flow, place: Point) -> Point:
    if isinstance(start, Flow):
        return nearest(start.points, place)[1]
    return dock(start, place) if start.bounds is not None else place


def _meant(target: Target | None) -> str | None:
    """The interior of a pool means nothing here, its header and its edge mean the pool."""
    return target.id if target is not None and target.part != "inside" else None
