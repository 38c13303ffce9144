"""A line whose ends moved: its first and last runs follow, what lies between stays."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.compare.places import STILL, Delta
from mapper.model.geometry import Point, simplified

_UPRIGHT = 0.5
"""Pixels that a run may lean and still count as horizontal or vertical."""


def stretched(points: Sequence[Point], source: Delta, target: Delta) -> tuple[Point, ...]:
    """The line with its ends moved; runs that were horizontal or vertical stay so.

    >>> stretched([Point(0, 0), Point(10, 0), Point(10, 20)], (0, 5), (0, 0))
    (Point(x=0, y=5), Point(x=10.0, y=5), Point(x=10, y=20))
    """
    if len(points) < 2 or source == target:
        return tuple(point.moved(*source) for point in points)
    found = _end_moved(list(points), source)
    found = _end_moved(found[::-1], target)[::-1]
    return simplified(found)


def _end_moved(points: list[Point], way: Delta) -> list[Point]:
    """The line with its first point moved, and the next one as far as the run to it asks."""
    if way == STILL:
        return points
    first, second = points[0], points[1]
    end = first.moved(*way)
    level, plumb = abs(first.y - second.y) <= _UPRIGHT, abs(first.x - second.x) <= _UPRIGHT
    if len(points) > 2:
        bend = second.moved(0.0 if level or not plumb else way[0], way[1] if level else 0.0)
        return [end, bend, *points[2:]]
    if level and end.y != second.y:
        middle = (end.x + second.x) / 2
        return [end, Point(middle, end.y), Point(middle, second.y), second]
    if plumb and not level and end.x != second.x:
        middle = (end.y + second.y) / 2
        return [end, Point(end.x, middle), Point(second.x, middle), second]
    return [end, second]
