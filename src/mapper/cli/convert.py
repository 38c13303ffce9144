"""`mapper convert`: a map into another format, or many of them in one process."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from mapper.app import convert as app
from mapper.app import export, files
from mapper.app import receipt as receipts
from mapper.app.errors import UsageError
from mapper.app.session import Session
from mapper.cli import say
from mapper.cli.options import Json, Lang, Quiet
from mapper.text import N_, _, ngettext

_PICTURES = (".svg", ".png")


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="IN OUT",
            readable=False,
            help=N_("The map to read, and the file to write: .bpmn .svg .png .pdf .csv."),
        ),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            metavar="PAIRS.tsv", readable=False, help=N_("Convert many: each line of this file is IN, a tab, OUT.")
        ),
    ] = None,
    receipt: Annotated[
        bool, typer.Option("--receipt", help=N_("Say what was repaired, guessed and kept, and what was changed."))
    ] = False,
    lang: Lang = "auto",
    json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Convert one map, or those of a list."""
    if manifest is not None:
        if paths:
            raise UsageError(None, None, _("--manifest stands alone"), _("leave out IN and OUT"))
        if receipt:
            raise UsageError(None, None, _("--receipt is for one map"), _("leave it out, or name IN and OUT"))
        return _many(manifest, json, quiet)
    if paths is None or len(paths) != 2:
        raise UsageError(
            None, None, _("convert needs IN and OUT"), _("see {command}").format(command="mapper convert --help")
        )
    source, target = paths
    session = app.convert(source, target)
    done = _receipt(session, target) if receipt else None
    if json:
        told = {"receipt": receipts.as_json(session.notes, done)} if receipt else {}
        say.as_json({"written": [str(target)], "failed": [], **told})
        return 0
    if receipt:
        say.result("\n".join(receipts.lines(session.notes, done) or [_("Nothing was noted.")]))
    if not quiet:
        _remark(session, target)
    return 0


def _receipt(session: Session, target: Path) -> receipts.Saved | None:
    """What differs between the map that was read and the one that was written; None for a picture."""
    if target.suffix.lower() != ".bpmn":
        return None
    return receipts.saved(session.source.data, files.read(target))


def _remark(session: Session, target: Path) -> None:
    """Say when a picture shows less than the file holds."""
    planes = export.drawn(session)
    if target.suffix.lower() not in _PICTURES or len(planes) < 2:
        return
    shown = session.diagram.node(export.front(session))
    sentence = ngettext(
        "shows {name}; {count} more diagram is left out",
        "shows {name}; {count} more diagrams are left out",
        len(planes) - 1,
    )
    said = sentence.format(name=shown.name or shown.id, count=len(planes) - 1)
    say.error(f"{target}: {said}; " + _("a .pdf holds them all"))


def _many(manifest: Path, json: bool, quiet: bool) -> int:
    pairs = app.manifest(manifest)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not sys.stderr.isatty()) as progress:
        task = progress.add_task(_("Converting"), total=len(pairs))
        failed = app.convert_all(pairs, lambda pair: progress.advance(task))
    for _source, error in failed:
        say.error(error)
    if json:
        bad = {source for source, _error in failed}
        say.as_json(
            {
                "written": [str(target) for source, target in pairs if source not in bad],
                "failed": [{"file": str(source), "why": str(error)} for source, error in failed],
            }
        )
    return 1 if failed else 0
