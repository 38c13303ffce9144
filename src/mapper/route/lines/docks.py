"""Where several flows meet one side of a step they are spread evenly along it, and a single one meets its middle.

Straight flows stand: the others share the room between them and the corners. The search only knows a few places of each
side; this sets right what one flow after the other left there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP, box
from mapper.model.records import Flow, Node
from mapper.route.lines.moved import tried, with_level
from mapper.route.lines.network import Network, Route
from mapper.route.scene.prices import SIDES

_LEAN = 0.1
"""What the direction of its next bend counts in the order of flows along a side, against where it comes from: enough to
break a tie, too little to turn two that are apart."""


class _End(NamedTuple):
    """Where a flow meets a side: its level there, the flow, whether it is the flow's first end, whether it may move."""

    level: float
    flow: str
    first: bool
    loose: bool


def spread(network: Network, flows: Mapping[str, Flow]) -> None:
    """Even out the docks of every side of every step that flows meet."""
    for id in sorted(network.docks):
        node = network.scene.node(id)
        if node is not None and node.sort.is_activity and node.bounds is not None:
            for side, ends in sorted(_sides(network, node).items()):
                _even_out(network, flows, node, side, ends)


def _sides(network: Network, node: Node) -> dict[str, list[_End]]:
    """The flows at each side of a node."""
    bounds = box(node)
    found: defaultdict[str, list[_End]] = defaultdict(list)
    for (id, _out), docked in sorted(network.docks[node.id].items()):
        at = docked.at
        off = {LEFT: at.x - bounds.x, RIGHT: at.x - bounds.right, TOP: at.y - bounds.y, BOTTOM: at.y - bounds.bottom}
        for side in SIDES:
            if abs(off[side]) < 0.5:
                axis, route = (0 if side in (LEFT, RIGHT) else 1), network.routes.get(id, ())
                loose = len(route) > 2 and at in (route[0], route[-1])
                # At one place with another, it stands on the side it turns to.
                lean = _LEAN * _turn(route, axis, docked.out) if loose else 0.0
                found[side].append(_End(at[1 - axis] + lean, id, docked.out, loose))
                break
    return found


def _even_out(network: Network, flows: Mapping[str, Flow], node: Node, side: str, ends: Sequence[_End]) -> None:
    axis = 0 if side in (LEFT, RIGHT) else 1
    low, high = (box(node).y, box(node).bottom) if axis == 0 else (box(node).x, box(node).right)
    orders = [sorted(ends, key=lambda end: _rank(network, axis, end)), sorted(ends)]
    for order in orders:
        fresh = _levels(order, low, high)
        routes = {end.flow: _docked(network.routes[end.flow], axis, end, level) for end, level in fresh.items()}
        if len(routes) == len(fresh) and (not routes or tried(network, flows, routes)):
            return


def _levels(ends: Sequence[_End], low: float, high: float) -> dict[_End, float]:
    """A level for each loose end: evenly in the room between those that stand, and the corners, in the order given."""
    standing = sorted({end.level for end in ends if not end.loose})
    rooms = list(zip([low, *standing], [*standing, high], strict=True))
    found = {}
    for start, stop in rooms:
        here = [e for e in ends if e.loose and (start <= e.level < stop or (stop == high and e.level >= stop))]
        for i, end in enumerate(here, 1):
            found[end] = start + (stop - start) * i / (len(here) + 1)
    return {end: level for end, level in found.items() if abs(level - end.level) > 0.5}


def _rank(network: Network, axis: int, end: _End) -> tuple[int, float, float]:
    """The order along a side in which flows do not cross each other: what turns up first, the nearest turn first; then
    what runs on; what turns down last, the nearest turn last."""
    route = network.routes.get(end.flow, ())
    if not end.loose:
        return (0, end.level, 0.0)
    points = route if end.first else route[::-1]
    turn, reach = _turn(route, axis, end.first), abs(points[1][axis] - points[0][axis])
    return (turn, -turn * reach, end.level)


def _turn(route: Route, axis: int, first: bool) -> int:
    """Whether a route turns up or left (-1) or down or right (1) after its end piece."""
    points = route if first else route[::-1]
    return -1 if points[2][1 - axis] < points[1][1 - axis] else 1


def _docked(route: Route, axis: int, end: _End, level: float) -> Route:
    return with_level(route, 0 if end.first else len(route) - 2, axis, level)
