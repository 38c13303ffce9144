"""Bytes in and out of the file system: read with clear errors, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from functools import cache
from glob import escape
from hashlib import sha256
from pathlib import Path

from mapper.app import place
from mapper.app.errors import MapperError, UnreadableError, UnwritableError
from mapper.text import N_, _

STREAM = Path("-")
"""Standard input where a file is read, standard output where one is written."""

LIMIT = 1 << 30
"""Bytes; a bigger file is no map, and would only fill the memory."""

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH

_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOENT: (N_("there is no such file"), N_("check the name and the folder")),
    errno.ENOTDIR: (N_("there is no such file"), N_("check the name and the folder")),
    errno.EISDIR: (N_("is a folder, not a file"), N_("name one of the files in it")),
    errno.EACCES: (N_("no permission"), N_("ask the file's owner for access, or choose another place")),
    errno.EPERM: (N_("no permission"), N_("ask the file's owner for access, or choose another place")),
    errno.EROFS: (N_("the place is read-only"), N_("choose another place")),
    errno.ENOSPC: (N_("the disk is full"), N_("make room, or choose another place")),
    errno.ENAMETOOLONG: (N_("the name is too long"), N_("choose a shorter name")),
    errno.ELOOP: (N_("the link leads round in a circle"), N_("name the file itself")),
}


def read(path: Path) -> bytes:
    """All bytes of a file. Raises UnreadableError."""
    if path == STREAM:
        return _standard_input()
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(path, None, _("is a device, not a file"), _("choose a .bpmn file"))
        if status.st_size > LIMIT:
            raise UnreadableError(path, None, _("is too big to be a map"), _("choose a .bpmn file"))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableError(path, None, *_said(error)) from error
    if not data:
        raise UnreadableError(path, None, _("the file is empty"), _("choose another file, or begin a new map"))
    return data


@cache
def _standard_input() -> bytes:
    """All that comes in, kept, since it comes only once. Raises UnreadableError."""
    data = sys.stdin.buffer.read(LIMIT + 1) if sys.stdin is not None else b""
    if len(data) > LIMIT:
        raise UnreadableError(STREAM, None, _("is too big to be a map"), _("choose a .bpmn file"))
    if not data:
        raise UnreadableError(STREAM, None, _("nothing came in"), _("pipe a map into it, or name a file"))
    return data


def write(path: Path, data: bytes) -> None:
    """Put `data` in the file's place in one step: its readers see the old bytes or the new, never a part.

    A link is followed to the file it names; an existing file keeps its mode, owner, attributes and other names.
    Raises UnwritableError.
    """
    if path == STREAM:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        target = Path(os.path.realpath(path))
        old = target.stat() if target.exists() else None
        if old is not None and stat.S_ISDIR(old.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        # The administrator may write all the same, and anybody may replace what stands in a folder of theirs.
        if old is not None and not old.st_mode & _WRITABLE:
            what = _("the file is write-protected")
            raise UnwritableError(path, None, what, _("save under another name, or allow writing to it"))
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if old is not None and not stat.S_ISREG(old.st_mode):
            target.write_bytes(data)  # a device or pipe has no place to take over
        else:
            place.replace_file(target, data, old)
    except (OSError, ValueError) as error:
        what, advice = _said(error)
        raise UnwritableError(path, None, _("cannot be written: {why}").format(why=what), advice) from error


def make_folder(path: Path) -> None:
    """Make a folder and those around it, where they are not there yet. Raises UnwritableError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        what, advice = _("is a file, not a folder"), _("name a folder for what is written")
        raise UnwritableError(path, None, what, advice) from error
    except (OSError, ValueError) as error:
        what, advice = _said(error)
        raise UnwritableError(path, None, _("cannot be written: {why}").format(why=what), advice) from error


def keep_beside(path: Path, suffix: str, data: bytes) -> None:
    """Put some bytes next to a file under a free name, unless they are kept there already: a save that failed has left
    them. Raises UnwritableError."""
    free = beside(path, suffix)
    there = (one for one in path.parent.glob(f"{escape(path.name + suffix)}*") if one.is_file())
    if not any(digest_on_disk(one) == digest(data) for one in there):
        write(free, data)


def beside(path: Path, suffix: str) -> Path:
    """A free name next to a file: with the suffix, or with the suffix and the first number that is free."""
    number = 1
    found = path.with_name(path.name + suffix)
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}{suffix}{number}")
    return found


def digest(data: bytes) -> str:
    """A fingerprint of some bytes."""
    return sha256(data).hexdigest()


def digest_on_disk(path: Path) -> str | None:
    """The fingerprint of what the file holds now, or None when it is gone or cannot be read. An empty file is one that
    somebody has emptied."""
    held = on_disk(path)
    return None if held is None else digest(held)


def on_disk(path: Path) -> bytes | None:
    """What the file holds now, or None when it is gone or cannot be read."""
    try:
        return read(path)
    except MapperError:
        with suppress(OSError, ValueError):
            if path.is_file() and path.stat().st_size == 0:
                return b""
        return None


def _said(error: OSError | ValueError) -> tuple[str, str]:
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    what, advice = _REASONS.get(number or 0, ("", N_("try again, or choose another place")))
    return (_(what) if what else os.strerror(number) if number else str(error)), _(advice)
