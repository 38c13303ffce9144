"""What is only shown takes no gesture: a click selects it, a drag says why it stays."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects import readonly
from mapper.edit.effects.rules import Refusal
from mapper.text import _
from mapper.tools.pointer import Gesture, Outcome, Pointer, Preview, ToolContext, is_drag


def why_still(context: ToolContext, ids: Iterable[str]) -> Refusal | None:
    """Why one of some records, or all of their diagram, cannot be edited; None when all can."""
    return readonly.first(context.diagram, context.plane, ids)


def still(context: ToolContext, press: Pointer, refusal: Refusal, at_once: bool = False) -> Gesture:
    """Instead of the gesture that would change something. at_once: it is no click in any case."""
    reason = _(refusal.reason)
    event = yield Preview(refusal=reason if at_once else "")
    while not event.released:
        event = yield Preview(refusal=reason if at_once or is_drag(context, press, event) else "")
    return Outcome(message=reason if at_once or is_drag(context, press, event) else "")
