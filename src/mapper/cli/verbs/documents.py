"""What the verbs that print documents have in common, and `mapper document`, which prints any kind."""

from __future__ import annotations

import datetime
from pathlib import Path

from mapper.app.errors import UsageError
from mapper.app.formats import library, printing
from mapper.cli import say
from mapper.document.blocks import Paper
from mapper.document.packs.table import DOCUMENTS
from mapper.document.words.process import ABOUT
from mapper.text import _

TERMINAL = Path("-")


def command(
    kind: str | None,
    path: Path | None,
    output: Path | None,
    name: str | None,
    listed: bool,
    paper: Paper,
    date: datetime.datetime | None,
    json: bool,
    quiet: bool,
) -> int:
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
    wish = printing.Wish(paper=paper, date=day, pictures=output != TERMINAL and printing.pictures(output))
    document = printing.compile(row, maps, name, wish)
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
