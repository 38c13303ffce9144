"""Who refers to whom: caches that `Diagram` keeps in step with its records, so that questions need no search."""

from __future__ import annotations

from collections import defaultdict

from mapper.model.records import Flow, Node, Record

_FIELDS = ("parent", "lane", "host", "plane")


class Index:
    """For each field of reference: target id → ids that name it, in insertion order (not drawing order)."""

    def __init__(self) -> None:
        self._by: dict[str, dict[str, dict[str, None]]] = {name: defaultdict(dict) for name in (*_FIELDS, "end", "ref")}

    def learn(self, record: Record) -> None:
        for name, target in _references(record):
            self._by[name][target][record.id] = None

    def forget(self, record: Record) -> None:
        for name, target in _references(record):
            bucket = self._by[name][target]
            bucket.pop(record.id, None)
            if not bucket:
                del self._by[name][target]

    def naming(self, field: str, target: str) -> tuple[str, ...]:
        """Ids of the records whose `field` (parent, lane, host, plane, ref) is `target`."""
        return tuple(self._by[field].get(target, ()))

    def flows_at(self, id: str) -> tuple[str, ...]:
        """Ids of the flows that start or end on a node or flow."""
        return tuple(self._by["end"].get(id, ()))

    def referrers(self, id: str) -> tuple[str, ...]:
        """Ids of all records that cannot stand without this one."""
        return tuple(r for name in (*_FIELDS, "end") for r in self._by[name].get(id, ()))


def _references(record: Record) -> list[tuple[str, str]]:
    found = [(name, target) for name in _FIELDS if (target := getattr(record, name, None)) is not None]
    if isinstance(record, Flow):
        found += [("end", record.source), ("end", record.target)]
    elif isinstance(record, Node) and record.ref is not None:
        found.append(("ref", record.ref))
    found += [("plane", d.plane) for d in record.also]
    return found
