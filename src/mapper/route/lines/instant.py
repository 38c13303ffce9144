"""A route that is there at once, for what follows the mouse: of the forms a draughtsman would try, the cheapest.

The prices are those of the search; only which routes are looked at differs, and how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.model.docking import LEFT, RIGHT, box, middle
from mapper.model.geometry import Rect, simplified
from mapper.model.records import Flow
from mapper.route.lines import loops
from mapper.route.lines.candidates import Dock, fewest_bends, routes
from mapper.route.lines.network import Network, Route, form
from mapper.route.scene import prices
from mapper.route.scene.effort import Effort
from mapper.route.scene.grid import CLEAR
from mapper.route.scene.ports import Port

_TRY = 30
"""What it counts as work to try a route."""


def find(network: Network, flow: Flow, effort: Effort) -> Route:
    """The cheapest of the usual routes, as far as the effort reaches; through shapes, where there is none around
    them: at an end that lies under another shape."""
    source, target = network.both(flow)
    if flow.source == flow.target:
        return loops.find(network, flow, source)[1]
    boxes = (box(source), box(target))
    solid = [b.grown(CLEAR) for id, b in network.scene.boxes.items() if id not in (flow.source, flow.target)]
    best: tuple[float, Route] | None = None
    starts, goals = network.ends(flow)
    if not starts or not goals:
        starts, goals = network.ends(flow, anyhow=True)
    for least, toll, one, two in _pairs(starts, goals, boxes):
        if best is not None and (least >= best[0] or effort.left <= 0):
            break
        for route in routes(one, two, boxes, solid):
            effort.spend(_TRY)
            price = toll + form(route)
            if best is None or price < best[0]:
                price += network.tolls(flow, route) + prices.THROUGH * network.blocked(flow, route)
                if best is None or price < best[0]:
                    best = (price, route)
    return simplified(best[1], 0.01) if best is not None else (middle(boxes[0], RIGHT), middle(boxes[1], LEFT))


def _pairs(
    starts: Sequence[Port], goals: Sequence[Port], boxes: tuple[Rect, Rect]
) -> Iterator[tuple[float, float, Dock, Dock]]:
    """The pairs of places, the cheapest first: what a route between them costs at least, the part of that for the
    places, and the two."""
    found = []
    for start in starts:
        for goal in goals:
            one, two = Dock(start.at, start.side), Dock(goal.at, goal.side)
            toll = start.price + goal.price
            far = abs(one.at.x - two.at.x) + abs(one.at.y - two.at.y)
            found.append((toll + far + prices.BEND * fewest_bends(one, two), toll, one, two))
    yield from sorted(found, key=lambda pair: pair[0])
