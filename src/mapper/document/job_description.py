"""A party's job description: DOMAIN.md's sections 1 to 8 and 13, numbered consecutively in print."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mapper.document import wording as w
from mapper.document.blocks import (
    Assessment,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Meta,
    Paper,
    Signatures,
    Span,
    Spans,
    Text,
    content_code,
    filled,
    plain,
    quiet,
    strong,
)
from mapper.document.brief import Brief
from mapper.document.holdings import holdings
from mapper.document.mandate import mandate, one_line
from mapper.document.working_time import working_time
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import date, resolve, translator


@dataclass(frozen=True, slots=True)
class Options:
    """How a job description is printed."""

    paper: Paper = "A4"
    date: datetime.date = field(default_factory=datetime.date.today)


def compile(diagram: Diagram, party_id: str, language: str = "en", options: Options | None = None) -> Document:
    """The job description of a person, role or unit. Raises UnknownParty, and ValueError for an unknown language."""
    options = options or Options()
    brief = _brief(diagram, party_id, resolve(language))
    blocks = tuple(_blocks(brief, date(options.date, brief.language)))
    title, subtitle = _names(brief)
    # Without the date, so that two prints of the same content carry the same code.
    code = content_code(title, subtitle, brief.language, blocks=_blocks(brief, ""))
    return Document(title, subtitle, brief.language, _meta(brief, options, code), blocks)


def _brief(diagram: Diagram, party_id: str, language: str) -> Brief:
    holds = mandate(diagram, party_id)
    return Brief(diagram, holds, language, translator(language), w.OWNER if holds.owns else w.PERFORMER)


def _blocks(brief: Brief, day: str) -> Iterator[Block]:
    writers: dict[str, Callable[[Brief], Iterable[Block]]] = {
        "position": lambda b: _position(b, day),
        "purpose": _purpose,
        "responsibilities": lambda b: _pairs(b, b.voice.responsibilities),
        "goals": lambda b: _pairs(b, b.voice.goals),
        "required": lambda b: [Bullets(tuple(plain(b.t(item)) for item in b.voice.required))],
        "ideal": _ideal,
        "time": working_time,
        "signatures": _signatures,
    }
    for number, (anchor, title) in enumerate(w.SECTIONS, 1):
        yield Heading(1, brief.t(title or brief.voice.holdings), anchor, str(number))
        yield from holdings(brief, number) if anchor == "holdings" else writers[anchor](brief)


# -- head --------------------------------------------------------------------------------------------------------------


def _names(brief: Brief) -> tuple[str, str]:
    """Title and subtitle: the role, and who holds it."""
    party = brief.holds.party
    name = brief.name(party)
    title = brief.t(brief.voice.role) if brief.holds.owns else _title(party) or name
    return title, name if name != title else ""


def _title(party: Node) -> str:
    return one_line(str(party.details.get("title", "")))


def _position(brief: Brief, day: str) -> Iterator[Block]:
    party, t = brief.holds.party, brief.t
    kind = str(party.details.get("partyKind", "role"))
    names = [brief.process(p) for p in brief.holds.processes]
    yield Facts(
        (
            (t(w.ROLE), plain(t(brief.voice.role))),
            (t(w.TITLE), _or_missing(brief, _title(party))),
            *([] if kind == "person" else [(t(w.UNIT if kind == "unit" else w.HELD_AS), plain(brief.name(party)))]),
            (t(w.NAME), plain(brief.name(party)) if kind == "person" else quiet(t(w.TO_FILL_IN))),
            (t(w.PROCESS if len(names) < 2 else w.PROCESSES), _or_missing(brief, brief.listed(names))),
            (t(w.DEPARTMENT), _or_missing(brief, one_line(str(party.details.get("department", ""))))),
            (t(w.REPORTS_TO), _or_missing(brief, _superior(brief, party))),
            (t(w.VERSION), _or_missing(brief, _version(brief))),
            (t(w.DATE), plain(day)),
        )
    )


def _superior(brief: Brief, party: Node) -> str:
    above = brief.diagram.get(str(party.details.get("reportsTo", "")))
    if not isinstance(above, Node):
        return ""
    title = _title(above)
    return f"{brief.name(above)}, {title}" if title and title != above.name else brief.name(above)


def _version(brief: Brief) -> str:
    """The versions of the charters, each said once."""
    charters = [p.node.details.get("version") for p in brief.holds.whole or brief.holds.processes if p.node]
    return ", ".join(dict.fromkeys(one_line(str(v)) for v in charters if v))


def _or_missing(brief: Brief, text: str) -> Spans:
    return plain(text) if text else quiet(brief.t(w.NOT_RECORDED))


# -- the role ----------------------------------------------------------------------------------------------------------


def _purpose(brief: Brief) -> Iterator[Block]:
    partly = brief.holds.owns and not brief.holds.whole
    named = brief.holds.whole or brief.holds.processes
    what = strong(brief.listed(brief.process(p) for p in named)) if named else plain(brief.t(w.THE_PROCESS))
    for message in w.PART_PURPOSE if partly else brief.voice.purpose:
        yield Text(filled(brief.t(message), processes=what))


def _pairs(brief: Brief, pairs: tuple[tuple[str, str], ...]) -> list[Block]:
    items = ((Span(brief.t(term), "strong"), Span(" " + brief.t(rest))) for term, rest in pairs)
    return [Bullets(tuple(items))]


def _ideal(brief: Brief) -> Iterator[Block]:
    t = brief.t
    yield Text(plain(t(w.IDEAL_INTRO)))
    head = (t(w.CRITERION), (t(w.MET), t(w.PARTLY), t(w.NOT_MET)), t(w.REMARKS))
    yield Assessment(head, tuple(t(item) for item in brief.voice.ideal))


def _signatures(brief: Brief) -> Iterator[Block]:
    t, party = brief.t, brief.holds.party
    yield Text(plain(t(brief.voice.signing)))
    holder, other = brief.voice.signers
    name = brief.name(party) if party.details.get("partyKind") == "person" else ""
    yield Signatures(((t(holder), name), (t(other), "")), (t(w.SIGNATURE), t(w.SIGNED_NAME), t(w.SIGNED_DATE)))


# -- around the text ---------------------------------------------------------------------------------------------------


def _meta(brief: Brief, options: Options, code: str) -> Meta:
    kind, version = brief.t(w.KIND), _version(brief)
    name, processes = brief.name(brief.holds.party), [brief.process(p) for p in brief.holds.processes]
    day = date(options.date, brief.language)
    foot = [brief.say(w.FOOT_VERSION, version=version)] if version else []
    return Meta(
        kind=kind,
        subject=f"{kind}: {name}",
        author=_superior(brief, brief.holds.party) or name,
        keywords=(kind, brief.t(brief.voice.role), *processes),
        head=(brief.listed(processes), f"{kind} · {name}"),
        foot=" · ".join([*foot, day, brief.say(w.FOOT_CODE, code=code)]),
        page=brief.t(w.PAGE),
        date=options.date,
        code=code,
        paper=options.paper,
    )
