"""Laying flows one after the other, short ones first, and then again those that others got in the way of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product

from mapper.edit.ways import Dock, ways
from mapper.edit.wiring import docks, loops, nudge
from mapper.edit.wiring.ports import SIDES
from mapper.edit.wiring.scene import Scene
from mapper.edit.wiring.search import BEND, LONG
from mapper.edit.wiring.traffic import CROSS
from mapper.edit.wiring.wires import Way, Wiring
from mapper.model.docking import box, middle
from mapper.model.geometry import length
from mapper.model.records import Flow

_FAR = 2 * LONG
"""A flow longer than this always meets others; looking again for it takes long, and finds little."""
_WORTH = 50.0
"""What a flow pays for others must be this much, in pixels of way, to look again."""
_AGAIN = ((1.2, 120), (1.5, 100))
"""How hastily and how long one looks again: a way that is hardly better is not worth it."""
_THROUGH = 500.0
"""Through a shape, where there is no other way."""
_PARTNERS = 3


def lay(wiring: Wiring, flows: Sequence[Flow]) -> dict[str, Way]:
    """New ways for flows between nodes, by id; those that find none are left out."""
    scene = wiring.scene
    ordered = sorted(flows, key=lambda flow: _turn(scene, flow))
    by_id = {flow.id: flow for flow in ordered}
    for flow in ordered:
        way = _first(wiring, flow)
        if way is not None:
            wiring.ways[flow.id] = way
            wiring.note(flow, way)
    _improve(wiring, ordered)
    _exchange(wiring, by_id)
    docks.spread(wiring, by_id)
    nudge.spread(wiring, by_id)
    return wiring.ways


def _first(wiring: Wiring, flow: Flow) -> Way | None:
    source, _target = wiring.both(flow)
    found = loops.find(wiring, flow, source) if flow.source == flow.target else wiring.find(flow)
    return found[1] if found is not None else _anyhow(wiring, flow)


def _anyhow(wiring: Wiring, flow: Flow) -> Way | None:
    """Through as few shapes as possible, where none leads around them: at an end that lies under another shape."""
    source, target = wiring.both(flow)
    boxes, blocks = (box(source), box(target)), wiring.grid.blocks
    best: tuple[float, Way] | None = None
    for out, into in product(SIDES, SIDES):
        for way in ways(Dock(middle(boxes[0], out), out), Dock(middle(boxes[1], into), into), boxes):
            price = length(way) + BEND * len(way) + wiring.tolls(flow, way)
            for a, b in pairwise(way):
                axis = 0 if a.y == b.y else 1
                price += _THROUGH * blocks.meets(axis, a[1 - axis], *sorted((a[axis], b[axis])))
            best = min(best or (price, way), (price, way))
    return best[1] if best is not None else None


def _improve(wiring: Wiring, flows: Sequence[Flow]) -> None:
    """Lay again, one by one, the flows that cross others or run on them."""
    for flow in flows:
        way = wiring.ways.get(flow.id)
        if way is None or flow.source == flow.target or length(way) > _FAR:
            continue
        far = sum(length(wiring.ways[id]) > _FAR for id in wiring.met(flow, way) if id in wiring.ways)
        if wiring.bother(flow, way) - CROSS * far < _WORTH:
            continue
        wiring.lift(flow, way)
        before = wiring.price(flow, way)
        found = wiring.find(flow, patience=_AGAIN)
        if found is not None and found[0] < before - 1:
            wiring.ways[flow.id] = way = found[1]
        wiring.note(flow, way)


def _exchange(wiring: Wiring, flows: Mapping[str, Flow]) -> None:
    """Lay two flows again that are in each other's way, the other one first: what neither can mend alone."""
    for id, flow in flows.items():
        for other in _partners(wiring, flows, flow):
            pair = (flow, flows[other])
            before = {id: wiring.ways[id], other: wiring.ways[other]}
            paid = _lift(wiring, pair)
            best = None
            for one, two in (pair, pair[::-1]):
                tried = _both(wiring, one, two)
                if tried is not None and tried[0] < (best[0] if best else paid - 1):
                    best = tried
            chosen = best[1] if best else before
            for one in pair:
                wiring.ways[one.id] = chosen[one.id]
                wiring.note(one, chosen[one.id])
            if best:
                break


def _both(wiring: Wiring, one: Flow, two: Flow) -> tuple[float, dict[str, Way]] | None:
    """Ways for two flows, one after the other, and what they cost."""
    first = wiring.find(one, patience=_AGAIN)
    if first is None or two.source == two.target:
        return None
    wiring.count(one, first[1])
    second = wiring.find(two, patience=_AGAIN)
    wiring.lift(one, first[1])
    return (first[0] + second[0], {one.id: first[1], two.id: second[1]}) if second is not None else None


def _partners(wiring: Wiring, flows: Mapping[str, Flow], flow: Flow) -> list[str]:
    """The flows that another one crosses or runs on and shares an end with."""
    way = wiring.ways.get(flow.id)
    if way is None or length(way) > LONG or flow.source == flow.target:
        return []
    found = [id for id in wiring.met(flow, way) if id in wiring.ways and length(wiring.ways[id]) <= LONG]
    return [id for id in found if {flow.source, flow.target} & {flows[id].source, flows[id].target}][:_PARTNERS]


def _lift(wiring: Wiring, pair: tuple[Flow, Flow]) -> float:
    """Take two flows away; what they cost, what they pay each other counted once."""
    paid = 0.0
    for flow in pair:
        way = wiring.ways[flow.id]
        wiring.lift(flow, way)
        paid += wiring.price(flow, way)
    return paid


def _turn(scene: Scene, flow: Flow) -> tuple[bool, bool, float, str]:
    """Sequence flows before message flows, those with near ends first, loops where these leave room."""
    one, two = box(scene.diagram.node(flow.source)).center, box(scene.diagram.node(flow.target)).center
    return (flow.source == flow.target, flow.kind == "messageFlow", abs(one.x - two.x) + abs(one.y - two.y), flow.id)
