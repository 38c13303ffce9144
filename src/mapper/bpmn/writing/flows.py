"""Flows: their ends, defaults and conditions, and what steps say about them."""

from __future__ import annotations

from mapper.bpmn.file.names import DATA_FLOWS, ENDS, MAPPER, XSI, m, q
from mapper.bpmn.writing.copies import origin_of
from mapper.bpmn.writing.data import patch_data_ends
from mapper.bpmn.writing.edits import Item, New
from mapper.bpmn.writing.nodes import holder_of
from mapper.bpmn.writing.patching import Pair, Patching
from mapper.bpmn.writing.traits import expression_type
from mapper.model.records import Flow

_NAMELESS = DATA_FLOWS | {"association"}
"""Flows that BPMN gives no name: theirs stands in Mapper's namespace."""


def patch_flow(patching: Patching, pair: Pair) -> None:
    """Bring the element of a flow up to date with its record."""
    before, after = pair.before, pair.after
    item = patching.item(after.id)
    if item is None or not isinstance(before, Flow) or not isinstance(after, Flow):
        return
    edits = patching.edits
    old = patching.before.get(after.id) if after.id in patching.replaced else None
    if isinstance(old, Flow) and old.kind == "sequenceFlow":
        _unmention(patching, old)
    if before.name != after.name:
        edits.set(item, q(MAPPER, "name") if after.kind in _NAMELESS else "name", after.name or None)
    _drawn_ends(patching, before, after)
    if after.kind in DATA_FLOWS:
        patch_data_ends(patching, item, before, after, pair.new)
        return
    if before.parent != after.parent and not pair.new:
        edits.move(item, holder_of(patching, after))
    _ends(patching, item, before, after)
    if after.kind == "sequenceFlow":
        _mentions(patching, before, after)
        _default(patching, before, after)
        _condition(patching, item, before, after)
    if before.trait("direction") != after.trait("direction") and after.kind == "association":
        edits.set(item, "associationDirection", after.trait("direction"))


def _ends(patching: Patching, item: Item, before: Flow, after: Flow) -> None:
    olds, news = (before.source, before.target), (after.source, after.target)
    for name, old, new in zip(ENDS[after.kind], olds, news, strict=True):
        if old == new:
            continue
        if patching.item(new) is None:
            patching.edits.set(item, name, _to_nowhere(patching, after, name))
            continue
        prefix, colon, _ = (patching.edits.get(item, name) or "").rpartition(":")
        patching.edits.set(item, name, f"{prefix}{colon}{patching.reference(new)}")


def _to_nowhere(patching: Patching, flow: Flow, name: str) -> str | None:
    """What a flow with a loose end names there: nothing, but a copy what its original names, for the schema wants a
    name; another one where that has come to mean something in this file."""
    origin = origin_of(patching, flow) if flow.id not in patching.before else None
    said = origin.element.get(name) if origin is not None else None
    if said is None or said.strip().rpartition(":")[2] not in patching.taken:
        return said
    return patching.unique(f"{flow.id}_{name.removesuffix('Ref')}")


def _drawn_ends(patching: Patching, before: Flow, after: Flow) -> None:
    """Edges that name the shapes at their ends name those of the new ends, or none (BPMN 2.0, 12.2.3.4)."""
    edits = patching.edits
    olds, news = (before.source, before.target), (after.source, after.target)
    for edge in patching.base.drawn.get(after.id, ()):
        for name, old, new in zip(("sourceElement", "targetElement"), olds, news, strict=True):
            if old != new and edits.get(edge, name) is not None:
                shapes = (s for s in patching.base.drawn.get(new, ()) if s.getparent() is edge.getparent())
                edits.set(edge, name, next((s.get("id") for s in shapes if s.get("id")), None))


def _mentions(patching: Patching, before: Flow, after: Flow) -> None:
    """Steps list the flows that come in and go out; in a file that leaves these lists out they stay out."""
    edits = patching.edits
    for tag, old, new in (("outgoing", before.source, after.source), ("incoming", before.target, after.target)):
        if old == new:
            continue
        for kid in _mentioned(patching, old, tag, after.id):
            edits.remove(kid)
        item = patching.item(new)
        if item is not None and patching.lists_flows and not _mentioned(patching, new, tag, after.id):
            edits.add(item, New(m(tag), text=patching.reference(after.id)))


def _unmention(patching: Patching, flow: Flow) -> None:
    """Steps forget a flow that is of another kind now."""
    for tag, end in (("outgoing", flow.source), ("incoming", flow.target)):
        for kid in _mentioned(patching, end, tag, flow.id):
            patching.edits.remove(kid)
    _default(patching, flow, flow.with_trait("default", False))


def _mentioned(patching: Patching, id: str, tag: str, flow: str) -> list[Item]:
    item = patching.item(id)
    if item is None:
        return []
    found = patching.edits.named(item, m(tag))
    return [kid for kid in found if (text := patching.edits.text(kid)) == flow or text.rpartition(":")[2] == flow]


def _default(patching: Patching, before: Flow, after: Flow) -> None:
    edits = patching.edits
    was, now = before.trait("default"), after.trait("default")
    if was and (not now or before.source != after.source):
        source = patching.item(before.source)
        if source is not None and (edits.get(source, "default") or "").strip().rpartition(":")[2] == after.id:
            edits.set(source, "default", None)
    if now and (not was or before.source != after.source):
        source = patching.item(after.source)
        if source is not None:
            edits.set(source, "default", patching.reference(after.id))


def _condition(patching: Patching, item: Item, before: Flow, after: Flow) -> None:
    edits = patching.edits
    old, new = ((f.trait("conditional"), f.trait("condition")) for f in (before, after))
    if old == new:
        return
    found = edits.first(item, m("conditionExpression"))
    if not new[0] and (old[0] or not new[1]):
        if found is not None:
            edits.remove(found)
        return
    if found is None:
        found = edits.add(item, New(m("conditionExpression"), {q(XSI, "type"): expression_type(patching)}))
    edits.set_text(found, new[1])
