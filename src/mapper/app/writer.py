"""One writer for one map: a file beside it says who edits it, on which machine and since when.

It is made with the first edit, so that looking leaves no trace, kept alive while its process lives, and stale by itself
when that has gone: at once where its process can be asked for, else after a while. The same file is what is locked
while a save compares, replaces and remembers, so that no two do at once.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from mapper.app import lock, place
from mapper.app.errors import UnwritableError
from mapper.app.lock import Held
from mapper.text import _

ALIVE_EVERY, STALE_AFTER = 20.0, 120.0
"""Seconds: how often a writer says that it is there, and after how long it is not any more."""

WAIT, BRIEFLY = 10.0, 0.5
"""Seconds that a save waits for another one of the same file, and that a first edit does."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who edits a map. since: seconds since 1970. token: a name of this writing, of its own."""

    name: str
    machine: str
    pid: int
    since: float
    token: str

    @property
    def when(self) -> datetime:
        return datetime.fromtimestamp(self.since)


class Writing:
    """This window's claim to be the one that writes a map."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        self.own = Writer(_user(), platform.node(), os.getpid(), time.time(), uuid4().hex)
        self.rival: Writer | None = None
        self._claimed = False

    def look(self) -> Writer | None:
        """Who else edits the map now, or None."""
        found = present(self.path)
        self.rival = found if found is not None and found.token != self.own.token else None
        return self.rival

    def claim(self, take_over: bool = False) -> Writer | None:
        """Become the writer, from the first edit on; who is one already, or None when this is. take_over: become it
        all the same."""
        if self._claimed and not take_over:
            return None
        with section(self.path, BRIEFLY, must=False):
            if self.look() is not None and not take_over:
                return self.rival
            with suppress(OSError):
                beside(self.path).write_text(json.dumps(asdict(self.own)), "utf-8")
                self._claimed, self.rival = True, None
                _heart.add(self)
        return None

    def release(self) -> None:
        """Write no more."""
        _heart.discard(self)
        if not self._claimed:
            return
        self._claimed = False
        for _trial in range(2):  # a disk that refuses once would leave it to go stale
            with section(self.path, BRIEFLY, must=False) as held:
                if present(self.path) == self.own and held is not None:
                    held.remove()
            if not os.path.exists(beside(self.path)):
                return

    def beat(self) -> None:
        """Say that this writer is there, if nobody has taken over."""
        if self._claimed and self.look() is None:
            with suppress(OSError):
                os.utime(beside(self.path))


def beside(path: Path) -> Path:
    """The file beside a map that says who edits it."""
    return path.with_name(f".~lock.{place.short(path.name)}#")


def present(path: Path) -> Writer | None:
    """Who edits a map, whoever it is; None when nobody does, or somebody did who is gone."""
    file = beside(path)
    try:
        age = time.time() - file.stat().st_mtime
        told = json.loads(file.read_bytes()[:4096])
        name, machine, token = (str(told[key]) for key in ("name", "machine", "token"))
        found = Writer(name, machine, int(told["pid"]), float(told["since"]), token)
        datetime.fromtimestamp(found.since)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None
    if age > STALE_AFTER or (found.machine == platform.node() and not lock.lives(found.pid)):
        return None
    return found


@contextmanager
def section(path: Path, wait: float = WAIT, must: bool = True) -> Iterator[Held | None]:
    """Nobody else who saves the map is at it meanwhile.

    must: raise UnwritableError when another save of it does not end; else, as where the folder takes no such file,
    None is yielded and nobody is kept out.
    """
    target = Path(os.path.realpath(path))
    held = lock.take(beside(target), wait)
    if held is None and must:
        what, advice = _("another program is saving this file"), _("try again in a moment")
        raise UnwritableError(path, None, what, advice)
    if held is None or not held.locked:
        yield None
        return
    try:
        place.sweep(target)
        yield held
    finally:
        held.release(remove=present(target) is None)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class _Heart:
    """One thread that says now and then that this process' writers are there."""

    def __init__(self) -> None:
        self._writers: set[Writing] = set()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def add(self, writer: Writing) -> None:
        with self._lock:
            self._writers.add(writer)
            if self._timer is None:
                self._begin()

    def discard(self, writer: Writing) -> None:
        with self._lock:
            self._writers.discard(writer)
            if not self._writers and self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def _begin(self) -> None:
        self._timer = threading.Timer(ALIVE_EVERY, self._beat)
        self._timer.daemon = True
        self._timer.start()

    def _beat(self) -> None:
        with self._lock:
            writers = tuple(self._writers)
        for writer in writers:
            writer.beat()
        with self._lock:
            self._timer = None
            if self._writers:
                self._begin()


_heart = _Heart()
