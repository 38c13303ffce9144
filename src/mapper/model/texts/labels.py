"""What stands outside a shape or beside a line, and how large it is. Where it stands is a question for others."""

from __future__ import annotations

from typing import NamedTuple

from mapper.lettering.fit import LONGEST
from mapper.lettering.measure import line_height, width
from mapper.lettering.sizes import USUAL, Sizes
from mapper.lettering.wrap import ELLIPSIS, balanced
from mapper.model.diagram import Diagram
from mapper.model.kinds import DATA
from mapper.model.records import Node, Record
from mapper.model.texts.type_size import sizes

LEAST = 90.0
"""A label may always be this wide: many tools write boxes that fit their own font only. Pixels at the usual size."""


class Label(NamedTuple):
    """A label's lines, and how wide and high they are together, pixels."""

    lines: tuple[str, ...]
    w: float
    h: float


def text(record: Record) -> str:
    """What stands outside the shape: the name, and a data object's state in brackets (BPMN 2.0, 10.4.1)."""
    state = record.trait("state") if record.family == DATA else ""
    return f"{record.name}\n[{state}]".strip() if state else record.name


def size(diagram: Diagram, record: Record) -> tuple[float, float]:
    """Width and height of a label outside its shape where no file says how wide it is; (0, 0) when there is none."""
    found = set_in(record, LEAST, sizes(diagram, record.plane))
    return (found.w, found.h) if found else (0.0, 0.0)


def lines(record: Record, of: Sizes = USUAL) -> Label | None:
    """The label of a record in lines as wide as its file's box for it; None when it has none to show."""
    room = LEAST
    if record.label is not None:
        room = max(record.label.w, LEAST)
    elif isinstance(record, Node) and record.kind == "group" and record.bounds is not None:
        room = max(record.bounds.w - 16, LEAST)
    return set_in(record, room, of)


def set_in(record: Record, room: float, of: Sizes) -> Label | None:
    """The label of a record in lines of a width at most."""
    if not (record.name or record.traits) or not record.sort.label_outside:
        return None
    shown = text(record)
    if len(shown) > LONGEST:
        shown = shown[:LONGEST].rstrip() + ELLIPSIS
    found = balanced(shown, room * max(1.0, of.label / USUAL.label), of.label, "regular", of.language)
    if not found:
        return None
    return Label(tuple(found), max(width(line, of.label) for line in found), len(found) * line_height(of.label))
