"""Outlines as commands: boxes, circles, polygons, and polylines with rounded bends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mapper.draw.marks import Command, Commands
from mapper.model.geometry import Point, Rect

_KAPPA = 0.5522847498
"""Handle length of the Bézier curve that comes closest to a quarter of a unit circle."""


def polygon(*points: tuple[float, float]) -> Commands:
    """A closed outline through the points."""
    return (*polyline(points), ("Z",))


def polyline(points: Sequence[tuple[float, float]]) -> Commands:
    """An open line through the points."""
    first, *rest = points
    return (("M", first[0], first[1]), *[("L", x, y) for x, y in rest])


def box(rect: Rect) -> Commands:
    """A rectangle."""
    x, y, r, b = rect.x, rect.y, rect.right, rect.bottom
    return (("M", x, y), ("L", r, y), ("L", r, b), ("L", x, b), ("Z",))


def rounded_box(rect: Rect, radius: float) -> Commands:
    """A rectangle with round corners; the radius yields to half of the shorter side."""
    c = min(radius, rect.w / 2, rect.h / 2)
    if c <= 0:
        return box(rect)
    x, y, r, b = rect.x, rect.y, rect.right, rect.bottom
    k = c * (1 - _KAPPA)
    return (
        ("M", x + c, y),
        ("L", r - c, y),
        ("C", r - k, y, r, y + k, r, y + c),
        ("L", r, b - c),
        ("C", r, b - k, r - k, b, r - c, b),
        ("L", x + c, b),
        ("C", x + k, b, x, b - k, x, b - c),
        ("L", x, y + c),
        ("C", x, y + k, x + k, y, x + c, y),
        ("Z",),
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Commands:
    """An ellipse from four curves, starting at the right."""
    kx, ky = rx * _KAPPA, ry * _KAPPA
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ("Z",),
    )


def circle(center: Point, radius: float) -> Commands:
    """A circle from four curves."""
    return ellipse(center.x, center.y, radius, radius)


def diamond(rect: Rect) -> Commands:
    """The rhombus inside a box, from the top clockwise."""
    c = rect.center
    return polygon((c.x, rect.y), (rect.right, c.y), (c.x, rect.bottom), (rect.x, c.y))


def hexagon(rect: Rect) -> Commands:
    """A flat hexagon with points left and right (BPMN 2.0, 9.5)."""
    c, nose = rect.center, min(rect.w / 4, rect.h / 2)
    left, right = rect.x + nose, rect.right - nose
    return polygon(
        (left, rect.y), (right, rect.y), (rect.right, c.y), (right, rect.bottom), (left, rect.bottom), (rect.x, c.y)
    )


def bent(points: Sequence[Point], radius: float) -> Commands:
    """An open polyline whose bends are rounded; a radius yields to half of the shorter neighbour segment."""
    out: list[Command] = [("M", points[0].x, points[0].y)]
    for i in range(1, len(points) - 1):
        out += _bend(points[i - 1], points[i], points[i + 1], radius)
    out.append(("L", points[-1].x, points[-1].y))
    return tuple(out)


def _bend(before: Point, at: Point, after: Point, radius: float) -> list[Command]:
    into, onward = before.distance(at), at.distance(after)
    r = min(radius, into / 2, onward / 2)
    if r < 0.5:
        return [("L", at.x, at.y)]
    start, end = toward(at, before, r), toward(at, after, r)
    # The handles lie where a quarter circle needs them; for other angles this is near enough to look round.
    h1, h2 = toward(at, before, r * (1 - _KAPPA)), toward(at, after, r * (1 - _KAPPA))
    return [("L", start.x, start.y), ("C", h1.x, h1.y, h2.x, h2.y, end.x, end.y)]


def toward(start: Point, end: Point, step: float) -> Point:
    """The place `step` pixels from start in the direction of end; start itself when the two are one."""
    whole = start.distance(end)
    if whole == 0:
        return start
    t = step / whole
    return Point(start.x + (end.x - start.x) * t, start.y + (end.y - start.y) * t)


def flattened(commands: Commands, steps: int = 6) -> list[Point]:
    """The outline as a polygon: each curve becomes `steps` straight pieces."""
    out: list[Point] = []
    for command in commands:
        numbers: tuple[float, ...] = command[1:]  # type: ignore[assignment]
        if command[0] == "C":
            out += _curve(out[-1], numbers, steps)
        elif numbers:
            out.append(Point(numbers[0], numbers[1]))
        elif out and out[0] != out[-1]:
            out.append(out[0])
    return out


def _curve(start: Point, n: tuple[float, ...], steps: int) -> list[Point]:
    found = []
    for i in range(1, steps + 1):
        t = i / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        x = a * start.x + b * n[0] + c * n[2] + d * n[4]
        found.append(Point(x, a * start.y + b * n[1] + c * n[3] + d * n[5]))
    return found


def segments(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """The straight pieces of a polyline that have a length."""
    return [(a, b) for a, b in pairwise(points) if a != b]


def rounded_top(rect: Rect, radius: float) -> Commands:
    """A rectangle whose upper corners are round."""
    c = min(radius, rect.w / 2, rect.h)
    k = c * (1 - _KAPPA)
    x, y, r, b = rect.x, rect.y, rect.right, rect.bottom
    return (
        ("M", x, b),
        ("L", x, y + c),
        ("C", x, y + k, x + k, y, x + c, y),
        ("L", r - c, y),
        ("C", r - k, y, r, y + k, r, y + c),
        ("L", r, b),
        ("Z",),
    )


def rounded_bottom(rect: Rect, radius: float) -> Commands:
    """A rectangle whose lower corners are round."""
    c = min(radius, rect.w / 2, rect.h)
    k = c * (1 - _KAPPA)
    x, y, r, b = rect.x, rect.y, rect.right, rect.bottom
    return (
        ("M", x, y),
        ("L", r, y),
        ("L", r, b - c),
        ("C", r, b - k, r - k, b, r - c, b),
        ("L", x + c, b),
        ("C", x + k, b, x, b - k, x, b - c),
        ("Z",),
    )
