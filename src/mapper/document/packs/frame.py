"""What all kinds of documents share: the options, what stands around the text, and sections numbered without gaps."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mapper.analysis import approval, numbering
from mapper.analysis.mandates import one_line, process_owner
from mapper.document.blocks import Block, Document, Heading, Meta, content_code
from mapper.document.sections.context import Context, Topic
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.draw.papers import Paper
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import date, resolve, translator

C = TypeVar("C", bound=Context)


class UnknownSubject(ValueError):
    """The id is nothing that a document of this kind can be about."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a document is printed. numbers: those of the steps, where several maps were read into one. sections: keys of
    the sections wanted, None for all; without: of those that are left out. Of a map alone on paper: sheets: how many it
    may take, 0 for as many as keep its words readable; crop: with marks to cut by; framed: with head and foot;
    selection: only these records, None for all."""

    paper: Paper = "A4"
    date: datetime.date = field(default_factory=datetime.date.today)
    numbers: Mapping[str, str] | None = None
    sections: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    sheets: int = 0
    crop: bool = False
    framed: bool = True
    selection: frozenset[str] | None = None

    def wants(self, key: str) -> bool:
        """Whether a section is to be printed."""
        return key not in self.without and (self.sections is None or key in self.sections)


@dataclass(frozen=True, slots=True)
class Section:
    """A row of a document: a section's key, its title (English), and what writes it at a level of headings."""

    key: str
    title: str
    write: Callable[[Topic, int], Iterable[Block]]


def context(diagram: Diagram, language: str, options: Options) -> Context:
    """The map in a document's language. Raises ValueError for an unknown language."""
    language = resolve(language)
    numbers = numbering.numbers(diagram) if options.numbers is None else options.numbers
    return Context(diagram, language, translator(language), numbers)


def topic(context: Context, process: Node, today: datetime.date) -> Topic:
    """A process of the map as what a document is about."""
    found = [n for id in context.numbers if isinstance(n := context.diagram.get(id), Node)]
    steps = tuple(n for n in found if (home := query.process_of(context.diagram, n.id)) and home.id == process.id)
    return Topic(context.diagram, context.language, context.t, context.numbers, process, steps, today)


def processes(diagram: Diagram, subject: str | None = None) -> list[Node]:
    """The process with an id, else all that hold something. Raises UnknownSubject."""
    every = [n for n in diagram.nodes() if n.kind == "process"]
    if subject is not None:
        found = [n for n in every if n.id == subject]
        if not found:
            raise UnknownSubject(f"{subject!r} is no process of this map")
        return found
    return [n for n in every if query.children(diagram, n.id)] or every


def numbered(
    topic: Topic, rows: Iterable[Section], options: Options, prefix: str, level: int, above: str = ""
) -> Iterator[Block]:
    """The sections that are wanted and have something to say; `above` goes before each number, `prefix` before each
    anchor."""
    count = 0
    for row in rows:
        # What asks for long work (a picture, a sheet for each step) is not even compiled where it is not wanted.
        if not options.wants(row.key):
            continue
        blocks = list(row.write(topic, level + 1))
        if blocks:
            count += 1
            yield Heading(level, topic.t(row.title), f"{prefix}{row.key}", f"{above}{count}")
            yield from blocks


def document(
    context: Context, kind: str, title: str, subtitle: str, found: list[Node], blocks: Iterable[Block], options: Options
) -> Document:
    """A document about some processes, in draft until all of them are approved. kind: English."""
    made = tuple(blocks)
    code = content_code(title, subtitle, context.language, blocks=made)
    around = meta(context, context.t(kind), subtitle or title, found, code, options)
    approved = all(approval.state(context.diagram, p) == "approved" for p in found)
    around = replace(around, watermark="" if approved else context.t(pw.DRAFT))
    return Document(title, subtitle, context.language, around, made)


def meta(
    context: Context, kind: str, about: str, found: list[Node], code: str, options: Options, author: str = ""
) -> Meta:
    """What stands around the text of a document about some processes; its author is their owner."""
    names = list(dict.fromkeys(context.process_name(p) for p in found))
    owners = {o.id: context.name(o) for p in found if (o := process_owner(context.diagram, p)) is not None}
    versions = dict.fromkeys(one_line(str(v)) for p in found if (v := p.details.get("version")))
    told = ", ".join(versions)
    foot = [context.say(w.FOOT_VERSION, version=told)] if told else []
    return Meta(
        kind=kind,
        subject=f"{kind}: {about}",
        author=", ".join(owners.values()) or author or about,
        keywords=tuple(dict.fromkeys((kind, *names))),
        head=(
            context.listed(names) if len(names) < 3 else context.say(pw.PACK_FOR, count=len(names)),
            kind if about in names else f"{kind} · {about}",
        ),
        foot=" · ".join([*foot, date(options.date, context.language), context.say(w.FOOT_CODE, code=code)]),
        page=context.t(w.PAGE),
        date=options.date,
        code=code,
        paper=options.paper,
    )
