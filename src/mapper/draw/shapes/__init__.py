"""One function per kind of shape; this table says which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mapper.draw import texts
from mapper.draw.look import PLAIN, Look
from mapper.draw.marks import Mark, Marks, Text
from mapper.draw.over import may_run_over
from mapper.draw.shapes import activities, artifacts, choreographies, data, events, flows, gateways, pools
from mapper.draw.theme import Theme
from mapper.model.geometry import Rect
from mapper.model.kinds import ACTIVITIES, CHOREOGRAPHY, COLOURS, CONVERSATION, EVENT, GATEWAY, KINDS, LANE, POOL
from mapper.model.records import Flow, Record

Shape = Callable[[Any, Theme, Look], list[Mark]]

_BY_FAMILY: dict[str, Shape] = {
    **dict.fromkeys(ACTIVITIES, activities.activity),
    EVENT: events.event,
    GATEWAY: gateways.gateway,
    POOL: pools.pool,
    LANE: pools.lane,
    CHOREOGRAPHY: choreographies.choreography,
    CONVERSATION: choreographies.conversation,
}
_BY_KIND: dict[str, Shape] = {
    "dataObject": data.page,
    "dataObjectReference": data.page,
    "dataInput": data.page,
    "dataOutput": data.page,
    "dataStore": data.store,
    "dataStoreReference": data.store,
    "message": data.message,
    "group": artifacts.group,
    "textAnnotation": artifacts.annotation,
    "sequenceFlow": flows.sequence,
    "messageFlow": flows.message,
    "association": flows.association,
    "dataInputAssociation": flows.data_association,
    "dataOutputAssociation": flows.data_association,
    "conversationLink": flows.link,
}

SHAPES: dict[str, Shape] = {
    row.name: found for row in KINDS.values() if (found := _BY_KIND.get(row.name) or _BY_FAMILY.get(row.family))
}
"""Kind → function; kinds that are never drawn are absent."""


_OWN = frozenset(COLOURS)
"""Traits of BPMN in Color."""


def shape(record: Record, theme: Theme, look: Look = PLAIN) -> Marks:
    """All marks of a record, its outside label last, in map coordinates. () for what is not drawn or has no place."""
    return (*body(record, theme, look), *label(record, theme, look))


def body(record: Record, theme: Theme, look: Look = PLAIN) -> Marks:
    """The shape or line without the label that stands outside it."""
    draw = SHAPES.get(record.kind)
    if draw is None or not _has_place(record):
        return ()
    marks = draw(_seen(record, look), theme.faded if look.faded else theme, look)
    if record.traits:
        marks = [*marks, *flows.touching(record, theme)]
    return tuple([mark for mark in marks if not _is_above(mark)]) if may_run_over(record, theme.sizes) else tuple(marks)


def label(record: Record, theme: Theme, look: Look = PLAIN) -> Marks:
    """The label outside a shape or beside a line; of shapes that carry their name inside, what of it runs over the
    border."""
    if record.kind not in SHAPES or not _has_place(record):
        return ()
    if not record.sort.label_outside:
        if not may_run_over(record, theme.sizes):
            return ()
        marks = SHAPES[record.kind](_seen(record, look), theme.faded if look.faded else theme, look)
        return tuple(mark for mark in marks if _is_above(mark))
    return texts.outside(_seen(record, look), theme.faded if look.faded else theme)


def _seen(record: Record, look: Look) -> Record:
    """The record without the colours its file gives it while a map is coloured by owner."""
    if not look.lens or not _OWN.intersection(record.traits):
        return record
    return record.but(traits={key: value for key, value in record.traits.items() if key not in _OWN})


def _is_above(mark: Mark) -> bool:
    """Whether a mark is text on a halo, to be painted above lines."""
    return isinstance(mark, Text) and mark.halo is not None


def _has_place(record: Record) -> bool:
    if isinstance(record, Flow):
        return len(record.points) > 1
    box: Rect | None = record.bounds
    return box is not None and box.w > 0 and box.h > 0
