"""Who refers to whom: caches that `Diagram` keeps in step with its records, so that questions need no search."""

from __future__ import annotations

from collections import defaultdict

from mapper.model.geometry import Rect
from mapper.model.grid import Grid
from mapper.model.kinds import CONTAINER, LANE, PARTY, PLANE, POOL
from mapper.model.records import Flow, Node, Record

_FIELDS = ("parent", "lane", "host", "plane")
_EXTRA = ("end", "ref", "sublane", "family")
_LISTED = frozenset({CONTAINER, PARTY, PLANE, POOL})


class Index:
    """For each field of reference: target id → ids that name it, in insertion order (not drawing order)."""

    def __init__(self) -> None:
        self._by: dict[str, dict[str, dict[str, None]]] = {name: defaultdict(dict) for name in (*_FIELDS, *_EXTRA)}
        self._grid = Grid()

    def learn(self, record: Record) -> None:
        for name, target in _references(record):
            self._by[name][target][record.id] = None
        if isinstance(record, Node) and record.plane is not None and record.bounds is not None:
            self._grid.add(record.plane, record.id, record.bounds)

    def forget(self, record: Record) -> None:
        for name, target in _references(record):
            bucket = self._by[name][target]
            bucket.pop(record.id, None)
            if not bucket:
                del self._by[name][target]
        if isinstance(record, Node) and record.plane is not None and record.bounds is not None:
            self._grid.remove(record.plane, record.id, record.bounds)

    def naming(self, field: str, target: str) -> tuple[str, ...]:
        """Ids of the records whose `field` (parent, lane, host, plane, ref) is `target`; for "sublane" the lanes whose
        parent it is, for "family" the nodes of that family (containers, parties, planes and pools only)."""
        return tuple(self._by[field].get(target, ()))

    def flows_at(self, id: str) -> tuple[str, ...]:
        """Ids of the flows that start or end on a node or flow."""
        return tuple(self._by["end"].get(id, ()))

    def near(self, plane: str, box: Rect) -> set[str]:
        """Ids of the nodes drawn on a plane that may meet a box: all that do, and some close by."""
        return self._grid.near(plane, box)

    def referrers(self, id: str) -> tuple[str, ...]:
        """Ids of all records that cannot stand without this one."""
        return tuple(r for name in (*_FIELDS, "end") for r in self._by[name].get(id, ()))


def _references(record: Record) -> list[tuple[str, str]]:
    found = [(name, target) for name in _FIELDS if (target := getattr(record, name, None)) is not None]
    if isinstance(record, Flow):
        found += [("end", record.source), ("end", record.target)]
    else:
        found += _of_node(record)
    found += [("plane", d.plane) for d in record.also]
    return found


def _of_node(node: Node) -> list[tuple[str, str]]:
    found = [] if node.ref is None else [("ref", node.ref)]
    if node.family == LANE and node.parent is not None:
        found.append(("sublane", node.parent))
    elif node.family in _LISTED:
        found.append(("family", node.family))
    return found
