"""Ids that stand twice: with the first edit each element gets one of its own, and what means it names that."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.bpmn.file.names import ENDS, REFERENCES, m
from mapper.bpmn.writing.edits import Item, New
from mapper.bpmn.writing.patching import Patching
from mapper.model.records import Flow, Node


def part(patching: Patching) -> None:
    """Give every id that stands twice to one element only. Does nothing in a sound file."""
    doubled = patching.base.doubled
    if not doubled:
        return
    records = {element: id for id, element in patching.base.elements.items()}
    twins = [id for element in doubled if (id := records.get(element)) is not None and id in patching.base.twins]
    for element in doubled:
        if patching.edits.gone(element):
            continue
        id = records.get(element)
        if id is None:
            patching.edits.set(element, "id", patching.unique((element.get("id") or "").strip()))
        elif id in patching.base.twins and id in patching.now:
            patching.edits.set(element, "id", id)
    _rename_references(patching, {id for id in twins if id in patching.now})
    _lead_shapes(patching, {*twins, *((element.get("id") or "").strip() for element in doubled)})


def _lead_shapes(patching: Patching, ids: set[str]) -> None:
    """Let shapes name what they were taken to show, the one that kept the id among them."""
    for id in ids & patching.now.keys():
        for shape in patching.base.drawn.get(id, ()):
            if not patching.edits.gone(shape) and _bare(patching.edits.get(shape, "bpmnElement") or "") != id:
                _set(patching, shape, "bpmnElement", id)


def _rename_references(patching: Patching, twins: set[str]) -> None:
    for id, record in patching.now.items():
        item = patching.item(id)
        if item is None:
            continue
        if isinstance(record, Flow):
            _ends(patching, item, record, twins)
        elif record.kind == "plane" and record.ref in twins and id in patching.base.planes:
            _set(patching, patching.base.planes[id], "bpmnElement", record.ref)
        else:
            _names(patching, item, record, twins)


def _ends(patching: Patching, item: Item, flow: Flow, twins: set[str]) -> None:
    """What a flow names as its ends, and what these name as their flow."""
    names = ENDS.get(flow.kind)
    for name, end in zip(names or (), (flow.source, flow.target), strict=False):
        if end in twins:
            _set(patching, item, name, end)
    if flow.id not in twins:
        return
    for tag, end in (("outgoing", flow.source), ("incoming", flow.target)):
        for kid in _naming(patching, end, tag, flow.id):
            patching.edits.set_text(kid, flow.id)
    source = patching.item(flow.source)
    if flow.trait("default") and source is not None:
        _set(patching, source, "default", flow.id)


def _names(patching: Patching, item: Item, node: Node, twins: set[str]) -> None:
    attribute = REFERENCES.get(node.kind)
    if attribute is not None and node.ref in twins:
        _set(patching, item, attribute, node.ref or "")
    if node.host in twins:
        _set(patching, item, "attachedToRef", node.host or "")
    lane = patching.item(node.lane) if node.id in twins else None
    if lane is None:
        return
    named = _naming(patching, node.lane or "", "flowNodeRef", node.id)
    if named:
        patching.edits.set_text(named[0], node.id)
    elif not any(patching.edits.text(kid) == node.id for kid in patching.edits.named(lane, m("flowNodeRef"))):
        patching.edits.add(lane, New(m("flowNodeRef"), text=node.id))


def _naming(patching: Patching, holder: str, tag: str, id: str) -> list[Item]:
    """The children of an element that name a twin by the id that it had; one is left for the other one where both are
    in it."""
    item = patching.item(holder)
    element = patching.base.elements.get(id)
    if item is None or element is None:
        return []
    own = (element.get("id") or "").strip()
    found = [kid for kid in patching.edits.named(item, m(tag)) if _bare(patching.edits.text(kid)) == own]
    shared = any(record.lane == holder for record in _bearers(patching, own, id)) if tag == "flowNodeRef" else False
    return found[1:] if shared else found


def _bearers(patching: Patching, own: str, but: str) -> Iterator[Node]:
    record = patching.now.get(own)
    if isinstance(record, Node) and own != but:
        yield record


def _set(patching: Patching, item: Item, name: str, id: str) -> None:
    """Let an attribute name an id, with the prefix that it has."""
    prefix, colon, _ = (patching.edits.get(item, name) or "").rpartition(":")
    patching.edits.set(item, name, f"{prefix}{colon}{id}")


def _bare(reference: str) -> str:
    return reference.strip().rpartition(":")[2]
