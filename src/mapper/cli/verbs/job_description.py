"""`mapper job-description`: what somebody named on a map owns and does, as a document."""

from __future__ import annotations

import datetime
from pathlib import Path

from mapper.cli.verbs import documents
from mapper.draw.papers import Paper


def command(
    path: Path, name: str, output: Path, sections: str, without: str, paper: Paper,
    date: datetime.datetime | None, json: bool, quiet: bool,
) -> int:  # fmt: skip
    """Print a job description."""
    wish = documents.wish(sections, without, paper, date)
    return documents.made("job-description", path, name, output, wish, json, quiet)
