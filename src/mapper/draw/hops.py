"""Where lines cross, so that the level one can hop over the vertical one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from mapper.model.geometry import Point
from mapper.model.records import Flow

_STRAIGHT = 0.5
"""Pixels that a piece may slant and still count as horizontal or vertical."""


def crossings(flows: Iterable[Flow]) -> dict[str, tuple[Point, ...]]:
    """For each flow the places where a level piece of it crosses a vertical piece of another.

    A sweep from left to right: level pieces stand in a sorted list while the sweep is between their ends.
    Cost n log n for n pieces and crossings together (Bentley and Ottmann, 1979, for vertical lines).
    """
    events: list[tuple[float, int, float, float, str]] = []
    for flow in flows:
        if not flow.sort.carries:
            continue
        for a, b in pairwise(flow.points):
            if abs(a.y - b.y) < _STRAIGHT:
                low, high = sorted((a.x, b.x))
                events += [(low, 0, a.y, 0.0, flow.id), (high, 2, a.y, 0.0, flow.id)]
            elif abs(a.x - b.x) < _STRAIGHT:
                top, bottom = sorted((a.y, b.y))
                events.append((a.x, 1, top, bottom, flow.id))
    return _swept(sorted(events))


def _swept(events: list[tuple[float, int, float, float, str]]) -> dict[str, tuple[Point, ...]]:
    found: dict[str, list[Point]] = defaultdict(list)
    active: list[tuple[float, str]] = []
    for x, what, y, bottom, id in events:
        if what == 0:
            insort(active, (y, id))
        elif what == 2:
            active.pop(bisect_left(active, (y, id)))
        else:
            inside = active[bisect_right(active, (y + 1, "\uffff")) : bisect_left(active, (bottom - 1, ""))]
            for level, other in inside:
                if other != id:
                    found[other].append(Point(x, level))
    return {id: tuple(places) for id, places in found.items()}
