"""Texts and tags as XML wants them, element for element: quotes, references, attributes, names, comments.

Nothing is taken out but what XML has no place for: an attribute that stands twice, a word that is no attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from mapper.bpmn.file.spans import END, START, TOKEN

_FIRST = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FURTHER = rf"{_FIRST}.0-9\u00b7\u0300-\u036f\u203f\u2040-"
"""What XML names may begin with and go on with (XML 1.0, 2.3), without the colon."""

_NAME = rf"[{_FIRST}][{_FURTHER}]*"
_QNAME = rf"{_NAME}(?::{_NAME})?"
_GOOD_NAME = re.compile(_QNAME)
_GOOD_TAG = re.compile(rf"<{_QNAME}(?:\s+{_QNAME}\s*=\s*(?:\"[^\"<]*+\"|'[^'<]*+'))*+\s*/?>", re.ASCII)
_ONCE = re.compile(rf"\s({_QNAME})\s*=\s*(?:\"[^\"]*+\"|'[^']*+')", re.ASCII)


def legible(text: str) -> str:
    """The text for a parser, element for element, without what it would stumble over: attributes that are none or stand
    twice, characters that names cannot have, references to nothing, an "<" in a value."""
    declared = set(_ENTITY.findall(text))
    text = _REFERENCE.sub(lambda found: _reference(found, declared), text)
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    at, began, typed = 0, False, False
    for token in TOKEN.finditer(text):
        yield text[at : token.start()].replace("]]>", "]]&gt;")
        at, raw = token.end(), token[0]
        if token.lastindex is not None:
            yield _tag(token)
            began = True
        elif raw.startswith("<!--"):
            yield _comment(raw)
        elif raw.startswith("<?xml") and raw[5:6].isspace() and text[: token.start()].strip("\ufeff"):
            yield ""  # a declaration that does not begin the text
        elif raw.startswith("<!DOCTYPE"):
            yield "" if began or typed else raw
            typed = True
        else:
            yield raw
    yield text[at:].replace("]]>", "]]&gt;")


def _comment(raw: str) -> str:
    inside = raw[4:-3]
    return raw if "--" not in inside and not inside.endswith("-") else f"<!--{inside.replace('-', ' ')}-->"


# -- references --------------------------------------------------------------------------------------------------------

_ENTITY = re.compile(r"<!ENTITY\s+([^\s\"'%]+)")
_REFERENCE = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^>]*>|&(?:#(\d+|[xX][0-9a-fA-F]+);|([\w.:-]+);)?", re.DOTALL
)


def _reference(found: re.Match[str], declared: set[str]) -> str:
    """A reference to a character or entity that there is; that of a web page stands for what it means there."""
    number, name = found[1], found[2]
    if not found[0].startswith("&") or name in ("amp", "lt", "gt", "quot", "apos") or name in declared:
        return found[0]
    if number:
        value = (int(number[1:], 16) if number[0] in "xX" else int(number)) if len(number) < 9 else 0
        fine = value in (9, 10, 13) or 32 <= value < 0xD800 or 0xDFFF < value < 0xFFFE or 0xFFFF < value < 0x110000
        return found[0] if fine else "&#xFFFD;"
    meant = html5.get(f"{name};", "") if name else ""
    if not meant:
        return "&amp;" + found[0][1:]
    return "".join(f"&#{ord(c)};" if c in "<&\"'" else c for c in meant)


# -- tags --------------------------------------------------------------------------------------------------------------


def _tag(token: re.Match[str]) -> str:
    if token.lastindex == END:
        return f"</{_name(token[END])}>"
    raw, name = token[0], token[START]
    names = _ONCE.findall(raw)
    if _GOOD_TAG.fullmatch(raw) and len(names) == len(set(names)):
        return raw
    return _written(name, raw)


def _name(name: str) -> str:
    if _GOOD_NAME.fullmatch(name):
        return name
    return "_" + re.sub(rf"[^{_FURTHER}]", "_", name)


def _written(name: str, raw: str) -> str:
    """A start tag with its attributes, each once and as XML wants it; line breaks stay before the attribute they were
    before."""
    end = "/>" if raw.endswith("/>") else ">"
    found: dict[str, str] = {}
    for space, key, value in _attributes(raw, len(name) + 1, len(raw) - len(end)):
        quote = "'" if '"' in value and "'" not in value else '"'
        value = value.replace("<", "&lt;").replace('"', "&quot;" if quote == '"' else '"')
        found.setdefault(key, f"{space}{key}={quote}{value}{quote}")
    return f"<{_name(name)}{''.join(found.values())}{end}"


_KEY = re.compile(rf"(?P<space>\s*)(?P<key>{_QNAME})\s*=\s*(?P<open>[\"']?)", re.ASCII)
_NEXT = re.compile(rf"\s+{_QNAME}\s*=\s*$", re.ASCII)
_SKIP = re.compile(r"\s*[^\s\"'=]*[\"'=]?")


def _attributes(raw: str, at: int, end: int) -> Iterator[tuple[str, str, str]]:
    """The attributes of a tag: the white space before each, its name, its value without the quotes."""
    while at < end:
        found = _KEY.match(raw, at, end)
        if found is None:
            skipped = _SKIP.match(raw, at, end)
            at = max(skipped.end() if skipped else at, at + 1)
            continue
        if not found["open"]:
            bare = re.compile(r"[^\s\"'<>=]*").match(raw, found.end(), end)
            value, at = (bare[0], bare.end()) if bare else ("", found.end())
        else:
            value, at = _value(raw, found.end(), end, found["open"])
        yield found["space"] or " ", found["key"], value


def _value(raw: str, begin: int, end: int, quote: str) -> tuple[str, int]:
    """The value that begins here, and where the next attribute may begin. A quote that stands in the value belongs to
    it; where the closing one is missing, the next attribute or the tag's end closes the value."""
    at = raw.find(quote, begin, end)
    while at >= 0:
        missing = _NEXT.search(raw, begin, at)
        if missing is not None and not re.match(r"\s|$", raw[at + 1 : end][:1]):
            return raw[begin : missing.start()], missing.start()
        further = raw.find(quote, at + 1, end)
        between = raw[at + 1 : further if further >= 0 else end]
        if further < 0 or _NEXT.search(f" {between}") is not None or re.match(r"\s*[\w.:-]+\s*=\s*[\"']", between):
            return raw[begin:at], at + 1
        at = further
    return raw[begin:end].rstrip(), end


# -- what is hardly a tag ----------------------------------------------------------------------------------------------

_LIKE = rf"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?a:{_GOOD_TAG.pattern})"
"""What is left alone: it leaves no quotes open, though a ">" may stand in a value."""

_BLANKS = "\u00a0\u2000-\u200d\u2028\u2029\u202f\u2060\u3000\ufeff"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\uff02"
_ATTRIBUTE = rf"""\s+{_QNAME}\s*=\s*(?:"[^"<>]*"|'[^'<>]*')"""
_APART = re.compile(rf"<[ \t]+(?=/\s*{_QNAME}\s*>|{_QNAME}(?:{_ATTRIBUTE})+\s*/?>)|</[ \t]+(?={_QNAME}\s*>)", re.ASCII)
_TYPOGRAPHIC = re.compile(rf"""(?<=[\w.-])(\s*=\s*)[{_QUOTES}]([^{_QUOTES}<>"]*)[{_QUOTES}](?=[\s/>])""")
_UNSEEN = re.compile(rf"""(?<=["'])[{_BLANKS}]+(?={_QNAME}\s*=\s*["'])""")
_UNENDED = re.compile(rf"{_LIKE}|<({_QNAME})((?:{_ATTRIBUTE})+)(?:\s*(/))?(?=\s*</?[A-Za-z_])", re.DOTALL)
_UNCLEAN = re.compile(rf"{_LIKE}|<{_QNAME}\s[^<>]*>", re.DOTALL)


def tagged(text: str) -> str:
    """The text with tags made of what is hardly one: a blank behind the "<", quotes of typography, blanks that nobody
    sees between attributes, a missing ">"."""
    text = _APART.sub(lambda found: found[0].replace(" ", "").replace("\t", ""), text)
    text = _UNCLEAN.sub(lambda found: found[0] if _GOOD_TAG.fullmatch(found[0]) else _cleaned(found[0]), text)
    return _UNENDED.sub(lambda found: _ended(found, text), text)


def _cleaned(raw: str) -> str:
    return raw if raw.startswith(("<!", "<?")) else _UNSEEN.sub(" ", _TYPOGRAPHIC.sub(r'\1"\2"', raw))


def _ended(found: re.Match[str], text: str) -> str:
    """A tag with its ">": the element holds something if its end tag comes before another one begins."""
    if found[1] is None:
        return found[0]
    following = re.compile(rf"<(/?){re.escape(found[1])}[\s/>]").search(text, found.end())
    holds = not found[3] and following is not None and following[1]
    return f"<{found[1]}{found[2]}{'' if holds else '/'}>"


_OPENED = re.compile(rf"{_LIKE}|<([^\s/>!?\"'<=]+)(?:\s[^<>]*)>", re.DOTALL)


def unquoted(text: str) -> str:
    """The text with the quotes closed that a tag leaves open, so that they do not swallow what follows."""
    return _OPENED.sub(lambda found: _closed(found[0], found[1]), text)


def _closed(raw: str, name: str | None) -> str:
    if name is None or raw.count('"') % 2 == 0 or _GOOD_TAG.fullmatch(raw):
        return raw
    return _written(name, raw)
