"""Records as JSON and back, for the crash journal. A replaced record is told by the fields that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from mapper.model.geometry import Point, Rect
from mapper.model.records import Change, Depiction, Flow, Node, Record

_TYPES: dict[str, type[Node] | type[Flow]] = {"node": Node, "flow": Flow}
_NAMES = {row: tuple(field.name for field in fields(row)) for row in _TYPES.values()}


def to_json(change: Change) -> dict[str, Any]:
    """A change as plain lists, dicts and numbers. Of what was there before it tells what it changes, and no more."""
    before, after = change.before, change.after
    if after is None:
        return {"id": change.id, "drop": True}
    if before is None:
        return {"id": change.id, "put": "node" if isinstance(after, Node) else "flow", "set": _told(after)}
    if type(before) is not type(after):
        return {"id": change.id, "put": "node" if isinstance(after, Node) else "flow", "set": _told(after), "new": True}
    differing = [name for name in _names(after) if getattr(after, name) != getattr(before, name)]
    return {"id": change.id, "set": _told(after, differing), "was": _told(before, differing)}


def apply(
    changes: Iterable[Mapping[str, Any]], found: Mapping[str, Record], exact: bool = False
) -> dict[str, Record | None]:
    """What `found` has become by changes from `to_json`: id → record, None for one that is gone.

    exact: what is changed must be as it was when the change was made. Raises KeyError, TypeError or ValueError when the
    changes do not fit `found`.
    """
    become: dict[str, Record | None] = {}
    for change in changes:
        id = change["id"]
        base = become[id] if id in become else found.get(id)
        if "put" in change:
            if exact and base is not None and not change.get("new"):
                raise ValueError(id)
            become[id] = _TYPES[change["put"]](**_values(change["set"]))
            continue
        if base is None:
            raise KeyError(id)
        if "drop" in change:
            become[id] = None
            continue
        if exact and any(getattr(base, name) != value for name, value in _values(change["was"]).items()):
            raise ValueError(id)
        become[id] = base.but(**_values(change["set"]))
    return become


def _values(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _READ.get(name, _plain)(value) for name, value in told.items()}


def _told(record: Record, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Fields of a record as JSON: all, or those named."""
    return {name: _write(getattr(record, name)) for name in (_names(record) if names is None else names)}


def _names(record: Record) -> tuple[str, ...]:
    return _NAMES[type(record)]


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
