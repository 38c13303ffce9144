"""Routes made better: those with a fault laid anew, others where a cheaper one is found; never dearer on the whole.

One pass after the other is made on a fresh scene, until a pass finds nothing: so the same again changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from mapper.model.diagram import Diagram
from mapper.model.docking import gap
from mapper.model.records import Flow, Node
from mapper.route.lines import associations
from mapper.route.lines.lay import improve
from mapper.route.lines.network import Network, Route, form
from mapper.route.scene import prices
from mapper.route.scene.read import Scene

_PASSES = 12
"""Passes at most: a flow laid anew may make room for another; each must be cheaper than the last."""
_WORTH = 1.0
"""How much cheaper, in pixels, routes must be on the whole to be worth the change."""
_SLANT, _OFF = 0.5, 1.5
"""What a piece may slant, and an end may miss its outline, in pixels."""


class Cost(NamedTuple):
    """How many flows have a fault, and what all cost, a fault as well; less is better."""

    faults: int
    price: float


def better(scene: Scene, fixed: Sequence[Flow], flows: Sequence[Flow]) -> tuple[Network, dict[str, Route]]:
    """Better routes for flows between nodes, by id, all of them; and the network they lie on. fixed: flows that keep
    theirs."""
    routes = {flow.id: flow.points for flow in flows}
    network, least = _counted(scene, fixed, flows, routes)
    for _pass in range(_PASSES):
        improve(network, [f for f in flows if f.id in network.routes], [f for f in flows if f.id not in network.routes])
        found = routes | network.routes
        network, cost = _counted(scene, fixed, flows, found)
        if cost.price >= least.price - _WORTH:
            break
        routes, least = found, cost
    return _counted(scene, fixed, flows, routes)[0], routes


def cost(scene: Scene, fixed: Sequence[Flow], flows: Sequence[Flow]) -> Cost:
    """What the routes of flows cost as they are."""
    return _counted(scene, fixed, flows, {flow.id: flow.points for flow in flows})[1]


def _counted(
    scene: Scene, fixed: Sequence[Flow], flows: Iterable[Flow], routes: dict[str, Route]
) -> tuple[Network, Cost]:
    """A fresh network with the routes on it that have no fault, and what all cost."""
    network = Network(scene, fixed)
    sound = [flow for flow in flows if _is_sound(network, flow, routes[flow.id])]
    for flow in sound:
        network.routes[flow.id] = routes[flow.id]
        network.note(flow, routes[flow.id])
    wrong = [routes[flow.id] for flow in flows if flow.id not in network.routes]
    price = network.total(sound) + sum(form(route) + prices.FAULT for route in wrong)
    return network, Cost(len(wrong), price)


def _is_sound(network: Network, flow: Flow, route: Route) -> bool:
    """Whether a route is horizontal and vertical, begins and ends on its shapes, and runs through none."""
    if len(route) < 2 or any(abs(a.x - b.x) > _SLANT and abs(a.y - b.y) > _SLANT for a, b in pairwise(route)):
        return False
    source, target = network.both(flow)
    return gap(source, route[0]) < _OFF and gap(target, route[-1]) < _OFF and not network.blocked(flow, route)


def ties(network: Network, flow: Flow, unlaid: Container[str]) -> Route | None:
    """The route of an association: a better one where there is one."""
    found = associations.find(network, flow, unlaid)
    if found is None or len(flow.points) < 2 or not associations.is_docked(network, flow):
        return found
    now = associations.price(network, flow, flow.points, unlaid)
    return found if associations.price(network, flow, found, unlaid) < now - _WORTH else flow.points


def joins_nodes(diagram: Diagram, flow: Flow) -> bool:
    """Whether both ends of a flow are nodes drawn where it is."""
    ends = (diagram.get(flow.source), diagram.get(flow.target))
    return all(isinstance(end, Node) and end.bounds is not None and end.plane == flow.plane for end in ends)


def leads_on(diagram: Diagram, flow: Flow) -> bool:
    """Whether a flow is laid like one of work: an association is so where it leads from a boundary event to a step,
    its compensation."""
    if not flow.sort.is_association:
        return True
    source, target = diagram.get(flow.source), diagram.get(flow.target)
    return isinstance(source, Node) and source.host is not None and target is not None and target.sort.is_activity
