"""Pure questions about a map. Whoever wants to know who owns a step or what a lane holds asks here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import ACTIVITIES, CONTAINER, EVENT, GATEWAY, LANE, PARTY, PLANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record
from mapper.text.order import by_name

# -- containment -------------------------------------------------------------------------------------------------------


def _nodes(diagram: Diagram, ids: tuple[str, ...]) -> list[Node]:
    found = [r for id in ids if isinstance(r := diagram.get(id), Node)]
    return sorted(found, key=lambda n: (n.z, n.id))


def children(diagram: Diagram, id: str) -> list[Node]:
    """The nodes directly inside, in drawing order (a process's pool is not among them: see `pool_of`)."""
    return _nodes(diagram, diagram.index.naming("parent", id))


def contents(diagram: Diagram, id: str) -> list[Record]:
    """Everything inside at any depth, nodes and flows: what goes when this goes."""
    found: list[Record] = []
    # A stack of its own: files nest deeper than Python recurses.
    waiting = [id]
    while waiting:
        inside = [r for inner in diagram.index.naming("parent", waiting.pop()) if (r := diagram.get(inner)) is not None]
        found.extend(inside)
        waiting.extend(r.id for r in reversed(inside))
    return found


def members(diagram: Diagram, lane: str, deep: bool = True) -> list[Node]:
    """The flow nodes a lane names; with `deep` also those of the lanes inside it."""
    found: list[Node] = []
    waiting = [lane]
    while waiting:
        id = waiting.pop()
        found.extend(n for n in _nodes(diagram, diagram.index.naming("lane", id)) if n.family != LANE)
        waiting.extend(inner.id for inner in reversed(sublanes(diagram, id)) if deep)
    return found


def sublanes(diagram: Diagram, id: str) -> list[Node]:
    """The lanes directly inside a lane, process or pool, first the uppermost (leftmost in a vertical pool)."""
    holder = diagram.get(id)
    if isinstance(holder, Node) and holder.family == POOL:
        if holder.ref is None:
            return []
        id = holder.ref
    lanes = _nodes(diagram, diagram.index.naming("sublane", id))
    return sorted(lanes, key=lambda n: (n.bounds.y, n.bounds.x) if n.bounds else (0.0, 0.0))


def lanes_above(diagram: Diagram, id: str) -> list[Node]:
    """The lanes that hold a node, innermost first. A boundary event lies where its host does; the lane of a step in a
    sub-process is the sub-process's."""
    found: list[Node] = []
    record = diagram.get(id)
    lane = record.lane if isinstance(record, Node) else None
    while isinstance(record, Node) and lane is None:
        record = diagram.get(record.host or record.parent)
        lane = record.lane if isinstance(record, Node) else None
    at: Record | None = diagram.get(lane)
    while isinstance(at, Node) and at.family == LANE:
        found.append(at)
        at = diagram.get(at.parent)
    return found


def lane_of(diagram: Diagram, id: str) -> Node | None:
    """The innermost lane a node lies in, or None."""
    lanes = lanes_above(diagram, id)
    return lanes[0] if lanes else None


def process_of(diagram: Diagram, id: str | None) -> Node | None:
    """The process a node or flow belongs to (a pool's is the one it refers to), or None."""
    record = diagram.get(id)
    if isinstance(record, Node) and record.family == POOL:
        record = diagram.get(record.ref)
    while record is not None and record.kind != "process":
        record = diagram.get(record.parent)
    return record if isinstance(record, Node) else None


def inner_plane(diagram: Diagram, id: str, plane: str | None = None) -> str | None:
    """The diagram that shows the inside of something, if there is one beside `plane`."""
    found = diagram.index.naming("ref", id)
    return next((p for p in found if p != plane and diagram.node(p).kind == "plane"), None)


def pool_of(diagram: Diagram, id: str | None) -> Node | None:
    """The pool that shows the process of a node or flow, or None."""
    process = process_of(diagram, id)
    if process is None:
        return None
    return next((n for n in _nodes(diagram, diagram.index.naming("ref", process.id)) if n.family == POOL), None)


def is_closed(diagram: Diagram, pool: Node) -> bool:
    """Whether a pool shows nothing of its inside: it has no process, or is closed and nothing of it is drawn there."""
    if pool.ref is None:
        return True
    return not pool.trait("expanded") and not any(n.plane == pool.plane for n in children(diagram, pool.ref))


def map_name(diagram: Diagram) -> str:
    """What a map is called by what it shows: its first pool with a process that has a name, else its first process."""
    inside = (diagram.node(id) for id in diagram.index.naming("family", CONTAINER))
    processes = [node for node in inside if node.kind == "process"]
    pools = (pool.name for process in processes if (pool := pool_of(diagram, process.id)) is not None)
    return next(filter(None, (*pools, *(process.name for process in processes))), "")


def is_horizontal(diagram: Diagram, id: str | None) -> bool:
    """Whether the map around a node or flow is read from left to right, as its pool says; so too without a pool."""
    pool = pool_of(diagram, id)
    return pool is None or bool(pool.trait("horizontal"))


def boundary_events(diagram: Diagram, id: str) -> list[Node]:
    """The boundary events on an activity."""
    return _nodes(diagram, diagram.index.naming("host", id))


# -- flows -------------------------------------------------------------------------------------------------------------


def flows_at(diagram: Diagram, id: str) -> list[Flow]:
    """The flows that start or end here, in drawing order."""
    return [diagram.flow(flow) for flow in diagram.index.flows_at(id)]


def outgoing(diagram: Diagram, id: str, kind: str = "sequenceFlow") -> list[Flow]:
    """The flows of a kind that start here."""
    return [f for f in flows_at(diagram, id) if f.source == id and f.kind == kind]


def incoming(diagram: Diagram, id: str, kind: str = "sequenceFlow") -> list[Flow]:
    """The flows of a kind that end here."""
    return [f for f in flows_at(diagram, id) if f.target == id and f.kind == kind]


@dataclass(frozen=True, slots=True)
class Handoff:
    """A flow from one lane (or pool) to another."""

    flow: Flow
    source: Node
    target: Node


def handoffs(diagram: Diagram, flows: Iterable[Flow] | None = None) -> list[Handoff]:
    """Sequence flows whose ends lie in different lanes, and all message flows, in drawing order; of all flows, or of
    some."""
    found: list[Handoff] = []
    for flow in diagram.flows() if flows is None else flows:
        if not flow.sort.carries:
            continue
        ends = [_side(diagram, end) for end in (flow.source, flow.target)]
        if ends[0] is not None and ends[1] is not None and ends[0].id != ends[1].id:
            found.append(Handoff(flow, ends[0], ends[1]))
    return sorted(found, key=lambda handoff: (handoff.flow.z, handoff.flow.id))


def _side(diagram: Diagram, id: str) -> Node | None:
    record = diagram.get(id)
    if isinstance(record, Node) and record.family == POOL:
        return record
    return lane_of(diagram, id) or pool_of(diagram, id)


# -- owners ------------------------------------------------------------------------------------------------------------


def parties(diagram: Diagram) -> list[Node]:
    """The people, roles and units of the file, by name."""
    return sorted(_nodes(diagram, diagram.index.naming("family", PARTY)), key=lambda n: (by_name(n.name), n.id))


def own_owner(diagram: Diagram, id: str) -> Node | None:
    """The party that a node itself names as its owner, or None."""
    record = diagram.get(id)
    owner = diagram.get(record.details.get("owner")) if isinstance(record, Node) else None  # type: ignore[arg-type]
    return owner if isinstance(owner, Node) and owner.family == PARTY else None


class Ownership(NamedTuple):
    """Who is accountable for something, and the thing that names that party: itself, or what it inherits from."""

    party: Node | None = None
    holder: Node | None = None


def ownership(diagram: Diagram, id: str, known: dict[str, Ownership] | None = None) -> Ownership:
    """The party accountable for a node, and who says so: the node itself; else its sub-process or host; else its lanes,
    innermost first; else its process or pool. The only place that decides inheritance.

    known: what was found for others, by id, while the map stays as it is; this grows. Whoever asks for all nodes of a
    deep map gives one.
    """
    record, found, inwards = diagram.get(id), Ownership(), list[str]()
    while isinstance(record, Node) and record.family != PARTY:
        if known is not None and record.id in known:
            found = known[record.id]
            break
        inwards.append(record.id)
        if own := own_owner(diagram, record.id):
            found = Ownership(own, record)
            break
        if record.family == POOL or record.kind == "process":
            # A pool and its process are two names of one thing.
            twin = diagram.get(record.ref) if record.family == POOL else pool_of(diagram, record.id)
            own = own_owner(diagram, twin.id) if isinstance(twin, Node) else None
            found = Ownership(own, twin) if own is not None and isinstance(twin, Node) else Ownership()
            break
        record = diagram.get(_above(diagram, record))
    if known is not None:
        known.update(dict.fromkeys(inwards, found))
    return found


def owner(diagram: Diagram, id: str) -> Node | None:
    """The party accountable for a node, inherited or not."""
    return ownership(diagram, id).party


def _above(diagram: Diagram, node: Node) -> str | None:
    """Where a node's owner comes from: its host; its sub-process, unless one of that one's lanes names it; its lane."""
    parent = diagram.get(node.parent)
    lane = diagram.get(node.lane) if node.family != LANE else None
    if node.host is not None or lane is None or parent is None:
        return node.host or (lane.id if lane else node.parent)
    frame: Record | None = lane
    while frame is not None and frame.family == LANE:
        frame = diagram.get(frame.parent)
    return lane.id if parent.family != SUBPROCESS or frame is parent else parent.id


def steps(diagram: Diagram) -> list[Node]:
    """Activities in reading order."""
    return reading_order(diagram, [n for n in diagram.nodes() if n.family in ACTIVITIES])


def owned(diagram: Diagram, party: str) -> list[Node]:
    """Everything a party is accountable for, inherited included, in reading order."""
    families = ACTIVITIES | {EVENT, GATEWAY, LANE, CONTAINER, POOL}
    known: dict[str, Ownership] = {}
    whose = ((n, ownership(diagram, n.id, known).party) for n in diagram.nodes() if n.family in families)
    mine = [node for node, found in whose if found is not None and found.id == party]
    return reading_order(diagram, mine)


# -- diagrams and order ------------------------------------------------------------------------------------------------


def planes(diagram: Diagram) -> list[Node]:
    """The diagrams of the file, in their order in it."""
    return _nodes(diagram, diagram.index.naming("family", PLANE))


def drawn_on(diagram: Diagram, plane: str) -> list[Record]:
    """Everything drawn on a diagram, lowest first. Flows lie above nodes of the same `z`."""
    found = [r for id in diagram.index.naming("plane", plane) if (r := diagram.get(id)) is not None]
    return sorted(found, key=lambda r: (isinstance(r, Flow), r.z, r.id))


def depictions(record: Record, plane: str) -> list[Record]:
    """The record as it is drawn on a diagram: itself, and once more for each further shape or edge of it there."""
    found: list[Record] = [record] if record.plane == plane else []
    for extra in record.also:
        if extra.plane != plane:
            continue
        if isinstance(record, Node):
            found.append(record.but(plane=plane, bounds=extra.bounds, label=extra.label, also=()))
        else:
            found.append(record.but(plane=plane, points=extra.points, label=extra.label, also=()))
    return found


def shown_on(diagram: Diagram, plane: str) -> list[Record]:
    """Everything drawn on a diagram, lowest first, each with the place it has there; what is drawn there twice comes
    twice."""
    return [shown for record in drawn_on(diagram, plane) for shown in depictions(record, plane)]


def extent(diagram: Diagram, plane: str) -> Rect | None:
    """The box around everything drawn on a diagram, labels included; None when it is empty."""
    return bounding(_boxes(diagram, plane))


def _boxes(diagram: Diagram, plane: str) -> Iterator[Rect]:
    for record in shown_on(diagram, plane):
        if record.label is not None:
            yield record.label
        if isinstance(record, Flow):
            yield from (Rect(p.x, p.y, 0, 0) for p in record.points)
        elif record.bounds is not None:
            yield record.bounds


def reading_order(diagram: Diagram, nodes: list[Node]) -> list[Node]:
    """As one reads the process: by longest way from a start over the sequence flows (loops counted once), then down."""
    depth = _depths(diagram)
    return sorted(nodes, key=lambda n: (depth.get(n.id, 0), _corner(n), n.z, n.id))


def _corner(node: Node) -> tuple[float, float]:
    return (node.bounds.y, node.bounds.x) if node.bounds else (0.0, 0.0)


def _depths(diagram: Diagram) -> dict[str, int]:
    """How many flows the longest way to each node has."""
    ways = _ways(diagram)
    ways.remove_edges_from(_back_flows(ways))
    return {id: depth for depth, ids in enumerate(nx.topological_generations(ways)) for id in ids}


def _ways(diagram: Diagram) -> nx.DiGraph[str]:
    """What follows what, starts first, then by place."""
    pairs = [(flow.source, flow.target) for flow in diagram.flows() if flow.kind == "sequenceFlow"]
    # What a boundary event sets off comes after the step it sits on.
    pairs += [(node.host, node.id) for node in diagram.nodes() if node.host is not None]
    led = {target for _source, target in pairs}
    ways: nx.DiGraph[str] = nx.DiGraph()
    for id in sorted({source for source, _target in pairs}, key=lambda id: (id in led, _x(diagram, id), id)):
        ways.add_node(id)
    ways.add_edges_from(pairs)
    return ways


def _x(diagram: Diagram, id: str) -> float:
    record = diagram.get(id)
    return record.bounds.x if isinstance(record, Node) and record.bounds else 0.0


def _back_flows(ways: nx.DiGraph[str]) -> list[tuple[str, str]]:
    """The flows that close a loop: they lead back to what a depth-first walk has not left yet."""
    back: list[tuple[str, str]] = []
    within: set[str] = set()
    for source, target, label in nx.dfs_labeled_edges(ways):
        if label == "forward":
            within.add(target)
        elif label == "reverse":
            within.remove(target)
        elif target in within:
            back.append((source, target))
    return back
