"""What a role is: its purpose, what it answers for, its goals, and what it asks of whoever fills it."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.document.blocks import Assessment, Block, Bullets, Span, Text, filled, plain, strong
from mapper.document.sections.brief import Brief
from mapper.document.sections.working_time import has_time
from mapper.document.words import job as w


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


def _section(brief: Brief) -> str:
    """The number that the section on what the role holds will have."""
    before = brief.voice.sections[: brief.voice.sections.index("holdings")]
    return str(1 + sum(1 for key in before if key != "time" or has_time(brief)))
