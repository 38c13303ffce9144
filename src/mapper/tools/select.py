"""The pointer: a press says what it is about, and hands on to the gesture that fits."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from mapper.draw import outline
from mapper.model.records import Node
from mapper.model.texts.type_size import sizes
from mapper.tools.bend import bend, move_label, reconnect
from mapper.tools.connect import connect
from mapper.tools.hit import is_container
from mapper.tools.lasso import band
from mapper.tools.move import move
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, Target, ToolContext, is_drag
from mapper.tools.resize import resize
from mapper.tools.still import still, why_still

_GRIPS = ("handle:", "end:", "bend:", "segment:")
"""Parts of a thing that pull at it alone."""


def select(context: ToolContext, press: Pointer) -> Gesture:
    """Click: select; Shift or Ctrl: more or fewer. Drag: move, resize, bend, reconnect, or a band on free paper."""
    target = press.target
    if target is None:
        return (yield from band(context, press))
    if target.part == "inside":
        return (yield from _inside(context, press, target))
    refusal = why_still(context, (target.id,))
    if target.part.startswith(_GRIPS) and refusal is not None:
        outcome = yield from still(context, press, refusal)
        return Outcome(selection=(target.id,), message=outcome.message)
    if target.part.startswith("handle:"):
        yield from resize(context, press)
        return Outcome(selection=(target.id,))  # the border of a lane or pool is pulled without selecting it first
    if target.part.startswith("end:"):
        return (yield from reconnect(context, press))
    if target.part.startswith("bend:"):
        return (yield from bend(context, press))
    if press.keys & {"shift", "ctrl"}:
        return (yield from _more_or_fewer(context, press, target))
    if target.part.startswith("segment:") and not (target.id in context.selection and len(context.selection) > 1):
        return (yield from bend(context, press))
    if target.part == "edge" and refusal is None:
        return (yield from _pulled(context, press, target))
    record = context.diagram.get(target.id)
    box = None
    if target.part == "label" and record is not None:
        box = outline.label_box(record, sizes(context.diagram, record.plane))
    if box is not None and refusal is None:
        return (yield from move_label(context, press, box))
    return (yield from _body(context, press, target))


def _pulled(context: ToolContext, press: Pointer, target: Target) -> Gesture:
    """The outline of a step: a click selects the step, a drag pulls a flow from it."""
    event = yield Preview(selection=(target.id,))
    while not is_drag(context, press, event):
        if event.released:
            return Outcome(selection=(target.id,))
        event = yield Preview(selection=(target.id,))
    gesture = connect(context, press)
    next(gesture)
    while True:
        try:
            preview = gesture.send(event)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        event = yield preview


def _body(context: ToolContext, press: Pointer, target: Target) -> Gesture:
    """Click selects it alone, drag moves it, with the whole selection when it is part of that."""
    chosen = context.selection if target.id in context.selection else (target.id,)
    outcome, dragged = yield from _watched(context, press, _moved(context, press, chosen), chosen)
    return Outcome(selection=outcome.selection or (chosen if dragged else (target.id,)), message=outcome.message)


def _more_or_fewer(context: ToolContext, press: Pointer, target: Target) -> Gesture:
    """Shift-click adds or takes away; a drag with Shift held moves along one axis."""
    had = target.id in context.selection
    more = context.selection if had else (*context.selection, target.id)
    outcome, dragged = yield from _watched(context, press, _moved(context, press, more), more)
    fewer = tuple(id for id in context.selection if id != target.id)
    left = fewer if had and not dragged else more
    return Outcome(selection=outcome.selection or left, message=outcome.message)


def _moved(context: ToolContext, press: Pointer, ids: tuple[str, ...]) -> Gesture:
    """Move what may be moved."""
    refusal = why_still(context, ids)
    return move(context, press, ids) if refusal is None else still(context, press, refusal)


def _inside(context: ToolContext, press: Pointer, target: Target) -> Gesture:
    """The empty area of a box. A selected sub-process moves; elsewhere a band begins; a click takes the sub-process."""
    record = context.diagram.get(target.id)
    is_step = isinstance(record, Node) and is_container(record) and record.sort.is_activity
    if is_step and target.id in context.selection:
        return (yield from _body(context, press, target))
    outcome, dragged = yield from _watched(context, press, band(context, press), None)
    if dragged or not is_step:
        return outcome
    return Outcome(selection=(*context.selection, target.id) if press.keys & {"shift", "ctrl"} else (target.id,))


def _watched(
    context: ToolContext, press: Pointer, gesture: Gesture, chosen: tuple[str, ...] | None
) -> Generator[Preview, Pointer, tuple[Outcome, bool]]:
    """Run a gesture, showing what is chosen meanwhile; its outcome, and whether it became a drag."""
    dragged = False
    try:
        preview = next(gesture)
        while True:
            event = yield preview if chosen is None else replace(preview, selection=chosen)
            dragged = dragged or is_drag(context, press, event)
            preview = gesture.send(event)
    except StopIteration as end:
        return end.value, dragged
    finally:
        gesture.close()
