"""A text that no XML parser takes, made well-formed: each fault is mended where it is, and a note says so.

The steps go from the coarse to the fine: what is no part of the map is taken off, then tags are made whole, closed and
paired, then characters, references and attributes are written as XML wants them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from mapper.bpmn.file.balance import balance, completed
from mapper.bpmn.file.decode import ONE_BYTE, Text, in_utf8, legal, line_of
from mapper.bpmn.file.errors import LOST, Note, Unreadable
from mapper.bpmn.file.legible import legible, tagged, unquoted
from mapper.bpmn.file.spans import END, START, TOKEN, Broken, scan
from mapper.text import N_, _

Step: TypeAlias = Callable[[str, list[Note]], str]


def mended(source: Text, notes: list[Note]) -> Text:
    """The text as well-formed as it can be made, in the encoding that it declares. Raises Unreadable."""
    text = source.text
    for step in _STEPS:
        text = step(text, notes)
    plain = source.codec.startswith(("utf-8", "utf-16")) or ONE_BYTE.fullmatch(source.codec)
    if source.faithful and not source.said and plain:
        return Text(text, source.codec, True)
    if source.codec.startswith("utf-32"):
        notes.append(Note(1, _("the file is in UTF-32, which hardly any other program reads")))
    elif source.said:
        what = _("the file says that it is in {said}, which it is not; it was read as {codec}")
        notes.append(Note(1, what.format(said=source.said, codec=source.codec.upper())))
    return Text(in_utf8(text), "utf-8", True)


def _told(notes: list[Note], before: str, after: str, what: str) -> str:
    """The new text, with a note of the first line that is another one."""
    if before != after:
        place = next((i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(after))
        notes.append(Note(line_of(after, min(place, len(after))), _(what)))
    return after


# -- what is no part of the map ----------------------------------------------------------------------------------------


_LINES = "\x85\u2028\u2029"


def _lined(text: str, notes: list[Note]) -> str:
    """Lines that end as XML 1.0 has it (2.11), where all end in another way."""
    if "\n" in text or "\r" in text or not any(mark in text for mark in _LINES):
        return text
    notes.append(Note(1, _("the lines of the file do not end as XML wants it; they were read as lines")))
    return re.sub(f"[{_LINES}]", "\n", text)


_ROOT_ENDS = re.compile(r"</(?:[\w.-]+:)?definitions\s*>")
_ROOT_BEGINS = re.compile(r"<(?:[\w.-]+:)?definitions[\s>]")


def _headed(text: str, notes: list[Note]) -> str:
    """The text with everything opened that a file that lacks its beginning only ends."""
    if _ROOT_BEGINS.search(text) or not _ROOT_ENDS.search(text):
        return text
    begin = text.find("<")
    open_, only_ended = 0, list[str]()
    for token in TOKEN.finditer(text, begin):
        if token.lastindex == START:
            open_ += not token[0].endswith("/>")
        elif token.lastindex == END and open_:
            open_ -= 1
        elif token.lastindex == END:
            only_ended.append(token[END])
    what = _("the beginning of the file is missing in this copy; only what is there is shown")
    notes.append(Note(1, what, LOST))
    return "".join(f"<{name}>" for name in reversed(only_ended)) + text[begin:]


def _without_head(text: str, notes: list[Note]) -> str:
    """Without blank lines, marks and whatever else stands before the first tag."""
    first = text.find("<")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    if first <= len(mark):
        return text
    head = text[len(mark) : first]
    if head.strip("\ufeff\0") and head.isspace() and not text.startswith("<?xml", first):
        return text  # white space may stand before a tag, only not before a declaration
    if head.strip("\ufeff\0 \t\r\n") and not re.search(r"<[\w.:-]*definitions\b", text, re.IGNORECASE):
        raise Unreadable(1, _("this is not XML, so not a BPMN map"), _("choose a .bpmn file"))
    notes.append(Note(1, _("something stands before the first tag, which other programs refuse; it was left out")))
    return mark + text[first:]


_SAID = re.compile(r"(\ufeff?)<\s*\??\s*xml\s([^<>]*)>", re.IGNORECASE)
_SOUND = re.compile(
    r"""\ufeff?<\?xml\s+version\s*=\s*(?:"1\.[01]"|'1\.[01]')"""
    r"""(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?"""
    r"""(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>"""
)
_ENCODING = re.compile(r"""encoding\s*=\s*["']?([A-Za-z][\w.-]*)""", re.IGNORECASE)


def _declared(text: str, notes: list[Note]) -> str:
    """The text with a declaration that is one (XML 1.0, 2.8), if it begins with anything like it."""
    found = _SAID.match(text)
    if found is None or _SOUND.match(text):
        return text
    encoding = _ENCODING.search(found[2])
    said = f' encoding="{encoding[1]}"' if encoding else ""
    notes.append(Note(1, _("the declaration of the file is not written as one; it was read as what it is meant to be")))
    return f'{found[1]}<?xml version="1.0"{said}?>{text[found.end() :]}'


_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?")


def _without_conflict(text: str, notes: list[Note]) -> str:
    """The first of the two sides wherever a merge has left both; the lines of its marks stay, empty."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return text
    lines = text.splitlines(keepends=True) if "\n" in text else [text]
    marks, shown = [], True
    for number, line in enumerate(lines):
        bare = line.rstrip("\r\n")
        found = _CONFLICT.fullmatch(bare)
        if found is not None:
            marks.append(number + 1)
            shown = found[1][0] in "<>"
        if found is not None or not shown:
            lines[number] = line[len(bare) :]
    if marks:
        what = _("marks of a merge stand in the lines {lines}; of the two versions the first is shown")
        notes.append(Note(marks[0], what.format(lines=", ".join(map(str, marks)))))
    return "".join(lines)


_DECLARATION = re.compile(r"<\?xml\s")


def _one_root(text: str, notes: list[Note]) -> str:
    """The first map where a file holds two, and nothing that is no XML behind it."""
    root, end = _root(text)
    if end is None:
        return text
    rest = text[end:]
    following = next((token for token in TOKEN.finditer(rest) if token.lastindex is not None), None)
    again = _DECLARATION.search(rest)
    if again is not None or (following is not None and _local(following[START] or "") == root):
        at = end + (again.start() if again is not None else following.start() if following is not None else 0)
        what = _("a second map follows in the same file; it was left out, the first is shown")
        notes.append(Note(line_of(text, at), what))
        return text[:end] + "\n"
    if following is not None or not re.sub(r"<!--.*?-->|<\?.*?\?>", "", rest, flags=re.DOTALL).strip():
        return text
    notes.append(Note(line_of(text, end), _("something stands behind the end of the map; it was left out")))
    return text[:end] + "\n"


def _root(text: str) -> tuple[str, int | None]:
    """The name of the outermost element, and where it ends; None where tags do not say."""
    name, depth = "", 0
    for token in TOKEN.finditer(text):
        if token.lastindex == START:
            name = name or _local(token[START])
            depth += not token[0].endswith("/>")
        elif token.lastindex == END:
            depth -= 1
            if depth <= 0:
                return name, token.end() if _local(token[END]) == name else None
    return name, None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


# -- tags --------------------------------------------------------------------------------------------------------------


_FRAMES = frozenset({"definitions", "process", "collaboration", "documentation", "extensionElements"})
"""Elements that hold nothing of a map by themselves: a file that was cut off and has no others is lost."""


_BEGUN = re.compile(r"\s*\ufeff?\s*(?:<\?xml[^<]*)?(?:<(?:[\w.-]+:)?definitions\s[^<>]*|<[\w.:-]*)?\s*")
"""A text that ends before its first tag does."""


def _completed(text: str, notes: list[Note]) -> str:
    """The text with everything closed that a file that was cut off leaves open."""
    found = completed(text)
    if found is None and not _BEGUN.fullmatch(text):
        return text
    found = found or (text, len(text))
    names = {_local(token[START]) for token in TOKEN.finditer(found[0]) if token.lastindex == START}
    if names <= _FRAMES:
        what = _("the file ends before the map does")
        advice = _("get it again from where it came; nothing of it is here")
        raise Unreadable(line_of(text, len(text.rstrip())), what, advice)
    what = _("the file ends early, in this line: what follows is missing in this copy; only what is there is shown")
    notes.append(Note(line_of(text, min(found[1], len(text.rstrip()))), what, LOST))
    return found[0]


def _tagged(text: str, notes: list[Note]) -> str:
    what = N_("something is hardly written as a tag; it was read as the one that it is meant to be")
    return _told(notes, text, tagged(text), what)


def _quoted(text: str, notes: list[Note]) -> str:
    """Attributes that lack the end of their quotes get it."""
    return _told(notes, text, unquoted(text), N_("the quotes of an attribute are not closed; they were closed"))


def _balanced(text: str, notes: list[Note]) -> str:
    """The text as a tree of tags. Raises Unreadable when it ends too early."""
    with suppress(Broken):
        scan(text)
        return text
    try:
        found, fault = balance(text)
    except Broken:
        raise Unreadable(
            line_of(text, len(text.rstrip())),
            _("the file ends before the map does"),
            _("get it again from where it came; a part of it is missing"),
        ) from None
    what = _("tags do not match here; they were closed where they seem to end, and nothing was left out")
    notes.append(Note(line_of(text, fault), what))
    return found


# -- characters --------------------------------------------------------------------------------------------------------


def _legal(text: str, notes: list[Note]) -> str:
    found, bad = legal(text)
    if bad is not None:
        what = _("characters that the file's encoding or XML does not allow were read as well as they could be")
        notes.append(Note(line_of(text, bad), what))
    return found


_NAMESPACE = re.compile(r"(xmlns(?::[\w.-]+)?\s*=\s*)(?P<q>[\"'])(.*?)(?P=q)", re.DOTALL)


def _namespaces(text: str, notes: list[Note]) -> str:
    """Namespaces in the characters that the name of one may have (RFC 3986, 2)."""
    found = _NAMESPACE.sub(lambda found: found[1] + found[2] + _uri(found[3]) + found[2], text)
    return _told(notes, text, found, N_("a namespace is not written as one; it was read as what it is meant to be"))


def _uri(name: str) -> str:
    found = re.sub(r"[^\x21-\x7e]|[<>\"{}|\\^`']", lambda one: "" if one[0].isspace() else "-", name)
    return found if found == name else found.lstrip("-")


def _legible(text: str, notes: list[Note]) -> str:
    what = N_("some tags or texts hold what XML does not allow; it was written as XML wants it")
    return _told(notes, text, legible(text), what)


_STEPS: tuple[Step, ...] = (
    _lined, _headed, _without_head, _declared, _without_conflict, _one_root, _completed,
    _tagged, _quoted, _balanced, _legal, _namespaces, _legible,
)  # fmt: skip
