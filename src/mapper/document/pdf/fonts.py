"""The bundled font for reportlab, and what to do with characters it lacks: replaced visibly, and reported."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from mapper.document.blocks import Spans
from mapper.resources import font
from mapper.text import ngettext

REGULAR, SEMIBOLD, ITALIC = "MapperText", "MapperText-Semibold", "MapperText-Italic"
_CUTS = {REGULAR: "Regular", SEMIBOLD: "Semibold", ITALIC: "It"}
_STYLES = {"strong": SEMIBOLD, "emphasis": ITALIC}
_SAME = {
    "\u2011": "-", "\u2010": "-", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
    "\u2009": "\u00a0", "\u200a": "", "\u2002": " ", "\u2003": " ", "\u2028": "\n", "\u2029": "\n", "\t": " ",
    "\u200e": "", "\u200f": "",
}  # fmt: skip
"""Characters the font lacks that another says as well; the invisible ones are left out."""
MISSING = "◊"
"""Stands for a character the font lacks; nobody takes it for a letter."""


def register() -> None:
    """Make the font known to reportlab; it is embedded in each file that uses it."""
    for name, cut in _CUTS.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(font(cut))))


@dataclass(slots=True)
class Lettering:
    """Makes text printable and remembers what was not."""

    missing: dict[str, None] = field(default_factory=dict)

    def clean(self, text: str) -> str:
        """The text in characters the font has; line feeds stay, other control characters go."""
        return "".join(self._letter(c) for c in unicodedata.normalize("NFC", text.replace("\r\n", "\n")))

    def markup(self, spans: Spans, quiet_size: float = 8, quiet_color: str = "#616E7C") -> str:
        """The spans as reportlab's paragraph markup."""
        parts = []
        for span in spans:
            text = escape(self.clean(span.text)).replace("\n", "<br/>")
            if span.style in _STYLES:
                text = f'<font name="{_STYLES[span.style]}">{text}</font>'
            elif span.style == "quiet":
                text = f'<font size="{quiet_size}" color="{quiet_color}">{text}</font>'
            parts.append(text)
        return "".join(parts)

    def warnings(self) -> tuple[str, ...]:
        """One sentence on the characters that could not be printed, or nothing."""
        if not self.missing:
            return ()
        named = ", ".join(f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in self.missing)
        message = ngettext(
            "{count} character has no letter in the printing font and is printed as {sign}: {characters}",
            "{count} characters have no letter in the printing font and are printed as {sign}: {characters}",
            len(self.missing),
        )
        return (message.format(count=len(self.missing), sign=MISSING, characters=named),)

    def _letter(self, c: str) -> str:
        if c == "\n" or ord(c) in letters():
            return c
        if c in _SAME:
            return _SAME[c]
        if unicodedata.category(c) in ("Cc", "Cf", "Mn") and not unicodedata.combining(c):
            return ""
        self.missing[c] = None
        return MISSING


@cache
def letters() -> frozenset[int]:
    """The code points the font can draw in all the cuts used here."""
    found = [set(FontFile(font(cut), lazy=True).getBestCmap()) for cut in _CUTS.values()]
    return frozenset(set.intersection(*found))
