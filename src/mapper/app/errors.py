"""What can go wrong for a user, as types: each says what happened, where, and what to do about it."""

from __future__ import annotations

import os
from pathlib import Path


class MapperError(Exception):
    """One line for people: ``FILE:LINE: what is wrong; what to do``. `status` is the command line's exit status."""

    status = 1

    def __init__(self, path: Path | str | None, line: int | None, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.path = path
        self.line = line
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        where = [str(part) for part in (self.path, self.line) if part is not None and str(part)]
        said = "; ".join(part for part in (self.what, self.advice) if part)
        return one_line(": ".join(part for part in (":".join(where), said) if part))


class UsageError(MapperError):
    """The request itself does not make sense."""

    status = 2


class UnreadableError(MapperError):
    """The input cannot be read as a map."""

    status = 3


class UnwritableError(MapperError):
    """The output could not be written; what was there before is untouched."""


class ChangedOnDiskError(MapperError):
    """Somebody else has changed the file since it was opened; `save(force=True)` overwrites it."""


class RepairedFileError(MapperError):
    """The file was repaired while it was read; `save(confirm=True)` overwrites it and keeps the original beside it."""


class UnfaithfulError(UnwritableError):
    """What would be written is not quite what the map holds; `save` to another file writes the map whole."""


def shown_name(path: Path) -> str:
    """A file's name as it can be shown, whatever bytes it is made of.

    >>> shown_name(Path("maps/two\\nlines.bpmn"))
    'two lines.bpmn'
    """
    return shown_path(Path(path.name))


def shown_path(path: Path) -> str:
    """The same of the whole path."""
    return one_line(os.fsencode(path).decode("utf-8", "replace"))


def one_line(message: str) -> str:
    """The message without anything that would break the line or steer a terminal.

    >>> one_line("two\\nlines")
    'two lines'
    """
    return "".join(c if c.isprintable() else " " for c in message)
