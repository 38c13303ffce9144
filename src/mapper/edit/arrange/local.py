"""A part of a map laid out anew where it stands: a pool, an expanded sub-process, or some selected steps. What stands
around makes way as for any edit, and the flows that lead out of the part are laid around what stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from mapper.edit.arrange import groups, odd, whole
from mapper.edit.arrange.gather import drawn
from mapper.edit.arrange.picture import Picture
from mapper.edit.arrange.plan import SizeOf
from mapper.edit.arrange.riders import ride, riders
from mapper.edit.free import GAP
from mapper.edit.grow import grow, is_ancestor, make_room, pool_id
from mapper.edit.mend import follow
from mapper.edit.place import Was, oriented
from mapper.edit.place import whole as with_contents
from mapper.edit.push import push
from mapper.edit.room import cut
from mapper.edit.routing import runs_through
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import DATA, FLOW_NODES, LANE, POOL
from mapper.model.records import Flow, Node, Record

_AIR = 15.0
"""Between what was laid out and what stands there, at least, in pixels."""

_LED = ("sequenceFlow", "messageFlow")

_STEPS = tuple(20.0 * i for i in range(40))
"""How far down or on a selection may go to a free place, in pixels."""


# -- a pool or sub-process ---------------------------------------------------------------------------------------------


def inside(diagram: Diagram, size_of: SizeOf, id: str) -> None:
    """Lay out a pool or an expanded sub-process with what it holds; its upper left corner stays."""
    node = diagram.node(id)
    if node.bounds is None or node.plane is None:
        return
    ids = with_contents(diagram, [id])
    part = _part(diagram, node.plane, {*ids, *_attached(diagram, ids), *_astray(diagram, node)})
    found, lying = whole.laid(diagram, node.plane, size_of, part.shown)
    if id not in found.bounds:
        return
    corner = found.bounds[id]
    found = whole.moved(found, node.bounds.x - corner.x, node.bounds.y - corner.y)
    if node.family == POOL:
        _keep_aligned(diagram, node, found, lying)
    was = Was()
    if node.family != POOL:
        make_room(diagram, node, found.bounds[id], was)
    _put(diagram, node.plane, found, lying, was)
    if node.family == POOL:
        push(diagram, id, node.bounds, found.bounds[id], was)
    grow(diagram, [id], was)
    _finish(diagram, part, was, size_of)


def _astray(diagram: Diagram, holder: Node) -> Iterator[str]:
    """Data that lies in a pool's box and in no pool's process."""
    frame = holder.bounds if holder.family == POOL else None
    if frame is None or holder.plane is None:
        return
    for id in sorted(diagram.index.near(holder.plane, frame)):
        node = diagram.node(id)
        is_inside = node.family == DATA and node.bounds is not None and frame.holds(node.bounds)
        if is_inside and query.pool_of(diagram, id) is None:
            yield id


@dataclass(slots=True)
class _Part:
    """The records of a part, as a plane draws them. flows: those that lead out of it; inner: those within."""

    plane: str
    shown: list[Record]
    inner: list[str]
    flows: list[str]
    whole: list[Record] = field(default_factory=list)


def _part(diagram: Diagram, plane: str, ids: Collection[str], frames: Collection[str] = ()) -> _Part:
    """frames: lanes that are laid out too, so that each step keeps to its own."""
    every = drawn(diagram, plane)
    kept = {*ids, *frames} - {rider.id for rider in riders(diagram, every)}
    shown: list[Record] = [r for r in every if isinstance(r, Node) and r.id in kept]
    inner: list[str] = []
    out: list[str] = []
    for record in every:
        if isinstance(record, Flow) and (record.source in ids or record.target in ids):
            both = record.source in ids and record.target in ids
            (inner if both else out).append(record.id)
            shown += [record] if both else []
    return _Part(plane, shown, inner, out, every)


def _keep_aligned(diagram: Diagram, pool: Node, found: Picture, lying: bool) -> None:
    """A pool as long as its neighbours stays at least as long."""
    assert pool.bounds is not None
    own, new = oriented(pool.bounds, lying), oriented(found.bounds[pool.id], lying)
    others = (diagram.node(id) for id in diagram.index.naming("family", POOL) if id != pool.id)
    boxes = [oriented(n.bounds, lying) for n in others if n.plane == pool.plane and n.bounds is not None]
    if new.w >= own.w or not any(abs(b.x - own.x) < 1 and abs(b.w - own.w) < 1 for b in boxes):
        return
    for id, box in found.bounds.items():
        flat = oriented(box, lying)
        if diagram.node(id).family in (POOL, LANE) and abs(flat.right - new.right) < 0.5:
            found.bounds[id] = oriented(Rect(flat.x, flat.y, flat.w + own.w - new.w, flat.h), lying)


def _put(diagram: Diagram, plane: str, found: Picture, lying: bool, was: Was) -> None:
    for id in found.bounds:
        was.setdefault(id, diagram.node(id).bounds)
    whole.put(diagram, plane, found, lying)
    for id in found.ways:
        was.draw(diagram, id)


def _finish(diagram: Diagram, part: _Part, was: Was, size_of: SizeOf) -> None:
    """Lay what leads out of a part, and let groups, bands and messages go along."""
    follow(diagram, (), was)
    unlaid = [id for id in part.inner if id not in was.drawn]
    odd.lay(diagram, part.plane, list(dict.fromkeys([*unlaid, *part.flows, *_hidden(diagram, part)])), size_of)
    ids = {record.id for record in part.shown}
    held = {id: inside for id, inside in groups.members(part.whole).items() if not ids.isdisjoint(inside)}
    for group, box in groups.frames(drawn(diagram, part.plane), held, size_of):
        diagram.put(diagram.node(group.id).but(bounds=box, label=None))
    riding = [rider for rider in riders(diagram, part.whole) if rider.on in ids]
    for rider, box in ride(drawn(diagram, part.plane), riding):
        diagram.put(diagram.node(rider.id).but(bounds=box))


def _hidden(diagram: Diagram, part: _Part) -> Iterator[str]:
    """Flows from elsewhere to elsewhere that now run through what was laid out."""
    own = {*part.inner, *part.flows}
    for record in part.shown:
        node = diagram.get(record.id)
        if isinstance(node, Node) and node.bounds is not None and _is_solid(node):
            for id in sorted(diagram.index.flows_near(part.plane, node.bounds) - own):
                if diagram.flow(id).kind in _LED and runs_through(diagram.flow(id), node.bounds.grown(-2)):
                    yield id


def _is_solid(node: Node) -> bool:
    return node.family in FLOW_NODES or node.family == DATA or node.kind == "textAnnotation"


# -- a selection -------------------------------------------------------------------------------------------------------


def selection(diagram: Diagram, size_of: SizeOf, ids: Iterable[str]) -> None:
    """Lay out steps among themselves, as far as flows join them; pools with what they hold."""
    chosen = dict.fromkeys(ids)
    for id in chosen:
        if isinstance(node := diagram.get(id), Node) and node.family == POOL and not node.trait("band"):
            inside(diagram, size_of, id)
    for plane, tops in _clusters(diagram, chosen):
        _arrange(diagram, size_of, plane, tops)


def _clusters(diagram: Diagram, chosen: Collection[str]) -> Iterator[tuple[str, list[Node]]]:
    """The selected steps, with what is tied to them alone, by what directly contains them."""
    steps = {id: None for id in chosen if _is_free(diagram.get(id))}
    for lane in (id for id in chosen if (node := diagram.get(id)) is not None and node.family == LANE):
        steps |= {n.id: None for n in query.members(diagram, lane) if _is_free(n)}
    outer = [id for id in steps if not any(is_ancestor(diagram, other, id) for other in steps)]
    outer += _attached(diagram, with_contents(diagram, outer))
    found: dict[tuple[str, str | None], list[Node]] = {}
    homes = {id: diagram.node(id).parent for id in outer if diagram.node(id).family in FLOW_NODES}
    for id in outer:
        node = diagram.node(id)
        tied = next((homes[end] for end in _ends(diagram, id) if end in homes), node.parent)
        found.setdefault((node.plane or "", homes.get(id, tied)), []).append(node)
    for (plane, _parent), nodes in found.items():
        yield from ((plane, joined) for joined in _joined(diagram, nodes) if len(joined) > 1)


def _joined(diagram: Diagram, nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """The nodes that flows join to each other, apart from those they do not: these have no order among themselves."""
    of = {inner: node for node in nodes for inner in with_contents(diagram, [node.id])}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    for inner, node in of.items():
        graph.add_edges_from((node.id, of[end].id) for end in _ends(diagram, inner) if end in of)
    for group in nx.connected_components(graph):
        yield [node for node in nodes if node.id in group]


def _is_free(record: Record | None) -> bool:
    """Whether something may be laid out by itself: a drawn step, data or annotation on no other's border."""
    if not isinstance(record, Node) or record.bounds is None or record.plane is None or record.host is not None:
        return False
    return _is_solid(record)


def _attached(diagram: Diagram, inner: Collection[str]) -> list[str]:
    """Data and annotations that are tied to nothing but what these nodes are."""
    found = []
    for end in dict.fromkeys(end for id in inner for end in _ends(diagram, id)):
        node = diagram.get(end)
        is_note = end not in inner and _is_free(node) and node is not None and node.family not in FLOW_NODES
        if is_note and all(other in inner for other in _ends(diagram, end)):
            found.append(end)
    return found


def _ends(diagram: Diagram, id: str) -> list[str]:
    """What flows join something to."""
    return [flow.target if flow.source == id else flow.source for flow in query.flows_at(diagram, id)]


def _arrange(diagram: Diagram, size_of: SizeOf, plane: str, tops: Sequence[Node]) -> None:
    lanes = _lanes(diagram, tops)
    several = len({lane.id for lane in lanes.values() if lane is not None}) > 1
    frames = {above.id for lane in lanes.values() for above in _with_outer(diagram, lane)} if several else set()
    part = _part(diagram, plane, with_contents(diagram, [n.id for n in tops]), frames)
    found, lying = whole.laid(diagram, plane, size_of, part.shown)
    for id in frames:
        found.bounds.pop(id, None)
    keys = {inner: _key(lanes[n.id]) for n in tops for inner in with_contents(diagram, [n.id])}
    found = _back_into_lanes(diagram, found, keys, lying)
    was = Was()
    placed = _room(diagram, found, part, lying, was)
    if placed is None:
        return
    _put(diagram, plane, placed, lying, was)
    grow(diagram, [n.id for n in tops], was)
    _finish(diagram, part, was, size_of)


def _lanes(diagram: Diagram, tops: Sequence[Node]) -> dict[str, Node | None]:
    """The lane of each step; of data and notes that of the step they are tied to."""
    steps = {n.id: query.lane_of(diagram, n.id) for n in tops if n.family in FLOW_NODES}
    sitting = {guest.id: lane for id, lane in steps.items() for guest in query.guests(diagram, id)}
    near = steps | sitting
    found = dict(steps)
    for node in tops:
        if node.id not in steps:
            tied = [near[end] for end in _ends(diagram, node.id) if end in near]
            found[node.id] = tied[0] if tied else query.lane_of(diagram, node.id)
    return found


def _with_outer(diagram: Diagram, lane: Node | None) -> Iterator[Node]:
    while lane is not None and lane.family == LANE:
        yield lane
        above = diagram.get(lane.parent)
        lane = above if isinstance(above, Node) else None


def _key(lane: Node | None) -> str:
    return lane.id if lane is not None else ""


def _back_into_lanes(diagram: Diagram, found: Picture, keys: Mapping[str, str], lying: bool) -> Picture:
    """The picture with the steps of each lane where those of that lane began; flows between lanes are left out."""
    old = {id: oriented(box, lying) for id in found.bounds if (box := diagram.node(id).bounds) is not None}
    new = {id: oriented(box, lying) for id, box in found.bounds.items()}
    dx = min(box.x for box in old.values()) - min(box.x for box in new.values())
    downs = {}
    for key in dict.fromkeys(keys.values()):
        mine = [id for id in new if keys.get(id) == key and id in old]
        downs[key] = min((old[id].y for id in mine), default=0.0) - min((new[id].y for id in mine), default=0.0)
    kept = Picture()
    for id, box in found.bounds.items():
        shift = _turned(dx, downs[keys[id]], lying)
        kept.bounds[id] = box.moved(*shift)
        if id in found.labels:
            kept.labels[id] = found.labels[id].moved(*shift)
    for id, way in found.ways.items():
        flow = diagram.flow(id)
        key = keys.get(flow.source, "-")
        mine_box = bounding(found.bounds[n].grown(60) for n in found.bounds if keys[n] == key)
        if key == keys.get(flow.target) and mine_box and all(mine_box.holds(p) for p in way):
            shift = _turned(dx, downs[key], lying)
            kept.ways[id] = tuple(p.moved(*shift) for p in way)
            if id in found.labels:
                kept.labels[id] = found.labels[id].moved(*shift)
    return kept


def _turned(along: float, across: float, lying: bool) -> tuple[float, float]:
    return (along, across) if lying else (across, along)


def _room(diagram: Diagram, found: Picture, part: _Part, lying: bool, was: Was) -> Picture | None:
    """The picture at the nearest free place, else with room made for it; None when it would stand on something."""
    others = _others(diagram, found, part)
    for dx, dy in sorted(((x, y) for x in _STEPS[:10] for y in _STEPS[:10]), key=lambda s: (s[0] + s[1], s)):
        shift = _turned(dx, dy, lying)
        if not _met(found, others, shift):
            return whole.moved(found, *shift)
        if not (dx or dy) and _make_way(diagram, found, others, part.plane, lying, was):
            return found
    return None


def _others(diagram: Diagram, found: Picture, part: _Part) -> list[Node]:
    """What stands on the plane beside the part."""
    holders = set()
    for id in found.bounds:
        at: Record | None = diagram.get(id)
        while at is not None:
            holders.add(at.id)
            at = diagram.get(at.parent)
    nodes = (r for r in part.whole if isinstance(r, Node) and r.bounds is not None and r.id not in holders)
    return [n for n in nodes if _is_solid(n)]


def _met(found: Picture, others: Sequence[Node], shift: tuple[float, float]) -> list[Rect]:
    """The boxes of the others that a picture would stand on."""
    own = [box.moved(*shift).grown(_AIR) for box in found.bounds.values()]
    return [n.bounds for n in others if n.bounds is not None and any(box.meets(n.bounds) for box in own)]


def _make_way(diagram: Diagram, found: Picture, others: Sequence[Node], plane: str, lying: bool, was: Was) -> bool:
    """Move on what stands behind the old place of the part, if nothing else is in its way; whether that was so."""
    boxes = (diagram.node(id).bounds for id in found.bounds)
    before = bounding(oriented(box, lying) for box in boxes if box is not None)
    after = bounding(oriented(box, lying) for box in found.bounds.values())
    met = [oriented(box, lying) for box in _met(found, others, (0.0, 0.0))]
    if before is None or after is None or any(box.x < before.right - 1 for box in met):
        return False
    first = min(box.x for box in met)
    holder = pool_id(diagram, diagram.node(next(iter(found.bounds))))
    cut(diagram, plane, lying, first, after.right + GAP - first, was, holder)
    return True
