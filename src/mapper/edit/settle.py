"""What follows from an edit, in its order. Every verb ends here."""

from __future__ import annotations

from collections.abc import Container, Iterable

from mapper.edit.grow import grow, keep_guests
from mapper.edit.holder import join
from mapper.edit.mend import follow, mend
from mapper.edit.place import Was
from mapper.model.diagram import Diagram


def settle(diagram: Diagram, ids: Iterable[str], was: Was | None = None, drawn: Container[str] = ()) -> None:
    """Draw the consequences of an edit.

    ids: what the user put somewhere (its lane and element are decided anew). was: where everything that moved or was
    resized stood before. drawn: flows whose points are right already.
    """
    ids, was = list(ids), {} if was is None else was
    moved_house = join(diagram, ids, was)
    grow(diagram, ids, was)
    keep_guests(diagram, was)
    mend(diagram, moved_house)
    follow(diagram, [*ids, *was], was, drawn)
