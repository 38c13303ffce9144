"""Damage for the fuzz run: each mutation takes the bytes of a map and a random generator and returns other bytes.

Nothing here parses; what real tools, transfers and hand edits do to files happens to their bytes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

TAG = re.compile(rb"<[^<>]*>")
ATTRIBUTE = re.compile(rb"""(\s)([\w:.-]+)(\s*=\s*)(["'])(.*?)\4""", re.S)
REFERENCE = re.compile(rb"""(Ref|Element|default)(\s*=\s*)(["'])(.*?)\3""")
REFERENCE_TEXT = re.compile(rb">([^<>\s]{1,80})</")
ID = re.compile(rb"""\bid\s*=\s*["'](.*?)["']""")
NUMBER = re.compile(rb"""\b(x|y|width|height)\s*=\s*["'](.*?)["']""")

NASTY = (
    b"", b" ", b"NaN", b"inf", b"-inf", b"1e308", b"-1e308", b"1e-308", b"0", b"-0", b"-5", b"1,5", b"9" * 20, b"true",
    b"1", b"a:b:c", b":", b"#", b"{x}y", b"&#0;", b"&#10;", b"&amp;", b"&nope;", b"<", b"\xc3\x28", b"\xe9", b"\x00",
    "ä ß 漢 🙂".encode(), b"x" * 5000, b"../../etc", b"%s%n", b"{0}", b"__class__",
)  # fmt: skip
NAMES = (
    b"task", b"process", b"lane", b"laneSet", b"subProcess", b"participant", b"collaboration", b"sequenceFlow",
    b"association", b"dataInputAssociation", b"dataObjectReference", b"boundaryEvent", b"textAnnotation",
    b"definitions", b"BPMNShape", b"BPMNEdge", b"BPMNPlane", b"Bounds", b"waypoint", b"extensionElements",
    b"choreographyTask", b"nonsense",
)  # fmt: skip
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "iso8859-15", "cp037",
)  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


def mutate(data: bytes, chance: random.Random) -> tuple[bytes, list[str]]:
    """One to four mutations, and their names. Large files are mutated as well but grow no further."""
    names = []
    for _step in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        act = chance.choice(MUTATIONS)
        data = act(data, chance)[:3_000_000]
        names.append(act.__name__)
    return data, names


def _cut(data: bytes, begin: int, end: int, new: bytes) -> bytes:
    return data[:begin] + new + data[end:]


def _some(pattern: re.Pattern[bytes], data: bytes, chance: random.Random) -> re.Match[bytes] | None:
    """A random match, found from a random place on so that long files need no full scan."""
    start = chance.randrange(len(data) or 1)
    return pattern.search(data, start) or pattern.search(data)


# -- bytes -------------------------------------------------------------------------------------------------------------


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _byte in range(chance.randint(1, 12) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def insert_bytes(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return _cut(data, at, at, chance.choice((*NASTY, b"<", b">", b'"', b"<!--", b"]]>", b"<![CDATA[", b"<?x ?>")))


def delete_range(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return _cut(data, at, at + chance.choice((1, 1, 5, 40, 400, 4000)), b"")


def repeat_range(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return _cut(data, at, at, data[at : at + chance.choice((5, 40, 400, 4000))])


def truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def lose_head(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randint(0, min(len(data), 600)) :]


# -- tags --------------------------------------------------------------------------------------------------------------


def drop_tag(data: bytes, chance: random.Random) -> bytes:
    found = _some(TAG, data, chance)
    return _cut(data, *found.span(), b"") if found else data


def repeat_tag(data: bytes, chance: random.Random) -> bytes:
    found = _some(TAG, data, chance)
    return _cut(data, found.end(), found.end(), found[0] * chance.choice((1, 1, 2, 50))) if found else data


def move_tags(data: bytes, chance: random.Random) -> bytes:
    """Take some tags in a row elsewhere: a subtree or a piece of one."""
    found = _some(TAG, data, chance)
    if not found:
        return data
    end = min(data.find(b">", found.end() + chance.choice((0, 0, 100, 1000))) + 1 or found.end(), len(data))
    piece, rest = data[found.start() : end], _cut(data, found.start(), end, b"")
    other = _some(TAG, rest, chance)
    return _cut(rest, other.end(), other.end(), piece) if other else data


def rename_element(data: bytes, chance: random.Random) -> bytes:
    """Another name for all elements of a name, or for one tag only."""
    found = _some(re.compile(rb"<([\w.-]+:)?([\w.-]+)"), data, chance)
    if not found:
        return data
    new = chance.choice(NAMES)
    if chance.random() < 0.3:
        return _cut(data, *found.span(2), new)
    return re.sub(rb"(</?(?:[\w.-]+:)?)" + re.escape(found[2]) + rb"(?=[\s/>])", rb"\1" + new, data)


def change_prefix(data: bytes, chance: random.Random) -> bytes:
    found = _some(re.compile(rb"(</?)([\w.-]+):"), data, chance)
    if not found:
        return data
    new = found[1] + chance.choice((b"", b"zz:", b"bpmn:", b"bpmndi:", b"xml:"))
    return _cut(data, *found.span(), new) if chance.random() < 0.5 else data.replace(found[0], new)


def nest(data: bytes, chance: random.Random) -> bytes:
    """Wrap a place in many elements of one name."""
    found = _some(re.compile(rb"<([\w.-]+:)?(task|subProcess|userTask|lane|laneSet)\b"), data, chance)
    if not found:
        return data
    depth, name = chance.choice((3, 300, 3000)), (found[1] or b"") + chance.choice((b"subProcess", b"lane", b"laneSet"))
    at = found.start()
    return _cut(data, at, at, b"".join(b'<%s id="n%d">' % (name, i) for i in range(depth)) + b"</%s>" % name * depth)


# -- attributes and references -----------------------------------------------------------------------------------------


def drop_attribute(data: bytes, chance: random.Random) -> bytes:
    found = _some(ATTRIBUTE, data, chance)
    return _cut(data, *found.span(), b"") if found else data


def repeat_attribute(data: bytes, chance: random.Random) -> bytes:
    found = _some(ATTRIBUTE, data, chance)
    return _cut(data, found.end(), found.end(), found[0]) if found else data


def spoil_attribute(data: bytes, chance: random.Random) -> bytes:
    found = _some(ATTRIBUTE, data, chance)
    return _cut(data, *found.span(5), chance.choice(NASTY)) if found else data


def spoil_numbers(data: bytes, chance: random.Random) -> bytes:
    for _number in range(chance.choice((1, 2, 10))):
        if found := _some(NUMBER, data, chance):
            data = _cut(data, *found.span(2), chance.choice(NASTY))
    return data


def rename_attribute(data: bytes, chance: random.Random) -> bytes:
    found, other = _some(ATTRIBUTE, data, chance), _some(ATTRIBUTE, data, chance)
    return _cut(data, *found.span(2), other[2]) if found and other else data


def repeat_id(data: bytes, chance: random.Random) -> bytes:
    """Give an element the id of another, an odd one, or none."""
    for _id in range(chance.choice((1, 1, 5))):
        found, other = _some(ID, data, chance), _some(ID, data, chance)
        if found and other:
            data = _cut(
                data, *found.span(1), chance.choice((other[1], other[1], b"", b"1 2", b"\xc3\xa4", other[1] + b" "))
            )
    return data


def drop_ids(data: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"""\sid\s*=\s*["'].*?["']""", lambda m: b"" if chance.random() < 0.5 else m[0], data)


def turn_reference(data: bytes, chance: random.Random) -> bytes:
    """Let references lead to other things of the file, to nothing, or to what they stand in."""
    for _reference in range(chance.choice((1, 2, 8))):
        found = _some(chance.choice((REFERENCE, REFERENCE, REFERENCE_TEXT)), data, chance)
        other = _some(ID, data, chance)
        if found and other:
            near = ID.findall(data, max(0, found.start() - 400), found.start())
            news = (other[1], other[1], *near[-1:], b"nowhere", b"bpmn:" + other[1], b" " + other[1] + b"\n", b"")
            data = _cut(data, *found.span(found.re.groups), chance.choice(news))
    return data


# -- encodings ---------------------------------------------------------------------------------------------------------


def encode_anew(data: bytes, chance: random.Random) -> bytes:
    """Another encoding; the declaration follows or not."""
    text, name = data.decode("utf-8", "replace"), chance.choice(ENCODINGS)
    if chance.random() < 0.6:
        text = re.sub(r"encoding=([\"']).*?\1", f'encoding="{name}"', text, count=1)
    return text.encode(name, "replace")


def declare_anew(data: bytes, chance: random.Random) -> bytes:
    new = chance.choice(
        (b"utf-16", b"ascii", b"windows-1252", b"ISO-8859-1", b"klingon", b"", b"rot13", b"utf-7", b"idna")
    )
    return re.sub(rb"encoding=([\"']).*?\1", b'encoding="' + new + b'"', data, count=1)


def change_newlines(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r\n", b"\r", b"", b"\n\n", b"\xe2\x80\xa8")))


def add_doctype(data: bytes, chance: random.Random) -> bytes:
    new = chance.choice((
        b"<!DOCTYPE x>", b'<!DOCTYPE x SYSTEM "x.dtd">', b'<!DOCTYPE x [<!ENTITY e "v">]>',
        b'<!DOCTYPE x [<!ATTLIST task a CDATA "b">]>', b"<!DOCTYPE x [<!-- > -->]>", b'<?xml-stylesheet href="x"?>',
    ))  # fmt: skip
    at = data.find(b"?>") + 2
    return _cut(data, at, at, new) if at > 1 else new + data


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes, insert_bytes, delete_range, repeat_range, truncate, lose_head,
    drop_tag, drop_tag, repeat_tag, move_tags, move_tags, rename_element, rename_element, change_prefix, nest,
    drop_attribute, drop_attribute, repeat_attribute, spoil_attribute, spoil_attribute, spoil_numbers, rename_attribute,
    repeat_id, repeat_id, drop_ids, turn_reference, turn_reference, turn_reference, turn_reference,
    encode_anew, declare_anew, change_newlines, add_doctype,
)  # fmt: skip
