"""Copies: the element of a copied record begins as a copy of the element behind its origin, with all that the model
does not know. Ids inside are made new; references to what was copied along lead to the copies; what an element of
another file refers to there (a message, an item definition) comes along when this file has nothing the same.

Elements are made first, all of them, and references are led to their new places afterwards, when every new id is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import DATA_FLOWS, ENDS, EXTENSIONS, MODEL, REFERENCES, XML, XSI, m, q, split
from mapper.bpmn.file.source import Base
from mapper.bpmn.writing.edits import New
from mapper.bpmn.writing.patching import Patching
from mapper.bpmn.writing.remarks import inner, lay_out
from mapper.model.kinds import PLANE, family
from mapper.model.records import Flow, Record

DEPTH = 150
"""Elements nested deeper than this are not copied; nobody has seen such a map."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a record was copied from. file: "" for this file, else the digest of the excerpt."""

    file: str
    base: Base
    element: Element
    record: Record


def origin_of(patching: Patching, record: Record) -> Origin | None:
    """The origin of a record, if it is known and something that its element can be made of."""
    id, file, base = record.origin, "", patching.base
    if id is None or record.kind in (PLANE, "anchor"):
        return None
    if id not in base.elements:
        file, _, id = id.partition("#")
        if file not in patching.donors:
            return None
        base = patching.donors[file].base
    element, known = base.elements.get(id), base.by_id.get(id)
    if element is None or known is None or known.kind in (PLANE, "anchor"):
        return None
    alike = known.kind == record.kind or (family(known.kind) in _KIN and family(record.kind) in _KIN)
    return Origin(file, base, element, known) if alike and _shallow(element) else None


_KIN = frozenset({"task", "subprocess", "call", "event", "gateway"})
"""Families whose elements can be made of each other."""


def _shallow(element: Element) -> bool:
    depth, level = 0, [element]
    while level and depth < DEPTH:
        depth, level = depth + 1, [child for one in level for child in one]
    return not level


def begun(patching: Patching, record: Record) -> Record | None:
    """What the element of a copied record says before anything is written to it, or None when it is no copy."""
    found = origin_of(patching, record)
    if found is None:
        return None
    known = found.record
    if isinstance(known, Flow):
        return known.but(id=record.id, source="", target="", parent=None)
    if known.kind == "dataObjectReference":
        known = known.with_trait("collection", False)
    called = known.kind == "callActivity" and (not found.file or getattr(record, "ref", None) is not None)
    return known.but(id=record.id, lane=None, host=None, parent=None, ref=known.ref if called else None)


@dataclass(slots=True)
class _Made:
    """A copied element whose references have not been led to their places yet. z: that of its record."""

    item: New
    element: Element
    file: str
    z: float


@dataclass(eq=False)
class Copies:
    """All copies of one save. ids: by file and old id the new ones, each with the drawing order of its record."""

    patching: Patching
    ids: dict[tuple[str, str], list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    todo: list[_Made] = field(default_factory=list)
    brought: list[tuple[Element, dict[str, str]]] = field(default_factory=list)
    known: dict[int, dict[Element, str]] = field(default_factory=dict)

    @cached_property
    def heirs(self) -> dict[Element, list[Record]]:
        """The records that were copied from an element."""
        found: dict[Element, list[Record]] = defaultdict(list)
        for record in self.patching.now.values():
            if record.origin is not None and record.id not in self.patching.before:
                origin = origin_of(self.patching, record)
                if origin is not None:
                    found[origin.element].append(record)
        return found

    def make(self, record: Record) -> New | None:
        """The element of a copied record and of those in it, or None when its origin is not known."""
        origin = origin_of(self.patching, record)
        return None if origin is None else self._record(record, origin)

    # -- making --------------------------------------------------------------------------------------------------------

    def _record(self, record: Record, origin: Origin) -> New:
        """The copy of an element that is a record."""
        element = origin.element
        item = self._bare(element, origin.file, record.z)
        item.attributes = {"id": record.id, **{k: v for k, v in item.attributes.items() if k != "id"}}
        for name in _governed(origin.record):
            item.attributes.pop(name, None)
        self.ids[origin.file, (element.get("id") or "").strip()].append((record.z, record.id))
        self.patching.made[record.id] = item
        self._fill(item, element, record, origin, self._lost_inputs(record, origin))
        return item

    def _fill(self, item: New, element: Element, record: Record, origin: Origin, lost: set[str]) -> None:
        """Copy the children of an element into its copy, but for what names anything of `lost`."""
        made: list[New | None] = []
        for child in inner(element):
            ours = split(child.tag)[0] == MODEL
            gone = ours and lost and ((child.get("id") or "").strip() in lost or (child.text or "").strip() in lost)
            made.append(None if gone else self._child(child, record, origin, lost))
        lay_out(item, element, origin.base, made)

    def _child(self, child: Element, record: Record, origin: Origin, lost: set[str]) -> New | None:
        """The copy of a child: of a record when that was copied along, else of its bare element."""
        uri, local = split(child.tag)
        if uri == MODEL and local in _REBUILT:
            return None
        known = self._records(origin.base).get(child)
        if known is not None:
            heirs = [r for r in self.heirs.get(child, ()) if r.parent == record.id and r.id not in self.patching.made]
            if heirs:
                heir = min(heirs, key=lambda r: abs(r.z - record.z))
                return self._record(heir, Origin(origin.file, origin.base, child, origin.base.by_id[known]))
            if local not in _BOOKKEEPING:
                return None
        made = self._bare(child, origin.file, record.z)
        self._renew(made, record, origin)
        self._fill(made, child, record, origin, lost)
        return None if uri == MODEL and local in _LANE_SETS and len(child) and not made.children else made

    def _bare(self, element: Element, file: str, z: float) -> New:
        item = New(str(element.tag), {str(name): str(value) for name, value in element.attrib.items()})
        self.todo.append(_Made(item, element, file, z))
        for prefix, uri in element.nsmap.items():
            if prefix:
                self.patching.edits.wishes.setdefault(uri, prefix)
        return item

    def _renew(self, item: New, record: Record, origin: Origin) -> None:
        """Give what stands inside a copied record ids of its own. Those in foreign elements mean something else."""
        name = "id" if split(item.tag)[0] == MODEL else q(XML, "id")
        old, stem = item.attributes.get(name, "").strip(), origin.record.id
        if old:
            wanted = old.replace(stem, record.id) if stem in old else f"{record.id}_{split(item.tag)[1]}"
            item.attributes[name] = self.patching.unique(wanted)
            self.ids[origin.file, old].append((record.z, item.attributes[name]))

    def _records(self, base: Base) -> dict[Element, str]:
        """The ids of records by element."""
        known = self.known.get(id(base))
        if known is None:
            known = self.known[id(base)] = {element: name for name, element in base.elements.items()}
        return known

    def _lost_inputs(self, record: Record, origin: Origin) -> set[str]:
        """Data inputs and outputs that were made for associations that are not copied along."""
        flows = (child for child in origin.element if split(child.tag)[1] in DATA_FLOWS)
        left = (f for f in flows if not any(heir.parent == record.id for heir in self.heirs.get(f, ())))
        ids = ((flow.get("id") or "").strip() for flow in left)
        return {f"{id}_{end}" for id in ids for end in ("input", "output") if id}

    # -- references ----------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Lead every reference of the copies to where it belongs now."""
        while self.todo:
            made = self.todo.pop()
            item, element = made.item, made.element
            foreign = split(item.tag)[0] != MODEL or next(element.iterancestors(EXTENSIONS), None) is not None
            for name, value in list(item.attributes.items()):
                if not value.strip() and not foreign and _REFERS.search(name):
                    del item.attributes[name]  # It refers to nothing, and the schema has no such reference.
                elif name == q(XSI, "type"):
                    item.attributes[name] = self._prefixed(value, element)
                elif (_FOREIGN if foreign else _REFERS).search(name) and name != "id":
                    led = self._led(value, made, foreign)
                    if foreign or name in _NEEDED or not self._leads_nowhere(value, led, made):
                        item.attributes[name] = led
                    else:
                        del item.attributes[name]
            name = split(item.tag)[1]
            if not foreign and _REFERS.search(name) and item.text.strip() and not item.children:
                said, led = item.text, self._led(item.text, made, False)
                self.patching.edits.set_text(item, led)
                if name not in _NEEDED and isinstance(item.parent, New) and self._leads_nowhere(said, led, made):
                    item.parent.children.remove(item)

    def _leads_nowhere(self, value: str, led: str, made: _Made) -> bool:
        """Whether a reference of what came from another file names something of that file which stayed there."""
        prefix = value.strip().rpartition(":")[0]
        target = made.element.getroottree().getroot().get("targetNamespace")
        if not made.file or (prefix and made.element.nsmap.get(prefix) not in (MODEL, target)):
            return False
        return led.strip().rpartition(":")[2] not in self.patching.taken

    def _led(self, value: str, made: _Made, foreign: bool) -> str:
        """A reference as the copy must write it."""
        prefix, colon, local = value.strip().rpartition(":")
        for old in (value.strip(), local):
            found = self.ids.get((made.file, old))
            if not found and made.file and not foreign and self._bring(old, made):
                found = self.ids[made.file, old]
            if found:
                new = min(found, key=lambda pair: abs(pair[0] - made.z))[1]
                return new if made.file or not colon else f"{prefix}:{new}"
        return value if foreign else self._prefixed(value, made.element)

    def _prefixed(self, value: str, element: Element) -> str:
        """A qualified name with the prefix that this file has for its namespace."""
        prefix, colon, local = value.strip().rpartition(":")
        uri = element.nsmap.get(prefix or None)
        known: dict[str | None, str] = self.patching.base.root.nsmap
        if uri is None or known.get(prefix or None) == uri or not re.fullmatch(r"[\w.-]+", local):
            return value
        if not colon and uri != MODEL:
            return value
        fit = next((p for p, meant in known.items() if meant == uri), "")
        if fit == "":
            fit = self.patching.edits.declare(uri)
        return f"{fit}:{local}" if fit else local

    def _bring(self, id: str, made: _Made) -> bool:
        """Take along what a copy from another file refers to there; False when that has nothing of the sort."""
        donor = self.patching.donors[made.file].base
        record = donor.by_id.get(id)
        # An id may stand twice; what the record says counts.
        found = donor.with_id.get(id) if record is None or record.kind != "process" else None
        while found is not None and (above := found.getparent()) is not None and above.tag != m("definitions"):
            found = above
        if found is None or found.tag in _NOT_BROUGHT or split(found.tag)[0] != MODEL or not _shallow(found):
            return False
        for (_, old), new in self._same_or_new(found, made).items():
            self.ids[made.file, old].append((made.z, new))
        return bool(self.ids.get((made.file, id)))

    def _same_or_new(self, root: Element, made: _Made) -> dict[tuple[str, str], str]:
        """By old id the new ids of an element of another file: those of one here that says the same, or of its copy."""
        olds = [(e.get("id") or "").strip() for e in root.iter("*") if split(e.tag)[0] == MODEL and e.get("id")]
        here = self.patching.base.with_id.get((root.get("id") or "").strip())
        if here is not None and _alike(here, root) and not self.patching.edits.gone(here):
            return {(made.file, old): old for old in olds}
        for other, news in self.brought:
            if _alike(other, root):
                return {(made.file, old): news.get(old, old) for old in olds}
        news = {old: self.patching.unique(old) for old in olds}
        self.brought.append((root, news))
        self.patching.edits.add(self.patching.definitions, self._whole(root, made, news))
        return {(made.file, old): new for old, new in news.items()}

    def _whole(self, element: Element, made: _Made, news: dict[str, str]) -> New:
        item = self._bare(element, made.file, made.z)
        own = item.attributes.get("id", "").strip()
        if own and split(item.tag)[0] == MODEL:
            item.attributes["id"] = news[own]
        donor = self.patching.donors[made.file].base
        lay_out(item, element, donor, [self._whole(child, made, news) for child in inner(element)])
        return item


_REBUILT = frozenset({"incoming", "outgoing", "flowNodeRef"})
"""What is written from the records of flows and lanes."""

_LANE_SETS = frozenset({"laneSet", "childLaneSet"})
_BOOKKEEPING = frozenset({"dataInput", "dataOutput"})
_REFERS = re.compile(r"Refs?$|^(?:default|source|target|supports|calledElement|bpmnElement)$")
"""Names of BPMN's references."""

_NEEDED = frozenset({
    "sourceRef", "targetRef", "participantRef", "messageFlowRef", "inMessageRef", "attachedToRef", "dataInputRefs",
    "dataOutputRefs", "correlationKeyRef", "correlationPropertyRef", "flowNodeRef", "innerConversationNodeRef",
    "outerConversationNodeRef", "innerParticipantRef", "outerParticipantRef", "innerMessageFlowRef",
    "outerMessageFlowRef", "calledElement", "calledChoreographyRef", "calledCollaborationRef",
})  # fmt: skip
"""References without which the schema takes no element, and those to what a caller may have elsewhere."""

_FOREIGN = re.compile(r"(?i)ref$|source|target|element|activity|attached")
"""Names that other tools give to references of their own."""

_NOT_BROUGHT = frozenset(
    m(name) for name in ("process", "collaboration", "choreography", "resource", "globalConversation")
)


def _governed(record: Record) -> Iterator[str]:
    """The attributes that the record says, and that are written from it."""
    if isinstance(record, Flow):
        yield from ENDS.get(record.kind, ())
        return
    yield "default"
    if record.kind == "boundaryEvent":
        yield "attachedToRef"
    if record.kind in REFERENCES and record.kind != "callActivity":
        yield REFERENCES[record.kind]


def _alike(one: Element, other: Element) -> bool:
    """Whether two elements say the same."""
    if one.tag != other.tag or sorted(one.items()) != sorted(other.items()) or len(one) != len(other):
        return False
    if (one.text or "").strip() != (other.text or "").strip():
        return False
    return all(_alike(a, b) for a, b in zip(one, other, strict=True))
