"""The log: one file that keeps itself short, in the folder the system has for logs.

What went wrong stands there with its traceback. Nothing in it leaves the machine unless the user sends it.
"""

from __future__ import annotations

import logging
import platform
import threading
from collections import Counter, deque
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from mapper import __version__

SIZE, KEPT = 500_000, 3
"""Bytes of one file, and how many full ones stay beside it: enough for months, little enough to be sent."""

OFTEN = 5
"""How many times the very same fault is written in one run; a painter that fails would fill the log in a second."""

log = logging.getLogger("mapper")
"""Where every part of Mapper writes."""

_lock = threading.Lock()
_seen: Counter[object] = Counter()


def location() -> Path:
    """Where the log stands; it need not be there yet."""
    return platformdirs.user_log_path("mapper", appauthor=False) / "mapper.log"


def begin() -> bool:
    """Write what is logged from now on to the file; False where that is not possible, which must stop nobody's work.

    Called again it goes on with the same file, or with another when the folder for logs is another one now.
    """
    path = location()
    with _lock:
        for handler in [h for h in log.handlers if isinstance(h, _File)]:
            if Path(handler.baseFilename) == path.absolute() and path.parent.is_dir():
                return True
            log.removeHandler(handler)
            handler.close()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            made = _File(path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True, errors="backslashreplace")
        except OSError:
            return False
        made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s: %(message)s"))
        log.addHandler(made)
        log.setLevel(logging.INFO)
        log.propagate = False
        _seen.clear()
    return True


def fault(error: BaseException) -> Path | None:
    """Write down an error with its traceback; the log's path, or None where there is none."""
    if not begin():
        return None
    _seen[key := _place(error)] += 1
    if _seen[key] <= OFTEN:
        more = " (not written again in this run)" if _seen[key] == OFTEN else ""
        where = f"Mapper {__version__}, Python {platform.python_version()}, {platform.platform()}"
        log.error("%s%s\n%s", type(error).__name__, more, where, exc_info=(type(error), error, error.__traceback__))
    return location() if location().is_file() else None


def note(what: str) -> Path | None:
    """Write down something that no error was raised for; the log's path, or None where there is none."""
    if not begin():
        return None
    log.warning("Mapper %s: %s", __version__, what)
    return location() if location().is_file() else None


def tail(lines: int) -> str:
    """The last lines of the log; "" when nothing has been logged."""
    try:
        with location().open(encoding="utf-8", errors="replace") as file:
            return "".join(deque(file, lines))
    except OSError:
        return ""


class _File(RotatingFileHandler):
    """A disk that takes nothing must not write tracebacks of its own to the terminal."""

    def handleError(self, record: logging.LogRecord) -> None:
        with suppress(OSError, ValueError):
            self.close()


def _place(error: BaseException) -> object:
    """What tells one fault from another: its type, and the line that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (type(error), trace and (trace.tb_frame.f_code.co_filename, trace.tb_lineno))
