"""Where each element stands in the text, so that what is not edited can be copied as it is.

One regular expression with possessive repeats reads a whole tag, comment, or section at a time; it needs no namespaces,
so it also works where an XML parser gives up. The n-th start tag is the n-th element of lxml's document order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = r"""[^"'<>]*+(?:"[^"]*+"[^"'<>]*+|'[^']*+'[^"'<>]*+)*+"""
_SUBSET = r"""\[(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|<!--.*?-->|<\?.*?\?>|<)*+\]\s*+"""
_TOKEN = re.compile(
    rf"""<(?:/(?P<end>[^\s>]*+)\s*+>|(?P<start>[^\s/>!?"'<=]++){_QUOTED}>"""
    rf"""|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|!DOCTYPE[^"'<>\[]*+(?:"[^"]*+"[^"'<>\[]*+|'[^']*+'[^"'<>\[]*+)*+(?:{_SUBSET})?+>)?+""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Span:
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


def scan(text: str) -> list[Span]:
    """The spans of all elements in document order. Raises Broken."""
    found: list[Span | None] = []
    open_: list[tuple[int, str, int, int]] = []
    last = 0
    for token in _TOKEN.finditer(text):
        last = token.end()
        kind = token.lastgroup
        if kind == "start":
            begin = token.start()
            if text[last - 2] == "/":
                found.append(Span(begin, last, last, last))
            else:
                open_.append((len(found), token[kind], begin, last))
                found.append(None)
        elif kind == "end":
            if not open_ or open_[-1][1] != token[kind]:
                raise Broken(token.start(), False)
            index, _, begin, inner = open_.pop()
            found[index] = Span(begin, inner, token.start(), last)
        elif last == token.start() + 1:
            raise Broken(token.start(), bool(open_) and _unfinished(text, last))
    if open_ or not found:
        raise Broken(len(text), bool(open_))
    return [span for span in found if span is not None]


def _unfinished(text: str, place: int) -> bool:
    """Whether the tag that starts here is the last thing in the text."""
    return "<" not in text[place:] or text.startswith(("!--", "![CDATA["), place)
