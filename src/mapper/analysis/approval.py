"""What was approved of a process: its facts, told apart from where they are drawn and from records of how it goes on.

A process is approved with a content code of its facts, kept in its field `approvals`. Facts are all that a map says of
the process: what there is in it, what that is called, what leads where, who owns it, and every field of
`model.details` but those that are a log. Where shapes stand, how they are coloured, and readings of KPIs are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeAlias

from mapper.analysis.code import content_code
from mapper.analysis.mandates import one_line
from mapper.model import query
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS, ROWS, rows
from mapper.model.diagram import Diagram
from mapper.model.kinds import PARTY
from mapper.model.records import Flow, Node, Record

APPROVED, DRAFT = "approved", "draft"
State = Literal["draft", "approved", "changed"]
Label: TypeAlias = Callable[[str | None], object]

_DRAWING = frozenset({
    "expanded", "horizontal", "marker", "source_seen", "target_seen", "host_seen", "lane_seen", "sheet", "fill",
    "stroke", "textSize", "color",
})  # fmt: skip
"""Traits that only say how something is drawn, or whether the file says what the drawing shows."""
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


def facts(record: Record, label: Label = lambda id: id) -> tuple[object, ...]:
    """What counts of a record, ids as `label` calls them. Of a party that is its name: the rest is its own."""
    name = one_line(record.name)
    if record.family == PARTY:
        return (record.kind, name)
    if isinstance(record, Flow):
        ends: tuple[object, ...] = (label(record.source), label(record.target))
    else:
        ends = tuple(label(id) for id in (record.parent, record.lane, record.host, record.ref))
    traits = sorted((key, value) for key, value in record.traits.items() if key not in _DRAWING)
    return (record.kind, name, ends, tuple(traits), tuple(_details(record.details, label)))


def differs(before: Record | None, after: Record | None) -> bool:
    """Whether a fact differs between two states of a record."""
    if before is None or after is None:
        return before is not after
    return facts(before) != facts(after)


def changed_fields(before: Record, after: Record) -> list[str]:
    """The keys of `model.details` whose facts differ, in the order of the table."""
    was, now = dict(_details(before.details, str)), dict(_details(after.details, str))
    return [key for key in DETAILS if was.get(key) != now.get(key)]


def process_code(diagram: Diagram, process: Node) -> str:
    """The content code of a process's facts; the same for a map that was read beside others."""
    found = _of(diagram, process)
    # Ids differ between a map alone and the same among others; their order does not.
    places = {id: at for at, id in enumerate(sorted(found))}

    def label(id: str | None) -> object:
        record = diagram.get(id)
        named = record is not None and (record.family == PARTY or record.id not in places)
        return one_line(record.name) if record is not None and named else places.get(id or "", "")

    return content_code(tuple(facts(found[id], label) for id in sorted(found)))


def approval(process: Node) -> Mapping[str, str] | None:
    """The latest approval of a process: date, version, who, code; None when none is kept."""
    kept = rows(process.details, "approvals")
    return kept[-1] if kept else None


def is_approved(process: Node) -> bool:
    """Whether a process says that it is approved."""
    return process.details.get("status") == APPROVED


def state(diagram: Diagram, process: Node) -> State:
    """Whether a process is approved as it is. "changed": it was, and its facts were changed since by something other
    than Mapper, which would have made it a draft."""
    if not is_approved(process):
        return "draft"
    kept = approval(process)
    return "approved" if kept is None or kept["code"] == process_code(diagram, process) else "changed"


def next_version(version: str) -> str:
    """The version after one: its last number goes up by one.

    >>> next_version("2.1"), next_version("v3"), next_version("1.9 b"), next_version("")
    ('2.2', 'v4', '1.10 b', '1.0')
    """
    last = _LAST_NUMBER.search(version)
    if last is None:
        return f"{version.strip()} 2" if version.strip() else "1.0"
    return f"{version[: last.start()]}{int(last[0]) + 1}{version[last.end() :]}"


def _of(diagram: Diagram, process: Node) -> dict[str, Record]:
    """The process, its pool, all that it holds, and the messages that reach it, by id."""
    pool = query.pool_of(diagram, process.id)
    found: dict[str, Record] = {r.id: r for r in (process, *query.contents(diagram, process.id))}
    if pool is not None:
        found[pool.id] = pool
    for id in [id for id, record in found.items() if isinstance(record, Node)]:
        found.update((flow.id, flow) for flow in query.flows_at(diagram, id))
    return found


def _details(details: Mapping[str, Any], label: Label) -> Iterable[tuple[str, object]]:
    for key in sorted(details):
        row, value = DETAILS.get(key), details[key]
        if row is None or row.log:
            continue
        if row.type == PARTY_ID:
            yield key, label(value)
        elif row.type == PARTY_IDS:
            yield key, tuple(label(id) for id in value)
        elif row.type == ROWS:
            yield key, tuple(tuple(text for name, text in line.items() if name not in row.live)
                             for line in rows(details, key))  # fmt: skip
        else:
            yield key, value
