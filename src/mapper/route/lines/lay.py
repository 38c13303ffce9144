"""Laying flows: one after the other, short ones first; then again those that others got in the way of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mapper.model.docking import box
from mapper.model.geometry import length
from mapper.model.records import Flow
from mapper.route.lines import channels, docks, instant, loops
from mapper.route.lines.network import Network, Route
from mapper.route.lines.search import LONG
from mapper.route.scene import prices
from mapper.route.scene.effort import Effort
from mapper.route.scene.read import Scene

FAR = 2 * LONG
"""A flow longer than this always meets others; looking again for it takes long, and finds little."""
_WORTH = 50.0
"""What a flow pays for others must be this much, in pixels of length, to look again."""
_AGAIN = ((1.2, 120), (1.5, 100))
"""How hastily and how long one looks again: a route that is hardly better is not worth it."""
_PARTNERS = 3
"""Flows at the same steps that are looked at again with one: each costs a search."""
_KEPT = 40.0
"""A route without a fault is kept unless another is cheaper by this, in pixels, which is less than a bend: who drew it
may have had a reason, and Tidy leaves alone what Arrange laid."""


def lay(network: Network, flows: Sequence[Flow]) -> dict[str, Route]:
    """New routes for flows between nodes, by id."""
    ordered = _ordered(network.scene, flows)
    _lay_each(network, ordered)
    _improve(network, ordered)
    _finish(network, ordered)
    return {flow.id: network.routes[flow.id] for flow in flows}


def improve(network: Network, flows: Sequence[Flow], anew: Sequence[Flow]) -> None:
    """Lay some flows anew, and others where a cheaper route is found. flows: those that have a route to begin with,
    which count among the network's."""
    _lay_each(network, _ordered(network.scene, anew))
    ordered = _ordered(network.scene, [*flows, *anew])
    _cheapen(network, ordered)
    _finish(network, ordered)


def _finish(network: Network, ordered: Sequence[Flow]) -> None:
    by_id = {flow.id: flow for flow in ordered if flow.id in network.routes}
    _exchange(network, by_id)
    docks.spread(network, by_id)
    channels.spread(network, by_id)


def _ordered(scene: Scene, flows: Sequence[Flow]) -> list[Flow]:
    return sorted(flows, key=lambda flow: _turn(scene, flow))


def _lay_each(network: Network, flows: Sequence[Flow]) -> None:
    for flow in flows:
        route = network.routes[flow.id] = _first(network, flow)
        network.note(flow, route)


def _first(network: Network, flow: Flow) -> Route:
    source, _target = network.both(flow)
    found = loops.find(network, flow, source) if flow.source == flow.target else network.find(flow)
    return found[1] if found is not None else instant.find(network, flow, Effort())


def _cheapen(network: Network, flows: Sequence[Flow]) -> None:
    """Lay again, one by one, the flows for which there may be a cheaper route."""
    for flow in flows:
        route = network.routes.get(flow.id)
        if route is None or flow.source == flow.target or length(route) > FAR:
            continue
        network.lift(flow, route)
        before = network.price(flow, route)
        if before > network.least(flow) + 1:
            found = network.find(flow, patience=_AGAIN)
            if found is not None and network.price(flow, found[1]) < before - _KEPT:
                network.routes[flow.id] = route = found[1]
        network.note(flow, route)


def _improve(network: Network, flows: Sequence[Flow]) -> None:
    """Lay again, one by one, the flows that cross others or run on them."""
    for flow in flows:
        route = network.routes.get(flow.id)
        if route is None or flow.source == flow.target or length(route) > FAR:
            continue
        far = sum(length(network.routes[id]) > FAR for id in network.met(flow, route) if id in network.routes)
        if network.bother(flow, route) - prices.CROSSING * far < _WORTH:
            continue
        network.lift(flow, route)
        before = network.price(flow, route)
        found = network.find(flow, patience=_AGAIN)
        if found is not None and found[0] < before - 1:
            network.routes[flow.id] = route = found[1]
        network.note(flow, route)


def _exchange(network: Network, flows: Mapping[str, Flow]) -> None:
    """Lay two flows again that are in each other's way, the other one first: what neither can mend alone."""
    for id, flow in flows.items():
        for other in _partners(network, flows, flow):
            pair = (flow, flows[other])
            before = {id: network.routes[id], other: network.routes[other]}
            paid = _lift(network, pair)
            best = None
            for one, two in (pair, pair[::-1]):
                tried = _both(network, one, two)
                if tried is not None and tried[0] < (best[0] if best else paid - 1):
                    best = tried
            chosen = best[1] if best else before
            for one in pair:
                network.routes[one.id] = chosen[one.id]
                network.note(one, chosen[one.id])
            if best:
                break


def _both(network: Network, one: Flow, two: Flow) -> tuple[float, dict[str, Route]] | None:
    """Routes for two flows, one after the other, and what they cost."""
    first = network.find(one, patience=_AGAIN)
    if first is None or two.source == two.target:
        return None
    network.count(one, first[1])
    second = network.find(two, patience=_AGAIN)
    network.lift(one, first[1])
    return (first[0] + second[0], {one.id: first[1], two.id: second[1]}) if second is not None else None


def _partners(network: Network, flows: Mapping[str, Flow], flow: Flow) -> list[str]:
    """The flows that another one crosses or runs on and shares an end with."""
    route = network.routes.get(flow.id)
    if route is None or length(route) > LONG or flow.source == flow.target:
        return []
    found = [id for id in network.met(flow, route) if id in network.routes and length(network.routes[id]) <= LONG]
    return [id for id in found if {flow.source, flow.target} & {flows[id].source, flows[id].target}][:_PARTNERS]


def _lift(network: Network, pair: tuple[Flow, Flow]) -> float:
    """Take two flows away; what they cost, what they pay each other counted once."""
    paid = 0.0
    for flow in pair:
        route = network.routes[flow.id]
        network.lift(flow, route)
        paid += network.price(flow, route)
    return paid


def _turn(scene: Scene, flow: Flow) -> tuple[bool, bool, float, str]:
    """Sequence flows before message flows, those with near ends first, loops where these leave room."""
    one, two = box(scene.diagram.node(flow.source)).center, box(scene.diagram.node(flow.target)).center
    return (flow.source == flow.target, flow.kind == "messageFlow", abs(one.x - two.x) + abs(one.y - two.y), flow.id)
