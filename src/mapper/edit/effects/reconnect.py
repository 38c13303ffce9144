"""Flows after their ends moved: where they belong, which kind they now are, and which route they take."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType

from mapper.edit.effects import rules
from mapper.edit.effects.before import Before
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Point, around, length
from mapper.model.kinds import ANCHOR, COLOURS, CONTAINER, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record, Value
from mapper.route import by_hand, router
from mapper.route.labels import after as beside
from mapper.route.labels.after import carried
from mapper.route.lines.lay import FAR
from mapper.route.scene.meet import enters


def container_for(diagram: Diagram, kind: str, source: str, target: str) -> str | None:
    """The BPMN element a flow between two things is a child of (BPMN 2.0: 8.4.1, 9.3, 10.3.1)."""
    one, two = diagram.get(source), diagram.get(target)
    if kind == "dataInputAssociation":
        return target
    if kind == "dataOutputAssociation":
        return source
    if one is None or two is None:
        return None
    if kind in ("messageFlow", "conversationLink") or POOL in (one.family, two.family):
        return _collaboration(diagram, one, two)
    return element_of(diagram, one if isinstance(one, Node) and one.kind != "textAnnotation" else two)


def element_of(diagram: Diagram, record: Record) -> str | None:
    """The process, sub-process or collaboration that directly or through lanes contains something."""
    above = diagram.get(record.parent)
    while isinstance(above, Node) and above.family not in (CONTAINER, SUBPROCESS):
        above = diagram.get(above.parent)
    return above.id if above is not None else None


def drop_flow(diagram: Diagram, id: str) -> None:
    """Remove a flow, the associations that end on it, and its loose ends."""
    for other in diagram.index.flows_at(id):
        if other in diagram:
            drop_flow(diagram, other)
    flow = diagram.flow(id)
    diagram.drop(id)
    forget_ends(diagram, flow)


def forget_ends(diagram: Diagram, flow: Flow) -> None:
    """Remove the loose ends that a flow had, once nothing ends on them any more."""
    for end in dict.fromkeys((flow.source, flow.target)):
        anchor = diagram.get(end)
        if anchor is not None and anchor.family == ANCHOR and not diagram.index.flows_at(end):
            diagram.drop(end)


def reconnect(diagram: Diagram, ids: Iterable[str]) -> None:
    """Give flows at nodes that moved to another container the kind and place they need now: a sequence flow between
    pools becomes a message flow and back; what BPMN does not allow at all goes."""
    ends = [end for id in ids for end in (id, *(g.id for g in query.boundary_events(diagram, id)))]
    for id in dict.fromkeys(f for end in ends for f in diagram.index.flows_at(end)):
        if id in diagram:
            _reconnect_one(diagram, diagram.flow(id))


def follow(diagram: Diagram, ids: Iterable[str], was: Before) -> None:
    """Let the flows of changed nodes find their route, and what is tied to those flows after them.

    ids: what the user changed; the flows of what only made way keep their bends.
    """
    ids = list(ids)
    chosen = {f for id in ids for f in diagram.index.flows_at(id)}
    changed = {id for id in was.drawn if id in diagram}
    touched = [*ids, *was, *changed]
    waiting = _with_tied(diagram, [f for id in touched for f in _drawn_to(diagram, id)])
    before = {id: diagram.flow(id) for id in waiting}
    while waiting:
        # What ends on a flow waits until that flow has found its route.
        ready = [f for f in waiting if not {diagram.flow(f).source, diagram.flow(f).target} & waiting.keys()]
        anew = []
        for id in ready or list(waiting):
            del waiting[id]
            flow = diagram.flow(id)
            if flow.plane is not None and (route := _kept(diagram, flow, was, changed, id not in chosen)) is None:
                anew.append(flow)
            elif flow.plane is not None and route is not None and _put(diagram, flow, route):
                changed.add(id)
        for id, route in router.fresh(diagram, anew).items():
            if _put(diagram, diagram.flow(id), route):
                changed.add(id)
    block = was.as_one(diagram, ids)
    beside.keep(diagram, {id: flow for id, flow in before.items() if not _goes_along(flow, block)})


def _goes_along(flow: Flow, block: Mapping[str, tuple[float, float]]) -> bool:
    """Whether both ends of a flow moved with one block."""
    return flow.source in block and block[flow.source] == block.get(flow.target)


def _drawn_to(diagram: Diagram, id: str) -> list[str]:
    """The flows at something that end where it moved: not those of another diagram, which shows it once more in a place
    of its own there."""
    record = diagram.get(id)
    at = record.plane if record is not None else None
    return [f for f in diagram.index.flows_at(id) if at is None or diagram.flow(f).plane in (None, at)]


def _with_tied(diagram: Diagram, ids: Iterable[str]) -> dict[str, None]:
    """Flows, what is tied to them, what is tied to that, and so on."""
    found = dict.fromkeys(ids)
    todo = list(found)
    while todo:
        tied = [other for other in diagram.index.flows_at(todo.pop()) if other not in found]
        found |= dict.fromkeys(tied)
        todo += tied
    return found


def avoid(diagram: Diagram, ids: Iterable[str], was: Before) -> None:
    """Flows that now run under something put there find another route; not those that were laid by hand."""
    crossed: dict[str, Flow] = {}
    for id in ids:
        node = diagram.get(id)
        if not isinstance(node, Node) or node.bounds is None or node.plane is None or not node.sort.is_flow_element:
            continue
        inner = node.bounds.grown(-2)
        for near in sorted(diagram.index.flows_near(node.plane, inner)):
            flow = diagram.flow(near)
            if flow.sort.carries and router.runs_through(flow, inner) and not _belongs(diagram, flow, node):
                ends = (diagram.get(flow.source), diagram.get(flow.target))
                if near in was.drawn or by_hand.looks_automatic(diagram, flow, ends):
                    crossed.setdefault(near, flow)
    for id, route in router.fresh(diagram, list(crossed.values())).items():
        _put(diagram, diagram.flow(id), route)
        retie(diagram, id)
    beside.keep(diagram, crossed)


def keep_clear(diagram: Diagram, was: Before) -> None:
    """Flows that run through a shape now because something moved or was made find another route, whoever laid them."""
    crossing: dict[str, Flow] = {}
    for line in _near(diagram, was):
        flow = diagram.flow(line)
        if _is_crossing(diagram, flow):
            crossing[line] = flow
    for id, route in router.fresh(diagram, list(crossing.values())).items():
        _put(diagram, diagram.flow(id), route)
        retie(diagram, id)
    beside.keep(diagram, crossing)


def _near(diagram: Diagram, was: Before) -> list[str]:
    """The flows that may run through something because of what moved: those at its ends and those near it; of a block
    that made way, those of which only one end moved."""
    block = was.as_one(diagram)
    found: dict[str, None] = {}
    for id in was:
        node = diagram.get(id)
        if not isinstance(node, Node) or node.bounds is None or node.plane is None:
            continue
        lines = _drawn_to(diagram, id)
        found |= dict.fromkeys(line for line in lines if not _goes_along(diagram.flow(line), block))
        if node.sort.is_solid and id not in block:
            found |= dict.fromkeys(sorted(diagram.index.flows_near(node.plane, node.bounds)))
    return list(found)


def _is_crossing(diagram: Diagram, flow: Flow) -> bool:
    """Whether a flow runs through a shape that it has nothing to do with, and did not before this edit: who drew it
    across that one keeps it so. One across half the map always meets something."""
    if flow.plane is None or flow.kind == "conversationLink" or length(flow.points) > FAR:
        return False
    old = diagram.before(flow.id)
    return any(
        _runs_through(flow, node) and not _belongs(diagram, flow, node) and not _ran_through(diagram, old, node)
        for node in _solid_near(diagram, flow)
    )


def _solid_near(diagram: Diagram, flow: Flow) -> list[Node]:
    """What a flow may run through: piece by piece, for the box around a long one holds half the map."""
    if flow.plane is None:
        return []
    pieces = (frame for piece in pairwise(flow.points) if (frame := around(piece)) is not None)
    ids = dict.fromkeys(id for frame in pieces for id in diagram.index.near(flow.plane, frame))
    nodes = (diagram.node(id) for id in ids)
    return [n for n in nodes if n.bounds is not None and n.sort.is_solid and n.kind != "message"]


def _runs_through(flow: Flow, node: Node) -> bool:
    inside = box(node).grown(-2)
    return any(enters(a, b, inside) for a, b in pairwise(flow.points))


def _ran_through(diagram: Diagram, old: Record | None, node: Node) -> bool:
    """Whether a flow, as it was before this edit, ran through a node as that stood then."""
    stood = diagram.before(node.id)
    if not isinstance(old, Flow) or old.plane is None or not isinstance(stood, Node):
        return False
    return stood.bounds is not None and _runs_through(old, stood)


def retie(diagram: Diagram, id: str) -> None:
    """Let associations that end on a flow reach its new route, then those that end on them."""
    was = Before()
    was.draw(diagram, id)
    follow(diagram, [], was)


def _belongs(diagram: Diagram, flow: Flow, node: Node) -> bool:
    """Whether a flow ends on a node, inside it, or on a boundary event of it."""
    ends = [diagram.get(flow.source), diagram.get(flow.target)]
    holding = [end for end in ends if end is not None]
    while holding:
        end = holding.pop()
        if node.id in (end.id, end.parent) or (isinstance(end, Node) and end.host == node.id):
            return True
        outer = diagram.get(end.parent)
        if isinstance(outer, Node) and outer.family == SUBPROCESS:
            holding.append(outer)
    return False


def _kept(diagram: Diagram, flow: Flow, was: Before, changed: Container[str], gently: bool) -> tuple[Point, ...] | None:
    """The route that a flow keeps; None where it needs a fresh one."""
    if flow.source in changed or flow.target in changed:
        return None
    new = (diagram.get(flow.source), diagram.get(flow.target))
    old = was.drawn.get(flow.id) or (_before(new[0], was), _before(new[1], was))
    return by_hand.kept(diagram, flow, old, new, gently)


def _put(diagram: Diagram, flow: Flow, points: tuple[Point, ...]) -> bool:
    """Give a flow its route; whether that is another one."""
    points = _to_loose_ends(diagram, flow, points)
    if points == flow.points:
        return False
    diagram.put(flow.but(points=points, label=carried(flow, points)))
    return True


def _to_loose_ends(diagram: Diagram, flow: Flow, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The route with its loose ends where they are: these have no outline to stop at."""
    ends = [diagram.get(end) for end in (flow.source, flow.target)]
    first, last = (e.bounds.center if isinstance(e, Node) and e.family == ANCHOR and e.bounds else None for e in ends)
    return (first or points[0], *points[1:-1], last or points[-1]) if len(points) > 1 else points


def _before(end: Record | None, was: Before) -> Record | None:
    bounds = was.get(end.id) if isinstance(end, Node) else None
    return end.but(bounds=bounds) if isinstance(end, Node) and bounds is not None else end


def _reconnect_one(diagram: Diagram, flow: Flow) -> None:
    kind: str | rules.Refusal = flow.kind
    strayed = not _same_level(diagram, flow) if flow.sort.carries else not rules.kind_fits(diagram, flow)
    if strayed:
        kind = rules.can_connect(diagram, flow.source, flow.target)
    if not isinstance(kind, str):
        drop_flow(diagram, flow.id)
        return
    if kind != flow.kind:
        ends = (flow.source, flow.target)
        colours = coloured(flow)
        flow = Flow(flow.id, kind, *ends, flow.name, plane=flow.plane, z=flow.z, traits=colours, details=flow.details)
    diagram.put(flow.but(parent=container_for(diagram, kind, flow.source, flow.target)))


def coloured(flow: Flow) -> Mapping[str, Value]:
    """The colours of a flow, which it keeps when it becomes one of another kind."""
    return MappingProxyType({key: value for key, value in flow.traits.items() if key in COLOURS})


def _same_level(diagram: Diagram, flow: Flow) -> bool:
    one, two = diagram.get(flow.source), diagram.get(flow.target)
    return flow.kind == "sequenceFlow" and one is not None and two is not None and one.parent == two.parent


def _collaboration(diagram: Diagram, one: Record, two: Record) -> str | None:
    for end in (one, two):
        pool = end if end.family == POOL else query.pool_of(diagram, end.id)
        if pool is not None and pool.parent is not None:
            return pool.parent
    for id in diagram.index.naming("family", CONTAINER):
        if diagram.node(id).kind == "collaboration":
            return id
    return one.parent
