"""Laying flows one after the other, short ones first, and then again those that others got in the way of."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.edit.wiring import nudge
from mapper.edit.wiring.scene import Scene
from mapper.edit.wiring.search import LONG
from mapper.edit.wiring.traffic import UPON
from mapper.edit.wiring.wires import Way, Wiring
from mapper.model.docking import box
from mapper.model.geometry import length
from mapper.model.records import Flow

_PASSES = 1


def lay(wiring: Wiring, flows: Sequence[Flow]) -> dict[str, Way]:
    """New ways for flows between nodes, by id; those that find none are left out."""
    scene = wiring.scene
    ordered = sorted(flows, key=lambda flow: _turn(scene, flow))
    for flow in ordered:
        found = wiring.find(flow)
        if found is not None:
            wiring.ways[flow.id] = found[1]
            wiring.note(flow, found[1])
    for _pass in range(_PASSES):
        if not _improve(wiring, ordered):
            break
    nudge.spread(wiring, {f.id: f for f in ordered})
    return wiring.ways


def _improve(wiring: Wiring, flows: Sequence[Flow]) -> bool:
    """Lay again, one by one, the flows that cross others or run on them; whether anything got better."""
    changed = False
    for flow in flows:
        way = wiring.ways.get(flow.id)
        if way is None or flow.source == flow.target:
            continue
        # A flow across the whole map always meets others; looking again for it takes long.
        if wiring.bother(flow, way) <= (UPON if length(way) > 2 * LONG else 0):
            continue
        wiring.lift(flow, way)
        before = wiring.price(flow, way)
        found = wiring.find(flow)
        if found is not None and found[0] < before - 1:
            wiring.ways[flow.id] = way = found[1]
            changed = True
        wiring.note(flow, way)
    return changed


def _turn(scene: Scene, flow: Flow) -> tuple[bool, float, str]:
    """Sequence flows before message flows, those with near ends first."""
    one, two = box(scene.diagram.node(flow.source)).center, box(scene.diagram.node(flow.target)).center
    return (flow.kind == "messageFlow", abs(one.x - two.x) + abs(one.y - two.y), flow.id)
