"""Two entries of the register of parties made one."""

from __future__ import annotations

from typing import Any

from mapper.edit.verbs import owner
from mapper.model.details import DETAILS, PARTY_ID, PARTY_IDS, ROWS
from mapper.model.diagram import Diagram
from mapper.model.kinds import PARTY
from mapper.model.records import Node, Record, Value
from mapper.text import _


def parties(diagram: Diagram, keep: str, gone: str) -> None:
    """Let a party stand wherever another did, and take that one away. What only the other said of itself is kept, the
    lines of both tables too. Raises ValueError, in words for the user, unless they are two parties."""
    one, other = diagram.get(keep), diagram.get(gone)
    found = [node for node in (one, other) if isinstance(node, Node) and node.family == PARTY]
    if len(found) < 2 or keep == gone:
        raise ValueError(_("Two different people, roles or units are needed to merge them."))
    kept, dropped = found
    with diagram.transaction(_("Merge {gone} into {keep}").format(gone=dropped.name, keep=kept.name)):
        for record in list(diagram.records()):
            if record.id != gone and (told := _told(record, keep, gone)) is not record:
                diagram.put(told)
        owner.rename_in_rows(diagram, dropped.name, kept.name)
        diagram.put(_filled(diagram.node(keep), _told(dropped, keep, gone)))
        diagram.drop(gone)


def _told(record: Record, keep: str, gone: str) -> Record:
    """The record naming the one that is kept; nobody reports to himself."""
    for key, value in record.details.items():
        field = DETAILS.get(key)
        if field is None or field.type not in (PARTY_ID, PARTY_IDS):
            continue
        new: Any = _swapped(value, keep, gone)
        if new != value:
            record = record.with_detail(key, None if new == record.id else new)
    return record


def _swapped(value: Value, keep: str, gone: str) -> Value:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(keep if id == gone else id for id in value))
    return keep if value == gone else value


def _filled(kept: Node, other: Record) -> Node:
    """The one that is kept, with what only the other said; the lines of tables are those of both."""
    for key, value in other.details.items():
        mine = kept.details.get(key)
        if key in DETAILS and DETAILS[key].type == ROWS and isinstance(mine, tuple) and isinstance(value, tuple):
            kept = kept.with_detail(key, tuple(dict.fromkeys((*mine, *value))))
        elif mine is None and value != kept.id:
            kept = kept.with_detail(key, value)
    return kept
