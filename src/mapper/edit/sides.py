"""Where a flow may leave a shape and reach another, and what each such pair of places costs it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from mapper.edit.ways import STUB, Dock
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, at_level, box, middle, nearest_side
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import EVENT, GATEWAY, POOL
from mapper.model.records import Flow, Node

SIDES = (RIGHT, LEFT, TOP, BOTTOM)

Choice: TypeAlias = tuple[float, float, tuple[Dock, Dock]]
"""The least that a way between two docks costs, what the docks cost, the docks."""

_SHARED = 45.0
_TOGETHER = 30.0
_ASIDE = 25.0
_BRANCHES = 80.0
"""Two branches that leave a gateway at the same corner read as one: dearer than one bend more."""
_NEARLY = 8.0
"""Ends that lie this near to one level, in pixels, are joined by a straight line, not by a little step."""

_LEAVE = {RIGHT: 0.0, LEFT: 220.0, TOP: 75.0, BOTTOM: 70.0}
_ARRIVE = {LEFT: 0.0, RIGHT: 220.0, TOP: 45.0, BOTTOM: 48.0}
_UPRIGHT = {RIGHT: BOTTOM, LEFT: TOP, TOP: LEFT, BOTTOM: RIGHT}


def choices(diagram: Diagram, flow: Flow, source: Node, target: Node, docked: Mapping[Point, str]) -> list[Choice]:
    """The pairs of docks, cheapest first. docked: where other flows meet the ends."""
    lying = _lying(diagram, flow)
    leaving = {side: _toll(diagram, flow, source, side, lying, _LEAVE) for side in SIDES}
    arriving = {side: _toll(diagram, flow, target, side, lying, _ARRIVE) for side in SIDES}
    found = []
    for out, into in itertools.product(SIDES, SIDES):
        for ends, more in _spread((source, target), docks(source, target, out, into), docked):
            toll = leaving[out] + arriving[into] + more
            (a, _out), (b, _into) = ends
            found.append((toll + abs(a.x - b.x) + abs(a.y - b.y), toll, ends))
    return sorted(found, key=lambda choice: choice[0])


def _spread(
    nodes: tuple[Node, Node], ends: tuple[Dock, Dock], docked: Mapping[Point, str]
) -> Iterable[tuple[tuple[Dock, Dock], float]]:
    """Where other flows meet the same places, these and places beside them, with what sharing or moving costs."""
    if not docked:
        yield ends, 0.0
        return
    found: list[list[tuple[Dock, float]]] = []
    for node, end, role in zip(nodes, ends, ("out", "in"), strict=True):
        taken = docked.get(end.at)
        offers = [(end, _share(node, role, taken))]
        if taken is not None:
            offers += [(dock, _ASIDE) for dock in beside(node, end) if dock.at not in docked]
        found.append(offers)
    for one, two in itertools.product(*found):
        yield (one[0], two[0]), one[1] + two[1]


def _share(node: Node, role: str, taken: str | None) -> float:
    """What it costs to meet a node where a flow leaves it ("out") or arrives ("in")."""
    if taken is None:
        return 0.0
    if taken != role:
        return _SHARED
    if node.family in (EVENT, GATEWAY):
        return _BRANCHES if node.family == GATEWAY and role == "out" else 0.0
    return _TOGETHER


def beside(node: Node, end: Dock) -> list[Dock]:
    """The places half way to the corners on a straight side."""
    if node.family in (EVENT, GATEWAY, POOL):
        return []
    bounds = box(node)
    if end.side in (LEFT, RIGHT):
        return [Dock(Point(end.at.x, bounds.center.y + off * bounds.h), end.side) for off in (-0.25, 0.25)]
    return [Dock(Point(bounds.center.x + off * bounds.w, end.at.y), end.side) for off in (-0.25, 0.25)]


def _toll(diagram: Diagram, flow: Flow, end: Node, side: str, lying: bool, prices: Mapping[str, float]) -> float:
    """What a side costs a flow: against the reading direction much, across it little, at a gateway hardly anything."""
    if end.host is not None and prices is _LEAVE:
        return _toll_of_guest(diagram, end, side)
    if flow.kind == "messageFlow":
        return 0.0 if (side in (TOP, BOTTOM)) == lying else 150.0
    price = prices[side if lying else _UPRIGHT[side]]
    return price / 4 if end.family == GATEWAY and price < 200 else price


def _toll_of_guest(diagram: Diagram, guest: Node, side: str) -> float:
    """A boundary event's flow leaves on the side of its host it sits on; corners count as below or above."""
    host = diagram.get(guest.host)
    if not isinstance(host, Node) or host.bounds is None:
        return 0.0
    return 0.0 if side == nearest_side(host.bounds, box(guest).center) else 260.0


def docks(source: Node, target: Node, out: str, into: str) -> tuple[Dock, Dock]:
    """Where a flow leaves on one side and arrives on another; level with each other where they nearly are."""
    p, q = _dock_on(source, out, target), _dock_on(target, into, source)
    axis = 1 if out in (LEFT, RIGHT) else 0
    if {out, into} in ({LEFT, RIGHT}, {TOP, BOTTOM}) and 0 < abs(p[axis] - q[axis]) <= _NEARLY:
        # The end with straight sides gives way, so that the line still meets the round one in its middle.
        if target.family not in (EVENT, GATEWAY) and (met := at_level(target, p[axis], into)):
            q = met
        elif met := at_level(source, q[axis], out):
            p = met
    return Dock(p, out), Dock(q, into)


def _dock_on(end: Node, side: str, other: Node) -> Point:
    """The middle of a side; on a pool the place opposite the other end."""
    bounds, facing = box(end), box(other)
    place = middle(bounds, side)
    if end.family != POOL:
        return place
    if other.family == POOL:
        facing = Rect(max(bounds.x, facing.x), max(bounds.y, facing.y), 0, 0).union(
            Rect(min(bounds.right, facing.right), min(bounds.bottom, facing.bottom), 0, 0)
        )
    if side in (TOP, BOTTOM):
        return Point(within(facing.center.x, bounds.x, bounds.right), place.y)
    return Point(place.x, within(facing.center.y, bounds.y, bounds.bottom))


def within(level: float, start: float, end: float, corner: float = STUB) -> float:
    """A level on a side, not right at its corners."""
    margin = min(corner, (end - start) / 2)
    return min(max(level, start + margin), end - margin)


def _lying(diagram: Diagram, flow: Flow) -> bool:
    """Whether the flow's pool is read from left to right."""
    pool = query.pool_of(diagram, flow.source) or query.pool_of(diagram, flow.target)
    return pool is None or bool(pool.trait("horizontal"))
