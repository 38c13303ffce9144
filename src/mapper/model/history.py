"""The entries of the undo stack, and what several of them come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mapper.model.records import Change, Record


@dataclass(slots=True)
class Step:
    """One entry of the undo stack: what the user did, in the user's words, and the changes.

    kept: what a face keeps with it (what was selected before and after), by names of its own.
    """

    label: str
    changes: tuple[Change, ...]
    merge: str | None = None
    kept: dict[str, Any] = field(default_factory=dict, compare=False)

    def made(self, id: str) -> bool:
        """Whether it put a record on the map."""
        return any(change.id == id and change.before is None for change in self.changes)


DO, UNDO, REDO, REWIND = "do", "undo", "redo", "rewind"


@dataclass(frozen=True, slots=True)
class Event:
    """What listeners were called for last: a step that was done, undone, done again or rewound, and the changes."""

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
    """What two runs of changes, one after the other, come to."""
    before: dict[str, Record | None] = {}
    after: dict[str, Record | None] = {}
    for change in (*first, *second):
        before.setdefault(change.id, change.before)
        after[change.id] = change.after
    return tuple(Change(id, before[id], after[id]) for id in before if before[id] != after[id])


def taking_back(steps: Sequence[Step]) -> tuple[Change, ...]:
    """What takes back steps that were done in this order."""
    found: tuple[Change, ...] = ()
    for step in reversed(steps):
        found = joined(found, tuple(change.inverse() for change in step.changes))
    return found


def tell_all(listeners: Iterable[Callable[[tuple[Change, ...]], None]], changes: tuple[Change, ...]) -> None:
    """Everybody hears of it, also after one that failed; the first failure is raised then."""
    failures: list[Exception] = []
    for listener in tuple(listeners):
        try:
            listener(changes)
        except Exception as error:
            failures.append(error)
    if failures:
        raise failures[0]
