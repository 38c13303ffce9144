"""`mapper job-description`: what somebody named on a map owns and does, as a document."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mapper.app.formats import library, printing
from mapper.cli import say
from mapper.cli.options import Json, Lang, Quiet
from mapper.text import N_

TERMINAL = Path("-")


class Paper(StrEnum):
    """Sizes of paper, as the parser offers them."""

    A4 = "A4"
    LETTER = "Letter"


def command(
    path: Annotated[Path, typer.Argument(metavar="PATH", readable=False, help=N_("A map, or a folder of maps."))],
    name: Annotated[str, typer.Option("--for", metavar="NAME", help=N_("Who: a person, role or unit of the map."))],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            readable=False,
            help=N_("A .pdf or .md file to write, or - to print Markdown here."),
        ),
    ],
    paper: Annotated[Paper, typer.Option(metavar="A4|Letter", help=N_("Size of the paper."))] = Paper.A4,
    date: Annotated[
        datetime.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=N_("The date on it; today unless given.")),
    ] = None,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Print a job description."""
    if output != TERMINAL:
        printing.printer(output)
    maps = library.read(path)
    day = date.date() if date else None
    diagram = maps.diagram(name, shown=output != TERMINAL and printing.pictures(output))
    document = printing.job_description(diagram, name, path, paper=paper.value, date=day, numbers=maps.numbers)
    if output == TERMINAL:
        made = printing.as_markdown(document)
        say.data(made.data)
        warnings = made.warnings
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
