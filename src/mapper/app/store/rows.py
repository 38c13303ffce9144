"""Rows that stand alone: each says what it belongs to, how long it is and what its checksum is.

They are kept as blobs in SQLite, each small enough to lie in one piece in one page, and are read from the bytes of the
file and its write-ahead log, whatever state the database is in. So damage costs the rows it hit and no others, and no
database that somebody else made is ever opened.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

MAGIC = b"\x89MapR1\r\n"
PAGE = 4096
"""Bytes of a page of the database."""

_PIECE = 3600
"""Bytes of content in a row: with all around it less than SQLite keeps in one piece (PAGE - 35)."""

_CHECK = 16
"""Bytes of a checksum."""
_HEAD = len(MAGIC) + 4 + _CHECK
_SMALL = 1500
"""Bytes up to which compressing is not worth its time."""

MOST = 1 << 28
"""Bytes that one content may have; nothing that claims more is unpacked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One content: of a journal (`owner`), of a kind, the `number`-th there."""

    owner: str
    kind: str
    number: int
    content: bytes


def pack(owner: str, kind: str, number: int, content: bytes) -> list[bytes]:
    """A content as the rows that hold it."""
    packed = zlib.compress(content, 1) if len(content) > _SMALL else content
    count = max(1, -(-len(packed) // _PIECE))
    meta = {"o": owner, "k": kind, "n": number, "of": count, "z": len(content) if packed is not content else 0}
    pieces = (packed[at * _PIECE : (at + 1) * _PIECE] for at in range(count))
    return [_row({**meta, "i": at}, piece) for at, piece in enumerate(pieces)]


def scan(data: Any) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every whole row in some bytes (a bytes or mmap object), wherever it lies: what it says of itself, its piece."""
    at = data.find(MAGIC)
    while at >= 0:
        row = _read(data, at)
        if row is not None:
            yield row
        at = data.find(MAGIC, at + 1)


def entries(found: Iterator[tuple[dict[str, Any], bytes]]) -> dict[tuple[str, str, int], Entry]:
    """The whole contents among rows, by owner, kind and number."""
    pieces: dict[tuple[str, str, int], dict[int, tuple[dict[str, Any], bytes]]] = {}
    for meta, piece in found:
        pieces.setdefault((meta["o"], meta["k"], meta["n"]), {}).setdefault(meta["i"], (meta, piece))
    whole = ((key, _joined(parts)) for key, parts in pieces.items())
    return {key: Entry(*key, content) for key, content in whole if content is not None}


def _row(meta: dict[str, Any], piece: bytes) -> bytes:
    body = json.dumps(meta, separators=(",", ":")).encode() + b"\n" + piece
    return MAGIC + len(body).to_bytes(4, "big") + _digest(body) + body


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=_CHECK).digest()


def _read(data: Any, at: int) -> tuple[dict[str, Any], bytes] | None:
    head = data[at : at + _HEAD]
    if len(head) < _HEAD:
        return None
    length = int.from_bytes(head[len(MAGIC) : len(MAGIC) + 4], "big")
    if length > PAGE:
        return None
    body = data[at + _HEAD : at + _HEAD + length]
    if len(body) < length or _digest(body) != head[-_CHECK:]:
        return None
    line, _, piece = body.partition(b"\n")
    try:
        meta = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return (meta, piece) if _sound(meta) else None


def _sound(meta: Any) -> bool:
    """Whether a row says what a row says; checksums can be made by anybody."""
    if not isinstance(meta, dict):
        return False
    texts = all(isinstance(meta.get(key), str) for key in ("o", "k"))
    return texts and all(type(meta.get(key)) is int and meta[key] >= 0 for key in ("n", "of", "i", "z"))


def _joined(parts: dict[int, tuple[dict[str, Any], bytes]]) -> bytes | None:
    meta = next(iter(parts.values()))[0]
    if len(parts) != meta["of"] or set(parts) != set(range(meta["of"])):
        return None
    packed = b"".join(parts[at][1] for at in range(meta["of"]))
    if not meta["z"]:
        return packed
    if meta["z"] > MOST:
        return None
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(packed, meta["z"] + 1)
    except zlib.error:
        return None
    return content if len(content) == meta["z"] else None
