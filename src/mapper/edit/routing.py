"""Which way a flow takes: level and plumb, docked in the middle of sides, few bends, not through shapes.

Every candidate way has a price in pixels (its length, its bends, unusual sides, shapes it runs through); the cheapest
is taken. `rerouted` keeps bends that a person made and only adjusts the ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from mapper.edit import around, sides
from mapper.edit.effort import LIVE, SEARCH, Effort
from mapper.edit.ways import Way, crosses, hits, loops, ways
from mapper.edit.wiring import single
from mapper.model.diagram import Diagram
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, dock, middle, nearest_side
from mapper.model.geometry import Point, Rect, along, length, nearest, simplified
from mapper.model.kinds import EVENT, GATEWAY, POOL
from mapper.model.pause import collector_paused
from mapper.model.records import Flow, Node, Record

_STRAIGHT = frozenset({"association", "dataInputAssociation", "dataOutputAssociation", "conversationLink"})

_BEND = 40.0
_THROUGH = 1000.0
_CORNER = 15.0
"""What a hand pulls to the corner of a step leaves its side this far from it, in pixels."""
_LOOK, _TRY = 300, 15
"""What it counts as work to look around, and to try a way besides holding it against what stands there."""


def route(diagram: Diagram, flow: Flow) -> tuple[Point, ...]:
    """A fresh way for a flow between its ends as they stand now; its present points when an end is not drawn."""
    return fresh(diagram, flow, diagram.get(flow.source), diagram.get(flow.target))


def preview(diagram: Diagram, flow: Flow, boxes: Mapping[str, Rect]) -> tuple[Point, ...]:
    """The way a flow would take if nodes had these bounds; the map is not changed (for what follows a drag)."""
    return previews(diagram, (flow,), boxes)[0]


@collector_paused()
def previews(diagram: Diagram, flows: Iterable[Flow], boxes: Mapping[str, Rect]) -> tuple[Way, ...]:
    """The ways of several flows. They must be there with the next move of the mouse: what takes too long is left for
    the drop, and simpler ways are shown."""
    effort, found = Effort(LIVE), []
    for flow in flows:
        old = (diagram.get(flow.source), diagram.get(flow.target))
        new = tuple(_moved(end, boxes) for end in old)
        found.append(rerouted(diagram, flow, old, (new[0], new[1]), effort=effort))
    return tuple(found)


def rerouted(
    diagram: Diagram,
    flow: Flow,
    old: tuple[Record | None, Record | None],
    new: tuple[Record | None, Record | None],
    gently: bool = False,
    effort: Effort | None = None,
) -> tuple[Point, ...]:
    """The way of a flow after its ends changed from `old` to `new`: moved along when both moved alike, bends made by
    hand kept while they make sense, otherwise a fresh way. gently: bends the router made are kept alike. effort: how
    much work it may be."""
    if len(flow.points) < 2:
        return fresh(diagram, flow, *new, effort)
    steps = [_step(a, b) for a, b in zip(old, new, strict=True)]
    if steps[0] is not None and steps[0] == steps[1]:
        return tuple(p.moved(*steps[0]) for p in flow.points)
    if not all(_drawn(end) for end in (*old, *new)):
        return flow.points
    if gently and len(flow.points) == 2 and (straight_on := _straight_on(flow, steps)) and _sound(straight_on, new):
        return straight_on
    if len(flow.points) > 2 and (gently or not looks_automatic(flow, old)):
        kept = _adjusted(flow, old, new)
        if flow.kind in _STRAIGHT or _sound(kept, new):
            return kept
    return fresh(diagram, flow, *new, effort)


def runs_through(flow: Flow, box: Rect) -> bool:
    """Whether a flow's way runs through the inside of a box."""
    return any(crosses(a, b, box) for a, b in itertools.pairwise(flow.points))


def fresh(
    diagram: Diagram, flow: Flow, source: Record | None, target: Record | None, effort: Effort | None = None
) -> tuple[Point, ...]:
    """A new way between two ends, whatever the flow's points were. effort: how much work it may be."""
    if source is None or target is None or not (_drawn(source) and _drawn(target)):
        return flow.points
    if isinstance(source, Flow) or isinstance(target, Flow) or flow.kind in _STRAIGHT:
        return straight(source, target)
    if source.id == target.id:
        return around.loop(diagram, flow, source)
    return _best(diagram, flow, source, target, effort or Effort())


def straight(source: Record, target: Record) -> tuple[Point, ...]:
    """A straight line between two outlines (associations); an end on a flow docks at the flow's nearest place."""
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


def _drawn(end: Record | None) -> bool:
    return bool(end.points) if isinstance(end, Flow) else end is not None and end.bounds is not None


def _moved(end: Record | None, boxes: Mapping[str, Rect]) -> Record | None:
    return end.but(bounds=boxes[end.id]) if isinstance(end, Node) and end.id in boxes else end


def _step(old: Record | None, new: Record | None) -> tuple[float, float] | None:
    """How far an end moved; None when it changed otherwise."""
    if not isinstance(old, Node) or not isinstance(new, Node):
        return (0.0, 0.0) if old == new else None
    a, b = old.bounds, new.bounds
    if a is None or b is None or old.id != new.id or (a.w, a.h) != (b.w, b.h):
        return None
    # Rounded, because the same move of two places differs in the last bits.
    return (round(b.x - a.x, 6), round(b.y - a.y, 6))


# -- the cheapest way --------------------------------------------------------------------------------------------------


def _best(diagram: Diagram, flow: Flow, source: Node, target: Node, effort: Effort) -> Way:
    boxes, host = (box(source), box(target)), _host_box(diagram, source)
    if not effort.spend(_LOOK):
        return _simple(sides.choices(diagram, flow, source, target, {}), boxes)
    obstacles, near = around.obstacles(diagram, flow, source, target), around.others(diagram, flow, source, target)
    choices = sides.choices(diagram, flow, source, target, around.docked(diagram, flow, source, target))
    best: tuple[float, Way] | None = None
    for least, toll, ends in choices:
        if best is not None and (least >= best[0] or effort.left <= 0):
            break
        for way in ways(*ends, boxes, obstacles):
            effort.spend(_TRY + len(obstacles) + 3 * len(near.lines))
            price = length(way) + _BEND * (len(way) - 2) + toll
            if best is not None and price >= best[0]:
                continue
            if host is not None and hits(way, (host,), 1):
                continue
            most = 99 if best is None else int((best[0] - price) / _THROUGH) + 1
            price += _THROUGH * hits(way, obstacles, most)
            if best is None or price < best[0]:
                price += around.bother(near, way)
                if best is None or price < best[0]:
                    best = (price, way)
    if (best is None or best[0] >= _THROUGH) and effort.spend(SEARCH):
        searched = single.way(diagram, flow, source, target, effort.hasty)
        if searched is not None:
            return searched
    return simplified(best[1], 0.01) if best else _simple([], boxes)


def _simple(choices: Iterable[sides.Choice], boxes: tuple[Rect, Rect]) -> Way:
    """The cheapest way between two shapes as if they stood alone."""
    for _least, _toll, ends in choices:
        for way in ways(*ends, boxes):
            return way
    return (middle(boxes[0], RIGHT), middle(boxes[1], LEFT))


def _host_box(diagram: Diagram, source: Node) -> Rect | None:
    host = diagram.get(source.host)
    return host.bounds.grown(-1) if isinstance(host, Node) and host.bounds is not None else None


def docked(points: Sequence[Point], source: Record, target: Record) -> tuple[Point, ...]:
    """Points drawn by hand with both ends put onto the outlines, level or plumb where the next segment is."""
    way = list(points)
    for end in (source, target):
        if isinstance(end, Node) and end.family != POOL:
            _leave(end, way)
        way[0] = _on(end, way[0], way[1])
        way.reverse()
    return simplified(way)


def _leave(end: Node, way: list[Point]) -> None:
    """Take off what runs inside a shape, and let the way leave a straight side beside its corners."""
    bounds = box(end)
    while len(way) > 2 and bounds.holds(way[1]):
        del way[0]
    if len(way) < 3 or end.family in (EVENT, GATEWAY):
        return
    first, second, third = way[:3]
    if abs(first.x - second.x) < 1 and bounds.x <= second.x <= bounds.right and abs(second.y - third.y) < 1:
        x = sides.within(second.x, bounds.x, bounds.right, _CORNER)
        way[:2] = Point(x, first.y), Point(x, second.y)
    elif abs(first.y - second.y) < 1 and bounds.y <= second.y <= bounds.bottom and abs(second.x - third.x) < 1:
        y = sides.within(second.y, bounds.y, bounds.bottom, _CORNER)
        way[:2] = Point(first.x, y), Point(second.x, y)


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


# -- keeping what a hand made ------------------------------------------------------------------------------------------


def looks_automatic(flow: Flow, ends: tuple[Record | None, Record | None]) -> bool:
    """Whether the present points are a way this module could have found between the ends as they were."""
    source, target = ends
    if not isinstance(source, Node) or not isinstance(target, Node) or flow.kind in _STRAIGHT:
        return False
    if source.id == target.id:
        return any(_alike(flow.points, way) for _price, way in loops(box(source), straight=True))
    boxes = (box(source), box(target))
    for out, into in itertools.product(sides.SIDES, sides.SIDES):
        docks = sides.docks(source, target, out, into)
        for one, two in itertools.product(
            *([d, *sides.beside(n, d)] for n, d in zip((source, target), docks, strict=True))
        ):
            near = one.at.distance(flow.points[0]) < 1 and two.at.distance(flow.points[-1]) < 1
            if near and any(_alike(flow.points, simplified(way, 0.01)) for way in ways(one, two, boxes)):
                return True
    return False


def _straight_on(flow: Flow, steps: Sequence[tuple[float, float] | None]) -> tuple[Point, ...]:
    """A straight way whose ends moved, if it is level or plumb now; else nothing."""
    ends = tuple(p.moved(*step) for p, step in zip(flow.points, steps, strict=True) if step is not None)
    upright = len(ends) == 2 and min(abs(ends[0].x - ends[1].x), abs(ends[0].y - ends[1].y)) < 0.01
    return ends if upright and flow.kind not in _STRAIGHT else ()


def _alike(one: Sequence[Point], two: Sequence[Point]) -> bool:
    return len(one) == len(two) and all(p.distance(q) < 1 for p, q in zip(one, two, strict=True))


def _adjusted(
    flow: Flow, old: tuple[Record | None, Record | None], new: tuple[Record | None, Record | None]
) -> tuple[Point, ...]:
    """The points with the ends on the new outlines; the bends next to them slide, so that segments stay upright."""
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
    """The end of a way on a node of another size, and perhaps form: on its line still, where that meets the outline."""
    return at_level(node, end.y if side in (LEFT, RIGHT) else end.x, side) or dock(node, end)


def _sound(points: Sequence[Point], ends: tuple[Record | None, Record | None]) -> bool:
    """Whether a kept way still starts and ends outside its own shapes."""
    ways = (points, points[::-1])
    return len(points) > 1 and all(_leaves(w, end) for w, end in zip(ways, ends, strict=True) if isinstance(end, Node))


def _leaves(way: Sequence[Point], node: Node) -> bool:
    """Whether a way leads out of a node it starts on and stays out of it."""
    inner, center = box(node).grown(-1), box(node).center
    (a, b), *more = itertools.pairwise(way)
    # The outline of an event or gateway lies inside its box but for the middles of the sides.
    slanted = node.family in (EVENT, GATEWAY)
    outward = (b.x - a.x) * (a.x - center.x) >= 0 and (b.y - a.y) * (a.y - center.y) >= 0
    return ((slanted and outward) or not crosses(a, b, inner)) and not any(crosses(c, d, inner) for c, d in more)
