"""Records as JSON and back, for the crash journal. A replaced record is told by the fields that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from mapper.model.geometry import Point, Rect
from mapper.model.records import Change, Depiction, Flow, Node, Record

_TYPES: dict[str, type[Node] | type[Flow]] = {"node": Node, "flow": Flow}


def to_json(change: Change) -> dict[str, Any]:
    """A change as plain lists, dicts and numbers; what was there before is only told by its absence."""
    before, after = change.before, change.after
    if after is None:
        return {"id": change.id, "drop": True}
    if before is None:
        return {"id": change.id, "put": "node" if isinstance(after, Node) else "flow", "set": _told(after)}
    return {"id": change.id, "set": _told(after, before)}


def apply(changes: Iterable[Mapping[str, Any]], found: Mapping[str, Record]) -> dict[str, Record | None]:
    """What `found` has become by changes from `to_json`: id → record, None for one that is gone.

    Raises KeyError, TypeError or ValueError when the changes do not fit `found`.
    """
    become: dict[str, Record | None] = {}
    for change in changes:
        id = change["id"]
        if "drop" in change:
            become[id] = None
            continue
        values = {name: _READ.get(name, _plain)(value) for name, value in change["set"].items()}
        if "put" in change:
            become[id] = _TYPES[change["put"]](**values)
            continue
        base = become[id] if id in become else found[id]
        if base is None:
            raise KeyError(id)
        become[id] = base.but(**values)
    return become


def _told(record: Record, before: Record | None = None) -> dict[str, Any]:
    """The fields of a record as JSON, without those that `before` has as well."""
    names = [row.name for row in fields(record)]
    told = [name for name in names if before is None or getattr(record, name) != getattr(before, name)]
    return {name: _write(getattr(record, name)) for name in told}


def _write(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Depiction):
        return [[d.plane, d.bounds, d.points, d.label] for d in value]
    return value


def _plain(value: Any) -> Any:
    return tuple(_plain(part) for part in value) if isinstance(value, list) else value


def _mapping(value: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType({key: _plain(part) for key, part in value.items()})


def _rect(value: list[float] | None) -> Rect | None:
    return None if value is None else Rect(*value)


def _points(value: list[list[float]]) -> tuple[Point, ...]:
    return tuple(Point(*place) for place in value)


def _depictions(value: list[Any]) -> tuple[Depiction, ...]:
    return tuple(Depiction(plane, _rect(b), _points(p), _rect(label)) for plane, b, p, label in value)


_READ: dict[str, Any] = {
    "bounds": _rect,
    "label": _rect,
    "points": _points,
    "also": _depictions,
    "traits": _mapping,
    "details": _mapping,
}
