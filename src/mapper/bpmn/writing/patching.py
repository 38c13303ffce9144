"""What the writers of the parts of a file share: the edits, the records before and now, and which item is whose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mapper.bpmn.file.names import DEFINITIONS, m
from mapper.bpmn.file.source import Base, Source
from mapper.bpmn.writing.edits import Edits, Item, New
from mapper.model.geometry import Point
from mapper.model.records import Record

_ID = re.compile(r"""\bid\s*=\s*["']([^"']*)["']""")
_NCNAME = re.compile(r"[A-Za-z_][\w.-]*")
_USES = re.compile(r"<(?:[\w.-]+:)?(?:incoming|outgoing)[\s>]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A record that differs from the file: `before` as the file has it (blank when `new`) and `after`."""

    before: Record
    after: Record
    new: bool


@dataclass(eq=False)
class Patching:
    """One save. items: the elements of new records; shapes: new shapes and edges of records."""

    base: Base
    edits: Edits
    now: dict[str, Record]
    made: dict[str, Item] = field(default_factory=dict)
    planes: dict[str, Item] = field(default_factory=dict)
    dropped: list[Record] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)
    donors: Mapping[str, Source] = field(default_factory=dict)

    @property
    def before(self) -> dict[str, Record]:
        return self.base.by_id

    def item(self, id: str | None) -> Item | None:
        """The element of a record, new or of the file; None for records that have none (loose ends)."""
        if id is None or id in self.made:
            return self.made.get(id or "")
        return None if id in self.replaced else self.base.elements.get(id)

    def reference(self, id: str) -> str:
        """An id to write into another element; the element gets it if the file did not give it one of its own."""
        item = self.item(id)
        if item is not None and (self.edits.get(item, "id") or "").strip() != id:
            self.edits.set(item, "id", id)
        return id

    @cached_property
    def definitions(self) -> Item:
        """Where processes, collaborations and resources stand."""
        root = self.base.root
        return root if root.tag == DEFINITIONS else next(root.iter(DEFINITIONS))

    @cached_property
    def taken(self) -> set[str]:
        """All ids of the file and of this save."""
        return {*self.now, *_ID.findall(self.base.text.text)}

    def unique(self, wanted: str) -> str:
        """An id that nothing else has: an NCName, as the schema asks."""
        id = wanted
        if not _NCNAME.fullmatch(id):
            id = re.sub(r"[^\w.-]", "_", id)
            id = id if re.match(r"[A-Za-z_]", id) else f"_{id}"
        number, name = 1, id
        while name in self.taken:
            number, name = number + 1, f"{id}_{number}"
        self.taken.add(name)
        return name

    @cached_property
    def lists_flows(self) -> bool:
        """Whether steps of this file name their incoming and outgoing flows; a file without flows is to."""
        flows = any(record.kind == "sequenceFlow" for record in self.before.values())
        return not flows or bool(_USES.search(self.base.text.text))

    def top(self, kind: str) -> Item:
        """The first collaboration (or process) of the file, or a new one."""
        for id, record in self.now.items():
            if record.kind == kind and (item := self.item(id)) is not None:
                return item
        for made in self.edits.named(self.definitions, m(kind)):
            return made
        new = New(m(kind), {"id": self.unique(kind.capitalize())})
        kids = self.edits.kids(self.definitions)
        first = next((i for i, kid in enumerate(kids) if self.edits.tag(kid) == m("process")), len(kids))
        self.edits.insert(self.definitions, new, kids[first - 1] if first else None)
        return new


def number(value: float, like: str | None = None) -> str:
    """A coordinate as text, in pixels, as exact as the file writes the one that it replaces and at least to two
    decimals; whole when it is, unless the file fills up with zeros.

    >>> number(12.0), number(1 / 3), number(12.0, "3.0"), number(-0.001), number(1 / 3, "2.1667"), number(0.5, "2.250")
    ('12', '0.33', '12.0', '0', '0.3333', '0.500')
    """
    decimals, filled = precision(like)
    text = f"{value:.{max(2, decimals)}f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    missing = decimals - len(text.partition(".")[2]) if filled else 0
    return text + ("." if missing and "." not in text else "") + "0" * missing


def point_of(x: str | None, y: str | None) -> Point | None:
    """A place of the file, as it is read; None where its numbers are none."""
    try:
        return Point(float((x or "").replace(",", ".")), float((y or "").replace(",", ".")))
    except ValueError:
        return None


def precision(like: str | None) -> tuple[int, bool]:
    """How many decimals a coordinate of the file has, and whether it is filled up with zeros."""
    found = _DECIMALS.fullmatch(like.strip()) if like else None
    return (min(len(found[1]), 12), found[1].endswith("0")) if found else (0, False)


_DECIMALS = re.compile(r"-?\d+\.(\d+)")
