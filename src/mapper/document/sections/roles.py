"""The roles in a process, each described in brief: mandate, responsibilities, and the steps that are its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mapper.analysis.mandates import mandate
from mapper.analysis.raci import matrix
from mapper.document.blocks import Block, Heading, Text, plain, strong
from mapper.document.sections import raci, role
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import Topic
from mapper.document.words import process as pw
from mapper.document.words.roles import VOICES
from mapper.model.records import Node

Beside = Callable[[Topic, Node], Iterable[Block]]


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
        yield from role.pairs(brief, voice.responsibilities)


def _steps(brief: Brief) -> str:
    numbers = brief.ranges(brief.holds.steps())
    return f": {brief.say(pw.OF_STEPS, numbers=numbers)}" if numbers else ""
