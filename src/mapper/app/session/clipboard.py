"""What is cut and copied, as bytes that any window of Mapper, and other tools, can read: a small BPMN file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapper import bpmn
from mapper.app import files
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.bpmn import Unreadable
from mapper.edit.paste import clipboard
from mapper.model import query
from mapper.model.geometry import Point
from mapper.model.kinds import PLANE, SUBPROCESS
from mapper.model.records import Node, Record
from mapper.text import _, ngettext

MIME = "application/bpmn+xml"
"""The type under which the bytes stand in the system's clipboard."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What goes into the system's clipboard: the file, and the names in it for programs that only take text."""

    data: bytes
    text: str


def copy(session: Session, ids: Sequence[str], remember: bool = True) -> Clip | None:
    """The selection for the clipboard; None when nothing of it can be copied. remember: it is what is pasted next."""
    records = clipboard.copy(session.diagram, ids)
    if not records:
        return None
    taken = [record.id for record in records]
    data = bpmn.excerpt(session.source, session.diagram.records(), taken, session.donors)
    if remember:
        session.copied = (files.digest(data), records)
    return Clip(data, _listed(session, [record for record in records if record.id in set(ids)]))


def _listed(session: Session, records: Sequence[Record]) -> str:
    """The names, a line each as one reads them, with their lane where there are several: "Sales: Register order"."""
    nodes = query.reading_order(session.diagram, [r for r in records if isinstance(r, Node) and r.name.strip()])
    lanes = {n.id: lane.name for n in nodes if (lane := query.lane_of(session.diagram, n.id)) is not None}
    named = len(set(lanes.values())) > 1
    lines = [f"{lanes[n.id]}: {n.name}" if named and lanes.get(n.id) and n.sort.is_flow_node else n.name for n in nodes]
    return "\n".join(" ".join(line.split()) for line in lines)


def paste(
    session: Session, data: bytes, plane: str, at: Point | None = None, near: Point | None = None
) -> tuple[str, ...]:
    """Put what a clipboard holds on a plane: at a place, else where there is room near one, else beside where it came
    from. The ids of what was put there.

    Raises Refused, MapperError.
    """
    digest, records = session.copied
    if files.digest(data) != digest:
        records = _read(session, data)
    return clipboard.paste(session.diagram, records, plane, at, near)


def comes_from(session: Session, data: bytes) -> bool:
    """Whether the clipboard holds what was copied last in this very map."""
    return files.digest(data) == session.copied[0]


def told(session: Session, ids: Sequence[str]) -> str:
    """One sentence on pasted calls of what stayed behind in the map they come from, or "" when there are none.

    Such a call keeps its reference, for BPMN lets it name something of another file; where this map has a process of
    the same id, it leads there from now on.
    """
    found = dict.fromkeys(id for top in ids for id in (top, *(r.id for r in query.contents(session.diagram, top))))
    nodes = [node for id in found if isinstance(node := session.diagram.get(id), Node)]
    calls = [(node, name) for node in nodes if (name := _called(session, node)) and node.ref in (None, name)]
    for node, name in calls:
        if node.ref == name:
            return _("“{name}” now calls what has the id {called} in this map").format(name=node.name, called=name)
    what = ngettext(
        "{count} call leads to what is not in this map ({called}); it was kept",
        "{count} calls lead to what is not in this map ({called}); they were kept",
        len(calls),
    )
    away = ", ".join(dict.fromkeys(name for _node, name in calls))
    return what.format(count=len(calls), called=away) if calls else ""


def _called(session: Session, record: Record) -> str:
    """What a call activity that was pasted from another map calls, if that did not come along; else ""."""
    digest, _sign, id = (record.origin or "").partition("#")
    donor = session.donors.get(digest) if record.kind == "callActivity" else None
    return bpmn.called(donor, id) if donor is not None else ""


def _read(session: Session, data: bytes) -> tuple[Record, ...]:
    """What the clipboard holds of another map; the session keeps it, for saving takes foreign content from there."""
    try:
        found = session.lend(data)
    except Unreadable as error:
        raise MapperError(None, error.line, _("the clipboard holds no map"), _("copy the steps once more")) from error
    return (*bpmn.led(found, session.source), *_insides(found.source.records, found.records))


def _insides(records: Sequence[Record], copied: Sequence[Record]) -> list[Record]:
    """The diagrams that show the insides of copied sub-processes, and the stores behind copied references."""
    subs = {record.id for record in copied if record.family == SUBPROCESS}
    refs = {record.ref for record in copied if isinstance(record, Node)}
    known = {record.id for record in copied}
    return [
        record
        for record in records
        if isinstance(record, Node) and record.id not in known
        if (record.family == PLANE and record.ref in subs) or (record.kind == "dataStore" and record.id in refs)
    ]  # fmt: skip
