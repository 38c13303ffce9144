"""Tags that do not match are made to match with nothing taken out; what is open at the end of a text is closed.

An XML parser that goes on after an error leaves whole branches away, and those would be lost at the next save.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from mapper.bpmn.file.spans import END, START, TOKEN, Broken
from mapper.model.kinds import KINDS, SUBPROCESS


def balance(text: str) -> tuple[str, int]:
    """The text as a tree of tags, and the place of the first fault.

    A missing end tag is put where something begins that its element cannot hold, else where the next one around it
    ends. One that fits no open element closes the innermost one,
    for it is misspelt, unless that has an end tag of its own: then it is one too many and becomes a comment. A "<" that
    begins no tag becomes a character reference. Raises Broken when the outermost element never ends.
    """
    tokens = [token for token in TOKEN.finditer(text) if token.lastindex or token.end() == token.start() + 1]
    ends = _Ends(tokens)
    parts: list[str] = []
    open_: list[str] = []
    at, fault = 0, -1
    for number, token in enumerate(tokens):
        which, new = token.lastindex, token[0]
        if which == START:
            new = _ended(open_, token[START]) + new
            if not new.endswith("/>"):
                open_.append(token[START])
        elif which == END:
            new = _closed(open_, token[END], ends, number)
        else:
            new = "&lt;"
        if new != token[0]:
            fault = token.start() if fault < 0 else fault
            parts += [text[at : token.start()], new]
            at = token.end()
    if open_ or fault < 0:
        raise Broken(len(text), bool(open_))
    return "".join([*parts, text[at:]]), fault


_STEPS = frozenset(row.name for row in KINDS.values() if row.is_flow_node)
_BESIDE = _STEPS | {
    "sequenceFlow", "messageFlow", "association", "textAnnotation", "group", "dataObject", "dataObjectReference",
    "dataStoreReference", "laneSet",
}  # fmt: skip
"""Elements that stand beside each other in a process."""

_SIMPLE = (
    {row.name for row in KINDS.values() if row.is_flow_node and row.family != SUBPROCESS}
    | (_BESIDE - _STEPS)
    | {"incoming", "outgoing", "documentation", "flowNodeRef", "lane", "text", "conditionExpression"}
)
"""Elements that hold none of these."""

_TOPS = frozenset({"process", "collaboration", "choreography", "BPMNDiagram"})
_DRAWN = frozenset({"BPMNShape", "BPMNEdge"})


def _ended(open_: list[str], name: str) -> str:
    """The end tags of the innermost elements that cannot hold one with this name (BPMN 2.0, 10.2 and 12.2)."""
    local, count = _local(name), 0
    if local in _TOPS:
        tops = [number for number, one in enumerate(open_) if _local(one) == "definitions"]
        count = len(open_) - 1 - tops[-1] if tops else 0
    else:
        outside = _SIMPLE if local in _BESIDE else _DRAWN if local in _DRAWN else frozenset[str]()
        while count < len(open_) and _local(open_[-1 - count]) in outside:
            count += 1
    ended = open_[len(open_) - count :]
    del open_[len(open_) - count :]
    return "".join(f"</{tag}>" for tag in reversed(ended))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Ends:
    """The end tags of a text by how deep they lead. last: the number of the last one."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self._tokens = tokens
        self._depths: list[int] = []
        self._leading: dict[int, list[int]] = defaultdict(list)
        depth, self.last = 0, -1
        for number, token in enumerate(tokens):
            if token.lastindex == START:
                depth += not token[0].endswith("/>")
            elif token.lastindex == END:
                depth -= 1
                self._leading[depth].append(number)
                self.last = number
            self._depths.append(depth)

    def after(self, number: int) -> str:
        """The name in the end tag that would close the innermost element if that with a number did not; "" if none."""
        leading = self._leading[self._depths[number] - 1]
        place = bisect_right(leading, number)
        return self._tokens[leading[place]][END] if place < len(leading) else ""


def _closed(open_: list[str], name: str, ends: _Ends, number: int) -> str:
    """What stands for an end tag: itself, the end tags missing before it, that of the innermost element, or a comment
    when it closes nothing.

    Only the last end tag of the file may close the outermost element, or what follows would stand outside.
    """
    known = len(open_) - 1 - open_[::-1].index(name) if name in open_ else -1
    if known < 0 and len(open_) > 1 and ends.after(number) != open_[-1]:
        return f"</{open_.pop()}>"
    if known < 0 or (known == 0 and number != ends.last):
        return f"<!-- {name} -->" if "--" not in name and not name.endswith("-") else " "
    missing = open_[known:]
    del open_[known:]
    return "".join(f"</{tag}>" for tag in reversed(missing))


# -- a text that ends too early ----------------------------------------------------------------------------------------

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
