"""Work on a map apart from it, on a copy: what takes long can be given up, and nobody sees it half done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from mapper.app.store.replay import bring_about
from mapper.model.diagram import Diagram
from mapper.model.records import Change, Record


class Done(NamedTuple):
    """What some work did to a copy: its name, and the records that are not as before."""

    label: str
    changes: tuple[Change, ...]


def done(records: Iterable[Record], work: Callable[[Diagram], None]) -> Done:
    """Do some work on a copy of a map; everything that it does is one step. Raises whatever the work raises."""
    copy = Diagram(records)
    found: dict[str, Change] = {}

    def note(changes: tuple[Change, ...]) -> None:
        for change in changes:
            first = found.get(change.id, change)
            found[change.id] = Change(change.id, first.before, change.after)

    copy.listen(note)
    work(copy)
    return Done(copy.undo_label or "", tuple(c for c in found.values() if c.before != c.after))


def take_over(diagram: Diagram, found: Done) -> None:
    """Do to a map, as one step, what was done to its copy. Raises ModelError where the map has changed meanwhile, and
    what its guards raise."""
    with diagram.transaction(found.label):
        bring_about(diagram, {change.id: change.after for change in found.changes})
