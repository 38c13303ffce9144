"""The options and arguments that several verbs take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from mapper.text import N_

InOut: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="IN OUT",
        readable=False,
        help=N_("The map to read, and the file to write: .bpmn .svg .png .pdf .csv; or two folders."),
    ),
]
Lang: TypeAlias = Annotated[
    str, typer.Option("--lang", metavar="en|da", help=N_("Language of messages and documents."))
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help=N_("Print the result as JSON."))]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", help=N_("Print nothing but errors."))]
