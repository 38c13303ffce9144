"""Names that are nearly BPMN's: other namespaces, none at all, one for everything, capitals where there are none.

They are taken for what they stand for in the tree; the text of the file keeps them, and an edit writes like the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from mapper.bpmn.file.decode import Text
from mapper.bpmn.file.errors import GUESSED, Note, Unreadable
from mapper.bpmn.file.names import BOUNDS, BPMNDI, DC, DEFINITIONS, DI, DIAGRAM, EDGE, MODEL, SHAPE, WAYPOINT, q, split
from mapper.bpmn.file.order import ELEMENTS
from mapper.text import N_, _

Element: TypeAlias = etree._Element

TELLING = {
    "definitions": MODEL, "process": MODEL, "collaboration": MODEL, "choreography": MODEL, "startEvent": MODEL,
    "BPMNDiagram": BPMNDI, "BPMNShape": BPMNDI, "Bounds": DC, "waypoint": DI,
}  # fmt: skip
"""Elements that tell which of BPMN's namespaces a strange one must stand for."""

_DRAWN = {
    **dict.fromkeys(("BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel", "BPMNLabelStyle"), BPMNDI),
    "Bounds": DC, "Font": DC, "waypoint": DI,
}  # fmt: skip
"""The namespaces of the elements of drawings."""

_SPELT = {name.lower(): name for name in (*_DRAWN, *ELEMENTS)}
_ATTRIBUTES = {
    name.lower(): name
    for name in (
        "id", "name", "sourceRef", "targetRef", "processRef", "attachedToRef", "default", "calledElement",
        "cancelActivity", "isInterrupting", "triggeredByEvent", "dataObjectRef", "dataStoreRef", "categoryValueRef",
        "bpmnElement", "isExpanded", "isHorizontal", "isMarkerVisible", "x", "y", "width", "height",
    )
}  # fmt: skip


def line_at(element: Element) -> int | None:
    """The line an element starts on."""
    line = element.sourceline
    return line if isinstance(line, int) else None


# -- namespaces --------------------------------------------------------------------------------------------------------


def is_bpmn(root: Element) -> bool:
    """Whether a tree holds a map, by its names."""
    return root.tag == DEFINITIONS or next(root.iter(DEFINITIONS), None) is not None


def is_drawn_strangely(root: Element) -> bool:
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


def renamed(text: str, root: Element, notes: list[Note]) -> str:
    """The text with strange namespaces taken for BPMN's. Raises Unreadable when nothing looks like BPMN."""
    strange: dict[str, str] = {}
    seen = set()
    for element in root.iter("*"):
        uri, local = split(str(element.tag))
        local = _SPELT.get(local.lower(), local)
        if local in TELLING:
            seen.add(local)
            strange.setdefault(uri, TELLING[local])
    if split(str(root.tag))[1].lower() == "html":
        raise Unreadable(line_at(root), _("this is a web page, not a map"), _("choose a .bpmn file"))
    if "definitions" not in seen or not seen - {"definitions"}:
        what = _("this is XML, but not a BPMN map: it begins with <{name}>")
        raise Unreadable(line_at(root), what.format(name=split(str(root.tag))[1]), _("choose a .bpmn file"))
    others = {uri: meant for uri, meant in strange.items() if uri != meant}
    for uri, meant in others.items():
        named = re.compile(rf"(xmlns(?::[\w.-]+)?\s*=\s*)([\"']){re.escape(uri)}\2")
        text = named.sub(rf"\g<1>\g<2>{meant}\g<2>", text) if uri else _in_root(text, f' xmlns="{meant}"')
    notes += _strange(root, others)
    return text


def _strange(root: Element, others: dict[str, str]) -> Iterator[Note]:
    """One note, however many namespaces are strange."""
    if not others:
        return
    uri, meant = next(iter(others.items()))
    if not uri:
        yield Note(line_at(root), _("the file names no namespace; it was read as BPMN 2.0"), GUESSED)
    elif len(others) == 1:
        what = _("the namespace “{uri}” is not BPMN 2.0's; it was read as “{meant}”")
        yield Note(line_at(root), what.format(uri=uri, meant=meant), GUESSED)
    else:
        what = _("the namespace “{uri}”, and {count} more, is not BPMN 2.0's; it was read as “{meant}”")
        yield Note(line_at(root), what.format(uri=uri, meant=meant, count=len(others) - 1), GUESSED)


def _in_root(text: str, added: str) -> str:
    return re.sub(r"<[^\s/>!?\"'<=]+", lambda tag: tag[0] + added, text, count=1)


# -- spelling ----------------------------------------------------------------------------------------------------------


def spelt(root: Element, data: bytes | Text, notes: list[Note]) -> frozenset[str]:
    """Give the elements of a tree the names that theirs stand for; the namespaces whose elements stand in that of the
    model in this file, so that new ones must as well."""
    if not _is_odd(root, data):
        return frozenset()
    merged: set[str] = set()
    first: Element | None = None
    for element in list(root.iter(*(f"{{{uri}}}*" for uri in (MODEL, BPMNDI, DC, DI)))):
        uri, local = split(element.tag)
        right = local if local in ELEMENTS or local in _DRAWN else _SPELT.get(local.lower(), local)
        meant = _DRAWN.get(right, uri) if uri == MODEL else uri
        if meant != uri:
            merged.add(meant)
        if right != local:
            first = element if first is None else first
            _spell_attributes(element)
        if (meant, right) != (uri, local):
            element.tag = q(meant, right)
    if first is not None:
        what = N_("“{name}” and the like are not spelt as in BPMN 2.0; they were read as what they mean")
        raw = re.escape(split(first.tag)[1])
        said = re.search(rf"<(?:[\w.-]+:)?({raw})\b", _text(data), re.IGNORECASE)
        notes.append(Note(line_at(first), _(what).format(name=said[1] if said else raw), GUESSED))
    return frozenset(merged)


def _spell_attributes(element: Element) -> None:
    for key, value in list(element.attrib.items()):
        right = _ATTRIBUTES.get(str(key).lower())
        if right is not None and right != key and element.get(right) is None:
            element.set(right, value)


def _is_odd(root: Element, data: bytes | Text) -> bool:
    """Whether any tag may be spelt in another way: a look at the text, for a tree may have a million."""
    top = root if root.tag == DEFINITIONS else next(root.iter("{*}definitions", "{*}Definitions"), root)
    tags = {prefix: uri for prefix, uri in top.nsmap.items() if uri in _USUAL}
    patterns = [rf"<{re.escape(prefix)}:{_USUAL[uri]}" if prefix else _BARE for prefix, uri in tags.items()]
    if not patterns:
        return True
    text = data if isinstance(data, bytes) and b"\0" not in data[:4] else _text(data).encode("utf-8", "replace")
    return re.search("|".join(patterns).encode(), text) is not None


_USUAL = {MODEL: "(?:[A-Z]|waypoint)", BPMNDI: "(?!BPMN)", DC: "(?!Bounds|Font)", DI: "(?!waypoint|extension)"}
"""How the elements of a namespace do not begin."""

_BARE = r"<(?:[A-Z]|waypoint)[A-Za-z]*[\s/>]"


def _text(data: bytes | Text) -> str:
    return data.text if isinstance(data, Text) else data.decode("utf-8", "replace")
