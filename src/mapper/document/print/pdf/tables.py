"""Tables, facts, assessments and signatures as reportlab tables: light row lines, no boxes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus import Table as Grid

from mapper.document.blocks import Assessment, Facts, Signatures, Spans, Table
from mapper.document.print.pdf import style
from mapper.document.print.pdf.fonts import REGULAR, SEMIBOLD
from mapper.document.print.pdf.sheet import Sheet

_ROW_MIN = 24.0
"""Height left on each side when a row taller than a page is split, points."""
_PAD = 7.0
"""Between a column's text and the next column, points."""
_INDENT = 14.0
"""One step in, points."""
_BASE = (
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
    ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 3.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 0), (-1, -1), style.HAIR, style.LIGHT_RULE),
)
_SIGNING = (
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
)


def table(sheet: Sheet, block: Table) -> list[Flowable]:
    """The table over the full width, its head repeated on each page, its caption below."""
    insets = [_insets(sheet, block, at) for at in range(len(block.columns))]
    head = [sheet.text(c.title, _aligned(style.HEAD_CELL, c.align)) for c in block.columns]
    rows: list[list[Any]] = [head]
    for at, row in enumerate(block.rows):
        look = style.CELL_STRONG if at in block.strong else style.CELL
        cells = zip(row, block.columns, insets, strict=True)
        looks = [_aligned(look, c.align, inset[at], block.indent(at, i)) for i, (_, c, inset) in enumerate(cells)]
        rows.append([_cell(sheet, spans, one) for spans, one in zip(row, looks, strict=True)])
    grid = _grid(rows, _widths(sheet, block), heads=1)
    # Figures set right need more air before what is set left beside them.
    airy = [i for i, c in enumerate(block.columns[:-1]) if c.align != "left" and block.columns[i + 1].align == "left"]
    grid.setStyle([("RIGHTPADDING", (i, 0), (i, -1), 2 * _PAD) for i in airy])
    after = [sheet.text(block.caption, style.CAPTION)] if block.caption else [Spacer(1, 8)]
    return [grid, *after]


def _cell(sheet: Sheet, spans: Spans, look: ParagraphStyle) -> Flowable:
    """Text, a box to tick, or a small curve."""
    if len(spans) == 1 and spans[0].style == "box":
        return TickBox()
    if len(spans) == 1 and spans[0].style == "trend":
        return Curve(spans[0].values)
    return sheet.text(spans, look)


def _widths(sheet: Sheet, block: Table) -> list[float]:
    """The columns' widths; one whose longest word would be cut in two takes from those that have room to spare."""
    total = sum(c.width for c in block.columns)
    wanted = [sheet.width * c.width / total for c in block.columns]
    needed = [min(_longest(sheet, block, at), sheet.width / 3) for at in range(len(wanted))]
    lacking = sum(max(0.0, n - w) for n, w in zip(needed, wanted, strict=True))
    spare = sum(max(0.0, w - n) for n, w in zip(needed, wanted, strict=True))
    if not lacking or not spare:
        return wanted
    given, taken = min(1.0, spare / lacking), min(1.0, lacking / spare)
    return [w + (n - w) * (given if n > w else taken) for n, w in zip(needed, wanted, strict=True)]


def _longest(sheet: Sheet, block: Table, at: int) -> float:
    """The width of the longest word of a column and of the air beside it."""
    texts = ["".join(span.text for span in row[at]) for row in block.rows]
    words = {word for text in texts for word in text.split()}
    face = SEMIBOLD if block.strong else REGULAR
    widths = [sheet.letters.width(word, face, style.CELL.fontSize) for word in words]
    title = [sheet.letters.width(w, SEMIBOLD, style.HEAD_CELL.fontSize) for w in block.columns[at].title.split()]
    return max([*widths, *title], default=0.0) + (_PAD if block.columns[at].align == "left" else 2 * _PAD)


def _insets(sheet: Sheet, block: Table, at: int) -> list[float]:
    """How far each cell of a decimal column stands off, so that the decimal signs stand below each other."""
    if block.columns[at].align != "decimal":
        return [0.0] * len(block.rows)
    sign = "," if sheet.document.language == "da" else "."
    texts = ["".join(span.text for span in row[at]) for row in block.rows]
    faces = [SEMIBOLD if i in block.strong else REGULAR for i in range(len(texts))]
    wide = [
        sheet.letters.width(sign + text.rpartition(sign)[2], face, style.CELL.fontSize) if sign in text else 0.0
        for text, face in zip(texts, faces, strict=True)
    ]
    return [max(wide) - w for w in wide]


def facts(sheet: Sheet, block: Facts) -> list[Flowable]:
    """Labels in the first three columns, values beside them."""
    rows = [[sheet.text(label, style.LABEL), sheet.text(value, style.VALUE)] for label, value in block.rows]
    label = sheet.columns(3) + style.GUTTER
    return [_grid(rows, [label, sheet.width - label]), Spacer(1, 8)] if rows else []


def assessment(sheet: Sheet, block: Assessment) -> list[Flowable]:
    """Criteria with a box to tick for each mark, and room for a remark."""
    first, marks, remark = block.head
    titles = [first, *marks, remark]
    rows: list[list[Any]] = [[sheet.text(title, style.HEAD_CELL) for title in titles]]
    rows += [[sheet.text(text, style.CELL), *(TickBox() for _ in marks), ""] for text in block.criteria]
    widths = [sheet.columns(5), *[sheet.columns(1.5)] * len(marks)]
    widths.append(sheet.width - sum(widths))
    return [_grid(rows, widths, heads=1), Spacer(1, 10)]


def signatures(sheet: Sheet, block: Signatures) -> list[Flowable]:
    """For each signer a line each for signature, name and date."""
    widths = [sheet.columns(5), style.GUTTER, sheet.columns(4), style.GUTTER, sheet.columns(3)]
    parts: list[Flowable] = []
    if block.sentence:
        code = sheet.document.meta.foot.rpartition(" · ")[2]
        parts = [sheet.text(block.sentence, sheet.measured(style.BODY)), sheet.text(code, style.SMALL)]
    for role, name in block.signers:
        labels = [sheet.text(label, style.SMALL) for label in block.labels]
        rows = [["", "", sheet.text(name, style.VALUE), "", ""], [labels[0], "", labels[1], "", labels[2]]]
        lines = Grid(rows, colWidths=widths, rowHeights=[34, None], hAlign="LEFT")
        lines.setStyle([*_SIGNING, *(("LINEBELOW", (i, 0), (i, 0), style.HAIR, style.GREY) for i in (0, 2, 4))])
        parts += [Spacer(1, 14), sheet.text(role, style.CELL_STRONG), lines]
    return parts


class Curve(Flowable):  # type: ignore[misc]
    """The readings of a figure as a line, the latest as a dot; without scale, for it only says up or down."""

    wide, high = 48.0, 11.0

    def __init__(self, values: tuple[float, ...]) -> None:
        super().__init__()
        low, span = min(values), (max(values) - min(values)) or 1.0
        step = (self.wide - 4) / max(len(values) - 1, 1)
        self.places = [(2 + i * step, 2 + (v - low) / span * (self.high - 4)) for i, v in enumerate(values)]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.wide, self.high

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(style.GREY)
        canvas.setLineWidth(0.9)
        canvas.lines([(*a, *b) for a, b in pairwise(self.places)])
        canvas.setFillColor(style.ACCENT)
        canvas.circle(*self.places[-1], 1.7, stroke=0, fill=1)


class TickBox(Flowable):  # type: ignore[misc]
    """An empty square to tick by hand; a flowable because a glyph would be too small for a pen."""

    side = 9.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.side, self.side + 1.5

    def draw(self) -> None:
        self.canv.setStrokeColor(style.GREY)
        self.canv.setLineWidth(0.75)
        self.canv.rect(0.5, 1, self.side, self.side, stroke=1, fill=0)


def _grid(rows: Sequence[Sequence[Any]], widths: list[float], heads: int = 0) -> Flowable:
    grid = Grid(rows, colWidths=widths, repeatRows=heads, hAlign="LEFT", splitInRow=_ROW_MIN)
    rule = [("LINEBELOW", (0, 0), (-1, heads - 1), style.HAIR, style.RULE)] if heads else []
    bottom = [("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM")] if heads else []
    grid.setStyle([*_BASE, *rule, *bottom])
    return grid


def _aligned(look: ParagraphStyle, align: str, inset: float = 0.0, indent: int = 0) -> ParagraphStyle:
    if align != "left":
        return style.rightmost(look, inset)
    return ParagraphStyle(f"{look.name}-{indent}", parent=look, leftIndent=_INDENT * indent) if indent else look
