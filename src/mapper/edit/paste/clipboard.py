"""Copying and pasting: what goes along with a selection, and how it takes root where it is put."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapper.edit.effects.before import loose_inside
from mapper.edit.paste import pasting
from mapper.edit.verbs import delete
from mapper.model import query
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.kinds import ACTIVITIES, ANCHOR, ARTIFACT, DATA, EVENT, GATEWAY, LANE, POOL, SUBPROCESS
from mapper.model.records import Node, Record
from mapper.text import _

_COPIED = ACTIVITIES | {EVENT, GATEWAY, DATA, ARTIFACT, POOL, LANE}


def copy(diagram: Diagram, ids: Iterable[str]) -> tuple[Record, ...]:
    """What a selection comes to as a copy, in drawing order, with the ids it has: the things themselves; of a lane its
    steps; contents, boundary events and diagrams of sub-processes; pools with their processes; data behind references;
    the flows among all these; the parties that they name. Each tells its `origin`. Empty when nothing can be copied."""
    ids = list(dict.fromkeys(ids))
    taken = _taken(diagram, _tops(diagram, ids))
    _take_flows(diagram, taken, ids)
    found = [record.but(origin=record.origin or record.id) for record in diagram.records() if record.id in taken]
    if not any(isinstance(record, Node) and record.bounds is not None for record in found):
        return ()
    parties = dict.fromkeys(party for record in found for party in named_parties(record))
    return (*(diagram.node(party) for party in parties if party in diagram), *found)


def paste(
    diagram: Diagram, records: Sequence[Record], plane: str, at: Point | None = None, near: Point | None = None
) -> tuple[str, ...]:
    """Put a copy on a plane: its middle at a place, else where there is room near a place, else beside what it is a
    copy of. The ids of what was put there.

    Everything gets a new id and keeps its name; what lies there holds it: lane, pool, sub-process. Parties are those of
    the same name and kind in the file, or come along. Raises Refused.
    """
    with diagram.transaction(_("Paste")):
        return pasting.onto(diagram, records, plane, at, near)


def duplicate(diagram: Diagram, ids: Iterable[str], plane: str) -> tuple[str, ...]:
    """Copy things and put the copy beside them; the ids of what was put there. Raises Refused."""
    records = copy(diagram, ids)
    with diagram.transaction(_("Duplicate")):
        return paste(diagram, records, plane)


def cut(diagram: Diagram, ids: Iterable[str]) -> None:
    """Take off the map what was copied."""
    with diagram.transaction(_("Cut")):
        delete.records(diagram, ids, heal=True)


def named_parties(record: Record) -> Iterator[str]:
    """The ids of the parties that a record names."""
    for key, value in record.details.items():
        if key in DETAILS and DETAILS[key].type in (PARTY_ID, PARTY_IDS):
            yield from (value if isinstance(value, tuple) else (str(value),))


def _tops(diagram: Diagram, ids: list[str]) -> list[str]:
    """The selection without what is never copied; of a lane alone its steps, of a lane in a copied pool nothing."""
    found: list[str] = []
    for id in ids:
        node = diagram.get(id)
        if not isinstance(node, Node) or node.family not in _COPIED or (node.family == POOL and node.trait("band")):
            continue
        found += [step.id for step in query.members(diagram, id)] if node.family == LANE else [id]
    return found


def _taken(diagram: Diagram, tops: list[str]) -> dict[str, None]:
    taken: dict[str, None] = {}
    waiting = list(reversed(tops))
    while waiting:
        id = waiting.pop()
        if id not in taken:
            taken[id] = None
            record = diagram.get(id)
            waiting += _belongings(diagram, record) if isinstance(record, Node) else ()
    return taken


def _belongings(diagram: Diagram, node: Node) -> list[str]:
    """What comes along with a node."""
    found = [boundary_event.id for boundary_event in query.boundary_events(diagram, node.id)]
    if node.family == POOL:
        found += [artifact.id for artifact in loose_inside(diagram, node)]
        found += [node.ref] if node.ref in diagram and node.ref is not None else []
    if node.family == SUBPROCESS or node.kind == "process":
        found += [record.id for record in query.contents(diagram, node.id) if isinstance(record, Node)]
    if node.family == SUBPROCESS:
        inner = (diagram.get(id) for id in diagram.index.naming("ref", node.id))
        found += [plane.id for plane in inner if plane is not None and plane.kind == "plane"]
    behind = diagram.get(node.ref) if node.family == DATA else None
    return [*found, behind.id] if behind is not None and behind.family == DATA else found


def _take_flows(diagram: Diagram, taken: dict[str, None], chosen: list[str]) -> None:
    """Flows whose ends are both copied, or that were chosen and have one loose end; and what is tied to such flows."""
    waiting = list(taken)
    while waiting:
        for id in diagram.index.flows_at(waiting.pop()):
            flow = diagram.flow(id)
            loose = [end for end in (flow.source, flow.target) if _is_loose(diagram, end)]
            whole = all(end in taken or end in loose for end in (flow.source, flow.target))
            if id not in taken and whole and (not loose or id in chosen or len(loose) < 2):
                taken.update(dict.fromkeys((id, *loose)))
                waiting.append(id)


def _is_loose(diagram: Diagram, id: str) -> bool:
    record = diagram.get(id)
    return record is not None and record.family == ANCHOR
