"""What a role is: its purpose, what it answers for, its goals, what it asks of whoever fills it; and the roles in a
process, each in brief."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mapper.analysis.mandates import mandate
from mapper.analysis.raci import matrix
from mapper.document.blocks import Assessment, Block, Bullets, Heading, Span, Text, filled, plain, strong
from mapper.document.sections import raci
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import Topic
from mapper.document.sections.working_time import has_time
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.document.words.roles import VOICES
from mapper.model.records import Node

Beside = Callable[[Topic, Node], Iterable[Block]]


def purpose(brief: Brief) -> Iterator[Block]:
    """Why the role is there, and what its mandate covers."""
    named = brief.holds.processes
    what = strong(brief.listed(brief.process(p) for p in named)) if named else plain(brief.t(w.THE_PROCESS))
    for message in brief.voice.purpose:
        yield Text(filled(brief.t(message), processes=what, section=plain(_section(brief))))


def pairs(brief: Brief, rows: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """A list of terms, each with what follows it."""
    filler = {"section": _section(brief)}
    items = ((Span(brief.t(term), "strong"), Span(f" {brief.say(rest, **filler)}")) for term, rest in rows)
    yield Bullets(tuple(items))


def required(brief: Brief) -> Iterator[Block]:
    """What whoever fills the role must be able to."""
    yield Bullets(tuple(plain(brief.t(item)) for item in brief.voice.required))


def ideal(brief: Brief) -> Iterator[Block]:
    """The ideal candidate, as an assessment to be ticked."""
    t = brief.t
    yield Text(plain(t(w.IDEAL_INTRO)))
    head = (t(w.CRITERION), (t(w.MET), t(w.PARTLY), t(w.NOT_MET)), t(w.REMARKS))
    yield Assessment(head, tuple(t(item) for item in brief.voice.ideal))


def roles(topic: Topic, level: int, beside: Beside) -> Iterator[Block]:
    """A table of all who have a role in the process, and below it what each role is about. beside: what else is said of
    a party."""
    yield from raci.people(topic)
    parties = {p.id: p for _label, p in topic.leads(topic.process)}
    parties |= {p.id: p for p in matrix(topic.diagram, topic.steps).parties}
    for party in parties.values():
        yield from _described(topic, party, level, beside)


def _described(topic: Topic, party: Node, level: int, beside: Beside) -> Iterator[Block]:
    """One party: for each of its roles in this process what the role is for, and which steps it has."""
    held = mandate(topic.diagram, party.id, topic.numbers, topic.process)
    if not any(holding.processes for holding in held.holdings):
        return
    yield Heading(level, topic.name(party), "")
    yield from beside(topic, party)
    for holding in held.holdings:
        voice = VOICES[holding.role]
        brief = Brief(topic.diagram, topic.language, topic.t, topic.numbers, held, holding, voice)
        yield Text((*strong(topic.t(voice.role)), *plain(_steps(brief))))
        yield from pairs(brief, voice.responsibilities)


def _steps(brief: Brief) -> str:
    numbers = brief.ranges(brief.holds.steps())
    return f": {brief.say(pw.OF_STEPS, numbers=numbers)}" if numbers else ""


def _section(brief: Brief) -> str:
    """The number that the section on what the role holds will have."""
    keys = brief.voice.sections
    before = keys[: keys.index("holdings")] if "holdings" in keys else keys
    return str(1 + sum(1 for key in before if key != "time" or has_time(brief)))
