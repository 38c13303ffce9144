"""Documents from maps: a job description as a PDF or as Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

from mapper.app import files
from mapper.app.errors import UsageError
from mapper.app.formats import people
from mapper.document.blocks import Document, Paper, Print
from mapper.document.packs import job_description as description
from mapper.document.print import markdown, pdf
from mapper.model.diagram import Diagram
from mapper.text import _, current


def as_markdown(document: Document) -> Print:
    """A document as text that can be read as it is."""
    return Print(markdown.render(document).encode("utf-8", "backslashreplace"))


PRINTERS: dict[str, Callable[[Document], Print]] = {".pdf": pdf.render, ".md": as_markdown}
"""What prints a document, by the ending of the file it goes to."""


def job_description(
    diagram: Diagram,
    name: str,
    path: Path,
    language: str | None = None,
    paper: Paper = "A4",
    date: datetime.date | None = None,
    numbers: Mapping[str, str] | None = None,
) -> Document:
    """The job description of the party of that name. path: where the map is from, for an error's sake;
    numbers: those of the steps, where several maps were read into one.

    Raises UsageError when nobody is called so.
    """
    party = people.find(diagram, name, path)
    options = description.Options(paper=paper, date=date or datetime.date.today(), numbers=numbers)
    return description.compile(diagram, party.id, language or current(), options)


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
