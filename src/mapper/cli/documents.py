"""What the verbs that print documents have in common, and `mapper document`, which prints any kind."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from mapper.app.errors import UsageError
from mapper.app.formats import library, printing
from mapper.cli import say
from mapper.cli.options import Json, Lang, Quiet
from mapper.document.packs.table import DOCUMENTS
from mapper.document.words.process import ABOUT
from mapper.text import N_, _

TERMINAL = Path("-")


class Paper(StrEnum):
    """Sizes of paper, as the parser offers them."""

    A4 = "A4"
    LETTER = "Letter"


Maps: TypeAlias = Annotated[
    Path, typer.Argument(metavar="PATH", readable=False, help=N_("A map, or a folder of maps."))
]
Output: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--output", "-o", metavar="OUT", readable=False,
        help=N_("A .pdf, .md or .html file to write, or - to print Markdown here."),
    ),
]  # fmt: skip
PaperSize: TypeAlias = Annotated[Paper, typer.Option("--paper", metavar="A4|Letter", help=N_("Size of the paper."))]
Date: TypeAlias = Annotated[
    datetime.datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=N_("The date on it; today unless given.")),
]


def command(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help=N_("What kind of document; see --list."))] = None,
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", readable=False, help=N_("A map, or a folder of maps."))
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="OUT", readable=False,
            help=N_("A .pdf, .md or .html file to write, or - to print Markdown here."),
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--for", metavar="NAME", help=N_("Whom or what it is about: see --list."))
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help=N_("List the kinds of documents."))] = False,
    paper: PaperSize = Paper.A4,
    date: Date = None,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:  # fmt: skip
    """Print a document of any kind."""
    if listed:
        show(json)
        return 0
    if kind is None or path is None or output is None:
        what = _("KIND, PATH and -o OUT are needed")
        raise UsageError(None, None, what, _("see {command}").format(command="mapper document --list"))
    return made(kind, path, name, output, paper, date, json, quiet)


def show(json: bool) -> None:
    """List the kinds of documents, with what each is about."""
    rows = [(row.key, _(row.title), _(ABOUT[row.about])) for row in DOCUMENTS.values()]
    if json:
        say.as_json([{"kind": key, "title": title, "about": about} for key, title, about in rows])
        return
    wide = max(len(key) for key, _title, _about in rows)
    say.result("\n".join(f"{key:{wide}}  {title}: {about}" for key, title, about in rows))


def made(
    kind: str, path: Path, name: str | None, output: Path, paper: Paper, date: datetime.datetime | None, json: bool,
    quiet: bool,
) -> int:  # fmt: skip
    """Compile a document, print it, and say what was left out; the status."""
    row = printing.kind(kind)
    if output != TERMINAL:
        printing.printer(output)
    maps = library.read(path)
    day = date.date() if date else datetime.date.today()
    document = printing.compile(row, maps, name, printing.Wish(paper=paper.value, date=day))
    if output == TERMINAL:
        printed = printing.as_markdown(document)
        say.data(printed.data)
        warnings = printed.warnings
    else:
        warnings = printing.write(document, output)
    for failure in maps.failures:
        say.error(failure)
    if not quiet:
        for warning in warnings:
            say.error(f"{output}: {warning}")
    if json and output != TERMINAL:
        say.as_json({"written": [str(output)], "failed": [{"file": str(f.path), "why": str(f)} for f in maps.failures]})
    return 1 if maps.failures else 0
