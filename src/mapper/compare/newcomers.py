"""What THEIRS added, as OURS can take it in: under ids of its own, and in its place in the drawing order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mapper.compare.pairs import alike
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS
from mapper.model.records import Flow, Record


def newcomers(
    was: Mapping[str, Record], mine: Mapping[str, Record], theirs: Sequence[Record]
) -> tuple[dict[str, Record], dict[str, str]]:
    """THEIRS with new ids for what it added under an id that OURS gave to another thing meanwhile, and with the
    drawing order of OURS; and by the new id the one that an addition has in THEIRS."""
    taken = {*was, *mine, *(record.id for record in theirs)}
    ids: dict[str, str] = {}
    for record in theirs:
        twin = mine.get(record.id)
        if record.id not in was and twin is not None and not _same_thing(twin, record):
            ids[record.id] = _free(record.id, taken)
    found: dict[str, Record] = {}
    z = 0.0
    for record in sorted(theirs, key=lambda record: (record.z, record.id)):
        known = mine.get(record.id) if record.id not in ids else None
        if known is not None:
            z = known.z
        elif record.id not in was:
            z += _STEP  # right above what it stands after in THEIRS, below what OURS has next
        moved = led(record, ids) if ids else record
        found[moved.id] = moved.but(z=z if record.id not in was else record.z)
    was_there = {ids.get(record.id, record.id): record.id for record in theirs if record.id not in was}
    new = {id: there for id, there in was_there.items() if id in found and (id not in mine or id != there)}
    return found, new


_STEP = 2.0**-16
"""Less than the distance of two records as read, which is 1, times the number of records anybody adds."""


def _same_thing(one: Record, other: Record) -> bool:
    """Whether both sides added one thing: it came from a third side that both have, and is as it was there."""
    return alike(one, other) and one.but(z=0.0, origin=None) == other.but(z=0.0, origin=None)


def _free(id: str, taken: set[str]) -> str:
    stem, number = re.sub(r"_m\d+$", "", id), 2
    while f"{stem}_m{number}" in taken:
        number += 1
    taken.add(f"{stem}_m{number}")
    return f"{stem}_m{number}"


def led(record: Record, ids: Mapping[str, str]) -> Record:
    """The record with every id replaced that it has or names."""
    names = ("id", "parent", "plane", *(("source", "target") if isinstance(record, Flow) else ("lane", "host", "ref")))
    named = {name: ids[value] for name in names if (value := getattr(record, name)) in ids}
    details = {key: _led(key, value, ids) for key, value in record.details.items()}
    return record.but(**named, **({"details": details} if details != record.details else {}))


def _led(key: str, value: Any, ids: Mapping[str, str]) -> Any:
    sort = DETAILS[key].type if key in DETAILS else ""
    if sort == PARTY_ID:
        return ids.get(value, value)
    return tuple(ids.get(id, id) for id in value) if sort == PARTY_IDS else value
