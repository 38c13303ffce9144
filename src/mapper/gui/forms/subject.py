"""Which fields the inspector shows for a selection, and whose they are. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapper.edit.effects import readonly, rules
from mapper.edit.structure import triggers
from mapper.edit.verbs import colour
from mapper.model import query
from mapper.model.details import GENERAL, Detail, fields
from mapper.model.diagram import Diagram
from mapper.model.kinds import CODED, CONTAINER, LANE, POOL
from mapper.model.records import Flow, Node, Record
from mapper.model.seen import seen
from mapper.text import _, ngettext


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: a heading, the ids selected, and each field with the ids of those that carry it.

    marks: fields of the notation that it has as well, of "default", "condition", "time", "trigger", "code", "state" and
    "colour". still: why none of it can be edited, English; "" when it can.
    """

    title: str = ""
    ids: tuple[str, ...] = ()
    rows: tuple[tuple[Detail, tuple[str, ...]], ...] = ()
    marks: tuple[str, ...] = ()
    still: str = ""

    @property
    def shape(self) -> tuple[object, ...]:
        """Equal for subjects that need the same widgets."""
        return (len(self.ids) == 1, tuple(detail.key for detail, _ids in self.rows), self.marks, self.still)


def subject(diagram: Diagram, plane: str | None, selection: Sequence[str]) -> Subject:
    """The subject of a selection; with nothing selected the process that the diagram shows, if it shows just one."""
    records = [record for id in selection if (record := diagram.get(id)) is not None]
    if not records:
        shown = shown_process(diagram, plane)
        found = Subject() if shown is None else _one(diagram, shown)
    else:
        found = _one(diagram, records[0]) if len(records) == 1 else _several(records)
    refusal = readonly.first(diagram, plane, found.ids)
    notation = marks(diagram, found.ids)
    if refusal is None:
        return replace(found, marks=notation)
    return replace(found, marks=tuple(mark for mark in notation if mark != "colour"), still=refusal.reason)


def marks(diagram: Diagram, ids: Sequence[str]) -> tuple[str, ...]:
    """Which fields of the notation things have: a flow what decides whether it is taken, all that is drawn a colour."""
    found = []
    record = diagram.get(ids[0]) if len(ids) == 1 else None
    if isinstance(record, Flow) and record.kind == "sequenceFlow":
        may = rules.can_default(diagram.get(record.source))
        default, conditional = record.trait("default"), record.trait("conditional")
        if may or default:
            found.append("default")
        if (may and not default) or conditional:
            found.append("condition")
    if isinstance(record, Node) and triggers.has_particulars(record):
        found.append("time" if record.trait("event") == "timer" else "trigger")
        if record.trait("event") in CODED:
            found.append("code")
    if isinstance(record, Node) and record.kind in ("dataObjectReference", "dataStoreReference"):
        found.append("state")
    if ids and all(colour.can_paint(diagram.get(id)) for id in ids):
        found.append("colour")
    return tuple(found)


def shown_process(diagram: Diagram, plane: str | None) -> Node | None:
    """The process or sub-process a diagram shows: its own, or that of its only pool with one."""
    record = diagram.get(plane)
    holder = diagram.get(record.ref) if isinstance(record, Node) else None
    if not isinstance(holder, Node):
        return None
    if holder.kind != "collaboration":
        return holder
    pools = [n for n in query.children(diagram, holder.id) if n.family == POOL]
    inside = [p for pool in pools if isinstance(p := diagram.get(pool.ref), Node)]
    return inside[0] if len(inside) == 1 else None


def inherited_from(diagram: Diagram, id: str) -> str:
    """Who owns a node that names nobody, in a sentence: "From lane Sales: Anna Holm"; "" when nobody does."""
    owner, holder = query.ownership(diagram, id)
    if owner is None or holder is None or holder.id == id:
        return ""
    place = {LANE: _("lane"), POOL: _("pool")}.get(holder.family, _(holder.sort.label).lower())
    sentence = _("From {place} {holder}: {owner}")
    if holder.family == LANE and _is_only_drawn_there(diagram, id):
        sentence = _("From {place} {holder}, in which it is drawn: {owner}")
    return " ".join(sentence.format(place=place, holder=holder.name, owner=owner.name).split())


def _is_only_drawn_there(diagram: Diagram, id: str) -> bool:
    """Whether the file names a node, or what holds it, in no lane, and it is only drawn in one."""
    record = diagram.get(id)
    while isinstance(record, Node) and record.lane is None:
        record = diagram.get(record.parent)
    return record is not None and "lane" in seen(record)


def _one(diagram: Diagram, record: Record) -> Subject:
    rows = [(detail, (record.id,)) for detail in fields(record.family)]
    process = diagram.get(record.ref) if isinstance(record, Node) and record.family == POOL else None
    if process is not None:
        # A pool stands for its process: what people say of the pool is true of the process, and kept there.
        rows = [row for row in rows if row[0].section == GENERAL]
        rows += [(detail, (process.id,)) for detail in fields(CONTAINER) if detail.section != GENERAL]
    return Subject(_(record.sort.label), (record.id,), tuple(rows))


def _several(records: Sequence[Record]) -> Subject:
    ids = tuple(record.id for record in records)
    common = [d for d in fields(records[0].family) if all(r.family in d.families for r in records)]
    title = ngettext("{count} thing selected", "{count} things selected", len(ids)).format(count=len(ids))
    return Subject(title, ids, tuple((detail, ids) for detail in common))
