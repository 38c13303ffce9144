"""What is only seen in a map's drawing: the file says nothing of it, and it counts as said.

A trait of the record names what was seen (`bpmn.reading.seen`). Once a field names something else, the trait means
nothing any more; when it is taken off, the field is said.
"""

from __future__ import annotations

from mapper.model.records import Flow, Record

FLOW_FIELDS = {"source": "source_seen", "target": "target_seen"}
NODE_FIELDS = {"host": "host_seen", "lane": "lane_seen"}
"""Fields of records, and the traits that tell that they are only seen."""


def seen(record: Record) -> tuple[str, ...]:
    """The fields of a record that are only seen in the drawing."""
    if not record.traits:
        return ()
    fields = FLOW_FIELDS if isinstance(record, Flow) else NODE_FIELDS
    return tuple(name for name, key in fields.items() if record.traits.get(key, "") == getattr(record, name) != "")


def said(record: Record, *fields: str) -> Record:
    """The record with these fields said."""
    for name, key in (FLOW_FIELDS if isinstance(record, Flow) else NODE_FIELDS).items():
        if name in fields:
            record = record.with_trait(key, "")
    return record
