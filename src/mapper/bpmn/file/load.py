"""Bytes to a tree of elements, safely: nothing is fetched, nothing expands, nothing that is no map gets further.

A file that an XML parser refuses is mended in memory as far as it can be, and the notes say what was done. The bytes
themselves are never changed here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from lxml import etree

from mapper.bpmn.file.archive import ZIP, office, unpacked
from mapper.bpmn.file.decode import EBCDIC, Text, decode, in_utf8, legal, line_of, undeclared
from mapper.bpmn.file.errors import Note, Unreadable
from mapper.bpmn.file.mend import mended
from mapper.bpmn.file.names import GUESSES
from mapper.bpmn.file.naming import TELLING, is_bpmn, is_drawn_strangely, renamed, spelt
from mapper.bpmn.file.naming import Element as Element
from mapper.bpmn.file.spans import scan
from mapper.text import N_, _


@dataclass(slots=True)
class Loaded:
    """A tree, and what had to be done to get it.

    text: the text to write from, when it is not simply the decoded bytes: the mended one. merged: the namespaces whose
    elements stand in that of the model.
    """

    root: Element
    notes: list[Note] = field(default_factory=list)
    repaired: bool = False
    text: Text | None = None
    merged: frozenset[str] = frozenset()


_PLAIN = re.compile(r"ascii|utf-8|utf-16-[lb]e|iso8859-\d+|cp125\d|latin-1")
_MAGIC = (
    (ZIP, N_("a zip archive"), N_("unpack it and open the file inside")),
    (b"\x1f\x8b", N_("a gzip archive"), N_("unpack it and open the file inside")),
    (b"\xff\xd8\xff", N_("a JPEG picture"), N_("choose a .bpmn file")),
    (b"\x89PNG", N_("a PNG picture"), N_("choose a .bpmn file")),
    (b"GIF8", N_("a GIF picture"), N_("choose a .bpmn file")),
    (b"%PDF", N_("a PDF document"), N_("choose a .bpmn file")),
    (b"\xd0\xcf\x11\xe0", N_("an Office document"), N_("choose a .bpmn file")),
    (b"{\\rtf", N_("an Office document"), N_("choose a .bpmn file")),
    (b"version https://git-lfs", N_("the stand-in of Git LFS for a file"), N_("fetch the file itself: git lfs pull")),
)


def load(data: bytes) -> Loaded:
    """The tree of a BPMN file, or of the one in a zip archive. Raises Unreadable with one clear reason."""
    if (inner := unpacked(data)) is not None:
        return _from_archive(*inner)
    _refuse_strangers(data)
    _refuse_large(data)
    text = decode(data) if not _quick(data) else None
    _refuse_entities(text.text if text else None, data)
    try:
        root = _sound(data, text)
    except etree.XMLSyntaxError as error:
        _refuse_depth(error, text or decode(data))
        root = None
    said = text is not None and text.said
    if root is not None and not said and is_bpmn(root) and not is_drawn_strangely(root):
        notes: list[Note] = []
        merged = spelt(root, text or data, notes)
        return Loaded(root, notes, merged=merged)
    found = _mend(text or decode(data), root)
    found.merged = spelt(found.root, found.text or text or data, found.notes)
    return found


def _sound(data: bytes, text: Text | None) -> Element | None:
    """The tree of a well-formed file. Raises XMLSyntaxError.

    What a parser makes of encodings of several bytes is not what Python makes of them in each character, so those are
    parsed as text; but only where the parser, and so other programs, read the bytes as well.
    """
    parser = _parser(entities=_are_texts(text))
    root = etree.fromstring(data, parser)
    if text is None or _PLAIN.fullmatch(text.codec):
        return root
    return etree.fromstring(_utf8(text.text), parser) if text.faithful and legal(text.text)[1] is None else None


def _from_archive(what: str, data: bytes) -> Loaded:
    """The map in an archive: it is written as a file of its own when it is edited, never back into the archive."""
    found = load(data)
    found.notes.insert(0, Note(None, what))
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
    head = decode(data[:400])
    return head.codec == "utf-8" and not head.said


# -- refusals ----------------------------------------------------------------------------------------------------------


def _refuse_strangers(data: bytes) -> None:
    if data and not data.strip(b"\0"):
        what = _("the file holds nothing but zero bytes, as after a failing disk or a broken transfer")
        raise Unreadable(None, what, _("its content is lost in this copy; get it again from where it came"))
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise Unreadable(None, _("the file is empty"), _("choose another file, or get it again from where it came"))
    if data.startswith(ZIP) and (document := office(data)) is not None:
        what = _("this is {what}, not a map").format(what=document)
        raise Unreadable(None, what, _("save it as BPMN 2.0 where it was made, or choose a .bpmn file"))
    for mark, what, advice in _MAGIC:
        if data.startswith(mark):
            raise Unreadable(None, _("this is {what}, not a map").format(what=_(what)), _(advice))
    if b"<" not in data[:100_000] and not data.startswith(EBCDIC):
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


LARGEST, DEEPEST = 500_000, 2_000
"""How many elements a map may have, and how many in each other: with more it would fill the memory of a usual machine,
or leave the parser's own bounds."""

_SPARE = 1.02
"""How far above LARGEST a file is still read: what frames the map is not counted by whoever drew it."""


def _refuse_large(data: bytes) -> None:
    tags = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    count = tags.count(b"<")
    if count <= LARGEST * _SPARE:
        return
    count -= tags.count(b"</") + tags.count(b"<!") + tags.count(b"<?")
    if count > LARGEST * _SPARE:
        what = _("the file holds {count} elements; Mapper opens maps of up to {most}")
        raise Unreadable(None, what.format(count=f"{count:,}", most=f"{LARGEST:,}"), _("split the map into several"))


_TAG = re.compile(r"<(/?)[A-Za-z_][^<>]*?(/?)>")


def _depth(text: str) -> int:
    """How many elements stand in each other at most, well-formed or not."""
    depth = most = 0
    for token in _TAG.finditer(text):
        if token[1]:
            depth -= 1
        else:
            most = max(most, depth + 1)
            depth += not token[2]
    return most


def _refuse_depth(error: etree.XMLSyntaxError, text: Text) -> None:
    if "xcessive depth" in str(error):
        what = _("elements are nested {depth} deep, too deep to be a map; Mapper opens up to {most}")
        said = what.format(depth=f"{_depth(text.text):,}", most=f"{DEEPEST:,}")
        raise Unreadable(error.lineno, said, _("export the map again from where it came")) from None


# -- mending -----------------------------------------------------------------------------------------------------------


def _mend(source: Text, root: Element | None) -> Loaded:
    """The tree of a file that is not well-formed, or whose names are not quite BPMN's."""
    notes: list[Note] = []
    if root is not None and not source.said:
        root = etree.fromstring(_utf8(renamed(source.text, root, notes)), _parser(recover=True))
        if len(scan(source.text)) == sum(1 for _ in root.iter("*")):
            return Loaded(root, notes)
        base = _rewritten(source.text, notes)
    else:
        base = mended(source, notes)
        base = Text(_declared(base.text, notes), base.codec, True)
        try:
            root = etree.fromstring(_utf8(base.text), _parser())
            base = _understood(base, notes)
        except etree.XMLSyntaxError as error:
            _refuse_depth(error, base)
            base = _rewritten(base.text, notes)
    root = etree.fromstring(_utf8(base.text), _parser())
    if not is_bpmn(root) or is_drawn_strangely(root):
        root = etree.fromstring(_utf8(renamed(base.text, root, notes)), _parser(recover=True))
    return Loaded(root, notes, True, base)


def _understood(text: Text, notes: list[Note]) -> Text:
    """A well-formed text in an encoding that other programs know by the name that it has in the file, else in UTF-8."""
    data = text.encode(text.text)
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(data, _parser())
        if not decode(data).said:
            return text
    if not notes:
        what = _("other programs cannot tell the file's encoding; it was read as {codec}")
        notes.append(Note(1, what.format(codec=text.codec.upper())))
    return Text(in_utf8(text.text), "utf-8", True)


_UNDECLARED = re.compile(r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined")


def _declared(text: str, notes: list[Note]) -> str:
    """The text with the prefixes declared that it forgot. A parser tells its first errors only: it is asked again."""
    known: dict[str, str] = {}
    while missing := _missing(text, known):
        for prefix, line in missing.items():
            known[prefix] = GUESSES.get(prefix) or _use(prefix, text) or f"urn:undeclared:{quote(prefix)}"
            what = _("the prefix “{prefix}” is declared nowhere; it was read as “{uri}”")
            notes.append(Note(line, what.format(prefix=prefix, uri=known[prefix])))
        text = _in_root(text, "".join(f' xmlns:{prefix}="{known[prefix]}"' for prefix in missing))
    return text


def _missing(text: str, known: Collection[str]) -> dict[str, int]:
    """Prefixes that are declared nowhere, beside those known, and the line where each is used first."""
    parser = _parser(recover=True)
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(_utf8(text), parser)
    missing: dict[str, int] = {}
    for error in parser.error_log:
        found = _UNDECLARED.match(error.message)
        if found and found[1] not in known:
            missing.setdefault(found[1], error.line)
    return missing


def _use(prefix: str, text: str) -> str | None:
    """The namespace in which the elements are that a prefix is used for."""
    names = re.findall(rf"<{re.escape(prefix)}:([\w.-]+)", text)
    return next((TELLING[name] for name in names if name in TELLING), None)


def _in_root(text: str, added: str) -> str:
    return re.sub(r"<[^\s/>!?\"'<=]+", lambda tag: tag[0] + added, text, count=1) if added else text


def _utf8(text: str) -> bytes:
    # The declaration names the encoding the file had; what is parsed here is text already.
    return undeclared(text.lstrip("\ufeff")).encode("utf-8", "replace")


def _rewritten(text: str, notes: list[Note]) -> Text:
    """A clean text where the parts cannot be mended: what a parser that goes on after errors makes of it."""
    parser = _parser(recover=True, comments=True)
    try:
        root = etree.fromstring(_utf8(text), parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(error) from None
    if root is None:
        raise Unreadable(1, _("this is not XML, so not a BPMN map"), _("choose a .bpmn file"))
    if len(parser.error_log):
        what = _("the XML is damaged ({reason}); it was read as well as it could be")
        notes.append(Note(parser.error_log[0].line, what.format(reason=parser.error_log[0].message.strip())))
    whole = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    what = _("the whole file is written anew, not only what changed")
    notes.append(Note(None, what))
    try:
        etree.fromstring(whole, _parser())
    except etree.XMLSyntaxError as error:
        raise _damaged(error) from None
    return Text(whole.decode("utf-8"), "utf-8", True)


def _damaged(error: etree.XMLSyntaxError) -> Unreadable:
    what = _("the XML is damaged ({reason})").format(reason=error.msg)
    return Unreadable(error.lineno, what, _("get it again from where it came"))


def with_comments(text: str) -> Element | None:
    """The tree of a text, comments and processing instructions included; None where a parser refuses it."""
    try:
        return etree.fromstring(_utf8(text.lstrip("\ufeff")), _parser(comments=True))
    except etree.XMLSyntaxError:
        return None
