"""Two or three files as states that can be held against each other, and what came of it as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapper import bpmn
from mapper.app import files
from mapper.app.errors import UnreadableError
from mapper.app.session.session import faithful
from mapper.bpmn import Foreign, Source, Unreadable
from mapper.compare.differences import DETAIL, Difference, compare
from mapper.compare.merge import Choices, Conflict, merge
from mapper.model.records import Record

XML = "xml:"
"""What the field of a difference begins with that the model does not know; after it the attribute or element."""

_DONOR = "theirs"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A merge: the bytes (OURS and all that merged) and the conflicts."""

    data: bytes
    conflicts: tuple[Conflict, ...]


def read(path: Path) -> Source:
    """A file as it is, nothing arranged. Raises UnreadableError."""
    return parsed(files.read(path), path)


def parsed(data: bytes, path: Path) -> Source:
    """The same of bytes that are called like a file. Raises UnreadableError."""
    try:
        return bpmn.read(data)
    except Unreadable as error:
        raise UnreadableError(path, error.line, error.what, error.advice) from error


def records(source: Source) -> tuple[Record, ...]:
    """What a file says: what it does not draw has no place."""
    return source.base.records


def differences(before: Source, after: Source) -> tuple[Difference, ...]:
    """All differences of two files, what the model does not know among them."""
    was, now = records(before), records(after)
    found = compare(was, now)
    known = {record.id: record for record in now}
    others = bpmn.foreign(before, after, now)
    return (*found, *(_difference(one, known) for one in others))


def merged(base: Source | None, ours: Source, theirs: Source, choices: Choices = frozenset()) -> Outcome:
    """OURS with all that THEIRS changed since BASE (None: there was nothing). choices: conflicts won by THEIRS.

    What is written is read back first. Raises UnfaithfulError.
    """
    found = merge(records(base) if base is not None else (), records(ours), records(theirs), choices)
    added = {id: f"{_DONOR}#{there}" for id, there in found.added.items()}
    now = [r.but(origin=added[r.id]) if r.id in added else r for r in found.records]
    data = faithful(bpmn.write_checked(ours, now, {_DONOR: theirs}), None)
    if base is None:
        return Outcome(data, found.conflicts)
    beyond = bpmn.foreign(base, theirs, records(theirs))
    if not beyond:
        return Outcome(data, found.conflicts)
    data, clashes = bpmn.take(bpmn.read(data), beyond, theirs)
    return Outcome(data, (*found.conflicts, *_clashes(clashes, found.records)))


def _clashes(clashes: Iterable[Foreign], records: Iterable[Record]) -> Iterator[Conflict]:
    known = {record.id: record for record in records}
    for one in clashes:
        record = known.get(one.record)
        name, kind = (record.name, record.kind) if record is not None else ("", "")
        yield Conflict(one.record or one.id, name, kind, XML + one.what, one.before, None, one.after)


def _difference(one: Foreign, known: Mapping[str, Record]) -> Difference:
    record = known.get(one.record)
    name, kind = (record.name, record.kind) if record is not None else ("", "")
    return Difference(DETAIL, one.record or one.id, name, kind, XML + one.what, one.before, one.after, one.record)
