"""Which way a flow takes: level and plumb, docked in the middle of sides, few bends, not through shapes.

Every candidate way has a price in pixels (its length, its bends, unusual sides, shapes it runs through); the cheapest
is taken. `rerouted` keeps bends that a person made and only adjusts the ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from mapper.edit.ways import STUB, Dock, Way, crosses, ways
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, dock, middle, nearest_side
from mapper.model.geometry import Point, Rect, along, length, nearest, simplified
from mapper.model.kinds import DATA, EVENT, FLOW_NODES, GATEWAY, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record

_SIDES = (RIGHT, LEFT, TOP, BOTTOM)
_STRAIGHT = frozenset({"association", "dataInputAssociation", "dataOutputAssociation", "conversationLink"})

_BEND = 40.0
_THROUGH = 1000.0
_SHARED = 45.0
_BRANCHES = 80.0
"""Two branches that leave a gateway at the same corner read as one: dearer than one bend more."""
_NEVER = 4000.0
_TRIED = 24
"""How many ways are held against the obstacles, cheapest first, and how many obstacles, nearest first."""
_OBSTACLES = 120
_FAR = 1200.0
"""Pixels from an end within which obstacles are looked for when the other end is still further off."""
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
    boxes = (box(source), box(target))
    obstacles = _obstacles(diagram, flow, source, target)
    lying = _lying(diagram, flow)
    docked = _docked(diagram, flow, source, target)
    offers = sorted(_offers(diagram, flow, source, target, lying, docked, obstacles), key=lambda offer: offer[0])
    best: tuple[float, Way] | None = None
    for price, way in offers[:_TRIED]:
        for obstacle in obstacles:
            if best is not None and price >= best[0]:
                break
            price += _THROUGH if _runs_through(way, obstacle) else 0
        if best is None or price < best[0]:
            best = (price, way)
    return simplified(best[1], 0.01) if best else (dock(source, boxes[1].center), dock(target, boxes[0].center))


def _offers(
    diagram: Diagram,
    flow: Flow,
    source: Node,
    target: Node,
    lying: bool,
    docked: Mapping[Point, str],
    obstacles: Sequence[Rect],
) -> Iterable[tuple[float, Way]]:
    boxes = (box(source), box(target))
    host = _host_box(diagram, source)
    for out, into in itertools.product(_SIDES, _SIDES):
        toll = _toll(diagram, flow, source, out, lying, _LEAVE) + _toll(diagram, flow, target, into, lying, _ARRIVE)
        if toll >= _NEVER:
            continue
        ends = _docks(source, target, out, into)
        for end, role in zip(ends, ("out", "in"), strict=True):
            toll += _SHARED if docked.get(end.at, role) != role else 0
        if source.family == GATEWAY and docked.get(ends[0].at) == "out":
            toll += _BRANCHES
        for way in ways(*ends, boxes, obstacles):
            if host is not None and any(crosses(a, b, host) for a, b in itertools.pairwise(way)):
                continue
            yield (length(way) + _BEND * (len(way) - 2) + toll, way)


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


def _docked(diagram: Diagram, flow: Flow, source: Node, target: Node) -> dict[Point, str]:
    """Where other flows meet the two ends, and in which direction."""
    found: dict[Point, str] = {}
    for end in (source, target):
        for id in diagram.index.flows_at(end.id):
            other = diagram.flow(id)
            if id != flow.id and other.kind not in _STRAIGHT and len(other.points) > 1:
                out = other.source == end.id
                found[other.points[0 if out else -1]] = "out" if out else "in"
    return found


def _obstacles(diagram: Diagram, flow: Flow, source: Node, target: Node) -> list[Rect]:
    """Steps, events, gateways and data near the two ends, but not what contains them or what they sit on."""
    plane = flow.plane or source.plane
    if plane is None:
        return []
    frame = box(source).union(box(target)).grown(6 * STUB)
    near = diagram.index.near(plane, frame)
    if max(frame.w, frame.h) > 2 * _FAR:
        near &= diagram.index.near(plane, box(source).grown(_FAR)) | diagram.index.near(plane, box(target).grown(_FAR))
    around = _around(diagram, source) | _around(diagram, target)
    one, two = box(source).center, box(target).center
    found = []
    for id in near:
        node = diagram.node(id)
        if node.bounds is None or (node.family not in FLOW_NODES and node.family != DATA):
            continue
        if node.bounds.meets(frame) and id not in around:
            center = node.bounds.center
            found.append((min(center.distance(one), center.distance(two)), node.bounds, id))
    # What lies inside an end is looked up last: it takes longest.
    ranked = (diagram.node(id) for *_place, id in sorted(found))
    solid = (n for n in ranked if not _inside_end(diagram, n, source, target))
    return [box(n).grown(-0.5 if n.host else 4) for n in itertools.islice(solid, _OBSTACLES)]


def _around(diagram: Diagram, end: Node) -> set[str]:
    """The end itself, its host, and every sub-process around it."""
    found = {end.id}
    at: Record | None = end
    while isinstance(at, Node) and at.family != POOL and at.kind != "process":
        found.update({at.id, at.host or at.id})
        at = diagram.get(at.parent)
    return found


def _inside_end(diagram: Diagram, node: Node, source: Node, target: Node) -> bool:
    if POOL not in (source.family, target.family):
        return node.parent in (source.id, target.id) and SUBPROCESS in (source.family, target.family)
    pool = query.pool_of(diagram, node.id)
    return pool is not None and pool.id in (source.id, target.id)


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
        near = docks[0].at.distance(flow.points[0]) < 1 and docks[1].at.distance(flow.points[-1]) < 1
        if near and any(_alike(flow.points, simplified(way, 0.01)) for way in ways(*docks, boxes)):
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
    if abs(first.y - second.y) < 1:
        return [end, Point(second.x, end.y)]
    if abs(first.x - second.x) < 1:
        return [end, Point(end.x, second.y)]
    return [dock(now, second), second]


def _sound(points: Sequence[Point], ends: tuple[Record | None, Record | None]) -> bool:
    """Whether a kept way still starts and ends outside its own shapes."""
    boxes = [box(end).grown(-1) for end in ends if isinstance(end, Node)]
    return len(points) > 1 and not any(crosses(a, b, one) for a, b in itertools.pairwise(points) for one in boxes)
