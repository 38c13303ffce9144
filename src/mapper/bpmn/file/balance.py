"""Tags that do not match are made to match with nothing taken out.

An XML parser that goes on after an error leaves whole branches away, and those would be lost at the next save.
"""

from __future__ import annotations

import re
from html.entities import html5

from mapper.bpmn.file.spans import END, START, TOKEN, Broken


def balance(text: str) -> tuple[str, int]:
    """The text as a tree of tags, and the place of the first fault.

    A missing end tag is put where the next one around it ends; one that closes nothing becomes a comment; a "<" that
    begins no tag becomes a character reference. Raises Broken when the outermost element never ends.
    """
    ends = [token.end() for token in TOKEN.finditer(text) if token.lastindex == END]
    parts: list[str] = []
    open_: list[str] = []
    at, fault = 0, -1
    for token in TOKEN.finditer(text):
        which, first, last = token.lastindex, *token.span()
        new = ""
        if which == START:
            if text[last - 2] != "/":
                open_.append(token[START])
        elif which == END:
            new = _closed(open_, token[END], outermost=last == ends[-1])
        elif last == first + 1:
            new = "&lt;"
        if new and new != token[0]:
            fault = first if fault < 0 else fault
            parts += [text[at:first], new]
            at = last
    if open_ or fault < 0:
        raise Broken(len(text), bool(open_))
    return "".join([*parts, text[at:]]), fault


def _closed(open_: list[str], name: str, outermost: bool) -> str:
    """What stands for an end tag: itself, the end tags missing before it, or a comment when it closes nothing.

    Only the last end tag of the file may close the outermost element, or what follows would stand outside.
    """
    known = len(open_) - 1 - open_[::-1].index(name) if name in open_ else -1
    if known < 0 or (known == 0 and not outermost):
        return f"<!-- {name} -->" if "--" not in name and not name.endswith("-") else " "
    missing = open_[known:]
    del open_[known:]
    return "".join(f"</{tag}>" for tag in reversed(missing))


_FIRST = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FURTHER = rf"{_FIRST}.0-9\u00b7\u0300-\u036f\u203f\u2040-"
"""What XML names may begin with and go on with (XML 1.0, 2.3), without the colon."""

_NAME = rf"[{_FIRST}][{_FURTHER}]*"
_QNAME = rf"{_NAME}(?::{_NAME})?"
_GOOD_NAME = re.compile(_QNAME)
_GOOD_ATTRIBUTE = re.compile(rf"\s({_QNAME})\s*=\s*(\"[^\"<]*+\"|'[^'<]*+')", re.ASCII)
_GOOD_TAG = re.compile(rf"<{_QNAME}(?:\s+{_QNAME}\s*=\s*(?:\"[^\"<]*+\"|'[^'<]*+'))*+\s*/?>", re.ASCII)


def legible(text: str) -> str:
    """The text for a parser, element for element, without what it would stumble over: attributes that are none or stand
    twice, characters that names cannot have, references to nothing. The file keeps them."""
    declared = set(_ENTITY.findall(text))
    text = _REFERENCE.sub(lambda found: _legible_reference(found, declared), text)
    return TOKEN.sub(lambda token: _legible_tag(token) if token.lastindex in (START, END) else token[0], text)


_ENTITY = re.compile(r"<!ENTITY\s+([^\s\"'%]+)")
_REFERENCE = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^>]*>|&(?:#(\d+|[xX][0-9a-fA-F]+);|([\w.:-]+);)?", re.DOTALL
)


def _legible_reference(found: re.Match[str], declared: set[str]) -> str:
    """A reference to a character or entity that there is; that of a web page stands for what it means there."""
    number, name = found[1], found[2]
    if not found[0].startswith("&") or name in ("amp", "lt", "gt", "quot", "apos") or name in declared:
        return found[0]
    if number:
        value = (int(number[1:], 16) if number[0] in "xX" else int(number)) if len(number) < 9 else 0
        fine = value in (9, 10, 13) or 32 <= value < 0xD800 or 0xDFFF < value < 0xFFFE or 0xFFFF < value < 0x110000
        return found[0] if fine else "&#xFFFD;"
    meant = html5.get(f"{name};", "") if name else ""
    return meant if meant not in ("", "<", "&", '"', "'") else "&amp;" + found[0][1:]


def _legible_tag(token: re.Match[str]) -> str:
    if token.lastindex == END:
        return f"</{_legible_name(token[END])}>"
    raw = token[0]
    attributes = dict(reversed(_GOOD_ATTRIBUTE.findall(raw)))
    if _GOOD_TAG.fullmatch(raw) and len(attributes) == len(_GOOD_ATTRIBUTE.findall(raw)):
        return raw
    said = "".join(f" {name}={value}" for name, value in reversed(attributes.items()))
    return f"<{_legible_name(token[START])}{said}{'/>' if raw.endswith('/>') else '>'}" + "\n" * raw.count("\n")


def _legible_name(name: str) -> str:
    if _GOOD_NAME.fullmatch(name):
        return name
    return "_" + re.sub(rf"[^{_FURTHER}]", "_", name)
