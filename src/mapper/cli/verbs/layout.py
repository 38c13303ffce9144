"""`mapper layout`: a map with everything in it arranged anew, or many of them in one process."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mapper.app import files
from mapper.app.formats import layout as app
from mapper.cli import say
from mapper.cli.batch import many
from mapper.cli.batch.asked import Given, asked
from mapper.text import _


def command(
    paths: tuple[Path, ...],
    output: Path | None,
    to: str,
    manifest: Path | None,
    order_lanes: bool,
    json: bool,
    quiet: bool,
) -> int:
    """Lay out one map, or those of a list or a folder."""
    wanted = asked(Given(paths, output, to, manifest, ".bpmn"), "layout")
    work = partial(app.layout, order_lanes=order_lanes, suffix=wanted.suffix)
    if not wanted.single:
        return many.run(wanted.pairs, _("Laying out"), json, quiet, work)
    ((source, target),) = wanted.pairs
    with say.timed(f"{source} → {target}"):
        session = work(source, target)
    say.details((note.line, note.what) for note in session.notes)
    if json and target != files.STREAM:
        say.as_json({"written": [str(target)], "failed": []})
    elif not quiet:
        many.remark(session, target, wanted.suffix)
        many.tell_repairs(session, target)
    return 0
