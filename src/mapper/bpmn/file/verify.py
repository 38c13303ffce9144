"""The last look before a file is replaced: what was written is read back and held against the records.

It knows nothing of the edits that were made nor of how they are spliced into the text, so that a fault of either shows:
ids, those of the parts of an element too, what contains what, and what a flow joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from mapper.bpmn.file.errors import Unreadable
from mapper.bpmn.file.load import Element, load
from mapper.bpmn.file.names import BPMNDI, DATA_FLOWS, ENDS, MODEL, OWN_KINDS, TAGS
from mapper.bpmn.file.source import Base
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
    try:
        # A map may have half a million elements: the tree goes before the next bones are made.
        after = skeleton(load(data).root)
    except Unreadable as error:
        return [f"the file cannot be read: {error}"]
    now = {record.id: record for record in records}
    before = _KNOWN.get(base) or skeleton(base.root)
    if len(before.placed) < _MANY:
        _KNOWN[base] = before
    return list(_Comparison(before, after, now, base).faults())


_KNOWN: WeakKeyDictionary[Base, Skeleton] = WeakKeyDictionary()
"""The bones of the maps that are open, for the next save."""

_MANY = 100_000
"""Elements from which on the bones of a map take more room than making them anew takes time."""


def skeleton(root: Element) -> Skeleton:
    """The bones of a tree."""
    placed: dict[str, Placed] = {}
    doubled: dict[str, int] = {}
    tags: dict[str, str] = {}
    above: dict[Element, str | None] = {}
    for element in root.iter(f"{{{MODEL}}}*"):
        id = element.get("id")
        if id is None:
            continue
        id = id.strip()
        if id in placed:
            doubled[id] = doubled.get(id, 1) + 1
            continue
        tag = element.tag
        tag = tags.setdefault(tag, tag)
        row = TAGS.get(tag)
        ends = _NONE if row is None or row.family != FLOW else _named(element, row.name)
        holder = element.getparent()
        placed[id] = Placed(tag, above[holder] if holder in above else _above(holder, above), ends)
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


def _named(element: Element, kind: str) -> _Ends:
    if kind in DATA_FLOWS:
        return _NONE
    source, target = ENDS[kind]
    return _bare(element.get(source)), _bare(element.get(target))


def _bare(reference: str | None) -> str | None:
    return reference.strip().rpartition(":")[2] or None if reference else None


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
