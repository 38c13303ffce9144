"""The finished layout: bounds of everything, routes in pixels. Turned at the end when the plan stands vertical."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from mapper.arrange.lines.tracks import Channel, Piece
from mapper.arrange.picture.coordinates import Grid, block_boundary
from mapper.arrange.plan.plan import SPREAD, Cell, Container, Link, Plan
from mapper.model.geometry import Point, Rect, centered, simplified
from mapper.model.kinds import EVENT, GATEWAY, HEADER

_SIDE_PAD = 30.0
"""Between a pool's header or right border and the first or last column, in pixels."""


@dataclass(slots=True)
class Picture:
    """Bounds by id of a cell, boundary event, pool or lane; routes by id of a flow; all in pixels, the plan's corner
    near 0, 0."""

    bounds: dict[str, Rect] = field(default_factory=dict)
    routes: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    labels: dict[str, Rect] = field(default_factory=dict)


def picture(plan: Plan, at: Grid, channels: Mapping[Channel, list[Piece]]) -> Picture:
    """Bounds and routes of a plan."""
    found = Picture()
    _snap(at)
    for cell in plan.cells.values():
        if cell.inner is None and not cell.full:
            found.bounds[cell.id] = centered(Point(at.x[cell.col], at.y[cell.row]), cell.w, cell.h)
        elif cell.inner is not None:
            found.bounds[cell.id] = _block(plan, cell, at)
    _pools(plan, at, found)
    for cell in plan.cells.values():
        if cell.inner is not None and cell.inner.strips[0].lane is not None:
            _inner_lanes(cell, cell.inner, at, found, plan.lanes)
    for cell in plan.cells.values():
        for boundary_event in cell.boundary_events:
            host = found.bounds[cell.id]
            x = at.x[cell.col + cell.cols - 1] + boundary_event.offset
            found.bounds[boundary_event.id] = centered(Point(x, host.bottom), boundary_event.w, boundary_event.h)
    pieces = {
        (link.id, number): piece for group in channels.values() for piece in group for link, number in piece.members
    }
    for link in plan.links:
        if link.route:
            found.routes[link.id] = _route(link, at, pieces, found)
    return found


def _snap(at: Grid) -> None:
    """Bring everything to whole pixels: what has one coordinate keeps one, so that straight flows stay straight."""
    at.x, at.y, at.right = [round(x) for x in at.x], [round(y) for y in at.y], round(at.right)
    for piece, place in at.places.items():
        at.places[piece] = round(place)
    for borders in at.borders.values():
        for border in borders.values():
            border.place = round(border.place)


def _block(plan: Plan, cell: Cell, at: Grid) -> Rect:
    places = []
    for channel, is_start in (
        ((True, 2 * cell.col - 1), True),
        ((False, 2 * cell.row - 1), True),
        ((True, 2 * (cell.col + cell.cols) - 1), False),
        ((False, 2 * (cell.row + cell.rows) - 1), False),
    ):
        places.append(at.borders[channel][block_boundary(plan, cell, channel, is_start)].place)
    x, y, right, bottom = places
    return Rect(x, y, right - x, bottom - y)


# -- pools and lanes ---------------------------------------------------------------------------------------------------


def _pools(plan: Plan, at: Grid, found: Picture) -> None:
    """Pools of one width below each other, their lanes stacked, deeper lanes behind their headers."""
    left = -_SIDE_PAD - HEADER * (max((pool.heads for pool in plan.pools), default=0) + 1)
    right = at.right + _SIDE_PAD
    row = 0
    for pool in plan.pools:
        top, low = _edges(at, row, row + pool.rows - 1)
        if pool.id is not None:
            low = max(low, top + 60.0)
            found.bounds[pool.id] = Rect(left, top, right - left, low - top)
        inner = left + HEADER if pool.id is not None else -_SIDE_PAD - HEADER * pool.heads
        _strips(pool, row, at, found, (inner, right))
        _outer_lanes(pool.element, plan.lanes, found, inner, right)
        row += pool.rows


def _edges(at: Grid, first: int, last: int) -> tuple[float, float]:
    return at.borders[False, 2 * first - 1][0].place, at.borders[False, 2 * last + 1][-1].place


def _strips(pool: Container, row: int, at: Grid, found: Picture, across: tuple[float, float]) -> None:
    for strip in pool.strips:
        if strip.lane is not None:
            top, low = _edges(at, row + strip.first, row + strip.first + strip.rows - 1)
            found.bounds[strip.lane] = Rect(across[0], top, across[1] - across[0], low - top)


def _outer_lanes(id: str, lanes: Mapping[str, list[str]], found: Picture, left: float, right: float) -> Rect | None:
    """Lanes with lanes in them span these; each level begins a header further to the right."""
    whole: Rect | None = None
    for lane in lanes.get(id, ()):
        inner = _outer_lanes(lane, lanes, found, left + HEADER, right)
        box = inner if inner is not None else found.bounds[lane]
        found.bounds[lane] = Rect(left, box.y, right - left, box.h)
        whole = found.bounds[lane] if whole is None else whole.union(found.bounds[lane])
    return whole


def _inner_lanes(cell: Cell, inner: Container, at: Grid, found: Picture, lanes: Mapping[str, list[str]]) -> None:
    """The lanes of a block."""
    box = found.bounds[cell.id]
    inside = [at.borders[False, 2 * (cell.row + strip.first) - 1][-1].place for strip in inner.strips[1:]]
    for strip, top, low in zip(inner.strips, [box.y, *inside], [*inside, box.bottom], strict=True):
        if strip.lane is not None:
            found.bounds[strip.lane] = Rect(box.x, top, box.w, low - top)
    _outer_lanes(inner.element, lanes, found, box.x, box.right)


# -- routes ------------------------------------------------------------------------------------------------------------


def _route(link: Link, at: Grid, pieces: Mapping[tuple[str, int], Piece], found: Picture) -> tuple[Point, ...]:
    points = [[_middle(at.x, x), _middle(at.y, y)] for x, y in link.route]
    for number in range(1, len(link.route) - 2):
        piece = pieces.get((link.id, number))
        if piece is not None:
            axis = 0 if link.route[number][0] == link.route[number + 1][0] else 1
            points[number][axis] = points[number + 1][axis] = at.places[piece]
    route = [Point(x, y) for x, y in points]
    source = found.bounds[link.boundary_event.id] if link.boundary_event is not None else found.bounds[link.source.id]
    family = EVENT if link.boundary_event is not None else link.source.family
    route[0] = _docked(source, family, route[0], route[1])
    if link.entered is not None:
        route[-1] = _on_circle(found.bounds[link.entered.id], route[-1].x)
    else:
        route[-1] = _docked(found.bounds[link.target.id], link.target.family, route[-1], route[-2])
    return simplified(route, 0.01)


def _middle(middles: list[float], spot: float) -> float:
    number = round(spot)
    if number % 2:
        return 0.0
    return middles[number // 2] + round((spot - number) * SPREAD)


def _on_circle(box: Rect, x: float) -> Point:
    """The lower place on the outline of an event that has some x."""
    aside = (x - box.center.x) / (box.w / 2)
    return Point(x, box.center.y + box.h / 2 * math.sqrt(max(0.0, 1 - aside * aside)))


def _docked(box: Rect, family: str, first: Point, second: Point) -> Point:
    """The place on a shape's outline where a horizontal or vertical route leaves it; round shapes are left in their
    middle."""
    middle = box.center if family in (EVENT, GATEWAY) else first
    if abs(first.y - second.y) < 0.01:
        return Point(box.right if second.x > first.x else box.x, first.y if middle is first else middle.y)
    return Point(first.x if middle is first else middle.x, box.bottom if second.y > first.y else box.y)
