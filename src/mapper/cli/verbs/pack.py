"""`mapper pack`: all that is known of the processes of a map or a folder, in one document."""

from __future__ import annotations

import datetime
from pathlib import Path

from mapper.cli.verbs import documents
from mapper.draw.papers import Paper


def command(
    path: Path, output: Path, name: str | None, sections: str, without: str, paper: Paper,
    date: datetime.datetime | None, json: bool, quiet: bool,
) -> int:  # fmt: skip
    """Print a documentation pack."""
    return documents.made("pack", path, name, output, documents.wish(sections, without, paper, date), json, quiet)
