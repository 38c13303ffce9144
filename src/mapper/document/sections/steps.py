"""The steps of a process: a table, a sheet for each with all it carries, the systems used, and the way through."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis import numbering
from mapper.analysis.mandates import one_line, performers
from mapper.analysis.outline import Line, outline
from mapper.document.blocks import Block, Facts, Heading, Span, Spans, Table, Text, plain, quiet
from mapper.document.sections import fields
from mapper.document.sections.context import Context, Topic, or_dash, two_lines
from mapper.document.words import process as pw
from mapper.model import query
from mapper.model.details import GENERAL, OWNERSHIP, RISK, STEP
from mapper.model.details import fields as fields_of
from mapper.model.kinds import TASK
from mapper.model.records import Node
from mapper.text.order import by_name, folded

_KEYS = tuple(row.key for row in fields_of(TASK) if row.section in (GENERAL, OWNERSHIP, STEP, RISK))


def overview(topic: Topic) -> Iterator[Block]:
    """One line a step: number, lane, owner, performers, times."""
    if not topic.steps:
        yield Text(quiet(topic.t(pw.NO_ROWS)), "quiet")
        return
    columns = topic.columns(
        (pw.NO, 0.8, "right"), (pw.STEP, 3.4, ""), (pw.LANE, 1.9, ""), (pw.OWNER, 2.2, ""), (pw.PERFORMERS, 2.3, ""),
        (pw.TIMES, 1.6, "right"),
    )  # fmt: skip
    yield Table(columns, tuple(_row(topic, step) for step in topic.steps))


def sheets(topic: Topic, level: int) -> Iterator[Block]:
    """For each step a heading and everything that is recorded of it."""
    for step in topic.steps:
        yield Heading(level, topic.name(step), "", topic.numbers[step.id])
        found = fields.facts(topic, step, _KEYS)
        yield Facts(tuple(found)) if found else Text(quiet(topic.t(pw.NO_ROWS)), "quiet")


def systems(topic: Topic) -> Iterator[Block]:
    """The systems that the steps use, with their links."""
    used: dict[str, tuple[str, str, list[str]]] = {}
    for step in topic.steps:
        for name, link in fields.links(step):
            known = used.setdefault(folded(name), (name, link, []))
            used[folded(name)] = (known[0], known[1] or link, [*known[2], topic.numbers[step.id]])
    if not used:
        yield Text(quiet(topic.t(pw.NO_ROWS)), "quiet")
        return
    found = sorted(used.values(), key=lambda row: by_name(row[0], topic.language))
    rows = [(plain(name), linked(link), plain(numbering.ranges(numbers))) for name, link, numbers in found]
    yield Table(topic.columns((pw.SYSTEM, 3.5, ""), (pw.LINK, 5.5, ""), (pw.USED_IN, 3, "")), tuple(rows))


def way_through(topic: Topic) -> Iterator[Block]:
    """The procedure: steps in order, choices with their branches."""
    yield Text(plain(topic.t(pw.PROCEDURE_INTRO)))
    lines = outline(topic.diagram, topic.process)
    rows = tuple(_told(topic, line) for line in lines)
    columns = topic.columns((pw.NO, 0.9, "right"), (pw.FOLLOWS, 7.6, ""), (pw.WHO, 2.2, ""), (pw.SYSTEM, 1.3, ""))
    if rows:
        yield Table(columns, rows, indents=tuple(line.depth for line in lines), indented=1)


def linked(link: str) -> Spans:
    """An address as a live link."""
    return (Span(link, link=link),) if link.startswith(("http://", "https://", "mailto:")) else or_dash(link)


def _row(topic: Topic, step: Node) -> tuple[Spans, ...]:
    lane = query.lane_of(topic.diagram, step.id)
    return (
        plain(topic.numbers[step.id]),
        plain(topic.name(step)),
        or_dash(topic.name(lane) if lane else ""),
        fields.owned_by(topic, step),
        or_dash(", ".join(topic.name(p) for p in performers(topic.diagram, step))),
        times(topic, step),
    )


def times(context: Context, step: Node) -> Spans:
    """Processing time, and below it waiting time where there is some."""
    processing, waiting = (context.minutes(step.details.get(key)) for key in ("processingTime", "waitingTime"))
    waits = waiting and step.details.get("waitingTime")
    return two_lines(processing or "–", f"+ {waiting}") if waits else or_dash(processing)


def _told(topic: Topic, line: Line) -> tuple[Spans, ...]:
    answer = _answer(topic, line)
    goes = topic.say(pw.GO_ON, what=_aims(topic, line)) if line.goes else ""
    if line.sort == "step":
        text = one_line(str(line.node.details.get("documentation", "")))
        below = " ".join(filter(None, (text, goes)))
        what = (*answer, Span(topic.name(line.node)), *_below(below))
        who = ", ".join(topic.name(p) for p in performers(topic.diagram, line.node))
        used = ", ".join(name for name, _link in fields.links(line.node))
        return plain(topic.numbers[line.node.id]), what, or_dash(who), or_dash(used)
    if line.sort == "branch":
        label = answer or (Span(f"{topic.say(pw.BRANCH, answer=topic.t(pw.OTHERWISE))} ", "strong"),)
        return plain(""), (*label, Span(goes)), plain(""), plain("")
    said = {"choice": pw.CHOICE, "parallel": pw.PARALLEL, "start": pw.WHEN, "end": pw.END}.get(line.sort, pw.EVENT)
    name = one_line(line.node.name) or topic.t(pw.UNNAMED_CHOICE)
    text = one_line(str(line.node.details.get("documentation", "")))
    what = (*answer, Span(topic.say(said, what=name), "emphasis"), *_below(" ".join(filter(None, (text, goes)))))
    return plain(""), what, plain(""), plain("")


def _answer(topic: Topic, line: Line) -> Spans:
    """The answer that leads to a line, and how often it is given."""
    chance = f" ({topic.number(line.chance)} %)" if line.chance is not None else ""
    if not line.label and not chance:
        return ()
    said = f"{line.label or topic.t(pw.OTHERWISE)}{chance}"
    return (Span(f"{topic.say(pw.BRANCH, answer=said)} ", "strong"),)


def _below(text: str) -> Spans:
    return quiet(f"\n{text}") if text else ()


def _aims(topic: Topic, line: Line) -> str:
    return topic.listed(_aim(topic, node) for node in line.goes)


def _aim(topic: Topic, node: Node) -> str:
    """What one goes on with: a step by its number; a choice without a name by the step before it."""
    if node.name.strip():
        return f"“{topic.step(node)}”"
    at, seen = node, {node.id}
    while at.id not in topic.numbers:
        flows = query.incoming(topic.diagram, at.id)
        before = topic.diagram.get(flows[0].source) if flows else None
        if not isinstance(before, Node) or before.id in seen:
            return topic.name(node)
        seen.add(before.id)
        at = before
    return topic.say(pw.CHOICE_AFTER, step=topic.step(at))
