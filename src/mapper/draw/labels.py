"""Where a label outside its shape stands: where the file says, else at the place readers expect."""

from __future__ import annotations

from typing import NamedTuple

from mapper.lettering.sizes import USUAL, Sizes
from mapper.model.geometry import Rect, nearest
from mapper.model.records import Flow, Node, Record
from mapper.model.texts import labels
from mapper.route.scene.label_places import usual

_FAR = 240.0
"""Pixels from its shape or line within which a file's label is believed."""


class Placed(NamedTuple):
    """A label's lines and the box around them, pixels."""

    lines: tuple[str, ...]
    box: Rect


def placed(record: Record, of: Sizes = USUAL) -> Placed | None:
    """The label of a record whose label stands outside; None when it has none to show."""
    found = labels.lines(record, of)
    if found is None:
        return None
    w, h = found.w, found.h
    if record.label is not None and _is_near(record, record.label):
        return Placed(found.lines, _in_box(record, record.label, w, h))
    box = usual(record, (w, h))
    return Placed(found.lines, box) if box is not None else None


def _is_near(record: Record, label: Rect) -> bool:
    """Whether a file's label box can be meant: some tools write 0, 0 for every label they never placed."""
    if isinstance(record, Flow):
        return not record.points or nearest(record.points, label.center)[2] <= _FAR + label.w / 2
    return record.bounds is None or record.bounds.grown(_FAR).meets(label)


def _in_box(record: Record, label: Rect, w: float, h: float) -> Rect:
    """In the file's box: from its top when it lies below the shape, up from its foot when above, else in its middle."""
    x, y = label.center.x - w / 2, label.center.y - h / 2
    shape = record.bounds if isinstance(record, Node) else None
    if shape is not None:
        if label.y >= shape.bottom - 1:
            y = label.y
        elif label.bottom <= shape.y + 1:
            y = label.bottom - h
    if shape is not None and w > label.w and label.bottom > shape.y and label.y < shape.bottom:
        if label.x >= shape.right - 1:
            x = label.x
        elif label.right <= shape.x + 1:
            x = label.right - w
    return Rect(x, y, w, h)
