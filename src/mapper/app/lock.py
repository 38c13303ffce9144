"""Locks that end with the process, however it ends: how one tells whether somebody is still there."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


class Held:
    """A lock that is held until it is released, or the process ends. `path` is the lock's own file. locked: False
    where the file system, or the folder, knows no locks."""

    def __init__(self, path: Path, lock: FileLock | None) -> None:
        self.path = path
        self.locked = lock is not None
        self._lock = lock

    def remove(self) -> None:
        """Take the lock's file away, while it is held: who waits for it finds out, and locks the next one. A file of
        that name that is not this lock's any more is somebody else's lock."""
        if self._lock is not None and _is_there(self.path, self._lock):
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def release(self, remove: bool = True) -> None:
        """Let go; the lock's file is taken away unless it says something."""
        if remove:
            self.remove()
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(OSError):
                lock.release()


def take(path: Path, wait: float = 0.0) -> Held | None:
    """Hold the lock of a file, which is made for that if need be; None when somebody else has it.

    wait: seconds to wait for that. Where a file system knows no locks nobody can hold one, so it is granted.
    """
    end = time.monotonic() + wait
    while True:
        lock = FileLock(path, thread_local=False)
        try:
            lock.acquire(timeout=max(0.0, end - time.monotonic()), poll_interval=0.005)
        except Timeout:
            return None
        except (OSError, NotImplementedError, ValueError):
            return Held(path, None)
        if _is_there(path, lock):
            return Held(path, lock)
        # Whoever had it took the file away: this one locks nothing any more.
        with suppress(OSError):
            lock.release()


def lives(pid: int) -> bool:
    """Whether a process of this machine is there."""
    if os.name == "nt":
        return True  # asking would end it; its file goes stale by age
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _is_there(path: Path, lock: FileLock) -> bool:
    handle = lock._context.lock_file_fd
    if handle is None or os.name == "nt":
        return True
    try:
        own, there = os.fstat(handle), path.stat()
    except OSError:
        return False
    return (own.st_dev, own.st_ino) == (there.st_dev, there.st_ino)
