"""Where a flow may leave a shape or reach it, and what each such place costs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from mapper.edit.wiring.grid import CLEAR, Blocks
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, middle, nearest_side
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import EVENT, GATEWAY, POOL
from mapper.model.records import Node

Manner: TypeAlias = Literal["step", "message", "tie"]
"""How a flow wants to run: along the reading direction, across it between pools, or the shortest way."""

SIDES = (RIGHT, LEFT, TOP, BOTTOM)

_LEAVE = {RIGHT: 0.0, LEFT: 220.0, TOP: 85.0, BOTTOM: 80.0}
_ARRIVE = {LEFT: 0.0, RIGHT: 220.0, TOP: 68.0, BOTTOM: 71.0}
_UPRIGHT = {RIGHT: BOTTOM, LEFT: TOP, TOP: LEFT, BOTTOM: RIGHT}
_MESSAGE = 150.0
_OFF = 8.0
"""Beside the middle of a side, in pixels of way, above what that may save in length."""
_ROUND = 8.0
"""So far off its middle a line may meet an event or a gateway, in pixels."""
_CORNER = 12.0
"""No line meets a side nearer to its end than this, in pixels, or a fifth of a short side."""
_OTHER_WAY = 500.0
_BRANCH = 150.0
_TOGETHER = 45.0
_CLOSE = 9.0


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


def ports(
    node: Node, other: Rect, out: bool, manner: Manner, lying: bool, host: Rect | None, blocks: Blocks,
    docked: Iterable[Docked], trunk: bool = False,
) -> list[Port]:  # fmt: skip
    """The places for a flow at a node whose other end has a box. out: it leaves. lying: read from left to right. host:
    what the node sits on. docked: other flows that meet the node. trunk: it is the only one into a gateway that several
    leave, or the other way around."""
    taken = list(docked)
    found = []
    for side in SIDES:
        price = _price(node, side, out, manner, lying, host, trunk)
        if price is None:
            continue
        axis, sign = (0 if side in (LEFT, RIGHT) else 1), (1 if side in (RIGHT, BOTTOM) else -1)
        center = middle(box(node), side)
        edge = center[axis] + sign * (CLEAR + 0.5)
        for place, more in _places(node, side, center, other):
            reach = blocks.reach(axis, place[1 - axis], edge)
            if reach is not None:
                total = price + more + _crowd(node, place, out, taken)
                low, high = (place[axis], reach[1]) if sign > 0 else (reach[0], place[axis])
                found.append(Port(place, axis, sign, total, low, high, side))
    return found


def _price(
    node: Node, side: str, out: bool, manner: Manner, lying: bool, host: Rect | None, trunk: bool
) -> float | None:
    if host is not None and (out or manner != "step"):
        return 0.0 if side in _outward(host, box(node).center) else None
    if manner == "tie":
        return 0.0
    if manner == "message":
        return 0.0 if (side in (TOP, BOTTOM)) == lying else _MESSAGE
    prices: Mapping[str, float] = _LEAVE if out else _ARRIVE
    price = prices[side if lying else _UPRIGHT[side]]
    if price >= 200 or node.family not in (EVENT, GATEWAY):
        return price
    # The corners across the reading direction belong to the branches; round events look the same from all sides.
    return price / 4 if node.family == GATEWAY and not trunk else price if node.family == GATEWAY or out else price / 3


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


def _places(node: Node, side: str, center: Point, other: Rect) -> list[tuple[Point, float]]:
    """Places on a side with their prices: its middle `center`, level with the other end, and beside the middle."""
    bounds = box(node)
    lying = side in (LEFT, RIGHT)
    facing = other.center.y if lying else other.center.x
    if node.family == POOL:
        return _along_pool(bounds, side, other)
    found = [(center, 0.0)]
    off = abs(facing - (center.y if lying else center.x))
    if node.family in (EVENT, GATEWAY):
        if 0 < off <= _ROUND and (met := at_level(node, facing, side)):
            found.append((met, _OFF + off))
        return found
    half = (bounds.h if lying else bounds.w) / 2
    if 0 < off <= half - min(_CORNER, 0.4 * half):
        found.append((_moved(center, lying, facing), _OFF + 0.7 * off))
    elif off and (common := _common(bounds, other, lying)) is not None:
        found.append((_moved(center, lying, common), _OFF + half / 4))
    for share in (-0.5, 0.5):
        found.append((_moved(center, lying, (center.y if lying else center.x) + share * half), _OFF + half / 2))
    return found


def _common(one: Rect, two: Rect, lying: bool) -> float | None:
    """The middle of what two boxes have in common across a line; None when that is too little."""
    low = max(one.y, two.y) if lying else max(one.x, two.x)
    high = min(one.bottom, two.bottom) if lying else min(one.right, two.right)
    return (low + high) / 2 if high - low >= 2 * _CORNER else None


def _along_pool(bounds: Rect, side: str, other: Rect) -> list[tuple[Point, float]]:
    """On a pool, opposite the other end or near that."""
    lying = side in (LEFT, RIGHT)
    center, half = (other.center.y, other.h / 2) if lying else (other.center.x, other.w / 2)
    low, high = (bounds.y, bounds.bottom) if lying else (bounds.x, bounds.right)
    margin = min(20.0, (high - low) / 2)
    steps = (0.0, -half / 2, half / 2, -half - 20, half + 20, -half - 32, half + 32)
    levels = dict.fromkeys(min(max(center + step, low + margin), high - margin) for step in steps)
    return [(_moved(middle(bounds, side), lying, level), _OFF if level != center else 0.0) for level in levels]


def _moved(place: Point, lying: bool, level: float) -> Point:
    return Point(place.x, level) if lying else Point(level, place.y)


def _crowd(node: Node, place: Point, out: bool, docked: Iterable[Docked]) -> float:
    """What it costs to meet a shape where, or near where, other flows do."""
    price = 0.0
    for other in docked:
        gap = place.distance(other.at)
        if gap < 3:
            if other.out != out:
                price += _OTHER_WAY
            else:
                price += _BRANCH if node.family == GATEWAY and out else _TOGETHER
        elif gap < _CLOSE:
            price += _TOGETHER
    return price
