"""Fonts of the system for scripts that the bundled font lacks, so that printing drops no letter silently.

Screens and browsers find such fonts by themselves; a PDF must carry them. Only TrueType outlines can be embedded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

from mapper.draw.font import missing

_FAMILIAR = (
    "dejavusans",
    "notosans-regular",
    "notosanscjk",
    "arialuni",
    "arial",
    "segoeui",
    "liberationsans",
    "freesans",
)
_MOST = 400
"""How many font files are looked into; a search through thousands would stall a print."""


def runs(text: str) -> list[tuple[str, Path | None]]:
    """The text in pieces, each with the font file that draws it; None stands for the bundled font.

    >>> runs("Blå")
    [('Blå', None)]
    """
    lacking = missing(text)
    if not lacking:
        return [(text, None)]
    pieces = groupby(text, key=lambda c: source(c) if c in lacking else None)
    return [("".join(chars), path) for path, chars in pieces]


def unprintable(texts: Iterable[str]) -> str:
    """The characters that no font at hand can draw on paper, each once."""
    wanted = dict.fromkeys(c for text in texts for c in missing(text))
    return "".join(c for c in wanted if source(c) is None)


@lru_cache(4096)
def source(character: str) -> Path | None:
    """A font file of the system that holds the character, or None."""
    return next((path for path in _files() if ord(character) in _codes(path)), None)


@cache
def _files() -> tuple[Path, ...]:
    """TrueType files of the system, the widely covering ones first."""
    found = sorted({path for folder in _folders() for path in _walk(folder)}, key=_rank)
    return tuple(found[:_MOST])


def _rank(path: Path) -> tuple[int, str]:
    name = path.stem.lower()
    plain = 0 if not any(word in name for word in ("bold", "italic", "oblique", "mono")) else 100
    return plain + next((i for i, known in enumerate(_FAMILIAR) if name.startswith(known)), len(_FAMILIAR)), str(path)


def _folders() -> list[Path]:
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]


def _walk(folder: Path) -> Iterator[Path]:
    for top, _, names in os.walk(folder):
        yield from (Path(top, name) for name in names if name.lower().endswith(".ttf"))


@cache
def _codes(path: Path) -> frozenset[int]:
    """What a file can draw; nothing when it is broken or has no TrueType outlines."""
    try:
        with TTFont(path, lazy=True) as file:
            return frozenset(file.getBestCmap() or ()) if "glyf" in file else frozenset()
    except (TTLibError, OSError, KeyError, ValueError, AssertionError):
        return frozenset()
