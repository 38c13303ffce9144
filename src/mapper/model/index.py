"""Who refers to whom: caches that `Diagram` keeps in step with its records, so that questions need no search; and which
flows end where."""

from __future__ import annotations

import itertools
from collections import defaultdict
from operator import attrgetter

from mapper.model.geometry import Rect
from mapper.model.grid import Grid
from mapper.model.kinds import CONTAINER, LANE, PARTY, PLANE, POOL
from mapper.model.records import Flow, Node, Record

_FIELDS = ("parent", "lane", "host", "plane")
_EXTRA = ("ref", "sublane", "family")
_LISTED = frozenset({CONTAINER, PARTY, PLANE, POOL})


class Index:
    """For each field of reference: target id → ids that name it, in insertion order (not drawing order)."""

    def __init__(self) -> None:
        self._ends: dict[str, dict[str, Flow]] = {}
        self._by: dict[str, dict[str, dict[str, None]]] = {name: defaultdict(dict) for name in (*_FIELDS, *_EXTRA)}
        self._boxes = Grid()
        self._lines = Grid()

    def learn(self, record: Record) -> None:
        by, id = self._by, record.id
        if isinstance(record, Flow):
            for end in (record.source, record.target):
                self._ends.setdefault(end, {})[id] = record
        for name, target in _references(record):
            by[name][target][id] = None
        grid = self._lines if isinstance(record, Flow) else self._boxes
        for box in _boxes(record):
            grid.add(record.plane or "", id, box)

    def forget(self, record: Record) -> None:
        if isinstance(record, Flow):
            self._forget_ends(record)
        for name, target in _references(record):
            bucket = self._by[name][target]
            bucket.pop(record.id, None)
            if not bucket:
                del self._by[name][target]
        grid = self._lines if isinstance(record, Flow) else self._boxes
        for box in _boxes(record):
            grid.remove(record.plane or "", record.id, box)

    def _forget_ends(self, flow: Flow) -> None:
        for end in {flow.source, flow.target}:
            flows = self._ends[end]
            flows.pop(flow.id, None)
            if not flows:
                del self._ends[end]

    def naming(self, field: str, target: str) -> tuple[str, ...]:
        """Ids of the records whose `field` (parent, lane, host, plane, ref) is `target`; for "sublane" the lanes whose
        parent it is, for "family" the nodes of that family (containers, parties, planes and pools only)."""
        return tuple(self._by[field].get(target, ()))

    def is_named(self, field: str, target: str) -> bool:
        """Whether there is any such record; quicker than to name them all."""
        return bool(self._by[field].get(target))

    def flows_at(self, id: str) -> tuple[str, ...]:
        """Ids of the flows that start or end on a node or flow, in drawing order."""
        there = self._ends.get(id)
        if there is None:
            return ()
        if len(there) == 1:
            return (*there,)
        return tuple([flow.id for flow in sorted(there.values(), key=_by_height)])

    def near(self, plane: str, box: Rect) -> set[str]:
        """Ids of the nodes drawn on a plane that may meet a box: all that do, and some close by."""
        return self._boxes.near(plane, box)

    def flows_near(self, plane: str, box: Rect) -> set[str]:
        """Ids of the flows drawn on a plane that may run through a box: all that do, and some close by."""
        return self._lines.near(plane, box)

    def referrers(self, id: str) -> tuple[str, ...]:
        """Ids of all records that cannot stand without this one."""
        return (*(r for name in _FIELDS for r in self._by[name].get(id, ())), *self.flows_at(id))


_by_height = attrgetter("z", "id")


def _references(record: Record) -> list[tuple[str, str]]:
    found = []
    if record.parent is not None:
        found.append(("parent", record.parent))
    if record.plane is not None:
        found.append(("plane", record.plane))
    if isinstance(record, Node):
        found += _of_node(record)
    if record.also:
        found += [("plane", d.plane) for d in record.also]
    return found


def _boxes(record: Record) -> list[Rect]:
    """Where a record is drawn: a node's bounds, the frame of each segment of a flow."""
    if record.plane is None:
        return []
    if isinstance(record, Node):
        return [] if record.bounds is None else [record.bounds]
    pairs = itertools.pairwise(record.points)
    return [Rect(min(a, c), min(b, d), abs(a - c), abs(b - d)) for (a, b), (c, d) in pairs]


def _of_node(node: Node) -> list[tuple[str, str]]:
    found = [] if node.ref is None else [("ref", node.ref)]
    if node.lane is not None:
        found.append(("lane", node.lane))
    if node.host is not None:
        found.append(("host", node.host))
    if node.family == LANE and node.parent is not None:
        found.append(("sublane", node.parent))
    elif node.family in _LISTED:
        found.append(("family", node.family))
    return found
