"""A file that ends before the map does: what is there is kept, what is open is closed."""

from __future__ import annotations

import re

from mapper.bpmn.file.spans import END, START, TOKEN

_CDATA = "<![CDATA["


def completed(text: str) -> tuple[str, int] | None:
    """The text with everything closed that is open at its end, and the place where it was cut; None when it is whole.

    The last tag is left out if it is not finished: half of its attributes would say something else than it did. So is
    an unfinished comment; of an unfinished section of text the text stays.
    """
    open_, root, tail = _open(text)
    if not open_ or not root or re.search(rf"</{re.escape(root)}\s*>", text):
        return None
    kept = text[:tail]
    if text.startswith(_CDATA, tail):
        kept = text + "]]>"
    line = "\r\n" if "\r\n" in text else "\n" if "\n" in text else ""
    ends = "".join(f"</{name}>{line}" for name in reversed(open_))
    inside = kept.rstrip().endswith(">") and not kept.endswith(("\n", "]]>"))
    return kept + (line if inside else "") + ends, tail


def _open(text: str) -> tuple[list[str], str, int]:
    """The elements that are open at the end, outermost first; the name of the outermost; where the text's last whole
    piece ends."""
    open_: list[str] = []
    root, tail = "", len(text)
    for token in TOKEN.finditer(text):
        if token.lastindex == START:
            root = root or token[START]
            if not token[0].endswith("/>"):
                open_.append(token[START])
        elif token.lastindex == END:
            if token[END] in open_:
                del open_[len(open_) - 1 - open_[::-1].index(token[END]) :]
        elif token.end() == token.start() + 1 and _is_last(text, token.start()):
            tail = token.start()
            break
    return open_, root, tail


def _is_last(text: str, place: int) -> bool:
    """Whether what begins here, and is no whole tag, goes on to the end of the text."""
    if text.startswith(("<!--", _CDATA), place):
        return True
    rest = text[place + 1 :]
    return "<" not in rest and (">" not in rest or _is_quoted(rest))


def _is_quoted(rest: str) -> bool:
    """Whether what looks like the end of a tag stands in quotes that are not closed."""
    return ">" not in re.sub(r"\"[^\"]*(?:\"|$)|'[^']*(?:'|$)", "", rest)
