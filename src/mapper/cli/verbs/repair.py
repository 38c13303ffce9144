"""`mapper repair`: a map with its faults mended and its loose ends joined to what they touch, or many of them."""

from __future__ import annotations

from pathlib import Path

from mapper.app import files
from mapper.app.formats import repair as app
from mapper.cli import say
from mapper.cli.batch import many
from mapper.cli.batch.asked import Given, asked
from mapper.text import _


def command(paths: tuple[Path, ...], output: Path | None, manifest: Path | None, json: bool, quiet: bool) -> int:
    """Repair one map, or those of a list or a folder."""
    wanted = asked(Given(paths, output, "", manifest, ".bpmn"), "repair")
    if not wanted.single:
        return many.run(wanted.pairs, _("Repairing"), json, quiet, app.repair)
    ((source, target),) = wanted.pairs
    with say.timed(f"{source} → {target}"):
        done = app.repair(source, target)
    say.details((note.line, note.what) for note in done.session.notes)
    if json and target != files.STREAM:
        say.as_json({"written": [str(target)], "failed": [], "joined": list(done.joined)})
        return 0
    if not quiet:
        many.tell_repairs(done.session, target)
        for sentence in done.joined:
            say.error(f"{target}: {sentence}")
    return 0
