"""What a text in HTML says, as plain lines: some tools keep notes so. The file keeps its own until it is edited."""

from __future__ import annotations

import re
from html import unescape

from mapper.bpmn.file.load import Element

_BREAK = re.compile(r"<br\b[^>]*>|</(?:p|div|li|h\d|tr|ul|ol)\s*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def is_rich(element: Element) -> bool:
    """Whether an element says that its text is in HTML."""
    return "html" in element.get("textFormat", "").lower()


def plain(text: str) -> str:
    """The words of a text in HTML: a line for each paragraph, no tags.

    >>> plain("<p>Line one</p><p>Line&nbsp;<b>two</b> &amp; more</p>")
    'Line one\\nLine\\xa0two & more'
    """
    if "<" not in text and "&" not in text:
        return text
    flat = re.sub(r"\s+", " ", _HIDDEN.sub("", text))
    lines = (unescape(_TAG.sub("", line)).strip(" ") for line in _BREAK.split(flat))
    return "\n".join(lines).strip("\n")
