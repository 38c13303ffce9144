"""Taking things off the map, with all that cannot stand without them."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.edit.effects.before import Before
from mapper.edit.effects.grow import is_phase, lay_phases
from mapper.edit.effects.reconnect import drop_flow
from mapper.edit.effects.undrawn import hidden
from mapper.edit.structure import lanes
from mapper.edit.verbs import owner
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES, LANE, PARTY, POOL
from mapper.model.records import Flow, Node
from mapper.route import router
from mapper.text import _


def records(diagram: Diagram, ids: Iterable[str], heal: bool = False) -> None:
    """Delete nodes and flows. Flows of what goes go too, as do boundary events and the contents of pools and
    sub-processes; a lane's steps stay and go to its neighbour lane.

    heal: a step with one way in and one way out leaves its neighbours joined, unless its way in is deleted as well.
    """
    ids = [id for id in dict.fromkeys(ids) if id in diagram]
    if not ids:
        return
    with diagram.transaction(_("Delete")):
        goes = closure(diagram, ids)
        bridged = _heal(diagram, goes, frozenset(ids)) if heal else []
        for id in [id for id in goes if isinstance(diagram.get(id), Flow)]:
            if id in diagram:
                drop_flow(diagram, id)
        for id in ids:
            node = diagram.get(id)
            if isinstance(node, Node) and node.family == LANE and node.parent not in goes:
                lanes.remove(diagram, id)
        parted = dict.fromkeys(pool for id in goes if (pool := _phased(diagram, id)) is not None)
        _drop_nodes(diagram, [id for id in goes if id in diagram])
        for pool in parted:
            if pool in diagram:
                lay_phases(diagram, pool, Before())
        for flow in (diagram.flow(id) for id in bridged):
            if flow.plane is not None:
                diagram.put(flow.but(points=router.route(diagram, flow)))


def _phased(diagram: Diagram, id: str) -> str | None:
    """The pool that something is a phase of: its neighbour takes its room."""
    node = diagram.get(id)
    if not isinstance(node, Node) or not is_phase(node) or node.bounds is None or node.plane is None:
        return None
    near = (diagram.node(other) for other in diagram.index.near(node.plane, node.bounds))
    return next((n.id for n in near if n.family == POOL), None)


def closure(diagram: Diagram, ids: Iterable[str]) -> dict[str, None]:
    """Everything that goes when these go, these included (of a lane only itself and its inner lanes)."""
    goes: dict[str, None] = {}
    queue = list(ids)
    while queue:
        id = queue.pop()
        if id in goes:
            continue
        goes[id] = None
        queue += diagram.index.flows_at(id)
        record = diagram.get(id)
        if isinstance(record, Node):
            queue += _dependents(diagram, record)
    return goes


def _dependents(diagram: Diagram, node: Node) -> list[str]:
    found = [boundary_event.id for boundary_event in query.boundary_events(diagram, node.id)]
    found += diagram.index.naming("parent", node.id)
    if node.family == POOL and node.ref is not None and len(diagram.index.naming("ref", node.ref)) == 1:
        found.append(node.ref)
    behind = diagram.get(node.ref)
    if isinstance(behind, Node) and behind.kind in ("dataObject", "dataStore") and behind.bounds is None:
        found += [behind.id] if len(diagram.index.naming("ref", behind.id)) == 1 else []
    for id in diagram.index.naming("ref", node.id):
        namer = diagram.get(id)
        if isinstance(namer, Node) and namer.kind in ("plane", "dataObjectReference", "dataStoreReference"):
            found.append(id)
    return found


def _drop_nodes(diagram: Diagram, ids: list[str]) -> None:
    for id in ids:
        node = diagram.node(id)
        if node.family == PARTY:
            owner.forget(diagram, id)
        for namer in diagram.index.naming("ref", id):
            other = diagram.get(namer)
            if isinstance(other, Node) and namer not in ids:
                diagram.put(other.but(ref=None))
        for shown in diagram.index.naming("plane", id) if node.kind == "plane" else ():
            _undraw(diagram, shown, id)
    for id in ids:
        diagram.drop(id)


def _undraw(diagram: Diagram, id: str, plane: str) -> None:
    """Take a record off a diagram that goes; it stays in the map."""
    record = diagram.get(id)
    if record is None:
        return
    also = tuple(d for d in record.also if d.plane != plane)
    record = record.but(also=also)
    diagram.put(hidden(record) if record.plane == plane else record)


def _heal(diagram: Diagram, goes: dict[str, None], named: frozenset[str]) -> list[str]:
    """Lead each flow that comes into a simple chain of deleted steps on to where the chain leads; their ids. A flow
    that was to go by name goes."""
    bridged = []
    for id in list(goes):
        node = diagram.get(id)
        if not isinstance(node, Node) or node.family not in FLOW_NODES:
            continue
        ins = query.incoming(diagram, id)
        if len(ins) != 1 or ins[0].source in goes or ins[0].id in named:
            continue
        end = _end_of_chain(diagram, id, goes)
        if end is None or end == ins[0].source or diagram.get(end) is None:
            continue
        diagram.put(ins[0].but(target=end, points=(), label=None))
        goes.pop(ins[0].id, None)
        bridged.append(ins[0].id)
    return bridged


def _end_of_chain(diagram: Diagram, id: str, goes: dict[str, None]) -> str | None:
    seen = set()
    while id in goes:
        outs = query.outgoing(diagram, id)
        if len(outs) != 1 or id in seen or len(query.incoming(diagram, id)) != 1:
            return None
        seen.add(id)
        id = outs[0].target
    return id
