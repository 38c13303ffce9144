"""The way of one flow among what stands around it: for where no simple way leads past the shapes."""

from __future__ import annotations

from mapper.edit.wiring import scene as scenes
from mapper.edit.wiring.search import PATIENCE
from mapper.edit.wiring.wires import Way, Wiring
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node

_AROUND = 120.0
_MOST = 1600.0
"""Ends further apart than this, in pixels, are not looked at: a step in the hand must follow the mouse."""
_HASTY = ((1.3, 60),)
_SHAPES = 30
"""How many shapes may stand around, for the same reason."""


def way(diagram: Diagram, flow: Flow, source: Node, target: Node, hasty: bool = False) -> Way | None:
    """The cheapest way around shapes and along no other line, or None. The ends are taken as given: the map may have
    them elsewhere. hasty: a good way will do."""
    plane, frame = flow.plane or source.plane, box(source).union(box(target)).grown(_AROUND)
    if plane is None or max(frame.w, frame.h) > _MOST:
        return None
    near = sorted(id for id in diagram.index.near(plane, frame) if _stands_in(diagram, id, frame))
    if len(near) > _SHAPES:
        return None
    instead = {source.id: source, target.id: target}
    scene = scenes.read(diagram, plane, dict.fromkeys([*near, *instead]), None, instead)
    flows = [diagram.flow(id) for id in sorted(diagram.index.flows_near(plane, frame))]
    # The other flows of the ends are laid along with it, or where they were before.
    others = [f for f in flows if not {f.source, f.target} & instead.keys() and f.kind not in scenes.TIES]
    found = Wiring(scene, others).find(flow, (_AROUND,), _HASTY if hasty else PATIENCE)
    return found[1] if found is not None else None


def _stands_in(diagram: Diagram, id: str, frame: Rect) -> bool:
    bounds = diagram.node(id).bounds
    return bounds is not None and bounds.meets(frame)
