"""Things made large enough for their text, with all that follows from it."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before
from mapper.edit.effects.text_room import make_text_room
from mapper.model.diagram import Diagram


def fit_in(diagram: Diagram, ids: Iterable[str], wider: bool = False, snug: bool = False) -> None:
    """Let nodes grow until their text fits; for use inside a transaction. See `make_text_room`."""
    was = Before()
    for id in ids:
        make_text_room(diagram, id, was, wider, snug)
    if was:
        settle(diagram, [], was, gently=True)
