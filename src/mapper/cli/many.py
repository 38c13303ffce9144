"""What the verbs that read one file and write another have in common: lists of pairs, and what a picture leaves out."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from mapper.app.errors import MapperError, UsageError
from mapper.app.formats import convert, export
from mapper.app.formats.convert import Pair, Work
from mapper.app.session.session import Session
from mapper.bpmn import REPAIRED
from mapper.cli import say
from mapper.model.kinds import KINDS
from mapper.text import _, ngettext

_PICTURES = (".svg", ".png")


def named(paths: list[Path] | None, manifest: Path | None, lacking: str, help: str) -> tuple[Path, ...]:
    """IN and OUT, or nothing beside a list of pairs. lacking: what is said when they are missing; help: the command
    that tells more. Raises UsageError."""
    if manifest is not None and paths:
        raise UsageError(None, None, _("--manifest stands alone"), _("leave out IN and OUT"))
    if manifest is None and len(paths or ()) != 2:
        raise UsageError(None, None, lacking, _("see {command}").format(command=help))
    return tuple(paths or ())


def run(pairs: list[Pair], what: str, json: bool, quiet: bool, work: Work) -> int:
    """Do the work for each pair, under a progress bar called `what`; the status of the whole."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not sys.stderr.isatty()) as progress:
        task = progress.add_task(what, total=len(pairs))
        failed = convert.each(pairs, lambda pair: progress.advance(task), work)
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


def remark(session: Session, target: Path) -> None:
    """Say when a picture shows less than the file holds, or a text says less."""
    unsaid = export.unsaid(session, target)
    if unsaid:
        listed = ", ".join(f"{count} × {_(KINDS[kind].label)}" for kind, count in sorted(unsaid.items()))
        say.error(f"{target}: " + _("the text does not hold: {what}").format(what=listed))
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


def tell_repairs(session: Session, target: Path) -> None:
    """Say what was mended in the map that is written: it is not byte for byte the one that was read."""
    if target.suffix.lower() == ".bpmn":
        for note in session.notes:
            if note.sort == REPAIRED:
                say.error(MapperError(session.path, note.line, note.what))
