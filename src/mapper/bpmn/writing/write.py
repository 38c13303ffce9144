"""Record differences to tree edits: the records as read are held against the records now, and what differs is edited.

What is the same is not looked at, so a change that was taken back leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from mapper.bpmn.file.source import Base, Source
from mapper.bpmn.file.verify import faults
from mapper.bpmn.writing.compose import compose
from mapper.bpmn.writing.copies import Copies, begun
from mapper.bpmn.writing.data import rename_data_ends
from mapper.bpmn.writing.details import patch_details
from mapper.bpmn.writing.diagram import patch_drawing
from mapper.bpmn.writing.drops import patch_drops
from mapper.bpmn.writing.edits import Edits
from mapper.bpmn.writing.flows import patch_flow
from mapper.bpmn.writing.nodes import create, patch_node
from mapper.bpmn.writing.patching import Pair, Patching
from mapper.bpmn.writing.splice import splice
from mapper.bpmn.writing.twins import part
from mapper.model.kinds import CONTAINER, FLOW, LANE, PLANE, POOL, SUBPROCESS, family
from mapper.model.pause import collector_paused
from mapper.model.records import Flow, Node, Record
from mapper.model.seen import seen

_Whole = TypeVar("_Whole", str, bytes)

NO_DONORS: Mapping[str, Source] = MappingProxyType({})


@collector_paused()
def write(
    source: Source, records: Iterable[Record], donors: Mapping[str, Source] = NO_DONORS, *, guesses: bool = False
) -> bytes:
    """The file with these records in place of the ones read. Nothing changed: the bytes themselves, or the mended ones
    of a file that was not well-formed.

    donors: by digest, the excerpts that records were pasted from (`excerpt.read_excerpt`). guesses: what was given a
    place is written at it, though nothing was edited.
    """
    now = {record.id: record for record in (records if guesses else source.said(records))}
    base = source.base
    if not (guesses and source.placed) and _same(source.records, now):
        return base.data if source.repaired else source.data
    if _same(base.records, now) or (source.placed and not guesses and _same(source.opened, now)):
        return base.data
    return _encode(base, _patched(source, now, donors, splice))


@dataclass(frozen=True, slots=True)
class Written:
    """A map as bytes. faults: what a first writing, part by part, had wrong, so that this one was made whole; left:
    what is wrong still."""

    data: bytes
    faults: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@collector_paused()
def write_checked(source: Source, records: Iterable[Record], donors: Mapping[str, Source] = NO_DONORS) -> Written:
    """The file with these records, read back and held against them; written whole where the parts do not fit."""
    records = source.said(records)
    try:
        data = write(source, records, donors)
        if data is source.data or data is source.base.data:
            return Written(data)
        source.base.release()
        found = faults(data, source.base, records)
    except Exception as error:  # whatever it is: the other way of writing shares little with this one
        found = [f"{type(error).__name__}: {error}"]
    if not found:
        return Written(data)
    now = {record.id: record for record in records}
    whole = _patched(source, now, donors, compose)
    return Written(whole, tuple(found), tuple(faults(whole, source.base, records)))


def _same(before: tuple[Record, ...], now: dict[str, Record]) -> bool:
    if len(before) != len(now):
        return False
    return all((found := now.get(record.id)) is record or found == record for record in before)


def _encode(base: Base, text: str) -> bytes:
    return base.text.encode(text)


def _patched(
    source: Source, now: dict[str, Record], donors: Mapping[str, Source], put: Callable[[Edits], _Whole]
) -> _Whole:
    """What `put` makes of the edits that bring the file up to date with the records."""
    patching = Patching(source.base, Edits(source.base), now, donors=donors)
    copies = Copies(patching)
    pairs = _pairs(patching, source.placed)
    for pair in _parents_first([p for p in pairs if p.new]):
        create(patching, pair, copies)
    copies.settle()
    for pair in pairs:
        if isinstance(pair.after, Node):
            patch_node(patching, pair)
        else:
            patch_flow(patching, pair)
        patch_details(patching, pair)
    for pair in pairs:
        if not pair.new and isinstance(pair.after, Node) and pair.before.kind != pair.after.kind:
            rename_data_ends(patching, pair.after)
    # The drawing of a copy is a new one.
    patch_drawing(patching, [Pair(_blank(p.after), p.after, True) if p.new else p for p in pairs])
    patch_drops(patching)
    part(patching)
    whole = put(patching.edits)
    patching.edits.release()
    return whole


def _pairs(patching: Patching, placed: Mapping[str, Record]) -> list[Pair]:
    """Every record that differs from the file, with what it was; nothing for a new one. placed: places that are guesses
    and were not in the file."""
    base, before, pairs = patching.base, patching.before, list[Pair]()
    silent = _lanes_to_say(patching)
    for id, after in patching.now.items():
        old = before.get(id)
        if old is after and id not in silent:
            continue
        new = old is None or _replaced(old, after)
        if new and old is not None:
            patching.replaced.add(id)
        if id in base.twins and after == placed.get(id):
            continue  # drawing it would give it an id; a guess is no reason for that
        if old is not None and after == placed.get(id) and after.but(label=old.label) == old:
            continue  # only its label was given a place, and it was not touched since
        if new or old != after or id in silent:
            was = _begun(patching, after) if new or old is None else _as_said(old, after, id in silent)
            pairs.append(Pair(was, after, new))
    patching.dropped = [record for id, record in before.items() if id not in patching.now]
    return pairs


def _as_said(old: Record, after: Record, lane: bool) -> Record:
    """A record as the file says it: without what is only seen in the drawing, where that is to be said now, as its
    `lane` may be."""
    fields = set(seen(old)) - set(seen(after))
    if isinstance(old, Flow):
        return old.but(**dict.fromkeys(fields, "")) if fields else old
    fields |= {"lane"} if lane else set()
    return old.but(**dict.fromkeys(fields)) if fields else old


def _lanes_to_say(patching: Patching) -> set[str]:
    """The steps whose lanes the file must say now: lanes that name one step are not read for others any more."""
    old, now = patching.before, patching.now
    steps = {id: record for id, record in old.items() if isinstance(record, Node) and "lane" in seen(record)}
    if not steps:
        return set()
    said: set[str | None] = set()
    for id, after in now.items():
        before = old.get(id)
        if isinstance(after, Node) and after.lane is not None and (before is None or "lane" not in seen(after)):
            said |= {after.parent, before.parent if before is not None else None}
    return {id for id, step in steps.items() if id in now and step.parent in said}


def _replaced(old: Record, after: Record) -> bool:
    """Whether a record of the same id is another thing now, which no edit of the element could make of it."""
    if old.kind == after.kind:
        return False
    families = {old.family, after.family}
    return FLOW in families or (len(families) == 2 and not families.isdisjoint(_APART))


_APART = {CONTAINER, PLANE, POOL, LANE}


def _begun(patching: Patching, record: Record) -> Record:
    """What the element of a new record says at first: nothing, unless it is a copy."""
    return begun(patching, record) or _blank(record)


def _blank(record: Record) -> Record:
    if isinstance(record, Flow):
        return Flow(record.id, record.kind, "", "")
    return Node(record.id, record.kind)


def _parents_first(pairs: list[Pair]) -> Iterator[Pair]:
    """New records in the order they are made: containers first, and each after what holds it."""
    ordered = sorted(pairs, key=_containers_first)
    known, done = {pair.after.id: pair for pair in ordered}, set[str]()
    for pair in ordered:
        chain: list[Pair] = []
        at: Pair | None = pair
        while at is not None and at.after.id not in done:
            done.add(at.after.id)
            chain.append(at)
            at = known.get(at.after.parent or "")
        yield from reversed(chain)


def _containers_first(pair: Pair) -> tuple[int, float]:
    ranks = {CONTAINER: 0, POOL: 1, LANE: 2, SUBPROCESS: 3, FLOW: 9}
    return (ranks.get(family(pair.after.kind), 5), pair.after.z)
