"""What fits each side but not both together: a line to a step that the other side removed, things inside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS
from mapper.model.records import Flow, Record

Clash = Callable[..., bool]
"""Notes a conflict (id, field, base, ours, theirs); True when THEIRS is chosen."""

_PARTIES = frozenset(key for key, row in DETAILS.items() if row.type in (PARTY_ID, PARTY_IDS))
_LOOSE = _PARTIES | {"lane"}
"""What a record can do without."""

_NODE, _FLOW = ("parent", "lane", "host", "plane"), ("parent", "plane", "source", "target")


@dataclass(frozen=True, slots=True)
class Mending:
    """Makes every reference of merged `records` lead somewhere, and names a conflict wherever one did not."""

    records: dict[str, Record]
    was: Mapping[str, Record]
    mine: Mapping[str, Record]
    other: Mapping[str, Record]
    clash: Clash

    def run(self) -> None:
        """Mend until nothing is left to mend; OURS, which fits itself, is where it ends at the latest."""
        self._fill()
        for id in _circles(self.records):
            sides = [side[id].parent if id in side else None for side in (self.was, self.mine, self.other)]
            self.clash(id, "parent", *sides)
            if id in self.mine:
                self.records[id] = self.mine[id]
            else:
                del self.records[id]
        self._fill()

    def _fill(self) -> None:
        while broken := [(r.id, *hole) for r in self.records.values() for hole in holes(r, self.records)]:
            for id, field, missing in broken:
                if id in self.records and missing not in self.records:
                    self._mend(id, field, missing)

    def _mend(self, id: str, field: str, missing: str) -> None:
        if missing in self.mine:  # THEIRS removed what OURS uses.
            if self.clash(missing, "", self.was.get(missing), self.mine[missing], None):
                self._do_without(id, field, missing, None)
            else:
                self.records[missing] = self.mine[missing]
            return
        gone, there = self.was.get(missing), self.other.get(missing)
        if gone is not None and self.clash(missing, "", gone, None, there) and there is not None:
            self.records[missing] = there
            return
        self._do_without(id, field, missing, self.mine.get(id))

    def _do_without(self, id: str, field: str, missing: str, ours: Record | None) -> None:
        """Take back what names something missing: the field where that will do, else what THEIRS did to the record."""
        record = self.records[id]
        if field in _LOOSE:
            self.records[id] = _without(record, field, missing)
        elif ours is not None and ours != record:
            self.records[id] = ours
        else:
            del self.records[id]


def holes(record: Record, records: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """The fields of a record that name what is not there, and what they name."""
    for name in _FLOW if isinstance(record, Flow) else _NODE:
        value = getattr(record, name)
        if value is not None and value not in records:
            yield name, value
    for key in record.details.keys() & _PARTIES:
        value = record.details[key]
        for id in value if isinstance(value, tuple) else (value,):
            if isinstance(id, str) and id not in records:
                yield key, id


def _without(record: Record, field: str, missing: str) -> Record:
    if field == "lane":
        return record.but(lane=None)
    value = record.details.get(field)
    left = tuple(id for id in value if id != missing) if isinstance(value, tuple) else None
    return record.with_detail(field, left)


def _circles(records: Mapping[str, Record]) -> list[str]:
    """What would stand inside itself."""
    found, safe = [], set[str]()
    for id in records:
        chain: dict[str, None] = {}
        at: str | None = id
        while at is not None and at not in safe and at not in chain:
            chain[at] = None
            at = records[at].parent if at in records else None
        if at is not None and at in chain:
            ids = list(chain)
            found += ids[ids.index(at) :]
        safe.update(chain)
    return found
