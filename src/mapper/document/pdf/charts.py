"""The split bar: parts told apart by lightness, each labelled where it stands, readable in grey."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from mapper.document.blocks import Chart, Part
from mapper.document.pdf import style
from mapper.document.pdf.fonts import REGULAR, SEMIBOLD, Lettering
from mapper.document.pdf.sheet import Sheet

_FILLS = (style.ACCENT, style.ACCENT_LIGHT, style.PALE)
_BAR, _SIZE, _LINE, _GAP = 18.0, 8.0, 10.5, 10.0
"""Height of the bar, size and leading of labels, least gap between two labels; points."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label's place: left end, row below the bar, the middle of the part it belongs to, its width; points."""

    x: float
    row: int
    middle: float
    wide: float


def chart(sheet: Sheet, block: Chart) -> list[Flowable]:
    """The bar over the full width with its caption above."""
    bar = SplitBar(block, sheet.letters, sheet.width)
    return [sheet.text(block.caption, style.HEAD_CELL), Spacer(1, 3), bar, Spacer(1, 6)]


def placed(parts: list[float], widths: list[float], scale: float, room: float) -> list[Label]:
    """Labels under the starts of their parts, in lower rows where they would touch. Points throughout.

    >>> [label.row for label in placed([1, 1, 8], [60, 50, 30], 10, 100)]
    [0, 1, 2]
    """
    ends: list[float] = []
    found = []
    left = 0.0
    for value, wide in zip(parts, widths, strict=True):
        x = max(0.0, min(left, room - wide))
        row = next((i for i, end in enumerate(ends) if end + _GAP <= x), len(ends))
        ends[row : row + 1] = [x + wide]
        found.append(Label(x, row, left + value * scale / 2, wide))
        left += value * scale
    return found


class SplitBar(Flowable):  # type: ignore[misc]
    """Paints a Chart; a flowable because reportlab places those."""

    def __init__(self, block: Chart, letters: Lettering, width: float) -> None:
        super().__init__()
        self.block, self.letters, self.width = block, letters, width
        self.values = [part.value for part in block.parts]
        self.scale = width / max(block.whole, sum(self.values), 1e-9)
        widths = [
            max(letters.width(p.label, SEMIBOLD, _SIZE), letters.width(p.figures, REGULAR, _SIZE)) for p in block.parts
        ]
        self.labels = placed(self.values, widths, self.scale, width)
        rows = 1 + max((label.row for label in self.labels), default=0)
        self.below = rows * (2 * _LINE + 6)
        self.height = self.below + _BAR + 18

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        x = 0.0
        for part, value in zip(self.block.parts, self.values, strict=True):
            self._part(x, value * self.scale, part.rank)
            x += value * self.scale
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
        canvas, top = self.canv, self.below + _BAR
        together = sum(self.values[: self.block.bracketed]) * self.scale
        whole = self.block.whole * self.scale
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
        base = self.below - 4 - label.row * (2 * _LINE + 6)
        if label.row:
            self.canv.setStrokeColor(style.RULE)
            self.canv.line(label.middle, self.below - 1, label.middle, base - 2)
        x = label.x if label.row == 0 else min(max(label.x, label.middle + 3), self.width - label.wide)
        self._text(x, base - 8, part.label, SEMIBOLD, style.INK)
        self._text(x, base - 8 - _LINE, part.figures, REGULAR, style.GREY)

    def _text(self, x: float, y: float, text: str, face: str, color: object) -> None:
        self.canv.setFillColor(color)
        self.letters.draw(self.canv, x, y, text, face, _SIZE)
