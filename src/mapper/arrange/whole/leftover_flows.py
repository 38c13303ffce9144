"""Flows that the lattice has no place for: those that end on a flow, a lane or an open pool, or lead from a border to
its inside. They are laid once all else stands, by the router that lays flows on any map."""

from __future__ import annotations

from collections.abc import Collection

from mapper.edit.verbs import tidy
from mapper.model.diagram import Diagram
from mapper.model.docking import dock
from mapper.model.geometry import Point, along
from mapper.model.kinds import ANCHOR
from mapper.model.records import Flow, Node, Record
from mapper.route.labels import place as labels


def lay(diagram: Diagram, plane: str, ids: Collection[str]) -> None:
    """Lay these flows of a plane around all that stands there, and put their labels beside them."""
    for id in ids:
        flow = diagram.flow(id)
        route = _provisional(diagram, flow, plane)
        if flow.plane == plane and route:
            diagram.put(flow.but(points=route, label=None))
    laid = [id for id in ids if diagram.flow(id).plane == plane and len(diagram.flow(id).points) > 1]
    tidy.flows(diagram, laid, plane)
    labels.fresh(diagram, plane, laid)


def _provisional(diagram: Diagram, flow: Flow, plane: str) -> tuple[Point, ...]:
    """A straight line, so that the flow counts as drawn; () when an end is not."""
    ends = [diagram.get(flow.source), diagram.get(flow.target)]
    first, last = (_middle(end) if end is not None and end.plane == plane else None for end in ends)
    one, two = ends
    if first is None or last is None:
        return ()
    return (
        dock(one, last) if isinstance(one, Node) and one.family != ANCHOR else first,
        dock(two, first) if isinstance(two, Node) and two.family != ANCHOR else last,
    )


def _middle(end: Record) -> Point | None:
    if isinstance(end, Node):
        return end.bounds.center if end.bounds is not None else None
    if len(end.points) > 1:
        return along(end.points)
    return None
