"""Where a step of another lane stands than the one it follows: further on, so that the map reads in one direction."""

from __future__ import annotations

from mapper.edit.effects.free_spot import GAP
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, centered, oriented
from mapper.model.kinds import LANE
from mapper.model.records import Node

_STRIDE = 50.0
"""From one place that is tried to the next, in pixels."""


def beyond(diagram: Diagram, before: Node, lane: Node, size: tuple[float, float]) -> Point | None:
    """The place for a middle in a lane, further on than a step in another one, where nothing stands; None where that
    cannot be said."""
    if before.bounds is None or lane.bounds is None or before.plane != lane.plane or lane.family != LANE:
        return None
    horizontal = bool(lane.trait("horizontal"))
    own, frame = oriented(before.bounds, horizontal), oriented(lane.bounds, horizontal)
    wide, high = size if horizontal else (size[1], size[0])
    for step in range(40):
        spot = centered(Point(own.right + GAP + wide / 2 + step * _STRIDE, frame.center.y), wide, high)
        near = diagram.index.near(lane.plane or "", oriented(spot.grown(GAP / 2), horizontal))
        if not any(diagram.node(id).sort.is_solid for id in near):
            return oriented(spot.center, horizontal)
    return None
