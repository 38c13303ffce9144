"""How wide a line of text is, in any script. Sizes and widths are pixels."""

from __future__ import annotations

from functools import lru_cache

from mapper.lettering import font, shaping
from mapper.lettering.font import LEADING, Weight


def line_height(size: float, leading: float = LEADING) -> float:
    """From baseline to baseline."""
    return size * leading


@lru_cache(65536)
def width(text: str, size: float, weight: Weight = "regular", italic: bool = False) -> float:
    """The width of a line.

    >>> width("", 12.5)
    0.0
    """
    return _units(text, weight, italic) * size / 1000


@lru_cache(65536)
def _units(text: str, weight: Weight, italic: bool) -> float:
    return float(sum(advances(text, weight, italic)))


def advances(text: str, weight: Weight = "regular", italic: bool = False) -> list[float]:
    """How far each character moves the pen, in thousandths of the size. Takes time linear in the text."""
    if shaping.is_plain(text):
        table = font.table(weight, italic)
        return [table.get(ord(c), 0.0) for c in text]
    return shaping.advances(text, weight, italic)
