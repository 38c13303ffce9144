"""What stands near some flows, read for laying just these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Rect, around, bounding
from mapper.model.records import EMPTY, Flow, Node
from mapper.route.lines.network import Network
from mapper.route.scene import read as scenes
from mapper.route.scene.meet import passes

_AROUND = 240.0
"""How far around the ends of a flow something counts, in pixels."""
_FAR = 2400.0
"""Of flows longer than this, in pixels, only what is around each end counts, if there is much between."""
_MANY = 600
"""Shapes between the ends of such a flow that are still read."""
_HASTY_AROUND, _HASTY_FAR, _HASTY = 60.0, 1200.0, 24
"""The same while something is dragged, and how many shapes count then, the nearest first."""


def network(
    diagram: Diagram,
    plane: str,
    flows: Sequence[Flow],
    instead: Mapping[str, Node] = EMPTY,
    hasty: bool = False,
) -> Network:
    """The scene around some flows, with the routes of all others on it. instead: nodes as they are to be taken, when
    the map has them elsewhere. hasty: only what is nearest."""
    ends = [[_box(diagram, id, instead) for id in (flow.source, flow.target)] for flow in flows]
    pairs = [(one, two) for one, two in ends if one is not None and two is not None]
    reach, far = (_HASTY_AROUND, _HASTY_FAR) if hasty else (_AROUND, _FAR)
    areas = list(_areas(diagram, plane, pairs, reach, far, hasty))
    near = dict.fromkeys(id for area in areas for id in sorted(diagram.index.near(plane, area)))
    ids = [id for id in near if _stands_in(diagram, id, areas)]
    if hasty and len(ids) > _HASTY:
        ids = _nearest(diagram, ids, pairs)
    scene = scenes.read(diagram, plane, dict.fromkeys([*ids, *instead, *_ends(flows)]), instead)
    laid = {flow.id for flow in flows}
    others = sorted({id for area in areas for id in diagram.index.flows_near(plane, area)} - laid)
    kept = [f for f in map(diagram.flow, others) if not f.sort.is_association and _runs_in(f, areas)]
    return Network(scene, kept, bounding(areas) if hasty else None)


def _areas(
    diagram: Diagram, plane: str, pairs: Iterable[tuple[Rect, Rect]], reach: float, far: float, hasty: bool
) -> Iterable[Rect]:
    for one, two in pairs:
        frame = one.union(two).grown(reach)
        if max(frame.w, frame.h) <= far or (not hasty and len(diagram.index.near(plane, frame)) <= _MANY):
            yield frame
        else:
            yield from (one.grown(far / 4), two.grown(far / 4))


def _ends(flows: Iterable[Flow]) -> Iterable[str]:
    return (id for flow in flows for id in (flow.source, flow.target))


def _box(diagram: Diagram, id: str, instead: Mapping[str, Node]) -> Rect | None:
    end = instead.get(id) or diagram.get(id)
    if isinstance(end, Flow):
        return around(end.points)
    return end.bounds if end is not None else None


def _stands_in(diagram: Diagram, id: str, areas: Iterable[Rect]) -> bool:
    bounds = diagram.node(id).bounds
    return bounds is not None and any(bounds.meets(area) for area in areas)


def _runs_in(flow: Flow, areas: Iterable[Rect]) -> bool:
    return len(flow.points) > 1 and any(passes(a, b, area) for a, b in pairwise(flow.points) for area in areas)


def _nearest(diagram: Diagram, ids: Sequence[str], pairs: Sequence[tuple[Rect, Rect]]) -> list[str]:
    centers = [end.center for pair in pairs for end in pair]

    def gap(id: str) -> tuple[float, str]:
        center = box(diagram.node(id)).center
        return min(center.distance(other) for other in centers), id

    return sorted(ids, key=gap)[:_HASTY]
