"""All that Mapper understood of a file, as JSON, in the words of the command line's contract (docs/contributing.md)."""

from __future__ import annotations

from typing import Any, TypeVar

from mapper.app.session.session import Session
from mapper.bpmn import Source
from mapper.model import details, query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ANCHOR, EVENT, PARTY, PLANE
from mapper.model.records import Flow, Node, Record
from mapper.model.seen import seen

FORMAT = 1
"""Goes up when a field changes its meaning."""

R = TypeVar("R", Node, Flow)

_LISTED_APART = frozenset({PLANE, PARTY, ANCHOR})


def info(session: Session) -> dict[str, Any]:
    """The file as plain lists and dicts: diagrams, nodes, flows, parties, notes."""
    diagram, guessed = session.shown().diagram, guessed_labels(session.source)
    owners: dict[str, query.Ownership] = {}
    nodes = (node for node in diagram.nodes() if node.family not in _LISTED_APART)
    return {
        "format": FORMAT,
        "diagrams": [_diagram(plane) for plane in query.planes(diagram) if not plane.trait("sheet")],
        "nodes": [_node(diagram, _without(guessed, node), owners) for node in nodes],
        "flows": [_flow(diagram, _without(guessed, flow)) for flow in diagram.flows()],
        "parties": [_party(party) for party in query.parties(diagram)],
        "notes": [{"line": note.line, "what": note.what, "sort": note.sort} for note in session.notes],
    }


def guessed_labels(source: Source) -> dict[str, Rect]:
    """Where labels stand that the file gives no place though it draws what they belong to, by id."""
    read = source.base.by_id
    return {
        id: placed.label
        for id, placed in source.placed.items()
        if placed.label is not None and id in read and read[id].label is None and _is_drawn(read[id])
    }


def _is_drawn(record: Record) -> bool:
    return bool(record.points) if isinstance(record, Flow) else record.bounds is not None


def _without(guessed: dict[str, Rect], record: R) -> R:
    """The record without a label's place that nobody gave it."""
    return record.but(label=None) if record.label is not None and guessed.get(record.id) == record.label else record


def _node(diagram: Diagram, node: Node, owners: dict[str, query.Ownership]) -> dict[str, Any]:
    owner = query.ownership(diagram, node.id, owners).party
    return {
        **_common(node),
        "parent": node.parent,
        "lane": None if "lane" in seen(node) else node.lane,
        "diagram": _sheet(diagram, node.plane),
        "bounds": _box(node.bounds),
        "label": _box(node.label),
        "owner": owner.id if owner else None,
        **({"event": node.trait("event")} if node.family == EVENT else {}),
        **_seen(node),
        **_also(node),
    }


def _flow(diagram: Diagram, flow: Flow) -> dict[str, Any]:
    return {
        **_common(flow),
        "source": _end(diagram, flow.source),
        "target": _end(diagram, flow.target),
        "diagram": _sheet(diagram, flow.plane),
        "points": _places(flow.points),
        "label": _box(flow.label),
        **_seen(flow),
        **_also(flow),
    }


def _diagram(plane: Node) -> dict[str, Any]:
    return {"id": plane.id, "name": plane.name, "plane": plane.ref}


def _sheet(diagram: Diagram, plane: str | None) -> str | None:
    """The file's diagram on which something is drawn."""
    found = diagram.get(plane)
    return (found.trait("sheet") or plane) if found is not None else None


def _common(record: Record) -> dict[str, Any]:
    return {"id": record.id, "kind": record.kind, "name": record.name}


def _party(party: Node) -> dict[str, Any]:
    return {"id": party.id, "name": party.name, "kind": details.value(party.details, "partyKind")}


def _box(box: Rect | None) -> list[float] | None:
    return None if box is None else [box.x, box.y, box.w, box.h]


def _places(points: tuple[Point, ...]) -> list[list[float]]:
    return [[place.x, place.y] for place in points]


def _end(diagram: Diagram, id: str) -> str | None:
    """The element a flow ends on; None where the file names none, and Mapper holds the loose end itself."""
    record = diagram.get(id)
    return None if isinstance(record, Node) and record.family == ANCHOR else id


def _seen(record: Record) -> dict[str, Any]:
    """What the file does not say of it and its drawing shows, told only where there is anything."""
    found = {name: getattr(record, name) for name in seen(record)}
    return {"seen": found} if found else {}


def _also(record: Record) -> dict[str, Any]:
    """The further places where it is drawn, told only when there are any."""
    if not record.also:
        return {}
    if isinstance(record, Flow):
        drawn = [{"diagram": d.plane, "points": _places(d.points), "label": _box(d.label)} for d in record.also]
    else:
        drawn = [{"diagram": d.plane, "bounds": _box(d.bounds), "label": _box(d.label)} for d in record.also]
    return {"also": drawn}
