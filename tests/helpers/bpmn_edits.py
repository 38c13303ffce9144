"""Small edits of files, and what they changed."""

import difflib
from collections.abc import Iterable

from mapper import bpmn
from mapper.model.records import Record


def edit(data: bytes, *changes: Record, drop: Iterable[str] = ()) -> bytes:
    """The file with some records put in and some dropped."""
    source = bpmn.read(data)
    records = {r.id: r for r in source.records}
    records |= {r.id: r for r in changes}
    for id in drop:
        del records[id]
    return bpmn.write(source, records.values())


def records(data: bytes) -> dict[str, Record]:
    return {r.id: r for r in bpmn.read(data).records}


def changed_lines(before: bytes, after: bytes) -> list[str]:
    """The lines that went and came, with - and + before them."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    found = difflib.unified_diff(old, new, lineterm="", n=0)
    return [line for line in found if line[0] in "+-" and line[:3] not in ("+++", "---")]
