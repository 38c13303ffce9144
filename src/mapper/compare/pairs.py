"""Which record of one state is which of the other: by id, then, where a tool gave new ids, by what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from mapper.model.kinds import CONTAINER, FLOW, LANE, PARTY, PLANE, POOL
from mapper.model.records import Flow, Node, Record

_APART = frozenset({CONTAINER, PLANE, POOL, LANE, PARTY, FLOW})
"""Families that nothing of another family turns into."""


class Pairs(NamedTuple):
    """What is in both states, and what is in one only. ids: of the first state → of the second."""

    both: list[tuple[Record, Record]]
    removed: list[Record]
    added: list[Record]
    ids: dict[str, str]


def pairs(before: Iterable[Record], after: Iterable[Record]) -> Pairs:
    """Match the records of two states."""
    old, new = {r.id: r for r in before}, {r.id: r for r in after}
    both = [(record, new[id]) for id, record in old.items() if id in new and alike(record, new[id])]
    ids = {one.id: two.id for one, two in both}
    found = Pairs(both, [r for r in old.values() if r.id not in ids], [r for r in new.values() if r.id not in ids], ids)
    for key in (_name, _place, _holder):
        _match(found, key, key)
    _match(found, lambda flow: _ends(flow, ids), lambda flow: _ends(flow, {}))
    return found


def alike(one: Record, other: Record) -> bool:
    """Whether one record can have become the other: another type of step is the same step, a pool is none."""
    return one.kind == other.kind or (one.family == other.family and one.family not in _APART) or (
        _APART.isdisjoint((one.family, other.family)) and isinstance(one, Node) and isinstance(other, Node)
    )  # fmt: skip


def _match(
    found: Pairs, of_old: Callable[[Record], Hashable | None], of_new: Callable[[Record], Hashable | None]
) -> None:
    """Pair what is alone with a key on both sides."""
    if not found.removed or not found.added:
        return
    olds, news = _alone(found.removed, of_old), _alone(found.added, of_new)
    matched = [(one, news[key]) for key, one in olds.items() if key in news]
    found.both.extend(matched)
    found.ids.update((one.id, two.id) for one, two in matched)
    gone, come = {one.id for one, _two in matched}, {two.id for _one, two in matched}
    found.removed[:] = [record for record in found.removed if record.id not in gone]
    found.added[:] = [record for record in found.added if record.id not in come]


def _alone(records: Iterable[Record], key: Callable[[Record], Hashable | None]) -> dict[Hashable, Record]:
    grouped: dict[Hashable, list[Record]] = defaultdict(list)
    for record in records:
        if (said := key(record)) is not None:
            grouped[said].append(record)
    return {said: group[0] for said, group in grouped.items() if len(group) == 1}


def _name(record: Record) -> Hashable | None:
    return (record.family, record.name) if record.name and isinstance(record, Node) else None


def _place(record: Record) -> Hashable | None:
    return (record.kind, record.bounds) if isinstance(record, Node) and record.bounds is not None else None


def _holder(record: Record) -> Hashable | None:
    """The only process, collaboration or diagram that is left on both sides is the same."""
    return record.kind if record.family in (CONTAINER, PLANE) else None


def _ends(record: Record, ids: dict[str, str]) -> Hashable | None:
    if not isinstance(record, Flow):
        return None
    return (record.kind, record.name, ids.get(record.source, record.source), ids.get(record.target, record.target))
