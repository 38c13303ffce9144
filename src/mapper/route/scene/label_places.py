"""Places where a label may stand, the best first: beside its line, around its shape. Nothing is held against anything.

Dragging, dropping, Tidy, Arrange, opening and drawing all take the places from here. All lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mapper.model.geometry import Point, Rect, along, centered
from mapper.model.kinds import EVENT, GATEWAY
from mapper.model.records import Flow, Node, Record

GAP = 4.0
"""Between a label and its shape."""
OFF = 3.0
"""Between a label and its line."""
_BELOW = 5.0
"""Between a label and the shape above it, or the upper border of its group."""
_BESIDE_BOUNDARY = 6.0
"""Between a label and the flow that leaves a boundary event."""
_FROM_END = 10.0
"""How far a label keeps from the end of a line."""
_FURTHER = tuple(12.0 * n for n in range(1, 7))
"""How much further off a label may stand where there is no place right beside, at most as far as it still looks like
its line's or its shape's."""

Size = tuple[float, float]


def usual(record: Record, size: Size) -> Rect | None:
    """Where readers expect a label that has no place of its own; None when what it belongs to is not drawn."""
    if isinstance(record, Flow):
        return _usual_beside_line(record.points, size)
    return usual_at_shape(record, record.bounds, size) if record.bounds is not None else None


def usual_at_shape(node: Node, bounds: Rect, size: Size) -> Rect:
    """Below the shape, in its middle; below left of a boundary event, whose flow leaves downwards; inside a group at
    its top."""
    w, h = size
    c = bounds.center
    if node.host is not None:
        return Rect(c.x - _BESIDE_BOUNDARY - w, bounds.bottom + 1, w, h)
    y = bounds.y + _BELOW if node.kind == "group" else bounds.bottom + _BELOW
    return Rect(c.x - w / 2, y, w, h)


def _usual_beside_line(points: Sequence[Point], size: Size) -> Rect | None:
    """Above the widest level piece that is long enough for the text, else beside the middle of the longest piece."""
    w, h = size
    pieces = [(a, b) for a, b in pairwise(points) if a.distance(b) > 0]
    if not pieces:
        return None
    level = [s for s in pieces if abs(s[0].y - s[1].y) < 1 and s[0].distance(s[1]) >= w + 12]
    a, b = max(level or pieces, key=lambda s: s[0].distance(s[1]))
    middle = along((a, b))
    if abs(a.y - b.y) < 1:
        return Rect(middle.x - w / 2, middle.y - h - OFF, w, h)
    if abs(a.x - b.x) < 1:
        return Rect(middle.x + _BESIDE_BOUNDARY, middle.y - h / 2, w, h)
    return centered(middle, w, h)


# -- around a shape ----------------------------------------------------------------------------------------------------


def around(node: Node, bounds: Rect, size: Size, right_first: bool = False) -> Iterator[Rect]:
    """Places around a shape. right_first: of a boundary event, the place at the right of its flow before the one at
    its left."""
    if node.host is not None:
        yield from around_boundary_event(bounds, size, right_first)
    else:
        yield usual_at_shape(node, bounds, size)
        yield from around_box(bounds, size, node.family in (EVENT, GATEWAY))


def around_box(bounds: Rect, size: Size, is_round: bool) -> Iterator[Rect]:
    """Below, above, beside the lines that leave it vertical, left and right of it; then further off."""
    (w, h), c = size, bounds.center
    for off in (0.0, *_FURTHER):
        below, above = bounds.bottom + _BELOW + off, bounds.y - _BELOW - h - off
        yield Rect(c.x - w / 2, below, w, h)
        yield Rect(c.x - w / 2, above, w, h)
        if is_round and not off:
            yield from _corners(bounds, size)
        for y in (below, above):
            yield Rect(c.x + GAP + 2, y, w, h)
            yield Rect(c.x - GAP - 2 - w, y, w, h)
        if off <= _FURTHER[0]:
            yield from _aside(bounds, size, off)


def around_boundary_event(bounds: Rect, size: Size, right_first: bool) -> Iterator[Rect]:
    """Below a boundary event, left or right of its flow; beside it; above it, where it sits on the upper border."""
    (w, h), c = size, bounds.center
    sides = [c.x - _BESIDE_BOUNDARY - w, c.x + _BESIDE_BOUNDARY]
    if right_first:
        sides.reverse()
    for off in (1.0, *_FURTHER):
        yield from (Rect(x, bounds.bottom + off, w, h) for x in sides)
    for x in (bounds.x - GAP - w, bounds.right + GAP):
        yield Rect(x, c.y + 3, w, h)
    for off in (1.0, *_FURTHER):
        yield from (Rect(x, bounds.y - h - off, w, h) for x in sides)


def _corners(bounds: Rect, size: Size) -> Iterator[Rect]:
    """Beside the vertical lines, where the outline of a round shape recedes: left ones first, as names of branches
    stand at the right."""
    (w, h), c = size, bounds.center
    for y in (bounds.y + 6 - h, bounds.bottom - 6):
        for x in (c.x - GAP - 2 - w, c.x + GAP + 2):
            yield Rect(x, y, w, h)


def _aside(bounds: Rect, size: Size, off: float) -> Iterator[Rect]:
    (w, h), c = size, bounds.center
    for x in (bounds.right + GAP + off, bounds.x - GAP - w - off):
        for y in (c.y - h / 2, c.y - h - GAP, c.y + GAP):
            yield Rect(x, y, w, h)


# -- beside a line -----------------------------------------------------------------------------------------------------


def beside(points: Sequence[Point], size: Size, at_start: bool, first: int | None = None) -> Iterator[Rect]:
    """Places beside a line's pieces. at_start: near where it begins rather than in the middle of its longest piece, as
    for the branches of a gateway. first: the number of the piece that room was made at."""
    pieces = _ranked(points, at_start, size)
    if first is not None:
        usual_one = (points[min(first, len(points) - 2)], points[min(first + 1, len(points) - 1)])
        pieces = [usual_one, *(piece for piece in pieces if piece != usual_one)]
    for shares in ((0.0, 0.5, 1.0) if at_start else (0.5, 0.0, 1.0), (0.25, 0.75)):
        for a, b in pieces:
            for share in shares:
                yield from _at(a, b, share, size)
    for a, b in pieces:
        for step in range(1, 6):
            for share in (0.0, 1.0):
                yield from _at(a, b, share, size, 12.0 * step)
    # Where room can be made, it is made rather than to stand far off.
    for a, b in pieces if first is None else ():
        for off in (8.0, 16.0, 22.0, *_FURTHER[2:]):
            for share in (0.5, 0.0, 1.0):
                yield from _at(a, b, share, size, 0.0, off)


def _ranked(points: Sequence[Point], at_start: bool, size: Size) -> list[tuple[Point, Point]]:
    """The pieces of a line, the longest first; or with `at_start` those that are long enough, from its start on."""
    pieces = list(pairwise(points))
    if at_start:
        return sorted(pieces, key=lambda piece: not _fits(piece[0], piece[1], size))
    return sorted(pieces, key=lambda piece: -piece[0].distance(piece[1]))


def _fits(a: Point, b: Point, size: Size) -> bool:
    return abs(a.x - b.x) >= size[0] + _FROM_END or abs(a.y - b.y) >= size[1] + _FROM_END


def _at(a: Point, b: Point, share: float, size: Size, inwards: float = 0.0, off: float = 0.0) -> Iterator[Rect]:
    """On both sides of a piece: above a level one first, right of a vertical one. inwards: further from its end; off:
    further from the line."""
    w, h = size
    level = abs(a.y - b.y) <= abs(a.x - b.x)
    along_piece, start, end = (w, a.x, b.x) if level else (h, a.y, b.y)
    sign = 1 if end > start else -1
    spare = abs(end - start) - along_piece
    margin = min(_FROM_END + inwards, spare / 2 if spare > 0 else abs(end - start) / 2)
    low, high = start + sign * (margin + along_piece / 2), end - sign * (margin + along_piece / 2)
    middle = low + (high - low) * share if (high - low) * sign > 0 else (start + end) / 2
    if level:
        y = a.y + (b.y - a.y) * share
        yield Rect(middle - w / 2, y - h - OFF - off, w, h)
        yield Rect(middle - w / 2, y + OFF + off, w, h)
    else:
        x = a.x + (b.x - a.x) * share
        yield Rect(x + GAP + off, middle - h / 2, w, h)
        yield Rect(x - GAP - w - off, middle - h / 2, w, h)
