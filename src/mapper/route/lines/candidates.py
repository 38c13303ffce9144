"""Orthogonal routes between two docks, as a draughtsman would try them: straight, one bend, two bends, around.

Pure geometry: which of them is best is decided by price.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.geometry import Point, Rect, flipped
from mapper.route.scene import prices
from mapper.route.scene.meet import passes

STUB = 20.0
"""How far a line runs on from a shape before it turns, in pixels."""

CLEAR = 14.0
"""How far a line that goes around something stays away from it, in pixels."""

_LATER, _BESIDE = 12.0, 60.0
"""What a loop costs around a corner that is less usual than another, and beside a side."""

Route = tuple[Point, ...]

_FLIP = {LEFT: TOP, TOP: LEFT, RIGHT: BOTTOM, BOTTOM: RIGHT}
_SIGN = {LEFT: -1.0, TOP: -1.0, RIGHT: 1.0, BOTTOM: 1.0}


class Dock(NamedTuple):
    """A place on an outline and the side of the shape it is on."""

    at: Point
    side: str


def routes(one: Dock, two: Dock, boxes: tuple[Rect, Rect], obstacles: Sequence[Rect] = ()) -> Iterator[Route]:
    """Orthogonal routes from one dock to another that leave and arrive outwards and do not cross the two shapes."""
    inner = [box.grown(-1) for box in boxes]
    for route in _routes(one, two, boxes, obstacles):
        if not any(passes(a, b, box) for a, b in itertools.pairwise(route) for box in inner):
            yield route


def loops(bounds: Rect, straight: bool) -> Iterator[tuple[float, Route]]:
    """Routes from a shape back to itself and what they cost in pixels: around each corner, the lower right one first;
    with straight sides also beside each side, which is shorter but looks like an arrow to nowhere."""
    center, price = bounds.center, 0.0
    for x, out in ((bounds.right, STUB), (bounds.x, -STUB)):
        for y, down in ((bounds.bottom, STUB), (bounds.y, -STUB)):
            p, q = Point(x, center.y), Point(center.x, y)
            yield price, (p, Point(x + out, p.y), Point(x + out, y + down), Point(q.x, y + down), q)
            price += _LATER
    for y, down in ((bounds.bottom, STUB), (bounds.y, -STUB)) if straight else ():
        p, q = Point(center.x + bounds.w / 4, y), Point(center.x - bounds.w / 4, y)
        yield _BESIDE, (p, Point(p.x, y + down), Point(q.x, y + down), q)
    for x, out in ((bounds.right, STUB), (bounds.x, -STUB)) if straight else ():
        p, q = Point(x, center.y - bounds.h / 4), Point(x, center.y + bounds.h / 4)
        yield _BESIDE, (p, Point(x + out, p.y), Point(x + out, q.y), q)


def fewest_bends(one: Dock, two: Dock) -> int:
    """How many bends any route between two docks has at least."""
    across = one.side in (TOP, BOTTOM)
    p, q = (flipped(one.at), flipped(two.at)) if across else (one.at, two.at)
    ahead = (q.x - p.x) * _SIGN[one.side]
    if across != (two.side in (TOP, BOTTOM)):
        return 1 if ahead >= 1 and (p.y - q.y) * _SIGN[two.side] >= 1 else 3
    if one.side == two.side:
        return 2
    if ahead < 1:
        return 4
    return 0 if abs(p.y - q.y) < 0.01 else 2


def _routes(one: Dock, two: Dock, boxes: tuple[Rect, Rect], obstacles: Sequence[Rect]) -> Iterator[Route]:
    if one.side in (TOP, BOTTOM):
        flat = (Dock(flipped(one.at), _FLIP[one.side]), Dock(flipped(two.at), _FLIP[two.side]))
        for route in _horizontal(*flat, (flipped(boxes[0]), flipped(boxes[1])), list(map(flipped, obstacles))):
            yield tuple(map(flipped, route))
    else:
        yield from _horizontal(one, two, boxes, obstacles)


def _horizontal(one: Dock, two: Dock, boxes: tuple[Rect, Rect], obstacles: Sequence[Rect]) -> Iterator[Route]:
    """Routes that leave to the left or right."""
    p, q, out = one.at, two.at, _SIGN[one.side]
    if two.side in (TOP, BOTTOM):
        yield from _around_corner(p, q, out, _SIGN[two.side])
    elif two.side == one.side:
        yield from _same_side(p, q, out, obstacles)
    elif (q.x - p.x) * out >= 1:
        yield from _facing(p, q, out, obstacles)
    if two.side in (LEFT, RIGHT) and two.side != one.side:
        yield from _turning_back(p, q, out, boxes, obstacles)


def _facing(p: Point, q: Point, out: float, obstacles: Sequence[Rect]) -> Iterator[Route]:
    if abs(p.y - q.y) < 0.01:
        yield (p, q)
        return

    def step(x: float) -> Route:
        return (p, Point(x, p.y), Point(x, q.y), q)

    room = abs(q.x - p.x)
    yield step((p.x + q.x) / 2)
    if room > 2.5 * STUB:
        yield step(q.x - out * STUB)
        yield step(p.x + out * STUB)


def _around_corner(p: Point, q: Point, out: float, arrive: float) -> Iterator[Route]:
    """Leaves horizontal, arrives standing: one bend, or three when the corner lies on the wrong side."""
    ahead, aside = (q.x - p.x) * out, (p.y - q.y) * arrive
    if ahead >= 1 and aside >= 1:
        yield (p, Point(q.x, p.y), q)
    if ahead >= CLEAR and aside >= CLEAR:
        return
    x, y = p.x + out * STUB, q.y + arrive * STUB
    yield (p, Point(x, p.y), Point(x, y), Point(q.x, y), q)
    if (q.x - p.x) * out > 2 * STUB:
        x = (p.x + q.x) / 2
        yield (p, Point(x, p.y), Point(x, y), Point(q.x, y), q)


def _same_side(p: Point, q: Point, out: float, obstacles: Sequence[Rect]) -> Iterator[Route]:
    near, far = sorted((p.x, q.x), key=lambda x: x * out)
    start = far + out * STUB

    def bow(x: float) -> Route:
        return (p, Point(x, p.y), Point(x, q.y), q)

    if (near - far) * out + STUB >= prices.SHORT:
        yield bow(near + out * STUB)

    def beyond(box: Rect) -> float:
        return box.right + CLEAR if out > 0 else box.x - CLEAR

    yield from _pushed(start, bow, 1, beyond, obstacles)


def _turning_back(
    p: Point, q: Point, out: float, boxes: tuple[Rect, Rect], obstacles: Sequence[Rect]
) -> Iterator[Route]:
    """Leaves to one side and arrives from it: four bends, between the shapes or around them."""
    x1, x2 = p.x + out * STUB, q.x - out * STUB

    def detour(y: float) -> Route:
        return (p, Point(x1, p.y), Point(x1, y), Point(x2, y), Point(x2, q.y), q)

    upper, lower = sorted(boxes, key=lambda box: box.y)
    if lower.y - upper.bottom >= 2 * CLEAR:
        yield detour((upper.bottom + lower.y) / 2)
    yield from _pushed(min(b.y for b in boxes) - STUB, detour, 2, lambda box: box.y - CLEAR, obstacles)
    yield from _pushed(max(b.bottom for b in boxes) + STUB, detour, 2, lambda box: box.bottom + CLEAR, obstacles)


def _pushed(
    level: float,
    make: Callable[[float], Route],
    segment: int,
    beyond: Callable[[Rect], float],
    obstacles: Sequence[Rect],
) -> Iterator[Route]:
    """The route with its long segment at a level, and then pushed out past what lies in its way, at most four
    times."""
    for _attempt in range(5):
        route = make(level)
        yield route
        hit = next((o for o in obstacles if passes(route[segment], route[segment + 1], o)), None)
        if hit is None:
            return
        level = beyond(hit)
