"""`mapper convert`: a map into another format, or many of them in one process: those of a list or a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mapper.app import files
from mapper.app.errors import UsageError
from mapper.app.formats import convert as app
from mapper.app.session import receipt as receipts
from mapper.app.session.session import Session
from mapper.cli import say
from mapper.cli.verbs import many
from mapper.text import _


def command(
    paths: tuple[Path, ...],
    manifest: Path | None,
    to: str,
    diagram: str,
    keep_bytes: bool,
    decimal_comma: bool,
    numbers: bool,
    receipt: bool,
    json: bool,
    quiet: bool,
) -> int:
    """Convert one map, or those of a list or a folder."""
    named = many.named(paths, manifest, _("convert needs IN and OUT"), "mapper convert --help")
    folder = manifest is None and named[0].is_dir()
    if receipt and (manifest is not None or folder):
        raise UsageError(None, None, _("--receipt is for one map"), _("leave it out, or name IN and OUT"))
    if to and not folder:
        raise UsageError(None, None, _("--to is for a folder"), _("leave it out, or name two folders"))
    work = partial(app.convert, keep_bytes=keep_bytes, diagram=diagram, decimal_comma=decimal_comma,
                   numbers=numbers)  # fmt: skip
    if manifest is not None:
        return many.run(app.manifest(manifest), _("Converting"), json, quiet, work)
    source, target = named
    if folder:
        suffix = f".{to.lower().removeprefix('.') or 'svg'}"
        return many.run(app.folder(source, target, suffix), _("Converting"), json, quiet, work)
    return _one(work(source, target), target, receipt, keep_bytes, json, quiet)


def _one(made: app.Converted, target: Path, receipt: bool, keep_bytes: bool, json: bool, quiet: bool) -> int:
    session, written = made
    done = _receipt(session, target) if receipt else None
    if json:
        told = {"receipt": receipts.as_json(session.notes, done)} if receipt else {}
        say.as_json({"written": [str(file) for file in written], "failed": [], **told})
        return 0
    if receipt:
        say.result("\n".join(receipts.lines(session.notes, done) or [_("Nothing was noted.")]))
    if not quiet:
        many.remark(session, target)
        many.tell_files(written)
        if not keep_bytes:
            many.tell_repairs(session, target)
    return 0


def _receipt(session: Session, target: Path) -> receipts.Saved | None:
    """What differs between the map that was read and the one that was written; None for a picture."""
    if target.suffix.lower() != ".bpmn":
        return None
    return receipts.saved(session.source.data, files.read(target))
