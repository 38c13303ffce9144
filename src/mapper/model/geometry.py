"""Points, rectangles and polylines on the map, in pixels, y downwards (BPMN DI's coordinate system)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar


class Point(NamedTuple):
    """A place on the map, in pixels.

    >>> Point(1, 2).moved(3, 4)
    Point(x=4, y=6)
    """

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Point:
        return Point(self.x + dx, self.y + dy)

    def distance(self, other: Point) -> float:
        return math.hypot(self.x - other.x, self.y - other.y)


class Rect(NamedTuple):
    """An upright box, in pixels.

    >>> Rect(0, 0, 10, 4).center
    Point(x=5.0, y=2.0)
    """

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def center(self) -> Point:
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def moved(self, dx: float, dy: float) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def grown(self, by: float) -> Rect:
        """The box with every side moved outwards by `by` (inwards when negative)."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def holds(self, what: Point | Rect) -> bool:
        """Whether a point or a whole box lies inside, borders included."""
        if isinstance(what, Point):
            return self.x <= what.x <= self.right and self.y <= what.y <= self.bottom
        return self.x <= what.x and self.y <= what.y and what.right <= self.right and what.bottom <= self.bottom

    def meets(self, other: Rect) -> bool:
        """Whether the two boxes share an area (touching borders do not count)."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def union(self, other: Rect) -> Rect:
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


_Shape = TypeVar("_Shape", Point, Rect)


def flipped(what: _Shape) -> _Shape:
    """A place or box with x and y exchanged.

    >>> flipped(Rect(1, 2, 30, 40))
    Rect(x=2, y=1, w=40, h=30)
    """
    if isinstance(what, Rect):
        return Rect(what.y, what.x, what.h, what.w)
    return Point(what.y, what.x)


def oriented(what: _Shape, horizontal: bool) -> _Shape:
    """A place, shift or box as it is where one reads from left to right, flipped where one reads from the top down, so
    that code written for rows serves columns. Its own inverse.

    >>> oriented(Point(3, 7), False)
    Point(x=7, y=3)
    """
    return what if horizontal else flipped(what)


def centered(center: Point, w: float, h: float) -> Rect:
    """The box of size w × h around a centre."""
    return Rect(center.x - w / 2, center.y - h / 2, w, h)


def bounding(boxes: Iterable[Rect]) -> Rect | None:
    """The smallest box around all, or None when there are none."""
    whole: Rect | None = None
    for box in boxes:
        whole = box if whole is None else whole.union(box)
    return whole


def around(points: Iterable[Point]) -> Rect | None:
    """The smallest box around some points, or None when there are none."""
    return bounding(Rect(p.x, p.y, 0, 0) for p in points)


def length(points: Sequence[Point]) -> float:
    """The length of a polyline."""
    return sum(a.distance(b) for a, b in itertools.pairwise(points))


def along(points: Sequence[Point], share: float = 0.5) -> Point:
    """The place at a share (0…1) of a polyline's length.

    >>> along([Point(0, 0), Point(10, 0), Point(10, 10)], 0.75)
    Point(x=10.0, y=5.0)
    """
    left = length(points) * share
    for a, b in itertools.pairwise(points):
        step = a.distance(b)
        if step >= left and step > 0:
            t = left / step
            return Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
        left -= step
    return points[-1]


def nearest(points: Sequence[Point], place: Point) -> tuple[int, Point, float]:
    """The segment of a polyline closest to a place: its index, the closest point on it, the distance."""
    best = (0, points[0], points[0].distance(place))
    for i, (a, b) in enumerate(itertools.pairwise(points)):
        dx, dy = b.x - a.x, b.y - a.y
        square = dx * dx + dy * dy
        t = 0.0 if square == 0 else max(0.0, min(1.0, ((place.x - a.x) * dx + (place.y - a.y) * dy) / square))
        foot = Point(a.x + t * dx, a.y + t * dy)
        if (gap := foot.distance(place)) < best[2]:
            best = (i, foot, gap)
    return best


def simplified(points: Sequence[Point], tolerance: float = 0.5) -> tuple[Point, ...]:
    """The polyline without repeated points and without points in the middle of a straight run.

    >>> simplified([Point(0, 0), Point(5, 0), Point(9, 0), Point(9, 4)])
    (Point(x=0, y=0), Point(x=9, y=0), Point(x=9, y=4))
    """
    out: list[Point] = []
    for p in points:
        if out and out[-1].distance(p) < tolerance:
            continue
        out.append(p)
        while len(out) > 2 and _straight(out[-3], out[-2], out[-1], tolerance):
            del out[-2]
    return tuple(out)


def _straight(a: Point, b: Point, c: Point, tolerance: float) -> bool:
    span = a.distance(c)
    cross = (c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)
    onward = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) >= 0
    return onward and abs(cross) <= tolerance * (span or 1)
