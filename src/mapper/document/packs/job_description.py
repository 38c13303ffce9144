"""A party's job description: a chapter for each role it holds, whose sections are those of the role's voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mapper.analysis import approval, numbering
from mapper.analysis.mandates import Mandate, Process, mandate, takes_part
from mapper.document.blocks import Block, Break, Document, Facts, Heading, Text, content_code, plain
from mapper.document.packs.frame import Options, meta
from mapper.document.sections import comparing, position, role
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import Context
from mapper.document.sections.holdings import holdings
from mapper.document.sections.position import superior, title_of
from mapper.document.sections.working_time import working_time
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.document.words.roles import VOICES
from mapper.model import query
from mapper.model.details import rows
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import LANGUAGES, date, resolve, translator


def compile(diagram: Diagram, party_id: str, language: str = "en", options: Options | None = None) -> Document:
    """The job description of a person, role or unit. Raises UnknownParty, and ValueError for an unknown language."""
    options = options or Options()
    briefs = _briefs(diagram, party_id, resolve(language), options)
    blocks = tuple(_chapters(briefs, date(options.date, briefs[0].language)))
    title, subtitle = _names(briefs)
    code = _code(briefs, blocks)
    first, name = briefs[0], briefs[0].name(briefs[0].party)
    found = list({p.node.id: p.node for b in briefs for p in b.holds.processes if p.node is not None}.values())
    around = meta(first, first.t(w.KIND), name, found, code, options, superior(first, first.party))
    words = tuple(dict.fromkeys((*around.keywords, *(_role(brief) for brief in briefs))))
    approved = all(approval.state(diagram, process) == "approved" for process in found)
    around = replace(around, keywords=words, watermark="" if approved else first.t(pw.DRAFT))
    # Of a folder of maps no signature is told: it is about the one map in whose file it stands.
    noted = _note(first, signature(diagram, first.party)) if options.numbers is None else ()
    return Document(title, subtitle, first.language, around, (*noted, *blocks))


@dataclass(frozen=True, slots=True)
class Signature:
    """That a job description was signed. day: ISO 8601; who: names; current: whether it would be printed the same
    today."""

    party: Node
    day: str
    who: str
    language: str
    code: str
    current: bool


def code(diagram: Diagram, party_id: str, language: str) -> str:
    """The content code of a party's job description. Raises UnknownParty, and ValueError for an unknown language."""
    briefs = _briefs(diagram, party_id, resolve(language), Options())
    return _code(briefs, tuple(_chapters(briefs, "")))


def signature(diagram: Diagram, party: Node) -> Signature | None:
    """The latest signature under a party's job description, and whether it still holds; None when there is none."""
    kept = rows(party.details, "signed")
    if not kept:
        return None
    last = kept[-1]
    language = last["language"] if last["language"] in LANGUAGES else LANGUAGES[0]
    current = last["code"] == code(diagram, party.id, language)
    return Signature(party, last["date"], last["who"], language, last["code"], current)


def outdated(diagram: Diagram) -> list[Signature]:
    """The signatures that no longer hold, in the order of the parties."""
    found = (signature(diagram, party) for party in query.parties(diagram))
    return [one for one in found if one is not None and not one.current]


def told(context: Context, signed: Signature, current: str, past: str) -> Text:
    """A signature in a sentence: one for where it holds, one for where it no longer does."""
    said = context.say(
        current if signed.current else past,
        day=context.day(signed.day), who=signed.who or "–", code=signed.code,
    )  # fmt: skip
    return Text(plain(said), "quiet" if signed.current else "warning")


def _note(first: Brief, signed: Signature | None) -> tuple[Text, ...]:
    return () if signed is None else (told(first, signed, w.SIGNED, w.OUTDATED),)


def _code(briefs: list[Brief], blocks: tuple[Block, ...]) -> str:
    """Without the date, so that two prints of the same content carry the same code."""
    title, subtitle = _names(briefs)
    dated = briefs[0].t(w.DATE)
    bare = (replace(b, rows=tuple(r for r in b.rows if r[0] != dated)) if isinstance(b, Facts) else b for b in blocks)
    return content_code(title, subtitle, briefs[0].language, blocks=bare)


def _briefs(diagram: Diagram, party_id: str, language: str, options: Options) -> list[Brief]:
    """One for each role held. What is told nowhere else, the steps of others one is asked about, goes to the first."""
    numbers = numbering.numbers(diagram) if options.numbers is None else options.numbers
    held, t = mandate(diagram, party_id, numbers), translator(language)
    voices = {role: replace(VOICES[role], sections=tuple(filter(options.wants, VOICES[role].sections)))
              for role in held.roles}  # fmt: skip
    briefs = [Brief(diagram, language, t, numbers, held, one, voices[one.role]) for one in held.holdings]
    if "performer" in held.roles:
        return briefs
    others = _others(held, takes_part(diagram, held.party, numbers).processes)
    return [replace(briefs[0], others=others), *briefs[1:]]


def _others(held: Mandate, processes: tuple[Process, ...]) -> tuple[Process, ...]:
    told = {step.node.id for holding in held.holdings for step in holding.steps()}
    left = (replace(p, steps=tuple(s for s in p.steps if s.node.id not in told)) for p in processes)
    return tuple(process for process in left if process.steps)


def _chapters(briefs: list[Brief], day: str) -> Iterator[Block]:
    if len(briefs) == 1:
        yield from _sections(briefs[0], day, "")
        return
    first = briefs[0]
    roles = first.listed(_role(brief) for brief in briefs)
    yield Text(plain(first.say(w.SEVERAL, name=first.name(first.party), roles=roles)))
    for at, brief in enumerate(briefs):
        if at:
            yield Break()
        yield Heading(0, _role(brief), f"chapter-{brief.holds.role}", "ABCDE"[at])
        yield from _sections(brief, day, f"{brief.holds.role}-")


def _role(brief: Brief) -> str:
    return brief.t(brief.voice.role)


def _sections(brief: Brief, day: str, prefix: str) -> Iterator[Block]:
    """The sections that are wanted and have something to say, numbered without gaps."""
    wanted = brief.voice.sections
    written = {key: list(_WRITERS[key](brief, day)) for key in wanted if key != "holdings"}
    keys = [key for key in wanted if key == "holdings" or written[key]]
    for number, key in enumerate(keys, 1):
        yield Heading(1, brief.t(w.SECTIONS[key] or brief.voice.holdings), f"{prefix}{key}", str(number))
        yield from holdings(brief, number) if key == "holdings" else written[key]


def _names(briefs: list[Brief]) -> tuple[str, str]:
    """Title and subtitle: the roles, and who holds them. Who only performs is called by the title or name."""
    party, name = briefs[0].party, briefs[0].name(briefs[0].party)
    alone = briefs[0].holds.role == "performer"
    title = (title_of(party) or name) if alone else briefs[0].listed(_role(brief) for brief in briefs)
    title = title[:1].upper() + title[1:].lower() if len(briefs) > 1 else title
    return title, name if name != title else ""


def _processes(brief: Brief) -> list[Node]:
    return [p.node for p in brief.holds.processes if p.node is not None]


_WRITERS: dict[str, Callable[[Brief, str], Iterable[Block]]] = {
    "position": position.position,
    "purpose": lambda brief, _day: role.purpose(brief),
    "responsibilities": lambda brief, _day: role.pairs(brief, brief.voice.responsibilities),
    "goals": lambda brief, _day: role.pairs(brief, brief.voice.goals),
    "required": lambda brief, _day: role.required(brief),
    "ideal": lambda brief, _day: role.ideal(brief),
    "time": lambda brief, _day: working_time(brief),
    "functional": lambda brief, _day: comparing.beside_functional(brief),
    "manager": lambda brief, _day: comparing.beside_manager(brief, _processes(brief), 2),
    "rights": lambda brief, _day: comparing.rights(brief, _processes(brief), 2),
    "design": lambda brief, _day: comparing.design(brief),
    "handover": lambda brief, _day: comparing.handover(brief),
    "risks": lambda brief, _day: comparing.risks(brief),
    "development": lambda brief, _day: comparing.development(brief),
    "signatures": lambda brief, _day: position.signatures(brief),
}
"""What writes each section; the one on what the role holds also wants its number."""
