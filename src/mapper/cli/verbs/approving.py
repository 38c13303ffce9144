"""`mapper approve`: who approved which content, kept in the map's file; and what `mapper sign` shares with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from mapper.app.errors import UsageError
from mapper.app.formats import approving
from mapper.app.session.session import Session
from mapper.cli import say
from mapper.text import _


def command(path: Path, name: str | None, who: str, date: datetime.datetime | None, json: bool, quiet: bool) -> int:
    """Approve the processes of a map as they are."""
    return done(path, date, json, quiet, lambda session, day: approving.approve(session, name, who, day))


def done(
    path: Path, date: datetime.datetime | None, json: bool, quiet: bool,
    work: Callable[[Session, datetime.date], list[tuple[str, str]]],
) -> int:  # fmt: skip
    """Open a map, do what is wanted, save it, and say which content code each thing has; the status."""
    if path.is_dir():
        raise UsageError(path, None, _("is a folder"), _("name one map"))
    session = Session.open(path, keep=False)
    found = work(session, date.date() if date else datetime.date.today())
    session.save()
    if json:
        say.as_json({"written": [str(path)], "codes": [{"name": name, "code": code} for name, code in found]})
    elif not quiet:
        say.result("\n".join(_("{name}: content code {code}").format(name=name, code=code) for name, code in found))
    return 0
