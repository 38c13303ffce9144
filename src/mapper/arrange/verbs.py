"""Arranging a map: all of it, a pool, a selection, or only what has no place yet."""

from __future__ import annotations

from collections.abc import Collection

from mapper.arrange.missing import undrawn
from mapper.arrange.subset import container, selected
from mapper.arrange.whole import whole_plane
from mapper.arrange.whole.groups import EMPTY, Named
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.pause import collector_paused
from mapper.text import _


@collector_paused()
def everything(
    diagram: Diagram,
    plane: str | None = None,
    order_lanes: bool = False,
    order_pools: bool = False,
    named: Named = EMPTY,
) -> None:
    """Lay out a plane (None: every plane) anew, as one step.

    order_lanes: lanes may change places where flows cross less then.
    order_pools: so may pools where messages are shorter; for maps that nobody has drawn. named: what groups without a
    place hold, by id.
    """
    with diagram.transaction(_("Arrange")):
        for id in [plane] if plane is not None else [p.id for p in query.planes(diagram)]:
            whole_plane.arrange(diagram, id, order_lanes, order_pools, named)


def inside(diagram: Diagram, id: str) -> None:
    """Lay out what a pool or an expanded sub-process holds anew, as one step. Its upper left corner stays, its size
    follows, and what stands around it makes way."""
    with diagram.transaction(_("Arrange")):
        container.inside(diagram, id)


def selection(diagram: Diagram, ids: Collection[str]) -> None:
    """Lay out some steps among themselves where they stand, as one step; the rest moves only where it must make way."""
    with diagram.transaction(_("Arrange")):
        selected.selection(diagram, ids)


def missing(diagram: Diagram, ids: Collection[str], named: Named = EMPTY) -> None:
    """Place only these records, as one step: what joins them to the rest decides where. Nothing else moves.

    named: what groups among them hold, by id.
    """
    with diagram.transaction(_("Arrange")):
        undrawn.missing(diagram, ids, named)
