"""Documents of a single purpose: procedure, RACI and handoff sheets, agenda, comparisons, verify sheet, "my part"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mapper.analysis.mandates import Holding, Mandate, lane_holding, takes_part
from mapper.document.blocks import Block, Break, Document, Heading, Text, plain
from mapper.document.packs.frame import Options, Section, UnknownSubject, context, document, numbered, processes, topic
from mapper.document.sections import comparing, fields, kpis, picture, position, raci, sheets, steps
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import Context
from mapper.document.sections.holdings import parts
from mapper.document.words import process as pw
from mapper.document.words.roles import VOICES
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, PARTY
from mapper.model.records import Node

Compile = Callable[[Diagram, str | None, str, Options], Document]

PROCEDURE = (
    Section("way", pw.DECISIONS, lambda topic, _level: steps.way_through(topic)),
    Section("map", pw.MAP, lambda topic, _level: picture.maps(topic)),
    Section("sheets", pw.STEP_SHEETS, steps.sheets),
    Section("systems", pw.SYSTEMS, lambda topic, _level: steps.systems(topic)),
)
RACI = (
    Section("raci", pw.RACI, lambda topic, _level: raci.raci(topic)),
    Section("roles", pw.ROLES, lambda topic, _level: raci.people(topic)),
)
HANDOFFS = (
    Section("handoffs", pw.HANDOFFS, lambda topic, _level: raci.handoffs(topic)),
    Section("spots", pw.BLIND_SPOTS, lambda topic, _level: raci.spots(topic)),
)
AGENDA = (
    Section("points", pw.POINTS, lambda topic, _level: sheets.points(topic)),
    Section("kpis", pw.KPIS, lambda topic, _level: kpis.table(topic, [topic.process], pw.NO_KPIS)),
    Section("actions", pw.ACTIONS, lambda topic, _level: fields.table(topic, topic.process, "actions")),
    Section("todo", pw.TODO, lambda topic, _level: raci.todo(topic)),
    Section("observations", pw.OBSERVATIONS, lambda topic, _level: sheets.observations(topic)),
    Section("new", pw.NEW_ACTIONS, lambda topic, _level: sheets.new_actions(topic)),
)


def about_processes(kind: str, sections: Iterable[Section]) -> Compile:
    """A document of some sections on a process, or on each of all."""
    rows = tuple(sections)

    def compile(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
        frame, found = context(diagram, language, options), processes(diagram, subject)
        return _made(frame, kind, found, options, lambda at, process: _sections(frame, process, rows, at, options))

    return compile


def agenda(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    """The improvement meeting of a process, or of each."""
    frame, found = context(diagram, language, options), processes(diagram, subject)

    def write(_at: int | None, process: Node) -> Iterator[Block]:
        about = topic(frame, process, options.date)
        yield from sheets.agenda_intro(about)
        for row in AGENDA:
            blocks = list(row.write(about, 1)) if options.wants(row.key) else []
            if blocks:
                yield Heading(1, frame.t(row.title), "")
                yield from blocks

    return _made(frame, pw.AGENDA, found, options, write)


def beside_functional(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    """The process owner beside the functional manager."""
    frame, found = context(diagram, language, options), processes(diagram, subject)
    title = frame.t(pw.BESIDE_FUNCTIONAL)
    blocks = [*comparing.beside_functional(frame)]
    return document(frame, pw.BESIDE_FUNCTIONAL, title, _names(frame, found), found, blocks, options)


def beside_manager(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    """The process owner beside the process manager, with the decision rights of each process."""
    frame, found = context(diagram, language, options), processes(diagram, subject)
    title = frame.t(pw.BESIDE_MANAGER)
    blocks = comparing.beside_manager(frame, found, 1)
    return document(frame, pw.BESIDE_MANAGER, title, _names(frame, found), found, blocks, options)


def verify(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    """The steps of a lane, person, role or unit, to be confirmed one by one."""
    brief = _part(diagram, subject, language, options)
    name = brief.name(brief.party)

    def blocks() -> Iterator[Block]:
        yield Text(plain(brief.say(pw.VERIFY_INTRO, name=name)))
        for process in brief.holds.processes:
            yield Heading(1, brief.process(process), "")
            yield from sheets.verify(brief, name, process.steps)
        if not brief.holds.processes:
            yield Text(plain(brief.say(pw.NO_STEPS_FOR, name=name)))
        person = brief.party.details.get("partyKind") == "person"
        yield sheets.verified(brief, name if person else "")

    return document(brief, pw.VERIFY, brief.t(pw.VERIFY), name, _nodes(brief), blocks(), options)


def my_part(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    """What the work of a lane, person, role or unit is, and where it fits in the whole."""
    brief = _part(diagram, subject, language, options)
    name = brief.name(brief.party)

    def blocks() -> Iterator[Block]:
        named = brief.listed(brief.process(p) for p in brief.holds.processes)
        yield Text(plain(brief.say(pw.PART_INTRO, name=name, processes=named)))
        if brief.party.family == PARTY:
            yield from position.position(brief, "")
        yield from parts(brief)

    return document(brief, pw.MY_PART, brief.t(pw.MY_PART), name, _nodes(brief), blocks(), options)


def _part(diagram: Diagram, subject: str | None, language: str, options: Options) -> Brief:
    """A lane's or party's steps as those of a performer. Raises UnknownSubject."""
    frame = context(diagram, language, options)
    record = diagram.get(subject)
    if not isinstance(record, Node) or record.family not in (LANE, PARTY):
        raise UnknownSubject(f"{subject!r} is no lane, person, role or unit of this map")
    find: Callable[..., Holding] = takes_part if record.family == PARTY else lane_holding
    held = find(diagram, record, frame.numbers)
    # Who is only asked or told keeps to the steps one does, where there are any.
    done = tuple(replace(p, steps=found) for p in held.processes
                 if (found := tuple(s for s in p.steps if s.part == "responsible")))  # fmt: skip
    held = replace(held, processes=done or held.processes)
    mandate = Mandate(record, (held,))
    return Brief(diagram, frame.language, frame.t, frame.numbers, mandate, held, VOICES["performer"])


def _nodes(brief: Brief) -> list[Node]:
    return [p.node for p in brief.holds.processes if p.node is not None]


def _made(
    frame: Context, kind: str, found: list[Node], options: Options,
    write: Callable[[int | None, Node], Iterable[Block]],
) -> Document:  # fmt: skip
    """A document on one process, or with a chapter for each of several."""

    def blocks() -> Iterator[Block]:
        if len(found) == 1:
            yield from write(None, found[0])
            return
        for at, process in enumerate(found, 1):
            if at > 1:
                yield Break()
            yield Heading(0, frame.process_name(process), f"process-{at}", str(at))
            yield from write(at, process)

    return document(frame, kind, frame.t(kind), _names(frame, found), found, blocks(), options)


def _sections(
    frame: Context, process: Node, rows: tuple[Section, ...], at: int | None, options: Options
) -> Iterator[Block]:
    about = topic(frame, process, options.date)
    prefix, above = ("", "") if at is None else (f"{at}-", f"{at}.")
    yield from numbered(about, rows, options, prefix, 1, above)


def _names(frame: Context, found: list[Node]) -> str:
    return frame.listed(frame.process_name(process) for process in found)
