"""Labels of flows after an edit: where a flow's new way would run through its label, the label goes beside it again.

Only the labels of flows that got another way are looked at, and only those that stood beside their line before: a label
that a person put onto its line, or far from it, is carried along and stays as it was put.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, along, around, length, nearest
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node
from mapper.route.labels import place as labels
from mapper.route.scene.meet import enters
from mapper.route.scene.read import home_of_label

_AROUND = 160.0
"""No label stands further from the way of its flow than this, in pixels, with the room it takes."""
_EMPTY = 2.0
"""The box of a label is larger than its text by this, in pixels; there a line does not show."""


def keep(diagram: Diagram, before: Mapping[str, Flow]) -> None:
    """Let the labels of flows stand clear of their new ways. before: the flows as they were, by id."""
    planes: dict[str, list[Flow]] = {}
    for id, old in before.items():
        flow = diagram.get(id)
        if isinstance(flow, Flow) and flow.plane is not None and flow.name and _is_off(old, flow):
            planes.setdefault(flow.plane, []).append(flow)
    for plane, flows in planes.items():
        nodes, lines = _near(diagram, plane, flows)
        standing = [*_standing(nodes), *((f.id, f.label) for f in lines if f.label is not None and f.name)]
        borders = [node.bounds for node in nodes if node.family in (POOL, LANE) and node.bounds is not None]
        labels.settle(labels.Desk(diagram, plane, standing, borders), flows, (), None)


def carried(flow: Flow, points: tuple[Point, ...]) -> Rect | None:
    """A flow's label at the same place relative to its new way; on whole pixels where the way changed its form."""
    if flow.label is None or len(flow.points) < 2 or len(points) < 2:
        return flow.label
    off = (points[0].x - flow.points[0].x, points[0].y - flow.points[0].y)
    if points == tuple(point.moved(*off) for point in flow.points):
        return flow.label.moved(*off)
    total = length(flow.points)
    index, foot, _gap = nearest(flow.points, flow.label.center)
    share = (length(flow.points[: index + 1]) + flow.points[index].distance(foot)) / total if total else 0.5
    now = along(points, share)
    return flow.label._replace(x=round(flow.label.x + now.x - foot.x), y=round(flow.label.y + now.y - foot.y))


def _is_off(old: Flow, flow: Flow) -> bool:
    """Whether a flow's label stood beside its line and no longer does."""
    if old.label is None or flow.label is None or len(old.points) < 2 or len(flow.points) < 2:
        return False
    return _stands(old.points, old.label) and not _stands(flow.points, flow.label)


def _stands(way: Sequence[Point], label: Rect) -> bool:
    """Whether a label stands beside a way and not on it."""
    text = label.grown(-_EMPTY)
    return labels.is_beside(way, label) and not any(enters(a, b, text) for a, b in pairwise(way))


def _near(diagram: Diagram, plane: str, flows: Iterable[Flow]) -> tuple[list[Node], list[Flow]]:
    """The nodes and flows whose labels may stand near the ways of flows."""
    nodes: set[str] = set()
    lines: set[str] = set()
    for flow in flows:
        frame = around(flow.points)
        if frame is not None:
            nodes |= diagram.index.near(plane, frame.grown(_AROUND))
            lines |= diagram.index.flows_near(plane, frame.grown(_AROUND))
    return [diagram.node(id) for id in sorted(nodes)], [diagram.flow(id) for id in sorted(lines)]


def _standing(nodes: Iterable[Node]) -> Iterator[tuple[str, Rect]]:
    for node in nodes:
        place = (node.label or home_of_label(node)) if node.sort.label_outside and node.bounds is not None else None
        if place is not None:
            yield node.id, place
