"""A part of a map as a small BPMN file of its own, for the clipboard, and back: nothing of what was copied is lost.

Within a file (duplicate): a new record gets `origin=record.origin or record.id`; saving copies the element behind it.

Between files, or through the clipboard (MIME types `application/bpmn+xml` and `text/plain`):

    data = excerpt(source, diagram.records(), selected, donors)    # copy
    pasted = read_excerpt(data)                                    # paste
    donors[pasted.digest] = pasted.source                          # kept as long as the map is open
    …                                                              # put copies of `pasted.records` under new ids
    write(source, diagram.records(), donors)                       # save

The records of an excerpt have their `origin` already; whoever pastes them gives them new ids, planes and places and
leaves `origin` alone. A record without a known origin is written as a new one, without foreign content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from mapper.bpmn.file.names import m, split
from mapper.bpmn.file.source import Source
from mapper.bpmn.reading.document import read
from mapper.bpmn.writing.write import NO_DONORS, write
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS
from mapper.model.kinds import CONTAINER, DATA, FLOW, POOL, family
from mapper.model.records import Flow, Node, Record


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a clipboard holds.

    records: what was copied, containers before their contents, with `origin` set; ids and places are those of the map
    it was copied from. A `parent`, `lane`, `host` or `plane` that is not among the records is where it stood there. The
    parties that own something are among them. digest: the key of `source` among the donors.
    """

    records: tuple[Record, ...]
    source: Source
    digest: str


def excerpt(
    source: Source, records: Iterable[Record], ids: Iterable[str], donors: Mapping[str, Source] = NO_DONORS
) -> bytes:
    """A BPMN file of some records of a map, with what they hold, the flows between them and the parties they name.

    records: all of the map as it is now. ids: what is selected; lines without one of their ends are left out.
    """
    now = {record.id: record for record in records}
    kept = _with_contents(now, set(ids))
    kept |= _between(now, kept)
    kept |= _named(now, kept)
    tops = {id: _top(now, id) for id in kept if family(now[id].kind) not in (CONTAINER, "plane", "party")}
    shown = {top for top in tops.values() if top is not None}
    everything = kept | shown | {id for id, record in now.items() if record.kind in _ASIDE}
    cut = [_cut(now[id], kept, tops.get(id)) for id in now if id in everything]
    used = {now[id].plane for id in kept}
    planes = [_plane(record, kept, shown, used) for record in now.values()]
    return write(source, [*cut, *(plane for plane in planes if plane is not None)], donors, guesses=True)


def read_excerpt(data: bytes, shown: Callable[[Source], Source] | None = None) -> Excerpt:
    """What can be pasted of some bytes: those of `excerpt`, or any BPMN file. Raises Unreadable.

    shown: gives a place to what a file of others does not draw; without one such things cannot be pasted.
    """
    source = read(data) if shown is None else shown(read(data))
    digest = sha256(data).hexdigest()[:16]
    pools = {record.ref for record in source.records if isinstance(record, Node) and record.kind == "participant"}
    named = pools | {record.ref for record in source.records if isinstance(record, Node) and record.family == DATA}
    found = [record for record in source.records if _pastes(record, named)]
    return Excerpt(tuple(record.but(origin=f"{digest}#{record.id}") for record in found), source, digest)


def called(source: Source, id: str) -> str:
    """The id of what a call activity of an excerpt calls, if that stayed behind in the map it comes from, else ""."""
    element = source.base.elements.get(id)
    name = (element.get("calledElement") or "").strip() if element is not None else ""
    local = name.rpartition(":")[2]
    there = source.base.with_id.get(local)
    return local if there is None or there.tag == m("process") or local in source.base.by_id else ""


def led(found: Excerpt, here: Source) -> tuple[Record, ...]:
    """The records of an excerpt as a map takes them: a call of what stayed behind leads to what has the same id here,
    for that is what the file will say."""
    return tuple(_led(record, found.source, here) for record in found.records)


def _led(record: Record, source: Source, here: Source) -> Record:
    name = called(source, (record.origin or "").partition("#")[2]) if record.kind == "callActivity" else ""
    there = here.base.with_id.get(name)
    if there is None or not isinstance(record, Node) or record.ref is not None:
        return record
    local = split(there.tag)[1]
    return (record.but(ref=name) if local == "process" else record).with_trait("called", local)


_ASIDE = frozenset({"message", "dataStore"})
"""What stands beside the processes and is named by what is copied."""


def _pastes(record: Record, named: set[str | None]) -> bool:
    """Whether a record was copied itself: what only holds or surrounds it was not."""
    if record.family == CONTAINER or record.kind in _ASIDE:
        return record.id in named or getattr(record, "bounds", None) is not None
    return record.kind != "plane"


# -- what comes along --------------------------------------------------------------------------------------------------


def _with_contents(now: dict[str, Record], ids: set[str]) -> set[str]:
    """What is selected and everything in it: of a pool its process, of a lane its steps, of a step its events."""
    inside: dict[str, list[str]] = defaultdict(list)
    for record in now.values():
        holders = (record.parent, record.lane, record.host) if isinstance(record, Node) else (record.parent,)
        for holder in holders:
            if holder is not None and family(record.kind) != FLOW:
                inside[holder].append(record.id)
        if record.family == POOL and isinstance(record, Node) and record.ref:
            inside[record.id].append(record.ref)
    found: set[str] = set()
    todo = [id for id in ids if id in now and now[id].family not in (FLOW, CONTAINER) and now[id].kind != "plane"]
    while todo:
        id = todo.pop()
        if id not in found:
            found.add(id)
            todo += inside[id]
    return found


def _between(now: dict[str, Record], kept: set[str]) -> set[str]:
    """The lines both ends of which are there; those that end on lines come after these."""
    flows = [record for record in now.values() if isinstance(record, Flow)]
    found: set[str] = set()
    while True:
        more = {f.id for f in flows if f.id not in found and {f.source, f.target} <= kept | found}
        if not more:
            return found
        found |= more


def _named(now: dict[str, Record], kept: set[str]) -> set[str]:
    """The data objects, data stores and parties that what is copied names."""
    found: set[str] = set()
    for id in kept:
        record = now[id]
        if isinstance(record, Node) and record.family == DATA and record.ref in now:
            found.add(record.ref)
        for key, value in record.details.items():
            if key in DETAILS and DETAILS[key].type in (PARTY_ID, PARTY_IDS):
                found |= {party for party in (value if isinstance(value, tuple) else (str(value),)) if party in now}
    return found


def _top(now: dict[str, Record], id: str) -> str | None:
    """The process or collaboration that holds a record, at whatever depth."""
    record: Record | None = now[id]
    while record is not None and record.family != CONTAINER:
        record = now.get(record.parent or "")
    return None if record is None else record.id


def _cut(record: Record, kept: set[str], top: str | None) -> Record:
    """A record without what it stands in but is not copied."""
    if record.parent is not None and record.parent not in kept and top is not None:
        record = record.but(parent=top)
    if isinstance(record, Node):
        if record.lane not in kept:
            record = record.but(lane=None)
        if record.host not in kept:
            record = record.but(host=None)
    return record


def _plane(plane: Record, kept: set[str], shown: set[str], used: set[str | None]) -> Record | None:
    """A plane of what is copied; one that showed more shows the process or collaboration the copied stand in."""
    if not isinstance(plane, Node) or plane.kind != "plane" or not (plane.id in used or plane.ref in kept):
        return None
    return plane if plane.ref in kept | shown else plane.but(ref=min(shown, default=None))
