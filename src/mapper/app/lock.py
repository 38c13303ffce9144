"""Locks that end with the process, however it ends: how one tells whether somebody is still there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout


class Held:
    """A lock that is held until it is released, or the process ends. `path` is the lock's own file."""

    def __init__(self, path: Path, lock: FileLock | None) -> None:
        self.path = path
        self._lock = lock

    def release(self, remove: bool = True) -> None:
        """Let go, and take the lock's file away unless others may wait for it."""
        if remove:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        if self._lock is not None:
            with suppress(OSError):
                self._lock.release()
            self._lock = None


def take(path: Path, wait: float = 0.0) -> Held | None:
    """Hold the lock of a file that is there only to be locked; None when somebody else has it.

    wait: seconds to wait for that. Where a file system knows no locks nobody can hold one, so it is granted.
    """
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=wait, poll_interval=0.01)
    except Timeout:
        return None
    except (OSError, NotImplementedError):
        return Held(path, None)
    return Held(path, lock)
