"""Two or three files as states that can be held against each other, and what came of it as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mapper import bpmn
from mapper.app import files
from mapper.app.errors import UnreadableError
from mapper.app.session.session import faithful
from mapper.bpmn import Foreign, Source, Unreadable
from mapper.compare.differences import DETAIL, Difference, compare
from mapper.compare.merge import Choices, Conflict, merge
from mapper.model.records import Flow, Node, Record

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
        return bpmn.read(data, path.name)
    except Unreadable as error:
        raise UnreadableError(path, error.line, error.what, error.advice) from error


def records(source: Source) -> tuple[Record, ...]:
    """What a file says: places that are guesses are none."""
    guessed, drawn = source.base.guessed, source.base.drawn
    return tuple(_bare(r, r.id in drawn) if r.id in guessed else r for r in source.records)


def differences(before: Source, after: Source) -> tuple[Difference, ...]:
    """All differences of two files, what the model does not know among them."""
    was, now = records(before), records(after)
    found = compare(was, now)
    known = {record.id: record for record in now}
    others = bpmn.foreign(before, after, _with_guesses(now, before))
    return (*found, *(_difference(one, known) for one in others))


def merged(base: Source | None, ours: Source, theirs: Source, choices: Choices = frozenset()) -> Outcome:
    """OURS with all that THEIRS changed since BASE (None: there was nothing). choices: conflicts won by THEIRS.

    What is written is read back first. Raises UnfaithfulError.
    """
    found = merge(records(base) if base is not None else (), records(ours), records(theirs), choices)
    added = {id: f"{_DONOR}#{there}" for id, there in found.added.items()}
    now = [r.but(origin=added[r.id]) if r.id in added else r for r in found.records]
    same = {record.id: record for record in ours.records}
    unchanged = {record.id: record for record in records(ours)}
    kept = [same[r.id] if r == unchanged.get(r.id) else r for r in now]
    data = faithful(bpmn.write_checked(ours, _with_guesses(kept, ours), {_DONOR: theirs}), None)
    if base is None:
        return Outcome(data, found.conflicts)
    beyond = bpmn.foreign(base, theirs, _with_guesses(records(theirs), base))
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


def _bare(record: Record, drawn: bool) -> Record:
    """A record without the place that was guessed for it."""
    plane = record.plane if drawn or record.kind == "plane" else None
    if isinstance(record, Flow):
        return replace(record, plane=plane, points=(), label=None)
    return replace(record, plane=plane, bounds=None, label=None)


def _with_guesses(records: Iterable[Record], source: Source) -> list[Record]:
    """Records with the places that were guessed in a file, where nothing else is said: those are no edits of it."""
    guesses = {record.id: record for record in source.records if record.id in source.base.guessed}
    return [_guessed(record, guesses.get(record.id)) for record in records]


def _guessed(record: Record, guess: Record | None) -> Record:
    if isinstance(record, Flow) and isinstance(guess, Flow) and not record.points:
        return replace(record, plane=guess.plane, points=guess.points, label=guess.label)
    if isinstance(record, Node) and isinstance(guess, Node) and record.bounds is None:
        return replace(record, plane=guess.plane, bounds=guess.bounds, label=guess.label)
    return record
