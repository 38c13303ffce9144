"""Text in the letters of real fonts: ordered for scripts that run from right to left, shaped by HarfBuzz.

Arabic letters join, Indic vowels move and stack: which glyphs stand for a text is not known from its characters alone.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple
from unicodedata import bidirectional, category, east_asian_width

import uharfbuzz  # type: ignore[import-untyped]
from bidi import algorithm as bidi  # type: ignore[import-untyped]

from mapper.lettering import fallback, font
from mapper.lettering.fallback import STAND_IN, Face
from mapper.lettering.font import Weight

_LEFTWARD = frozenset({"R", "AL", "RLE", "RLO", "RLI"})
_FEATURES = {"kern": False, "liga": False, "clig": False}
"""Off in the bundled font, whose widths are sums of advances."""


class Glyph(NamedTuple):
    """A glyph of a font: how far it moves the pen and where it stands beside it, thousandths of the size; the
    characters it stands for, none for all but the first of several glyphs of one group. Glyph 0 draws nothing."""

    id: int
    advance: float
    dx: float
    dy: float
    text: str


class Run(NamedTuple):
    """Glyphs of one font from left to right. x: where they start in their line, thousandths of the size."""

    face: Face
    glyphs: tuple[Glyph, ...]
    x: float


def is_plain(text: str) -> bool:
    """Whether the bundled font sets a text character by character, from left to right."""
    return text.isascii() or not (font.missing(text) or any(_is_special(c) for c in text))


def is_leftward(text: str) -> bool:
    """Whether a line runs from right to left as a whole: its first letter does (Unicode annex 9, P2)."""
    if text.isascii():
        return False
    return next((kind != "L" for c in text if (kind := bidirectional(c)) in ("L", "R", "AL")), False)


def _is_special(c: str) -> bool:
    return category(c) in ("Mn", "Me", "Cf") or bidirectional(c) in _LEFTWARD


@lru_cache(8192)
def runs(text: str, weight: Weight = "regular", italic: bool = False) -> tuple[Run, ...]:
    """A line of text as glyphs, in the order in which they are read."""
    found: list[tuple[int, Run]] = []
    x = 0.0
    for level, start, end in _pieces(text):
        faces = _faces(text[start:end], weight, italic)
        parts = [
            (face, start + span[0], start + span[-1] + 1)
            for face, group in groupby(range(end - start), key=lambda i: faces[i])
            if (span := list(group))
        ]
        for face, first, last in reversed(parts) if level % 2 else parts:
            glyphs = tuple(glyph for _, glyph in _glyphs(text[first:last], face, level % 2 == 1))
            found.append((first, Run(face, glyphs, x)))
            x += sum(glyph.advance for glyph in glyphs)
    return tuple(run for _, run in sorted(found, key=lambda entry: entry[0]))


def advances(text: str, weight: Weight = "regular", italic: bool = False) -> list[float]:
    """How far each character moves the pen, thousandths of the size; a group of characters that is drawn as one counts
    at its first."""
    faces = _faces(text, weight, italic)
    found: list[float] = []
    for face, group in groupby(range(len(text)), key=lambda i: faces[i]):
        span = list(group)
        part = [0.0] * len(span)
        for cluster, glyph in _glyphs(text[span[0] : span[-1] + 1], face, False):
            part[cluster] += glyph.advance
        found += part
    return found


def _pieces(text: str) -> list[tuple[int, int, int]]:
    """(level, start, end) of stretches that run one way, from left to right as they are seen (Unicode annex 9, L2)."""
    levels = _levels(text)
    pieces = []
    for level, group in groupby(range(len(text)), key=lambda i: levels[i]):
        span = list(group)
        pieces.append((level, span[0], span[-1] + 1))
    for depth in range(max(levels, default=0), 0, -1):
        at = 0
        while at < len(pieces):
            end = at
            while end < len(pieces) and pieces[end][0] >= depth:
                end += 1
            pieces[at:end] = reversed(pieces[at:end])
            at = max(end, at + 1)
    return pieces


def _levels(text: str) -> list[int]:
    """The embedding level of each character; characters that only give orders have that of their neighbour."""
    if not any(bidirectional(c) in _LEFTWARD for c in text):
        return [0] * len(text)
    base = int(bidi.get_base_level(text))
    storage: Any = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    bidi.get_embedding_levels(text, storage)
    for at, char in enumerate(storage["chars"]):
        char["at"] = at
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    known = {char["at"]: int(char["level"]) for char in storage["chars"]}
    found, last = [], base
    for at in range(len(text)):
        last = known.get(at, last)
        found.append(last)
    return found


def _faces(text: str, weight: Weight, italic: bool) -> list[Face]:
    """The font for each character: marks and joiners stay with the letter before, neighbours share a font."""
    own, held = Face(font.file(weight, italic)), font.table(weight, italic)
    found: list[Face] = []
    before = own
    for c in text:
        if font.is_silent(c) and not c.isspace():
            if before != own and not fallback.has(before, c) and ord(c) in held and category(c) not in ("Cf", "Cc"):
                before = own
        elif ord(c) in held:
            before = own
        elif before == own or not fallback.has(before, c):
            before = fallback.source(c) or own
        found.append(before)
    return found


@lru_cache(8192)
def _glyphs(text: str, face: Face, leftward: bool) -> tuple[tuple[int, Glyph], ...]:
    """The glyphs of a text in one font, each with the index of its first character, from left to right."""
    opened = fallback.opened(face)
    buffer = uharfbuzz.Buffer()
    shown = "".join(c if _is_drawn(c, opened) else STAND_IN for c in text)
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    is_own = face.path.name.startswith("SourceSansPro")
    uharfbuzz.shape(opened, buffer, _FEATURES if is_own else {})
    scale = 1000 / opened.face.upem
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    found = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        said = "" if info.cluster in told else text[info.cluster : ends[info.cluster]]
        told.add(info.cluster)
        if shown[info.cluster] == STAND_IN != text[info.cluster] and said:
            # As wide as its own letter might be: elsewhere a font may have it.
            guess = 1000.0 if east_asian_width(text[info.cluster]) in ("W", "F") else 600.0
            found.append((info.cluster, Glyph(info.codepoint, guess, (guess - place.x_advance * scale) / 2, 0.0, said)))
            continue
        # Glyph 0 is the font's box for what it lacks: a mark on a letter that is itself stood in for.
        x, dx, dy = (n * scale * (info.codepoint > 0) for n in (place.x_advance, place.x_offset, place.y_offset))
        found.append((info.cluster, Glyph(info.codepoint, x, dx, dy, said)))
    return tuple(found)


def _is_drawn(c: str, opened: Any) -> bool:
    return font.is_silent(c) or opened.get_nominal_glyph(ord(c)) is not None
