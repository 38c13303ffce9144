"""The letters of the bundled font that a picture needs, as fonts inside the picture's file.

A browser without the font would show wider letters that run out of the steps; its licence allows embedding (OFL 1.1).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO

from fontTools import subset  # type: ignore[import-untyped]

from mapper.draw.marks import Mark, Text
from mapper.lettering.font import FAMILY, cut
from mapper.resources import font as font_file

_WEIGHTS = {"regular": 400, "semibold": 600}
_COMMON = frozenset(map(chr, (*range(32, 127), *range(160, 256)))) | frozenset("–—‘’“”•…€")
"""Always carried: making a subset costs some 20 ms, so one serves nearly all files of a long run."""


def faces(marks: Iterable[Mark]) -> str:
    """The @font-face rules for the text among the marks; "" when there is none."""
    used: dict[tuple[str, bool], set[str]] = {}
    for mark in marks:
        if isinstance(mark, Text):
            used.setdefault((mark.weight, mark.italic), set()).update(*(line.text for line in mark.lines))
    return "".join(_face(weight, italic, _COMMON | letters) for (weight, italic), letters in sorted(used.items()))


@lru_cache(16)
def _face(weight: str, italic: bool, letters: frozenset[str]) -> str:
    data = b64encode(_subset(cut(weight, italic), letters)).decode()  # type: ignore[arg-type]
    slant = ";font-style:italic" if italic else ""
    source = f"src:url(data:font/woff;base64,{data}) format('woff')"
    return f"@font-face{{font-family:'{FAMILY}';font-weight:{_WEIGHTS[weight]}{slant};{source}}}"


def _subset(named: str, letters: frozenset[str]) -> bytes:
    options = subset.Options(flavor="woff", layout_features=[], hinting=False, notdef_outline=True)
    with subset.load_font(str(font_file(named)), options) as file:
        maker = subset.Subsetter(options)
        maker.populate(unicodes=map(ord, letters))
        maker.subset(file)
        target = BytesIO()
        file.flavor = "woff"
        file.save(target)
    return target.getvalue()
