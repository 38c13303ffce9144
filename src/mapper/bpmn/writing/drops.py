"""What goes takes along all that cannot stand without it: its shapes, and every reference to it in BPMN's own elements.

References are found by one walk over the text for the ids that went. Foreign elements are never touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import BPMNDI, DATA_FLOWS, EXTENSIONS, MODEL, m, split
from mapper.bpmn.writing.data import drop_input
from mapper.bpmn.writing.edits import Item, New
from mapper.bpmn.writing.patching import Patching
from mapper.model.records import Node, Record

_TOKEN = re.compile(r"""=\s*"([^"<]*)"|=\s*'([^'<]*)'|>\s*([^<>\s]+)\s*<""")

_NEEDED_ATTRIBUTES = frozenset({
    "sourceRef", "targetRef", "attachedToRef", "innerMessageFlowRef", "outerMessageFlowRef", "innerConversationNodeRef",
    "outerConversationNodeRef", "correlationKeyRef", "parameterRef", "initiatingParticipantRef", "inputDataRef",
    "outputDataRef", "bpmnElement",
})  # fmt: skip
"""Attributes without which their element means nothing (or breaks the schema)."""

_NEEDED_ON = frozenset({"correlationPropertyBinding", "correlationPropertyRetrievalExpression", "ioBinding"})
"""Elements that need the reference they have, under a name that others may leave out."""

_NEEDED_CHILDREN = frozenset(
    {"resourceRef", "targetRef", "innerParticipantRef", "outerParticipantRef", "source", "target", "inMessageRef"}
)
"""Likewise for children that refer."""

_NEEDED_ONE = {"correlationProperty": "correlationPropertyRetrievalExpression", "interface": "operation"}
"""Elements that need at least one child of a name."""


def patch_drops(patching: Patching) -> None:
    """Remove the elements of dropped records, and what refers to them or to anything in them."""
    todo: list[Element] = []
    for record in patching.dropped:
        todo += _drop(patching, record)
    for id in patching.replaced:
        todo.append(patching.base.elements[id])
        patching.edits.remove(todo[-1])
    ids: set[str] = set()
    while todo:
        new = _ids(patching, todo) - ids
        ids |= new
        cut = [_cut(patching, element, name) for element, name in _references(patching, new)]
        todo = [element for element in cut if element is not None]


def _drop(patching: Patching, record: Record) -> list[Element]:
    edits, base = patching.edits, patching.base
    gone = [*base.drawn.get(record.id, ())]
    element = base.elements.get(record.id)
    if element is not None:
        if record.kind in DATA_FLOWS and not edits.gone(element):
            drop_input(patching, element, record.kind == "dataInputAssociation")
        gone.append(element)
    for item in gone:
        edits.remove(item)
    return gone


def _ids(patching: Patching, gone: list[Element]) -> set[str]:
    """The ids of what went with some elements; what moved elsewhere before is not among them, nor what came back. In
    foreign elements an id may be any name, which means nothing elsewhere."""
    edits = patching.edits
    found = set()
    for element in gone:
        for inner in element.iter():
            ours = isinstance(inner.tag, str) and split(inner.tag)[0] in (MODEL, BPMNDI)
            if ours and (id := inner.get("id")) and edits.gone(inner):
                found.add(id.strip())
    return {id for id in found if patching.item(id) is None or edits.gone(patching.item(id))}


def _references(patching: Patching, ids: set[str]) -> list[tuple[Element, str]]:
    """The elements that name an id, with the attribute that does; "" when the text does."""
    base = patching.base
    found: dict[tuple[Element, str], None] = {}
    for place in _mentions(base.text.text, ids):
        element = base.order[bisect_right(base.spans.places.begin, place) - 1]
        for name, value in ((str(n), str(v)) for n, v in element.attrib.items()):
            if value.strip() in ids or value.strip().rpartition(":")[2] in ids:
                found[element, name] = None
        text = (element.text or "").strip()
        if text in ids or text.rpartition(":")[2] in ids:
            found[element, ""] = None
    return list(found)


def _mentions(text: str, ids: set[str]) -> Iterator[int]:
    """Places where an id may stand: few ids are looked for one by one, many in one walk over all values."""
    if len(ids) > _FEW:
        for token in _TOKEN.finditer(text):
            value = (token[1] or token[2] or token[3] or "").strip()
            if value in ids or value.rpartition(":")[2] in ids:
                yield token.start()
        return
    for id in ids:
        place = text.find(id)
        while place >= 0:
            yield place
            place = text.find(id, place + 1)


_FEW = 100
"""Ids up to which each is looked for on its own; more are found in one walk over all values."""


def _cut(patching: Patching, element: Element, name: str) -> Element | None:
    """Take out one reference; returns the element that had to go with it, if one had."""
    edits = patching.edits
    uri, local = split(element.tag)
    if uri not in (MODEL, BPMNDI) or name == "id" or name.startswith("{") or edits.gone(element):
        return None
    if next(element.iterancestors(EXTENSIONS), None) is not None:
        return None
    if not name:
        return _cut_child(patching, element, local)
    if (not name.endswith("Ref") and name not in _OTHER) or (name == "calledElement" and _calls(patching, element)):
        return None
    there = edits.get(element, name)
    if there is None or there != element.get(name):
        return None
    if (name in _NEEDED_ATTRIBUTES and local != "BPMNPlane") or local in _NEEDED_ON:
        return _remove(patching, element)
    edits.set(element, name, None)
    return None


_OTHER = frozenset(
    {"default", "bpmnElement", "sourceElement", "targetElement", "calledElement", "choreographyActivityShape"}
)


def _remove(patching: Patching, element: Element) -> Element:
    """Remove an element, and its holder with it if that needs one like it; returns the outermost that went."""
    holder = element.getparent()
    patching.edits.remove(element)
    tag = split(holder.tag)[1] if holder is not None else ""
    if holder is None or tag not in _NEEDED_ONE or patching.edits.named(holder, m(_NEEDED_ONE[tag])):
        return element
    patching.edits.remove(holder)
    return holder


def _calls(patching: Patching, element: Element) -> bool:
    """Whether a call activity goes on naming what is not there: in an excerpt, which leaves out what it calls."""
    record = patching.now.get((element.get("id") or "").strip())
    return isinstance(record, Node) and record.ref is not None and record.ref not in patching.now


def _cut_child(patching: Patching, element: Element, local: str) -> Element | None:
    edits = patching.edits
    holder = edits.parent(element)
    refers = local.endswith(("Ref", "Refs")) or local in ("incoming", "outgoing", "source", "target", "supports")
    if not refers or holder is None or element in edits.texts:
        return None
    if local in _NEEDED_CHILDREN and not _is_link(holder):
        if isinstance(holder, New):
            edits.remove(holder)
            return None
        return _remove(patching, holder)
    edits.remove(element)
    return None


def _is_link(holder: Item) -> bool:
    return holder.tag == m("linkEventDefinition")
