"""The documentation pack: cover, contents, and for each process everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis.mandates import process_leader, process_owner
from mapper.document.blocks import Block, Break, Contents, Document, Heading, Spans, Table, plain
from mapper.document.packs import job_description
from mapper.document.packs.frame import Options, Section, context, document, numbered, processes, topic
from mapper.document.sections import charter, fields, kpis, picture, raci, role, steps, times
from mapper.document.sections.context import Context, Topic, or_dash
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.document.words import times as tw
from mapper.model.details import DETAILS
from mapper.model.diagram import Diagram
from mapper.model.records import Node

SECTIONS = (
    Section("charter", pw.CHARTER, lambda topic, _level: charter.charter(topic)),
    Section("design", pw.DESIGN, lambda topic, _level: charter.design(topic)),
    Section("map", pw.MAP, lambda topic, _level: picture.maps(topic)),
    Section("steps", pw.STEPS, lambda topic, _level: steps.overview(topic)),
    Section("sheets", pw.STEP_SHEETS, steps.sheets),
    Section("way", pw.DECISIONS, lambda topic, _level: steps.way_through(topic)),
    Section("times", tw.TIMES, times.flow_and_times),
    Section("raci", pw.RACI, lambda topic, _level: raci.raci(topic)),
    Section("handoffs", pw.HANDOFFS, lambda topic, _level: raci.handoffs(topic)),
    Section("spots", pw.BLIND_SPOTS, lambda topic, _level: raci.spots(topic)),
    Section("kpis", pw.KPIS, lambda topic, _level: kpis.table(topic, [topic.process], pw.NO_KPIS)),
    Section("management", pw.MANAGEMENT, lambda topic, _level: fields.table(topic, topic.process, "functions")),
    Section("rights", pw.RIGHTS, lambda topic, _level: charter.rights(topic, topic.process)),
    Section("roles", pw.ROLES, lambda topic, level: role.roles(topic, level, _signed)),
    Section("systems", pw.SYSTEMS, lambda topic, _level: steps.systems(topic)),
    Section("privacy", pw.PRIVACY, lambda topic, _level: charter.privacy(topic)),
    Section("terms", pw.TERMS, lambda topic, _level: fields.table(topic, topic.process, "terms")),
    Section("neighbours", pw.NEIGHBOURS, lambda topic, _level: charter.neighbours(topic)),
    Section("changes", pw.CHANGES, lambda topic, _level: fields.table(topic, topic.process, "changes")),
    Section("handover", pw.HANDOVER, lambda topic, _level: charter.handover(topic)),
    Section("todo", pw.TODO, lambda topic, _level: raci.todo(topic)),
    Section("actions", pw.ACTIONS, lambda topic, _level: fields.table(topic, topic.process, "actions")),
    Section("observations", pw.OBSERVATIONS, lambda topic, _level: fields.table(topic, topic.process, "observations")),
    Section("sign-off", pw.SIGN_OFF, lambda topic, _level: charter.sign_off(topic)),
)
"""What is said of each process, in this order; a section without contents is left out."""


def compile(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    """The pack of one process, or of all. Raises UnknownSubject, and ValueError for an unknown language."""
    frame, found = context(diagram, language, options), processes(diagram, subject)
    title = frame.process_name(found[0]) if len(found) == 1 else frame.t(pw.PACK)
    subtitle = "" if len(found) == 1 else frame.say(pw.PACK_FOR, count=len(found))
    return document(frame, pw.PACK, title, subtitle, found, _blocks(frame, found, options), options)


def _signed(topic: Topic, party: Node) -> Iterator[Block]:
    """Whether the party's job description has been signed, and still says the same."""
    found = job_description.signature(topic.diagram, party)
    if found is not None:
        yield job_description.told(topic, found, w.SIGNED_BRIEF, w.OUTDATED_BRIEF)


def _blocks(frame: Context, found: list[Node], options: Options) -> Iterator[Block]:
    yield Heading(3, frame.t(pw.COVER), "")
    yield _cover(frame, found)
    yield Contents(frame.t(pw.CONTENTS), 1 if len(found) == 1 else 0)
    for at, process in enumerate(found, 1):
        yield Break()
        about = topic(frame, process, options.date)
        if len(found) == 1:
            yield from numbered(about, SECTIONS, options, "", 1)
        else:
            yield Heading(0, frame.process_name(process), f"process-{at}", str(at))
            yield from numbered(about, SECTIONS, options, f"{at}-", 1, f"{at}.")


def _cover(frame: Context, found: list[Node]) -> Table:
    columns = frame.columns((pw.PROCESS, 3.4, ""), (pw.OWNER, 2.2, ""), (pw.MANAGER, 2.2, ""), (pw.STATUS, 1.5, ""),
                            (pw.VERSION, 1.1, ""), (pw.REVIEW, 1.6, ""))  # fmt: skip
    return Table(columns, tuple(_covered(frame, process) for process in found))


def _covered(frame: Context, process: Node) -> tuple[Spans, ...]:
    owner, manager = process_owner(frame.diagram, process), process_leader(frame.diagram, process, "manager")
    told = (fields.value(frame, process, DETAILS[key]) for key in ("status", "version", "reviewDate"))
    return (
        plain(frame.process_name(process)),
        or_dash(frame.name(owner) if owner else ""),
        or_dash(frame.name(manager) if manager else ""),
        *(spans or or_dash("") for spans in told),
    )
