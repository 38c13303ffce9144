"""The pages: upright and across, with head and foot line, bookmarks and the properties of the file."""

from __future__ import annotations

import math
from datetime import date
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from mapper.document.blocks import Heading, plain
from mapper.document.print.pdf import style
from mapper.document.print.pdf.fonts import REGULAR, SEMIBOLD, Lettering
from mapper.document.print.pdf.sheet import Sheet
from mapper.model.token import step

# Streams stay as they are: no reader needs them as letters, which costs a quarter of their size and some time.
rl_config.useA85 = 0

UPRIGHT, ACROSS = "upright", "across"
CREATOR = "Mapper"
_SIZE, _LONGEST = 8.0, 300
"""Size of the head and foot line, points; letters beyond which neither is measured."""
_FIRST = {"initialFontName": REGULAR}
_HEAD, _FOOT = 12 * mm, 10 * mm
"""Baselines of the head and foot line from the paper's edge, points."""


def heading(sheet: Sheet, block: Heading) -> Paragraph:
    """A heading, which stands in the outline too when it has an anchor."""
    look = style.HEADINGS[min(block.level, 3)]
    markup = sheet.letters.markup(plain(block.text))
    if block.number:
        markup = f'<font color="{style.ACCENT_NAME}">{block.number}</font>\u00a0\u00a0\u00a0{markup}'
    if not block.anchor:
        return Paragraph(markup, look)
    title = f"{block.number}  {sheet.letters.clean(block.text)}".strip()
    return Titled(sheet, markup, look, block.anchor, (title, block.level - sheet.document.top))


class Titled(Paragraph):  # type: ignore[misc]
    """A heading that tells the outline and the sheet where it stands when it is drawn."""

    def __init__(self, sheet: Sheet, markup: str, look: ParagraphStyle, anchor: str, entry: tuple[str, int]) -> None:
        super().__init__(markup, look)
        self.sheet, self.anchor, self.entry = sheet, anchor, entry

    def draw(self) -> None:
        title, level = self.entry
        self.canv.bookmarkHorizontal(self.anchor, 0, self.height + self.style.leading)
        self.canv.addOutlineEntry(title, self.anchor, level, closed=False)
        self.sheet.pages[self.anchor] = self.canv.getPageNumber()
        super().draw()


def build(sheet: Sheet, story: list[Flowable], first: str = UPRIGHT) -> bytes:
    """One pass: the story set on pages, the first of which is UPRIGHT or ACROSS. The sheet knows the number of pages
    afterwards."""
    out, meta = BytesIO(), sheet.document.meta
    template = BaseDocTemplate(out, **_properties(sheet))
    pages = [_page(sheet, UPRIGHT, sheet.size), _page(sheet, ACROSS, sheet.size[::-1])]
    template.addPageTemplates(pages if first == UPRIGHT else pages[::-1])
    template.build(story, canvasmaker=lambda *a, **k: _dated(Canvas(*a, **{**k, **_FIRST}), meta.date))
    sheet.total = template.page
    return out.getvalue()


def _dated(canvas: Canvas, day: date) -> Canvas:
    """The file's date is the document's, so that the same document gives the same bytes."""
    canvas.setDateFormatter(lambda *_now: f"D:{day:%Y%m%d}000000+00'00'")
    canvas.showOutline()
    return canvas


def _page(sheet: Sheet, name: str, size: tuple[float, float]) -> PageTemplate:
    width, height = size
    inside = (width - 2 * sheet.margin, height - 2 * sheet.margin)
    frame = Frame(sheet.margin, sheet.margin, *inside, 0, 0, 0, 0, id=name)
    return PageTemplate(name, [frame], onPage=lambda canvas, _document: _around(sheet, canvas, size), pagesize=size)


def _around(sheet: Sheet, canvas: Canvas, size: tuple[float, float]) -> None:
    """Head: process and document. Foot: version, date, content code, page."""
    meta = sheet.document.meta
    # Both passes set all pages; a bar that shows how far the work has come counts both.
    step(canvas.getPageNumber() + (sheet.total if sheet.final else 0), 2 * sheet.total)
    left, right, top = style.MARGIN, size[0] - style.MARGIN, size[1] - _HEAD
    page = meta.page.replace("{pages}", str(max(sheet.total, canvas.getPageNumber())))
    page = page.replace("{page}", str(canvas.getPageNumber()))
    canvas.saveState()
    _watermark(sheet, canvas, size)
    if meta.bare and not meta.framed:
        canvas.restoreState()
        return
    canvas.setFillColor(style.GREY)
    canvas.setStrokeColor(style.LIGHT_RULE)
    canvas.setLineWidth(style.HAIR)
    canvas.lines([(left, top - 7, right, top - 7), (left, _FOOT + 13, right, _FOOT + 13)])
    for y, (one, other) in ((top, meta.head), (_FOOT, (meta.foot, page))):
        last = _shortened(sheet.letters, other, (right - left) / 2)
        wide = sheet.letters.width(last, REGULAR, _SIZE)
        first = _shortened(sheet.letters, one, right - left - wide - 12)
        sheet.letters.draw(canvas, left, y, first, REGULAR, _SIZE)
        sheet.letters.draw(canvas, right - wide, y, last, REGULAR, _SIZE)
    canvas.restoreState()


def _watermark(sheet: Sheet, canvas: Canvas, size: tuple[float, float]) -> None:
    """A word across the page, pale enough to read through."""
    word = sheet.letters.clean(sheet.document.meta.watermark)
    if not word:
        return
    canvas.saveState()
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(math.degrees(math.atan2(size[1], size[0])))
    scale = min(150.0, 100 * math.hypot(*size) * 0.6 / max(sheet.letters.width(word, SEMIBOLD, 100), 1))
    canvas.setFillColor(style.WATERMARK)
    sheet.letters.draw(canvas, -sheet.letters.width(word, SEMIBOLD, scale) / 2, -scale / 3, word, SEMIBOLD, scale)
    canvas.restoreState()


def _shortened(letters: Lettering, text: str, room: float) -> str:
    """The text, its end replaced by an ellipsis when it is too long for the room (points)."""
    text = " ".join(letters.clean(text).split())[:_LONGEST]
    if letters.width(text, REGULAR, _SIZE) <= room:
        return text
    while text and letters.width(text + "…", REGULAR, _SIZE) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _properties(sheet: Sheet) -> dict[str, Any]:
    document, clean = sheet.document, sheet.letters.clean
    meta = document.meta
    return {
        "title": clean(" – ".join(filter(None, dict.fromkeys((meta.kind, document.title, document.subtitle))))),
        "author": clean(meta.author),
        "subject": clean(meta.subject),
        "keywords": [clean(word) for word in meta.keywords],
        "creator": CREATOR,
        "producer": CREATOR,
        "lang": document.language,
        "pagesize": sheet.size,
        "invariant": 1,
        "initialFontName": REGULAR,
        "pageCompression": 1,
        "displayDocTitle": True,
    }
