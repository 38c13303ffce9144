"""What a hand drew: points put onto outlines, and bends that are kept while their flow's ends move."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from mapper.model.diagram import Diagram
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, dock, nearest_side
from mapper.model.geometry import Point, nearest, simplified
from mapper.model.kinds import EVENT, GATEWAY, POOL
from mapper.model.records import Flow, Node, Record
from mapper.route.lines.candidates import Dock, Route, loops, routes
from mapper.route.scene.meet import passes
from mapper.route.scene.ports import is_usual, side_of

_CORNER = 15.0
"""What a hand pulls to the corner of a step leaves its side this far from it, in pixels."""

Ends = tuple[Record | None, Record | None]
"""The two ends of a flow, at a time."""


def kept(diagram: Diagram, flow: Flow, old: Ends, new: Ends, gently: bool = False) -> Route | None:
    """The route of a flow that it keeps after its ends changed from `old` to `new`: moved along when both moved alike,
    bends made by hand adjusted while they make sense. None where it needs a fresh one. gently: bends the router made
    are kept alike."""
    if len(flow.points) < 2:
        return None
    steps = [_step(a, b) for a, b in zip(old, new, strict=True)]
    if steps[0] is not None and steps[0] == steps[1]:
        return tuple(p.moved(*steps[0]) for p in flow.points)
    if not all(is_drawn(end) for end in (*old, *new)):
        # What has one end only goes with that.
        step = next((step for step, end in zip(steps, new, strict=True) if is_drawn(end) and step), (0.0, 0.0))
        return tuple(p.moved(*step) for p in flow.points)
    if gently and len(flow.points) == 2 and (straight_on := _straight_on(flow, steps)) and _sound(straight_on, new):
        return straight_on
    if len(flow.points) > 2 and (gently or not looks_automatic(diagram, flow, old)):
        found = _adjusted(flow, old, new)
        if flow.sort.is_association or _sound(found, new):
            return found
        if gently and (carried := _carried(flow, steps)) and _sound(carried, new):
            return carried
    return None


def is_drawn(end: Record | None) -> bool:
    """Whether something has a place on the map."""
    return bool(end.points) if isinstance(end, Flow) else end is not None and end.bounds is not None


def _step(old: Record | None, new: Record | None) -> tuple[float, float] | None:
    """How far an end moved; None when it changed otherwise."""
    if not isinstance(old, Node) or not isinstance(new, Node):
        return (0.0, 0.0) if old == new else None
    a, b = old.bounds, new.bounds
    if a is None or b is None or old.id != new.id or (a.w, a.h) != (b.w, b.h):
        return None
    # Rounded, because the same move of two places differs in the last bits.
    return (round(b.x - a.x, 6), round(b.y - a.y, 6))


def looks_automatic(diagram: Diagram, flow: Flow, ends: Ends) -> bool:
    """Whether the present points are a route the router could have found between the ends as they were."""
    source, target = ends
    if not isinstance(source, Node) or not isinstance(target, Node) or flow.sort.is_association or len(flow.points) < 2:
        return False
    if source.id == target.id:
        return any(_alike(flow.points, route) for _price, route in loops(box(source), straight=True))
    boxes, places = (box(source), box(target)), (flow.points[0], flow.points[-1])
    nodes, others = (source, target), (box(target), box(source))
    for node, other, place in zip(nodes, others, places, strict=True):
        if not is_usual(node, other, place) and not _is_shared(diagram, flow, node, place):
            return False
    one, two = (Dock(place, side_of(node, place)) for node, place in zip(nodes, places, strict=True))
    return any(_alike(flow.points, simplified(route, 0.01)) for route in routes(one, two, boxes))


def _is_shared(diagram: Diagram, flow: Flow, node: Node, place: Point) -> bool:
    """Whether other flows meet the side of a step: they are spread along it."""
    side = side_of(node, place)
    for id in diagram.index.flows_at(node.id):
        other = diagram.flow(id)
        if id != flow.id and len(other.points) > 1 and not other.sort.is_association:
            met = other.points[0] if other.source == node.id else other.points[-1]
            if side_of(node, met) == side:
                return True
    return False


def _straight_on(flow: Flow, steps: Sequence[tuple[float, float] | None]) -> tuple[Point, ...]:
    """A straight route whose ends moved, if it is horizontal or vertical now; else nothing."""
    ends = tuple(p.moved(*step) for p, step in zip(flow.points, steps, strict=True) if step is not None)
    vertical = len(ends) == 2 and min(abs(ends[0].x - ends[1].x), abs(ends[0].y - ends[1].y)) < 0.01
    return ends if vertical and not flow.sort.is_association else ()


def _carried(flow: Flow, steps: Sequence[tuple[float, float] | None]) -> tuple[Point, ...]:
    """A route of four or more points with the segment after the one that leaves the end that moved going along with
    it, as a flow that runs between two lanes goes with the lane it left; nothing where both ends moved otherwise."""
    points = list(flow.points)
    moved = [i for i, step in enumerate(steps) if step != (0.0, 0.0)]
    step = steps[moved[0]] if len(moved) == 1 else None
    if step is None or len(points) < 4:
        return ()
    if moved == [1]:
        points.reverse()
    level = abs(points[1].y - points[2].y) < 1
    points[:2] = points[0].moved(*step), points[1].moved(*step)
    points[2] = Point(points[2].x, points[1].y) if level else Point(points[1].x, points[2].y)
    return tuple(points[::-1] if moved == [1] else points)


def _alike(one: Sequence[Point], two: Sequence[Point]) -> bool:
    return len(one) == len(two) and all(p.distance(q) < 1 for p, q in zip(one, two, strict=True))


def _adjusted(
    flow: Flow, old: tuple[Record | None, Record | None], new: tuple[Record | None, Record | None]
) -> tuple[Point, ...]:
    """The points with the ends on the new outlines; the bends next to them slide, so that segments stay vertical."""
    points = list(flow.points)
    for _end in range(2):
        was, now = (old[0], new[0]) if _end == 0 else (old[1], new[1])
        if was != now:
            points[:2] = _slid(points[0], points[1], was, now)
        points.reverse()
    return simplified(points)


def _slid(first: Point, second: Point, was: Record | None, now: Record | None) -> list[Point]:
    if not isinstance(was, Node) or not isinstance(now, Node) or was.id != now.id:
        end = dock(now, second) if isinstance(now, Node) else nearest(now.points, second)[1] if now else first
        return [end, second]
    a, b = box(was), box(now)
    share_x, share_y = (first.x - a.x) / (a.w or 1), (first.y - a.y) / (a.h or 1)
    end = Point(b.x + share_x * b.w, b.y + share_y * b.h)
    if (a.w, a.h) != (b.w, b.h):
        end = _onto_outline(now, end, nearest_side(a, first))
    if abs(first.y - second.y) < 1:
        return [end, Point(second.x, end.y)]
    if abs(first.x - second.x) < 1:
        return [end, Point(end.x, second.y)]
    return [dock(now, second), second]


def _onto_outline(node: Node, end: Point, side: str) -> Point:
    """The end of a route on a node of another size, and perhaps form: on its line still, where that meets the
    outline."""
    return at_level(node, end.y if side in (LEFT, RIGHT) else end.x, side) or dock(node, end)


def _sound(points: Sequence[Point], ends: tuple[Record | None, Record | None]) -> bool:
    """Whether a kept route still starts and ends outside its own shapes."""
    routes = (points, points[::-1])
    return len(points) > 1 and all(
        _leaves(w, end) for w, end in zip(routes, ends, strict=True) if isinstance(end, Node)
    )


def _leaves(route: Sequence[Point], node: Node) -> bool:
    """Whether a route leads out of a node it starts on and stays out of it."""
    inner, center = box(node).grown(-1), box(node).center
    (a, b), *more = itertools.pairwise(route)
    # The outline of an event or gateway lies inside its box but for the middles of the sides.
    slanted = node.family in (EVENT, GATEWAY)
    outward = (b.x - a.x) * (a.x - center.x) >= 0 and (b.y - a.y) * (a.y - center.y) >= 0
    return ((slanted and outward) or not passes(a, b, inner)) and not any(passes(c, d, inner) for c, d in more)


# -- drawn by hand -----------------------------------------------------------------------------------------------------


def docked(points: Sequence[Point], source: Record, target: Record) -> tuple[Point, ...]:
    """Points drawn by hand with both ends put onto the outlines, horizontal or vertical where the next segment is."""
    route = list(points)
    for end in (source, target):
        if isinstance(end, Flow) or end.bounds is not None:  # what is not drawn has no outline
            if isinstance(end, Node) and end.family != POOL:
                _leave(end, route)
            route[0] = _on(end, route[0], route[1])
        route.reverse()
    return simplified(route)


def _leave(end: Node, route: list[Point]) -> None:
    """Take off what runs inside a shape, and let the route leave a straight side beside its corners."""
    bounds = box(end)
    while len(route) > 2 and bounds.holds(route[1]):
        del route[0]
    if len(route) < 3:
        return
    first, second, third = route[:3]
    if end.family in (EVENT, GATEWAY):
        _leave_round(bounds.center, route)
        return
    if abs(first.x - second.x) < 1 and bounds.x <= second.x <= bounds.right and abs(second.y - third.y) < 1:
        x = _within(second.x, bounds.x, bounds.right, _CORNER)
        route[:2] = Point(x, first.y), Point(x, second.y)
    elif abs(first.y - second.y) < 1 and bounds.y <= second.y <= bounds.bottom and abs(second.x - third.x) < 1:
        y = _within(second.y, bounds.y, bounds.bottom, _CORNER)
        route[:2] = Point(first.x, y), Point(second.x, y)


def _leave_round(center: Point, route: list[Point]) -> None:
    """Let what runs down beside an event or gateway, or out above or below it, leave that in the middle of a side."""
    first, second, third = route[:3]
    if abs(first.x - second.x) < 1 <= abs(first.x - center.x) and abs(second.y - third.y) < 1:
        route[:2] = Point(center.x, first.y), Point(center.x, second.y)
    elif abs(first.y - second.y) < 1 <= abs(first.y - center.y) and abs(second.x - third.x) < 1:
        route[:2] = Point(first.x, center.y), Point(second.x, center.y)


def _on(end: Record, first: Point, second: Point) -> Point:
    if isinstance(end, Flow):
        return nearest(end.points, second)[1]
    if abs(first.y - second.y) < 1:
        met = at_level(end, second.y, RIGHT if second.x > box(end).center.x else LEFT)
    elif abs(first.x - second.x) < 1:
        met = at_level(end, second.x, BOTTOM if second.y > box(end).center.y else TOP)
    else:
        met = None
    return met or dock(end, second)


def _within(level: float, start: float, end: float, corner: float) -> float:
    """A level on a side, not right at its corners."""
    margin = min(corner, (end - start) / 2)
    return min(max(level, start + margin), end - margin)
