"""What differs between two states of a map, by meaning: one difference for one thing that somebody did.

What only follows from something else is not told again: the steps of a pool that moved, the ends of a line whose step
moved, the label of a step that was renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mapper.compare.pairs import pairs
from mapper.compare.places import Places, near
from mapper.model.details import DETAILS, OWNERSHIP, PARTY_ID, PARTY_IDS
from mapper.model.geometry import Rect
from mapper.model.kinds import ANCHOR, PLANE, TRAITS
from mapper.model.records import Flow, Node, Record
from mapper.model.seen import FLOW_FIELDS, NODE_FIELDS

ADDED, REMOVED, MOVED, RENAMED, RETYPED, REOWNED, RETIMED, REROUTED, RELANED, DETAIL = WHATS = (
    "added", "removed", "moved", "renamed", "retyped", "re-owned", "re-timed", "re-routed", "re-laned", "detail",
)  # fmt: skip

TIMED = frozenset({"processingTime", "waitingTime", "frequency"})
"""Details that say how long a step takes and how often it is done."""

_TYPES = frozenset({"event", "triggered"})
"""Notation attributes that make another type of step: the trigger of an event, an event sub-process."""

_SEEN = frozenset((*FLOW_FIELDS.values(), *NODE_FIELDS.values()))
"""Whether the file says something or only draws it is no difference to who reads the map."""

_COLOURS = ("fill", "stroke", "color")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. what: one of `WHATS`. id: of the thing in the second state, of a removed one in the first.

    was: its id in the first state. field: which of the record's fields, traits or details it is about, "" for added
    and removed. before, after: the values, in the words of `mapper info`: ids, numbers, [x, y, w, h], [[x, y], …].
    """

    what: str
    id: str
    name: str
    kind: str
    field: str = ""
    before: Any = None
    after: Any = None
    was: str = ""


def compare(before: Iterable[Record], after: Iterable[Record]) -> tuple[Difference, ...]:
    """All differences of two states, in the order of the second one, what was removed last."""
    found = pairs(before, after)
    places = Places(found)
    told = [one for pair in found.both for one in _pair(*pair, places)]
    told += [_whole(ADDED, record) for record in _counted(found.added)]
    order = {record.id: number for number, record in enumerate([two for _one, two in found.both] + found.added)}
    told.sort(key=lambda one: order.get(one.id, len(order)))
    return (*told, *(_whole(REMOVED, record) for record in _counted(found.removed)))


def _counted(records: list[Record]) -> Iterator[Record]:
    """What came or went as a thing of its own: not a pool's process, a reference's object, a sub-process's diagram."""
    ids = {record.id for record in records}
    shown = {record.ref for record in records if isinstance(record, Node) and record.family != PLANE}
    for record in records:
        hidden = isinstance(record, Node) and record.bounds is None and record.id in shown
        inside = record.family == PLANE and getattr(record, "ref", None) in ids
        if record.family != ANCHOR and not hidden and not inside:
            yield record


def _whole(what: str, record: Record) -> Difference:
    return Difference(what, record.id, record.name, record.kind, was=record.id if what == REMOVED else "")


def _pair(one: Record, two: Record, places: Places) -> Iterator[Difference]:
    def told(what: str, field: str, before: Any, after: Any) -> Difference:
        return Difference(what, two.id, two.name or one.name, two.kind, field, before, after, one.id)

    if one == two:
        return
    if two.family == ANCHOR:
        return
    if one.name != two.name:
        yield told(RENAMED, "name", one.name, two.name)
    if one.kind != two.kind:
        yield told(RETYPED, "kind", one.kind, two.kind)
    if isinstance(one, Flow) and isinstance(two, Flow):
        if (rerouted := _rerouted(one, two, places)) is not None:
            yield told(REROUTED, *rerouted)
    elif isinstance(one, Node) and isinstance(two, Node):
        for what, field, before, after in _node(one, two, places):
            yield told(what, field, before, after)
    for what, field, before, after in (*_traits(one, two), *_details(one, two, places.ids)):
        yield told(what, field, before, after)


_Told = tuple[str, str, Any, Any]


def _node(one: Node, two: Node, places: Places) -> Iterator[_Told]:
    ids = places.ids
    if (moved := _moved(one, two, places)) is not None:
        yield moved
    if _led(one.lane, ids) != two.lane:
        yield RELANED, "lane", one.lane, two.lane
    elif _led(one.parent, ids) != two.parent and places.stays(one.parent, two.parent):
        yield RELANED, "parent", one.parent, two.parent
    if _led(one.host, ids) != two.host:
        yield DETAIL, "host", one.host, two.host
    if _led(one.ref, ids) != two.ref and one.family != PLANE:
        yield DETAIL, "ref", one.ref, two.ref


def _moved(one: Node, two: Node, places: Places) -> _Told | None:
    """Where a step went, if it went by itself."""
    if one.bounds is None or two.bounds is None:
        return None
    if _led(one.plane, places.ids) != two.plane:
        return MOVED, "plane", one.plane, two.plane
    if near(one.bounds, two.bounds):
        # A renamed thing has a label of another size; one without a label box has it where everybody expects it.
        label = one.label is not None and two.label is not None and one.name == two.name
        label = label and not near(one.label, two.label)
        if label or places.elsewhere(one, two):
            return MOVED, "label" if label else "also", _box(one.label), _box(two.label)
        return None
    if one.kind != two.kind and one.bounds.center == two.bounds.center:
        return None  # another type has another size
    if near(Rect(*one.bounds[:2], *two.bounds[2:]), two.bounds):
        return DETAIL, "size", [one.bounds.w, one.bounds.h], [two.bounds.w, two.bounds.h]
    return None if places.carried(one, two) else (MOVED, "bounds", _box(one.bounds), _box(two.bounds))


def _rerouted(one: Flow, two: Flow, places: Places) -> tuple[str, Any, Any] | None:
    ends = [_led(one.source, places.ids), _led(one.target, places.ids)]
    if ends != [two.source, two.target] and not places.loose(one, two):
        return "ends", [one.source, one.target], [two.source, two.target]
    if one.points and two.points and not places.follows(one, two):
        return "points", _line(one), _line(two)
    if one.points == two.points and one.name == two.name and one.label and two.label and not near(one.label, two.label):
        return "label", _box(one.label), _box(two.label)
    return None


def _traits(one: Record, two: Record) -> Iterator[_Told]:
    before, after = one.traits, two.traits
    if before == after:
        return
    some = (key for key in TRAITS if key not in _SEEN and _carry(key, one, two))
    shared = [key for key in some if before.get(key) != after.get(key)]
    coloured = [key for key in _COLOURS if key in shared]
    if coloured:
        yield DETAIL, "colour", _some(before, coloured), _some(after, coloured)
    for key in shared:
        follows = (key == "conditional" and "condition" in shared) or key in coloured
        if not follows:
            yield RETYPED if key in _TYPES else DETAIL, key, one.trait(key), two.trait(key)


def _carry(key: str, *records: Record) -> bool:
    """Whether a notation attribute has a meaning for all of the records, or they are of one type."""
    return len({r.kind for r in records}) == 1 or all(r.family in TRAITS[key].families for r in records)


def _details(one: Record, two: Record, ids: Mapping[str, str]) -> Iterator[_Told]:
    if one.details == two.details:
        return
    for key in dict.fromkeys((*one.details, *two.details)):
        before, after = one.details.get(key), two.details.get(key)
        if said(key, before, ids) != said(key, after, {}):
            row = DETAILS.get(key)
            what = REOWNED if row is not None and row.section == OWNERSHIP else RETIMED if key in TIMED else DETAIL
            yield what, key, before, after


def said(key: str, value: Any, ids: Mapping[str, str]) -> Any:
    """A detail's value with the ids of parties as the other state has them; their order says nothing."""
    sort = DETAILS[key].type if key in DETAILS else ""
    if sort == PARTY_ID and isinstance(value, str):
        return ids.get(value, value)
    if sort == PARTY_IDS:
        return frozenset(ids.get(id, id) for id in value or ())
    return value


def _led(id: str | None, ids: Mapping[str, str]) -> str | None:
    return ids.get(id, id) if id is not None else None


def _some(values: Mapping[str, Any], keys: list[str]) -> dict[str, Any]:
    return {key: values.get(key, "") for key in keys}


def _box(box: Any) -> list[float] | None:
    return None if box is None else [box.x, box.y, box.w, box.h]


def _line(flow: Flow) -> list[list[float]]:
    return [[place.x, place.y] for place in flow.points]
