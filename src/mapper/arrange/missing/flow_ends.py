"""Where something stood that lost its place: the flows that are drawn still end at it and say where its sides were."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from statistics import median
from typing import NamedTuple

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, centered
from mapper.model.records import Flow, Node

TOUCH = 3.0
"""Pixels from the end of a flow to what it joins up to which it ends there."""

_LEAST, _MOST = 0.5, 4.0
"""How much narrower or wider than its usual size something may be made by the ends on two opposite sides."""


class _Side(NamedTuple):
    """A side of something: left, right, top or bottom as the way out of it, and the place where a flow leaves it."""

    way: tuple[int, int]
    at: Point


def box(diagram: Diagram, node: Node, size: tuple[float, float], ids: Collection[str] = ()) -> Rect | None:
    """The box of a size with its sides where drawn flows end at the node; None where no flow tells.

    ids: flows that are no witnesses.
    """
    sides = list(_sides(diagram, node.id, ids))
    if not sides:
        return None
    x, w = _span([s for s in sides if s.way[0]], [s for s in sides if s.way[1]], 0, size[0])
    y, h = _span([s for s in sides if s.way[1]], [s for s in sides if s.way[0]], 1, size[1])
    return centered(Point(x, y), w, h)


def _span(ends: list[_Side], across: list[_Side], axis: int, size: float) -> tuple[float, float]:
    """The middle and the extent along an axis: from the sides that lie across it, else from where flows dock."""
    if not ends:
        return median(side.at[axis] for side in across), size
    low = [side.at[axis] for side in ends if side.way[axis] < 0]
    high = [side.at[axis] for side in ends if side.way[axis] > 0]
    if low and high and _LEAST * size <= median(high) - median(low) <= _MOST * size:
        return (median(low) + median(high)) / 2, median(high) - median(low)
    return median([at + size / 2 for at in low] + [at - size / 2 for at in high]), size


def _sides(diagram: Diagram, id: str, ids: Collection[str]) -> Iterator[_Side]:
    for flow in query.flows_at(diagram, id):
        if len(flow.points) < 2 or flow.id in ids:
            continue
        ways = [flow.points[:2]] if flow.source == id else []
        ways += [flow.points[:-3:-1]] if flow.target == id else []
        for end, following in ways:
            dx, dy = following.x - end.x, following.y - end.y
            if (dx, dy) != (0, 0):
                level = abs(dx) >= abs(dy)
                yield _Side((_sign(dx), 0) if level else (0, _sign(dy)), end)


def _sign(value: float) -> int:
    return 1 if value > 0 else -1


def stands(diagram: Diagram, node: Node, ids: Collection[str]) -> bool:
    """Whether something stands right already: drawn flows end at it, and each of them touches it. ids: flows that are
    no witnesses."""
    drawn = any(len(flow.points) > 1 and flow.id not in ids for flow in query.flows_at(diagram, node.id))
    return drawn and node.bounds is not None and not torn(diagram, node.plane or "", [node.id], ids)


def torn(diagram: Diagram, plane: str, nodes: Collection[str], ids: Collection[str]) -> list[str]:
    """The drawn flows that end at some nodes and do not touch them: these stand elsewhere now. ids: flows left out."""
    found: dict[str, None] = {}
    for id in nodes:
        for flow in query.flows_at(diagram, id):
            if flow.id not in ids and flow.plane == plane and len(flow.points) > 1 and _is_torn(diagram, flow, id):
                found[flow.id] = None
    return list(found)


def _is_torn(diagram: Diagram, flow: Flow, id: str) -> bool:
    node = diagram.get(id)
    if not isinstance(node, Node) or node.bounds is None:
        return False
    ends = [place for place, end in ((flow.points[0], flow.source), (flow.points[-1], flow.target)) if end == id]
    return any(_distance(place, node.bounds) > TOUCH for place in ends)


def _distance(place: Point, b: Rect) -> float:
    return math.hypot(max(b.x - place.x, 0, place.x - b.right), max(b.y - place.y, 0, place.y - b.bottom))
