"""Breaking text into lines: at blanks, after hyphens and slashes, between ideographs, in long words at a hyphen.

Danish and German glue words together, so words wider than a step are common; `lettering.hyphenate` says where they may
be cut. All of it takes time linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category, east_asian_width

from mapper.lettering import hyphenate
from mapper.lettering.font import Weight
from mapper.lettering.measure import advances, width

ELLIPSIS = "…"
_SOFT = "\u00ad"
_BLANKS = re.compile("[ \t\r\f\v\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_AFTER = frozenset("-–/_,;\\|&\u200b\u2010")
"""A line may end after these."""

_NOT_FIRST = frozenset("、。，．・：；？！）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々”’,.:;!?)]}%")
_NOT_LAST = frozenset("（「『【〈《〔［｛“‘([{")
"""Marks that may not begin or end a line of ideographs (JIS X 4051)."""

_PREPOSED = frozenset("เแโใไເແໂໃໄ")
_FOLLOWING = frozenset("ะาำๅະາຳ\u200d")
"""Thai and Lao vowels written before or behind the letter they belong to."""

_LONGEST_WORD = 100
"""Letters of a word beyond which nobody looks for its end."""

_LONG = 2000
"""Letters of a text that is not kept in mind."""

Room = Callable[[int], float]
"""Line number → the width it may have."""


class Lines(NamedTuple):
    """A text in lines; how many words were cut at a hyphen, and how many where no hyphen belongs."""

    lines: list[str]
    hyphens: int
    cuts: int


def wrap(text: str, room: float, size: float, weight: Weight = "regular", italic: bool = False,
         language: str = "en") -> list[str]:  # fmt: skip
    """The text in lines no wider than `room`; line breaks in it are kept. [] for blank text."""
    return list(_wrapped(text, room, size, weight, italic, language))


@lru_cache(16384)
def _wrapped(text: str, room: float, size: float, weight: Weight, italic: bool, language: str) -> tuple[str, ...]:
    return tuple(flow(text, lambda _: room, size, weight, italic, language).lines)


def flow(text: str, room: Room, size: float, weight: Weight = "regular", italic: bool = False,
         language: str = "en") -> Lines:  # fmt: skip
    """The text in lines, each with its own room.

    >>> flow("one two", lambda line: 30.0, 12.5)
    Lines(lines=['one', 'two'], hyphens=0, cuts=0)
    """
    lines: list[str] = []
    hyphens = cuts = 0
    language = hyphenate.language_of(text, language)
    for paragraph in text.split("\n"):
        clean = _BLANKS.sub(" ", paragraph).strip(" ")
        if clean:
            setting = _Setting(_paragraph(clean, weight, italic), size, language)
            lines += setting.lines(room, len(lines))
            hyphens, cuts = hyphens + setting.hyphens, cuts + setting.cuts
        elif lines:
            lines.append("")
    while lines and not lines[-1]:
        lines.pop()
    return Lines(lines, hyphens, cuts)


class _Paragraph:
    """A paragraph measured once, in thousandths of the size: how far its beginnings reach, where lines may end."""

    def __init__(self, text: str, weight: Weight, italic: bool) -> None:
        self.text = text
        self.reach = list(accumulate(_measured(text, weight, italic), initial=0.0))
        self.hyphen = width("-", 1000, weight, italic)

    @cached_property
    def ends(self) -> list[int]:
        """For each place the last place up to it where a line may end; 0 when there is none."""
        found, last = [0], 0
        for at in range(1, len(self.text) + 1):
            if at == len(self.text) or _may_end(self.text, at):
                last = at
            found.append(last)
        return found


def _paragraph(text: str, weight: Weight, italic: bool) -> _Paragraph:
    return _known(text, weight, italic) if len(text) < _LONG else _Paragraph(text, weight, italic)


@lru_cache(8192)
def _known(text: str, weight: Weight, italic: bool) -> _Paragraph:
    return _Paragraph(text, weight, italic)


class _Setting:
    """A paragraph being set in one size of letters."""

    def __init__(self, paragraph: _Paragraph, size: float, language: str) -> None:
        self._of, self._units, self._language = paragraph, 1000 / size, language
        self.hyphens = self.cuts = 0

    def lines(self, room: Room, first: int) -> list[str]:
        """The lines, the first of them number `first` of the whole text."""
        text, reach, found, at = self._of.text, self._of.reach, list[str](), 0
        while at < len(text):
            wide = room(first + len(found)) * self._units
            most = bisect_right(reach, reach[at] + wide + 1e-6) - 1
            if most >= len(text):
                found.append(_bare(text[at:]))
                break
            end = self._end(at, most)
            if end > at:
                found.append(_bare(text[at:end].rstrip(" ")))
            else:
                end, line = self._cut(at, most, wide)
                found.append(line)
            at = end
            while at < len(text) and text[at] == " ":
                at += 1
        return found

    def _end(self, at: int, most: int) -> int:
        """The last place up to `most` where the line that starts at `at` may end; `at` when there is none."""
        # A blank that ends the line hangs over its edge.
        return max(at, self._of.ends[most + 1 if self._of.text[most] == " " else most])

    def _cut(self, at: int, most: int, wide: float) -> tuple[int, str]:
        """The end of a line inside a word that is wider than the line, and the line."""
        text, reach = self._of.text, self._of.reach
        stop = at + 1
        while stop < len(text) and stop - at <= _LONGEST_WORD and not (text[stop] == " " or _may_end(text, stop)):
            stop += 1
        word = text[at:stop]
        fitting = bisect_right(reach, reach[at] + wide - self._of.hyphen + 1e-6) - 1
        soft = text.rfind(_SOFT, at + 1, fitting + 1)
        if soft > at:
            self.hyphens += 1
            return soft + 1, _bare(text[at:soft]) + "-"
        cuts = [p for p in hyphenate.points(word, self._language) if p <= fitting - at]
        if cuts:
            self.hyphens += 1
            return at + cuts[-1], _bare(text[at : at + cuts[-1]]) + "-"
        hyphened = word.isalpha() and _takes_hyphen(word)
        end = _seam(text, at, max(fitting if hyphened else most, at + 1))
        signed = not text[end - 1].isalnum() and text[end - 1].isascii()
        self.hyphens += signed
        self.cuts += not (signed or _has_no_blanks(text[end - 1]))
        return end, _bare(text[at:end]) + ("-" if hyphened and end - at > 2 and end < stop else "")


def _seam(text: str, at: int, most: int) -> int:
    """Where to cut what is no word: after a sign near the end of the line, else anywhere that keeps letters whole."""
    for end in range(most, max(at + 2, most - 8), -1):
        if not text[end - 1].isalnum() and text[end - 1].isascii():
            return end
    end = most
    while end > at + 1 and end < len(text) and not _is_seam(text, end):
        end -= 1
    while end < len(text) and not _is_seam(text, end):
        end += 1
    return end


def _measured(text: str, weight: Weight, italic: bool) -> list[float]:
    found = advances(text, weight, italic)
    if _SOFT in text:
        found = [0.0 if c == _SOFT else n for c, n in zip(text, found, strict=True)]
    return found


def _bare(line: str) -> str:
    return line.replace(_SOFT, "")


def _may_end(text: str, at: int) -> bool:
    """Whether a line may end before the character at a place."""
    before, here = text[at - 1], text[at]
    if here == " " or before == " ":
        return here != " "
    if before in _AFTER:
        return here not in _AFTER and here not in _NOT_FIRST and not (before in "-–,/" and here.isdigit())
    return (_is_ideograph(before) or _is_ideograph(here)) and here not in _NOT_FIRST and before not in _NOT_LAST


def _is_ideograph(c: str) -> bool:
    """Whether a character stands in a script without blanks; Korean has them."""
    return c > "\u2e7f" and east_asian_width(c) in ("W", "F") and not "\uac00" <= c <= "\ud7a3" and _is_seam(c, 0)


def _is_seam(text: str, at: int) -> bool:
    """Whether two characters may stand on two lines: no letter loses its marks, no picture is taken apart."""
    here, before = text[at], text[at - 1] if at else ""
    if category(here) in ("Mn", "Me", "Mc") or here in _FOLLOWING or "\U0001f3fb" <= here <= "\U0001f3ff":
        return False
    if before == "\u200d" or before in _PREPOSED or (category(before or " ") == "Mn" and before in _VIRAMAS):
        return False
    return not ("\U0001f1e6" <= here <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")


_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u1039\u17d2")
"""Signs that tie two Indic consonants into one shape."""


def _has_no_blanks(c: str) -> bool:
    """Whether a letter's script sets words without blanks between them: Thai, Lao, Burmese, Khmer."""
    return "\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" or "\u1780" <= c <= "\u17ff"


def _takes_hyphen(word: str) -> bool:
    """Whether a word of this script is cut with a hyphen: Latin, Greek and Cyrillic letters are."""
    return all(c < "\u0590" or "\u1e00" <= c <= "\u1fff" for c in word if c.isalpha())


def balanced(text: str, room: float, size: float, weight: Weight = "regular", language: str = "en") -> list[str]:
    """Like `wrap`, in as many lines, but of about equal length: centred labels look better without a lone last word."""
    return list(_balanced(text, room, size, weight, language))


@lru_cache(16384)
def _balanced(text: str, room: float, size: float, weight: Weight, language: str) -> tuple[str, ...]:
    setting = flow(text, lambda _: room, size, weight, False, language)
    if len(text) > _LONG:
        return tuple(setting.lines)
    share = least_share(lambda s: flow(text, lambda _: room * s, size, weight, False, language), setting)
    return tuple(flow(text, lambda _: room * share, size, weight, False, language).lines)


def least_share(attempt: Callable[[float], Lines], whole: Lines) -> float:
    """The least share of its room that a text can do with, in as many lines and with no more cut words."""
    if len(whole.lines) < 2 or whole.cuts or whole.hyphens:
        return 1.0
    low, high = 0.4, 1.0
    for _ in range(5):
        middle = (low + high) / 2
        tried = attempt(middle)
        fits = len(tried.lines) <= len(whole.lines) and not tried.cuts and not tried.hyphens
        low, high = (low, middle) if fits else (middle, high)
    return high


def ellipsis(line: str, room: float, size: float, weight: Weight = "regular", italic: bool = False) -> str:
    """The line cut so that it fits with an ellipsis at its end; the ellipsis alone when nothing fits."""
    reach = list(accumulate(advances(line, weight, italic), initial=0.0))
    at = bisect_right(reach, (room - width(ELLIPSIS, size, weight, italic)) * 1000 / size) - 1
    at = max(0, min(at, len(line)))
    while 0 < at < len(line) and not _is_seam(line, at):
        at -= 1
    return line[:at].rstrip(" .,;:-" + ELLIPSIS) + ELLIPSIS
