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
    """Look at every copy that a writer who is gone has left; a sentence on each file that was half written, or whose
    copy is of use to its user alone."""
    told = []
    with suppress(OSError):
        for about in sorted(place.rescues().glob(f"*{place.ABOUT}")):
            copy = about.with_name(about.name[: -len(place.ABOUT)])
            try:
                said = _settle(copy, json.loads(about.read_bytes()))
            except (OSError, ValueError, KeyError, TypeError, RecursionError, MapperError) as error:
                log.warning("a copy of a map cannot be made use of: %s", error)
                continue
            if said:
                told.append(said)
    return told


def _settle(copy: Path, about: dict[str, object]) -> str:
    """What became of one file; nothing where it is whole. Raises what reading, writing and odd notes may raise."""
    pid = about["pid"]
    if not isinstance(pid, int) or lock.lives(pid):
        return ""
    if not copy.is_file():
        place.forget(copy)  # the file was not touched yet
        return ""
    target = Path(os.fsdecode(bytes.fromhex(str(about["path"]))))
    old, new = copy.read_bytes(), copy.with_name(copy.name + place.COMING).read_bytes()
    now = files.on_disk(target)
    if now in (old, new):
        place.forget(copy)
        return ""
    if now is None or not _is_mixed(now, old, new):
        said = _("{file} was being saved when Mapper ended; what it held before is kept in {copy}")
        return said.format(file=shown_path(target), copy=shown_path(copy))
    files.write(target, old)
    place.forget(copy)
    return _("{file} was half saved when Mapper ended; it holds again what it held before").format(
        file=shown_path(target)
    )


def _is_mixed(now: bytes, old: bytes, new: bytes) -> bool:
    """Whether every block is of the old bytes, of the new ones, or has not reached the disk."""
    if len(now) > max(len(old), len(new)):
        return False
    for at in range(0, len(now), _BLOCK):
        block, was, coming = (data[at : at + _BLOCK] for data in (now, old, new))
        length = len(block)
        if block in (was[:length], coming[:length], bytes(length)):
            continue
        pairs = enumerate(zip(block, coming, strict=False))
        first = next((place for place, (one, other) in pairs if one != other), min(length, len(coming)))
        if block[first:] != was[first:length]:
            return False
    return True
