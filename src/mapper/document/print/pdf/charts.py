"""The split bar: parts told apart by lightness, each labelled where it stands, readable in grey."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from mapper.document.blocks import Chart, Part
from mapper.document.print.pdf import style
from mapper.document.print.pdf.fonts import REGULAR, SEMIBOLD, Lettering
from mapper.document.print.pdf.sheet import Sheet

_FILLS = (style.ACCENT, style.ACCENT_LIGHT, style.PALE)
_BAR, _SIZE, _LINE, _GAP, _LEAD = 18.0, 8.0, 10.5, 10.0, 8.0
"""Height of the bar, size and leading of labels, least gap between two labels, room for lines to them; points."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label's place under the bar: left end and width, and the two ends of the part it belongs to; points."""

    x: float
    wide: float
    left: float
    right: float

    @property
    def apart(self) -> bool:
        """Whether the label stands so far off that a line must lead to it."""
        return not self.left - 1 <= self.x < max(self.right, self.left + 1)


def chart(sheet: Sheet, block: Chart) -> list[Flowable]:
    """The bar over the full width with its caption above."""
    bar = SplitBar(block, sheet.letters, sheet.width)
    return [sheet.text(block.caption, style.HEAD_CELL), Spacer(1, 3), bar, Spacer(1, 6)]


def placed(parts: list[float], widths: list[float], room: float) -> list[Label]:
    """Labels in one row, each under the start of its part or as near to it as its neighbours let it. Points.

    >>> [label.x for label in placed([5, 5, 90], [40, 40, 40], 200)]
    [0.0, 50.0, 100.0]
    >>> [label.x for label in placed([90, 5, 5], [40, 40, 40], 150.0)]
    [0.0, 60.0, 110.0]
    """
    lefts = [sum(parts[:i], 0.0) for i in range(len(parts))]
    xs: list[float] = []
    for i, left in enumerate(lefts):
        xs.append(max(left, xs[-1] + widths[i - 1] + _GAP) if xs else left)
    limit = room
    for i in reversed(range(len(xs))):
        xs[i] = max(0.0, min(xs[i], limit - widths[i]))
        limit = xs[i] - _GAP
    return [Label(x, wide, left, left + p) for x, wide, left, p in zip(xs, widths, lefts, parts, strict=True)]


class SplitBar(Flowable):  # type: ignore[misc]
    """Paints a Chart; a flowable because reportlab places those."""

    def __init__(self, block: Chart, letters: Lettering, width: float) -> None:
        super().__init__()
        self.block, self.letters, self.width = block, letters, width
        scale = width / max(block.whole, sum(part.value for part in block.parts), 1e-9)
        self.lengths, self.whole = [part.value * scale for part in block.parts], block.whole * scale
        widths = [
            max(letters.width(p.label, SEMIBOLD, _SIZE), letters.width(p.figures, REGULAR, _SIZE)) for p in block.parts
        ]
        self.labels = placed(self.lengths, widths, width)
        self.lead = _LEAD if any(label.apart for label in self.labels) else 0.0
        self.below = self.lead + 2 * _LINE + 6
        self.height = self.below + _BAR + 18

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        for part, label in zip(self.block.parts, self.labels, strict=True):
            self._part(label.left, label.right - label.left, part.rank)
        self._above()
        for part, label in zip(self.block.parts, self.labels, strict=True):
            self._label(label, part)

    def _part(self, x: float, wide: float, rank: int) -> None:
        canvas = self.canv
        canvas.setFillColor(_FILLS[min(rank, len(_FILLS) - 1)])
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.setLineWidth(1)
        canvas.rect(x, self.below, wide, _BAR, stroke=1, fill=1)

    def _above(self) -> None:
        """The bracket over what belongs together, and the mark where the whole ends."""
        canvas, top, whole = self.canv, self.below + _BAR, self.whole
        together = sum(self.lengths[: self.block.bracketed])
        canvas.setStrokeColor(style.GREY)
        canvas.setLineWidth(style.HAIR)
        if together > 0:
            canvas.lines([(0.5, top + 5, together - 0.5, top + 5), (0.5, top + 2, 0.5, top + 5)])
            canvas.line(together - 0.5, top + 2, together - 0.5, top + 5)
            self._text(0, top + 9, self.block.bracket, SEMIBOLD, style.INK)
        wide = self.letters.width(self.block.whole_label, REGULAR, _SIZE)
        room = together and self.letters.width(self.block.bracket, SEMIBOLD, _SIZE) + _GAP
        if whole - wide >= room:
            self._text(whole - wide, top + 9, self.block.whole_label, REGULAR, style.GREY)
        canvas.line(whole - 0.25, self.below - 2, whole - 0.25, top + 5)

    def _label(self, label: Label, part: Part) -> None:
        top = self.below - self.lead - 4
        if label.apart:
            middle, y = (label.left + label.right) / 2, self.below - self.lead / 2
            end = min(max(middle, label.x + 1), label.x + label.wide - 1)
            way = self.canv.beginPath()
            way.moveTo(middle, self.below - 1)
            for place in ((middle, y), (end, y), (end, top + 2)):
                way.lineTo(*place)
            self.canv.setStrokeColor(style.RULE)
            self.canv.drawPath(way, stroke=1, fill=0)
        self._text(label.x, top - 8, part.label, SEMIBOLD, style.INK)
        self._text(label.x, top - 8 - _LINE, part.figures, REGULAR, style.GREY)

    def _text(self, x: float, y: float, text: str, face: str, color: object) -> None:
        self.canv.setFillColor(color)
        self.letters.draw(self.canv, x, y, text, face, _SIZE)
