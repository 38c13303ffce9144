"""What the readers of the parts of a file share: drafts of records, which element is whose, and what was noticed."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from mapper.bpmn.file.errors import GUESSED, Note
from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import TAGS
from mapper.bpmn.file.naming import line_at
from mapper.model.kinds import FLOW, KINDS, Kind, family
from mapper.text import N_, _

Draft: TypeAlias = dict[str, Any]
"""The fields of a record to be; `traits` and `details` are there only when they hold something."""

SAME = 20
"""How many notes of one sort are spelt out."""


@dataclass(slots=True)
class Reading:
    """A file being read.

    nodes, flows: drafts by id. elements: the element of each record. drawn: its shapes or edges, its own first.
    ends: what a flow's element names as source and target. planes: the BPMNPlane of each plane record.
    twins: ids made up, by the id that somebody else had first (or by the kind, for elements without any).
    doubled: ids that several elements have. taken: all ids of the file, once one is to be made up.
    """

    root: Element
    colored: bool = False
    extended: bool = False
    nodes: dict[str, Draft] = field(default_factory=dict)
    flows: dict[str, Draft] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    drawn: dict[str, list[Element]] = field(default_factory=dict)
    planes: dict[str, Element] = field(default_factory=dict)
    ends: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    todo: deque[tuple[Element, Kind, str | None]] = field(default_factory=deque)
    lanes: list[tuple[str, str, Element]] = field(default_factory=list)
    calls: list[tuple[Draft, str]] = field(default_factory=list)
    defaults: list[tuple[str, str, Element]] = field(default_factory=list)
    categories: dict[str, Element] = field(default_factory=dict)
    groups: list[tuple[Draft, str]] = field(default_factory=list)
    states: list[tuple[str, str]] = field(default_factory=list)
    roles: list[tuple[Draft, str, str]] = field(default_factory=list)
    partitions: list[tuple[Draft, str]] = field(default_factory=list)
    twins: dict[str, list[str]] = field(default_factory=dict)
    commas: int = 0
    standing: dict[str, list[Draft]] | None = None
    noticed: list[tuple[int | None, str, str, dict[str, object]]] = field(default_factory=list)
    others: dict[str, Element] | None = None
    doubled: set[str] = field(default_factory=set)
    taken: set[str] | None = None

    def note(self, element: Element | None, message: str, sort: str = GUESSED, **values: object) -> None:
        """Remember something to tell the user; the message is an untranslated template, `sort` as in `Note`."""
        line = None if element is None else line_at(element)
        self.noticed.append((line, message, sort, values))

    def identify(self, element: Element, name: str) -> str:
        """The id of a new record: the element's own if nobody has it yet, else one made up for this session."""
        own = (element.get("id") or "").strip()
        if own and own not in self.elements:
            self.elements[own] = element
            return own
        stem = own or f"unnamed_{name}"
        number = len(self.twins.get(stem, ())) + (2 if own else 1)
        if self.taken is None:
            self.taken = {(element.get("id") or "").strip() for element in self.root.iter("*")}
        while (made := f"{stem}_{number}") in self.elements or made in self.taken:
            number += 1
        self.elements[made] = element
        self.twins.setdefault(stem, []).append(made)
        if own:
            self.doubled.add(own)
            message = N_("another element has the id “{id}” already; this one is called “{made}” here")
            self.note(element, message, id=own, made=made)
        elif name in _NEEDS_ID:
            self.note(element, N_("this {kind} has no id; it is called “{made}” here"), kind=name, made=made)
        return made

    def bearers(self, own: str) -> list[str]:
        """The ids, here, of all elements that have an id in the file, in its order."""
        return [own, *self.twins[own]] if own in self.doubled else [own]

    def find(self, reference: str | None, *families: str) -> str | None:
        """The id of the record a reference in the file means, or None. Prefixes of QNames do not count. families: what
        it can mean, where several elements have that id."""
        if reference in self.elements and reference not in self.doubled:
            draft = self.nodes.get(reference)
            return reference if draft is None else str(draft["id"])  # one text for all that name it
        found = self._find(reference)
        if found in self.doubled and families:
            nodes = (self.nodes[id] for id in self.bearers(found) if id in self.nodes)
            return next((str(node["id"]) for node in nodes if family(node["kind"]) in families), found)
        return found

    def _find(self, reference: str | None) -> str | None:
        if not reference:
            return None
        elements = self.elements
        if reference in elements:
            return reference
        name = reference.strip()
        for candidate in (name, name.rpartition(":")[2], name.rpartition("#")[2], name.rpartition("}")[2]):
            if candidate in elements:
                return candidate
            if (other := self._other(candidate)) is not None:
                return other
        return None

    def draft(self, id: str | None) -> Draft | None:
        """The draft with an id, node or flow."""
        if id is None:
            return None
        return self.nodes.get(id) or self.flows.get(id)

    def _other(self, id: str) -> str | None:
        """An element that is no record yet (a task's data input, say) becomes one when something refers to it."""
        if self.others is None:
            self.others = {}
            for element in self.root.iter(*TAGS):
                self.others.setdefault((element.get("id") or "").strip(), element)
        found = self.others.get(id)
        if not id or found is None or TAGS[found.tag].family == FLOW:
            return None
        above = ((a.get("id", ""), a) for a in found.iterancestors())
        holder = next((h for h, a in above if h in self.nodes and self.elements.get(h) is a), None)
        self.elements[id] = found
        row = TAGS[found.tag]
        self.nodes[id] = {"id": id, "kind": row.name, "name": found.get("name", ""), "parent": holder}
        return id

    def notes(self) -> list[Note]:
        """All that was noticed, in the interface's language, by line; of many alike only the first."""
        counts: Counter[tuple[str, str]] = Counter()
        told = []
        for line, message, sort, values in self.noticed:
            counts[message, sort] += 1
            if counts[message, sort] <= SAME:
                told.append(Note(line, _(message).format(**values), sort))
        for (message, sort), count in counts.items():
            if count > SAME:
                more = _("and {count} more notes like: {message}")
                told.append(Note(None, more.format(count=count - SAME, message=_(message)), sort))
        return sorted(told, key=lambda n: (n.line is None, n.line or 0))


_NEEDS_ID = {row.name for row in KINDS.values() if row.is_flow_node} | {"sequenceFlow", "participant", "process"}


def trait(draft: Draft, key: str, value: object) -> None:
    draft.setdefault("traits", {})[key] = value


def detail(draft: Draft, key: str, value: object) -> None:
    draft.setdefault("details", {})[key] = value
