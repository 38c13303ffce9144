"""Breaking text into lines: at blanks, after hyphens and slashes, in long words at a place a reader forgives.

Danish glues words together, so words wider than a step are common. There is no dictionary here: a word is cut between
two consonants or before a consonant and a vowel, near the end of the line, and gets a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import east_asian_width

from mapper.draw.font import width
from mapper.draw.marks import Weight

ELLIPSIS = "…"
_SOFT = "\u00ad"
_VOWELS = frozenset("aeiouyæøåäöüéèêáàóòúíAEIOUYÆØÅÄÖÜÉ")
_PIECE = re.compile(r"[^\s]*?[^\s\-–/_,;](?:[\-–/_,;]+(?=[^\s\-–/_,;\d])|(?=\s|$))|[^\s]+")

Room = Callable[[int], float]
"""Line number → the width it may have."""


def wrap(text: str, room: float, size: float, weight: Weight = "regular", italic: bool = False) -> list[str]:
    """The text in lines no wider than `room`; line breaks in it are kept. [] for blank text."""
    return list(_wrapped(text, room, size, weight, italic))


@lru_cache(16384)
def _wrapped(text: str, room: float, size: float, weight: Weight, italic: bool) -> tuple[str, ...]:
    return tuple(flow(text, lambda _: room, size, weight, italic)[0])


def flow(text: str, room: Room, size: float, weight: Weight = "regular", italic: bool = False) -> tuple[list[str], int]:
    """The text in lines, each with its own room, and how many words had to be cut inside.

    >>> flow("one two", lambda line: 30.0, 12.5)
    (['one', 'two'], 0)
    """
    lines: list[str] = []
    cuts = 0
    for paragraph in text.split("\n"):
        current = ""
        for piece, spaced in _pieces(paragraph):
            joined = current + (" " if spaced and current else "") + piece
            if width(joined.replace(_SOFT, ""), size, weight, italic) <= room(len(lines)):
                current = joined
                continue
            if current:
                lines.append(current)
            current = piece
            while width(current.replace(_SOFT, ""), size, weight, italic) > room(len(lines)) and len(current) > 1:
                head, current = _cut(current, room(len(lines)), size, weight, italic)
                lines.append(head)
                cuts += 1
        if current or (lines and paragraph != text):
            lines.append(current)
    return [line.replace(_SOFT, "") for line in _stripped(lines)], cuts


def balanced(text: str, room: float, size: float, weight: Weight = "regular") -> list[str]:
    """Like `wrap`, in as many lines, but of about equal length: centred labels look better without a lone last word."""
    return list(_balanced(text, room, size, weight))


@lru_cache(16384)
def _balanced(text: str, room: float, size: float, weight: Weight) -> tuple[str, ...]:
    lines, cuts = flow(text, lambda _: room, size, weight)
    share = least_share(lambda s: flow(text, lambda _: room * s, size, weight), len(lines), cuts)
    return tuple(flow(text, lambda _: room * share, size, weight)[0])


def least_share(attempt: Callable[[float], tuple[list[str], int]], count: int, cuts: int) -> float:
    """The least share of its room that a text can do with, in as many lines and with no more cut words."""
    if count < 2 or cuts:
        return 1.0
    low, high = 0.4, 1.0
    for _ in range(5):
        middle = (low + high) / 2
        lines, cut = attempt(middle)
        low, high = (low, middle) if len(lines) <= count and not cut else (middle, high)
    return high


def ellipsis(line: str, room: float, size: float, weight: Weight = "regular", italic: bool = False) -> str:
    """The line cut so that it fits with an ellipsis at its end; the ellipsis alone when nothing fits."""
    kept = line.rstrip(" .,;:-" + ELLIPSIS)
    while kept and width(kept + ELLIPSIS, size, weight, italic) > room:
        kept = kept[:-1].rstrip(" .,;:-")
    return kept + ELLIPSIS


def _pieces(paragraph: str) -> list[tuple[str, bool]]:
    """What may stand alone on a line, and whether a blank stood before it."""
    return [(m.group(), m.start() > 0 and paragraph[m.start() - 1].isspace()) for m in _PIECE.finditer(paragraph)]


def _stripped(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def _cut(word: str, room: float, size: float, weight: Weight, italic: bool) -> tuple[str, str]:
    """A word's beginning that fits, with its hyphen, and the rest."""
    most = _most(word, room, size, weight, italic)
    soft = word.rfind(_SOFT, 1, most + 1)
    if soft > 0:
        return word[:soft] + "-", word[soft + 1 :]
    for at in range(most, max(2, most - 6), -1):
        if len(word) - at >= 3 and _is_seam(word, at):
            return word[:at] + "-", word[at:]
    return word[:most] + _hyphen(word, most), word[most:]


def _most(word: str, room: float, size: float, weight: Weight, italic: bool) -> int:
    """How many characters fit before a hyphen, at least one."""
    low, high = 1, len(word) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle].replace(_SOFT, "") + _hyphen(word, middle), size, weight, italic) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _hyphen(word: str, at: int) -> str:
    """A hyphen between letters; none in numbers and in scripts that break anywhere."""
    pair = word[at - 1 : at + 1]
    return "-" if at > 2 and pair.isalpha() and all(east_asian_width(c) not in ("W", "F") for c in pair) else ""


def _is_seam(word: str, at: int) -> bool:
    """Whether a syllable may start here: a consonant with a vowel behind it, letters on both sides."""
    before, here, after = word[at - 1], word[at], word[at + 1]
    if not (before.isalpha() and here.isalpha()):
        return False
    return here not in _VOWELS and after in _VOWELS and any(c in _VOWELS for c in word[:at])
