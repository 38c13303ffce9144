"""Differences taken back: a map brought to what it was, in whole or in chosen parts."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.compare.differences import ADDED, REMOVED, Difference
from mapper.compare.mending import Mending, holes
from mapper.model.records import Flow, Node, Record

_WHOLE = frozenset({"kind", "name", "lane", "parent", "host", "ref", "plane", "label"})


def taken_back(then: Iterable[Record], now: Iterable[Record], chosen: Iterable[Difference]) -> dict[str, Record | None]:
    """By id what records must become so that the chosen differences from `then` to `now` are none any more; None for
    one that must go. What cannot be without something comes, and goes, along with it."""
    old, present = {r.id: r for r in then}, {r.id: r for r in now}
    records = dict(present)
    for one in chosen:
        if one.what == ADDED:
            records.pop(one.id, None)
            _follow(records, present[one.id], old)
        elif one.what == REMOVED:
            records[one.was] = old[one.was]
            _bring(records, old[one.was], old)
        elif one.id in records and one.was in old:
            records[one.id] = _restored(records[one.id], old[one.was], one)
    _bring_missing(records, old)
    Mending(records, present, {}, old, lambda *_conflict: False).run()
    changed = {id: record for id, record in records.items() if record != present.get(id)}
    return {**changed, **dict.fromkeys(present.keys() - records.keys())}


def _restored(record: Record, old: Record, one: Difference) -> Record:
    """A record with what one difference is about as it was."""
    if isinstance(record, Flow) and isinstance(old, Flow) and one.field in ("ends", "points", "label"):
        ends = {"source": old.source, "target": old.target} if one.field == "ends" else {}
        return record.but(**ends, points=old.points, label=old.label)
    if isinstance(record, Node) and isinstance(old, Node) and one.field in ("bounds", "size", "also", "plane", "label"):
        return record.but(plane=old.plane, bounds=old.bounds, label=old.label, also=old.also)
    if one.field in _WHOLE:
        return record.but(**{one.field: getattr(old, one.field)})
    keys = ("fill", "stroke", "color") if one.field == "colour" else (one.field, "conditional")
    for key in keys:
        if key in old.traits or key in record.traits:
            traits = {k: v for k, v in record.traits.items() if k != key}
            record = record.but(traits={**traits, key: old.traits[key]} if key in old.traits else traits)
    if one.field in old.details or one.field in record.details:
        record = record.with_detail(one.field, old.details.get(one.field))
    return record


def _follow(records: dict[str, Record], gone: Record, old: dict[str, Record]) -> None:
    """With what was added goes what belongs to it: a pool's process, what stands in it, lines at it."""
    todo = [gone]
    while todo:
        record = todo.pop()
        ref = getattr(record, "ref", None)
        own = [records[ref]] if ref in records and ref not in old and not _shown(records, ref) else []
        inside = [
            other for other in records.values()
            if other.id not in old and record.id in (other.parent, getattr(other, "host", None),
                                                     getattr(other, "source", None), getattr(other, "target", None))
        ]  # fmt: skip
        for other in (*own, *inside):
            records.pop(other.id, None)
            todo.append(other)


def _shown(records: dict[str, Record], ref: str | None) -> bool:
    return any(getattr(record, "ref", None) == ref for record in records.values())


def _bring(records: dict[str, Record], back: Record, old: dict[str, Record]) -> None:
    """With what comes back comes what shows or holds it from behind: a pool's process, a reference's object."""
    ref = getattr(back, "ref", None)
    if ref is not None and ref in old:
        records.setdefault(ref, old[ref])


def _bring_missing(records: dict[str, Record], old: dict[str, Record]) -> None:
    while missing := {id for r in records.values() for _f, id in holes(r, records) if id in old and id not in records}:
        for id in missing:
            records[id] = old[id]
