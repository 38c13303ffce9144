"""All kinds of documents as one table: a new kind is a row here and a module that compiles it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mapper.document.blocks import Document
from mapper.document.packs import job_description, map_sheets, pack, sheets
from mapper.document.packs.frame import Options, Section, context, processes
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE
from mapper.model.records import Node
from mapper.text import current
from mapper.text.order import by_name, folded

About = Literal["party", "process", "part", "diagram"]


@dataclass(frozen=True, slots=True)
class Kind:
    """key: as the command line names it. title: English. about: what its subject is; one about a process, or a
    diagram, can do without and then tells of all. compile: from a map, the subject's id, the language and options.
    sections: key and title (English) of each section that can be left out."""

    key: str
    title: str
    about: About
    compile: Callable[[Diagram, str | None, str, Options], Document]
    sections: tuple[tuple[str, str], ...] = ()

    @property
    def needs_subject(self) -> bool:
        """Whether it must be said for whom the document is."""
        return self.about in ("party", "part")


def _of(sections: tuple[Section, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((row.key, row.title) for row in sections)


_JOB = tuple((key, title or w.HOLDINGS) for key, title in w.SECTIONS.items())
_ROWS = (
    Kind("job-description", pw.JOB, "party", lambda *asked: _job(*asked), _JOB),
    Kind("pack", pw.PACK, "process", pack.compile, _of(pack.SECTIONS)),
    Kind("map", pw.MAP, "diagram", map_sheets.compile),
    Kind("procedure", pw.PROCEDURE, "process", sheets.about_processes(pw.PROCEDURE, sheets.PROCEDURE),
         _of(sheets.PROCEDURE)),
    Kind("my-part", pw.MY_PART, "part", sheets.my_part),
    Kind("verify", pw.VERIFY, "part", sheets.verify),
    Kind("raci", pw.RACI_SHEET, "process", sheets.about_processes(pw.RACI_SHEET, sheets.RACI), _of(sheets.RACI)),
    Kind("handoffs", pw.HANDOFF_SHEET, "process", sheets.about_processes(pw.HANDOFF_SHEET, sheets.HANDOFFS),
         _of(sheets.HANDOFFS)),
    Kind("agenda", pw.AGENDA, "process", sheets.agenda, _of(sheets.AGENDA)),
    Kind("owner-and-functional-manager", pw.BESIDE_FUNCTIONAL, "process", sheets.beside_functional),
    Kind("owner-and-process-manager", pw.BESIDE_MANAGER, "process", sheets.beside_manager),
)  # fmt: skip

DOCUMENTS: dict[str, Kind] = {row.key: row for row in _ROWS}
"""Every kind of document by key, in the order in which they are offered."""


def subjects(kind: Kind, diagram: Diagram) -> list[tuple[str, str]]:
    """What a document of a kind can be about: id and name, by name."""
    nodes: list[Node] = []
    if kind.about in ("party", "part"):
        nodes = query.parties(diagram)
    if kind.about == "part":
        # A lane named like a party stands for it.
        taken = {folded(party.name) for party in nodes}
        nodes += [n for n in diagram.nodes() if n.family == LANE and n.name.strip() and folded(n.name) not in taken]
    if kind.about in ("process", "diagram"):
        frame = context(diagram, current(), Options(numbers={}))
        if kind.about == "diagram":
            return [(plane.id, map_sheets.name(frame, plane)) for plane in map_sheets.drawn(diagram)]
        return [(n.id, frame.process_name(n)) for n in processes(diagram)]
    found = [(n.id, " ".join(n.name.split()) or n.id) for n in nodes]
    return sorted(found, key=lambda row: by_name(row[1]))


def _job(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    return job_description.compile(diagram, subject or "", language, options)
