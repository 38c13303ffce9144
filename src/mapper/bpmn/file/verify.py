"""The last look before a file is replaced: what was written is read back and held against the records.

It knows nothing of the edits that were made nor of how they are spliced into the text, so that a fault of either shows:
ids, those of the parts of an element too, what contains what, and what a flow joins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import NamedTuple, TypeAlias
from weakref import WeakKeyDictionary
from xml.parsers import expat

from mapper.bpmn.file.errors import Unreadable
from mapper.bpmn.file.load import Element, load
from mapper.bpmn.file.names import BPMNDI, DATA_FLOWS, ENDS, MODEL, OWN_KINDS, TAGS
from mapper.bpmn.file.source import Base
from mapper.bpmn.file.spans import TOKEN
from mapper.model.kinds import ANCHOR, EVENT, FLOW
from mapper.model.records import Flow, Node, Record


class Placed(NamedTuple):
    """Where an element with an id stands: the nearest record's element around it, by id, and the ends it names."""

    tag: str
    parent: str | None
    ends: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A file's bones: BPMN's own elements by id, and of ids that stand more than once how often."""

    placed: dict[str, Placed]
    doubled: dict[str, int]

    def count(self, id: str) -> int:
        """How often an id of the model stands."""
        return self.doubled.get(id, int(id in self.placed))


def faults(data: bytes, base: Base, records: Iterable[Record]) -> list[str]:
    """What the bytes of a file say otherwise than the records they were written for; nothing when all is well.

    base: what was opened, for only what differs from it was to be written.
    """
    records = tuple(records)
    if len(records) > _MANY and _is_same_tree(data, base, records):
        return []
    try:
        # A map may have half a million elements: the tree goes before the next bones are made.
        names = {id: id for id in base.by_id}
        loaded = load(data)
        if loaded.repaired:
            return [f"the file is not well-formed: {loaded.notes[0].what}"]
        after = skeleton(loaded.root, names)
        del loaded
    except Unreadable as error:
        return [f"the file cannot be read: {error}"]
    now = {record.id: record for record in records}
    before = _KNOWN.get(base) or skeleton(base.root, names, after.placed)
    if len(before.placed) < _MANY:
        _KNOWN[base] = before
    return list(_Comparison(before, after, now, base).faults())


_KNOWN: WeakKeyDictionary[Base, Skeleton] = WeakKeyDictionary()
"""The bones of the maps that are open, for the next save."""

_MANY = 100_000
"""Elements from which on the bones of a map take more room than making them anew takes time."""


def skeleton(
    root: Element, names: Mapping[str, str] = MappingProxyType({}), like: Mapping[str, Placed] = MappingProxyType({})
) -> Skeleton:
    """The bones of a tree. names, like: ids and bones of which equal ones are taken, so that they are held once."""
    placed: dict[str, Placed] = {}
    doubled: dict[str, int] = {}
    tags: dict[str, str] = {}
    above: dict[Element, str | None] = {}
    for element in root.iter(f"{{{MODEL}}}*"):
        id = element.get("id")
        if id is None:
            continue
        id = names.get(id) or id.strip()
        if id in placed:
            doubled[id] = doubled.get(id, 1) + 1
            continue
        tag = element.tag
        tag = tags.setdefault(tag, tag)
        row = TAGS.get(tag)
        ends = _NONE if row is None or row.family != FLOW else _named(element, row.name, names)
        holder = element.getparent()
        found = Placed(tag, above[holder] if holder in above else _above(holder, above), ends)
        same = like.get(id)
        placed[id] = same if same is not None and same == found else found
    drawn: set[str] = set()
    for element in root.iter(f"{{{BPMNDI}}}*"):
        if (id := element.get("id")) is not None:
            id = id.strip()
            if id in placed or id in drawn:
                doubled[id] = doubled.get(id, 1) + 1
            drawn.add(id)
    return Skeleton(placed, doubled)


def _above(holder: Element | None, known: dict[Element, str | None]) -> str | None:
    """The id of the nearest element from this one outwards that may be a record."""
    way: list[Element] = []
    found: str | None = None
    while holder is not None:
        if holder in known:
            found = known[holder]
            break
        way.append(holder)
        if holder.tag in TAGS and (id := (holder.get("id") or "").strip()):
            found = id
            break
        holder = holder.getparent()
    known.update(dict.fromkeys(way, found))
    return found


_Ends: TypeAlias = tuple[str | None, str | None]
_NONE: _Ends = (None, None)


def _named(element: Element, kind: str, names: Mapping[str, str]) -> _Ends:
    if kind in DATA_FLOWS:
        return _NONE
    one, two = ENDS[kind]
    source, target = element.get(one), element.get(two)
    return names.get(source or "") or _bare(source), names.get(target or "") or _bare(target)


def _bare(reference: str | None) -> str | None:
    return reference.strip().rpartition(":")[2] or None if reference else None


# -- a large map in which only names, texts and numbers differ --------------------------------------------------------

_SURE = re.compile(r"utf-8|ascii|latin-1|iso8859-\d+|cp125\d")
"""Codecs in which ASCII is ASCII, so that tags can be compared as bytes."""

_REFERENCE = re.compile(r"""\s((?:id|default|bpmnElement|\w*Ref)\s*=\s*(?:"[^"]*"|'[^']*'))""")


def _is_same_tree(data: bytes, base: Base, records: Sequence[Record]) -> bool:
    """Whether the records are those of the file, between the same ends and in the same place, and what was written has
    the very elements of what was opened, with their ids and references: then no bones have to be compared."""
    before, after = base.data, data
    if not _SURE.fullmatch(base.text.codec) or b"<!DOCTYPE" in after or not _are_as_they_were(base, records):
        return False
    try:
        expat.ParserCreate().Parse(after, True)
    except expat.ExpatError:
        return False
    size = min(len(before), len(after))
    first = _alike(before, after, size)
    start = before.rfind(b"<", 0, first + 1)
    rest = len(after) - after.find(b"<", max(first, len(after) - _alike(before[::-1], after[::-1], size - first)))
    if start < 0 or rest > len(after) or any(_is_within(before, start, *marks) for marks in _SECTIONS):
        return False
    pairs = zip_longest(*(_tokens(one[start : len(one) - rest]) for one in (before, after)))
    return all(one == other or _says_the_same(one, other) for one, other in pairs)


_SECTIONS = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"))


def _is_within(data: bytes, place: int, begin: bytes, end: bytes) -> bool:
    return data.rfind(begin, 0, place + 1) > data.rfind(end, 0, place)


def _alike(one: bytes, other: bytes, size: int) -> int:
    """How many bytes two files begin with alike, up to a size."""
    low, high = 0, size
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _tokens(data: bytes) -> Iterator[str]:
    return (token[0] for token in TOKEN.finditer(data.decode("latin-1")))


def _says_the_same(one: str | None, other: str | None) -> bool:
    """Whether two tags are of the same element, with the same id and references."""
    if one is None or other is None:
        return False
    name, again = _TAG.match(one), _TAG.match(other)
    same = name is not None and again is not None and name[0] == again[0] and one.endswith("/>") == other.endswith("/>")
    return same and _REFERENCE.findall(one) == _REFERENCE.findall(other)


_TAG = re.compile(r"</?[^\s/>!?\"'<=]+")


def _are_as_they_were(base: Base, records: Sequence[Record]) -> bool:
    known = base.by_id
    return len(records) == len(known) and all(
        (old := known.get(record.id)) is record or (old is not None and _joins(old) == _joins(record))
        for record in records
    )


def _joins(record: Record) -> tuple[object, ...]:
    ends = (record.source, record.target) if isinstance(record, Flow) else (None, None)
    return record.kind, record.parent, record.plane, *ends


# -- what is asked -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The bones of a file before and after, and the records it was written for."""

    before: Skeleton
    after: Skeleton
    now: dict[str, Record]
    base: Base

    def faults(self) -> Iterator[str]:
        doubled = self.after.doubled.items()
        yield from (f"the id {id} stands {n} times" for id, n in doubled if n > max(1, self.before.count(id)))
        unnamed = self.base.twins - self.after.placed.keys()
        then, was, now = self.base.by_id, self.before.placed, self.after.placed
        for id, record in self.now.items():
            # Nearly all are as they were, and stand where they stood.
            if then.get(id) is record and id in now and was.get(id) == now[id]:
                continue
            if record.kind not in OWN_KINDS:
                yield from self._of_record(record, unnamed)
        yield from self._left()
        yield from self._parts()

    def _of_record(self, record: Record, unnamed: frozenset[str]) -> Iterator[str]:
        """Whether a record has its element, in its place, between its ends. unnamed: ids that stand in no file yet."""
        old = self.base.by_id.get(record.id)
        was, now = self.before.placed.get(record.id), self.after.placed.get(record.id)
        if now is None:
            if was is not None or old is None:
                yield f"{record.id} is missing"
            return
        # What did not change is as it was, or says at last what was meant; what did is as the record says.
        stays = old is not None and was is not None and old.parent == record.parent and now.parent == was.parent
        # What is no record holds nothing: what stands in it belongs to what is around it.
        told = now.parent is None or now.parent in self.now
        if now.parent != record.parent and told and record.parent not in unnamed and not stays:
            yield f"{record.id} stands in {now.parent}, not in {record.parent}"
        if isinstance(record, Flow) and record.kind not in DATA_FLOWS:
            yield from self._ends(record, old if isinstance(old, Flow) else None, was, now)

    def _ends(self, record: Flow, old: Flow | None, was: Placed | None, now: Placed) -> Iterator[str]:
        for which, end in enumerate((record.source, record.target)):
            found = now.ends[which]
            if found == end:
                continue
            if old is not None and end == (old.source, old.target)[which]:
                # What shared its id with another one names nobody knows what.
                right = was is None or found == was.ends[which] or self.before.count(record.id) > 1
            elif self._is_loose(end):
                right = found is None or found not in self.after.placed
            else:
                right = False
            if not right:
                yield f"{record.id} joins {found}, not {end}"

    def _is_loose(self, id: str) -> bool:
        record = self.now.get(id)
        return record is not None and record.family == ANCHOR

    def _left(self) -> Iterator[str]:
        """Ids of deleted records whose elements are still there."""
        for id, record in self.base.by_id.items():
            if id in self.now or id not in self.base.elements or record.kind in OWN_KINDS:
                continue
            old, new = self.before.placed.get(id), self.after.placed.get(id)
            same = old is not None and new is not None and old.tag == new.tag
            if same and self.after.count(id) >= self.before.count(id):
                yield f"{id} was deleted, but still stands in the file"

    def _parts(self) -> Iterator[str]:
        """Parts of elements, an event's definition say: those of a record that is still the same are still in it."""
        for id, was in self.before.placed.items():
            if was.tag in TAGS or was.parent is None:
                continue
            holder, old = self.now.get(was.parent), self.base.by_id.get(was.parent)
            if holder is None or old is None or holder.kind != old.kind:
                continue
            if self.before.count(id) > 1 or self.before.count(was.parent) > 1:
                continue
            there = self.after.placed.get(id)
            if there is not None and there.parent != was.parent:
                yield f"{id} stands in {there.parent}, not in {was.parent}"
            if there is None and was.tag.endswith("EventDefinition") and _same_event(old, holder):
                yield f"{id} is missing in {was.parent}"


def _same_event(old: Record, new: Record) -> bool:
    return isinstance(new, Node) and new.family == EVENT and old.trait("event") == new.trait("event")
