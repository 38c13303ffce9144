"""The roles in a process, each described in brief: mandate, responsibilities, and the steps that are its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapper.analysis.mandates import Holding, mandate
from mapper.analysis.raci import matrix
from mapper.document.blocks import Block, Heading, Text, plain, strong
from mapper.document.sections import raci, role
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import Topic
from mapper.document.words import process as pw
from mapper.document.words.roles import VOICES
from mapper.model.records import Node


def roles(topic: Topic, level: int) -> Iterator[Block]:
    """A table of all who have a role in the process, and below it what each role is about."""
    yield from raci.people(topic)
    parties = {p.id: p for _label, p in topic.leads(topic.process)}
    parties |= {p.id: p for p in matrix(topic.diagram, topic.steps).parties}
    for party in parties.values():
        yield from _described(topic, party, level)


def _described(topic: Topic, party: Node, level: int) -> Iterator[Block]:
    """One party: for each of its roles in this process what the role is for, and which steps it has."""
    held = mandate(topic.diagram, party.id, topic.numbers)
    found = [(one, _here(topic, one)) for one in held.holdings]
    if not any(here.processes for _whole, here in found):
        return
    yield Heading(level, topic.name(party), "")
    for whole, here in found:
        if not here.processes:
            continue
        voice = VOICES[whole.role]
        brief = Brief(topic.diagram, topic.language, topic.t, topic.numbers, held, here, voice)
        yield Text((*strong(topic.t(voice.role)), *plain(_steps(brief))))
        yield from role.pairs(brief, voice.responsibilities)


def _here(topic: Topic, holding: Holding) -> Holding:
    """What is held in this process only."""
    return replace(holding, processes=tuple(p for p in holding.processes if p.node == topic.process))


def _steps(brief: Brief) -> str:
    numbers = brief.ranges(brief.holds.steps())
    return f": {brief.say(pw.OF_STEPS, numbers=numbers)}" if numbers else ""
