"""Associations and their like: straight where that is clear, horizontal or vertical rather than slanted, else with
bends."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import pairwise

from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, dock, gap, middle
from mapper.model.geometry import Point, Rect, along, length, nearest
from mapper.model.records import Flow, Node, Record
from mapper.route.lines.network import Network, Route
from mapper.route.scene import meet, prices

_CORNER = 10.0
"""An association keeps this far from the corners of what it joins, in pixels."""
_SHORT = 80.0
"""A slanted line longer than this, in pixels, looks lost between vertical ones."""


def find(network: Network, flow: Flow, unlaid: Container[str]) -> Route | None:
    """The route of one association between its ends as they stand. unlaid: flows whose routes do not count yet."""
    diagram = network.scene.diagram
    source, target = diagram.get(flow.source), diagram.get(flow.target)
    if source is None or target is None:
        return None
    routes = sorted({route for route in _straight(source, target) if route[0].distance(route[1]) > 1})
    priced = [(price(network, flow, route, unlaid), route) for route in routes]
    best = min(priced, default=None)
    if best is None or best[0] > length(best[1]) + prices.TIE_BEND:
        bent = _bent(network, flow, source, target)
        if bent is not None:
            offer = (price(network, flow, bent, unlaid), bent)
            best = offer if best is None else min(best, offer)
    return best[1] if best is not None else None


def _bent(network: Network, flow: Flow, source: Record, target: Record) -> Route | None:
    """A route with bends around what stands in the way; onto a free stretch where an end is a flow."""
    if isinstance(source, Node) and isinstance(target, Node):
        found = network.find(flow)
        return found[1] if found is not None else None
    if isinstance(source, Node) and isinstance(target, Flow):
        return network.find_onto(flow, source, target.points)
    if isinstance(source, Flow) and isinstance(target, Node):
        route = network.find_onto(flow, target, source.points)
        return route[::-1] if route is not None else None
    return None


def _straight(source: Record, target: Record) -> Iterable[Route]:
    """Straight routes: vertical where the ends lie over or beside each other, middle to middle, outline to outline."""
    if isinstance(source, Node) and isinstance(target, Node):
        yield (dock(source, box(target).center), dock(target, box(source).center))
        yield from _vertical(source, target)
        return
    one, two = _place(source, target), _place(target, source)
    yield (_met(source, two), _met(target, one))
    for flow, node in ((source, target), (target, source)):
        if isinstance(flow, Flow) and isinstance(node, Node):
            for route in _onto_flow(flow, node):
                yield route if node is source else route[::-1]


def _vertical(source: Node, target: Node) -> Iterable[Route]:
    a, b = box(source), box(target)
    for side, other, axis in ((RIGHT, LEFT, 1), (LEFT, RIGHT, 1), (BOTTOM, TOP, 0), (TOP, BOTTOM, 0)):
        out, into = middle(a, side), middle(b, other)
        if (into[1 - axis] - out[1 - axis]) * (1 if side in (RIGHT, BOTTOM) else -1) <= 0:
            continue
        yield (out, into)
        low, high = max(a[axis], b[axis]) + _CORNER, min(a[axis] + a[axis + 2], b[axis] + b[axis + 2]) - _CORNER
        for level in {out[axis], into[axis], (low + high) / 2}:
            if low <= level <= high or level in (out[axis], into[axis]):
                ends = at_level(source, level, side), at_level(target, level, other)
                if ends[0] is not None and ends[1] is not None:
                    yield (ends[0], ends[1])


def _onto_flow(flow: Flow, node: Node) -> Iterable[Route]:
    """From a node straight onto the pieces of a flow that lie over, under or beside it, or around one corner."""
    bounds = box(node)
    for a, b in pairwise(flow.points):
        yield from _around_corner(a, b, bounds)
        axis = 0 if abs(a.y - b.y) < 0.5 else 1
        low, high = min(a[axis], b[axis]), max(a[axis], b[axis])
        level = min(max(bounds.center[axis], low + _CORNER), high - _CORNER)
        if high - low < 2 * _CORNER or a.distance(b) < 2 * _CORNER:
            continue
        side = (BOTTOM if a.y > bounds.center.y else TOP) if axis == 0 else (RIGHT if a.x > bounds.center.x else LEFT)
        start = at_level(node, level, side)
        if start is not None:
            yield (start, Point(level, a.y) if axis == 0 else Point(a.x, level))


def _around_corner(a: Point, b: Point, bounds: Rect) -> Iterable[Route]:
    """From the side of a box level (vertical) to over the middle of a piece, and down onto that."""
    center, place = bounds.center, Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    if abs(a.y - b.y) < 0.5 and not bounds.x <= place.x <= bounds.right:
        side = RIGHT if place.x > center.x else LEFT
        yield (middle(bounds, side), Point(place.x, center.y), place)
    elif abs(a.x - b.x) < 0.5 and not bounds.y <= place.y <= bounds.bottom:
        side = BOTTOM if place.y > center.y else TOP
        yield (middle(bounds, side), Point(center.x, place.y), place)


def _place(end: Record, other: Record) -> Point:
    if isinstance(end, Node):
        return box(end).center
    return nearest(end.points, box(other).center)[1] if isinstance(other, Node) else along(end.points)


def _met(end: Record, towards: Point) -> Point:
    return dock(end, towards) if isinstance(end, Node) else nearest(end.points, towards)[1]


def is_docked(network: Network, flow: Flow) -> bool:
    """Whether an association begins and ends on what it ties."""
    diagram = network.scene.diagram
    for id, place in ((flow.source, flow.points[0]), (flow.target, flow.points[-1])):
        end = diagram.get(id)
        if isinstance(end, Node) and end.bounds is not None and gap(end, place) > 1:
            return False
        if isinstance(end, Flow) and (len(end.points) < 2 or nearest(end.points, place)[2] > 1):
            return False
    return True


def price(network: Network, flow: Flow, route: Route, unlaid: Container[str]) -> float:
    """What an association costs. unlaid: flows whose routes do not count yet."""
    diagram, plane = network.scene.diagram, network.scene.plane
    cost = length(route) + prices.TIE_BEND * (len(route) - 2)
    ends = {flow.source, flow.target}
    for a, b in pairwise(route):
        frame = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
        if frame.w > 1 and frame.h > 1:
            cost += prices.SLANTED + 2 * max(0.0, a.distance(b) - _SHORT)
        for id in diagram.index.near(plane, frame.grown(1)):
            node = diagram.node(id)
            if not node.sort.is_solid or node.bounds is None:
                continue
            around = id in network.scene.frames and (id in ends or not network.scene.is_wall(id, flow))
            if not around and meet.enters(a, b, node.bounds.grown(-1.5 if id in ends else 1)):
                cost += prices.THROUGH
        for label in network.scene.labels.values():
            if label.meets(frame.grown(1)) and meet.enters(a, b, label):
                cost += prices.TIE_TEXT
        cost += _met_flows(network, flow, (a, b), frame, unlaid)
    return cost


def _met_flows(network: Network, flow: Flow, piece: tuple[Point, Point], frame: Rect, unlaid: Container[str]) -> float:
    diagram = network.scene.diagram
    price = 0.0
    for id in diagram.index.flows_near(network.scene.plane, frame.grown(1)):
        if id == flow.id or id in unlaid or id in (flow.source, flow.target):
            continue
        other = diagram.flow(id)
        related = other.source == flow.source or other.target == flow.target
        for c, d in pairwise(other.points):
            if meet.cross(*piece, c, d):
                price += prices.CROSSING
            elif not related and meet.lies_on(*piece, c, d):
                price += prices.TIE_UPON
    return price
