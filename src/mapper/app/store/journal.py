"""What was done since the last save, kept on disk so that a crash or power cut takes nothing away.

One SQLite database for one opened map, begun with the first step: the bytes that the map was opened from, what was
pasted into it, and a row for each step, undo and redo. It is locked while its process lives; one that nobody holds is
what a crash has left (`leftovers`). What it holds is written before the next gesture can begin, and synced soon after.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock, Timer
from uuid import uuid4

import platformdirs

from mapper.app import files, lock
from mapper.app.lock import Held
from mapper.app.store import codec
from mapper.app.store.rows import PAGE, pack
from mapper.model.history import Event

SYNC_AFTER = 0.5
"""Seconds until a written step is also on the disk itself, safe from a power cut."""

RETRY_AFTER = 1.0
"""Seconds after which a disk that refused is tried again, with all that it has not taken yet."""

HEAD, BASE, DONOR, STEP, SAVING = "head", "base", "donor", "step", "saving"
"""Kinds of entries. head: which map this is of, as every step says, too. saving: a save of all steps so far that was
about to be made, told by the file and what it would hold."""

SUFFIX, NEW, LOCK = ".sqlite3", ".new", ".lock"
UNTITLED = "untitled"

_MAKE = f"""
PRAGMA page_size = {PAGE};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
"""


class Journal:
    """The journal of one open map. It begins with the first step, so that looking at a map leaves no trace."""

    def __init__(self, path: Path | None, data: bytes) -> None:
        self._path = path
        self._data = data
        self._id = uuid4().hex
        self._count = 0
        self._of: dict[str, str] = {}
        self._donors = self._saves = 0
        self._together = False
        self._waiting: list[bytes] = []
        self._base: sqlite3.Connection | None = None
        self._file: Path | None = None
        self._held: Held | None = None
        self._timer: Timer | None = None
        self._writing = Lock()
        self._refused = 0.0

    @property
    def broken(self) -> bool:
        """Whether the disk has not taken all that was done; the map can still be edited and saved."""
        return bool(self._refused)

    def record(self, event: Event) -> None:
        """Add a step, undo or redo; a disk that refuses must not stop the work."""
        if not self._count:
            self._of = {"path": str(self._path.absolute()) if self._path else "", "digest": files.digest(self._data)}
            self._waiting = [*self._head(), *self._waiting]
        told = {
            **self._of, "how": event.how, "label": event.label, "merge": event.merge, "at": time.time(),
            "changes": [codec.to_json(change) for change in event.changes],
        }  # fmt: skip
        content = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._waiting += pack(self._id, STEP, self._count, content)
        self._count += 1
        if not self._together and (not self._refused or time.monotonic() - self._refused > RETRY_AFTER):
            self._write()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is recorded meanwhile is kept as a whole or not at all."""
        self._together = True
        try:
            yield
        finally:
            self._together = False
            if self._waiting:
                self._write()

    def saving(self, path: Path, digest: str) -> None:
        """The file is about to hold all that was done: should the process end before the journal is discarded, nobody
        need be asked about it."""
        if self._count:
            told = {"path": os.fsencode(path.absolute()).hex(), "digest": digest, "steps": self._count}
            self._waiting += pack(self._id, SAVING, self._saves, json.dumps(told).encode())
            self._saves += 1
            self._write()

    def lend(self, data: bytes) -> None:
        """Keep the bytes of another map that steps to come are pasted from; they take foreign content from there."""
        self._waiting += pack(self._id, DONOR, self._donors, data)
        self._donors += 1

    def discard(self) -> None:
        """Forget everything: the map was saved or closed by its user."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        with self._writing:
            self._close()
        if self._file is not None:
            remove(self._file)
            self._file = None
        if self._held is not None:
            self._held.release()
            self._held = None

    def _head(self) -> list[bytes]:
        """What does not change: the map's file, and the bytes it was opened from."""
        head = json.dumps(self._of).encode()
        return [*pack(self._id, HEAD, 0, head), *pack(self._id, BASE, 0, self._data)]

    def _write(self) -> None:
        try:
            with self._writing:
                if self._file is None:
                    self._begin()
                else:
                    base = self._base = self._base or opened(self._file)
                    _insert(base, self._waiting)
        except (OSError, sqlite3.Error):
            self._refused = time.monotonic()
            with self._writing:
                self._close()
            return
        self._waiting.clear()
        self._refused = 0.0
        if self._timer is None:
            self._timer = Timer(SYNC_AFTER, self._sync)
            self._timer.daemon = True
            self._timer.start()

    def _begin(self) -> None:
        """Make the file with all that waits, and give it its name only then: one that has it is never empty."""
        file = folder() / f"{key(self._path)}-{self._id}{SUFFIX}"
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._held is None:
            self._held = lock.take(file.with_suffix(LOCK))
        new = file.with_suffix(NEW)
        new.unlink(missing_ok=True)
        base = sqlite3.connect(new, isolation_level="DEFERRED")
        try:
            base.executescript(_MAKE)
            _insert(base, self._waiting)
        finally:
            base.close()
        os.replace(new, file)
        self._file = file
        self._base = opened(file)

    def _close(self) -> None:
        base, self._base = self._base, None
        if base is not None:
            with suppress(sqlite3.Error, OSError):  # a full disk must not keep anybody from saving or closing
                base.close()

    def _sync(self) -> None:
        """Have the disk keep what it was given. In another thread: this may take a moment."""
        self._timer = None
        if self._file is not None:
            for file in parts(self._file):
                with suppress(OSError):
                    handle = os.open(file, os.O_RDWR)
                    try:
                        os.fsync(handle)
                    finally:
                        os.close(handle)


def opened(file: Path) -> sqlite3.Connection:
    """A database to write rows to. One process has it alone, so it needs no shared memory,
    which file systems on other machines cannot give."""
    base = sqlite3.connect(file, timeout=0.5, isolation_level="DEFERRED", check_same_thread=False)
    try:
        base.execute("PRAGMA locking_mode = EXCLUSIVE")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("PRAGMA wal_autocheckpoint = 4000")
    except BaseException:
        base.close()
        raise
    return base


def _insert(base: sqlite3.Connection, bodies: list[bytes]) -> None:
    with base:
        base.executemany("INSERT INTO rows (body) VALUES (?)", ((body,) for body in bodies))


def parts(file: Path) -> tuple[Path, ...]:
    """The files of a database: itself, its write-ahead log."""
    return (file, file.with_name(f"{file.name}-wal"))


def remove(file: Path) -> None:
    """Take a journal away."""
    for part in (*parts(file), file.with_name(f"{file.name}-shm"), file.with_name(f"{file.name}-journal")):
        with suppress(OSError):
            part.unlink(missing_ok=True)


def folder() -> Path:
    """Where journals are kept."""
    return platformdirs.user_state_path("mapper", appauthor=False) / "journal"


def key(path: Path | None) -> str:
    """What the names of a map's journals begin with."""
    return UNTITLED if path is None else sha256(os.path.realpath(path).encode("utf-8", "surrogatepass")).hexdigest()
