"""Marks as PDF: pages as large as the map, or a picture on somebody's page. Fonts are embedded, text can be searched.

Always drawn in map pixels under a turned coordinate system; a pixel is 0.75 points (96 to the inch).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path as File
from typing import Any

from reportlab.lib.colors import Color, toColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, Canvas

from mapper.draw import fallback, font
from mapper.draw.marks import Commands, Image, Mark, Path, Style, Text
from mapper.draw.sheet import sheet
from mapper.draw.theme import LIGHT, Theme
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.resources import font as font_file

POINTS = 0.75
"""Points to a pixel."""

_LARGEST = 14400.0
"""The longest side of a page that PDF readers accept, points (PDF 1.7, annex C)."""

_CAPS = {"butt": 0, "round": 1}
_JOINS = {"miter": 0, "round": 1}
_HALO = 3.0


def render(diagram: Diagram, planes: Sequence[str] = (), theme: Theme = LIGHT, *, lens: bool = False,
           badges: bool = True, emphasis: frozenset[str] | None = None, title: str = "",
           jumps: bool = True) -> bytes:  # fmt: skip
    """The diagrams (all when none is named), each on a page of its own size, with a bookmark. jumps: level lines hop
    over the upright ones they cross."""
    target = BytesIO()
    canvas = Canvas(target, pageCompression=1, invariant=1, initialFontName=_font_name("Regular"))
    canvas.setTitle(title or "Map")
    canvas.setCreator("Mapper")
    for plane in planes or [p.id for p in query.planes(diagram)]:
        page = sheet(diagram, plane, theme, lens=lens, badges=badges, emphasis=emphasis, jumps=jumps)
        scale = min(POINTS, _LARGEST / page.box.w, _LARGEST / page.box.h)
        canvas.setPageSize((page.box.w * scale, page.box.h * scale))
        record = diagram.get(plane)
        canvas.bookmarkPage(plane)
        canvas.addOutlineEntry((record.name if record else "") or title or plane, plane)
        ground = Path((("M", page.box.x, page.box.y), ("L", page.box.right, page.box.y),
                       ("L", page.box.right, page.box.bottom), ("L", page.box.x, page.box.bottom), ("Z",)),
                      Style(None, theme.paper))  # fmt: skip
        paint(canvas, [ground, *(mark for _, marks in page.marks for mark in marks)], page.box, 0, 0, scale)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def paint(canvas: Any, marks: Iterable[Mark], box: Rect, x: float, y: float, scale: float) -> None:
    """Paint marks on a reportlab canvas: the map's `box` with its lower left corner at x, y points, `scale` points to a
    pixel."""
    canvas.saveState()
    canvas.transform(scale, 0, 0, -scale, x - box.x * scale, y + box.bottom * scale)
    for mark in marks:
        if isinstance(mark, Path):
            _path(canvas, mark)
        elif isinstance(mark, Text):
            _text(canvas, mark)
        else:
            _image(canvas, mark)
    canvas.restoreState()


def _path(canvas: Any, mark: Path) -> None:
    style = mark.style
    if style.fill:
        canvas.setFillColor(_color(style.fill))
    if style.stroke:
        canvas.setStrokeColor(_color(style.stroke))
        canvas.setLineWidth(style.width)
        canvas.setLineCap(_CAPS[style.cap])
        canvas.setLineJoin(_JOINS[style.join])
        canvas.setDash(*([list(style.dash)] if style.dash else []))
    canvas.drawPath(_outline(canvas, mark.commands), bool(style.stroke), bool(style.fill), FILL_EVEN_ODD)


def _outline(canvas: Any, commands: Commands) -> Any:
    path = canvas.beginPath()
    for command in commands:
        name, numbers = command[0], command[1:]
        if name == "L":
            path.lineTo(*numbers)
        elif name == "C":
            path.curveTo(*numbers)
        elif name == "M":
            path.moveTo(*numbers)
        else:
            path.close()
    return path


def _text(canvas: Any, mark: Text) -> None:
    if mark.halo:
        canvas.setLineWidth(_HALO)
        canvas.setStrokeColor(_color(mark.halo))
        canvas.setLineJoin(1)
        canvas.setDash()
        _lines(canvas, mark, mark.halo, outlined=True)
    _lines(canvas, mark, mark.color, outlined=False)


def _lines(canvas: Any, mark: Text, color: str, outlined: bool) -> None:
    # The halo is the same text once more, as an outline; readers of the text layer drop doubles at one place.
    out = canvas.beginText()
    out.setFillColor(_color(color))
    out.setTextRenderMode(2 if outlined else 0)
    for line in mark.lines:
        w = font.width(line.text, mark.size, mark.weight, mark.italic) if mark.anchor == "middle" else 0.0
        if mark.angle:
            out.setTextTransform(0, -1, -1, 0, line.x, line.y + w / 2)
        else:
            out.setTextTransform(1, 0, 0, -1, line.x - w / 2, line.y)
        for piece, path in fallback.runs(line.text):
            out.setFont(_fallback_name(path) if path else _font_name(font.cut(mark.weight, mark.italic)), mark.size)
            out.textOut(piece)
    out.setTextRenderMode(0)
    canvas.drawText(out)


def _image(canvas: Any, mark: Image) -> None:
    canvas.saveState()
    canvas.transform(1, 0, 0, -1, mark.box.x, mark.box.bottom)
    canvas.drawImage(ImageReader(BytesIO(mark.data)), 0, 0, mark.box.w, mark.box.h, mask="auto")
    canvas.restoreState()


@cache
def _color(colour: str) -> Color:
    return toColor(colour)


@cache
def _font_name(cut: str) -> str:
    """The name of a cut of the bundled font, made known to reportlab."""
    name = f"SourceSansPro-{cut}"
    pdfmetrics.registerFont(TTFont(name, str(font_file(cut))))
    return name


@cache
def _fallback_name(path: File) -> str:
    name = f"Fallback-{path.stem}"
    try:
        pdfmetrics.registerFont(TTFont(name, str(path)))
    except TTFError:
        return _font_name("Regular")
    return name
