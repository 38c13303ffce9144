"""Changing what something is, keeping all that the new kind may have."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before, place
from mapper.edit.effects.grow import in_the_way, make_room, make_room_beside, pool_id
from mapper.edit.effects.ids import new_id
from mapper.edit.effects.make_room import cut
from mapper.edit.effects.reconnect import drop_flow
from mapper.edit.effects.undrawn import draw_between, undraw_between
from mapper.edit.verbs import delete
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import ACTIVITIES, COLLAPSED_SIZE, EVENT, FLOW_NODES, KINDS, PARTICULARS, SUBPROCESS, TRAITS
from mapper.model.records import Flow, Node, Record, Value
from mapper.text import N_, _

_PADDING = 30.0
"""Between what an opened sub-process holds and its border, in pixels."""
_ONLY_ON = {
    "marker": ("exclusiveGateway",),
    "parallel": ("eventBasedGateway",),
    "instantiate": ("eventBasedGateway", "receiveTask"),
}
"""Attributes that only these kinds have, though others of their family could hold them (BPMN 2.0, 10.3.3 and 10.6)."""


def kind(diagram: Diagram, id: str, new: str, traits: Mapping[str, Value] | None = None) -> None:
    """Make a step, event, gateway or data node one of another kind, or set its notation attributes.

    Its place, name, owner and documentation stay, and those flows, boundary events and attributes that the new kind
    may have. Contents of a sub-process go when it is none any more. Raises Refused.
    """
    old = diagram.node(id)
    allowed = can_become(old, new, traits or {})
    if isinstance(allowed, rules.Refusal):
        raise rules.Refused(allowed)
    with diagram.transaction(_("Change type")):
        was = Before()
        fitting = [f.id for f in query.flows_at(diagram, id) if rules.kind_fits(diagram, f)]
        if old.family == SUBPROCESS and KINDS[new].family != SUBPROCESS:
            delete.records(diagram, [r.id for r in query.contents(diagram, id)])
        node = _remade(old, new, traits or {})
        diagram.put(node)
        _drop_default(diagram, node)
        if node.sort.size != old.sort.size or node.trait("expanded") != old.trait("expanded"):
            _resize(diagram, old, node, was)
        _drop_unfit(diagram, id, fitting)
        settle(diagram, [id], was)


def can_become(node: Node, new: str, traits: Mapping[str, Value]) -> bool | rules.Refusal:
    """Whether a node may be made one of another kind (with these attributes)."""
    row = KINDS[new]
    alike = node.family == row.family or (node.family in FLOW_NODES and row.family in FLOW_NODES)
    if not alike or (new == "boundaryEvent") != (node.kind == "boundaryEvent"):
        return rules.Refusal(N_("This cannot become that."))
    event = traits.get("event")
    if event is not None and row.family == EVENT and event not in rules.DEFINITIONS.get(new, ()):
        return rules.Refusal(N_("This event has no such trigger."))
    return True


def collapse(diagram: Diagram, id: str) -> None:
    """Close an expanded sub-process: what it holds goes to a diagram of its own."""
    node = diagram.node(id)
    if node.family != SUBPROCESS or not node.trait("expanded") or node.bounds is None:
        return
    with diagram.transaction(_("Collapse")):
        was = Before()
        inner = _drawn_inside(diagram, node, node.plane)
        if inner:
            own = Node(new_id(diagram, "BPMNDiagram"), "plane", node.name, ref=id)
            diagram.put(own)
            for record in inner:
                diagram.put(record.but(plane=own.id))
        undraw_between(diagram, inner)
        closed = node.with_trait("expanded", False)
        diagram.put(closed)
        _resize(diagram, node, closed, was)
        settle(diagram, [id], was)


def expand(diagram: Diagram, id: str) -> None:
    """Open a collapsed sub-process where it stands, with what its own diagram shows, and make room for it."""
    node = diagram.node(id)
    if node.family != SUBPROCESS or node.trait("expanded") or node.bounds is None:
        return
    with diagram.transaction(_("Expand")):
        was = Before()
        own = next((p for p in query.planes(diagram) if p.ref == id), None)
        inner = _drawn_inside(diagram, node, own.id) if own is not None else []
        box = bounding(r.bounds for r in inner if isinstance(r, Node) and r.bounds is not None)
        size = KINDS[node.kind].size
        if box is not None:
            size = (max(size[0], box.w + 2 * _PADDING), max(size[1], box.h + 2 * _PADDING))
        opened = node.with_trait("expanded", True)
        diagram.put(opened)
        _resize(diagram, node, opened, was, size)
        _bring_in(diagram, id, inner, box)
        draw_between(diagram, node.plane, inner, was)
        if own is not None and not diagram.index.naming("plane", own.id):
            diagram.drop(own.id)
        settle(diagram, [id], was)


def _remade(old: Node, new: str, traits: Mapping[str, Value]) -> Node:
    family = KINDS[new].family
    node = old.but(kind=new, ref=old.ref if family == old.family else None)
    for key in old.traits:
        if family not in TRAITS[key].families:
            node = node.with_trait(key, TRAITS[key].default)
    for key, value in traits.items():
        node = node.with_trait(key, value)
    if family == EVENT and node.trait("event") not in rules.DEFINITIONS.get(new, ("",)):
        node = node.with_trait("event", rules.DEFINITIONS[new][0])
    if node.trait("event") != old.trait("event"):
        for key in PARTICULARS:
            node = node.with_trait(key, "")
    for key, kinds in _ONLY_ON.items():
        if new not in kinds:
            node = node.with_trait(key, TRAITS[key].default)
    if node.trait("event") in rules.ALWAYS_INTERRUPTING or new not in ("startEvent", "boundaryEvent"):
        node = node.with_trait("interrupting", True)
    return node


def _drop_default(diagram: Diagram, node: Node) -> None:
    if rules.can_default(node):
        return
    for flow in query.outgoing(diagram, node.id):
        if flow.trait("default"):
            diagram.put(flow.with_trait("default", False))


def _resize(diagram: Diagram, old: Node, node: Node, was: Before, size: tuple[float, float] | None = None) -> None:
    """The usual size of the new kind around the same centre line; a growing sub-process keeps its near edge."""
    if old.bounds is None:
        return
    closed = node.family == SUBPROCESS and not node.trait("expanded")
    w, h = size or (COLLAPSED_SIZE if closed else node.sort.size)
    center = old.bounds.center
    if closed or node.family != SUBPROCESS:
        # A closed sub-process keeps its near edge, so that opening it again finds the room it had.
        x = old.bounds.x if closed else center.x - w / 2
        place(diagram, node, Rect(x, center.y - h / 2, w, h), was)
        return
    make_room_beside(diagram, node, Rect(old.bounds.x, center.y - h / 2, w, h), was)
    top = _row_shifted(diagram, node, Rect(old.bounds.x, center.y - h / 2, w, h), was)
    node = diagram.node(node.id)
    assert node.bounds is not None
    new = Rect(node.bounds.x, top, w, h)
    make_room(diagram, node.but(bounds=Rect(new.x, node.bounds.y, w, node.bounds.h)), new, was)
    place(diagram, diagram.node(node.id), new, was)


def _row_shifted(diagram: Diagram, node: Node, new: Rect, was: Before) -> float:
    """Where the top of a growing node may be: as wanted, or after its row has moved down because something is above."""
    assert node.bounds is not None
    assert node.plane is not None
    by = node.bounds.y - new.y
    if by <= 0 or not in_the_way(diagram, node, Rect(new.x, new.y, new.w, by)):
        return new.y
    cut(diagram, node.plane, False, node.bounds.y, by, was, pool_id(diagram, node))
    return new.y + by


def _drawn_inside(diagram: Diagram, node: Node, plane: str | None) -> list[Record]:
    """What a sub-process holds on a plane, with the flows among it that a file has in another element."""
    found = {r.id: r for r in query.contents(diagram, node.id) if r.plane is not None and r.plane == plane}
    todo = list(found)
    while todo:
        for tied in diagram.index.flows_at(todo.pop()):
            flow = diagram.flow(tied)
            if tied not in found and flow.plane == plane and {flow.source, flow.target} <= found.keys():
                found[tied] = flow
                todo.append(tied)
    return list(found.values())


def compensation(diagram: Diagram, id: str, on: bool) -> None:
    """Let a step undo another one, or be an ordinary one again; its sequence flows go, for such a step has none (BPMN
    2.0, 10.7), and so do the associations that led to it when it is an ordinary one."""
    with diagram.transaction(_("Change type")):
        fitting = [flow.id for flow in query.flows_at(diagram, id) if rules.kind_fits(diagram, flow)]
        diagram.put(diagram.node(id).with_trait("compensation", on))
        _drop_unfit(diagram, id, fitting)


def state(diagram: Diagram, id: str, name: str) -> None:
    """Say which state a data object is in ("paid"), as below its name; "" for none (BPMN 2.0, 10.4.1)."""
    with diagram.transaction(_("Change state")):
        diagram.put(diagram.node(id).with_trait("state", name.strip()))


def _bring_in(diagram: Diagram, id: str, inner: list[Record], box: Rect | None) -> None:
    """Move records from a sub-process's own diagram into its box."""
    node = diagram.node(id)
    if box is None or node.bounds is None:
        return
    dx = node.bounds.center.x - box.center.x
    dy = node.bounds.center.y - box.center.y
    for record in inner:
        label = record.label.moved(dx, dy) if record.label is not None else None
        if isinstance(record, Flow):
            points = tuple(p.moved(dx, dy) for p in record.points)
            diagram.put(record.but(plane=node.plane, points=points, label=label))
        else:
            bounds = record.bounds.moved(dx, dy) if record.bounds is not None else None
            diagram.put(record.but(plane=node.plane, bounds=bounds, label=label, z=diagram.top))


def _drop_unfit(diagram: Diagram, id: str, fitting: list[str]) -> None:
    """Boundary events that the new kind may not have, and flows that were right before and are not now."""
    node = diagram.node(id)
    for boundary_event in query.boundary_events(diagram, id):
        if node.family not in ACTIVITIES or not rules.can_attach(diagram, id, boundary_event.trait("event")):
            delete.records(diagram, [boundary_event.id])
    for flow in fitting:
        if flow in diagram and not rules.kind_fits(diagram, diagram.flow(flow)):
            drop_flow(diagram, flow)
    for out in query.outgoing(diagram, id):
        if out.trait("default") and not rules.can_default(node):
            diagram.put(out.with_trait("default", False))
