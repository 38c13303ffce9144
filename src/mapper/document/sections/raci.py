"""Who is what in each step, what passes between lanes, and what falls between them."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis import blind_spots
from mapper.analysis.mandates import one_line
from mapper.analysis.raci import exchanges, matrix
from mapper.document.blocks import Block, Column, Spans, Table, Text, plain, quiet
from mapper.document.sections import fields
from mapper.document.sections.context import Topic, or_dash, two_lines
from mapper.document.words import process as pw
from mapper.model import query
from mapper.model.records import Flow, Node

_MOST = 8
"""Columns of a matrix beside each other; more go to a further table."""


def raci(topic: Topic) -> Iterator[Block]:
    """The matrix of steps and parties, in as many tables as its columns need."""
    found = matrix(topic.diagram, topic.steps)
    if not found.parties:
        yield Text(quiet(topic.t(pw.NO_ROWS)), "quiet")
        return
    tables = -(-len(found.parties) // _MOST)
    wide = -(-len(found.parties) // tables)
    for at in range(0, len(found.parties), wide):
        parties = found.parties[at : at + wide]
        width = 8.0 / max(len(parties), 4)
        columns = (*topic.columns((pw.NO, 0.8, "right"), (pw.STEP, 3.2, "")),
                   *(Column(topic.name(p), width) for p in parties))  # fmt: skip
        rows = tuple(
            (plain(topic.numbers[s.id]), plain(topic.name(s)), *(plain(_letters(found.cells, s, p)) for p in parties))
            for s in found.steps
        )
        yield Table(columns, rows, topic.t(pw.RACI_CAPTION) if at + wide >= len(found.parties) else "")


def handoffs(topic: Topic) -> Iterator[Block]:
    """The handoffs as a list and as a matrix of lanes."""
    found = blind_spots.handoffs(topic.diagram, topic.process)
    if not found:
        yield Text(quiet(topic.t(pw.NO_HANDOFFS)), "quiet")
        return
    columns = topic.columns((pw.FROM, 3.8, ""), (pw.TO, 3.8, ""), (pw.WHAT, 4.4, ""))
    yield Table(columns, tuple(_row(topic, handoff) for handoff in found))
    yield from _matrix(topic, found)


def spots(topic: Topic) -> Iterator[Block]:
    """The blind spots of the process, with lanes and people."""
    found = blind_spots.blind_spots(topic.diagram, topic.process)
    yield from findings(topic, found) if found else [Text(plain(topic.t(pw.NO_SPOTS)))]


def todo(topic: Topic) -> Iterator[Block]:
    """What is left to do, those of a sort together."""
    found = blind_spots.todo(topic.diagram, topic.process, topic.steps, topic.today)
    yield from findings(topic, found) if found else [Text(plain(topic.t(pw.NOTHING_TO_DO)))]


def findings(topic: Topic, found: list[blind_spots.Finding]) -> Iterator[Block]:
    """What is open, where, and whose it is."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for finding in found:
        what, where = _said(topic, finding), topic.step(finding.node)
        rows.setdefault((what, _lane(topic, finding), _who(topic, finding)), []).append(where)
    columns = topic.columns((pw.ITEM, 4.4, ""), (pw.WHERE, 4.4, ""), (pw.WHO_NAMED, 3.2, ""))
    lines = ((plain(what), two_lines("; ".join(dict.fromkeys(where)), lane), or_dash(who))
             for (what, lane, who), where in rows.items())  # fmt: skip
    yield Table(columns, tuple(lines))


def people(topic: Topic) -> Iterator[Block]:
    """Those who have a role in the process, what it is, who holds it and how to reach them."""
    led = topic.leads(topic.process)
    found = matrix(topic.diagram, topic.steps)
    parties = {p.id: p for p in (*(party for _label, party in led), *found.parties)}
    if not parties:
        yield Text(quiet(topic.t(pw.NO_ROWS)), "quiet")
        return
    yield Text(plain(topic.t(pw.JOB_NOTE)))
    columns = topic.columns((pw.PARTY, 2.6, ""), (pw.TITLE, 2.8, ""), (pw.HOLDS, 2.6, ""), (pw.HELD_BY, 2.2, ""),
                            (pw.CONTACT, 1.8, ""))  # fmt: skip
    yield Table(columns, tuple(_person(topic, party, led, found.cells) for party in parties.values()))


def _letters(cells: dict[tuple[str, str], str], step: Node, party: Node) -> str:
    return " ".join(cells.get((step.id, party.id), ""))


def _row(topic: Topic, handoff: query.Handoff) -> tuple[Spans, ...]:
    what = blind_spots.handed_over(topic.diagram, handoff.flow)
    return (
        two_lines(topic.name(handoff.source), _end(topic, handoff.source, handoff.flow.source)),
        two_lines(topic.name(handoff.target), _end(topic, handoff.target, handoff.flow.target)),
        plain(what) if what else quiet(topic.t(pw.NOT_NAMED)),
    )


def _end(topic: Topic, side: Node, id: str) -> str:
    record = topic.diagram.get(id)
    return topic.step(record) if isinstance(record, Node) and record.id != side.id else ""


def _matrix(topic: Topic, found: list[query.Handoff]) -> Iterator[Block]:
    counts = exchanges(found)
    sides = {side.id: side for handoff in found for side in (handoff.source, handoff.target)}
    if not 2 < len(sides) <= _MOST:
        return
    names = [topic.name(side) for side in sides.values()]
    columns = (*topic.columns((pw.FROM, 3.0, "")), *(Column(name, 9 / len(sides), "right") for name in names))
    rows = tuple(
        (
            plain(topic.name(a)),
            *(or_dash(str(len(counts[a.id, b.id])) if (a.id, b.id) in counts else "") for b in sides.values()),
        )
        for a in sides.values()
    )
    yield Table(columns, rows, topic.t(pw.EXCHANGES_CAPTION))


def _said(topic: Topic, finding: blind_spots.Finding) -> str:
    what = finding.what if finding.sort != "unnamed" else ""
    return topic.say(pw.FINDINGS[finding.sort], what=what or topic.t(pw.SOMETHING))


def _lane(topic: Topic, finding: blind_spots.Finding) -> str:
    flow = topic.diagram.get(finding.what) if finding.sort == "unnamed" else None
    if isinstance(flow, Flow):
        ends = (topic.diagram.get(flow.source), topic.diagram.get(flow.target))
        return " → ".join(topic.step(end) for end in ends if isinstance(end, Node))
    lane = query.lane_of(topic.diagram, finding.node.id)
    return one_line(lane.name) if lane and lane != finding.node else ""


def _who(topic: Topic, finding: blind_spots.Finding) -> str:
    owner = query.owner(topic.diagram, finding.node.id)
    return topic.name(owner) if owner else ""


def _person(
    topic: Topic, party: Node, led: list[tuple[str, Node]], cells: dict[tuple[str, str], str]
) -> tuple[Spans, ...]:
    roles = [label for label, leader in led if leader == party]
    letters = {letter for (_step, id), text in cells.items() if id == party.id for letter in text}
    told = (one_line(str(party.details.get(key, ""))) for key in ("title", "department"))
    steps = " ".join(letter for letter in "RACI" if letter in letters)
    held = "\n".join(fields.holders(topic, party))
    contact = "\n".join(str(party.details[key]) for key in ("phone", "email") if party.details.get(key))
    return (
        plain(topic.name(party)), or_dash(", ".join(filter(None, told))),
        or_dash(", ".join(filter(None, (*roles, steps)))), or_dash(held), or_dash(contact),
    )  # fmt: skip
