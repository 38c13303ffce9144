"""What a step of the undo stack did, in words ("Move 3 steps"), and what was selected before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mapper.model.diagram import Diagram
from mapper.model.history import REDO, UNDO, Step
from mapper.model.kinds import ACTIVITIES, LANE, PLANE, POOL
from mapper.model.records import Change, Flow, Record
from mapper.text import _, ngettext

_BEFORE, _AFTER = "selected before", "selected after"


class Selected(NamedTuple):
    """What is selected, and the diagram it is drawn on."""

    plane: str
    ids: tuple[str, ...]


def note_before(diagram: Diagram, selected: Selected) -> None:
    """Keep with a step that was just done what was selected when it began; steps that became one keep the first."""
    if steps := diagram.steps(back=True):
        steps[-1].kept.setdefault(_BEFORE, selected)


def note_after(diagram: Diagram, selected: Selected) -> None:
    """Keep with the last step what it left selected."""
    if steps := diagram.steps(back=True):
        steps[-1].kept[_AFTER] = selected


def restored(diagram: Diagram) -> Selected | None:
    """What to select after an undo or redo: what was before the step, and after it; None when that is not known.

    Where nothing was selected before the step (a step was dragged that was not selected), it is what the step left.
    """
    event = diagram.event
    if event is None or event.how not in (UNDO, REDO) or not (steps := diagram.steps(back=event.how == REDO)):
        return None
    before, after = steps[-1].kept.get(_BEFORE), steps[-1].kept.get(_AFTER)
    return (before if before is not None and before.ids else after) if event.how == UNDO else after


def described(step: Step) -> str:
    """What a step did, and to what: "Move 3 steps", "Delete “Check invoice”", "Change type: 2 things"."""
    about = _about(_subjects(step))
    if not about:
        return step.label
    pattern = _("{what}: {about}") if " " in step.label else _("{what} {about}")
    return pattern.format(what=step.label, about=about)


def _subjects(step: Step) -> list[Record]:
    """What a step was about: of what changed, what it left selected, or what was selected before; else what it made,
    took away or changed, steps before lines, lines before the boxes around them."""
    changed = {change.id: change for change in step.changes}
    for key in (_AFTER, _BEFORE):
        chosen = step.kept.get(key)
        if found := [changed[id] for id in (chosen.ids if chosen is not None else ()) if id in changed]:
            return _records(found)
    parts: tuple[Sequence[Change], ...] = (
        [c for c in step.changes if c.before is None], [c for c in step.changes if c.after is None], step.changes,
    )  # fmt: skip
    for part in parts:
        records = [r for r in _records(part) if r.family != PLANE]
        records = [r for r in records if r.plane is not None] or records
        steps: list[Record] = [r for r in records if not isinstance(r, Flow) and r.family not in (POOL, LANE)]
        flows: list[Record] = [r for r in records if isinstance(r, Flow)]
        if records:
            return steps or flows or records
    return []


def _records(changes: Sequence[Change]) -> list[Record]:
    return [record for change in changes if (record := change.after or change.before) is not None]


def _about(records: Sequence[Record]) -> str:
    count = len(records)
    if count == 1:
        name = " ".join(records[0].name.split())
        return _("“{name}”").format(name=name) if name else _(records[0].sort.label).lower()
    if not count:
        return ""
    if all(r.family in ACTIVITIES for r in records):
        return ngettext("{count} step", "{count} steps", count).format(count=count)
    if all(isinstance(r, Flow) for r in records):
        return ngettext("{count} flow", "{count} flows", count).format(count=count)
    return ngettext("{count} thing", "{count} things", count).format(count=count)
