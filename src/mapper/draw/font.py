"""The bundled font's measures, so that text breaks the same on screen, in files and on paper. No Qt.

Widths are sums of advances without kerning: every painter can reproduce that. Sizes and widths are pixels.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any
from unicodedata import category, east_asian_width

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from mapper.draw.marks import Weight
from mapper.resources import font

FAMILY = "Source Sans Pro"
FALLBACKS = ("Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
"""Families that stand in where the bundled font is not at hand, the most alike first."""

ASCENT, DESCENT = 0.75, 0.25
"""Of the size, above and below the baseline (the font's typographic measures)."""

CAP = 0.66
"""Height of capitals, of the size."""

_LEADING = 1.2
_CUTS = {("regular", False): "Regular", ("semibold", False): "Semibold", ("regular", True): "It"}
_CUTS["semibold", True] = "SemiboldIt"


def cut(weight: Weight = "regular", italic: bool = False) -> str:
    """The name of the font file's cut, for `mapper.resources.font`."""
    return _CUTS[weight, italic]


def line_height(size: float) -> float:
    """From baseline to baseline."""
    return size * _LEADING


@lru_cache(65536)
def width(text: str, size: float, weight: Weight = "regular", italic: bool = False) -> float:
    """The width of a line.

    >>> width("", 12.5)
    0.0
    """
    return _units(text, weight, italic) * size / 1000


@lru_cache(65536)
def _units(text: str, weight: Weight, italic: bool) -> float:
    advances = _advances(weight, italic)
    return sum([advances.get(ord(c)) or _guess(c) for c in text])


def missing(text: str) -> str:
    """The visible characters that the bundled font lacks, each once, in order.

    >>> missing("Blåbær ✈")
    '✈'
    """
    advances = _advances("regular", False)
    return "".join(dict.fromkeys(c for c in text if ord(c) not in advances and not _is_silent(c)))


def _is_silent(c: str) -> bool:
    """Spaces, controls, marks that sit on the letter before, and joiners need no glyph of their own."""
    return c.isspace() or category(c) in ("Cc", "Cf", "Mn", "Me", "Zs")


def _guess(c: str) -> float:
    """The advance of a character that another font will draw, in thousandths of the size."""
    if _is_silent(c) and not c.isspace():
        return 0
    return 1000 if east_asian_width(c) in ("W", "F") else 600


@cache
def _advances(weight: Weight, italic: bool) -> dict[int, float]:
    """Character code → advance in thousandths of the size."""
    with TTFont(font(cut(weight, italic)), lazy=True) as file:
        metrics: Any = file["hmtx"]
        per_em: Any = file["head"]
        scale = 1000 / per_em.unitsPerEm
        return {code: metrics[glyph][0] * scale for code, glyph in file.getBestCmap().items()}
