"""`mapper info`: all that Mapper understood of a file, as JSON for programs or a summary for people."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mapper.app.formats.info import info
from mapper.app.session.receipt import SORTS
from mapper.app.session.session import Session
from mapper.cli import say
from mapper.model import details
from mapper.model.kinds import KINDS
from mapper.text import _


def command(file: Path, json: bool, quiet: bool) -> int:
    """Read a file and say what is in it."""
    found = info(Session.open(file, keep=False))
    if json:
        say.as_json(found)
    elif not quiet:
        _print(file, found)
    return 0


def _print(file: Path, found: dict[str, Any]) -> None:
    console = Console(highlight=False)
    console.print(Text(str(file), "bold"))
    counted = Counter(row["kind"] for row in (*found["nodes"], *found["flows"]))
    order = {name: at for at, name in enumerate(KINDS)}
    kinds = [(_(KINDS[kind].label), str(counted[kind])) for kind in sorted(counted, key=lambda kind: order[kind])]
    _table(console, _("What is in it"), kinds)
    _table(console, _("Diagrams"), [(row["name"] or row["id"], "") for row in found["diagrams"]])
    labels = dict(details.DETAILS["partyKind"].choices)
    parties = [(row["name"], _(labels.get(row["kind"], row["kind"]))) for row in found["parties"]]
    _table(console, _("Parties"), parties)
    for sort, heading in SORTS.items():
        _table(console, _(heading), [_note(row) for row in found["notes"] if row["sort"] == sort])


def _note(row: dict[str, Any]) -> tuple[str, str]:
    return row["what"], _("line {line}").format(line=row["line"]) if row["line"] else ""


def _table(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    table = Table.grid(padding=(0, 2, 0, 2))
    for name, value in rows:
        table.add_row(Text(name), Text(value, "dim"))
    console.print()
    console.print(Text(title, "bold"))
    console.print(table)
