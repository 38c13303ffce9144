"""`mapper pack`: all that is known of the processes of a map or a folder, in one document."""

from __future__ import annotations

from typing import Annotated

import typer

from mapper.cli import documents
from mapper.cli.documents import Date, Maps, Output, Paper, PaperSize
from mapper.cli.options import Json, Lang, Quiet
from mapper.text import N_


def command(
    path: Maps,
    output: Output,
    name: Annotated[
        str | None, typer.Option("--for", metavar="NAME", help=N_("One process only; all unless given."))
    ] = None,
    paper: PaperSize = Paper.A4,
    date: Date = None,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Print a documentation pack."""
    return documents.made("pack", path, name, output, paper, date, json, quiet)
