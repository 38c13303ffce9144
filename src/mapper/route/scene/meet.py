"""Whether straight lines run into boxes, across each other or on each other."""

from __future__ import annotations

from mapper.model.geometry import Point, Rect

_NEAR, _ALONG = 4.0, 3.0
"""Vertical lines nearer to each other than this that share more than this lie on each other, in pixels."""


def passes(a: Point, b: Point, box: Rect) -> bool:
    """Whether a horizontal or vertical segment runs through the inside of a box (a slanted one: its frame does)."""
    left, right = (a.x, b.x) if a.x < b.x else (b.x, a.x)
    top, bottom = (a.y, b.y) if a.y < b.y else (b.y, a.y)
    return left < box.x + box.w and box.x < right and top < box.y + box.h and box.y < bottom


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


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight lines cross in their inside."""
    one, two = _turn(a, b, c), _turn(a, b, d)
    three, four = _turn(c, d, a), _turn(c, d, b)
    return one * two < -1e-6 and three * four < -1e-6


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def lies_on(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two vertical lines lie on each other, or nearly so."""
    for axis in (0, 1):
        if max(abs(a[1 - axis] - b[1 - axis]), abs(c[1 - axis] - d[1 - axis]), abs(a[1 - axis] - c[1 - axis])) < _NEAR:
            end = min(max(a[axis], b[axis]), max(c[axis], d[axis]))
            return end - max(min(a[axis], b[axis]), min(c[axis], d[axis])) > _ALONG
    return False
