"""What the graph holds: frozen records. A change to the map is a record before and a record after."""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from mapper.model.geometry import Point, Rect
from mapper.model.kinds import TRAITS, Kind, kind

Value: TypeAlias = "str | bool | int | float | tuple[Any, ...]"
"""A detail's or trait's value: a text, switch, number, tuple of party ids, or rows (tuple of tuples of texts)."""

EMPTY: Mapping[str, Any] = MappingProxyType({})


# Records go to other processes and come back; a read-only view of a dict cannot do so by itself.
copyreg.pickle(MappingProxyType, lambda view: (_view, (dict(view),)))


def _view(items: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(items)


def _empty() -> Mapping[str, Value]:
    return EMPTY


@dataclass(frozen=True, slots=True)
class Depiction:
    """One more place where a node (`bounds`) or a flow (`points`) is drawn, beside the record's own."""

    plane: str
    bounds: Rect | None = None
    points: tuple[Point, ...] = ()
    label: Rect | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on or behind the map.

    parent: id of the BPMN element that contains it (process, sub-process, collaboration; a lane's lane or process).
    lane: id of the innermost lane that names it. host: the activity a boundary event sits on.
    ref: what it stands for elsewhere: a pool's process, a plane's element, a data reference's object.
    plane: id of the diagram it is drawn on; None when not drawn. bounds, label: pixels of that plane.
    z: drawing order, small first. traits: notation, keys of `kinds.TRAITS`; details: keys of `details.DETAILS`.
    origin: what it was copied from (`bpmn.excerpt`), so that what the model does not know comes along; a copy of a copy
    has the origin of that. None for what was read or drawn.
    """

    id: str
    kind: str
    name: str = ""
    parent: str | None = None
    lane: str | None = None
    host: str | None = None
    ref: str | None = None
    plane: str | None = None
    bounds: Rect | None = None
    label: Rect | None = None
    z: float = 0.0
    traits: Mapping[str, Value] = field(default_factory=_empty)
    details: Mapping[str, Value] = field(default_factory=_empty)
    also: tuple[Depiction, ...] = ()
    origin: str | None = None

    @property
    def sort(self) -> Kind:
        """The row of the kinds table."""
        return kind(self.kind)

    @property
    def family(self) -> str:
        return kind(self.kind).family

    def trait(self, key: str) -> Any:
        """A notation attribute, its default when absent."""
        return self.traits.get(key, TRAITS[key].default)

    def but(self, **changes: Any) -> Node:
        """The same record with other field values."""
        values = [*_of_node(self)]
        for key, value in changes.items():
            values[_NODE[key]] = value
        return Node(*values)

    def with_trait(self, key: str, value: Value) -> Node:
        return replace(self, traits=_with(self.traits, key, value, TRAITS[key].default))

    def with_detail(self, key: str, value: Value | None) -> Node:
        """The same record with a detail set, or without it when the value is None, "" or ()."""
        return replace(self, details=_with(self.details, key, value, None))


@dataclass(frozen=True, slots=True)
class Flow:
    """A line of the map from `source` to `target`, which are ids of nodes, or of another flow (BPMN 2.0, 7.5.6).

    points: the way, at least two places when drawn, the first and last on the outlines. The other fields are Node's.
    """

    id: str
    kind: str
    source: str
    target: str
    name: str = ""
    parent: str | None = None
    plane: str | None = None
    points: tuple[Point, ...] = ()
    label: Rect | None = None
    z: float = 0.0
    traits: Mapping[str, Value] = field(default_factory=_empty)
    details: Mapping[str, Value] = field(default_factory=_empty)
    also: tuple[Depiction, ...] = ()
    origin: str | None = None

    @property
    def sort(self) -> Kind:
        return kind(self.kind)

    @property
    def family(self) -> str:
        return kind(self.kind).family

    def trait(self, key: str) -> Any:
        return self.traits.get(key, TRAITS[key].default)

    def but(self, **changes: Any) -> Flow:
        values = [*_of_flow(self)]
        for key, value in changes.items():
            values[_FLOW[key]] = value
        return Flow(*values)

    def with_trait(self, key: str, value: Value) -> Flow:
        return replace(self, traits=_with(self.traits, key, value, TRAITS[key].default))

    def with_detail(self, key: str, value: Value | None) -> Flow:
        return replace(self, details=_with(self.details, key, value, None))


Record: TypeAlias = Node | Flow

# `dataclasses.replace` asks about each field anew and takes twice as long.
_NODE, _FLOW = ({field.name: n for n, field in enumerate(fields(sort))} for sort in (Node, Flow))
_of_node, _of_flow = attrgetter(*_NODE), attrgetter(*_FLOW)


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None stands for "not there". The inverse is the swap."""

    id: str
    before: Record | None
    after: Record | None

    def inverse(self) -> Change:
        return Change(self.id, self.after, self.before)


def _with(old: Mapping[str, Value], key: str, value: Value | None, default: Value | None) -> Mapping[str, Value]:
    new = {k: v for k, v in old.items() if k != key}
    absent = value is None or value == default or (default is None and value in ("", ()))
    if value is not None and not absent:
        new[key] = value
    return MappingProxyType(new) if new else EMPTY
