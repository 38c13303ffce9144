"""Where a label outside its shape stands: where the file says, else at the place readers expect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mapper.draw.paths import segments
from mapper.lettering.sizes import USUAL, Sizes
from mapper.model.geometry import Point, Rect, along, centered, nearest
from mapper.model.records import Flow, Node, Record
from mapper.model.texts import labels

_GAP = 5.0
_BESIDE = 6.0
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
    box = _beside_line(record.points, w, h) if isinstance(record, Flow) else _at_shape(record, w, h)
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


def _at_shape(node: Node, w: float, h: float) -> Rect | None:
    """Below the shape, in its middle; below left of a boundary event; inside a group at its top."""
    if node.bounds is None:
        return None
    c = node.bounds.center
    if node.host is not None:
        # Its flow leaves downwards; the label stands at the left of it.
        return Rect(c.x - _BESIDE - w, node.bounds.bottom + 1, w, h)
    y = node.bounds.y + _GAP if node.kind == "group" else node.bounds.bottom + _GAP
    return Rect(c.x - w / 2, y, w, h)


def _beside_line(points: Sequence[Point], w: float, h: float) -> Rect | None:
    """Above the widest level piece that is long enough for the text, else beside the middle of the longest piece."""
    pieces = segments(points)
    if not pieces:
        return None
    level = [s for s in pieces if abs(s[0].y - s[1].y) < 1 and s[0].distance(s[1]) >= w + 12]
    a, b = max(level or pieces, key=lambda s: s[0].distance(s[1]))
    middle = along((a, b))
    if abs(a.y - b.y) < 1:
        return Rect(middle.x - w / 2, middle.y - h - 3, w, h)
    if abs(a.x - b.x) < 1:
        return Rect(middle.x + _BESIDE, middle.y - h / 2, w, h)
    return centered(middle, w, h)
