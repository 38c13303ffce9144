"""The section of a job description on what the party holds in a role, compiled from the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from mapper.analysis.mandates import (
    PARTS,
    Handover,
    Process,
    Step,
    one_line,
    owner_source,
    performers,
    process_leader,
)
from mapper.analysis.mandates import process_owner as owner_of_process
from mapper.document.blocks import Block, Column, Facts, Heading, Spans, Table, Text, plain, quiet
from mapper.document.sections.brief import DASH, Brief, or_dash, two_lines
from mapper.document.sections.picture import figures
from mapper.document.words import job as w
from mapper.model import query
from mapper.model.details import DETAILS
from mapper.model.kinds import GATEWAY
from mapper.model.records import Node
from mapper.text.order import by_name, folded

_CHARTER = ("purpose", "customer", "result", "strategy", "starts", "ends", "cadence", "status", "version", "reviewDate")
_SOURCES = {
    "step": w.BY_STEP,
    "lane": w.BY_LANE,
    "subprocess": w.BY_SUBPROCESS,
    "process": w.BY_PROCESS,
    "nobody": "",
}
_LEADERS = {"manager": w.PROCESS_MANAGER, "engineer": w.PROCESS_ENGINEER}
_Columns: TypeAlias = tuple[tuple[str, float, str], ...]
"""Title, width and alignment of each."""
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


def _others_steps(brief: Brief) -> Iterator[Block]:
    yield from _step_tables(brief, brief.others, True)


def _step_tables(brief: Brief, processes: tuple[Process, ...], parts: bool) -> Iterator[Block]:
    """One table for each process; its name above when there are several. parts: the part in each, not its owner."""
    columns = _columns(
        brief,
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
    kind = brief.t(node.sort.label) if node.name.strip() else ""
    return (
        plain(step.number),
        two_lines(brief.name(node), kind),
        or_dash(brief.name(lane) if lane else ""),
        plain(brief.t(_PARTS[step.part])) if step.part in _PARTS else _step_owner(brief, node),
        or_dash(", ".join(brief.name(p) for p in performers(diagram, node))),
        _times(brief, node),
        or_dash(", ".join(name for name, _link in _links(node))),
    )


def _times(brief: Brief, step: Node) -> Spans:
    processing, waiting = (brief.minutes(step.details.get(key)) for key in ("processingTime", "waitingTime"))
    waits = waiting and step.details.get("waitingTime")
    return two_lines(processing or "–", f"+ {waiting}") if waits else or_dash(processing)


def _step_owner(brief: Brief, step: Node) -> Spans:
    owner = query.owner(brief.diagram, step.id)
    if owner is None:
        return quiet(brief.t(w.NO_OWNER))
    return two_lines(brief.name(owner), brief.t(_SOURCES[owner_source(brief.diagram, step)]))


def _links(node: Node) -> list[tuple[str, str]]:
    """The systems of a step: name and link; the link is the name where only that is given."""
    rows = node.details.get("systems", ())
    cells = [(*row, "", "")[:2] for row in rows if isinstance(row, tuple)] if isinstance(rows, tuple) else []
    return [(one_line(str(name)) or str(link), str(link)) for name, link in cells if str(name).strip() or link]


# -- KPIs, handoffs, systems, people -----------------------------------------------------------------------------------


def _kpis(brief: Brief) -> Iterator[Block]:
    several = len(brief.holds.processes) > 1
    rows = [row for process in brief.holds.processes for row in _kpi_rows(brief, process, several)]
    if not rows:
        yield Text(plain(brief.t(w.NO_KPIS if brief.holds.role == "owner" else w.NO_KPIS_PART)))
        return
    figures: _Columns = (
        (w.KPI_UNIT, 2.0, ""), (w.KPI_TARGET, 1.5, "right"), (w.KPI_ACTUAL, 1.5, "right"), (w.DATE, 2.0, "right"),
    )  # fmt: skip
    wide: _Columns = ((w.KPI, 2.8, ""), (w.PROCESS, 2.2, "")) if several else ((w.KPI, 5.0, ""),)
    yield Table(_columns(brief, *wide, *figures), tuple(rows))


def _kpi_rows(brief: Brief, process: Process, several: bool) -> Iterator[tuple[Spans, ...]]:
    found = process.node.details.get("kpis", ()) if process.node else ()
    for row in found if isinstance(found, tuple) else ():
        name, *figures, date = (*map(str, row), "", "", "", "", "")[:5]
        where = (brief.process(process),) if several else ()
        yield tuple(or_dash(cell) for cell in (name, *where, *figures, brief.day(date)))


def _handoffs(brief: Brief) -> Iterator[Block]:
    if not brief.holds.handovers:
        yield Text(plain(brief.t(w.NO_HANDOFFS)))
        return
    order = list(w.WAYS)
    handovers = sorted(brief.holds.handovers, key=lambda h: order.index(h.way))
    columns = _columns(brief, (w.DIRECTION, 1.2, ""), (w.FROM, 3.6, ""), (w.TO, 3.6, ""), (w.HANDED, 3.6, ""))
    yield Table(columns, tuple(_handoff_row(brief, h) for h in handovers))


def _handoff_row(brief: Brief, handover: Handover) -> tuple[Spans, ...]:
    flow = handover.handoff.flow
    giver = brief.diagram.get(flow.source)
    # The name of a flow from a gateway is the answer to its question, not a thing that is handed over.
    answer = one_line(flow.name) if giver is not None and giver.family == GATEWAY else ""
    what = one_line(flow.name) if not answer else ""
    if not what and giver is not None:
        what = one_line(str(giver.details.get("outputs", "")))
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
        for name, link in _links(step.node):
            known = used.setdefault(folded(name), (name, link, []))
            used[folded(name)] = (known[0], known[1] or link, [*known[2], step])
    if not used:
        yield Text(plain(brief.t(w.NO_SYSTEMS)))
        return
    found = sorted(used.values(), key=lambda row: by_name(row[0], brief.language))
    rows = [(plain(n), or_dash(link), plain(brief.ranges(steps))) for n, link, steps in found]
    yield Table(_columns(brief, (w.SYSTEM, 3.5, ""), (w.LINK, 5.5, ""), (w.USED_IN, 3, "")), tuple(rows))


def _people(brief: Brief) -> Iterator[Block]:
    parties = sorted(query.parties(brief.diagram), key=lambda p: by_name(p.name, brief.language))
    rows = [row for p in parties if p != brief.party and (row := _person(brief, p))]
    if not rows:
        yield Text(plain(brief.t(w.NO_PEOPLE)))
        return
    columns = _columns(
        brief,
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


def _columns(brief: Brief, *columns: tuple[str, float, str]) -> tuple[Column, ...]:
    return tuple(Column(brief.t(title), width, "right" if align else "left") for title, width, align in columns)


_SECTIONS: tuple[tuple[str, str, Callable[[Brief], Iterable[Block]]], ...] = (
    ("processes", w.SUB_PROCESSES, _processes),
    ("map", w.SUB_MAP, figures),
    ("steps", w.SUB_STEPS, _steps),
    ("parts", w.SUB_PARTS, _others_steps),
    ("kpis", w.SUB_KPIS, _kpis),
    ("handoffs", w.SUB_HANDOFFS, _handoffs),
    ("systems", w.SUB_SYSTEMS, _systems),
    ("people", w.SUB_PEOPLE, _people),
)
"""Anchor, title and contents of each sub-section; one without contents is left out."""
