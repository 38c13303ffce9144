"""Where a copy comes to stand: where the user points, else beside what it is a copy of, on nothing that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.edit.effects.before import is_open
from mapper.edit.effects.container_at import place_at
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Node
from mapper.route.router import runs_through

_STEP = 20.0
"""How far down and right of its original a copy stands where nothing beside it is free, in pixels."""
_RINGS = 40
"""How many steps away a free place is looked for."""

_RING = 60.0
"""From one place that is tried to the next, in pixels."""

_AIR = 10.0
"""Kept free around a copy, in pixels."""

_APART = 30.0
"""Between an original and its copy, and between pools, in pixels."""

Shift = tuple[float, float]


def landing(diagram: Diagram, plane: str, tops: Sequence[Node], at: Point | None, near: Point | None = None) -> Shift:
    """How far these are to be moved: their middle to a place, else to a free place, near a place or beside where they
    stand."""
    box = bounding(node.bounds for node in tops if node.bounds is not None)
    if box is None:
        return 0.0, 0.0
    if any(node.family == POOL for node in tops):
        wanted = at or near
        return _below_pools(diagram, plane, tops, (0.0, 0.0) if wanted is None else _onto(box, wanted))
    if at is not None:
        return next(by for by in _aslant(_onto(box, at)) if not _covers(diagram, plane, tops, by))
    own = _own(diagram, tops)
    if near is None and not own and not _is_taken(diagram, plane, box):
        return 0.0, 0.0  # what was cut comes back
    for by in _beside(box) if near is None else ():
        if all(_is_free(diagram, plane, node, by, own) for node in tops):
            return by
    start = (0.0, 0.0) if near is None else _onto(box, near)
    free = (by for by in _around(start) if _is_clear(diagram, plane, box.moved(*by)))
    return next(free, None) or next(by for by in _aslant(start) if not _covers(diagram, plane, tops, by))


def _onto(box: Rect, at: Point) -> Shift:
    return float(round(at.x - box.center.x)), float(round(at.y - box.center.y))


def _beside(box: Rect) -> Iterator[Shift]:
    """Here, then below, above, right and left, each a little further."""
    yield 0.0, 0.0
    for far in (1, 2):
        across, along = far * (box.h + _APART), far * (box.w + _APART)
        yield from ((0.0, across), (0.0, -across), (along, 0.0), (-along, 0.0))


def _aslant(start: Shift) -> Iterator[Shift]:
    dx, dy = start
    while True:
        yield dx, dy
        dx, dy = dx + _STEP, dy + _STEP


def _around(start: Shift) -> Iterator[Shift]:
    """A place and those around it, the nearest first."""
    steps = sorted(
        ((i, j) for i in range(-_RINGS, _RINGS + 1) for j in range(-_RINGS, _RINGS + 1)),
        key=lambda at: (at[0] ** 2 + at[1] ** 2, -at[1], -at[0]),
    )
    return ((start[0] + _RING * i, start[1] + _RING * j) for i, j in steps)


def _is_clear(diagram: Diagram, plane: str, spot: Rect) -> bool:
    """Whether nothing stands where a copy would, no flow runs there, and one container holds all of it or none does."""
    wide = spot.grown(_AIR)
    if _is_taken(diagram, plane, wide):
        return False
    return not any(runs_through(diagram.flow(id), wide) for id in diagram.index.flows_near(plane, wide))


def _is_taken(diagram: Diagram, plane: str, spot: Rect) -> bool:
    return any(_stands(diagram.node(id), spot) for id in diagram.index.near(plane, spot))


def _own(diagram: Diagram, tops: Sequence[Node]) -> set[str]:
    """What is being copied, as far as it stands on the map, with all in it: a sub-process does not hold itself."""
    there = [top.id for top in tops if (node := diagram.get(top.id)) and getattr(node, "bounds", None) == top.bounds]
    return {*there, *(record.id for id in there for record in query.contents(diagram, id))}


def _keeps_container(diagram: Diagram, plane: str, node: Node, by: Shift, own: set[str]) -> bool:
    """Whether what would hold the copy is what holds the original."""
    assert node.bounds is not None
    here = place_at(diagram, plane, node.bounds.center, node.family, own).shape
    return node.host is not None or place_at(diagram, plane, node.bounds.moved(*by).center, node.family).shape == here


def _is_free(diagram: Diagram, plane: str, node: Node, by: Shift, own: set[str]) -> bool:
    """Whether a place is in the same container, with no step, data or flow there."""
    assert node.bounds is not None
    spot = node.bounds.moved(*by)
    if not _keeps_container(diagram, plane, node, by, own):
        return False
    container = diagram.get(place_at(diagram, plane, node.bounds.center, node.family, own).shape)
    if isinstance(container, Node) and container.bounds is not None and not container.bounds.holds(spot):
        return False
    standing = (diagram.node(id) for id in diagram.index.near(plane, spot))
    if any(_stands(other, spot) for other in standing):
        return False
    return not any(runs_through(diagram.flow(id), spot) for id in diagram.index.flows_near(plane, spot))


def _stands(other: Node, spot: Rect) -> bool:
    solid = other.sort.is_solid or other.family in (POOL, LANE)
    if not solid or other.bounds is None or not other.bounds.meets(spot):
        return False
    return not (is_open(other) and other.bounds.holds(spot))


def _covers(diagram: Diagram, plane: str, tops: Sequence[Node], by: Shift) -> bool:
    """Whether a copy would lie exactly on something, where nobody would see that there are two."""
    boxes = {node.bounds.moved(*by) for node in tops if node.bounds is not None}
    near = (diagram.node(id) for box in boxes for id in diagram.index.near(plane, box))
    return any(other.bounds in boxes for other in near)


def _below_pools(diagram: Diagram, plane: str, tops: Sequence[Node], by: Shift) -> Shift:
    """As wanted, or further down until no pool of the copy meets one that is there."""
    dx, dy = by
    pools = [node.bounds for node in tops if node.family == POOL and node.bounds is not None]
    while True:
        spots = [box.moved(dx, dy) for box in pools]
        near = ((spot, diagram.node(id)) for spot in spots for id in diagram.index.near(plane, spot))
        hit = [(s, n.bounds) for s, n in near if n.family == POOL and n.bounds is not None and n.bounds.meets(s)]
        if not hit:
            return dx, dy
        dy += max(box.bottom - spot.y for spot, box in hit) + _APART
