"""An opened file: the bytes, what was read from them, and which element each record came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property

from mapper.bpmn.file.decode import Text, decode
from mapper.bpmn.file.errors import Note
from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import MODEL, m
from mapper.bpmn.file.spans import Places, Span, scan
from mapper.model.geometry import Rect
from mapper.model.records import Record


@dataclass(frozen=True, slots=True)
class Spans:
    """Where each element stands in the text."""

    places: Places
    numbers: dict[Element, int]

    def __getitem__(self, element: Element) -> Span:
        return self.places.span(self.numbers[element])


class Base:
    """What was opened, and never changes: every save is made from it, so what is changed and changed back is untouched.

    data: the bytes that were opened; of a file that is not well-formed the mended ones.

    elements: the element of each record. drawn: its shapes or edges, the record's own first. planes: the BPMNPlane of
    each plane record. guessed: ids of records whose place on the map the file does not give. twins: ids made up for
    elements that have none, or one that another has too. labels: for guessed records that were arranged since, the
    label box that the file gives. merged: namespaces whose elements stand in that of the model in this file.
    """

    def __init__(
        self,
        data: bytes,
        root: Element,
        records: tuple[Record, ...],
        elements: dict[str, Element],
        drawn: dict[str, list[Element]],
        planes: dict[str, Element],
        guessed: frozenset[str],
        twins: frozenset[str],
        text: Text | None,
        merged: frozenset[str] = frozenset(),
    ) -> None:
        self.data, self.root, self.records = data, root, records
        self.elements, self.drawn, self.planes = elements, drawn, planes
        self.guessed, self.twins, self._text = guessed, twins, text
        self.merged = merged
        self.labels: Mapping[str, Rect | None] = {}

    @cached_property
    def text(self) -> Text:
        """The file as text, from which parts are copied."""
        return self._text or decode(self.data)

    @cached_property
    def order(self) -> list[Element]:
        """All elements in document order."""
        return list(self.root.iter("*"))

    @cached_property
    def spans(self) -> Spans:
        """Where each element stands in the text."""
        places = scan(self.text.text)
        if len(places) != len(self.order):
            raise AssertionError("the text and the tree of a file differ")
        return Spans(places, {element: i for i, element in enumerate(self.order)})

    @cached_property
    def with_id(self) -> dict[str, Element]:
        """The first of BPMN's own elements with each id."""
        ours = [element for element in self.order if element.get("id") and element.tag.startswith(f"{{{MODEL}}}")]
        return {(element.get("id") or "").strip(): element for element in reversed(ours)}

    @cached_property
    def by_id(self) -> dict[str, Record]:
        return {record.id: record for record in self.records}

    @cached_property
    def held(self) -> dict[str, list[str]]:
        """What the groups that the file does not draw hold, by id: what names their category value (BPMN 2.0, 8.4.3).
        A group that is drawn holds what is in its box, whatever the file says."""
        groups = [record.id for record in self.records if record.kind == "group" and record.id in self.guessed]
        shown = {id: _bare(self.elements[id].get(_CATEGORY_VALUE)) for id in groups}
        holding: dict[str, list[str]] = {value: [] for value in shown.values() if value}
        for id, element in self.elements.items() if holding else ():
            for child in element.findall(m(_CATEGORY_VALUE)):
                if (value := _bare(child.text)) in holding:
                    holding[value].append(id)
        return {id: holding[value] for id, value in shown.items() if value}

    def arranged(self, records: Iterable[Record]) -> Base:
        """The same file with other places for what it does not draw. They are guesses as before, and no edits."""
        placed = {record.id: record for record in records if record.id in self.guessed}
        found = copy(self)
        found.__dict__.pop("by_id", None)
        found.records = tuple(placed.get(record.id, record) for record in self.records)
        found.labels = {record.id: record.label for record in self.records if record.id in placed}
        return found

    def labelled(self, records: Iterable[Record]) -> Base:
        """The same file with places for labels that it gives none; all else is as it was."""
        unplaced = {record.id for record in self.records if record.label is None}
        placed = {record.id: record.label for record in records if record.label is not None and record.id in unplaced}
        if not placed:
            return self
        found = copy(self)
        found.__dict__.pop("by_id", None)
        found.records = tuple(
            record.but(label=placed[record.id]) if record.id in placed else record for record in self.records
        )
        return found


_CATEGORY_VALUE = "categoryValueRef"


def _bare(reference: str | None) -> str:
    """The id that a QName means."""
    return (reference or "").strip().rpartition(":")[2]


@dataclass(frozen=True, eq=False, slots=True)
class Source:
    """A file as it is now: `data` and the records that say the same. `notes` tell what was repaired, guessed or kept.

    repaired: the file had to be mended to be read; do not overwrite it without asking. `data` are the old bytes then,
    and what is written, unchanged or not, is well-formed.
    """

    data: bytes
    records: tuple[Record, ...]
    notes: tuple[Note, ...]
    repaired: bool
    base: Base = field(repr=False)

    def rebased(self, data: bytes, records: tuple[Record, ...]) -> Source:
        """The source after `data` was written for `records`. Nothing is read anew: what was opened stays the base."""
        return replace(self, data=data, records=tuple(records), repaired=False)

    def labelled(self, records: Iterable[Record]) -> Source:
        """The source as it was opened, with places for labels that the file gives none. They are no edits."""
        base = self.base.labelled(records)
        return self if base is self.base else replace(self, records=base.records, base=base)

    def arranged(self, records: Iterable[Record]) -> Source:
        """The source as it was opened, with other places for what the file does not draw."""
        base = self.base.arranged(records)
        return replace(self, records=base.records, base=base)
