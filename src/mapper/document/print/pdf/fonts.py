"""The bundled font for reportlab, the system's fonts for what it lacks, and a report of what no font has."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from mapper.document.blocks import Span, Spans
from mapper.lettering import fallback
from mapper.lettering.fallback import Face
from mapper.resources import font
from mapper.text import _

REGULAR, SEMIBOLD, ITALIC = "MapperText", "MapperText-Semibold", "MapperText-Italic"
_CUTS = {REGULAR: "Regular", SEMIBOLD: "Semibold", ITALIC: "It"}
_STYLES = {"strong": SEMIBOLD, "emphasis": ITALIC, "met": SEMIBOLD, "unmet": SEMIBOLD}
_COLOURS = {"met": "#2E7D4F", "unmet": "#B3382C"}
_SAME = {
    "\u2010": "-", "\u2011": "-", "\u00ad": "", "\u2009": "\u202f", "\u200a": "", "\u2002": " ", "\u2003": " ",
    "\u2028": "\n", "\u2029": "\n", "\t": " ",
}  # fmt: skip
"""Characters that another the font has says as well."""
MISSING = fallback.STAND_IN


def register() -> None:
    """Make the font known to reportlab; it is embedded in each file that uses it."""
    for name, cut in _CUTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(font(cut))))


@dataclass(slots=True)
class Lettering:
    """Makes text printable and remembers what was not."""

    missing: dict[str, None] = field(default_factory=dict)
    backwards: bool = False

    def clean(self, text: str) -> str:
        """The text in characters that can be printed; line feeds stay, other control characters go."""
        text = "".join(map(_letter, unicodedata.normalize("NFC", text.replace("\r\n", "\n"))))
        self.backwards = self.backwards or any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
        lacking = fallback.unprintable([text.replace("\n", " ")])
        self.missing.update(dict.fromkeys(lacking))
        return "".join(MISSING if c in lacking else c for c in text)

    def runs(self, text: str, face: str = REGULAR) -> list[tuple[str, str]]:
        """The text in pieces, each with the name of its font."""
        pieces = (run for part in self.clean(text).splitlines(keepends=True) for run in fallback.runs(part))
        return [(piece, _name(path) if path else face) for piece, path in pieces]

    def markup(self, spans: Spans, quiet: str = 'size="8" color="#616E7C"') -> str:
        """The spans as reportlab's paragraph markup."""
        parts = []
        for span in spans:
            for piece, face in self.runs(span.text, _STYLES.get(span.style, "")):
                text = escape(piece).replace("\n", "<br/>")
                text = f'<font name="{face}">{text}</font>' if face else text
                parts.append(_dressed(text, span, quiet))
        return "".join(parts)

    def width(self, text: str, face: str, size: float) -> float:
        """The width of one line, points."""
        return sum(float(pdfmetrics.stringWidth(piece, name, size)) for piece, name in self.runs(text, face))

    def draw(self, canvas: Any, x: float, y: float, text: str, face: str, size: float) -> None:
        """One line on the canvas, its left end at x."""
        for piece, name in self.runs(text, face):
            canvas.setFont(name, size)
            canvas.drawString(x, y, piece)
            x += pdfmetrics.stringWidth(piece, name, size)

    def warnings(self) -> tuple[str, ...]:
        """What could not be printed as written, in the interface's language."""
        found = [fallback.told(self.missing)] if self.missing else []
        if self.backwards:
            found.append(_("Text that runs from right to left may stand in the wrong order."))
        return tuple(found)


def _dressed(text: str, span: Span, quiet: str) -> str:
    """Markup for a span's look and for where it leads."""
    if span.style == "quiet":
        text = f"<font {quiet}>{text}</font>"
    elif span.style in _COLOURS:
        text = f'<font color="{_COLOURS[span.style]}">{text}</font>'
    if span.link:
        return f"<link href={quoteattr(span.link)}>{text}</link>"
    return text


def _letter(c: str) -> str:
    """The character, or what stands in for one without a shape: control characters and joiners vanish."""
    if c in _SAME:
        return _SAME[c]
    silent = unicodedata.category(c) in ("Cc", "Cf") or c in _SELECTORS
    return "" if silent and c != "\n" else c


_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Variation selectors: they ask for another look of the letter before."""


@cache
def _name(face: Face) -> str:
    """reportlab's name of a font of the system; the bundled one where it cannot be embedded."""
    name = f"MapperText-{face.path.stem}-{face.number}"
    try:
        pdfmetrics.registerFont(TTFont(name, str(face.path), subfontIndex=face.number))
    except TTFError:
        return REGULAR
    return name
