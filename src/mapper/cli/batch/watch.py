"""Work done again whenever one of its files changes, until the user stops it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from mapper.app import files
from mapper.app.errors import MapperError, UsageError
from mapper.app.formats.convert import Pair
from mapper.cli import say
from mapper.text import _

PAUSE = 0.4
"""Seconds between two looks at the files: soon enough for a hand that saves, and no work for the machine."""


def again(pairs: Iterable[Pair], work: Callable[[], int]) -> int:
    """Do the work now and after each change of a file that is read; ends with KeyboardInterrupt. Raises UsageError."""
    read = [source for source, _target in pairs]
    if files.STREAM in read:
        raise UsageError(None, None, _("standard input cannot be watched"), _("name a file"))
    while True:
        before = [_state(path) for path in read]
        try:
            work()
        except MapperError as error:
            say.error(error)  # the next save may mend it
        while (now := [_state(path) for path in read]) == before or None in now:
            time.sleep(PAUSE)


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when a file does; None while it is not there, as between two steps of somebody's save."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
