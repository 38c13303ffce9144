"""Finding a free place beside something, and making one where there is none."""

from __future__ import annotations

from mapper.edit.effects.before import Before, is_open
from mapper.edit.effects.container_at import innermost
from mapper.edit.effects.grow import around, container_of, pool_id
from mapper.edit.effects.make_room import cut
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import RIGHT, TOP, box, nearest_side
from mapper.model.geometry import Point, Rect, centered, oriented
from mapper.model.kinds import LANE, POOL, SUBPROCESS
from mapper.model.records import Node
from mapper.route.router import runs_through

GAP = 50.0
"""Between a step and the next one, in pixels."""

_AIR = 15.0
"""Between something new and what stands there, in pixels."""
_BESIDE = 8.0
"""Between something new and a flow that passes, in pixels."""
_ROW = 110.0
"""From the centre line of one row of steps to the next, at least, in pixels."""

_NEW_ROWS = 6
"""How many rows further down a step may go before room is made for it beside the one it follows."""

_ALONG = tuple(20.0 * i for i in range(9))
"""How far something in another row may stand further on, past a flow that crosses there, in pixels."""

_ROWS = ((0.0, 0), *sorted(((dx, k) for k in (1, -1, 2, -2) for dx in _ALONG), key=lambda s: s[0] + _ROW * abs(s[1])))
"""Shifts along and in rows, nearest first."""


ROOM = 60.0
"""Pixels around a place that are free of steps where something new is put by itself."""


def free_place(diagram: Diagram, plane: str | None, frame: Node | None, middle: Point) -> Point:
    """Where something new may stand by itself: at the beginning of a lane, pool or open sub-process, behind what stands
    there; without one near `middle`, downwards."""
    if frame is not None and is_open(frame) and frame.bounds is not None:
        box = frame.bounds
        across = bool(frame.trait("horizontal")) if frame.family in (LANE, POOL) else True
        place = Point(box.x + 120, box.center.y) if across else Point(box.center.x, box.y + 110)
        step = (150.0, 0.0) if across else (0.0, 130.0)
    else:
        place, step = middle, (0.0, 110.0)
    shown = query.drawn_on(diagram, plane) if plane is not None else ()
    taken = [
        record.bounds.grown(ROOM)
        for record in shown
        if isinstance(record, Node) and record.bounds is not None and not is_open(record)
    ]
    for _try in range(200):
        if not any(box.holds(place) for box in taken):
            break
        place = place.moved(*step)
    return place


def beyond(diagram: Diagram, origin: Node, size: tuple[float, float], was: Before) -> Rect:
    """A place for something new after `origin`: on the same centre line, else in the rows below or above, else with
    room made for it; another pool that lies there makes way. Returns the place."""
    spot = _free_spot(diagram, origin, size, was)
    origin = diagram.node(origin.id)
    container = container_of(diagram, origin)
    if container is not None and _on_other_pool(diagram, origin, spot):
        # Grown before anything stands there, for where a centre lies decides which pool holds it.
        around(diagram, container, spot, was)
    return spot


def _free_spot(diagram: Diagram, origin: Node, size: tuple[float, float], was: Before) -> Rect:
    assert origin.bounds is not None
    horizontal = query.is_horizontal(diagram, origin.id)
    own = oriented(origin.bounds, horizontal)
    w, h = size if horizontal else (size[1], size[0])
    if origin.host is not None and (spot := _behind_boundary_event(diagram, origin, (w, h), horizontal)):
        return _granted(diagram, origin, oriented(spot, horizontal), was)
    first = centered(Point(own.right + GAP + w / 2, own.center.y), w, h)
    row = max(_ROW, h + 30)
    for dx, k in _ROWS:
        spot = first.moved(dx, k * row)
        if not busy(diagram, origin, oriented(spot, horizontal)) and (
            k == 0 or _fits(diagram, origin, spot, horizontal)
        ):
            return oriented(spot, horizontal)
    if query.outgoing(diagram, origin.id):
        return _new_row(diagram, origin, first, row, horizontal, was)
    return _shifted(diagram, origin, first, horizontal, was)


def _on_other_pool(diagram: Diagram, origin: Node, spot: Rect) -> bool:
    own = pool_id(diagram, origin)
    near = (diagram.node(id) for id in diagram.index.near(origin.plane or "", spot) if id != own)
    return any(n.family == POOL and n.bounds is not None and n.bounds.holds(spot.center) for n in near)


def busy(diagram: Diagram, origin: Node, spot: Rect) -> bool:
    """Whether a step, event, gateway, data or annotation stands in (or right beside) a spot, or a flow crosses it."""
    return bool(_standing(diagram, origin, spot, same_lane=False)) or _crossed(diagram, origin, spot)


def annotation_spot(diagram: Diagram, node: Node, size: tuple[float, float]) -> Rect:
    """A free place for an annotation: above to the right, else below, above left, then further up."""
    assert node.bounds is not None
    w, h = size
    box = node.bounds
    rises = [(box.right - w / 3, box.y - 50 - h), (box.right - w / 3, box.bottom + 40), (box.x - w, box.y - 50 - h)]
    rises += [(box.right - w / 3, box.y - 50 - h - k * (h + 20)) for k in range(1, 6)]
    spots = [Rect(x, y, w, h) for x, y in rises]
    return next((spot for spot in spots if not busy(diagram, node, spot)), spots[0])


def _standing(diagram: Diagram, origin: Node, spot: Rect, same_lane: bool) -> list[Node]:
    assert origin.plane is not None
    wide = spot.grown(_AIR)
    found = []
    outer = _outer(diagram, origin)
    for id in diagram.index.near(origin.plane, wide):
        node = diagram.node(id)
        stands = node.sort.is_solid
        near = node.bounds is not None and node.bounds.meets(wide)
        if stands and near and id not in outer and (not same_lane or _shares_lane(diagram, node, origin)):
            found.append(node)
    return found


def _shares_lane(diagram: Diagram, node: Node, origin: Node) -> bool:
    """Whether two nodes lie in one lane; without lanes, in one pool, for what lies outside makes way for it."""
    return node.lane == origin.lane and (node.lane is not None or pool_id(diagram, node) == pool_id(diagram, origin))


def _crossed(diagram: Diagram, origin: Node, spot: Rect) -> bool:
    near = diagram.index.flows_near(origin.plane or "", spot.grown(_BESIDE))
    flows = (diagram.flow(id) for id in near)
    return any(f.kind == "sequenceFlow" and runs_through(f, spot.grown(_BESIDE)) for f in flows)


def _outer(diagram: Diagram, node: Node) -> set[str]:
    """The node and the sub-processes around it."""
    found, at = {node.id}, diagram.get(node.parent)
    while isinstance(at, Node):
        found.add(at.id)
        at = diagram.get(at.parent)
    return found


def _fits(diagram: Diagram, origin: Node, spot: Rect, horizontal: bool) -> bool:
    container, place = container_of(diagram, origin), oriented(spot, horizontal).center
    if _frame_at(diagram, origin, box(origin).center) != _frame_at(diagram, origin, place):
        return False
    if container is None or container.bounds is None:
        return True
    inside = oriented(container.bounds, horizontal)
    return inside.y <= spot.y and spot.bottom <= inside.bottom


def _frame_at(diagram: Diagram, origin: Node, place: Point) -> str | None:
    """The open sub-process a place lies in; None when it lies in none."""
    frame = innermost(diagram, origin.plane or "", place)
    return frame.id if frame is not None and frame.family == SUBPROCESS else None


def _granted(diagram: Diagram, origin: Node, spot: Rect, was: Before) -> Rect:
    """The spot, the lane or pool around `origin` grown to hold it (so that it does not fall into what lies beside)."""
    container = container_of(diagram, origin)
    if container is not None and container.family in (LANE, POOL):
        around(diagram, container, spot, was)
    return spot


def _new_row(diagram: Diagram, origin: Node, first: Rect, row: float, horizontal: bool, was: Before) -> Rect:
    """A place in a row below; room beside `origin` where flows that leave the lane pass through every row."""
    spots = (oriented(first.moved(dx, k * row), horizontal) for k in range(1, _NEW_ROWS + 1) for dx in _ALONG)
    spot = next((s for s in spots if not _taken(diagram, origin, s, horizontal)), None)
    if spot is None:
        return _shifted(diagram, origin, first, horizontal, was)
    return _granted(diagram, origin, spot, was)


def _taken(diagram: Diagram, origin: Node, spot: Rect, horizontal: bool) -> bool:
    """Whether something of the same lane stands in a spot, or a flow will once the lane has grown to hold it."""
    container, reach = container_of(diagram, origin), oriented(spot, horizontal)
    if container is not None and container.bounds is not None and container.family == LANE:
        end = oriented(container.bounds, horizontal).bottom
        # What leaves the lane across its far border runs on through all that it grows by.
        reach = reach.union(Rect(reach.x, min(end - 1, reach.y), reach.w, 0))
    return bool(_standing(diagram, origin, spot, same_lane=True)) or _crossed(
        diagram, origin, oriented(reach, horizontal)
    )


def _shifted(diagram: Diagram, origin: Node, first: Rect, horizontal: bool, was: Before) -> Rect:
    assert origin.bounds is not None
    assert origin.plane is not None
    edge = oriented(origin.bounds, horizontal).right
    standing = _standing(diagram, origin, oriented(first, horizontal), same_lane=False)
    starts = [oriented(n.bounds, horizontal).x for n in standing if n.bounds is not None]
    near = [x for x in starts if x >= edge]
    if not near:
        return oriented(first, horizontal)
    cut(diagram, origin.plane, horizontal, min(near), first.right + GAP - min(near), was, pool_id(diagram, origin))
    return oriented(first, horizontal)


def _behind_boundary_event(
    diagram: Diagram, boundary_event: Node, size: tuple[float, float], horizontal: bool
) -> Rect | None:
    """Beside the route a boundary event's flow takes, down (or up) first and then on in reading direction: the nearest
    free place, in the first row below or in one of those further down."""
    host = diagram.get(boundary_event.host)
    if not isinstance(host, Node) or host.bounds is None or boundary_event.bounds is None:
        return None
    own, box = oriented(boundary_event.bounds, horizontal), oriented(host.bounds, horizontal)
    side = nearest_side(box, own.center)
    if side == RIGHT:
        return None
    w, h = size
    y, down = (own.y - 30 - h, -1) if side == TOP else (own.bottom + 30, 1)
    steps = sorted(((k, row) for k in range(16) for row in range(4)), key=lambda at: (at[0] * 30 + at[1] * _ROW, at[1]))
    for k, row in steps:
        spot = Rect(own.center.x + 30 + k * 30, y + down * row * _ROW, w, h)
        if not _taken(diagram, boundary_event, oriented(spot, horizontal), horizontal):
            return spot
    return Rect(own.center.x + 30, y + down * _ROW, w, h)
