"""Alignment: what is dragged clicks into line with its neighbours, else onto the grid."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.model.geometry import Point, Rect
from mapper.tools.pointer import Guide

GRID = 10.0
REACH = 6.0
"""Screen pixels within which a neighbour's line attracts."""


def to_grid(value: float) -> float:
    """The nearest multiple of GRID.

    >>> to_grid(14), to_grid(15.1)
    (10.0, 20.0)
    """
    return round(value / GRID) * GRID


def snapped(
    box: Rect, by: Point, neighbours: Iterable[Rect], reach: float, only: str = ""
) -> tuple[Point, tuple[Guide, ...]]:
    """The shift `by` of `box` corrected so that centres or edges line up, and the lines to show for it.

    Its own old centre attracts as well, so that a drag along a row stays in the row. only: "x" or "y" when the drag is
    held to one axis.
    """
    around = list(neighbours)
    moved = box.moved(*by)
    dx, across = _axis([_ends(b.x, b.w) for b in around], _ends(moved.x, moved.w), box.center.x, reach)
    dy, along = _axis([_ends(b.y, b.h) for b in around], _ends(moved.y, moved.h), box.center.y, reach)
    x = by.x + dx if across is not None else to_grid(by.x)
    y = by.y + dy if along is not None else to_grid(by.y)
    x, y = (x if only != "y" else 0.0), (y if only != "x" else 0.0)
    final = box.moved(x, y)
    guides = []
    if across is not None and only != "y":
        guides += _guides(final, around, across, vertical=True)
    if along is not None and only != "x":
        guides += _guides(final, around, along, vertical=False)
    return Point(x, y), tuple(guides)


def _ends(start: float, size: float) -> tuple[float, float, float]:
    """Centre first: lining up centres matters most, so it wins a tie."""
    return start + size / 2, start, start + size


def _axis(
    around: list[tuple[float, float, float]], moved: tuple[float, float, float], own: float, reach: float
) -> tuple[float, float | None]:
    """The smallest correction that lines something up, and the line; centres with centres, edges with edges."""
    offers = [(abs(own - moved[0]), 0, own - moved[0], own)]
    for other in around:
        offers += [(abs(other[0] - moved[0]), 0, other[0] - moved[0], other[0])]
        offers += [(abs(o - m), 1, o - m, o) for o in other[1:] for m in moved[1:]]
    gap, _, shift, line = min(offers)
    return (shift, line) if gap <= reach else (0.0, None)


def _guides(final: Rect, around: list[Rect], line: float, vertical: bool) -> list[Guide]:
    """One line through everything that lies on it, as long as it must be."""
    on = [b for b in around if any(abs(e - line) < 0.5 for e in (_ends(b.x, b.w) if vertical else _ends(b.y, b.h)))]
    if not on:
        return []
    if vertical:
        low, high = min(b.y for b in (*on, final)), max(b.bottom for b in (*on, final))
        return [Guide(Point(line, low), Point(line, high))]
    low, high = min(b.x for b in (*on, final)), max(b.right for b in (*on, final))
    return [Guide(Point(low, line), Point(high, line))]
