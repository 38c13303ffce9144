"""`mapper fill`: what a table of steps says goes into a map; what makes no sense in it is told."""

from __future__ import annotations

from pathlib import Path

from mapper.app.formats import fill as app
from mapper.cli import say
from mapper.cli.batch import many


def command(path: Path, table: Path, out: Path, json: bool, quiet: bool) -> int:
    """Fill a map from a table; 1 when something in the table was left."""
    session, done = app.fill(path, table, out)
    if json:
        told = {"changed": done.changed, "added": done.added, "refused": done.refused}
        say.as_json({"written": [str(out)], "failed": [], **told})
        return 1 if done.refused else 0
    for sentence in done.refused:
        say.error(f"{table}: {sentence}")
    if not quiet:
        many.tell_repairs(session, out)
    return 1 if done.refused else 0
