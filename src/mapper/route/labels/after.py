"""Labels after an edit: those that something came to stand on, or whose line runs elsewhere now, stand clear again.

A label that a person put onto its line, or far from it, is carried along and stays as it was put; so does any that
nothing new came near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, along, around, length, nearest
from mapper.model.records import Flow, Node, Record
from mapper.route.labels import place as labels
from mapper.route.labels.desk import Desk, is_beside, shown, standing
from mapper.route.scene.meet import enters

_AROUND = 160.0
"""No label stands further from the route of its flow than this, in pixels, with the room it takes."""
_STRUCK = 4
"""A label that the file gave a place meets no more than a line or two there: it stays."""
_EMPTY = 2.0
"""The box of a label is larger than its text by this, in pixels; there a line does not show."""


def keep(diagram: Diagram, before: Mapping[str, Flow], moved: Iterable[str] = ()) -> None:
    """Let labels stand clear of what an edit changed. before: flows as they were, by id; moved: nodes that moved, were
    resized or made."""
    planes: dict[str, list[Record]] = {}
    for id in (*before, *moved):
        record = diagram.get(id)
        if record is None or record.plane is None or not (isinstance(record, Flow) or _has_weight(record)):
            continue
        if _differs(before.get(id), record):
            planes.setdefault(record.plane, []).append(record)
    for plane, changed in planes.items():
        near = _near(diagram, plane, changed)
        desk = Desk(diagram, plane, standing(diagram, near))
        hurt = dict.fromkeys(id for record in changed for id in _hurt(desk, record, before.get(record.id)))
        records = [record for id in hurt if (record := diagram.get(id)) is not None]
        labels.settle(desk, [r for r in records if isinstance(r, Flow)], [r for r in records if isinstance(r, Node)])


def _differs(old: Flow | None, record: Record) -> bool:
    return old is None or not isinstance(record, Flow) or old.points != record.points


def _has_weight(node: Record) -> bool:
    """Whether labels keep clear of a node, or it has one that does: pools and lanes are only the ground of others."""
    return node.sort.is_solid or node.sort.label_outside


def _hurt(desk: Desk, record: Record, old: Flow | None) -> Iterator[str]:
    """Whose labels need another place because a record changed."""
    if isinstance(record, Flow):
        if record.name and (record.label is None or (old is not None and _is_off(old, record))):
            yield record.id
        for a, b in pairwise(record.points):
            frame = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).grown(1)
            for id in desk.near(frame):
                place = desk.place_of(id)
                if _may_make_way(desk, id, record) and place is not None and enters(a, b, place.grown(-_EMPTY)):
                    yield id
        return
    place = shown(desk.diagram, record)
    if place is not None and (record.label is None or desk.met(record.id, place) > _STRUCK):
        yield record.id
    if record.bounds is not None and record.sort.is_solid:
        yield from (id for id in desk.near(record.bounds) if _is_other(desk, id, record))
    if place is not None:
        yield from (id for id in desk.near(place) if id != record.id)


def _may_make_way(desk: Desk, id: str, flow: Flow) -> bool:
    """Whether a label goes elsewhere when a flow runs through it: not one that the file, or a person, put where flows
    leave its shape."""
    other = desk.diagram.get(id)
    is_own = id in (flow.source, flow.target)
    return id != flow.id and other is not None and not (is_own and other.label is not None)


def _is_other(desk: Desk, id: str, node: Node) -> bool:
    """Whether a label on a shape is none of what stands in that by right."""
    place = desk.place_of(id)
    return id != node.id and place is not None and desk.met(id, place) > 1


def carried(flow: Flow, points: tuple[Point, ...]) -> Rect | None:
    """A flow's label at the same place relative to its new route; on whole pixels where the route changed its form."""
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
    return _stands(old, old.label) and not _stands(flow, flow.label)


def _stands(flow: Flow, label: Rect) -> bool:
    """Whether a label stands beside a line and not on it."""
    text = label.grown(-_EMPTY)
    return is_beside(flow, label) and not any(enters(a, b, text) for a, b in pairwise(flow.points))


def _near(diagram: Diagram, plane: str, changed: Iterable[Record]) -> list[Record]:
    """What has labels that may stand near some records."""
    nodes: set[str] = set()
    lines: set[str] = set()
    for frame in (frame for record in changed for frame in _frames(record)):
        nodes |= diagram.index.near(plane, frame.grown(_AROUND))
        lines |= diagram.index.flows_near(plane, frame.grown(_AROUND))
    return [*map(diagram.node, sorted(nodes)), *map(diagram.flow, sorted(lines))]


def _frames(record: Record) -> Iterator[Rect]:
    """The boxes a record takes: of a flow one a segment, for the box around a long one holds half the map."""
    if isinstance(record, Flow):
        yield from (frame for piece in pairwise(record.points) if (frame := around(piece)) is not None)
    elif record.bounds is not None:
        yield record.bounds
