"""A folder of maps as an index: what each is called and who is named on it, read once. Maps are laid side by side only
where a question needs that, and given places only where somebody looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from mapper.analysis import numbering
from mapper.app.errors import MapperError, UnreadableError
from mapper.app.session import arrange
from mapper.app.session.session import Session
from mapper.bpmn import Source
from mapper.model import query
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS, value
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Record
from mapper.text import _
from mapper.text.order import folded

SUFFIX = ".bpmn"


class Entry:
    """One map of a folder. It is read when something is asked of it, and laid out when somebody asks for a picture."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def source(self) -> Source:
        """What the file holds. Raises UnreadableError."""
        return Session.read(self.path)

    @cached_property
    def diagram(self) -> Diagram:
        """The map as it was read. Raises UnreadableError."""
        return Diagram(self.source.records)

    @cached_property
    def shown(self) -> Diagram:
        """The map with a place for everything. Raises UnreadableError."""
        found = arrange.shown(self.source, self.path.stem)
        return self.diagram if found is self.source else Diagram(found.records)

    @cached_property
    def processes(self) -> tuple[str, ...]:
        """The names of its processes. Raises UnreadableError."""
        return tuple(node.name for node in self.diagram.nodes() if node.kind == "process" and node.name)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The names of the people, roles and units on it. Raises UnreadableError."""
        return tuple(party.name for party in query.parties(self.diagram))


@dataclass(frozen=True, eq=False)
class Library:
    """All maps at a path, and what could not be read of them."""

    path: Path
    entries: tuple[Entry, ...]
    failures: tuple[MapperError, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        return tuple(entry.path for entry in self.entries)

    @cached_property
    def numbers(self) -> dict[str, str] | None:
        """Of the steps, each map its own, by the ids that they have in `diagram`; None for a single map."""
        return numbers(entry.diagram for entry in self.entries) if self.path.is_dir() else None

    def about(self, name: str | None) -> list[Entry]:
        """The maps on which somebody, or a process, is called so, large and small letters alike; all without a name."""
        key = folded(name or "")
        found = [e for e in self.entries if key in {folded(known) for known in (*e.parties, *e.processes)}]
        return found if key and found else list(self.entries)

    def diagram(self, name: str | None = None, shown: bool = False) -> Diagram:
        """The maps side by side, as they were read. shown: those about a name have a place for everything."""
        if not shown:
            return self._read
        pictured = {id(entry) for entry in self.about(name)}
        return self._joined([entry.shown if id(entry) in pictured else entry.diagram for entry in self.entries])

    @cached_property
    def _read(self) -> Diagram:
        return self._joined([entry.diagram for entry in self.entries])

    def _joined(self, diagrams: list[Diagram]) -> Diagram:
        return merged(diagrams) if self.path.is_dir() else diagrams[0]


def read(path: Path) -> Library:
    """The map at a path, or all maps in a folder and those within it. Raises UnreadableError when there is none."""
    entries, failures = [], []
    for file in maps(path) if path.is_dir() else [path]:
        entry = Entry(file)
        try:
            entry.source  # noqa: B018 - a file that cannot be read is told of now
            entries.append(entry)
        except MapperError as error:
            failures.append(error)
    if not entries:
        raise failures[0] if failures else _nothing(path)
    return Library(path, tuple(entries), tuple(failures))


def _nothing(path: Path) -> UnreadableError:
    return UnreadableError(path, None, _("there are no maps in this folder"), _("name a folder with .bpmn files"))


def maps(folder: Path) -> list[Path]:
    """The maps in a folder and those within it, by name; hidden ones are left out."""
    found = (file for file in folder.rglob("*") if file.suffix.lower() == SUFFIX and file.is_file())
    return sorted(file for file in found if not any(p.startswith(".") for p in file.relative_to(folder).parts))


def numbers(diagrams: Iterable[Diagram]) -> dict[str, str]:
    """The steps' numbers by the ids they have once the maps are `merged`."""
    maps = enumerate(diagrams, 1)
    return {_id(at, id): number for at, map in maps for id, number in numbering.numbers(map).items()}


def merged(diagrams: Iterable[Diagram]) -> Diagram:
    """Several maps side by side in one diagram, with new ids. Parties of the same name and kind become one."""
    known: dict[tuple[str, Any], str] = {}
    records: dict[str, Record] = {}
    for number, diagram in enumerate(diagrams, 1):
        ids = {record.id: _id(number, record.id) for record in diagram.records()}
        for party in query.parties(diagram):
            key = (folded(party.name), value(party.details, "partyKind"))
            ids[party.id] = known.setdefault(key, ids[party.id])
        for record in diagram.records():
            moved = _moved(record, ids)
            first = records.get(moved.id)
            # Only a party can be there already; what one map does not say of somebody, another may.
            records[moved.id] = first.but(details={**moved.details, **first.details}) if first else moved
    return Diagram(record.but(z=0.0) for record in records.values())


def _id(map: int, id: str) -> str:
    return f"map{map}.{id}"


def _moved(record: Record, ids: Mapping[str, str]) -> Record:
    """The same record with every id replaced: its own and those it names."""
    also = tuple(replace(depiction, plane=ids[depiction.plane]) for depiction in record.also)
    details = {key: _told(key, said, ids) for key, said in record.details.items()}
    fields = ("id", "parent", "plane", *(("source", "target") if isinstance(record, Flow) else ("lane", "host", "ref")))
    named = {name: ids.get(getattr(record, name), getattr(record, name)) for name in fields}
    return record.but(**named, details=details, also=also)


def _told(key: str, said: Any, ids: Mapping[str, str]) -> Any:
    """A detail's value with the ids of parties replaced."""
    kind = DETAILS[key].type if key in DETAILS else ""
    if kind == PARTY_ID:
        return ids.get(said, said)
    if kind == PARTY_IDS:
        return tuple(ids.get(id, id) for id in said)
    return said
