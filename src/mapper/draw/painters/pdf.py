"""Marks as PDF: pages as large as the map, or a picture on somebody's page. Fonts are embedded, text can be searched.

Always drawn in map pixels under a turned coordinate system; a pixel is 0.75 points (96 to the inch).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, toColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, Canvas

from mapper.draw.look import Lens
from mapper.draw.marks import Commands, Image, Line, Mark, Path, Style, Text
from mapper.draw.painters import glyphs
from mapper.draw.pictures.maps import NO_NUMBERS, Numbers
from mapper.draw.pictures.sheet import MARGIN, Sheet, sheet
from mapper.draw.theme import LIGHT, Theme
from mapper.lettering import fallback, shaping
from mapper.lettering.font import cut
from mapper.lettering.measure import line_height, width
from mapper.lettering.wrap import wrap
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
_NOTE, _NOTE_LEAST = 9.0, 200.0
"""Pixels of the letters of a note below a map, and the least width that it has."""


def render(diagram: Diagram, planes: Sequence[str] = (), theme: Theme = LIGHT, *, lens: Lens | bool = False,
           badges: bool = True, emphasis: frozenset[str] | None = None, title: str = "",
           jumps: bool = True, numbers: Numbers = NO_NUMBERS, paper: bool = True,
           size: tuple[float, float] | None = None) -> bytes:  # fmt: skip
    """The diagrams (all when none is named), each on a page of its own size, with a bookmark. jumps: level lines hop
    over the upright ones they cross. paper: the ground is filled. size: the width and height of every page, in points,
    turned where the map fits better; a map is never made larger than it is. numbers: of steps by id."""
    target = BytesIO()
    canvas = Canvas(target, pageCompression=1, invariant=1, initialFontName=_font_name("Regular"))
    canvas.setTitle(title or "Map")
    canvas.setCreator("Mapper")
    for plane in planes or [p.id for p in query.planes(diagram)]:
        page = noted(sheet(diagram, plane, theme, lens=lens, badges=badges, emphasis=emphasis, jumps=jumps,
                            numbers=numbers), theme)  # fmt: skip
        scale, wide, high = _fitted(page.box, size)
        canvas.setPageSize((wide, high))
        record = diagram.get(plane)
        canvas.bookmarkPage(plane)
        canvas.addOutlineEntry((record.name if record else "") or title or plane, plane)
        ground = Path((("M", page.box.x, page.box.y), ("L", page.box.right, page.box.y),
                       ("L", page.box.right, page.box.bottom), ("L", page.box.x, page.box.bottom), ("Z",)),
                      Style(None, theme.paper))  # fmt: skip
        left, below = (wide - page.box.w * scale) / 2, (high - page.box.h * scale) / 2
        marks = [mark for _, marks in page.marks for mark in marks]
        paint(canvas, [*([ground] if paper else []), *marks], page.box, left, below, scale)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _fitted(box: Rect, size: tuple[float, float] | None) -> tuple[float, float, float]:
    """Points to a pixel of a map, and how wide and high its page is."""
    if size is None:
        scale = min(POINTS, _LARGEST / box.w, _LARGEST / box.h)
        return scale, box.w * scale, box.h * scale
    pages = (size, size[::-1])
    return max(((min(POINTS, w / box.w, h / box.h), w, h) for w, h in pages), key=lambda page: page[0])


def noted(page: Sheet, theme: Theme) -> Sheet:
    """The sheet, with a line below the map that tells of characters which no font here has."""
    lines = [line.text for _, marks in page.marks for mark in marks if isinstance(mark, Text) for line in mark.lines]
    lacking = fallback.unprintable(lines)
    if not lacking:
        return page
    room = max(page.box.w - 2 * MARGIN, _NOTE_LEAST)
    told = wrap(fallback.told(lacking), room, _NOTE)
    left, top = page.box.x + MARGIN, page.box.bottom
    placed = tuple(Line(text, left, top + i * line_height(_NOTE)) for i, text in enumerate(told))
    note = Text(placed, _NOTE, theme.quiet, anchor="start")
    whole = Rect(page.box.x, page.box.y, max(page.box.w, room + 2 * MARGIN),
                 page.box.h + len(told) * line_height(_NOTE) + MARGIN / 2)  # fmt: skip
    return Sheet([*page.marks, ("", (note,))], whole)


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
        _halo(canvas, mark, mark.halo)
    out = canvas.beginText()
    out.setFillColor(_color(mark.color))
    for line in mark.lines:
        out.setTextTransform(*_start(mark, line))
        if shaping.is_plain(line.text):
            out.setFont(_font_name(cut(mark.weight, mark.italic)), mark.size)
            out.textOut(line.text)
        else:
            out._code.append(glyphs.operators(canvas, shaping.runs(line.text, mark.weight, mark.italic), mark.size))
    canvas.drawText(out)


def _start(mark: Text, line: Line) -> tuple[float, float, float, float, float, float]:
    """The transformation into a line's own space: its start at the origin, y upwards."""
    w = width(line.text, mark.size, mark.weight, mark.italic) if mark.anchor == "middle" else 0.0
    if mark.angle:
        return 0, -1, -1, 0, line.x, line.y + w / 2
    return 1, 0, 0, -1, line.x - w / 2, line.y


def _halo(canvas: Any, mark: Text, color: str) -> None:
    """Outlines behind letters. They are drawn, not written: a reader finds each label once."""
    canvas.saveState()
    canvas.setLineWidth(_HALO * 1000 / mark.size)
    canvas.setStrokeColor(_color(color))
    canvas.setFillColor(_color(color))
    canvas.setLineJoin(1)
    canvas.setDash()
    for line in mark.lines:
        canvas.saveState()
        canvas.transform(*_start(mark, line))
        canvas.scale(mark.size / 1000, mark.size / 1000)
        glyphs.outlines(canvas, shaping.runs(line.text, mark.weight, mark.italic))
        canvas.restoreState()
    canvas.restoreState()


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
