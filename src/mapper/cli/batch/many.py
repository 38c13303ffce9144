"""What the verbs that read one file and write another have in common: lists of pairs, and what a picture leaves out."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from mapper.app.errors import MapperError
from mapper.app.formats import convert, export
from mapper.app.formats.convert import Pair, Work
from mapper.app.session.session import Session
from mapper.bpmn import LOST, REPAIRED
from mapper.cli import say
from mapper.model.kinds import KINDS
from mapper.text import _

_PICTURES = (".svg", ".png")


def run(pairs: list[Pair], what: str, json: bool, quiet: bool, work: Work) -> int:
    """Do the work for each pair, under a progress bar called `what`; the status of the whole."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not sys.stderr.isatty()) as progress:
        task = progress.add_task(what, total=len(pairs))
        failed = convert.each(pairs, lambda pair: progress.advance(task), work if quiet else partial(_telling, work))
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


def _telling(work: Work, source: Path, target: Path) -> None:
    """Do the work, and say which characters no font has."""
    with say.timed(f"{source} → {target}"):
        session = work(source, target)
    if isinstance(session, Session) and (lacking := export.unprintable(session, target)):
        say.error(f"{target}: {lacking}")


def remark(session: Session, target: Path, suffix: str = "") -> None:
    """Say when a text says less than the file holds, or a character has no font."""
    if lacking := export.unprintable(session, target, suffix=suffix):
        say.error(f"{target}: {lacking}")
    unsaid = export.unsaid(session, target, suffix)
    if unsaid:
        listed = ", ".join(f"{count} × {_(KINDS[kind].label)}" for kind, count in sorted(unsaid.items()))
        say.error(f"{target}: " + _("the text does not hold: {what}").format(what=listed))


def tell_files(written: list[Path]) -> None:
    """Say that a map of several diagrams has become several pictures."""
    if len(written) > 1:
        listed = ", ".join(file.name for file in written[1:])
        said = _("shows one of {count} diagrams; the others are in {files}")
        say.error(f"{written[0]}: {said.format(count=len(written), files=listed)}")


def tell_repairs(session: Session, target: Path) -> None:
    """Say what is missing in the file that was read, and what was mended in a map that is written from it: that is not
    byte for byte the same."""
    told = (LOST, REPAIRED) if target.suffix.lower() == ".bpmn" else (LOST,)
    for note in session.notes:
        if note.sort in told:
            say.error(MapperError(session.path, note.line, note.what))
