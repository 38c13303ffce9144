"""What the verbs that print documents have in common, and `mapper document`, which prints any kind."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from mapper.app.errors import UsageError
from mapper.app.formats import export, library, printing
from mapper.cli import progress, say
from mapper.document.packs.job_description import Signature
from mapper.document.packs.table import DOCUMENTS, Kind, subjects
from mapper.document.words.process import ABOUT
from mapper.draw.papers import Paper
from mapper.text import N_, _

TERMINAL = Path("-")
SIGNED = N_("{name}: signed {on} by {by}, content code {code}")
OUTDATED = N_("{name}: signed {on} by {by}, out of date: to be signed again")


def command(
    kind: str | None, path: Path | None, output: Path | None, name: str | None, listed: bool, sections: str,
    without: str, sheets: int, crop: bool, plain: bool, paper: Paper, date: datetime.datetime | None, json: bool,
    quiet: bool,
) -> int:  # fmt: skip
    """Print a document of any kind."""
    if listed:
        show(kind, path, json)
        return 0
    if kind is None or path is None or output is None:
        what = _("KIND, PATH and -o OUT are needed")
        raise UsageError(None, None, what, _("see {command}").format(command="mapper document --list"))
    wanted = replace(wish(sections, without, paper, date), sheets=sheets, crop=crop, framed=not plain)
    return made(kind, path, name, output, wanted, json, quiet)


def wish(sections: str, without: str, paper: Paper, date: datetime.datetime | None) -> printing.Wish:
    """What the options say."""
    export.sheet_size(paper)
    day = date.date() if date else datetime.date.today()
    return printing.Wish(paper=paper, date=day, sections=_keys(sections), without=_keys(without))


def show(kind: str | None, path: Path | None, json: bool) -> None:
    """List the kinds of documents with what each is about; of one its sections; of a map its subjects."""
    found = [DOCUMENTS[kind]] if kind in DOCUMENTS else [printing.kind(kind)] if kind and path else None
    # "document --list PATH": one word may be either.
    if kind is not None and found is None:
        path = Path(kind)
    rows = found or list(DOCUMENTS.values())
    maps = library.read(path) if path is not None else None
    told = [_row(row, maps) for row in rows]
    if json:
        say.as_json(told)
        return
    wide = max(len(row.key) for row in rows)
    say.result("\n".join(line for one in told for line in _lines(one, wide, found is not None and maps is None)))


def _row(kind: Kind, maps: library.Library | None) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": kind.key, "title": _(kind.title), "about": _(ABOUT[kind.about])}
    row["sections"] = [{"key": key, "title": _(title)} for key, title in kind.sections]
    if maps is not None:
        row["subjects"] = [name for _id, name in subjects(kind, maps.diagram())]
        if kind.key == "job-description":
            row["signed"] = [_signed(one) for entry in maps.entries for one in printing.signatures(entry)]
    return row


def _signed(one: Signature) -> dict[str, Any]:
    return {"name": one.party.name, "on": one.day, "by": one.who, "code": one.code, "current": one.current}


def _lines(row: dict[str, Any], wide: int, sections: bool) -> Iterator[str]:
    """One kind on the terminal: what it is about, and below it what was asked for."""
    yield f"{row['kind']:{wide}}  {row['title']}: {row['about']}"
    indent = " " * (wide + 2)
    if sections:
        yield from (f"{indent}{one['key']:14}{one['title']}" for one in row["sections"])
    yield from (f"{indent}{name}" for name in row.get("subjects", ()))
    for one in row.get("signed", ()):
        said = SIGNED if one["current"] else OUTDATED
        yield indent + _(said).format(**one)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key for part in text.split(",") if (key := part.strip()))


def made(kind: str, path: Path, name: str | None, output: Path, wish: printing.Wish, json: bool, quiet: bool) -> int:
    """Compile a document, print it, and say what was left out; the status."""
    row = printing.kind(kind)
    if output != TERMINAL:
        printing.printer(output)
    with progress.shown(_("Making the document"), quiet):
        return _made(row, path, name, output, wish, json, quiet)


def _made(
    row: Kind, path: Path, name: str | None, output: Path, wish: printing.Wish, json: bool, quiet: bool
) -> int:
    maps = library.read(path)
    wish = replace(wish, pictures=output != TERMINAL and printing.pictures(output))
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
