"""`mapper diff`: what differs between two maps, by meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mapper.app.comparing import page, states, words
from mapper.app.errors import UsageError
from mapper.bpmn import Source
from mapper.cli import say
from mapper.cli.options import Json, Lang, Quiet
from mapper.compare.differences import Difference
from mapper.text import N_, _


def command(
    before: Annotated[Path, typer.Argument(metavar="A", readable=False, help=N_("The map as it was."))],
    after: Annotated[Path, typer.Argument(metavar="B", readable=False, help=N_("The map as it is."))],
    html: Annotated[
        bool, typer.Option("--html", help=N_("Print a page with both maps side by side and what differs."))
    ] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=N_("Exit with 1 when the maps differ."))] = False,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Compare two maps."""
    if html and json:
        raise UsageError(None, None, _("--html and --json are two forms of one answer"), _("leave one of them out"))
    one, two = states.read(before), states.read(after)
    found = states.differences(one, two)
    if json:
        say.as_json({"changes": words.rows(found)})
    elif html:
        say.data(page.html((str(before), one), (str(after), two), found))
    elif not quiet:
        show(found, one, two)
    return 1 if found and exit_code else 0


def show(found: tuple[Difference, ...], *sources: Source | None) -> None:
    """Print the differences under their headings."""
    told = words.Words(*sources)
    for heading, group in words.by_what(found):
        say.result(heading)
        for one in group:
            say.result(f"  {told.line(one)}")
