"""Where a flow may leave a shape or reach it, and what each such place costs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, middle, nearest_side
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import EVENT, GATEWAY, POOL
from mapper.model.records import Node
from mapper.route.scene import prices
from mapper.route.scene.grid import CLEAR, Blocks
from mapper.route.scene.prices import SIDES, Manner

_SLOPE = 0.7
"""What each pixel off the middle of a side costs: less than one, so that a straight line is worth it."""
_ROUND = 8.0
"""So far off its middle a line may meet an event or a gateway, in pixels."""
_CORNER = 12.0
"""No line meets a side nearer to its end than this, in pixels, or a fifth of a short side."""
_SAME = 3.0
"""Ends nearer to each other than this are at one place, in pixels."""


_ENDLESS = (-1e9, 1e9)
"""Nothing is in the way on either side."""


class Port(NamedTuple):
    """A place on an outline, the axis of the line there, its sign outwards, its price, and how far the line reaches."""

    at: Point
    axis: int
    sign: int
    price: float
    low: float
    high: float
    side: str


class Docked(NamedTuple):
    """Where another flow meets a shape, and whether it leaves there."""

    at: Point
    out: bool


class End(NamedTuple):
    """One end of a flow: the node, the box at the other end, whether the flow leaves, how it wants to run, whether the
    map is read from left to right there, what the node sits on, other flows that meet the node, and whether it is the
    only flow into a gateway that several leave, or the other way around."""

    node: Node
    other: Rect
    out: bool
    manner: Manner
    horizontal: bool
    host: Rect | None
    docked: Sequence[Docked]
    trunk: bool = False


def ports(end: End, blocks: Blocks | None) -> list[Port]:
    """The places for a flow at a node. blocks: what stands around; None where a flow may run through it."""
    found = []
    for side in SIDES:
        price = _side(end, side)
        if price is None:
            continue
        axis, sign = (0 if side in (LEFT, RIGHT) else 1), (1 if side in (RIGHT, BOTTOM) else -1)
        center = middle(box(end.node), side)
        edge = center[axis] + sign * (CLEAR + 0.5)
        for place in _places(end.node, side, center, end.other):
            reach = blocks.reach(axis, place[1 - axis], edge) if blocks is not None else _ENDLESS
            if reach is not None:
                total = price + _at(end, place, side, center)
                low, high = (place[axis], reach[1]) if sign > 0 else (reach[0], place[axis])
                found.append(Port(place, axis, sign, total, low, high, side))
    return found


def price_at(end: End, place: Point) -> float:
    """What it costs a flow to meet a node at any place of its outline."""
    bounds = box(end.node)
    side = side_of(end.node, place)
    price = _side(end, side)
    return (prices.THROUGH if price is None else price) + _at(end, place, side, middle(bounds, side))


def is_usual(node: Node, other: Rect, place: Point) -> bool:
    """Whether a place is one of those at which a flow meets a node when no other flow meets that side. other: the box
    at the flow's other end."""
    side = side_of(node, place)
    return any(place.distance(usual) < 1 for usual in _places(node, side, middle(box(node), side), other))


def side_of(node: Node, place: Point) -> str:
    """The side of a shape that a place of its outline is on: round ones have only the middles, and what is near."""
    bounds = box(node)
    if node.family in (EVENT, GATEWAY):
        return min(SIDES, key=lambda side: middle(bounds, side).distance(place))
    return nearest_side(bounds, place)


def _side(end: End, side: str) -> float | None:
    """The price of a side; None for one that must not be used."""
    if end.host is not None and (end.out or end.manner != "step"):
        return 0.0 if side in _outward(end.host, box(end.node).center) else None
    return prices.side(end.manner, end.node.family, end.out, side, end.horizontal, end.trunk)


def _outward(host: Rect, center: Point) -> set[str]:
    """The sides of its host that a boundary event sits on: two at a corner."""
    near = {
        LEFT: abs(center.x - host.x) < 8,
        RIGHT: abs(center.x - host.right) < 8,
        TOP: abs(center.y - host.y) < 8,
        BOTTOM: abs(center.y - host.bottom) < 8,
    }
    found = {side for side, is_near in near.items() if is_near}
    return found or {nearest_side(host, center)}


def _at(end: End, place: Point, side: str, center: Point) -> float:
    """What a place on a side costs beside the side: off the middle, with another flow there, or right upon one."""
    axis = 0 if side in (LEFT, RIGHT) else 1
    price, shared = 0.0, False
    for other in end.docked:
        shared = shared or abs(other.at[axis] - center[axis]) < 1
        gap = place.distance(other.at)
        if gap < _SAME:
            if other.out != end.out:
                price += prices.OTHER_WAY
            else:
                price += _together(end)
        elif gap < prices.APART:
            price += prices.TOGETHER
    off = abs(place[1 - axis] - center[1 - axis])
    if end.node.family == POOL:
        off = abs(place[1 - axis] - end.other.center[1 - axis])
        return price + (prices.OFF_MIDDLE if off > 0.5 else 0.0)
    if end.node.family in (EVENT, GATEWAY):
        return price + (prices.OFF_MIDDLE + off if off > 0.01 else 0.0)
    if shared:
        # Flows on one side share it: none of them has the middle by right.
        return price + prices.SHARED_SIDE
    return price + (prices.OFF_MIDDLE + _SLOPE * off if off > 0.01 else 0.0)


def _together(end: End) -> float:
    """What it costs to leave where another flow leaves, or to arrive where another arrives."""
    if not end.out:
        return prices.TOGETHER_IN
    return prices.BRANCH if end.node.family == GATEWAY else prices.TOGETHER


def _places(node: Node, side: str, center: Point, other: Rect) -> list[Point]:
    """Places on a side: its middle `center`, level with the other end, and beside the middle."""
    bounds = box(node)
    horizontal = side in (LEFT, RIGHT)
    facing = other.center.y if horizontal else other.center.x
    if node.family == POOL:
        return _along_pool(bounds, side, other)
    found = [center]
    off = abs(facing - (center.y if horizontal else center.x))
    if node.family in (EVENT, GATEWAY):
        if 0 < off <= _ROUND and (met := at_level(node, facing, side)):
            found.append(met)
        return found
    half = (bounds.h if horizontal else bounds.w) / 2
    if 0 < off <= half - min(_CORNER, 0.4 * half):
        found.append(_moved(center, horizontal, facing))
    elif off and (common := _common(bounds, other, horizontal)) is not None:
        found.append(_moved(center, horizontal, common))
    for share in (-0.5, 0.5):
        found.append(_moved(center, horizontal, (center.y if horizontal else center.x) + share * half))
    return found


def _common(one: Rect, two: Rect, horizontal: bool) -> float | None:
    """The middle of what two boxes have in common across a line; None when that is too little."""
    low = max(one.y, two.y) if horizontal else max(one.x, two.x)
    high = min(one.bottom, two.bottom) if horizontal else min(one.right, two.right)
    return (low + high) / 2 if high - low >= 2 * _CORNER else None


def _along_pool(bounds: Rect, side: str, other: Rect) -> list[Point]:
    """On a pool, opposite the other end or near that."""
    horizontal = side in (LEFT, RIGHT)
    center, half = (other.center.y, other.h / 2) if horizontal else (other.center.x, other.w / 2)
    low, high = (bounds.y, bounds.bottom) if horizontal else (bounds.x, bounds.right)
    margin = min(20.0, (high - low) / 2)
    steps = (0.0, -half / 2, half / 2, -half - 20, half + 20, -half - 32, half + 32)
    levels = dict.fromkeys(min(max(center + step, low + margin), high - margin) for step in steps)
    return [_moved(middle(bounds, side), horizontal, level) for level in levels]


def _moved(place: Point, horizontal: bool, level: float) -> Point:
    return Point(place.x, level) if horizontal else Point(level, place.y)
