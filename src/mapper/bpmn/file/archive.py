"""A map inside an archive, as mail programs and some tools hand it over: unpacked in memory, never onto the disk."""

from __future__ import annotations

import io
import zipfile
import zlib

from mapper.bpmn.file.errors import Unreadable
from mapper.text import N_, _

LIMIT = 100_000_000
"""Bytes that a map may come to when it is unpacked; more is a bomb."""

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"

_OFFICE = (
    ("visio/", N_("a Visio drawing")), ("word/", N_("a Word document")), ("xl/", N_("an Excel workbook")),
    ("ppt/", N_("a PowerPoint presentation")), ("content.xml", N_("an OpenDocument file")),
)  # fmt: skip
"""What else is a zip archive, by how the name of something in it begins."""


def unpacked(data: bytes) -> tuple[str, bytes] | None:
    """A sentence about the archive, and the bytes of the one map in it; None when this is no archive, holds none or
    more than one, or is damaged. What is in it is no archive itself. Raises Unreadable when it comes to more than any
    map."""
    found = _from_zip(data) if data.startswith(ZIP) else _from_gzip(data) if data.startswith(GZIP) else None
    return None if found is None or found[1].startswith((ZIP, GZIP)) else found


def _from_zip(data: bytes) -> tuple[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if not n.endswith("/") and not n.startswith("__MACOSX/")]
            maps = [n for n in names if n.lower().endswith(".bpmn")]
            maps = maps or [n for n in names if n.lower().endswith(".xml") and not _is_office(names)]
            if len(maps) != 1:
                return None
            with archive.open(maps[0]) as inner:
                found = inner.read(LIMIT + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return None
    what = _("this is a zip archive; the map “{name}” in it is shown, and changes are saved as a plain .bpmn file")
    return what.format(name=maps[0]), _checked(found)


def _from_gzip(data: bytes) -> tuple[str, bytes] | None:
    """Of an archive that was cut off, what is there."""
    try:
        found = zlib.decompressobj(wbits=31).decompress(data, LIMIT + 1)
    except zlib.error:
        return None
    what = _("this is a gzip archive; the map in it is shown, and changes are saved as a plain .bpmn file")
    return (what, _checked(found)) if found else None


def _checked(found: bytes) -> bytes:
    if len(found) > LIMIT:
        what = _("unpacked it is more than {number} MB, which no map is").format(number=LIMIT // 1_000_000)
        raise Unreadable(None, what, _("choose a .bpmn file"))
    return found


def office(data: bytes) -> str | None:
    """What an archive is that a program of an office wrote, translated; None when it is another one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _is_office(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return None


def _is_office(names: list[str]) -> str | None:
    return next((_(what) for start, what in _OFFICE if any(name.startswith(start) for name in names)), None)
