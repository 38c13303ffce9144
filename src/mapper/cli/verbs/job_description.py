"""`mapper job-description`: what somebody named on a map owns and does, as a document."""

from __future__ import annotations

import datetime
from pathlib import Path

from mapper.cli.verbs import documents
from mapper.document.blocks import Paper


def command(
    path: Path, name: str, output: Path, paper: Paper, date: datetime.datetime | None, json: bool, quiet: bool
) -> int:
    """Print a job description."""
    return documents.made("job-description", path, name, output, paper, date, json, quiet)
