"""Steps of editing: what undo takes back, what listeners are told, what is being done."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapper.model.records import Change, Record


@dataclass(slots=True)
class Step:
    """One entry of the undo stack: what the user did, in the user's words, and the changes."""

    label: str
    changes: tuple[Change, ...]
    merge: str | None = None


DO, UNDO, REDO = "do", "undo", "redo"


@dataclass(frozen=True, slots=True)
class Event:
    """What listeners were called for last: a step that was done, undone or done again, and the changes that made."""

    how: str
    label: str
    merge: str | None
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Open:
    """A transaction that goes on: what its records were before."""

    label: str
    merge: str | None
    before: dict[str, Record | None] = field(default_factory=dict)
    depth: int = 1


def joined(first: tuple[Change, ...], second: tuple[Change, ...]) -> tuple[Change, ...]:
    """Two changes of a map as one."""
    before: dict[str, Record | None] = {}
    after: dict[str, Record | None] = {}
    for change in (*first, *second):
        before.setdefault(change.id, change.before)
        after[change.id] = change.after
    return tuple(Change(id, before[id], after[id]) for id in before if before[id] != after[id])
