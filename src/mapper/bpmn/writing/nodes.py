"""Nodes: their elements, names, containers, lanes, hosts, references, types."""

from __future__ import annotations

from mapper.bpmn.file.names import BPMNDI, MODEL, PLANE, REFERENCES, m, q, split, tag_of
from mapper.bpmn.file.order import attributes_of, slot
from mapper.bpmn.writing.copies import Copies
from mapper.bpmn.writing.data import data_holder
from mapper.bpmn.writing.edits import Edits, Item, New
from mapper.bpmn.writing.patching import Pair, Patching
from mapper.bpmn.writing.traits import patch_traits
from mapper.model.kinds import FLOW, FLOW_NODES, LANE, POOL, family
from mapper.model.records import Node, Record

__all__ = ["create", "holder_of", "patch_node"]

_ROOTS = frozenset({"process", "collaboration", "choreography", "globalConversation", "party", "message", "dataStore"})


def create(patching: Patching, pair: Pair, copies: Copies) -> None:
    """Make the element of a new record and put it where it belongs; the rest is filled in like any change."""
    record = pair.after
    if record.kind == "anchor" or record.id in patching.made:
        return
    if record.kind == "plane":
        plane = New(PLANE, {"id": patching.unique(f"{record.id}_plane")})
        diagram = New(q(BPMNDI, "BPMNDiagram"), {"id": record.id}, children=[plane])
        plane.parent = diagram
        patching.made[record.id], patching.planes[record.id] = diagram, plane
        patching.edits.add(patching.definitions, diagram)
        return
    item = copies.make(record) or New(tag_of(record.kind), {"id": record.id})
    if record.kind == "party":
        item.attributes["name"] = record.name
    patching.made[record.id] = item
    if record.kind == "collaboration":
        _first_root(patching, item)
    elif record.family != FLOW or not record.kind.startswith("data"):
        patching.edits.add(holder_of(patching, record), item)
    if record.kind == "process" and not any(_shows(other, record.id) for other in patching.now.values()):
        # Where a collaboration stands beside it, bpmn-js draws a process without a pool only if it has a set of lanes.
        _lane_set(patching, item, record.id)


def _shows(record: Record, process: str) -> bool:
    return isinstance(record, Node) and record.kind == "participant" and record.ref == process


def _first_root(patching: Patching, item: Item) -> None:
    """A collaboration stands before the processes it shows, as readers expect."""
    kids = patching.edits.kids(patching.definitions)
    first = next((i for i, kid in enumerate(kids) if patching.edits.tag(kid) == m("process")), None)
    if first is None:
        patching.edits.add(patching.definitions, item)
    else:
        patching.edits.insert(patching.definitions, item, kids[first - 1] if first else None)


def holder_of(patching: Patching, record: Record) -> Item:
    """The item that contains a record's element."""
    if record.kind in _ROOTS:
        return patching.definitions
    item = patching.item(record.parent)
    if record.family == LANE and item is not None:
        return _lane_set(patching, item, record.parent or "")
    if record.family == POOL and (item is None or split(patching.edits.tag(item))[1] == "process"):
        return patching.top("collaboration")
    if item is not None and record.kind in ("dataInput", "dataOutput"):
        return data_holder(patching, item, record.id, record.kind)
    if item is not None:
        return item
    if isinstance(record, Node):
        return patching.top("process")
    return patching.top("collaboration" if record.kind in ("messageFlow", "conversationLink") else "process")


def _lane_set(patching: Patching, holder: Item, id: str) -> Item:
    edits = patching.edits
    tag = m("childLaneSet" if edits.tag(holder) == m("lane") else "laneSet")
    found = edits.first(holder, tag)
    return found if found is not None else edits.add(holder, New(tag, {"id": patching.unique(f"LaneSet_{id}")}))


# -- changes -----------------------------------------------------------------------------------------------------------


def patch_node(patching: Patching, pair: Pair) -> None:
    """Bring the element of a node up to date with its record."""
    before, after = pair.before, pair.after
    item = patching.item(after.id)
    if item is None or not isinstance(before, Node) or not isinstance(after, Node):
        return
    if before.kind != after.kind:
        _change_kind(patching, item, after.kind)
    if before.name != after.name:
        _rename(patching, item, after)
    if before.parent != after.parent and not pair.new and after.kind not in _ROOTS:
        patching.edits.move(item, holder_of(patching, after))
    if before.lane != after.lane:
        _change_lane(patching, before, after)
    if before.host != after.host and after.kind == "boundaryEvent":
        _refer(patching, item, "attachedToRef", after.host)
    if before.ref != after.ref or (pair.new and after.kind == "dataObjectReference" and after.origin is None):
        _change_reference(patching, item, after)
    if before.traits != after.traits:
        patch_traits(patching, item, before, after)


def _rename(patching: Patching, item: Item, node: Node) -> None:
    edits = patching.edits
    if node.kind == "textAnnotation":
        text = edits.first(item, m("text"))
        if text is None:
            text = edits.add(item, New(m("text")))
        edits.set_text(text, node.name)
        if "html" in (edits.get(item, "textFormat") or "").lower():
            edits.set(item, "textFormat", "text/plain")
    elif node.kind == "group":
        _rename_group(patching, item, node)
    else:
        edits.set(item, "name", node.name if node.name or node.kind == "party" else None)


def _rename_group(patching: Patching, item: Item, node: Node) -> None:
    """A group shows the value of a category; one that other groups show too is not renamed with it."""
    edits = patching.edits
    named = _value_of(edits, item)
    values = [v for v in patching.base.root.iter(m("categoryValue")) if v.get("id") == named]
    groups: list[Item] = [*patching.base.root.iter(m("group")), *patching.made.values()]
    shared = [group for group in groups if edits.tag(group) == m("group") and _value_of(edits, group) == named]
    if values and len(shared) < 2 and not isinstance(item, New):
        edits.set(values[0], "value", node.name)
        return
    value = New(m("categoryValue"), {"id": patching.unique(f"CategoryValue_{node.id}"), "value": node.name})
    category = New(m("category"), {"id": patching.unique(f"Category_{node.id}")}, children=[value])
    value.parent = category
    edits.add(patching.definitions, category)
    edits.set(item, "categoryValueRef", value.attributes["id"])


def _value_of(edits: Edits, group: Item) -> str:
    """The id of the category value that a group shows."""
    return (edits.get(group, "categoryValueRef") or "").strip().rpartition(":")[2]


def _change_lane(patching: Patching, before: Node, after: Node) -> None:
    """Lanes name their steps. The lanes around a lane that name the step too go on doing so if they still hold it."""
    if family(after.kind) not in FLOW_NODES:
        return
    stay = _around(after.lane, patching.now)
    for lane in _around(before.lane, patching.before):
        if lane not in stay:
            for reference in _named(patching, lane, after.id):
                patching.edits.remove(reference)
    item = patching.item(after.lane)
    if item is not None and not _named(patching, after.lane or "", after.id):
        patching.edits.add(item, New(m("flowNodeRef"), text=patching.reference(after.id)))


def _around(lane: str | None, records: dict[str, Record]) -> list[str]:
    found = []
    while lane is not None and (record := records.get(lane)) is not None and record.family == LANE:
        found.append(lane)
        lane = record.parent
    return found


def _named(patching: Patching, lane: str, id: str) -> list[Item]:
    item = patching.item(lane)
    if item is None:
        return []
    found = patching.edits.named(item, m("flowNodeRef"))
    return [r for r in found if (text := patching.edits.text(r)) == id or text.rpartition(":")[2] == id]


def _refer(patching: Patching, item: Item, name: str, id: str | None) -> None:
    """Set a reference; a prefix that the file wrote before it stays."""
    if id is None:
        patching.edits.set(item, name, None)
        return
    prefix, colon, _ = (patching.edits.get(item, name) or "").rpartition(":")
    patching.edits.set(item, name, f"{prefix}{colon}{patching.reference(id)}")


def _change_reference(patching: Patching, item: Item, node: Node) -> None:
    if node.kind == "plane":
        plane = patching.planes.get(node.id)
        target = plane if plane is not None else patching.base.planes.get(node.id)
        if target is not None:
            _refer(patching, target, "bpmnElement", node.ref)
    elif node.kind == "dataObjectReference" and node.ref is None:
        _own_object(patching, item, node)
    elif node.kind in REFERENCES:
        _refer(patching, item, REFERENCES[node.kind], node.ref)


def _own_object(patching: Patching, item: Item, node: Node) -> None:
    """A data object reference without an object gets one of its own, which the schema of most readers asks for."""
    data = New(m("dataObject"), {"id": patching.unique(f"DataObject_{node.id}")})
    parent = patching.edits.parent(item)
    if parent is not None:
        patching.edits.insert(parent, data, item)
        patching.edits.set(item, "dataObjectRef", data.attributes["id"])


def _change_kind(patching: Patching, item: Item, kind: str) -> None:
    """Another type of step: what the new type may carry stays, and so does everything that is not BPMN's."""
    edits = patching.edits
    tag = tag_of(kind)
    edits.rename(item, tag)
    allowed = attributes_of(kind)
    names = list(item.attributes) if isinstance(item, New) else [str(name) for name in item.attrib]
    for name in names:
        if not name.startswith("{") and name not in allowed:
            edits.set(item, name, None)
    for kid in list(edits.kids(item)):
        uri = split(edits.tag(kid))[0]
        if uri == MODEL and slot(tag, edits.tag(kid)) is None and not _is_wanted(patching, kid):
            edits.remove(kid)


def _is_wanted(patching: Patching, kid: Item) -> bool:
    """Whether a child is a record that the map still has; it is moved elsewhere, not removed."""
    return (patching.edits.get(kid, "id") or "") in patching.now
