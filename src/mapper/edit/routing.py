"""Which way a flow takes: level and plumb, docked in the middle of sides, few bends, not through shapes.

Every candidate way has a price in pixels (its length, its bends, unusual sides, shapes it runs through); the cheapest
is taken. `rerouted` keeps bends that a person made and only adjusts the ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from mapper.edit import around
from mapper.edit.ways import STUB, Dock, Way, crosses, ways
from mapper.edit.wiring import single
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, dock, middle, nearest_side
from mapper.model.geometry import Point, Rect, along, length, nearest, simplified
from mapper.model.kinds import EVENT, GATEWAY, POOL
from mapper.model.records import Flow, Node, Record

_SIDES = (RIGHT, LEFT, TOP, BOTTOM)
_STRAIGHT = frozenset({"association", "dataInputAssociation", "dataOutputAssociation", "conversationLink"})

_BEND = 40.0
_THROUGH = 1000.0
_SHARED = 45.0
_TOGETHER = 30.0
_ASIDE = 25.0
_BRANCHES = 80.0
"""Two branches that leave a gateway at the same corner read as one: dearer than one bend more."""
_CORNER = 15.0
"""What a hand pulls to the corner of a step leaves its side this far from it, in pixels."""
_NEARLY = 8.0
"""Ends that lie this near to one level, in pixels, are joined by a straight line, not by a little step."""

_LEAVE = {RIGHT: 0.0, LEFT: 220.0, TOP: 75.0, BOTTOM: 70.0}
_ARRIVE = {LEFT: 0.0, RIGHT: 220.0, TOP: 45.0, BOTTOM: 48.0}
_UPRIGHT = {RIGHT: BOTTOM, LEFT: TOP, TOP: LEFT, BOTTOM: RIGHT}


def route(diagram: Diagram, flow: Flow) -> tuple[Point, ...]:
    """A fresh way for a flow between its ends as they stand now; its present points when an end is not drawn."""
    return fresh(diagram, flow, diagram.get(flow.source), diagram.get(flow.target))


def preview(diagram: Diagram, flow: Flow, boxes: Mapping[str, Rect]) -> tuple[Point, ...]:
    """The way a flow would take if nodes had these bounds; the map is not changed (for what follows a drag)."""
    old = (diagram.get(flow.source), diagram.get(flow.target))
    new = tuple(_moved(end, boxes) for end in old)
    return rerouted(diagram, flow, old, (new[0], new[1]))


def rerouted(
    diagram: Diagram,
    flow: Flow,
    old: tuple[Record | None, Record | None],
    new: tuple[Record | None, Record | None],
    gently: bool = False,
) -> tuple[Point, ...]:
    """The way of a flow after its ends changed from `old` to `new`: moved along when both moved alike, bends made by
    hand kept while they make sense, otherwise a fresh way. gently: bends the router made are kept alike."""
    if len(flow.points) < 2:
        return fresh(diagram, flow, *new)
    steps = [_step(a, b) for a, b in zip(old, new, strict=True)]
    if steps[0] is not None and steps[0] == steps[1]:
        return tuple(p.moved(*steps[0]) for p in flow.points)
    if not all(_drawn(end) for end in (*old, *new)):
        return flow.points
    if len(flow.points) > 2 and (gently or not looks_automatic(flow, old)):
        kept = _adjusted(flow, old, new)
        if flow.kind in _STRAIGHT or _sound(kept, new):
            return kept
    return fresh(diagram, flow, *new)


def runs_through(flow: Flow, box: Rect) -> bool:
    """Whether a flow's way runs through the inside of a box."""
    return any(crosses(a, b, box) for a, b in itertools.pairwise(flow.points))


def fresh(diagram: Diagram, flow: Flow, source: Record | None, target: Record | None) -> tuple[Point, ...]:
    """A new way between two ends, whatever the flow's points were."""
    if source is None or target is None or not (_drawn(source) and _drawn(target)):
        return flow.points
    if isinstance(source, Flow) or isinstance(target, Flow) or flow.kind in _STRAIGHT:
        return straight(source, target)
    if source.id == target.id:
        return _loop(box(source))
    return _best(diagram, flow, source, target)


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


def _best(diagram: Diagram, flow: Flow, source: Node, target: Node) -> Way:
    boxes, host = (box(source), box(target)), _host_box(diagram, source)
    obstacles, near = around.obstacles(diagram, flow, source, target), around.others(diagram, flow, source, target)
    best: tuple[float, Way] | None = None
    for least, toll, ends in _choices(diagram, flow, source, target):
        if best is not None and least >= best[0]:
            break
        for way in ways(*ends, boxes, obstacles):
            price = length(way) + _BEND * (len(way) - 2) + toll
            if best is not None and price >= best[0]:
                continue
            if host is not None and any(crosses(a, b, host) for a, b in itertools.pairwise(way)):
                continue
            price += around.bother(near, way) + _THROUGH * sum(_runs_through(way, obstacle) for obstacle in obstacles)
            if best is None or price < best[0]:
                best = (price, way)
    if (best is None or best[0] >= _THROUGH) and (searched := single.way(diagram, flow, source, target)) is not None:
        return searched
    return simplified(best[1], 0.01) if best else (dock(source, boxes[1].center), dock(target, boxes[0].center))


def _choices(diagram: Diagram, flow: Flow, source: Node, target: Node) -> list[tuple[float, float, tuple[Dock, Dock]]]:
    """The pairs of docks: the least that a way between them costs, what the docks cost, the docks; cheapest first."""
    lying, docked = _lying(diagram, flow), around.docked(diagram, flow, source, target)
    leaving = {side: _toll(diagram, flow, source, side, lying, _LEAVE) for side in _SIDES}
    arriving = {side: _toll(diagram, flow, target, side, lying, _ARRIVE) for side in _SIDES}
    found = []
    for out, into in itertools.product(_SIDES, _SIDES):
        for ends, more in _spread((source, target), _docks(source, target, out, into), docked):
            toll = leaving[out] + arriving[into] + more
            (a, _out), (b, _into) = ends
            found.append((toll + abs(a.x - b.x) + abs(a.y - b.y), toll, ends))
    return sorted(found, key=lambda choice: choice[0])


def _spread(
    nodes: tuple[Node, Node], ends: tuple[Dock, Dock], docked: Mapping[Point, str]
) -> Iterable[tuple[tuple[Dock, Dock], float]]:
    """Where other flows meet the same places, these and places beside them, with what sharing or moving costs."""
    if not docked:
        yield ends, 0.0
        return
    found: list[list[tuple[Dock, float]]] = []
    for node, end, role in zip(nodes, ends, ("out", "in"), strict=True):
        taken = docked.get(end.at)
        offers = [(end, _share(node, role, taken))]
        if taken is not None:
            offers += [(dock, _ASIDE) for dock in _beside(node, end) if dock.at not in docked]
        found.append(offers)
    for one, two in itertools.product(*found):
        yield (one[0], two[0]), one[1] + two[1]


def _share(node: Node, role: str, taken: str | None) -> float:
    """What it costs to meet a node where a flow leaves it ("out") or arrives ("in")."""
    if taken is None:
        return 0.0
    if taken != role:
        return _SHARED
    if node.family in (EVENT, GATEWAY):
        return _BRANCHES if node.family == GATEWAY and role == "out" else 0.0
    return _TOGETHER


def _beside(node: Node, end: Dock) -> list[Dock]:
    """The places half way to the corners on a straight side."""
    if node.family in (EVENT, GATEWAY, POOL):
        return []
    bounds = box(node)
    if end.side in (LEFT, RIGHT):
        return [Dock(Point(end.at.x, bounds.center.y + off * bounds.h), end.side) for off in (-0.25, 0.25)]
    return [Dock(Point(bounds.center.x + off * bounds.w, end.at.y), end.side) for off in (-0.25, 0.25)]


def _toll(diagram: Diagram, flow: Flow, end: Node, side: str, lying: bool, prices: Mapping[str, float]) -> float:
    """What a side costs a flow: against the reading direction much, across it little, at a gateway hardly anything."""
    if end.host is not None and prices is _LEAVE:
        return _toll_of_guest(diagram, end, side)
    if flow.kind == "messageFlow":
        return 0.0 if (side in (TOP, BOTTOM)) == lying else 150.0
    price = prices[side if lying else _UPRIGHT[side]]
    return price / 4 if end.family == GATEWAY and price < 200 else price


def _toll_of_guest(diagram: Diagram, guest: Node, side: str) -> float:
    """A boundary event's flow leaves on the side of its host it sits on; corners count as below or above."""
    host = diagram.get(guest.host)
    if not isinstance(host, Node) or host.bounds is None:
        return 0.0
    return 0.0 if side == nearest_side(host.bounds, box(guest).center) else 260.0


def _docks(source: Node, target: Node, out: str, into: str) -> tuple[Dock, Dock]:
    p, q = _dock_on(source, out, target), _dock_on(target, into, source)
    axis = 1 if out in (LEFT, RIGHT) else 0
    if {out, into} in ({LEFT, RIGHT}, {TOP, BOTTOM}) and 0 < abs(p[axis] - q[axis]) <= _NEARLY:
        # The end with straight sides gives way, so that the line still meets the round one in its middle.
        if target.family not in (EVENT, GATEWAY) and (met := at_level(target, p[axis], into)):
            q = met
        elif met := at_level(source, q[axis], out):
            p = met
    return Dock(p, out), Dock(q, into)


def _dock_on(end: Node, side: str, other: Node) -> Point:
    """The middle of a side; on a pool the place opposite the other end."""
    bounds, facing = box(end), box(other)
    place = middle(bounds, side)
    if end.family != POOL:
        return place
    if other.family == POOL:
        facing = Rect(max(bounds.x, facing.x), max(bounds.y, facing.y), 0, 0).union(
            Rect(min(bounds.right, facing.right), min(bounds.bottom, facing.bottom), 0, 0)
        )
    if side in (TOP, BOTTOM):
        return Point(_within(facing.center.x, bounds.x, bounds.right), place.y)
    return Point(place.x, _within(facing.center.y, bounds.y, bounds.bottom))


def _within(level: float, start: float, end: float, corner: float = STUB) -> float:
    """A level on a side, not right at its corners."""
    margin = min(corner, (end - start) / 2)
    return min(max(level, start + margin), end - margin)


def _host_box(diagram: Diagram, source: Node) -> Rect | None:
    host = diagram.get(source.host)
    return host.bounds.grown(-1) if isinstance(host, Node) and host.bounds is not None else None


def _lying(diagram: Diagram, flow: Flow) -> bool:
    """Whether the flow's pool is read from left to right."""
    pool = query.pool_of(diagram, flow.source) or query.pool_of(diagram, flow.target)
    return pool is None or bool(pool.trait("horizontal"))


def _runs_through(way: Way, obstacle: Rect) -> bool:
    return any(crosses(a, b, obstacle) for a, b in itertools.pairwise(way))


def _loop(bounds: Rect) -> Way:
    """From the right side around the lower right corner back to the bottom."""
    p, q = middle(bounds, RIGHT), middle(bounds, BOTTOM)
    x, y = p.x + STUB, q.y + STUB
    return (p, Point(x, p.y), Point(x, y), Point(q.x, y), q)


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
        x = _within(second.x, bounds.x, bounds.right, _CORNER)
        way[:2] = Point(x, first.y), Point(x, second.y)
    elif abs(first.y - second.y) < 1 and bounds.y <= second.y <= bounds.bottom and abs(second.x - third.x) < 1:
        y = _within(second.y, bounds.y, bounds.bottom, _CORNER)
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
        return _alike(flow.points, _loop(box(source)))
    boxes = (box(source), box(target))
    for out, into in itertools.product(_SIDES, _SIDES):
        docks = _docks(source, target, out, into)
        for one, two in itertools.product(*([d, *_beside(n, d)] for n, d in zip((source, target), docks, strict=True))):
            near = one.at.distance(flow.points[0]) < 1 and two.at.distance(flow.points[-1]) < 1
            if near and any(_alike(flow.points, simplified(way, 0.01)) for way in ways(one, two, boxes)):
                return True
    return False


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
