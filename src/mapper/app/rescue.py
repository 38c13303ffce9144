"""Files that were being written in place when their writer was killed: found half written, they get back what they
held."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from mapper.app import files, lock, place
from mapper.app.errors import MapperError, shown_path
from mapper.app.log import log
from mapper.text import _

_BLOCK = 512
"""Bytes that a disk writes at once."""


def put_back() -> list[str]:
    """Look at every copy that a writer who is gone has left; a sentence, once, on each file that was half written, or
    whose copy is of use to its user alone."""
    told = []
    with suppress(OSError):
        for about in sorted(place.rescues().glob(f"*{place.ABOUT}")):
            held = lock.take(about)
            if held is None:
                continue  # it is being written now
            try:
                said = _settle(about.with_name(about.name[: -len(place.ABOUT)]), about, held.locked)
            except (OSError, ValueError, KeyError, TypeError, RecursionError, MapperError) as error:
                log.warning("a copy of a map cannot be made use of: %s", error)
                said = ""
            held.release(remove=False)
            if said:
                told.append(said)
    return told


def _settle(copy: Path, about: Path, gone: bool) -> str:
    """What became of one file; nothing where it is whole. gone: its writer is known to be. Raises OSError, ValueError,
    KeyError, TypeError, MapperError."""
    if gone and not copy.is_file():
        place.forget(copy)  # the file was not touched yet
        return ""
    told = json.loads(about.read_bytes())
    if not gone and lock.lives(int(told["pid"])):
        return ""
    target = Path(os.fsdecode(bytes.fromhex(told["path"])))
    old, new = copy.read_bytes(), copy.with_name(copy.name + place.COMING).read_bytes()
    now = files.on_disk(target)
    if now in (old, new):
        place.forget(copy)
        return ""
    if now is not None and _is_mixed(now, old, new):
        files.write(target, old)
        place.forget(copy)
        said = _("{file} was half saved when Mapper ended; it holds again what it held before")
    else:
        place.forget(copy, all=False)
        said = _("{file} was being saved when Mapper ended; what it held before is kept in {copy}")
    return said.format(file=shown_path(target), copy=shown_path(copy))


def _is_mixed(now: bytes, old: bytes, new: bytes) -> bool:
    """Whether every block is of the old bytes, of the new ones, or has not reached the disk."""
    if len(now) > max(len(old), len(new)):
        return False
    for at in range(0, len(now), _BLOCK):
        block, was, coming = (data[at : at + _BLOCK] for data in (now, old, new))
        length = len(block)
        if block in (was[:length], coming[:length], bytes(length)):
            continue
        first = next(
            (at for at, (here, wanted) in enumerate(zip(block, coming, strict=False)) if here != wanted),
            min(length, len(coming)),
        )
        if block[first:] != was[first:length]:
            return False
    return True
