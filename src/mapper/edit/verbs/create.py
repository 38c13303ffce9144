"""Putting new things on the map: where the user points, after a step, on a flow, on a border."""

from __future__ import annotations

from collections.abc import Mapping

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before
from mapper.edit.effects.container_at import host_at, place_at
from mapper.edit.effects.fitted import fit_in
from mapper.edit.effects.free_spot import GAP, annotation_spot, beyond
from mapper.edit.effects.grow import pool_id
from mapper.edit.effects.ids import new_id as new_id
from mapper.edit.effects.ids import prefix
from mapper.edit.effects.make_room import cut
from mapper.edit.effects.reconnect import element_of, keep_clear
from mapper.edit.structure import lanes
from mapper.edit.structure.pools import new_process
from mapper.edit.structure.pools import pool as pool
from mapper.edit.verbs import connect
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box, onto_border
from mapper.model.geometry import Point, Rect, centered, length, nearest, oriented
from mapper.model.kinds import COLLAPSED_SIZE, DATA, FLOW_NODES, KINDS, POOL, SUBPROCESS, TASK
from mapper.model.records import Node, Value
from mapper.text import N_, _

Traits = Mapping[str, Value]


def shape(diagram: Diagram, kind: str, at: Point, plane: str, traits: Traits | None = None, name: str = "") -> str:
    """Put something of a kind with its centre at a place; its id. What lies there holds it: lane, pool, sub-process;
    a pool close by grows to it. A boundary event goes onto the activity whose border is there. Raises Refused."""
    if kind == "participant":
        said = traits or {}
        closed = not said.get("expanded", True)
        return pool(diagram, at, plane, name, horizontal=bool(said.get("horizontal", True)), closed=closed)
    if kind == "boundaryEvent":
        host = host_at(diagram, plane, at)
        return boundary(diagram, host.id if host else "", str((traits or {}).get("event", "")), at, traits, name)
    spot = place_at(diagram, plane, at, KINDS[kind].family)
    allowed = rules.can_hold(diagram, spot.shape, kind)
    if isinstance(allowed, rules.Refusal):
        raise rules.Refused(allowed)
    if kind == "lane":
        return lanes.add(diagram, spot.shape or "", "below", name)
    with diagram.transaction(_("Create")):
        parent = spot.parent or new_process(diagram, plane)
        node = _node(diagram, kind, plane, parent, traits, name, lane=spot.lane)
        node = node.but(bounds=centered(at, *size_of(kind, traits)))
        _add(diagram, node)
    return node.id


def append(diagram: Diagram, source: str, kind: str, traits: Traits | None = None, name: str = "") -> str:
    """Put the next thing after something and join them; its id. It stands on the same line with the usual gap, in the
    next row where that is taken, with room made where there is none. Raises Refused."""
    origin = diagram.node(source)
    _refuse_boundary_event(kind)
    if origin.bounds is None or origin.plane is None:
        raise rules.Refused(rules.Refusal(N_("This is not drawn.")))
    with diagram.transaction(_("Append")):
        was = Before()
        spot = beyond(diagram, origin, size_of(kind, traits), was)
        parent = _container_beside(diagram, source, kind, spot)
        node = _node(diagram, kind, origin.plane, parent, traits, name, lane=origin.lane)
        _add(diagram, node.but(bounds=spot), was)
        connect.flow(diagram, source, node.id)
        keep_clear(diagram, was)
    return node.id


def insert(diagram: Diagram, flow: str, kind: str, at: Point | None = None, traits: Traits | None = None) -> str:
    """Put something into a sequence flow, where it was dropped or in the middle, making room if the flow is too short;
    its id. The flow leads to it, a new one leads on. Raises Refused."""
    old = diagram.flow(flow)
    source, target = diagram.get(old.source), diagram.get(old.target)
    if old.kind != "sequenceFlow" or not isinstance(source, Node) or not isinstance(target, Node) or not old.plane:
        raise rules.Refused(rules.Refusal(N_("Only sequence flows take a step between their ends.")))
    _refuse_boundary_event(kind)
    if not KINDS[kind].is_flow_node:
        raise rules.Refused(rules.Refusal(N_("Only steps, events and gateways go into a flow.")))
    with diagram.transaction(_("Insert")):
        was = Before()
        size = size_of(kind, traits)
        spot = _spot_on(diagram, flow, at, size, was)
        node = _node(diagram, kind, old.plane, source.parent, traits, "", lane=source.lane).but(bounds=spot)
        diagram.put(node)
        was[node.id] = None
        connect.reconnect(diagram, flow, "target", node.id)
        was.draw(diagram, flow)
        was.draw(diagram, connect.flow(diagram, node.id, target.id))
        settle(diagram, [node.id], was)
        keep_clear(diagram, was)
    return node.id


def boundary(
    diagram: Diagram, host: str, event: str = "", at: Point | None = None, traits: Traits | None = None, name: str = ""
) -> str:
    """Put a boundary event onto an activity: at the place of its border nearest to `at`, else at its lower edge where
    no other sits; its id. Raises Refused."""
    allowed = rules.can_attach(diagram, host, event)
    if isinstance(allowed, rules.Refusal):
        raise rules.Refused(allowed)
    on = diagram.node(host)
    if on.plane is None or on.bounds is None:
        raise rules.Refused(rules.Refusal(N_("This is not drawn.")))
    with diagram.transaction(_("Create")):
        center = onto_border(on.bounds, at) if at is not None else free_border(diagram, on)
        traits = {**(traits or {}), "event": event}
        node = _node(diagram, "boundaryEvent", on.plane, on.parent, traits, name, lane=on.lane)
        _add(diagram, node.but(host=host, bounds=centered(center, *KINDS["boundaryEvent"].size)))
    return node.id


def annotation(diagram: Diagram, id: str, text: str = "") -> str:
    """Write an annotation beside something, tied to it; its id."""
    noted = diagram.get(id)
    if noted is None or noted.plane is None:
        raise rules.Refused(rules.Refusal(N_("This is not drawn.")))
    with diagram.transaction(_("Annotate")):
        size = KINDS["textAnnotation"].size
        if isinstance(noted, Node):
            spot = annotation_spot(diagram, noted, size)
        else:
            middle = nearest(noted.points, noted.points[len(noted.points) // 2])[1]
            spot = Rect(middle.x + 20, middle.y - 40 - size[1], *size)
        shown = noted.ref if isinstance(noted, Node) and noted.family == POOL else None
        parent = shown or element_of(diagram, noted)
        node = _node(diagram, "textAnnotation", noted.plane, parent, None, text).but(bounds=spot)
        diagram.put(node)
        connect.flow(diagram, id, node.id)
    return node.id


def plane(diagram: Diagram, name: str) -> str:
    """Add an empty diagram to the file, with a collaboration of its own; its id."""
    with diagram.transaction(_("Add diagram")):
        collaboration = Node(new_id(diagram, "Collaboration"), "collaboration")
        made = Node(new_id(diagram, "BPMNDiagram"), "plane", name, ref=collaboration.id)
        diagram.put(collaboration)
        diagram.put(made)
    return made.id


def likely_next(node: Node) -> tuple[str, Traits]:
    """The kind that most likely follows, with its traits: the same sort of task again, what is waited for after an
    event-based gateway, a plain task after anything else."""
    if node.kind == "eventBasedGateway":
        return "intermediateCatchEvent", {"event": "message"}
    return (node.kind if node.family == TASK else "task"), {}


def size_of(kind: str, traits: Traits | None = None) -> tuple[float, float]:
    """The size of a new node of a kind, in pixels."""
    row = KINDS[kind]
    if row.family == SUBPROCESS and (traits or {}).get("expanded") is False:
        return COLLAPSED_SIZE
    return row.size


def _refuse_boundary_event(kind: str) -> None:
    if kind == "boundaryEvent":
        raise rules.Refused(rules.NO_HOST)


def _container_beside(diagram: Diagram, id: str, kind: str, spot: Rect) -> str | None:
    """The element for something beside a node: the one that holds the node, but a collaboration holds no steps."""
    node = diagram.node(id)
    above, family = diagram.get(node.parent), KINDS[kind].family
    if node.plane is None or not isinstance(above, Node) or above.kind != "collaboration":
        return node.parent
    if family not in FLOW_NODES and family != DATA:
        return above.id
    return place_at(diagram, node.plane, spot.center, family).parent or new_process(diagram, node.plane)


def _node(
    diagram: Diagram,
    kind: str,
    plane: str,
    parent: str | None,
    traits: Traits | None,
    name: str = "",
    lane: str | None = None,
) -> Node:
    node = Node(new_id(diagram, prefix(kind)), kind, name, parent=parent, lane=lane, plane=plane)
    for key, value in (traits or {}).items():
        node = node.with_trait(key, value)
    if kind == "dataObjectReference":
        behind = Node(new_id(diagram, "DataObject"), "dataObject", parent=parent)
        diagram.put(behind)
        node = node.but(ref=behind.id)
    return node


def _add(diagram: Diagram, node: Node, was: Before | None = None) -> None:
    was = Before() if was is None else was
    was[node.id] = None
    diagram.put(node)
    settle(diagram, [node.id], was)
    if node.name:
        fit_in(diagram, [node.id])


def free_border(diagram: Diagram, host: Node) -> Point:
    """The first free place on the lower edge, from the right, as most maps have it; then the upper edge."""
    bounds = box(host)
    taken = [g.bounds.center for g in query.boundary_events(diagram, host.id) if g.bounds is not None]
    across = [bounds.right - 25 - k * 42 for k in range(max(1, int((bounds.w - 8) // 42)))]
    spots = [Point(x, y) for y in (bounds.bottom, bounds.y) for x in across]
    return next((s for s in spots if all(s.distance(t) >= 38 for t in taken)), spots[0])


def _spot_on(diagram: Diagram, flow: str, at: Point | None, size: tuple[float, float], was: Before) -> Rect:
    """Where on a flow something new goes: on the segment it was dropped at if there is room, else room is made."""
    old = diagram.flow(flow)
    source, target = diagram.node(old.source), diagram.node(old.target)
    pairs = list(zip(old.points, old.points[1:], strict=False))
    if at is None:
        index = max(range(len(pairs)), key=lambda i: length(pairs[i]))
        a, b = pairs[index]
        at = Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    index, foot, _gap = nearest(old.points, at)
    a, b = pairs[index]
    level = abs(a.y - b.y) < 1
    half = (size[0] if level else size[1]) / 2
    if length((a, b)) >= 2 * half + 40:
        return _clamped(a, b, foot, size, half + 20)
    horizontal = query.is_horizontal(diagram, source.id)
    one, two = oriented(box(source), horizontal), oriented(box(target), horizontal)
    need = (size[0] if horizontal else size[1]) + 2 * GAP - (two.x - one.right)
    if two.x < one.right or need <= 0:
        return centered(foot, *size)
    cut(diagram, source.plane or "", horizontal, two.x, need, was, pool_id(diagram, source))
    along = one.right + GAP
    center = one.center.y if abs(one.center.y - two.center.y) < 10 else (foot.y if horizontal else foot.x)
    spot = Rect(along, center - (size[1] if horizontal else size[0]) / 2, *(size if horizontal else (size[1], size[0])))
    return oriented(spot, horizontal)


def _clamped(a: Point, b: Point, foot: Point, size: tuple[float, float], margin: float) -> Rect:
    """Centred on a horizontal or vertical segment, no nearer to its ends than the margin."""
    x = min(max(foot.x, min(a.x, b.x) + margin), max(a.x, b.x) - margin) if abs(a.y - b.y) < 1 else foot.x
    y = min(max(foot.y, min(a.y, b.y) + margin), max(a.y, b.y) - margin) if abs(a.x - b.x) < 1 else foot.y
    return centered(Point(x, y), *size)
