"""What follows from an edit, in its order. Every verb ends here."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects.before import Before
from mapper.edit.effects.container_at import join
from mapper.edit.effects.grow import grow, keep_boundary_events, keep_phases
from mapper.edit.effects.reconnect import avoid, follow, reconnect
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.route.labels import after as labels


def settle(
    diagram: Diagram, ids: Iterable[str], was: Before | None = None, anew: bool = False, gently: bool = False
) -> None:
    """Draw the consequences of an edit.

    ids: what the user put somewhere (its lane and element are decided anew). was: where everything that moved or was
    resized stood before. anew: lanes and elements are decided even for what did not move (the lanes did).
    gently: flows keep their bends where they can, as those do whose ends only made way.
    """
    ids, was = list(ids), Before() if was is None else was
    moved = join(diagram, ids, was, anew)
    grow(diagram, ids, was)
    keep_boundary_events(diagram, was)
    boundary_events = [boundary_event.id for id in ids for boundary_event in query.boundary_events(diagram, id)]
    reconnect(diagram, moved)
    follow(diagram, [] if gently else [*ids, *boundary_events], was)
    avoid(diagram, ids, was)
    keep_phases(diagram, was)
    block = was.as_one(diagram, ids)
    labels.keep(diagram, {}, [id for id in was if id not in block])
