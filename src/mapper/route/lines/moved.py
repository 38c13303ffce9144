"""Moving pieces of laid routes without turning anything for the worse: a move that would is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from mapper.model.geometry import Point
from mapper.model.records import Flow
from mapper.route.lines.network import Network, Route

_SHORTEST = 8.0
"""No piece gets shorter than this, in pixels."""
_ARROW = 5.0
"""Room for the arrowhead, beyond that, in the first and the last piece."""


def tried(network: Network, flows: Mapping[str, Flow], fresh: Mapping[str, Route]) -> bool:
    """Give flows other routes if none of these runs into a shape or meets something that was not met before."""
    before = {id: network.routes[id] for id in fresh}
    paid = _paid(network, flows, fresh)
    _set(network, flows, fresh)
    if not _is_blocked(network, fresh) and _paid(network, flows, fresh) <= paid + 0.5:
        return True
    _set(network, flows, before)
    return False


def with_level(route: Route, start: int, axis: int, level: float) -> Route:
    """The route with the piece from one of its points on moved to a level; the pieces before and after go along."""
    points = list(route)
    for i in (start, start + 1):
        points[i] = Point(points[i].x, level) if axis == 0 else Point(level, points[i].y)
    return tuple(points)


def _is_blocked(network: Network, ids: Iterable[str]) -> bool:
    """Whether a route, moved or drawn along, would run into a shape or turn back on its end."""
    for id in ids:
        route = network.routes[id]
        for i, (a, b) in enumerate(pairwise(route)):
            axis = 0 if abs(a.y - b.y) < 0.5 else 1
            low, high = sorted((a[axis], b[axis]))
            edge = _ARROW if i in (0, len(route) - 2) else 0.0
            if high - low < _SHORTEST + edge or network.blocks.meets(axis, a[1 - axis], low + edge, high - edge):
                return True
    return False


def _paid(network: Network, flows: Mapping[str, Flow], ids: Iterable[str]) -> float:
    return sum(network.bother(flows[id], network.routes[id]) for id in ids)


def _set(network: Network, flows: Mapping[str, Flow], routes: Mapping[str, Route]) -> None:
    for id, route in routes.items():
        network.replace(flows[id], network.routes[id], route)
        network.routes[id] = route
