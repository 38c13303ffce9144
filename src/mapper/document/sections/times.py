"""What a process takes: shortest, on average, longest; the critical path; rework; what no path reaches."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis.mandates import performers
from mapper.analysis.times import Loop, Span, Times, Way, times
from mapper.document.blocks import Block, Heading, Spans, Table, Text, plain, quiet
from mapper.document.sections import fields
from mapper.document.sections.context import Topic, or_dash
from mapper.document.words import times as w
from mapper.model import query
from mapper.model.kinds import ACTIVITIES
from mapper.model.records import Node
from mapper.text.formats import parts


def flow_and_times(topic: Topic, level: int) -> Iterator[Block]:
    """All of it; a sentence where no step says how long it takes."""
    found = times(topic.diagram, topic.process)
    if found.shortest is None or found.longest is None:
        return
    if len(found.silent) == len([s for s in topic.steps if not query.children(topic.diagram, s.id)]):
        yield Text(quiet(topic.t(w.NO_TIMES)), "quiet")
    else:
        yield Text(plain(topic.t(w.INTRO)))
        yield _spans(topic, found)
        if found.silent:
            yield Text(plain(topic.say(w.SILENT, steps=_steps(topic, found.silent))), "quiet")
        yield Heading(level, topic.t(w.CRITICAL), "")
        yield Text(plain(topic.t(w.CRITICAL_INTRO)))
        yield _critical(topic, found.longest)
    if found.loops:
        yield Heading(level, topic.t(w.REWORK), "")
        yield _rework(topic, found.loops)
    for nodes, message in ((_unowned(topic), w.UNOWNED), (found.unreached, w.UNREACHED)):
        if nodes:
            yield Text(plain(topic.say(message, steps=_steps(topic, nodes))), "warning")


def _spans(topic: Topic, found: Times) -> Table:
    shortest, longest = found.shortest, found.longest
    # One unit for all, so that what is printed can be added up.
    hours = max(longest.span.whole if longest else 0.0, found.expected.whole) >= _HOURS
    titles = (w.PROCESSING_H, w.WAITING_H, w.WHOLE_H) if hours else (w.PROCESSING_M, w.WAITING_M, w.WHOLE_M)
    columns = topic.columns((w.PATH, 4.8, ""), *((title, 2.4, "right") for title in titles))
    rows = (
        (w.SHORTEST, shortest.span if shortest else Span()),
        (w.EXPECTED, found.expected),
        (w.LONGEST, longest.span if longest else Span()),
    )
    return Table(columns, tuple((plain(topic.t(label)), *_figures(topic, span, hours)) for label, span in rows))


def _figures(topic: Topic, span: Span, hours: bool) -> Iterator[Spans]:
    scale = 60 if hours else 1
    processing, waiting = parts([span.processing / scale, span.waiting / scale], 1)
    for value in (processing, waiting, processing + waiting):
        yield plain(topic.number(round(value, 1), 1))


_HOURS = 120.0
"""Minutes from which on hours are told."""


def _critical(topic: Topic, way: Way) -> Table:
    columns = topic.columns((w.NO, 0.8, "right"), (w.STEP, 4.0, ""), (w.LANE, 2.2, ""), (w.OWNER, 2.4, ""),
                            (w.PROCESSING, 1.3, "right"), (w.WAITING, 1.3, "right"))  # fmt: skip
    steps = [node for node in way.nodes if node.family in ACTIVITIES]
    return Table(columns, tuple(_step(topic, step) for step in steps))


def _step(topic: Topic, step: Node) -> tuple[Spans, ...]:
    lane, owner = query.lane_of(topic.diagram, step.id), query.owner(topic.diagram, step.id)
    return (
        plain(topic.numbers.get(step.id, "")),
        plain(topic.name(step)),
        or_dash(topic.name(lane) if lane else ""),
        or_dash(topic.name(owner) if owner else ""),
        *(fields.duration(topic, step, key) for key in ("processingTime", "waitingTime")),
    )


def _rework(topic: Topic, loops: tuple[Loop, ...]) -> Table:
    columns = topic.columns((w.AGAIN, 5.2, ""), (w.WHO, 2.8, ""), (w.CHANCE, 1.3, "right"), (w.ROUND, 1.4, "right"),
                            (w.ADDED, 1.3, "right"))  # fmt: skip
    rows = []
    for loop in loops:
        steps = [node for node in loop.nodes if node.family in ACTIVITIES]
        people = {p.id: topic.name(p) for step in steps for p in _people(topic, step)}
        rows.append((
            plain(_steps(topic, steps) if steps else topic.step(loop.target)), or_dash(", ".join(people.values())),
            plain(f"{topic.number(loop.chance)} %"), or_dash(topic.minutes(loop.span.whole) if loop.span.whole else ""),
            or_dash(topic.minutes(loop.added.whole) if loop.added.whole else ""),
        ))  # fmt: skip
    return Table(columns, tuple(rows))


def _people(topic: Topic, step: Node) -> list[Node]:
    owner = query.owner(topic.diagram, step.id)
    return performers(topic.diagram, step) or ([owner] if owner else [])


def _unowned(topic: Topic) -> tuple[Node, ...]:
    return tuple(step for step in topic.steps if query.owner(topic.diagram, step.id) is None)


def _steps(topic: Topic, steps: tuple[Node, ...] | list[Node]) -> str:
    """Steps by number and name, with their lanes."""
    found = []
    for step in steps:
        lane = query.lane_of(topic.diagram, step.id)
        found.append(f"{topic.step(step)} ({topic.name(lane)})" if lane else topic.step(step))
    return topic.listed(found)
