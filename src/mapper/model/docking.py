"""Where a line meets a shape: events are ellipses, gateways diamonds, all else boxes (BPMN 2.0, 7.5 and 10).

What is drawn may have rounder corners; routes need only this.
"""

from __future__ import annotations

import math

from mapper.model.geometry import Point, Rect
from mapper.model.kinds import EVENT, GATEWAY
from mapper.model.records import Node

LEFT, RIGHT, TOP, BOTTOM = "left", "right", "top", "bottom"


def box(node: Node) -> Rect:
    """The bounds of a drawn node; ValueError for one that is not drawn."""
    if node.bounds is None:
        raise ValueError(f"{node.id!r} is not drawn")
    return node.bounds


def middle(bounds: Rect, side: str) -> Point:
    """The middle of a side, which lies on the outline of all three forms."""
    x, y, w, h = bounds
    if side == LEFT:
        return Point(x, y + h / 2)
    if side == RIGHT:
        return Point(x + w, y + h / 2)
    return Point(x + w / 2, y if side == TOP else y + h)


def dock(node: Node, towards: Point) -> Point:
    """Where the line from the centre towards a place leaves the outline; the centre itself counts as "to the right"."""
    bounds = box(node)
    center = bounds.center
    dx, dy = towards.x - center.x, towards.y - center.y
    if dx == 0 and dy == 0:
        dx = 1.0
    half_w, half_h = bounds.w / 2 or 0.5, bounds.h / 2 or 0.5
    along_x, along_y = abs(dx) / half_w, abs(dy) / half_h
    if node.family == EVENT:
        reach = 1 / math.hypot(along_x, along_y)
    elif node.family == GATEWAY:
        reach = 1 / (along_x + along_y)
    else:
        reach = 1 / max(along_x, along_y)
    return Point(center.x + dx * reach, center.y + dy * reach)


def at_level(node: Node, level: float, side: str) -> Point | None:
    """Where a level line (side left or right) or a vertical line (top or bottom) at `level` meets the outline; or
    None."""
    bounds = box(node)
    center = bounds.center
    horizontal = side in (LEFT, RIGHT)
    off = abs(level - (center.y if horizontal else center.x))
    half_across, half_along = (bounds.h / 2, bounds.w / 2) if horizontal else (bounds.w / 2, bounds.h / 2)
    if off > half_across or half_across == 0:
        return None
    share = off / half_across
    if node.family == EVENT:
        reach = half_along * math.sqrt(1 - share * share)
    else:
        reach = half_along * (1 - share) if node.family == GATEWAY else half_along
    sign = 1 if side in (RIGHT, BOTTOM) else -1
    return Point(center.x + sign * reach, level) if horizontal else Point(level, center.y + sign * reach)


def gap(node: Node, place: Point) -> float:
    """How far a place is from the outline, measured towards the centre, in pixels."""
    return place.distance(dock(node, place))


def nearest_side(bounds: Rect, place: Point) -> str:
    """The side a place is closest to; corners count as top or bottom."""
    reach = {
        BOTTOM: abs(bounds.bottom - place.y),
        TOP: abs(place.y - bounds.y),
        RIGHT: abs(bounds.right - place.x),
        LEFT: abs(place.x - bounds.x),
    }
    return min(reach, key=lambda side: reach[side])


def onto_border(bounds: Rect, place: Point) -> Point:
    """The place on a box's border closest to a place."""
    x, y = min(max(place.x, bounds.x), bounds.right), min(max(place.y, bounds.y), bounds.bottom)
    if not (bounds.x < x < bounds.right and bounds.y < y < bounds.bottom):
        return Point(x, y)
    side = nearest_side(bounds, place)
    if side in (LEFT, RIGHT):
        return Point(bounds.x if side == LEFT else bounds.right, y)
    return Point(x, bounds.y if side == TOP else bounds.bottom)
