"""How bytes take a file's place: whole or not at all, with what the file was (mode, owner, attributes, links) kept.

Where a folder takes no new file, or a file has several names, it is written in place, with a copy kept until that is
done. File systems that know no modes, owners or syncs are written to without them.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import platformdirs

from mapper.app import lock

PART = ".part"
COMING, ABOUT = ".coming", ".about"
"""What stands beside a copy that is kept while a file is written in place: the new bytes; which file, and who writes,
locked until that is over."""

OLD = 3600.0
"""Seconds after which a part file of an unknown writer is one that nobody writes any more."""

_UNKNOWN = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM, errno.EACCES}
"""How file systems say that they have no such thing as a mode or a sync."""

_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def replace_file(target: Path, data: bytes, old: os.stat_result | None) -> None:
    """Put the bytes in the place of a file, or where none is yet (old None). Raises OSError; the old bytes then stand.

    Whoever calls this holds the lock of the file: parts of it that others left are swept.
    """
    if old is not None and old.st_nlink > 1:
        _in_place(target, data)  # a new file would leave the other names with the old bytes
        return
    part = target.with_name(f".{short(target.name)}.{uuid4().hex}{PART}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        if old is None or error.errno not in _CLOSED:
            raise
        _in_place(target, data)
        return
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            sync(out.fileno())
        _dress(part, target, old)
        os.replace(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    settle(target.parent)


def sweep(target: Path) -> None:
    """Take away parts of a file whose writer was killed, and parts of earlier Mappers that are long over."""
    mine = f".{short(target.name)}."
    with suppress(OSError):
        for name in os.listdir(target.parent):
            if not (name.startswith(".") and name.endswith(PART)):
                continue
            stem = name[: -len(PART)].rpartition(".")[2]
            if len(stem) != 32 or set(stem) - set("0123456789abcdef"):
                continue
            file = target.parent / name
            own = name == f"{mine}{stem}{PART}"
            if own or time.time() - file.stat().st_mtime > OLD:
                file.unlink(missing_ok=True)


def short(name: str) -> str:
    """As much of a file's name as leaves room for what is put around it, in a folder that takes 255 bytes."""
    return os.fsdecode(os.fsencode(name)[:180]).encode("utf-8", "surrogateescape").decode("utf-8", "ignore")


def sync(handle: int) -> None:
    """Have the disk keep what was written, where the file system knows how."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise


def settle(folder: Path) -> None:
    """The same for the names in a folder. Only where it can be opened (not on Windows) does it need that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def rescues() -> Path:
    """Where copies are kept of files while they are written in place."""
    return platformdirs.user_state_path("mapper", appauthor=False) / "rescue"


def _in_place(target: Path, data: bytes) -> None:
    """Write over the old bytes. What they were, and what is to be, is kept until the new ones are safe, so that whoever
    finds the file half written (`rescue.put_back`) can tell."""
    folder = rescues()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:6]}-{short(target.name)}"
    about, old = copy.with_name(copy.name + ABOUT), target.read_bytes()
    held = lock.take(about)
    try:
        note = json.dumps({"path": os.fsencode(target).hex(), "pid": os.getpid()})
        _kept(about, note.encode(), "wb")
        _kept(copy.with_name(copy.name + COMING), data)
        _kept(copy, old)  # the last: where it is, the others are
    except BaseException:
        _done(copy, held)
        raise
    try:
        _over(target, data)
    except OSError:
        try:
            _over(target, old)  # what a full disk has taken half of; it had room for the old bytes
        except OSError:
            if held is not None:
                held.release(remove=False)  # the copy stays for the next start
            raise
        _done(copy, held)
        raise
    _done(copy, held)


def _done(copy: Path, held: lock.Held | None) -> None:
    forget(copy)
    if held is not None:
        held.release()


def _over(target: Path, data: bytes) -> None:
    with target.open("r+b") as out:
        out.write(data)
        out.truncate()
        out.flush()
        sync(out.fileno())


def forget(copy: Path, all: bool = True) -> None:
    """Take a copy away that is not needed any more; or only what stands beside it, where its user may want it."""
    suffixes = ("", COMING, ABOUT) if all else (COMING, ABOUT)
    for suffix in 2 * suffixes:  # the copy first: the others alone mean nothing; twice, for a disk that refuses once
        with suppress(OSError):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _kept(file: Path, data: bytes, mode: str = "xb") -> None:
    with open(file, mode, opener=_private) as out:
        out.write(data)
        out.flush()
        sync(out.fileno())


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _dress(part: Path, target: Path, old: os.stat_result | None) -> None:
    """Give the new file what the old one had, its rights last: until then nobody else can read it."""
    if old is None:
        _change_mode(part, 0o666 & ~_umask())
        return
    if hasattr(os, "chown"):
        # Giving a file away needs rights that most users lack; then it is theirs, as with any editor.
        with suppress(OSError):
            os.chown(part, old.st_uid, old.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(part, name, os.getxattr(target, name))
    _change_mode(part, stat.S_IMODE(old.st_mode))


def _change_mode(part: Path, mode: int) -> None:
    try:
        part.chmod(mode)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise


def _umask() -> int:
    """What this process keeps from new files. There is no asking without setting it, for an instant."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
