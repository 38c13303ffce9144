"""`mapper diff`: what differs between two maps, by meaning."""

from __future__ import annotations

from pathlib import Path

from mapper.app.comparing import page, states, words
from mapper.app.errors import UsageError
from mapper.bpmn import Source
from mapper.cli import say
from mapper.compare.differences import Difference
from mapper.text import _


def command(before: Path, after: Path, html: bool, exit_code: bool, json: bool, quiet: bool) -> int:
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
