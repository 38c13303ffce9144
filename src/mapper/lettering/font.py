"""The bundled font's measures. No Qt.

Widths are sums of advances without kerning: every painter can reproduce that.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias
from unicodedata import category

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from mapper.resources import font

Weight: TypeAlias = Literal["regular", "semibold"]

FAMILY = "Source Sans Pro"
FALLBACKS = ("Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif")
"""Families that stand in where the bundled font is not at hand, the most alike first."""

ASCENT, DESCENT = 0.75, 0.25
"""Of the size, above and below the baseline (the font's typographic measures)."""

CAP = 0.66
"""Height of capitals, of the size."""

STEP_SIZE, LANE_SIZE, LABEL_SIZE, LEAST_SIZE = 12.5, 12.5, 11.5, 8.0
"""Pixels of names of steps, of pools and lanes, of labels outside their shapes; the smallest that names shrink to."""

LEADING = 1.2
"""From baseline to baseline, of the size."""

_CUTS = {("regular", False): "Regular", ("semibold", False): "Semibold", ("regular", True): "It"}
_CUTS["semibold", True] = "SemiboldIt"


def cut(weight: Weight = "regular", italic: bool = False) -> str:
    """The name of the font file's cut, for `mapper.resources.font`."""
    return _CUTS[weight, italic]


def file(weight: Weight = "regular", italic: bool = False) -> Path:
    """The font file of a cut."""
    return font(cut(weight, italic))


def missing(text: str) -> str:
    """The visible characters that the bundled font lacks, each once, in order.

    >>> missing("Blåbær ✈")
    '✈'
    """
    if text.isascii():
        return ""
    advances = table("regular", False)
    return "".join(dict.fromkeys(c for c in text if ord(c) not in advances and not is_silent(c)))


def is_silent(c: str) -> bool:
    """Spaces, controls, marks that sit on the letter before, and joiners need no glyph of their own."""
    return c.isspace() or category(c) in ("Cc", "Cf", "Mn", "Me", "Zs")


@cache
def table(weight: Weight, italic: bool) -> dict[int, float]:
    """Character code → advance in thousandths of the size."""
    with TTFont(font(cut(weight, italic)), lazy=True) as opened:
        metrics: Any = opened["hmtx"]
        per_em: Any = opened["head"]
        scale = 1000 / per_em.unitsPerEm
        return {code: metrics[glyph][0] * scale for code, glyph in opened.getBestCmap().items()}
