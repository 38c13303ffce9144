"""Tidy flows: lay flows anew, together, around the shapes as they stand."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.pause import collector_paused
from mapper.model.records import Flow, Node
from mapper.route.labels import place as labels
from mapper.route.labels.after import carried
from mapper.route.lines.network import Network
from mapper.route.scene import read as scenes
from mapper.route.tidying import better, joins_nodes, leads_on, ties
from mapper.text import _


@collector_paused()
def flows(diagram: Diagram, ids: Iterable[str] | None = None, plane: str | None = None) -> None:
    """Lay flows anew: horizontal and vertical, around shapes and labels, apart from each other; their labels go along.
    Shapes and the routes of other flows stay.

    ids: these flows; None for all. plane: only what is drawn there.
    """
    chosen = None if ids is None else set(ids)
    with diagram.transaction(_("Tidy flows")):
        for shown in query.planes(diagram):
            if plane in (None, shown.id):
                _tidy(diagram, shown.id, chosen)


def _tidy(diagram: Diagram, plane: str, chosen: set[str] | None) -> None:
    drawn = [
        r for r in query.drawn_on(diagram, plane) if isinstance(r, Flow) and r.plane == plane and len(r.points) > 1
    ]
    wanted = [f for f in drawn if chosen is None or f.id in chosen]
    if not wanted:
        return
    ids = {f.id for f in wanted}
    ids |= {tied.id for tied in drawn if tied.sort.is_association and {tied.source, tied.target} & ids}
    fixed = [f for f in drawn if f.id not in ids]
    lines = [f for f in drawn if f.id in ids and joins_nodes(diagram, f) and leads_on(diagram, f)]
    network, routes = better(scenes.read(diagram, plane), fixed, lines)
    for id, route in routes.items():
        _put(diagram, id, route)
    laid = {f.id for f in lines}
    _tie(diagram, network, [f for f in drawn if f.id in ids and f.id not in laid])
    _settle_labels(diagram, plane, ids)


def _tie(diagram: Diagram, network: Network, waiting: list[Flow]) -> None:
    """Lay associations and their like, those that end on another after that one."""
    unlaid = {f.id for f in waiting}
    waiting = sorted(waiting, key=lambda f: (_apart(diagram, f), f.id))
    while waiting:
        ready = [f for f in waiting if not {f.source, f.target} & unlaid] or waiting
        for flow in ready:
            route = ties(network, flow, unlaid)
            unlaid.discard(flow.id)
            if route is not None:
                _put(diagram, flow.id, route)
                network.note(flow, route)
        waiting = [f for f in waiting if f.id in unlaid]


def _settle_labels(diagram: Diagram, plane: str, ids: set[str]) -> None:
    """Let the labels of flows, and those of events and gateways at their ends, stand clear."""
    laid = [diagram.flow(id) for id in sorted(ids)]
    ends = sorted({end for flow in laid for end in (flow.source, flow.target)})
    nodes = [node for id in ends if isinstance(node := diagram.get(id), Node) and node.plane == plane]
    labels.settle(labels.everything(diagram, plane), laid, nodes)


def _apart(diagram: Diagram, flow: Flow) -> float:
    """How far apart the nodes at the ends of a flow are; 0 when one of them is a flow."""
    ends = [
        end.bounds.center
        for id in (flow.source, flow.target)
        if isinstance(end := diagram.get(id), Node) and end.bounds
    ]
    return ends[0].distance(ends[1]) if len(ends) == 2 else 0.0


def _put(diagram: Diagram, id: str, route: tuple[Point, ...]) -> None:
    flow = diagram.flow(id)
    if flow.points != route:
        diagram.put(flow.but(points=route, label=carried(flow, route)))
