"""A lock on an open file that ends with the process, however it ends: how one tells whether somebody is still there."""

from __future__ import annotations

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    # Locked bytes cannot be read on Windows, so the locked one lies far behind whatever is written.
    _FAR = 1 << 30

    def take(handle: IO[bytes]) -> bool:
        """Lock the file; False when another handle holds it."""
        at = handle.tell()
        try:
            handle.seek(_FAR)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            handle.seek(at)
        return True

else:
    import fcntl

    def take(handle: IO[bytes]) -> bool:
        """Lock the file; False when another handle holds it."""
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: nobody can hold one
        return True
