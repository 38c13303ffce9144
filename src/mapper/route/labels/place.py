"""The one placer of labels: each beside its line or shape, clear of shapes, lines, borders and other labels.

A label that stands well stays; so does any whose place the file gives, until something comes to stand on it. Any other
takes the first clear place (`scene.label_places`), or else the one that meets least (`desk`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Rect
from mapper.model.kinds import GATEWAY
from mapper.model.records import Flow, Node, Record
from mapper.model.texts import labels
from mapper.route.labels.desk import DISTURBED, Desk, is_beside, shown, standing
from mapper.route.scene import label_places

_ROUNDS = 3
"""Rounds at most: a label that gives way may free the place of another."""
_REACH = 240.0
"""How far around what changed labels are looked at, in pixels."""


def everything(diagram: Diagram, plane: str) -> Desk:
    """The desk of a whole plane."""
    return Desk(diagram, plane, standing(diagram, _records(diagram, plane)))


def opening(diagram: Diagram, plane: str) -> None:
    """Give the labels whose place the file does not give one, where the usual one is not clear; all others stay."""
    unplaced = [r for r in _records(diagram, plane) if r.label is None and r.name and shown(diagram, r) is not None]
    if unplaced:
        _settle(everything(diagram, plane), unplaced)


def fresh(diagram: Diagram, plane: str, ids: Collection[str]) -> None:
    """Give the labels of these records, whose places are new, theirs; all others stay."""
    new = [r for r in _records(diagram, plane) if r.id in ids and any(labels.size(diagram, r))]
    desk = everything(diagram, plane)
    for record in new:
        desk.rub_out(record.id)
    for record in sorted(new, key=lambda r: isinstance(r, Flow)):
        _move(desk, record, None)


def reconnect(diagram: Diagram, plane: str, before: Mapping[str, Record]) -> None:
    """Give the labels that something came to stand on another place, if there is one. before: all as it was."""
    now = {record.id: record for record in _records(diagram, plane)}
    changed = [record for id, record in now.items() if before.get(id) != record]
    if not changed:
        return
    desk = everything(diagram, plane)
    hurt = dict.fromkeys(id for record in changed for id in _around(desk, record))
    _settle(desk, [now[id] for id in now if id in hurt])


def settle(desk: Desk, flows: Iterable[Flow], nodes: Iterable[Node]) -> None:
    """Give the labels of flows, and of nodes that lines run through, places that are clear."""
    _settle(desk, [*nodes, *flows])


def _settle(desk: Desk, records: Iterable[Record]) -> None:
    ids = [record.id for record in records]
    for _round in range(_ROUNDS):
        # One that moved away may leave room for another.
        moved = desk.moved
        waiting = []
        for id in ids:
            record = desk.diagram.get(id)
            if record is not None and _is_named(record) and not _stays(desk, record):
                waiting.append(record)
        for record in waiting:
            if isinstance(record, Flow):
                desk.rub_out(record.id)
        for record in waiting:
            _move(desk, record, desk.place_of(record.id))
        if desk.moved == moved:
            break


def _is_named(record: Record) -> bool:
    if isinstance(record, Flow):
        return bool(record.name) and len(record.points) > 1
    return record.sort.label_outside and record.bounds is not None and bool(record.name)


def _around(desk: Desk, record: Record) -> Iterator[str]:
    """Whose labels may have come to stand on something when a record changed."""
    if record.sort.label_outside:
        yield record.id
    if isinstance(record, Flow):
        frame = Rect(*record.points[0], 0, 0) if record.points else None
        for point in record.points:
            frame = frame.union(Rect(*point, 0, 0)) if frame else None
    else:
        frame = record.bounds
    for place in (frame, record.label):
        if place is not None:
            yield from desk.near(place.grown(1))


# -- one label ---------------------------------------------------------------------------------------------------------


def _stays(desk: Desk, record: Record) -> bool:
    """Whether a label stands well where it is; if only the empty part of its box meets something, the box shrinks."""
    present = desk.place_of(record.id) or shown(desk.diagram, record)
    if present is None:
        return True
    if isinstance(record, Flow) and record.label is not None and not is_beside(record, present):
        return False
    if desk.met(record.id, present) < DISTURBED:
        desk.write(record.id, present)
        return True
    tight = _tight(desk.diagram, record, present)
    if tight == present or record.label is None or desk.met(record.id, tight) >= DISTURBED:
        return False
    _put(desk, record, tight)
    return True


def _move(desk: Desk, record: Record, present: Rect | None) -> None:
    """Put a label at the first place that is clear, or at the one that meets least, the present one first."""
    best = (desk.met(record.id, present), present) if present is not None else None
    for spot in _places(desk.diagram, record):
        if best is not None and best[0] == 0:
            break
        place = Rect(round(spot.x), round(spot.y), spot.w, spot.h)
        met = desk.met(record.id, place)
        if best is None or met < best[0]:
            best = (met, place)
    if best is not None and best[1] is not None and best[1] != present:
        _put(desk, record, best[1])


def _places(diagram: Diagram, record: Record) -> Iterator[Rect]:
    size = _size(diagram, record)
    if isinstance(record, Flow):
        source = diagram.get(record.source)
        yield from label_places.beside(record.points, size, source is not None and source.family == GATEWAY)
    else:
        right_first = record.host is not None and _has_boundary_event_at_left(diagram, record)
        yield from label_places.around(record, box(record), size, right_first)


def _has_boundary_event_at_left(diagram: Diagram, boundary_event: Node) -> bool:
    """Whether another boundary event sits at the left of one: the place between them is for its label."""
    at = box(boundary_event).center.x
    others = query.boundary_events(diagram, boundary_event.host or "")
    return any(g.bounds is not None and g.bounds.center.x < at for g in others if g.id != boundary_event.id)


def _size(diagram: Diagram, record: Record) -> tuple[float, float]:
    """How much room a label takes: the file's box for it, where its text fits in, else as much as its text."""
    w, h = labels.size(diagram, record)
    if record.label is not None and record.label.w >= w - 1 and record.label.h >= h - 3:
        return record.label.w, record.label.h
    return w, h


def _put(desk: Desk, record: Record, place: Rect) -> None:
    desk.write(record.id, place)
    if record.label != place:
        desk.moved += 1
        desk.diagram.put(record.but(label=place))


def _tight(diagram: Diagram, record: Record, label: Rect) -> Rect:
    """The part of a label's box that its text takes, which is in its middle; next to a shape, on that side."""
    w, h = labels.size(diagram, record)
    if not (0 < w < label.w + 0.5 and 0 < h < label.h + 3):
        return label
    shape = record.bounds if isinstance(record, Node) else None
    y = label.center.y - h / 2
    if shape is not None and label.y >= shape.bottom - 1:
        y = label.y
    elif shape is not None and label.bottom <= shape.y + 1:
        y = label.bottom - h
    return Rect(label.center.x - w / 2, y, w, h)


def _records(diagram: Diagram, plane: str) -> list[Record]:
    return [record for record in query.drawn_on(diagram, plane) if record.plane == plane]
