"""Fonts of the system for scripts that the bundled font lacks, so that printing drops no letter silently.

Screens and browsers find such fonts by themselves; a PDF must carry them. TrueType, OpenType and collections will do;
pictures of letters (colour emoji) and fonts whose makers forbid embedding will not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import uharfbuzz  # type: ignore[import-untyped]
from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

from mapper.lettering.font import missing
from mapper.text import ngettext

STAND_IN = "◊"
"""Drawn for a character that no font at hand has; nobody takes it for a letter."""

_FAMILIAR = (
    "notosans-regular",
    "dejavusans",
    "notosans",
    "segoeui",
    "arialuni",
    "arial",
    "liberationsans",
    "freesans",
    "droidsansfallback",
)
_HEAVY = ("bold", "italic", "oblique", "mono", "black", "light", "thin", "condensed", "serif")
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_MOST = 1500
"""How many font files are looked into at most; looking into one takes about half a millisecond."""

_RESTRICTED = 0x0002
"""fsType of OS/2: the font may not be embedded (OpenType 1.9, OS/2)."""


class Face(NamedTuple):
    """A font: its file, and its place in a collection."""

    path: Path
    number: int = 0


def unprintable(texts: Iterable[str]) -> str:
    """The characters that no font at hand can draw on paper, each once."""
    wanted = dict.fromkeys(c for text in texts for c in missing(text))
    return "".join(c for c in wanted if source(c) is None)


def told(characters: Collection[str]) -> str:
    """What to say about characters that no font here has, in the interface's language."""
    named = ", ".join(f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in characters)
    message = ngettext(
        "No font here has {count} character, which is printed as {sign}: {characters}",
        "No font here has {count} characters, which are printed as {sign}: {characters}",
        len(characters),
    )
    return message.format(count=len(characters), sign=STAND_IN, characters=named)


def runs(text: str) -> list[tuple[str, Face | None]]:
    """The text in pieces, each with the font with TrueType outlines that draws it; None stands for the bundled font.

    >>> runs("Blå")
    [('Blå', None)]
    """
    lacking = missing(text)
    if not lacking:
        return [(text, None)]
    pieces = groupby(text, key=lambda c: source(c, True) if c in lacking else None)
    return [("".join(chars), face) for face, chars in pieces]


@lru_cache(4096)
def source(character: str, truetype: bool = False) -> Face | None:
    """A font of the system that holds the character, or None. truetype: only with outlines of that sort."""
    code = ord(character)
    return next(
        (
            face
            for face in _faces()
            if code in _codes(face) and _may_embed(face) and (not truetype or "glyf" in opened(face).face.table_tags)
        ),
        None,
    )


def has(face: Face, character: str) -> bool:
    """Whether a font holds a character."""
    return ord(character) in _codes(face)


@cache
def _faces() -> tuple[Face, ...]:
    """Fonts of the system, the widely covering ones first."""
    found = sorted({path for folder in _folders() for path in _walk(folder)}, key=_rank)
    return tuple(Face(path, number) for path in found[:_MOST] for number in range(_count(path)))


def _count(path: Path) -> int:
    """How many fonts a file holds."""
    if path.suffix.lower() not in (".ttc", ".otc"):
        return 1
    try:
        with TTCollection(path, lazy=True) as collection:
            return len(collection.fonts)
    except (TTLibError, OSError, ValueError, AssertionError):
        return 0


def _rank(path: Path) -> tuple[int, str]:
    name = path.stem.lower()
    plain = 0 if not any(word in name for word in _HEAVY) else 100
    return plain + next((i for i, known in enumerate(_FAMILIAR) if name.startswith(known)), len(_FAMILIAR)), str(path)


def _folders() -> list[Path]:
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "C:/"), "Microsoft/Windows/Fonts")
        return [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"), local]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library/Fonts"]
    own = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share", "fonts")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own, Path.home() / ".fonts"]


def _walk(folder: Path) -> Iterator[Path]:
    for top, _, names in os.walk(folder):
        yield from (Path(top, name) for name in names if name.lower().endswith(_SUFFIXES))


@cache
def opened(face: Face) -> uharfbuzz.Font:
    """The font as HarfBuzz knows it, in units of its own."""
    blob = uharfbuzz.Blob.from_file_path(str(face.path))
    return uharfbuzz.Font(uharfbuzz.Face(blob, face.number))


@cache
def _codes(face: Face) -> frozenset[int]:
    """What a font can draw; nothing when it is broken or has no outlines."""
    try:
        blob = uharfbuzz.Blob.from_file_path(str(face.path))
    except (uharfbuzz.HarfBuzzError, OSError):
        return frozenset()
    shapes = uharfbuzz.Face(blob, face.number)
    if not {"glyf", "CFF ", "CFF2"}.intersection(shapes.table_tags):
        return frozenset()
    return frozenset(shapes.unicodes)


@cache
def _may_embed(face: Face) -> bool:
    """Whether the maker of a font allows that a file carries it; what says nothing may be carried."""
    try:
        with TTFont(face.path, fontNumber=face.number, lazy=True) as file:
            return "OS/2" not in file or (int(file["OS/2"].fsType) & 0x000F) != _RESTRICTED
    except (TTLibError, OSError, KeyError, ValueError, AssertionError):
        return False
