"""`mapper job-description`: what somebody named on a map owns and does, as a document."""

from __future__ import annotations

from typing import Annotated

import typer

from mapper.cli import documents
from mapper.cli.documents import Date, Maps, Output, Paper, PaperSize
from mapper.cli.options import Json, Lang, Quiet
from mapper.text import N_


def command(
    path: Maps,
    name: Annotated[str, typer.Option("--for", metavar="NAME", help=N_("Who: a person, role or unit of the map."))],
    output: Output,
    paper: PaperSize = Paper.A4,
    date: Date = None,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Print a job description."""
    return documents.made("job-description", path, name, output, paper, date, json, quiet)
