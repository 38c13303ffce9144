"""Flows from a step back to itself: around the corner, or beside the side, where there is room for line and label."""

from __future__ import annotations

from itertools import pairwise

from mapper.model.docking import box
from mapper.model.geometry import Rect
from mapper.model.kinds import EVENT, GATEWAY
from mapper.model.records import Flow, Node
from mapper.model.texts import labels
from mapper.route.lines.candidates import Route, loops
from mapper.route.lines.network import Network

_BLOCKED = 2000.0
_CROWDED = 300.0
_NO_ROOM = 60.0
"""Prices in pixels of route: through a shape, where others meet the step, no room for the label."""
_CLOSE = 9.0
"""Ends of other flows nearer than this to those of a loop crowd it, in pixels."""


def find(network: Network, flow: Flow, node: Node) -> tuple[float, Route]:
    """The best loop as things are laid now, and its price."""
    offers = loops(box(node), node.family not in (EVENT, GATEWAY))
    return min((price + _price(network, flow, node, route), route) for price, route in offers)


def _price(network: Network, flow: Flow, node: Node, route: Route) -> float:
    price = network.tolls(flow, route)
    inner = route[1:-1]
    frame = Rect(*inner[0], 0, 0)
    for corner in inner[1:]:
        frame = frame.union(Rect(*corner, 0, 0))
    blocks = network.blocks
    for a, b in pairwise(inner):
        axis = 0 if a.y == b.y else 1
        price += _BLOCKED * blocks.meets(axis, a[1 - axis], *sorted((a[axis], b[axis])))
    taken = [d.at for (id, _out), d in network.docks.get(node.id, {}).items() if id != flow.id]
    price += _CROWDED * sum(at.distance(end) < _CLOSE for at in taken for end in (route[0], route[-1]))
    w, h = labels.size(network.scene.diagram, flow)
    around = [Rect(frame.x, y, max(w, frame.w), h) for y in (frame.y - h, frame.bottom)]
    if w and all(blocks.meets(0, room.center.y, room.x, room.right) for room in around):
        price += _NO_ROOM
    return price
