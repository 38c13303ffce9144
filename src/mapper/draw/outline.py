"""The edge of a shape: where flows dock, what the pointer hits, where the label is."""

from __future__ import annotations

import math

from mapper.draw import labels, paths
from mapper.draw.marks import Path, Style
from mapper.draw.theme import LIGHT
from mapper.lettering.sizes import USUAL, Sizes
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.kinds import ACTIVITIES, CHOREOGRAPHY, CONVERSATION, EVENT, GATEWAY
from mapper.model.records import Flow, Node, Record

_NOWHERE = Rect(0, 0, 0, 0)
_FOLD = 0.3
"""Side of a page's folded corner, of the page's width."""

_PAGES = frozenset({"dataObject", "dataObjectReference", "dataInput", "dataOutput"})
_STORES = frozenset({"dataStore", "dataStoreReference"})


def outline(node: Node) -> Path:
    """The closed edge of a shape, without style."""
    r = node.bounds or _NOWHERE
    family = node.family
    if family in ACTIVITIES or family == CHOREOGRAPHY or node.kind == "group":
        commands = paths.rounded_box(r, LIGHT.radius)
    elif family == EVENT:
        commands = paths.ellipse(r.center.x, r.center.y, r.w / 2, r.h / 2)
    elif family == GATEWAY:
        commands = paths.diamond(r)
    elif family == CONVERSATION:
        commands = paths.hexagon(r)
    elif node.kind in _PAGES:
        f = fold(r)
        commands = paths.polygon(
            (r.x, r.y), (r.right - f, r.y), (r.right, r.y + f), (r.right, r.bottom), (r.x, r.bottom)
        )
    elif node.kind in _STORES:
        commands = drum(r)
    else:
        commands = paths.box(r)
    return Path(commands, Style())


def fold(page: Rect) -> float:
    """The side of a page's folded corner."""
    return min(page.w, page.h) * _FOLD


def lid(store: Rect) -> float:
    """Half the height of a data store's elliptic lid."""
    return min(store.h / 6, store.w / 6)


def drum(r: Rect) -> tuple[tuple[str | float, ...], ...]:
    """The edge of a data store: a drum with an elliptic lid and bottom."""
    e, k = lid(r), 0.5522847498
    c, top, low = r.center.x, r.y + e, r.bottom - e
    kx, ky = r.w / 2 * k, e * k
    return (
        ("M", r.x, top),
        ("C", r.x, top - ky, c - kx, r.y, c, r.y),
        ("C", c + kx, r.y, r.right, top - ky, r.right, top),
        ("L", r.right, low),
        ("C", r.right, low + ky, c + kx, r.bottom, c, r.bottom),
        ("C", c - kx, r.bottom, r.x, low + ky, r.x, low),
        ("Z",),
    )


def dock(node: Node, towards: Point) -> Point:
    """Where the line from the shape's centre to a place crosses the edge (on its prolongation when it lies inside)."""
    r = node.bounds or _NOWHERE
    c = r.center
    dx, dy = towards.x - c.x, towards.y - c.y
    if (dx == 0 and dy == 0) or r.w <= 0 or r.h <= 0:
        return c
    if node.family == EVENT:
        t = 1 / math.hypot(dx / (r.w / 2), dy / (r.h / 2))
        return Point(c.x + dx * t, c.y + dy * t)
    reach = (r.w + r.h) / math.hypot(dx, dy)
    return _crossing(paths.flattened(outline(node).commands), c, Point(c.x + dx * reach, c.y + dy * reach)) or c


def _crossing(edge: list[Point], start: Point, end: Point) -> Point | None:
    """The last place where the segment leaves a closed polygon."""
    best = -1.0
    dx, dy = end.x - start.x, end.y - start.y
    for a, b in paths.segments(edge):
        ex, ey = b.x - a.x, b.y - a.y
        cross = dx * ey - dy * ex
        if abs(cross) < 1e-12:
            continue
        t = ((a.x - start.x) * ey - (a.y - start.y) * ex) / cross
        s = ((a.x - start.x) * dy - (a.y - start.y) * dx) / cross
        if -1e-9 <= s <= 1 + 1e-9 and best < t <= 1:
            best = t
    return Point(start.x + dx * best, start.y + dy * best) if best >= 0 else None


def cropped(points: tuple[Point, ...], source: Node | None, target: Node | None) -> tuple[Point, ...]:
    """A flow's way without what lies inside its ends: some tools let waypoints start at a shape's centre."""
    points = _cropped_start(points, source) if source else points
    if target is None:
        return points
    backwards = points[::-1]
    cut = _cropped_start(backwards, target)
    return points if cut is backwards else cut[::-1]


def _cropped_start(points: tuple[Point, ...], node: Node) -> tuple[Point, ...]:
    box = node.bounds or _NOWHERE
    last = 0
    if len(points) < 2 or not (_within(box, points[0], -3) or _within(box, points[1], 1)):
        return points  # as nearly all: written out, because this is asked of every flow that is painted
    while last + 1 < len(points) and box.grown(1).holds(points[last + 1]):
        last += 1
    if last + 1 >= len(points) or not box.grown(-3).holds(points[last]) or min(box.w, box.h) < 8:
        return points
    place = _crossing(paths.flattened(outline(node).commands), points[last], points[last + 1])
    return (place, *points[last + 1 :]) if place else points


def _within(box: Rect, place: Point, by: float) -> bool:
    """Whether `box.grown(by)` holds a place."""
    (x, y, w, h), (px, py) = box, place
    return x - by <= px <= x + w + by and y - by <= py <= y + h + by


def hit(record: Record, point: Point, tolerance: float = 4.0) -> bool:
    """Whether a place lies on a record: in a shape, on a group's edge, on a flow's line; labels not counted."""
    if isinstance(record, Flow):
        return bool(record.points) and nearest(record.points, point)[2] <= tolerance
    if record.bounds is None or not record.bounds.grown(tolerance).holds(point):
        return False
    edge = paths.flattened(outline(record).commands)
    near = nearest(edge, point)[2] <= tolerance
    return near or (record.kind != "group" and _is_inside(edge, point))


def _is_inside(edge: list[Point], p: Point) -> bool:
    inside = False
    for a, b in paths.segments(edge):
        if (a.y > p.y) != (b.y > p.y) and p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y):
            inside = not inside
    return inside


def label_box(record: Record, sizes: Sizes = USUAL) -> Rect | None:
    """The box around a label outside its shape, as painted: at the file's place or the usual one. None without text."""
    found = labels.placed(record, sizes)
    return found.box if found else None
