"""The section of a job description on what the party holds in a role, compiled from the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mapper.analysis.blind_spots import handed_over
from mapper.analysis.mandates import (
    PARTS,
    Handover,
    Process,
    Step,
    one_line,
    performers,
    process_leader,
)
from mapper.analysis.mandates import process_owner as owner_of_process
from mapper.document.blocks import Block, Facts, Heading, Spans, Table, Text, plain, quiet
from mapper.document.sections import fields, kpis
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import DASH, or_dash, two_lines
from mapper.document.sections.picture import figures
from mapper.document.sections.steps import linked, times
from mapper.document.words import job as w
from mapper.model import query
from mapper.model.details import DETAILS
from mapper.model.kinds import GATEWAY
from mapper.model.records import Node
from mapper.text.order import by_name, folded

_CHARTER = ("purpose", "customer", "result", "strategy", "starts", "ends", "cadence", "status", "version", "reviewDate")
_LEADERS = {"manager": w.PROCESS_MANAGER, "engineer": w.PROCESS_ENGINEER}
_PARTS = {"responsible": w.PART_RESPONSIBLE, "consulted": w.PART_CONSULTED, "informed": w.PART_INFORMED}


def holdings(brief: Brief, number: int, level: int = 2) -> Iterator[Block]:
    """The blocks of the section, its sub-sections numbered below `number` with headings of `level`."""
    yield _opening(brief)
    if not brief.holds.processes:
        return
    count = 0
    for anchor, title, section in _SECTIONS:
        blocks = list(section(brief))
        if blocks:
            count += 1
            yield Heading(level, brief.t(title), f"{brief.holds.role}-{anchor}", f"{number}.{count}")
            yield from (b if not isinstance(b, Heading) else replace(b, level=level + 1) for b in blocks)


def parts(brief: Brief) -> Iterator[Block]:
    """The same as sections of a document of their own."""
    count = 0
    for anchor, title, section in _SECTIONS:
        blocks = list(section(brief))
        if blocks:
            count += 1
            yield Heading(1, brief.t(title), anchor, str(count))
            yield from (b if not isinstance(b, Heading) else replace(b, level=2) for b in blocks)


def _opening(brief: Brief) -> Text:
    if brief.holds.processes:
        return Text(plain(brief.t(w.COMPILED)))
    return Text(plain(brief.say(w.HOLDS_NOTHING, name=brief.name(brief.party))))


# -- processes ---------------------------------------------------------------------------------------------------------


def _processes(brief: Brief) -> Iterator[Block]:
    for process in brief.holds.processes:
        yield Heading(3, brief.process(process), "")
        yield Facts(tuple(_process_facts(brief, process)))
        if not _charter(brief, process):
            yield Text(quiet(brief.t(w.NO_CHARTER)), "quiet")


def _process_facts(brief: Brief, process: Process) -> Iterator[tuple[str, Spans]]:
    if brief.holds.role != "owner":
        owner = owner_of_process(brief.diagram, process.node) if process.node else None
        yield brief.t(w.PROCESS_OWNER), plain(brief.name(owner)) if owner else quiet(brief.t(w.NO_OWNER))
    for key, label in _LEADERS.items():
        leader = process_leader(brief.diagram, process.node, key) if process.node else None
        if leader is not None and leader != brief.party:
            yield brief.t(label), plain(brief.name(leader))
    for label, nodes in ((w.OWNS_LANES, process.lanes), (w.OWNS_SUBS, process.subs)):
        if nodes and brief.holds.role == "part":
            yield brief.t(label), plain(brief.listed(brief.name(n) for n in nodes))
    yield from _charter(brief, process)


def _charter(brief: Brief, process: Process) -> list[tuple[str, Spans]]:
    details = process.node.details if process.node else {}
    found = []
    for key in _CHARTER:
        row, value = DETAILS[key], details.get(key)
        if value:
            text = brief.t(dict(row.choices).get(str(value), "")) or str(value)
            found.append((brief.t(row.label), plain(brief.day(text) if row.type == "date" else text)))
    return found


# -- steps -------------------------------------------------------------------------------------------------------------


def _steps(brief: Brief) -> Iterator[Block]:
    if brief.holds.steps():
        yield from _step_tables(brief, brief.holds.processes, brief.holds.role == "performer")
    elif brief.holds.role in ("owner", "part"):
        yield Text(plain(brief.t(w.NO_STEPS)))


def _exchanged(brief: Brief) -> Iterator[Block]:
    """What the steps take in and give, and by which instruction; of the steps that say so."""
    if brief.holds.role not in ("performer", "part"):
        return
    said = [s for s in brief.holds.steps() if any(s.node.details.get(k) for k in ("inputs", "outputs", "instruction"))]
    columns = brief.columns((w.NUMBER, 0.8, "right"), (w.STEP, 2.8, ""), (w.INPUTS, 2.8, ""), (w.OUTPUTS, 2.8, ""),
                            (w.INSTRUCTION, 2.8, ""))  # fmt: skip
    cells = ("inputs", "outputs", "instruction")
    rows = tuple(
        (plain(s.number), plain(brief.name(s.node)), *(or_dash(str(s.node.details.get(key, ""))) for key in cells))
        for s in said
    )
    if rows:
        yield Table(columns, rows)


def _others_steps(brief: Brief) -> Iterator[Block]:
    yield from _step_tables(brief, brief.others, True)


def _step_tables(brief: Brief, processes: tuple[Process, ...], parts: bool) -> Iterator[Block]:
    """One table for each process; its name above when there are several. parts: the part in each, not its owner."""
    columns = brief.columns(
        (w.NUMBER, 0.7, "right"), (w.STEP, 2.7, ""), (w.LANE, 1.6, ""), (w.PART if parts else w.STEP_OWNER, 1.9, ""),
        (w.PERFORMERS, 2.5, ""), (w.TIMES, 1.4, "right"), (w.SYSTEMS, 1.2, ""),
    )  # fmt: skip
    for process in processes:
        if process.steps and len(processes) > 1:
            yield Heading(3, brief.process(process), "")
        if process.steps:
            yield Table(columns, tuple(_step_row(brief, step) for step in process.steps))


def _step_row(brief: Brief, step: Step) -> tuple[Spans, ...]:
    node, diagram = step.node, brief.diagram
    lane = query.lane_of(diagram, node.id)
    return (
        plain(step.number),
        plain(brief.name(node)),
        or_dash(brief.name(lane) if lane else ""),
        plain(brief.t(_PARTS[step.part])) if step.part in _PARTS else fields.owned_by(brief, node),
        or_dash(", ".join(brief.name(p) for p in performers(diagram, node))),
        times(brief, node),
        or_dash(", ".join(name for name, _link in fields.links(node))),
    )


# -- KPIs, handoffs, systems, people -----------------------------------------------------------------------------------


def _kpis(brief: Brief) -> Iterator[Block]:
    processes = [p.node for p in brief.holds.processes if p.node is not None]
    yield from kpis.table(brief, processes, w.NO_KPIS if brief.holds.role == "owner" else w.NO_KPIS_PART)


def _handoffs(brief: Brief) -> Iterator[Block]:
    if not brief.holds.handovers:
        yield Text(plain(brief.t(w.NO_HANDOFFS)))
        return
    order = list(w.WAYS)
    handovers = sorted(brief.holds.handovers, key=lambda h: order.index(h.way))
    columns = brief.columns((w.DIRECTION, 1.2, ""), (w.FROM, 3.6, ""), (w.TO, 3.6, ""), (w.HANDED, 3.6, ""))
    yield Table(columns, tuple(_handoff_row(brief, h) for h in handovers))


def _handoff_row(brief: Brief, handover: Handover) -> tuple[Spans, ...]:
    flow = handover.handoff.flow
    giver = brief.diagram.get(flow.source)
    # The name of a flow from a gateway is the answer to its question, not a thing that is handed over.
    answer = one_line(flow.name) if giver is not None and giver.family == GATEWAY else ""
    what = handed_over(brief.diagram, flow)
    source, target = handover.handoff.source, handover.handoff.target
    return (
        plain(brief.t(w.WAYS[handover.way])),
        two_lines(brief.name(source), f"{_end(brief, source, flow.source)} {answer}".strip()),
        two_lines(brief.name(target), _end(brief, target, flow.target)),
        plain(what) if what else quiet(brief.t(w.NOT_NAMED)),
    )


def _end(brief: Brief, side: Node, id: str) -> str:
    """The step that gives or receives; nothing where the pool itself does."""
    record = brief.diagram.get(id)
    named = brief.name(record) if isinstance(record, Node) and record.id != side.id else ""
    return f"{brief.numbers[id]} {named}" if id in brief.numbers else named


def _systems(brief: Brief) -> Iterator[Block]:
    used: dict[str, tuple[str, str, list[Step]]] = {}
    for step in brief.holds.steps():
        for name, link in fields.links(step.node):
            known = used.setdefault(folded(name), (name, link, []))
            used[folded(name)] = (known[0], known[1] or link, [*known[2], step])
    if not used:
        yield Text(plain(brief.t(w.NO_SYSTEMS)))
        return
    found = sorted(used.values(), key=lambda row: by_name(row[0], brief.language))
    rows = [(plain(n), linked(link), plain(brief.ranges(steps))) for n, link, steps in found]
    yield Table(brief.columns((w.SYSTEM, 3.5, ""), (w.LINK, 5.5, ""), (w.USED_IN, 3, "")), tuple(rows))


def _people(brief: Brief) -> Iterator[Block]:
    parties = sorted(query.parties(brief.diagram), key=lambda p: by_name(p.name, brief.language))
    rows = [row for p in parties if p != brief.party and (row := _person(brief, p))]
    if not rows:
        yield Text(plain(brief.t(w.NO_PEOPLE)))
        return
    columns = brief.columns(
        (w.PERSON, 3.2, ""), (w.FUNCTION, 2.8, ""), (w.ACCOUNTABLE, 1.5, ""), (w.PERFORMS, 1.5, ""),
        (w.CONSULTED, 1.5, ""), (w.INFORMED, 1.5, ""),
    )  # fmt: skip
    yield Table(columns, tuple(rows), brief.t(w.RACI_CAPTION))


def _person(brief: Brief, party: Node) -> tuple[Spans, ...] | None:
    steps = brief.holds.steps()
    owned = brief.ranges(s for s in steps if query.owner(brief.diagram, s.node.id) == party)
    parts = [brief.ranges(_named(brief, steps, party, part)) for part in PARTS]
    functions = list(dict.fromkeys(_functions(brief, party)))
    if not functions and not owned and not any(parts):
        return None
    told = (one_line(str(party.details.get(key, ""))) for key in ("title", "department"))
    beside = ", ".join(filter(None, told))
    cells = (", ".join(functions), owned, *parts)
    return (two_lines(brief.name(party), beside), *(plain(cell) if cell else DASH for cell in cells))


def _named(brief: Brief, steps: Iterable[Step], party: Node, part: str) -> list[Step]:
    return [s for s in steps if party in performers(brief.diagram, s.node, part)]


def _functions(brief: Brief, party: Node) -> Iterator[str]:
    for process in brief.holds.processes:
        if process.node is None:
            continue
        if owner_of_process(brief.diagram, process.node) == party:
            yield brief.t(w.PROCESS_OWNER)
        for key, label in _LEADERS.items():
            if process.node.details.get(key) == party.id:
                yield brief.t(label)


_SECTIONS: tuple[tuple[str, str, Callable[[Brief], Iterable[Block]]], ...] = (
    ("processes", w.SUB_PROCESSES, _processes),
    ("map", w.SUB_MAP, figures),
    ("steps", w.SUB_STEPS, _steps),
    ("exchanged", w.SUB_EXCHANGED, _exchanged),
    ("parts", w.SUB_PARTS, _others_steps),
    ("kpis", w.SUB_KPIS, _kpis),
    ("handoffs", w.SUB_HANDOFFS, _handoffs),
    ("systems", w.SUB_SYSTEMS, _systems),
    ("people", w.SUB_PEOPLE, _people),
)
"""Anchor, title and contents of each sub-section; one without contents is left out."""
