"""Where each element stands in the text, so that what is not edited can be copied as it is.

One regular expression with possessive repeats reads a whole tag, comment, or section at a time; it needs no namespaces,
so it also works where an XML parser gives up. White space is that of ASCII, as in XML. The n-th start tag is the n-th
element of lxml's document order.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import NamedTuple

_QUOTED = r"""[^"'<>]*+(?:"[^"]*+"[^"'<>]*+|'[^']*+'[^"'<>]*+)*+"""
_SUBSET = r"""\[(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|<!--.*?-->|<\?.*?\?>|<)*+\]\s*+"""
TOKEN = re.compile(
    rf"""<(?:/([^\s>]*+)\s*+>|([^\s/>!?"'<=]++){_QUOTED}>"""
    rf"""|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|!DOCTYPE[^"'<>\[]*+(?:"[^"]*+"[^"'<>\[]*+|'[^']*+'[^"'<>\[]*+)*+(?:{_SUBSET})?+>)?+""",
    re.DOTALL | re.ASCII,
)


END, START = 1, 2
"""The groups of TOKEN that hold the name of an end tag and of a start tag."""


class Span(NamedTuple):
    """Places in the text: the start tag is `begin`…`inner`, the content `inner`…`close`, the whole `begin`…`end`."""

    begin: int
    inner: int
    close: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether it is one self-closing tag."""
        return self.inner == self.end


class Broken(ValueError):
    """The text is not a tree of tags; `place` is where that shows, `truncated` that it merely ends too early."""

    def __init__(self, place: int, truncated: bool) -> None:
        super().__init__(place)
        self.place, self.truncated = place, truncated


@dataclass(frozen=True, slots=True)
class Places:
    """The places of all elements by their number in document order; arrays, for a map may have half a million."""

    begin: array[int]
    inner: array[int]
    close: array[int]
    end: array[int]

    def __len__(self) -> int:
        return len(self.begin)

    def span(self, number: int) -> Span:
        return Span(self.begin[number], self.inner[number], self.close[number], self.end[number])


def scan(text: str) -> Places:
    """The places of all elements in document order. Raises Broken."""
    places = Places(array("q"), array("q"), array("q"), array("q"))
    begins, inners, closes, ends = places.begin, places.inner, places.close, places.end
    open_: list[tuple[int, str]] = []
    for token in TOKEN.finditer(text):
        first, last = token.span()
        which = token.lastindex
        if which == START:
            begins.append(first)
            inners.append(last)
            closes.append(last)
            ends.append(last)
            if text[last - 2] != "/":
                open_.append((len(ends) - 1, token[START]))
        elif which == END:
            if not open_ or open_[-1][1] != token[END]:
                raise Broken(first, False)
            number = open_.pop()[0]
            closes[number] = first
            ends[number] = last
        elif last == first + 1:
            raise Broken(first, bool(open_) and _unfinished(text, last))
    if open_ or not begins:
        raise Broken(len(text), bool(open_))
    return places


def _unfinished(text: str, place: int) -> bool:
    """Whether the tag that starts here is the last thing in the text."""
    return "<" not in text[place:] or text.startswith(("!--", "![CDATA["), place)
