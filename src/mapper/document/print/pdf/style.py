"""The measures and colours of a printed page (the rules are those of the maps: quiet, precise, light). Points."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from mapper.document.print.pdf.fonts import REGULAR, SEMIBOLD

INK, GREY, QUIET = HexColor("#1F2933"), HexColor("#52606D"), HexColor("#616E7C")
RULE, LIGHT_RULE, BAND = HexColor("#9AA5B1"), HexColor("#DDE3E9"), HexColor("#F4F6F8")
ACCENT_NAME = "#2F6FED"
ACCENT, ACCENT_LIGHT, PALE = HexColor(ACCENT_NAME), HexColor("#A9C4F8"), HexColor("#E9EDF2")
WARNING = HexColor("#B3382C")
MET = HexColor("#2E7D4F")
WATERMARK = HexColor("#EEF1F4")

MARGIN: float = 20 * mm
NARROW: float = 8 * mm
"""The margin of a page that holds a picture and nothing around it: what most printers leave white."""
GUTTER: float = 4 * mm
COLUMNS = 12
HAIR = 0.5
"""Width of every rule."""
LEAST_TEXT, LEAST_SHRUNK = 6.0, 4.5
"""The smallest text of a map's picture, and of names that the map itself had to shrink."""


def span(columns: float, width: float) -> float:
    """The width of some of the twelve columns with the gutters between them, on a page `width` wide inside.

    >>> round(span(12, 480), 3)
    480.0
    """
    return (width + GUTTER) * columns / COLUMNS - GUTTER


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    base = {
        "fontName": REGULAR,
        "bulletFontName": REGULAR,
        "textColor": INK,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
    }
    return ParagraphStyle(name, fontSize=size, leading=leading, **{**base, **more})


KICKER = _style("kicker", 9.5, 13, textColor=ACCENT, fontName=SEMIBOLD)
TITLE = _style("title", 20, 25, fontName=SEMIBOLD)
SUBTITLE = _style("subtitle", 13, 18, textColor=GREY)
LEAD = _style("lead", 10.5, 15)
BODY = _style("body", 9.5, 13, spaceAfter=6)
QUIET_TEXT = _style("quiet", 8, 11, textColor=QUIET, spaceAfter=6)
WARNING_TEXT = _style("warning", 9.5, 13, textColor=WARNING, spaceAfter=6, leftIndent=9)
BULLET = _style("bullet", 9.5, 13, spaceAfter=4, leftIndent=12, bulletIndent=1)
CAPTION = _style("caption", 8, 11, textColor=GREY, spaceBefore=4, spaceAfter=10)
CELL = _style("cell", 9, 12)
CELL_STRONG = _style("cellstrong", 9, 12, fontName=SEMIBOLD)
HEAD_CELL = _style("headcell", 8, 10.5, fontName=SEMIBOLD, textColor=GREY)
LABEL = _style("label", 9.5, 13, textColor=GREY)
VALUE = _style("value", 9.5, 13)
SMALL = _style("small", 8, 11, textColor=GREY)

HEADINGS = {
    0: _style("heading0", 17, 22, fontName=SEMIBOLD, spaceBefore=22, spaceAfter=8),
    1: _style("heading1", 13, 17, fontName=SEMIBOLD, spaceBefore=19, spaceAfter=6),
    2: _style("heading2", 10.5, 14, fontName=SEMIBOLD, spaceBefore=14, spaceAfter=5),
    3: _style("heading3", 9.5, 13, fontName=SEMIBOLD, textColor=GREY, spaceBefore=8, spaceAfter=4),
}


def rightmost(style: ParagraphStyle, inset: float = 0.0) -> ParagraphStyle:
    """The same style set flush right, for figures; inset: points kept free at the right."""
    return ParagraphStyle(style.name + "-right", parent=style, alignment=TA_RIGHT, rightIndent=inset)
