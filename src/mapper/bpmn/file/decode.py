"""Bytes to text and back without losing one: encodings, byte order marks, bytes that the encoding does not have.

A byte that cannot be decoded stands in the text as a lone surrogate (PEP 383), so that encoding gives it back.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_BOM = (
    (re.compile(rb"(?:[\t\n\r ]\0\0\0)*<\0\0\0"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[\t\n\r ])*\0\0\0<"), "utf-32-be"),
    (re.compile(rb"(?:[\t\n\r ]\0)*<\0"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r ])*\0<"), "utf-16-be"),
)
"""How a file without a mark of byte order begins."""

EBCDIC = "<?xml".encode("cp037")
"""How a file from a mainframe begins."""

_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)")
_LONE = re.compile("[\udc80-\udcff]")
ONE_BYTE = re.compile(r"iso8859-\d+|cp125\d|latin-1")
"""Codecs, by Python's names, in which every byte is a character."""

_C1 = re.compile(rb"[\x80-\x9f]")
"""Bytes that are controls in ISO-8859-1 and letters in windows-1252, under whose name nobody ever writes the former."""

_PAIR = re.compile("\udced[\udca0-\udcaf][\udc80-\udcbf]\udced[\udcb0-\udcbf][\udc80-\udcbf]")
"""A character beyond the first 65,536 as some databases write it: the halves of UTF-16, each as if it were UTF-8."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BLANK = re.compile(f" ?{_ILLEGAL.pattern}+ ?")


@dataclass(frozen=True, slots=True)
class Text:
    """A file as text: `text` (byte order mark included), the codec that gives the bytes back, and whether it
    really gives the same ones. said: the encoding that the file declares, where it is in another one."""

    text: str
    codec: str
    faithful: bool
    said: str = ""

    def encode(self, text: str) -> bytes:
        """Text of this file, edited, as bytes; a character the encoding lacks becomes a character reference."""
        try:
            return text.encode(self.codec, "surrogateescape")
        except UnicodeEncodeError:
            pieces = re.split("([\udc80-\udcff]+)", text)
            errors = ("xmlcharrefreplace", "surrogateescape")
            return b"".join(piece.encode(self.codec, errors[i % 2]) for i, piece in enumerate(pieces))


def decode(data: bytes) -> Text:
    """The file as text, in the encoding it declares or shows."""
    codec, said = _codec(data)
    if codec.startswith("utf-32"):
        # Nothing but Mapper reads it: it is no encoding that an XML parser has to know.
        said = said or "UTF-32"
    if ONE_BYTE.fullmatch(codec) and (text := _as_utf8(data)) is not None:
        # What is valid UTF-8 is that: texts in an encoding of single bytes hardly ever are by chance.
        return Text(text, "utf-8", True, _declared(data))
    if codec == "iso8859-1" and _C1.search(data) is not None:
        return Text(data.decode("cp1252", "surrogateescape"), "cp1252", True, _declared(data))
    try:
        text = data.decode(codec, "surrogateescape")
    except UnicodeDecodeError:
        if codec.startswith(("utf-16", "utf-32")):  # half a character, as where a file was cut off
            return Text(data.decode(codec, "replace"), codec, False, said)
        return Text(data.decode("latin-1"), "latin-1", False, said)
    try:
        faithful = text.encode(codec, "surrogateescape") == data
    except UnicodeEncodeError:
        faithful = False
    return Text(text, codec, faithful, said)


def in_utf8(text: str) -> str:
    """The text with a declaration, if it has one, that says UTF-8."""
    return _SAID.sub(r"\g<1>UTF-8\g<2>", text, count=1)


def undeclared(text: str) -> str:
    """The text without the declaration of an encoding: what a parser gets that is text already."""
    return re.sub(r"^(\s*<\?xml[^>]*?)\sencoding\s*=\s*(?:\"[^\"]*\"|'[^']*')", r"\1", text)


_SAID = re.compile(r"""(^\ufeff?<\?xml[^>]*?\sencoding\s*=\s*["'])[^"'>]*(["'])""")


def legal(text: str) -> tuple[str, int | None]:
    """The text with a blank for everything XML cannot hold, and the place of the first such.

    Bytes that the declared encoding lacks are most often windows-1252, so they are read as that.
    """
    found = _ILLEGAL.search(text)
    if found is None:
        return text, None
    mended = _LONE.sub(lambda c: bytes([ord(c[0]) - 0xDC00]).decode("cp1252", "replace"), _PAIR.sub(_joined, text))
    return _BLANK.sub(" ", mended), found.start()


def _joined(halves: re.Match[str]) -> str:
    raw = halves[0].encode("utf-8", "surrogateescape").decode("utf-8", "surrogatepass")
    return raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def line_of(text: str, place: int) -> int:
    """The line, from 1, of a place in the text."""
    return text.count("\n", 0, place) + 1


def _is_known(name: str) -> bool:
    with suppress(LookupError):
        return bool(codecs.lookup(name))
    return False


def _as_utf8(data: bytes) -> str | None:
    """Bytes beyond ASCII that are valid UTF-8, as text."""
    if data.isascii():
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> str:
    found = _DECLARED.match(data[:400])
    return found[1].decode("ascii") if found else ""


def _codec(data: bytes) -> tuple[str, str]:
    """The codec of a file, and the encoding that it declares where that is another one."""
    head = data[:400]
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return codec, ""
    for beginning, codec in _WITHOUT_BOM if b"\0" in head[:8] else ():
        if beginning.match(head):
            return codec, ""
    if head.startswith(EBCDIC):
        name = _declared(head.decode("cp037").encode("latin-1", "replace")) or "EBCDIC"
        return (name if name.lower().startswith(("ibm", "cp")) and _is_known(name) else "cp037"), name
    name = _declared(data) or "utf-8"
    try:
        codec = codecs.lookup(name).name
        # The declaration could be read as ASCII, so an encoding in which it would look different is not the file's.
        told = head.decode(codec, "surrogateescape").lstrip().startswith("<?xml")
    except (LookupError, ValueError):
        return "utf-8", name
    if codec == "ascii":
        return ("ascii", "") if data.isascii() else ("utf-8", name)
    return (codec, "") if told or not _declared(data) else ("utf-8", name)
