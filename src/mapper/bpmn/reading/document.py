"""Bytes to records: the one way in."""

from __future__ import annotations

from types import MappingProxyType

from mapper.bpmn.file.load import load
from mapper.bpmn.file.names import BIOC, COLOR, MAPPER
from mapper.bpmn.file.source import Base, Source
from mapper.bpmn.reading.diagram import read_diagrams
from mapper.bpmn.reading.draft import Draft, Reading
from mapper.bpmn.reading.flows import read_ends
from mapper.bpmn.reading.seen import find_hosts, find_lanes, tell_strays
from mapper.bpmn.reading.semantic import read_semantic
from mapper.bpmn.reading.sound import doubt_lines, doubt_places
from mapper.bpmn.reading.twins import tell_processes
from mapper.bpmn.reading.view import finish_view
from mapper.model.pause import collector_paused
from mapper.model.records import Flow, Node, Record


@collector_paused()
def read(data: bytes) -> Source:
    """Everything Mapper understands of a file; what it does not draw has no place. Raises Unreadable."""
    loaded = load(data)
    reading = Reading(loaded.root)
    reading.colored = any(word.encode() in data for word in (BIOC, COLOR)) or loaded.repaired or b"\0" in data[:4]
    reading.extended = MAPPER.encode() in data or loaded.repaired or b"\0" in data[:4]
    read_semantic(reading)
    order = read_diagrams(reading)
    tell_processes(reading)
    lost = doubt_places(reading)
    read_ends(reading)
    doubt_lines(reading, lost)
    find_hosts(reading)
    find_lanes(reading)
    tell_strays(reading)
    finish_view(reading, order)
    records = (*_records(reading.nodes, Node, _NODE), *_records(reading.flows, Flow, _FLOW))
    twins = frozenset(made for ids in reading.twins.values() for made in ids)
    whole = data if loaded.text is None else loaded.text.encode(loaded.text.text)
    base = Base(
        whole, loaded.root, records, reading.elements, reading.drawn, reading.planes, twins, loaded.text, loaded.merged,
    )  # fmt: skip
    notes = (*loaded.notes, *reading.notes())
    return Source(data, records, notes, loaded.repaired, base)


_NODE = ("horizontal", "expanded")
_FLOW: tuple[str, ...] = ()


def _records(drafts: dict[str, Draft], sort: type[Node] | type[Flow], helpers: tuple[str, ...]) -> list[Record]:
    made: list[Record] = []
    for draft in sorted(drafts.values(), key=_z):
        for key in helpers:
            draft.pop(key, None)
        for key in ("traits", "details"):
            if key in draft:
                draft[key] = MappingProxyType(draft[key])
        made.append(sort(**draft))
        draft.clear()  # of a map of half a million elements not all is to be there twice
    return made


def _z(draft: Draft) -> float:
    return float(draft["z"])
