"""The process owner beside functional manager and process manager, decision rights, risks, development."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.document.blocks import Block, Bullets, Facts, Heading, Span, Table, Text, plain, strong
from mapper.document.sections import charter, fields
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import Context
from mapper.document.words import comparing as c
from mapper.model.details import DETAILS, rows
from mapper.model.records import Node


def beside_functional(context: Context) -> Iterator[Block]:
    """Three rows: leadership, knowledge, improvement."""
    yield Text(plain(context.t(c.FUNCTIONAL_INTRO)))
    yield _table(context, c.FUNCTIONAL, c.FUNCTIONAL_ROWS)


def beside_manager(context: Context, processes: list[Node], level: int) -> Iterator[Block]:
    """Nine rows, and for each process who decides what."""
    yield Text(plain(context.t(c.MANAGER_INTRO)))
    yield _table(context, c.MANAGER, c.MANAGER_ROWS)
    yield from rights(context, processes, level)


def rights(context: Context, processes: list[Node], level: int) -> Iterator[Block]:
    """For each process who decides what."""
    for process in processes:
        yield Heading(level, context.say(c.RIGHTS_CAPTION, process=context.process_name(process)), "")
        yield from charter.rights(context, process)


def risks(context: Context) -> Iterator[Block]:
    """What the role must reckon with."""
    yield Bullets(_pairs(context, c.RISKS))


def development(brief: Brief) -> Iterator[Block]:
    """How the holder of the role develops. For other roles than the owner's only what has been recorded."""
    keys = ("developmentGoals", "competences", "qualifications")
    found = fields.facts(brief, brief.party, keys)
    if brief.holds.role == "owner":
        yield Text(plain(brief.t(c.DEVELOPMENT_INTRO)))
        yield Bullets(_pairs(brief, c.DEVELOPMENT_ROWS))
    if found:
        yield Facts(tuple(found))


def design(brief: Brief) -> Iterator[Block]:
    """The engineer's answers to the questions of the design sheet; nothing while there are none."""
    for process in _processes(brief):
        keys = tuple(key for key in DETAILS if key.startswith("design") and process.details.get(key))
        if keys:
            yield from _named(brief, process)
            yield Facts(tuple(fields.facts(brief, process, keys)))


def handover(brief: Brief) -> Iterator[Block]:
    """What the engineer hands over, by checklist and date."""
    for process in _processes(brief):
        if process.details.get("handoverDate") or rows(process.details, "handover"):
            yield from _named(brief, process)
            found = fields.facts(brief, process, ("handoverDate",))
            if found:
                yield Facts(tuple(found))
            if rows(process.details, "handover"):
                yield from fields.table(brief, process, "handover")


def _named(brief: Brief, process: Node) -> Iterator[Block]:
    if len(_processes(brief)) > 1:
        yield Heading(3, brief.process_name(process), "")


def _processes(brief: Brief) -> list[Node]:
    return [p.node for p in brief.holds.processes if p.node is not None]


def _table(context: Context, other: str, told: tuple[tuple[str, str, str], ...]) -> Table:
    columns = context.columns((c.SUBJECT, 2.4, ""), (c.OWNER, 4.8, ""), (other, 4.8, ""))
    return Table(columns, tuple((strong(context.t(a)), plain(context.t(b)), plain(context.t(d))) for a, b, d in told))


def _pairs(context: Context, told: tuple[tuple[str, str], ...]) -> tuple[tuple[Span, ...], ...]:
    return tuple((Span(context.t(term), "strong"), Span(f" {context.t(rest)}")) for term, rest in told)
