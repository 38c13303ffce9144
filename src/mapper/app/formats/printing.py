"""Documents from maps, of any kind of the table: as PDF, as Markdown or as one HTML file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mapper.app import files
from mapper.app.errors import UsageError
from mapper.app.formats import export, people
from mapper.app.formats.library import Entry, Library
from mapper.document.blocks import Document, Print
from mapper.document.packs.frame import Options
from mapper.document.packs.job_description import Signature
from mapper.document.packs.job_description import signature as job_signature
from mapper.document.packs.table import DOCUMENTS, Kind, subjects
from mapper.document.print import html, markdown, pdf
from mapper.draw.papers import Paper
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.text import _, current


@dataclass(frozen=True, slots=True)
class Wish:
    """How a document is wanted. language: that of the interface unless one is named. pictures: whether maps are shown
    in it, for which they need a place for everything. sections: the only ones wanted, all where there are none;
    without: those that are left out. sheets, crop, framed: of a map alone on paper (`document.packs.frame.Options`)."""

    language: str | None = None
    paper: Paper = "A4"
    date: datetime.date = field(default_factory=datetime.date.today)
    pictures: bool = True
    sections: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sheets: int = 0
    crop: bool = False
    framed: bool = True


def as_markdown(document: Document) -> Print:
    """A document as text that can be read as it is."""
    return Print(markdown.render(document).encode("utf-8", "backslashreplace"))


def as_html(document: Document) -> Print:
    """A document as a page for a browser, in one file."""
    return Print(html.render(document).encode("utf-8", "xmlcharrefreplace"))


PRINTERS: dict[str, Callable[[Document], Print]] = {".pdf": pdf.render, ".md": as_markdown, ".html": as_html}
"""What prints a document, by the ending of the file it goes to."""


def kind(key: str) -> Kind:
    """The kind of document of that key. Raises UsageError that names all."""
    found = DOCUMENTS.get(key)
    if found is None:
        what = _("there is no kind of document called “{name}”").format(name=key)
        raise UsageError(None, None, what, _("choose one of {names}").format(names=" ".join(DOCUMENTS)))
    return found


def compile(kind: Kind, maps: Library, name: str | None, wish: Wish | None = None) -> Document:
    """A document of a kind about whom or what is called so. Raises UsageError when nothing is, or a name is missing."""
    wish = wish or Wish()
    subject = _subject(kind, maps.diagram(), name, maps.path)
    export.sheet_size(wish.paper)
    _known_sections(kind, (*wish.sections, *wish.without))
    # A signature is of what was printed with pictures.
    pictures = wish.pictures or any(party.details.get("signed") for party in query.parties(maps.diagram()))
    diagram = maps.diagram(name, shown=True) if pictures else maps.diagram()
    return _compiled(kind, diagram, subject, maps.numbers, wish)


def _known_sections(kind: Kind, keys: Iterable[str]) -> None:
    known = [key for key, _title in kind.sections]
    for key in keys:
        if key not in known:
            what = _("a {document} has no section “{name}”").format(document=kind.key, name=key)
            advice = _("choose among {names}").format(names=" ".join(known)) if known else _("it has none to choose")
            raise UsageError(None, None, what, advice)


def _compiled(
    kind: Kind, diagram: Diagram, subject: str | None, numbers: Mapping[str, str] | None, wish: Wish
) -> Document:
    sections = frozenset(wish.sections) if wish.sections else None
    options = Options(wish.paper, wish.date, numbers, sections, frozenset(wish.without), wish.sheets, wish.crop,
                      wish.framed)  # fmt: skip
    return kind.compile(diagram, subject, wish.language or current(), options)


def job_description(
    diagram: Diagram, name: str, path: Path, language: str | None = None, paper: Paper = "A4",
    date: datetime.date | None = None,
) -> Document:  # fmt: skip
    """The job description of the party of that name. path: where the map is from, for an error's sake.

    Raises UsageError when nobody is called so.
    """
    wish, row = Wish(language, paper, date or datetime.date.today()), DOCUMENTS["job-description"]
    return _compiled(row, diagram, _subject(row, diagram, name, path), None, wish)


def signatures(entry: Entry) -> list[Signature]:
    """Whose job descriptions were signed on a map of a folder, and whether they would be printed the same today."""
    if not any(party.details.get("signed") for party in query.parties(entry.diagram)):
        return []
    found = (job_signature(entry.shown, party) for party in query.parties(entry.shown))
    return [one for one in found if one is not None]


def pictures(path: Path) -> bool:
    """Whether a document that goes to such a file shows pictures of maps. Raises UsageError."""
    return printer(path) is not as_markdown


def write(document: Document, path: Path) -> tuple[str, ...]:
    """Print a document to a file, whole or not at all; warnings of the printer. Raises UsageError, UnwritableError."""
    made = printer(path)(document)
    files.write(path, made.data)
    return made.warnings


def printer(path: Path) -> Callable[[Document], Print]:
    """What prints to a file of that ending. Raises UsageError."""
    found = PRINTERS.get(path.suffix.lower())
    if found is None:
        what = _("documents are not written as {suffix}").format(suffix=path.suffix or _("a file without an ending"))
        raise UsageError(path, None, what, _("choose one of {formats}").format(formats=" ".join(PRINTERS)))
    return found


def _subject(kind: Kind, diagram: Diagram, name: str | None, path: Path) -> str | None:
    if name is None:
        if kind.needs_subject:
            what = _("it is not said for whom the document is")
            raise UsageError(path, None, what, _("name somebody with --for"))
        return None
    return people.among(subjects(kind, diagram), name, path)
