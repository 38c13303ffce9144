"""Associations and their like: straight where that is clear, level or plumb rather than slanted, else with bends."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import pairwise

from mapper.edit.wiring.scene import is_solid
from mapper.edit.wiring.wires import Way, Wiring
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, dock, middle
from mapper.model.geometry import Point, Rect, along, length, nearest
from mapper.model.records import Flow, Node, Record

_THROUGH = 2000.0
_OVER = 120.0
_ACROSS = 130.0
_UPON = 500.0
_SLANTED = 30.0
_BEND = 20.0
"""Prices in pixels of way: through a shape, over a label, across a flow, on one, slanted, with a bend."""
_CORNER = 10.0
_SHORT = 80.0
"""A slanted line longer than this, in pixels, looks lost between upright ones."""


def find(wiring: Wiring, flow: Flow, unlaid: Container[str]) -> Way | None:
    """The way of one association between its ends as they stand. unlaid: flows whose ways do not count yet."""
    diagram = wiring.scene.diagram
    source, target = diagram.get(flow.source), diagram.get(flow.target)
    if source is None or target is None:
        return None
    ways = sorted({way for way in _straight(source, target) if way[0].distance(way[1]) > 1})
    priced = [(_price(wiring, flow, way, unlaid) + _BEND * (len(way) - 2), way) for way in ways]
    best = min(priced, default=None)
    if isinstance(source, Node) and isinstance(target, Node) and (best is None or best[0] > length(best[1]) + _BEND):
        found = wiring.find(flow)
        if found is not None:
            bent = (_price(wiring, flow, found[1], unlaid) + _BEND * (len(found[1]) - 2), found[1])
            best = bent if best is None else min(best, bent)
    return best[1] if best is not None else None


def _straight(source: Record, target: Record) -> Iterable[Way]:
    """Straight ways: upright where the ends lie over or beside each other, middle to middle, outline to outline."""
    if isinstance(source, Node) and isinstance(target, Node):
        yield (dock(source, box(target).center), dock(target, box(source).center))
        yield from _upright(source, target)
        return
    one, two = _place(source, target), _place(target, source)
    yield (_met(source, two), _met(target, one))
    for flow, node in ((source, target), (target, source)):
        if isinstance(flow, Flow) and isinstance(node, Node):
            for way in _onto_flow(flow, node):
                yield way if node is source else way[::-1]


def _upright(source: Node, target: Node) -> Iterable[Way]:
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


def _onto_flow(flow: Flow, node: Node) -> Iterable[Way]:
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


def _around_corner(a: Point, b: Point, bounds: Rect) -> Iterable[Way]:
    """From the side of a box level (plumb) to over the middle of a piece, and down onto that."""
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


def _price(wiring: Wiring, flow: Flow, way: Way, unlaid: Container[str]) -> float:
    diagram, plane = wiring.scene.diagram, wiring.scene.plane
    price = length(way)
    ends = {flow.source, flow.target}
    for a, b in pairwise(way):
        frame = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
        if frame.w > 1 and frame.h > 1:
            price += _SLANTED + 2 * max(0.0, a.distance(b) - _SHORT)
        for id in diagram.index.near(plane, frame.grown(1)):
            node = diagram.node(id)
            if not is_solid(node) or node.bounds is None:
                continue
            around = id in wiring.scene.frames and (id in ends or not wiring.scene.is_wall(id, flow))
            if not around and enters(a, b, node.bounds.grown(-1.5 if id in ends else 1)):
                price += _THROUGH
        for label in wiring.scene.labels.values():
            if label.meets(frame.grown(1)) and enters(a, b, label):
                price += _OVER
        price += _met_flows(wiring, flow, (a, b), frame, unlaid)
    return price


def _met_flows(wiring: Wiring, flow: Flow, piece: tuple[Point, Point], frame: Rect, unlaid: Container[str]) -> float:
    diagram = wiring.scene.diagram
    price = 0.0
    for id in diagram.index.flows_near(wiring.scene.plane, frame.grown(1)):
        if id == flow.id or id in unlaid or id in (flow.source, flow.target):
            continue
        other = diagram.flow(id)
        related = other.source == flow.source or other.target == flow.target
        for c, d in pairwise(other.points):
            if crosses(*piece, c, d):
                price += _ACROSS
            elif not related and lies_on(*piece, c, d):
                price += _UPON
    return price


def enters(a: Point, b: Point, bounds: Rect) -> bool:
    """Whether a straight line runs through the inside of a box (Liang and Barsky, 1984)."""
    start, end, dx, dy = 0.0, 1.0, b.x - a.x, b.y - a.y
    for step, room in (
        (-dx, a.x - bounds.x),
        (dx, bounds.right - a.x),
        (-dy, a.y - bounds.y),
        (dy, bounds.bottom - a.y),
    ):
        if step == 0:
            if room <= 0:
                return False
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
        if start >= end:
            return False
    return True


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight lines cross in their inside."""
    one, two = _turn(a, b, c), _turn(a, b, d)
    three, four = _turn(c, d, a), _turn(c, d, b)
    return one * two < -1e-6 and three * four < -1e-6


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def lies_on(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two upright lines lie on each other, or nearly so."""
    for axis in (0, 1):
        if max(abs(a[1 - axis] - b[1 - axis]), abs(c[1 - axis] - d[1 - axis]), abs(a[1 - axis] - c[1 - axis])) < 4:
            return (
                min(max(a[axis], b[axis]), max(c[axis], d[axis])) - max(min(a[axis], b[axis]), min(c[axis], d[axis]))
                > 3
            )
    return False
