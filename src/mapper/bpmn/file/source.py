"""An opened file: the bytes, what was read from them, and which element each record came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mapper.bpmn.file.decode import Text, decode
from mapper.bpmn.file.errors import Note
from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import BPMNDI, EXTENSIONS, MODEL, m
from mapper.bpmn.file.spans import Places, Span, scan
from mapper.model.records import Flow, Node, Record

_MANY = 100_000
"""Records from which on the places of a map's elements take more room than finding them anew takes time."""


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
    each plane record. twins: ids made up for elements that have none, or one that another has too. merged:
    namespaces whose elements stand in that of the model in this file.
    """

    def __init__(
        self,
        data: bytes,
        root: Element,
        records: tuple[Record, ...],
        elements: dict[str, Element],
        drawn: dict[str, list[Element]],
        planes: dict[str, Element],
        twins: frozenset[str],
        text: Text | None,
        merged: frozenset[str] = frozenset(),
    ) -> None:
        self.data, self.root, self.records = data, root, records
        self.elements, self.drawn, self.planes = elements, drawn, planes
        self.twins, self._text, self.merged = twins, text, merged

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

    def release(self) -> None:
        """Let go of what a large map is better without until it is written again."""
        if len(self.records) > _MANY:
            for name in ("spans", "order"):
                self.__dict__.pop(name, None)

    @cached_property
    def doubled(self) -> list[Element]:
        """BPMN's own elements that share their id with another one which keeps it; not what lies in extensions."""
        first: dict[str, Element] = {}
        groups: dict[str, list[Element]] = {}
        for element in self.root.iter(f"{{{MODEL}}}*", f"{{{BPMNDI}}}*"):
            id = (element.get("id") or "").strip()
            if id and first.setdefault(id, element) is not element:
                groups.setdefault(id, [first[id]]).append(element)
        found: list[Element] = []
        for id, some in groups.items():
            ours = [element for element in some if next(element.iterancestors(EXTENSIONS), None) is None]
            keeps = self.elements.get(id, some[0])
            found += [element for element in ours if element is not keeps]
        return found

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
        nodes = (record for record in self.records if isinstance(record, Node))
        groups = [node.id for node in nodes if node.kind == "group" and node.bounds is None]
        shown = {id: _bare(self.elements[id].get(_CATEGORY_VALUE)) for id in groups}
        holding: dict[str, list[str]] = {value: [] for value in shown.values() if value}
        for id, element in self.elements.items() if holding else ():
            for child in element.findall(m(_CATEGORY_VALUE)):
                if (value := _bare(child.text)) in holding:
                    holding[value].append(id)
        return {id: holding[value] for id, value in shown.items() if value}


def _without_place(record: Record, guess: Record, old: Record) -> Record:
    """A record as the file has it, but for what was edited; as it is now where it was given another place."""
    if record is guess:
        return old
    fields = ("plane", "points" if isinstance(record, Flow) else "bounds", "label", "traits")
    if any(getattr(record, name) != getattr(guess, name) for name in fields):
        return record
    return record.but(**{name: getattr(old, name) for name in fields})


_CATEGORY_VALUE = "categoryValueRef"


def _bare(reference: str | None) -> str:
    """The id that a QName means."""
    return (reference or "").strip().rpartition(":")[2]


@dataclass(frozen=True, eq=False, slots=True)
class Source:
    """A file as it is now: `data` and the records that say the same. `notes` tell what was repaired, guessed or kept.

    repaired: the file had to be mended to be read; do not overwrite it without asking. `data` are the old bytes then,
    and what is written, unchanged or not, is well-formed. placed: by id, what was given a place since it was read, as
    it was placed: a guess, and no edit. passing: these places are not written either when something else is edited.
    """

    data: bytes
    records: tuple[Record, ...]
    notes: tuple[Note, ...]
    repaired: bool
    base: Base = field(repr=False)
    placed: Mapping[str, Record] = field(default_factory=dict, repr=False)
    passing: bool = False

    def rebased(self, data: bytes, records: tuple[Record, ...]) -> Source:
        """The source after `data` was written for `records`. Nothing is read anew: what was opened stays the base."""
        return replace(self, data=data, records=tuple(records), repaired=False)

    def arranged(self, records: Iterable[Record], *notes: Note, passing: bool = False) -> Source:
        """The source as it was read, with places for what the file does not draw. They are guesses, and no edits."""
        shown, known = tuple(records), self.base.by_id
        placed = {record.id: record for record in shown if known.get(record.id) is not record}
        return replace(self, records=shown, notes=(*self.notes, *notes), placed=placed, passing=passing)

    def said(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """What of some records the file is to say: those with a passing place have none, unless somebody gave them
        another one; a diagram that then shows nothing is none."""
        if not self.passing:
            return tuple(records)
        known, found, made = self.base.by_id, list[Record](), list[Record]()
        for record in records:
            guess, old = self.placed.get(record.id), known.get(record.id)
            if guess is None:
                found.append(record)
            elif old is None:
                made.append(record)
            else:
                found.append(_without_place(record, guess, old))
        shown = {record.plane for record in found}
        return (*(plane for plane in made if plane.id in shown or plane != self.placed[plane.id]), *found)

    @property
    def opened(self) -> tuple[Record, ...]:
        """The records as they were before any edit, with what was given a place."""
        known = self.base.by_id
        new = (record for id, record in self.placed.items() if id not in known)
        return (*(self.placed.get(record.id, record) for record in self.base.records), *new)
