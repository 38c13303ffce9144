"""What an element holds beside its children, for copies: texts, comments, processing instructions, CDATA sections.

A tree that was read knows neither comments nor which texts were CDATA, so these come from the text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mapper.bpmn.file.load import ENTITY, Element
from mapper.bpmn.file.names import MODEL, split
from mapper.bpmn.file.order import slot
from mapper.bpmn.file.source import Base
from mapper.bpmn.file.spans import TOKEN
from mapper.bpmn.writing.edits import Item, New

_CDATA, _END = "<![CDATA[", "]]>"
_REFERENCE = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([\w.:-]+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def lay_out(item: New, element: Element, base: Base, made: Sequence[New | None]) -> None:
    """Give the copy of an element its contents: the copies of its children (None for one that is left out) in the order
    that the schema wants, and what stands between them."""
    gaps = _gaps(element, base)
    told = any(piece.text.strip() for gap in gaps for piece in gap)
    if not made and (told or not any(piece.raw for piece in gaps[0])):
        _fill_leaf(item, gaps[0])
        return
    kids: list[Item] = []
    for gap, child in zip(gaps, (*made, None), strict=True):
        kids += [piece for piece in gap if told or not piece.text]
        kids += [child] if child is not None else []
    item.mixed = told
    item.children = kids if told or split(item.tag)[0] != MODEL else _in_order(item.tag, kids)
    for kid in item.children:
        if isinstance(kid, New):
            kid.parent = item


def inner(element: Element) -> list[Element]:
    """The elements in an element; entities that were not looked up are none."""
    return [child for child in element if isinstance(child.tag, str)]


def _fill_leaf(item: New, pieces: list[New]) -> None:
    """The text of an element without children; as it stands in the file if that is more than its characters."""
    item.text = "".join(piece.text for piece in pieces)
    item.pieces = pieces if any(piece.raw for piece in pieces) else []


def _in_order(tag: str, kids: list[Item]) -> list[Item]:
    """Children in the order of the schema; a comment goes with what follows it, an unknown one with what precedes."""
    groups: list[tuple[float, list[Item]]] = []
    waiting: list[Item] = []
    place = -1.0
    for kid in kids:
        waiting.append(kid)
        if kid.tag:
            known = slot(tag, str(kid.tag))
            place = place if known is None else known
            groups.append((place, waiting))
            waiting = []
    groups.sort(key=lambda group: group[0])
    return [kid for _, group in (*groups, (0.0, waiting)) for kid in group]


# -- pieces ------------------------------------------------------------------------------------------------------------


def _gaps(element: Element, base: Base) -> list[list[New]]:
    """What stands before each child of an element, and after the last one, piece by piece."""
    span, source = base.spans[element], base.text.text
    if span.empty:
        return [[]]
    edges = [span.inner]
    for child in inner(element):
        edges += base.spans[child].begin, base.spans[child].end
    edges.append(span.close)
    entities = {name: one or other for _, name, _, one, other in ENTITY.findall(source)} if "<!ENTITY" in source else {}
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [_pieces(source, begin, end, entities) for begin, end in pairs]


def _pieces(source: str, begin: int, end: int, entities: Mapping[str, str]) -> list[New]:
    found, at = [], begin
    for token in TOKEN.finditer(source, begin, end):
        found.append(New("", text=_plain(source[at : token.start()], entities)))
        raw = token[0]
        said = raw.removeprefix(_CDATA).removesuffix(_END) if raw.startswith(_CDATA) else ""
        found.append(New("", text=said.replace("\r\n", "\n"), raw=raw))
        at = token.end()
    found.append(New("", text=_plain(source[at:end], entities)))
    return [piece for piece in found if piece.text or piece.raw]


def _plain(raw: str, entities: Mapping[str, str]) -> str:
    """The characters that a piece of text stands for; what refers to nothing stays as it is written."""
    return _REFERENCE.sub(lambda found: _meant(found, entities), raw.replace("\r\n", "\n")) if "&" in raw else raw


def _meant(found: re.Match[str], entities: Mapping[str, str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        value = _NAMED.get(name) or entities.get(name)
        return found[0] if value is None else _plain(value, {}) if name not in _NAMED else value
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if number < 0x110000 else found[0]
