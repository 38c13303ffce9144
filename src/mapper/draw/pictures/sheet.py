"""The sheet a map is painted on: which marks, and how large the paper is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mapper.draw.look import Lens
from mapper.draw.marks import Image, Mark, Text
from mapper.draw.pictures.maps import NO_NUMBERS, Drawn, Numbers, map_marks
from mapper.draw.theme import LIGHT, Theme
from mapper.lettering.font import ASCENT, DESCENT
from mapper.lettering.measure import width
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding

MARGIN = 20.0
"""White around the map, pixels."""


class Sheet(NamedTuple):
    """Marks in painting order and the box of the map they fill, margin included."""

    marks: Drawn
    box: Rect


def sheet(diagram: Diagram, plane: str, theme: Theme = LIGHT, *, lens: Lens | bool = False, badges: bool = True,
          emphasis: frozenset[str] | None = None, margin: float = MARGIN, jumps: bool = True,
          numbers: Numbers = NO_NUMBERS) -> Sheet:  # fmt: skip
    """A diagram ready for a painter. An empty diagram gives a small empty sheet."""
    drawn = map_marks(diagram, plane, theme, lens=lens, badges=badges, emphasis=emphasis, jumps=jumps, numbers=numbers)
    box = extent(mark for _, marks in drawn for mark in marks) or Rect(0, 0, 200, 100)
    return Sheet(drawn, box.grown(margin))


def extent(marks: Iterable[Mark]) -> Rect | None:
    """The box around everything painted; None when that is nothing."""
    boxes = [box for mark in marks if (box := mark_box(mark)) is not None]
    if not boxes:
        return None
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Rect(x, y, max(b.x + b.w for b in boxes) - x, max(b.y + b.h for b in boxes) - y)


def mark_box(mark: Mark) -> Rect | None:
    """The box around one mark, its strokes included."""
    if isinstance(mark, Image):
        return mark.box
    if isinstance(mark, Text):
        return bounding(_line_box(mark, i) for i in range(len(mark.lines)))
    if not mark.commands:
        return None
    xs = [v for c in mark.commands for v in c[1::2]]
    ys = [v for c in mark.commands for v in c[2::2]]
    half = mark.style.width / 2 if mark.style.stroke else 0.0
    x, y = min(xs) - half, min(ys) - half  # type: ignore[operator]
    return Rect(x, y, max(xs) + half - x, max(ys) + half - y)  # type: ignore[operator]


def _line_box(text: Text, index: int) -> Rect:
    line, size = text.lines[index], text.size
    w = width(line.text, size, text.weight, text.italic)
    before = w / 2 if text.anchor == "middle" else 0.0
    up, down = ASCENT * size, DESCENT * size
    if text.angle:
        return Rect(line.x - up, line.y - w + before, up + down, w)
    return Rect(line.x - before, line.y - up, w, up + down)
