"""Two states that began as one brought together again, record by record and field by field.

What only one side changed is taken from that side; what both changed the same way is taken once; what both changed
differently is a conflict, in which OURS stays unless a choice says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from mapper.compare.differences import said
from mapper.compare.mending import Mending
from mapper.compare.newcomers import newcomers
from mapper.compare.pairs import Pairs
from mapper.compare.places import STILL, Delta, Places, delta
from mapper.compare.stretch import stretched
from mapper.model.geometry import Rect
from mapper.model.kinds import LANE
from mapper.model.records import EMPTY, Flow, Node, Record

_RECORD = ("traits", "details")
_FREE = frozenset({"id", "z", "origin", "traits", "details", "points", "label", "bounds"})
"""Fields that are not merged by value: drawing order is each side's own, a label goes with its record."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two sides changed differently. field: "" where one side removed what the other changed.

    base, ours, theirs: the values; where field is "", the records, None for a thing that is not there.
    """

    id: str
    name: str
    kind: str
    field: str
    base: Any
    ours: Any
    theirs: Any

    @property
    def key(self) -> tuple[str, str]:
        """What a choice is made for: an id and a field."""
        return (self.id, self.field)


@dataclass(frozen=True, slots=True)
class Merged:
    """records: OURS and all of THEIRS that merged, in OURS' drawing order.

    added: by id the records that THEIRS added, with the id they have there: one that OURS gave to another thing
    meanwhile is new.
    """

    records: tuple[Record, ...]
    conflicts: tuple[Conflict, ...]
    added: Mapping[str, str]


Choices = Collection[tuple[str, str]]
"""The keys of the conflicts in which THEIRS is taken."""


def merge(
    base: Iterable[Record], ours: Iterable[Record], theirs: Iterable[Record], choices: Choices = frozenset()
) -> Merged:
    """Merge three states: what became of `base` on two sides. choices: conflicts in which THEIRS wins."""
    was, mine = {r.id: r for r in base}, {r.id: r for r in ours}
    other, renamed = newcomers(was, mine, tuple(theirs))
    work = _Merging(was, mine, other, frozenset(choices))
    for id in (*mine, *(id for id in other if id not in mine)):
        work.record(id)
    Mending(work.records, was, mine, other, work.clash).run()
    added = {id: there for id, there in renamed.items() if id in work.records}
    return Merged(tuple(work.records.values()), tuple(work.conflicts.values()), MappingProxyType(added))


class _Merging:
    """One merge: the records so far and the conflicts met."""

    def __init__(
        self, was: dict[str, Record], mine: dict[str, Record], other: dict[str, Record], choices: frozenset[Any]
    ) -> None:
        self.was, self.mine, self.other, self.choices = was, mine, other, choices
        self.records: dict[str, Record] = {}
        self.conflicts: dict[tuple[str, str], Conflict] = {}
        self._mine, self._other = _places(was, mine), _places(was, other)

    def clash(self, id: str, field: str, *values: Any) -> bool:
        """Note a conflict; True when THEIRS is chosen."""
        known = next(r for side in (self.mine, self.other, self.was) if (r := side.get(id)) is not None)
        self.conflicts.setdefault((id, field), Conflict(id, known.name, known.kind, field, *values))
        return (id, field) in self.choices

    def record(self, id: str) -> None:
        """Decide on one record."""
        base, ours, theirs = self.was.get(id), self.mine.get(id), self.other.get(id)
        found = self._whole(base, ours, theirs)
        if found is not None:
            self.records[id] = found

    def _whole(self, base: Record | None, ours: Record | None, theirs: Record | None) -> Record | None:
        if base is None:
            return ours if ours is not None else theirs
        if ours is None and theirs is None:
            return None
        if ours is None or theirs is None:
            kept = ours if ours is not None else theirs
            assert kept is not None
            untouched = same(base, kept) or self._followed(base, kept, theirs is not None)
            if not untouched and self.clash(base.id, "", base, ours, theirs):
                return theirs
            return None if untouched else ours
        if same(base, theirs) or same(ours, theirs):
            return ours
        if type(ours) is not type(base) or type(theirs) is not type(base):
            return theirs if self.clash(base.id, "kind", base, ours, theirs) else ours
        return theirs.but(z=ours.z, origin=ours.origin) if same(base, ours) else self._fields(base, ours, theirs)

    def _followed(self, base: Record, kept: Record, theirs: bool) -> bool:
        """Whether a line differs only in its way, and that because a step at its end moved on that side."""
        if not (isinstance(base, Flow) and isinstance(kept, Flow)):
            return False
        moved = self._moved(base, kept, theirs) != (STILL, STILL)
        return moved and same(base, kept.but(points=base.points, label=base.label))

    def _fields(self, base: Record, ours: Record, theirs: Record) -> Record:
        """Field by field; OURS where nothing is to be taken over."""
        values: dict[str, Any] = {}
        for name in (field.name for field in fields(base) if field.name not in _FREE):
            values[name] = self._value(base.id, name, *(getattr(r, name) for r in (base, ours, theirs)))
        for name in _RECORD:
            values[name] = self._mapping(base.id, *(getattr(r, name) for r in (base, ours, theirs)))
        if isinstance(base, Flow) and isinstance(ours, Flow) and isinstance(theirs, Flow):
            values["points"] = self._points(base, ours, theirs)
            follows = values["points"] == theirs.points != ours.points
            values["label"] = theirs.label if follows else self._label(base, ours, theirs)
        elif isinstance(base, Node) and isinstance(ours, Node) and isinstance(theirs, Node):
            values["bounds"], values["label"] = self._place(base, ours, theirs)
        return ours.but(**values)

    def _place(self, base: Node, ours: Node, theirs: Node) -> tuple[Rect | None, Rect | None]:
        """The box and the label of a node."""
        both = self._both_moved(base, ours, theirs)
        if both is not None and ours.bounds is not None:
            way = (both.x - ours.bounds.x, both.y - ours.bounds.y)
            return both, ours.label.moved(*way) if ours.label is not None else None
        box = self._value(base.id, "bounds", base.bounds, ours.bounds, theirs.bounds)
        return box, theirs.label if box != ours.bounds else self._label(base, ours, theirs)

    def _both_moved(self, base: Node, ours: Node, theirs: Node) -> Rect | None:
        """The box of what both sides moved or grew, if that followed from something else on one of them: what follows
        adds up. None where nothing is to be added."""
        was, mine, other = base.bounds, ours.bounds, theirs.bounds
        if was is None or mine is None or other is None or was in (mine, other) or mine == other:
            return None
        followed = base.family == LANE or (mine.holds(was) and other.holds(was))
        followed = followed or self._mine.carried(base, ours) or self._other.carried(base, theirs)
        return Rect(*(m + o - w for w, m, o in zip(was, mine, other, strict=True))) if followed else None

    def _label(self, base: Record, ours: Record, theirs: Record) -> Any:
        """A label goes with what it names: one that both moved is no conflict of its own when the thing moved too."""
        if base.label in (ours.label, theirs.label) or ours.label == theirs.label:
            return ours.label if base.label == theirs.label else theirs.label
        wish = _body(base) == _body(ours) == _body(theirs) and base.name == ours.name == theirs.name
        return self._value(base.id, "label", base.label, ours.label, theirs.label) if wish else ours.label

    def _value(self, id: str, field: str, base: Any, ours: Any, theirs: Any) -> Any:
        if theirs in (base, ours):
            return ours
        if base == ours:
            return theirs
        return theirs if self.clash(id, field, base, ours, theirs) else ours

    def _mapping(self, id: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Any:
        if base == theirs or ours == theirs:
            return ours
        found = dict(ours)
        for key in dict.fromkeys((*base, *theirs)):
            was, mine, other = base.get(key), ours.get(key), theirs.get(key)
            if said(key, mine, {}) != said(key, other, {}):
                taken = self._value(id, key, was, mine, other)
                found.pop(key, None)
                if taken is not None:
                    found[key] = taken
        return MappingProxyType(found) if found else EMPTY

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _points(self, base: Flow, ours: Flow, theirs: Flow) -> Any:
        """The way of a line. What each side did to it because a step moved there is no wish of its own: the other's
        way is stretched to the step's new place."""
        if theirs.points in (base.points, ours.points):
            return ours.points
        if base.points == ours.points:
            return theirs.points
        mine, other = self._moved(base, ours, False), self._moved(base, theirs, True)
        ends = [(r.source, r.target) for r in (base, ours, theirs)]
        if ends[0] == ends[1] == ends[2]:
            if other != (STILL, STILL):
                return stretched(ours.points, *(STILL if b == a else b for a, b in zip(mine, other, strict=True)))
            if mine != (STILL, STILL):
                return stretched(theirs.points, *mine)
        elif ends[0] == ends[2]:
            return ours.points
        elif ends[0] == ends[1]:
            return theirs.points
        return theirs.points if self.clash(base.id, "points", base.points, ours.points, theirs.points) else ours.points

    def _moved(self, flow: Flow, now: Flow, theirs: bool) -> tuple[Delta, Delta]:
        """How far the ends of a line went on a side because the steps there did."""
        side = self.other if theirs else self.mine
        ways = [delta(self.was.get(end), side.get(end)) for end in (flow.source, flow.target)]
        went = [not flow.points or not now.points or flow.points[at] != now.points[at] for at in (0, -1)]
        return (ways[0] if went[0] else STILL, ways[1] if went[1] else STILL)


def same(one: Record, other: Record) -> bool:
    """Whether two records say the same; their drawing order follows from what stands before them in a file."""
    return one == other or one == other.but(z=one.z, origin=one.origin)


def _places(was: Mapping[str, Record], side: Mapping[str, Record]) -> Places:
    both = [(record, side[id]) for id, record in was.items() if id in side]
    gone = [record for id, record in was.items() if id not in side]
    come = [record for id, record in side.items() if id not in was]
    return Places(Pairs(both, gone, come, {one.id: one.id for one, _two in both}))


def _body(record: Record) -> Any:
    return record.bounds if isinstance(record, Node) else record.points
