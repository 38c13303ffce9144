"""`mapper convert`: a map into another format, or many of them: those of a list, a pattern or a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mapper.app import files
from mapper.app.errors import UsageError
from mapper.app.formats import convert as app
from mapper.app.formats.export import PLAIN, Options
from mapper.app.session import receipt as receipts
from mapper.app.session.session import Session
from mapper.cli import say
from mapper.cli.batch import many, watch
from mapper.cli.batch.asked import Asked, Given, asked
from mapper.draw.theme import DARK, LIGHT
from mapper.text import _

_INCH = 96.0
"""Pixels of a map to an inch."""


def command(
    paths: tuple[Path, ...],
    output: Path | None,
    to: str,
    manifest: Path | None,
    diagram: str,
    keep_bytes: bool,
    receipt: bool,
    watched: bool,
    json: bool,
    quiet: bool,
    decimal_comma: bool,
    numbers: bool,
    theme: str,
    scale: float | None,
    dpi: float | None,
    page: str,
    transparent: bool,
    lens: str,
    table: str,
) -> int:
    """Convert one map, or those of a list or a folder."""
    many_maps = manifest is not None or any(path.is_dir() for path in paths[:1])
    wanted = None if receipt and many_maps else asked(Given(paths, output, to, manifest, ".svg"), "convert")
    if wanted is None or (receipt and not wanted.single):
        raise UsageError(None, None, _("--receipt is for one map"), _("leave it out, or name IN and OUT"))
    if scale is not None and dpi is not None:
        raise UsageError(None, None, _("--scale and --dpi say the same"), _("leave one of them out"))
    how = Options(
        theme=DARK if theme == "dark" else LIGHT,
        scale=dpi / _INCH if dpi is not None else scale or PLAIN.scale,
        transparent=transparent,
        page=page,
        lens=lens,
        table_of=table,
        numbers=numbers,
        decimal_comma=decimal_comma,
    )
    work = partial(app.convert, keep_bytes=keep_bytes, diagram=diagram, how=how, suffix=wanted.suffix)
    once = partial(_once, wanted, work, receipt, keep_bytes, json, quiet)
    return watch.again(wanted.pairs, once) if watched else once()


def _once(wanted: Asked, work: partial[app.Converted], receipt: bool, keep_bytes: bool, json: bool, quiet: bool) -> int:
    if not wanted.single:
        return many.run(wanted.pairs, _("Converting"), json, quiet, work)
    ((source, target),) = wanted.pairs
    with say.timed(f"{source} → {target}"):
        made = work(source, target)
    say.details((note.line, note.what) for note in made.session.notes)
    return _told(made, target, receipt, keep_bytes, json and target != files.STREAM, quiet, wanted.suffix)


def _told(
    made: app.Converted, target: Path, receipt: bool, keep_bytes: bool, json: bool, quiet: bool, suffix: str
) -> int:
    session, written = made
    done = _receipt(session, target) if receipt else None
    if json:
        told = {"receipt": receipts.as_json(session.notes, done)} if receipt else {}
        say.as_json({"written": [str(file) for file in written], "failed": [], **told})
        return 0
    if receipt:
        said = "\n".join(receipts.lines(session.notes, done) or [_("Nothing was noted.")])
        (say.error if target == files.STREAM else say.result)(said)
    if not quiet:
        many.remark(session, target, suffix)
        many.tell_files(written)
        if not keep_bytes:
            many.tell_repairs(session, target)
    return 0


def _receipt(session: Session, target: Path) -> receipts.Saved | None:
    """What differs between the map that was read and the one that was written; None for a picture."""
    if target.suffix.lower() != ".bpmn":
        return None
    return receipts.saved(session.source.data, files.read(target))
