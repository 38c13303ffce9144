"""The fields of `model.details` as they are printed: a new row of that table is printed without being named here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.analysis.mandates import one_line, owner_source
from mapper.document.blocks import Block, Facts, Span, Spans, Table, Text, plain, quiet
from mapper.document.sections.context import Context, or_dash
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.model import details, query
from mapper.model.details import DETAILS, Detail, rows
from mapper.model.kinds import PARTY
from mapper.model.records import Flow, Node

SOURCES = {
    "step": w.BY_STEP,
    "lane": w.BY_LANE,
    "subprocess": w.BY_SUBPROCESS,
    "process": w.BY_PROCESS,
    "nobody": "",
}
_WIDE = {"what", "problem", "cause", "action", "item", "meaning", "decision", "function", "source"}
"""Columns of rows that need room."""


def facts(context: Context, record: Node | Flow, keys: Iterable[str]) -> list[tuple[str, Spans]]:
    """Label and value of each of the fields that is filled in."""
    found = ((DETAILS[key], value(context, record, DETAILS[key])) for key in keys)
    return [(context.t(row.label), spans) for row, spans in found if spans]


def value(context: Context, record: Node | Flow, row: Detail) -> Spans:
    """A field's value as it is printed; () when it is empty. An owner says where it comes from."""
    if row.key == "owner" and isinstance(record, Node):
        return _owner(context, record)
    said = record.details.get(row.key)
    if said in (None, "", ()):
        return ()
    if row.type in (details.PARTY_ID, details.PARTY_IDS):
        ids = said if isinstance(said, tuple) else (said,)
        return plain(", ".join(context.name(p) for id in ids if isinstance(p := context.diagram.get(id), Node)))
    if row.type == details.ROWS:
        return _lines(context, record, row)
    return plain(_text(context, row, said))


def owned_by(context: Context, step: Node) -> Spans:
    """A step's owner, and below it where that is named."""
    return _owner(context, step) or quiet(context.t(w.NO_OWNER))


def links(node: Node) -> list[tuple[str, str]]:
    """The systems of a step: name and link; the link is the name where only that is given."""
    cells = [(row["name"], row["link"]) for row in rows(node.details, "systems")]
    return [(one_line(name) or link, link) for name, link in cells if name.strip() or link]


def table(context: Context, record: Node, key: str) -> Iterator[Block]:
    """A field that is a table, a line for each of its subjects, recorded or not."""
    row = DETAILS[key]
    lines = [_cells(context, row, line) for line in rows(record.details, key)]
    if row.subjects:
        lines = list(_by_subject(context, row, lines))
    if not lines:
        yield Text(quiet(context.t(pw.NO_ROWS)), "quiet")
        return
    columns = ((label, 3.6 if name in _WIDE else 1.9, "") for name, label in row.columns)
    yield Table(context.columns(*columns), tuple(tuple(or_dash(cell) for cell in line) for line in lines))


def decider(context: Context, text: str) -> str:
    """Who decides, in the document's language where that is one of the four answers."""
    key = details.key_of(text, details.DECIDERS)
    return context.t(dict(details.DECIDERS)[key]) if key else one_line(text)


def holders(context: Context, role: Node | Flow) -> list[str]:
    """The persons who hold a role: each with the share of their time, and since and until when."""
    found = []
    for row in rows(role.details, "heldBy"):
        share = f"{row['share']} %" if row["share"] else ""
        since = context.say(w.SINCE, day=context.day(row["from"])) if row["from"] else ""
        until = context.say(w.UNTIL, day=context.day(row["to"])) if row["to"] else ""
        beside = ", ".join(filter(None, (share, since, until)))
        found.append(f"{one_line(row['person'])} ({beside})" if beside else one_line(row["person"]))
    return found


def process_facts(context: Context, process: Node, keys: Iterable[str]) -> Iterator[Block]:
    """Some fields of a process as facts; a remark when none is filled in."""
    found = facts(context, process, keys)
    yield Facts(tuple(found)) if found else Text(quiet(context.t(pw.NO_ROWS)), "quiet")


def duration(context: Context, step: Node, key: str) -> Spans:
    """A time of a step, or a dash where none is recorded."""
    return or_dash(context.minutes(step.details.get(key)))


def _by_subject(context: Context, row: Detail, lines: list[list[str]]) -> Iterator[list[str]]:
    """A line for each subject, then what was written under names of its own."""
    known = {details.key_of(line[0], row.subjects): line for line in reversed(lines)}
    for key, label in row.subjects:
        found = known.get(key)
        yield [context.t(label), *(found[1:] if found else [""] * (len(row.columns) - 1))]
    yield from (line for line in lines if details.key_of(line[0], row.subjects) is None)


def _cells(context: Context, row: Detail, line: dict[str, str]) -> list[str]:
    cells = []
    for name, _label in row.columns:
        text = line[name].strip()
        if row.key == "decisions" and name == "who":
            text = decider(context, text)
        cells.append(context.day(text))
    return cells


def _lines(context: Context, record: Node | Flow, row: Detail) -> Spans:
    """A table in a single cell: a line each."""
    if row.key == "systems" and isinstance(record, Node):
        found = [(name, link if link != name else "") for name, link in links(record)]
        spans: list[Span] = []
        for name, link in found:
            spans += [Span("\n")] if spans else []
            spans += [Span(name, link=link)] if link else [Span(name)]
            spans += [Span(f"  {link}", "quiet", link)] if link else []
        return tuple(spans)
    if row.key == "heldBy":
        return plain("\n".join(holders(context, record)))
    lines = (", ".join(filter(None, _cells(context, row, line))) for line in rows(record.details, row.key))
    return plain("\n".join(lines))


def _text(context: Context, row: Detail, said: object) -> str:
    if row.duration:
        return context.minutes(said)
    if row.type == details.NUMBER and isinstance(said, int | float):
        return f"{context.number(said)} {context.t(row.unit)}".strip()
    if row.type == details.CHOICE:
        return context.t(dict(row.choices).get(str(said), "")) or str(said)
    return context.day(str(said)) if row.type == details.DATE else str(said)


def _owner(context: Context, record: Node) -> Spans:
    owner = query.owner(context.diagram, record.id)
    if owner is None or record.family == PARTY:
        return ()
    source = context.t(SOURCES[owner_source(context.diagram, record)])
    return (*plain(context.name(owner)), *quiet(f"\n{source}"))
