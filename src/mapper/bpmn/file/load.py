"""Bytes to a tree of elements, safely: nothing is fetched, nothing expands, nothing that is no map gets further.

A file that an XML parser refuses is mended in memory as far as it can be, and the notes say what was done. The bytes
themselves are never changed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from mapper.bpmn.file.archive import unpacked
from mapper.bpmn.file.balance import balance, legible
from mapper.bpmn.file.decode import Text, decode, legal, line_of
from mapper.bpmn.file.errors import Note, Unreadable
from mapper.bpmn.file.names import (
    BOUNDS,
    BPMNDI,
    DC,
    DEFINITIONS,
    DI,
    DIAGRAM,
    EDGE,
    GUESSES,
    MODEL,
    SHAPE,
    WAYPOINT,
    split,
)
from mapper.bpmn.file.spans import Broken, scan
from mapper.text import N_, _

Element: TypeAlias = etree._Element


@dataclass(slots=True)
class Loaded:
    """A tree, and what had to be done to get it.

    declare: prefixes that the file uses without saying what they are; whoever edits the file adds them to the root.
    text: the text to write from, when it is not simply the decoded bytes.
    """

    root: Element
    notes: list[Note] = field(default_factory=list)
    repaired: bool = False
    declare: dict[str, str] = field(default_factory=dict)
    text: Text | None = None


_PLAIN = re.compile(r"utf-8|utf-16-[lb]e|utf-32-[lb]e|iso8859-\d+|cp125\d|latin-1")
_ZIP = b"PK\x03\x04"
_MAGIC = (
    (_ZIP, N_("a zip archive"), N_("unpack it and open the file inside")),
    (b"\x1f\x8b", N_("a gzip archive"), N_("unpack it and open the file inside")),
    (b"\xff\xd8\xff", N_("a JPEG picture"), N_("choose a .bpmn file")),
    (b"\x89PNG", N_("a PNG picture"), N_("choose a .bpmn file")),
    (b"GIF8", N_("a GIF picture"), N_("choose a .bpmn file")),
    (b"%PDF", N_("a PDF document"), N_("choose a .bpmn file")),
    (b"\xd0\xcf\x11\xe0", N_("an Office document"), N_("choose a .bpmn file")),
)


def load(data: bytes) -> Loaded:
    """The tree of a BPMN file, or of the one in a zip archive. Raises Unreadable with one clear reason."""
    if data.startswith(_ZIP) and (inner := unpacked(data)) is not None and not inner[1].startswith(_ZIP):
        return _from_archive(*inner)
    _refuse_strangers(data)
    text = decode(data) if not _quick(data) else None
    _refuse_entities(text.text if text else None, data)
    try:
        plain = text is None or _PLAIN.fullmatch(text.codec)
        root = etree.fromstring(data, _parser(entities=_are_texts(text))) if plain else None
    except etree.XMLSyntaxError as error:
        _refuse_depth(error)
        root = None
    if root is not None and _is_bpmn(root) and not _is_drawn_strangely(root):
        return Loaded(root)
    return _mend(text or decode(data), root)


def _from_archive(name: str, data: bytes) -> Loaded:
    """The map in an archive: it is written as a file of its own when it is edited, never back into the archive."""
    found = load(data)
    what = _("this is a zip archive; the map “{name}” in it is shown, and changes are saved as a plain .bpmn file")
    found.notes.insert(0, Note(None, what.format(name=name)))
    found.repaired = True
    found.text = found.text or decode(data)
    return found


def _parser(recover: bool = False, comments: bool = False, entities: bool = False) -> etree.XMLParser:
    # What may be looked up stands in the file itself; the stubs do not know the word for that.
    resolve: Any = "internal" if entities else False
    return etree.XMLParser(
        resolve_entities=resolve, no_network=True, load_dtd=False, huge_tree=True, recover=recover,
        remove_comments=not comments, remove_pis=not comments,
    )  # fmt: skip


def _quick(data: bytes) -> bool:
    """Whether the file is plain 8-bit text without a document type, as nearly all are."""
    if b"<!DOCTYPE" in data or b"\0" in data[:400]:
        return False
    return _PLAIN.fullmatch(decode(data[:400]).codec) is not None


# -- refusals ----------------------------------------------------------------------------------------------------------


def _refuse_strangers(data: bytes) -> None:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unreadable(None, _("the file is empty"), _("choose another file, or get it again from where it came"))
    for mark, what, advice in _MAGIC:
        if data.startswith(mark):
            raise Unreadable(None, _("this is {what}, not a map").format(what=_(what)), _(advice))
    if b"<" not in data[:100_000]:
        raise Unreadable(1, _("this is not XML, so not a BPMN map"), _("choose a .bpmn file"))


ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?([^\s\"'%]+)\s+(?:(SYSTEM|PUBLIC)\b|\"([^\"]*)\"|'([^']*)')")
_EXPANDS = re.compile(r"%|&(?!(?:amp|lt|gt|quot|apos);|#(?!0*38;|[xX]0*26;)\w+;)")
"""What names another entity in the value of one, if only in the end; characters that XML itself names are none."""

_GROWTH = 1_000_000
"""How many characters a file's own entities may add up to before it counts as a bomb."""


def _refuse_entities(text: str | None, data: bytes) -> None:
    if text is None or "<!DOCTYPE" not in text:
        return
    advice = _("remove the document type from the file, or export the map again")
    growth = 0
    for found in ENTITY.finditer(text):
        outside, value = found[3], found[4] or found[5] or ""
        line = line_of(text, found.start())
        if outside:
            what = _("the file asks for another file by an external entity, which is not allowed")
            raise Unreadable(line, what, advice)
        growth += len(value) * text.count(f"&{found[2]};")
        if found[1] or _EXPANDS.search(value) or growth > _GROWTH:
            raise Unreadable(line, _("the file defines entities that expand each other, which is not allowed"), advice)
    if text.count("<!ENTITY") > len(ENTITY.findall(text)):
        raise Unreadable(
            line_of(text, text.index("<!ENTITY")), _("the file defines entities that cannot be read"), advice
        )


def _are_texts(text: Text | None) -> bool:
    """Whether a file's own entities stand for texts: one that holds tags would bring elements that no tag is for."""
    return text is not None and not any(
        "<" in one + two or "&#" in one + two for *_, one, two in ENTITY.findall(text.text)
    )


def _refuse_depth(error: etree.XMLSyntaxError) -> None:
    if "xcessive depth" in str(error):
        raise Unreadable(
            error.lineno, _("elements are nested too deep to be a map"), _("export the map again from where it came")
        ) from None


# -- mending -----------------------------------------------------------------------------------------------------------


def _mend(source: Text, root: Element | None) -> Loaded:
    """The tree of a file that is not well-formed, or whose names are not quite BPMN's."""
    notes: list[Note] = []
    balanced = _balanced(source, notes)
    text, bad = legal(balanced.text)
    if bad is not None:
        what = _("characters that the file's encoding or XML does not allow were read as well as they could be")
        notes.append(Note(line_of(text, bad), what))
    text = _NAMESPACE.sub(lambda found: re.sub(r"[^\x20-\x7e]", "-", found[0]), text.lstrip("\ufeff"))
    declare: dict[str, str] = {}
    if root is None:
        clean = legible(text)
        if clean != text:
            place = next((i for i, pair in enumerate(zip(text, clean, strict=False)) if pair[0] != pair[1]), len(clean))
            what = _("some tags or texts hold what XML does not allow; it is kept as it is")
            notes.append(Note(line_of(text, place), what))
        text, declare = _declared(clean, notes)
        root = _parsed(text, notes)
    if not _is_bpmn(root) or _is_drawn_strangely(root):
        text, root = _with_our_names(text, root, notes)
    # A parser that went on after an error may have left elements out.
    if balanced.faithful and len(scan(balanced.text)) == sum(1 for _ in root.iter("*")):
        return Loaded(root, notes, True, declare, balanced if balanced is not source else None)
    base = _rewritten(text, notes)
    return Loaded(etree.fromstring(base.encode(base.text), _parser()), notes, True, {}, base)


def _balanced(source: Text, notes: list[Note]) -> Text:
    """The text as a tree of tags. Raises Unreadable when it ends too early."""
    try:
        try:
            scan(source.text)
            return source
        except Broken as broken:
            if broken.truncated:
                raise
        text, fault = balance(source.text)
    except Broken:
        raise Unreadable(
            line_of(source.text, len(source.text.rstrip())),
            _("the file ends before the map does"),
            _("get it again from where it came; a part of it is missing"),
        ) from None
    what = _("tags do not match here; they were closed where they seem to end, and nothing was left out")
    notes.append(Note(line_of(source.text, fault), what))
    return Text(text, source.codec, source.faithful)


_NAMESPACE = re.compile(r"xmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")
_UNDECLARED = re.compile(r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined")


def _declared(text: str, notes: list[Note]) -> tuple[str, dict[str, str]]:
    """The text with the prefixes declared that it forgot, and which these are."""
    parser = _parser(recover=True)
    try:
        etree.fromstring(_utf8(text), parser)
    except etree.XMLSyntaxError:
        return text, {}
    missing: dict[str, str] = {}
    for error in parser.error_log:
        found = _UNDECLARED.match(error.message)
        if found and found[1] not in missing:
            missing[found[1]] = GUESSES.get(found[1]) or _use(found[1], text) or f"urn:undeclared:{found[1]}"
            what = _("the prefix “{prefix}” is declared nowhere; it was read as “{uri}”")
            notes.append(Note(error.line, what.format(prefix=found[1], uri=missing[found[1]])))
    added = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in missing.items())
    return _in_root(text, added), missing


def _use(prefix: str, text: str) -> str | None:
    """The namespace in which the elements are that a prefix is used for."""
    names = re.findall(rf"<{re.escape(prefix)}:([\w.-]+)", text)
    return next((_TELLING[name] for name in names if name in _TELLING), None)


def _in_root(text: str, added: str) -> str:
    return re.sub(r"<[^\s/>!?\"'<=]+", lambda tag: tag[0] + added, text, count=1) if added else text


def _parsed(text: str, notes: list[Note]) -> Element:
    try:
        return etree.fromstring(_utf8(text), _parser())
    except etree.XMLSyntaxError as error:
        _refuse_depth(error)
        reason = error
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(_utf8(text), parser)
    except etree.XMLSyntaxError:
        raise _damaged(reason) from None
    first = parser.error_log[0] if len(parser.error_log) else None
    if root is None:
        raise Unreadable(first.line if first else 1, _("this is not XML, so not a BPMN map"), _("choose a .bpmn file"))
    if first is not None:
        what = _("the XML is damaged ({reason}); it was read as well as it could be")
        notes.append(Note(first.line, what.format(reason=first.message.strip())))
    return root


def _utf8(text: str) -> bytes:
    # The declaration names the encoding the file had; what is parsed here is text already.
    return re.sub(r"^(\s*<\?xml[^>]*?)\sencoding\s*=\s*(?:\"[^\"]*\"|'[^']*')", r"\1", text).encode("utf-8", "replace")


def _rewritten(text: str, notes: list[Note]) -> Text:
    """A clean text of a tree that cannot be copied part by part: it is written anew as a whole when edited."""
    # libxml2 keeps an attribute that stands twice, which no parser would read again.
    text = re.sub(r"<[^\s/>!?][^>]*>", lambda tag: _once(tag[0]), text)
    root = etree.fromstring(_utf8(text), _parser(recover=True, comments=True))
    whole = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    what = _("if this map is edited and saved, the whole file is written anew, not only what changed")
    notes.append(Note(None, what))
    try:
        etree.fromstring(whole, _parser())
    except etree.XMLSyntaxError as error:
        raise _damaged(error) from None
    return Text(whole.decode("utf-8"), "utf-8", True)


def _once(tag: str) -> str:
    """A start tag in which each attribute stands once, the first time."""
    seen: set[str] = set()

    def keep(found: re.Match[str]) -> str:
        known = found[1] in seen
        seen.add(found[1])
        return "" if known else found[0]

    return re.sub(r"\s+([^\s=/>\"']+)\s*=\s*(?:\"[^\"]*\"|'[^']*')", keep, tag)


def _damaged(error: etree.XMLSyntaxError) -> Unreadable:
    what = _("the XML is damaged ({reason})").format(reason=error.msg)
    return Unreadable(error.lineno, what, _("get it again from where it came"))


def with_comments(text: str) -> Element | None:
    """The tree of a text, comments and processing instructions included; None where a parser refuses it."""
    try:
        return etree.fromstring(_utf8(text.lstrip("\ufeff")), _parser(comments=True))
    except etree.XMLSyntaxError:
        return None


def line_at(element: Element) -> int | None:
    """The line an element starts on."""
    line = element.sourceline
    return line if isinstance(line, int) else None


# -- names -------------------------------------------------------------------------------------------------------------

_TELLING = {
    "definitions": MODEL, "process": MODEL, "collaboration": MODEL, "choreography": MODEL, "startEvent": MODEL,
    "BPMNDiagram": BPMNDI, "BPMNShape": BPMNDI, "Bounds": DC, "waypoint": DI,
}  # fmt: skip
"""Elements that tell which of BPMN's namespaces a strange one must stand for."""


def _is_bpmn(root: Element) -> bool:
    return root.tag == DEFINITIONS or next(root.iter(DEFINITIONS), None) is not None


def _is_drawn_strangely(root: Element) -> bool:
    """Whether there is a drawing, but in namespaces that are not the ones of BPMN's drawings."""
    diagram = next(root.iter(DIAGRAM), None)
    if diagram is None:
        return next(root.iter("{*}BPMNDiagram"), None) is not None
    pairs = ((SHAPE, BOUNDS, "{*}Bounds"), (EDGE, WAYPOINT, "{*}waypoint"))
    for holder, ours, like in pairs:
        first = next((e for e in diagram.iter(holder) if e.find(like) is not None), None)
        if first is not None and first.find(ours) is None:
            return True
    return False


def _with_our_names(text: str, root: Element, notes: list[Note]) -> tuple[str, Element]:
    """Text and tree with strange namespaces taken for BPMN's. Raises Unreadable when nothing looks like BPMN."""
    strange: dict[str, str] = {}
    seen = set()
    for element in root.iter("*"):
        uri, local = split(str(element.tag))
        if local in _TELLING:
            seen.add(local)
            strange.setdefault(uri, _TELLING[local])
    if "definitions" not in seen or not seen - {"definitions"}:
        what = _("this is XML, but not a BPMN map: it begins with <{name}>")
        raise Unreadable(line_at(root), what.format(name=split(str(root.tag))[1]), _("choose a .bpmn file"))
    for uri, meant in strange.items():
        if uri == meant:
            continue
        what = _("the namespace “{uri}” is not BPMN 2.0's; it was read as “{meant}”")
        notes.append(Note(line_at(root), what.format(uri=uri, meant=meant)))
        named = re.compile(rf"(xmlns(?::[\w.-]+)?\s*=\s*)([\"']){re.escape(uri)}\2")
        text = named.sub(rf"\g<1>\g<2>{meant}\g<2>", text) if uri else _in_root(text, f' xmlns="{meant}"')
    return text, etree.fromstring(_utf8(text), _parser(recover=True))
