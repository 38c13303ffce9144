"""The routes of single flows and of a few: fresh ones after an edit, and those shown while something is dragged.

Both read the same prices, scene and places as Tidy does; only how much is looked at differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from mapper.model.diagram import Diagram
from mapper.model.docking import box, dock
from mapper.model.geometry import Point, Rect, along, nearest
from mapper.model.pause import collector_paused
from mapper.model.records import Flow, Node, Record
from mapper.route import near
from mapper.route.by_hand import is_drawn, kept
from mapper.route.lines import associations, instant
from mapper.route.lines.lay import lay
from mapper.route.lines.network import Route
from mapper.route.scene.effort import LIVE, LOOK, Effort
from mapper.route.scene.meet import passes


def route(diagram: Diagram, flow: Flow) -> Route:
    """A fresh route for a flow between its ends as they stand now; its present points when an end is not drawn."""
    return fresh(diagram, (flow,)).get(flow.id, flow.points)


@collector_paused()
def fresh(diagram: Diagram, flows: Sequence[Flow]) -> dict[str, Route]:
    """New routes for flows, laid together, by id, whatever their points were; those whose ends are not drawn are left
    out."""
    found: dict[str, Route] = {}
    for plane, lines in _by_plane(diagram, flows).items():
        network = near.network(diagram, plane, lines)
        found |= lay(network, [flow for flow in lines if not _is_tie(diagram, flow)])
        for flow in (flow for flow in lines if _is_tie(diagram, flow)):
            route = associations.find(network, flow, ())
            if route is not None:
                found[flow.id] = route
    return found


def preview(diagram: Diagram, flow: Flow, boxes: Mapping[str, Rect]) -> Route:
    """The route a flow would take if nodes had these bounds; the map is not changed (for what follows a drag)."""
    return previews(diagram, (flow,), boxes)[0]


@collector_paused()
def previews(diagram: Diagram, flows: Iterable[Flow], boxes: Mapping[str, Rect]) -> tuple[Route, ...]:
    """The routes of several flows. They must be there with the next move of the mouse: what takes too long is left for
    the drop, and simpler routes are shown."""
    found: dict[str, Route] = {}
    waiting: dict[str, list[Flow]] = defaultdict(list)
    for flow in (flows := list(flows)):
        old = (diagram.get(flow.source), diagram.get(flow.target))
        new = (_moved(old[0], boxes), _moved(old[1], boxes))
        route = kept(diagram, flow, old, new)
        plane = _plane(flow, new[0])
        if route is not None:
            found[flow.id] = route
        elif plane is None or not (is_drawn(new[0]) and is_drawn(new[1])):
            found[flow.id] = flow.points
        elif isinstance(new[0], Flow) or isinstance(new[1], Flow) or flow.sort.is_association:
            found[flow.id] = straight(new[0], new[1])
        else:
            waiting[plane].append(flow)
    instead = {id: node for id in boxes if isinstance(node := _moved(diagram.get(id), boxes), Node)}
    effort = Effort(LIVE)
    for plane, lines in waiting.items():
        found |= _at_once(diagram, plane, lines, instead, effort)
    return tuple(found[flow.id] for flow in flows)


def _at_once(
    diagram: Diagram, plane: str, flows: Sequence[Flow], instead: Mapping[str, Node], effort: Effort
) -> dict[str, Route]:
    network = near.network(diagram, plane, flows, instead, hasty=True)
    effort.spend(LOOK * len(network.scene.boxes))
    found = {}
    for flow in flows:
        route = instant.find(network, flow, effort)
        found[flow.id] = route
        network.count(flow, route)
    return found


def runs_through(flow: Flow, box: Rect) -> bool:
    """Whether a flow's route runs through the inside of a box."""
    return any(passes(a, b, box) for a, b in pairwise(flow.points))


def straight(source: Record | None, target: Record | None) -> Route:
    """A straight line between two outlines (associations); an end on a flow docks at the flow's nearest place."""
    assert source is not None
    assert target is not None
    a, b = _middle(source), _middle(target)
    if isinstance(source, Flow):
        a = nearest(source.points, b)[1]
    if isinstance(target, Flow):
        b = nearest(target.points, a)[1]
    if isinstance(source, Node):
        a = dock(source, b)
    if isinstance(target, Node):
        b = dock(target, a)
    return (a, b)


def _middle(end: Record) -> Point:
    return along(end.points) if isinstance(end, Flow) else box(end).center


def _moved(end: Record | None, boxes: Mapping[str, Rect]) -> Record | None:
    return end.but(bounds=boxes[end.id]) if isinstance(end, Node) and end.id in boxes else end


def _by_plane(diagram: Diagram, flows: Iterable[Flow]) -> dict[str, list[Flow]]:
    """The flows whose two ends are drawn, by their plane."""
    found: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows:
        source, target = diagram.get(flow.source), diagram.get(flow.target)
        plane = _plane(flow, source)
        if plane is not None and is_drawn(source) and is_drawn(target):
            found[plane].append(flow if flow.plane is not None else flow.but(plane=plane))
    return found


def _plane(flow: Flow, source: Record | None) -> str | None:
    return flow.plane or (source.plane if source is not None else None)


def _is_tie(diagram: Diagram, flow: Flow) -> bool:
    """Whether a flow runs straight where it can: associations, and whatever ends on a flow."""
    return flow.sort.is_association or any(isinstance(diagram.get(end), Flow) for end in (flow.source, flow.target))
