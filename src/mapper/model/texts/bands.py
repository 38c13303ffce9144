"""How wide the band with the name of a pool or lane is. No file says it (BPMN DI gives none): it follows from where the
lanes inside begin, and where there are none from the name, as far as the contents leave room."""

from __future__ import annotations

from mapper.lettering.measure import line_height, width
from mapper.lettering.sizes import Sizes
from mapper.lettering.wrap import flow
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, oriented
from mapper.model.kinds import HEADER, LANE
from mapper.model.records import Node

WIDEST = 2 * HEADER
"""No band is wider: a longer name has smaller letters."""

_SIDES = 8.0
"""What a name leaves free of the length of its band, both ends together, in pixels."""
_LETTER = 0.4
"""About the narrowest that a letter is, of the size: shorter names need not be measured."""

_AIR = 6.0
"""Pixels between a band and what stands in the lane."""


def needed(name: str, length: float, sizes: Sizes) -> float:
    """How wide a band of this length must be for a name in letters of full size; never narrower than usual."""
    room = max(length - _SIDES, 8.0)
    if len(name) * _LETTER * sizes.lane < room or width(name, sizes.lane, "semibold") <= room:
        return HEADER
    lines = flow(name, lambda _: room, sizes.lane, "semibold", language=sizes.language).lines
    return min(max(HEADER, len(lines) * line_height(sizes.lane)), WIDEST)


def band_width(diagram: Diagram, node: Node, sizes: Sizes) -> float:
    """How wide the band of a pool or lane is drawn, pixels."""
    if node.bounds is None:
        return HEADER
    horizontal = bool(node.trait("horizontal"))
    inner = [n.bounds for n in query.sublanes(diagram, node.id) if n.bounds is not None and n.plane == node.plane]
    if inner:
        first = min(oriented(box, horizontal).x for box in inner) - oriented(node.bounds, horizontal).x
        return max(0.0, first) if first < WIDEST + 20 else HEADER
    if not node.name and node.family == LANE:
        # A head to click, unless the drawing has no room for one: many tools give a lane without a name none.
        return HEADER if free(diagram, node) >= HEADER + _AIR else 0.0
    wanted = needed(node.name, oriented(node.bounds, horizontal).h, sizes)
    return wanted if wanted <= HEADER else max(HEADER, min(wanted, free(diagram, node) - _AIR))


def lacking(diagram: Diagram, node: Node, sizes: Sizes) -> float:
    """By how much the band is too narrow for the name, pixels: by so much its pool is to begin earlier."""
    if node.bounds is None:
        return 0.0
    box = oriented(node.bounds, bool(node.trait("horizontal")))
    return max(0.0, needed(node.name, box.h, sizes) - band_width(diagram, node, sizes))


def free(diagram: Diagram, node: Node) -> float:
    """How far from its edge the first thing in a pool or lane stands, or a flow runs."""
    if node.bounds is None or node.plane is None:
        return HEADER
    horizontal = bool(node.trait("horizontal"))
    box = oriented(node.bounds, horizontal)
    strip = oriented(Rect(box.x, box.y, WIDEST + _AIR, box.h), horizontal)
    found = [box.x + WIDEST + _AIR]
    for id in diagram.index.near(node.plane, strip):
        other = diagram.node(id)
        if other.bounds is not None and other.sort.is_solid:
            inner = oriented(other.bounds, horizontal)
            if inner.y < box.bottom and box.y < inner.bottom and inner.right > box.x:
                found.append(inner.x)
    for id in diagram.index.flows_near(node.plane, strip):
        points = [oriented(Point(*p), horizontal) for p in diagram.flow(id).points]
        found += [p.x for p in points if box.y <= p.y <= box.bottom and p.x > box.x + HEADER]
    return min(found) - box.x
