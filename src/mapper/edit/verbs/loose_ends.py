"""Ends that touch a step and are not joined to it in the file: they count as joined, and are said when one wants it."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from mapper.model.diagram import Diagram
from mapper.model.records import Node, Record
from mapper.model.seen import said, seen
from mapper.text import _

_FIELDS = ("source", "target", "host")


def touching(diagram: Diagram) -> list[tuple[Record, str]]:
    """The records with such an end, and the field that is only seen in the drawing: the source or target of a flow, the
    host of a boundary event; in drawing order."""
    found = []
    for record in diagram.records():
        found += [(record, field) for field in seen(record) if field in _FIELDS]
    return found


_counts: WeakKeyDictionary[Diagram, tuple[object, int]] = WeakKeyDictionary()
"""For each map its last known state and its count: menus ask often, and the same mark is the same state."""


def count(diagram: Diagram) -> int:
    """How many ends touch a step and are not joined to it in the file."""
    known = _counts.get(diagram)
    if known is None or known[0] is not diagram.mark:
        known = _counts[diagram] = (diagram.mark, len(touching(diagram)))
    return known[1]


def connect(diagram: Diagram) -> int:
    """Join all these ends to what they touch, as one step; how many."""
    found = touching(diagram)
    with diagram.transaction(_("Connect ends")):
        for record, field in found:
            diagram.put(said(diagram.node(record.id) if isinstance(record, Node) else diagram.flow(record.id), field))
    return len(found)

