"""Alignment: what is dragged clicks into line with its neighbours, else onto the grid."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from mapper.model.geometry import Point, Rect, oriented
from mapper.tools.pointer import Guide

GRID = 10.0
WIDEST = 400.0
"""Pixels of a thing along the drag beyond which it is no member of a row, but what stands around one."""
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
    gap_x, gap_y = (_gaps(around, moved, level, reach) for level in (True, False))
    dx, across = _axis([_ends(b.x, b.w) for b in around], _ends(moved.x, moved.w), box.center.x, reach)
    dy, along = _axis([_ends(b.y, b.h) for b in around], _ends(moved.y, moved.h), box.center.y, reach)
    # Equal gaps count where no line does: a row is first of all straight.
    x = by.x + dx if across is not None else by.x + gap_x[0] if gap_x is not None else to_grid(by.x)
    y = by.y + dy if along is not None else by.y + gap_y[0] if gap_y is not None else to_grid(by.y)
    x, y = (x if only != "y" else 0.0), (y if only != "x" else 0.0)
    final = box.moved(x, y)
    guides = []
    if across is not None and only != "y":
        guides += _guides(final, around, across, vertical=True)
    if along is not None and only != "x":
        guides += _guides(final, around, along, vertical=False)
    if across is None and gap_x is not None and only != "y":
        guides += _rulers(final, gap_x[1], level=True)
    if along is None and gap_y is not None and only != "x":
        guides += _rulers(final, gap_y[1], level=False)
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


def _gaps(
    around: list[Rect], moved: Rect, level: bool, reach: float
) -> tuple[float, tuple[tuple[float, float], tuple[float, float]]] | None:
    """The smallest correction that makes the gap to a neighbour as wide as one beside it, along a row (level) or a
    column: the correction, and both gaps from side to side. None when there is none in reach."""
    box = oriented(moved, level)
    beside = [oriented(b, level) for b in around]
    row = sorted((b for b in beside if b.y < box.bottom and b.bottom > box.y and b.w < WIDEST), key=lambda b: b.x)
    found = []
    for a, b in pairwise(row):
        gap = b.x - a.right
        if gap <= 0:
            continue
        found += [(b.right + gap, (a.right, b.x), (b.right, b.right + gap))]
        found += [(a.x - gap - box.w, (a.x - gap, a.x), (a.right, b.x))]
        left = (gap - box.w) / 2
        if left > 0:
            found += [(a.right + left, (a.right, a.right + left), (b.x - left, b.x))]
    near = [(abs(place - box.x), place - box.x, one, two) for place, one, two in found if abs(place - box.x) <= reach]
    return None if not near else (min(near)[1], min(near)[2:])


def _rulers(final: Rect, gaps: tuple[tuple[float, float], tuple[float, float]], level: bool) -> list[Guide]:
    """A line through the middle of each of two equal gaps."""
    middle = oriented(final, level).center.y
    ends = [(oriented(Point(a, middle), level), oriented(Point(b, middle), level)) for a, b in gaps]
    return [Guide(a, b) for a, b in ends]


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
