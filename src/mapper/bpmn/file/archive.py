"""A map inside a zip archive, as mail programs and some tools hand it over: unpacked in memory, never onto the disk."""

from __future__ import annotations

import io
import zipfile
import zlib

LIMIT = 100_000_000
"""Bytes that a map may come to when it is unpacked; more is a bomb."""


def unpacked(data: bytes) -> tuple[str, bytes] | None:
    """Name and bytes of the one map in a zip archive; None when there is none, or more than one, or it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if not n.endswith("/") and not n.startswith("__MACOSX/")]
            maps = [n for n in names if n.lower().endswith(".bpmn")] or [n for n in names if n.lower().endswith(".xml")]
            if len(maps) != 1:
                return None
            with archive.open(maps[0]) as inner:
                found = inner.read(LIMIT + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return None
    return (maps[0], found) if len(found) <= LIMIT else None
