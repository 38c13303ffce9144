"""`mapper sign`: that somebody's job description was signed, kept in the map's file with its content code."""

from __future__ import annotations

import datetime
from pathlib import Path

from mapper.app.formats import approving
from mapper.cli.verbs.approving import done
from mapper.text import current


def command(path: Path, name: str, who: str | None, date: datetime.datetime | None, json: bool, quiet: bool) -> int:
    """Keep that a job description was signed; by whom it is about unless others are named."""
    return done(
        path, date, json, quiet,
        lambda session, day: [(name, approving.sign(session, name, who or name, day, current()))],
    )  # fmt: skip
