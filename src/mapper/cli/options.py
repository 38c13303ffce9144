"""The options that every verb takes."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from mapper.text import N_

Lang: TypeAlias = Annotated[
    str, typer.Option("--lang", metavar="en|da", help=N_("Language of messages and documents."))
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help=N_("Print the result as JSON."))]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", help=N_("Print nothing but errors."))]
