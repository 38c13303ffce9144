"""A folder of maps, read as one: what somebody owns is seldom all on one map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mapper.analysis import numbering
from mapper.app.errors import MapperError, UnreadableError
from mapper.app.session.session import Session
from mapper.model import query
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS, value
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Record
from mapper.text import _
from mapper.text.order import folded

SUFFIX = ".bpmn"


@dataclass(frozen=True, slots=True)
class Library:
    """All maps at a path as one diagram, and what could not be read of them. numbers: of the steps, each map its own;
    None for a single map."""

    path: Path
    diagram: Diagram
    files: tuple[Path, ...]
    failures: tuple[MapperError, ...] = ()
    numbers: Mapping[str, str] | None = None


def read(path: Path) -> Library:
    """The map at a path, or all maps in a folder and those within it. Raises UnreadableError when there is none."""
    if not path.is_dir():
        return Library(path, Session.open(path, keep=False).diagram, (path,))
    sessions, failures = [], []
    for file in maps(path):
        try:
            sessions.append(Session.open(file, keep=False))
        except MapperError as error:
            failures.append(error)
    if not sessions:
        if failures:
            raise failures[0]
        raise UnreadableError(path, None, _("there are no maps in this folder"), _("name a folder with .bpmn files"))
    files = tuple(session.path for session in sessions if session.path)
    diagrams = [session.diagram for session in sessions]
    return Library(path, merged(diagrams), files, tuple(failures), numbers(diagrams))


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
