"""The missing parts of a map that is drawn in part: each goes near what it is joined to. Nothing drawn moves or grows.

What is joined to nothing drawn is laid out by itself, in what holds it or below everything.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mapper.arrange.missing import flow_ends, spots
from mapper.arrange.picture.picture import Picture
from mapper.arrange.plan.gather import PLACED, drawn
from mapper.arrange.whole import groups, leftover_flows, nearby, whole_plane
from mapper.edit.effects.before import is_open
from mapper.edit.effects.before import whole as with_contents
from mapper.edit.effects.free_spot import GAP
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding, centered, oriented
from mapper.model.kinds import CALL, CONTAINER, DATA, EVENT, FLOW_NODES, GATEWAY, HEADER, LANE, POOL, SUBPROCESS, TASK
from mapper.model.records import Flow, Node, Record
from mapper.model.texts.labels import size as label_size
from mapper.route.labels import place as labels

_PAD, _LEAST_PAD, _BELOW = 14.0, 2.0, 40.0
"""Between something and the border of what holds it, if there is room and if not, and between what is drawn and what is
put below it, in pixels."""

_BOUNDARY_EVENT = 42.0
"""From one boundary event to the next on a border, in pixels."""


@dataclass(slots=True)
class _Missing:
    """The missing parts of one plane. waiting: nodes without a place yet, first those of the file's beginning.
    crowded: what has no room left for all that it misses."""

    diagram: Diagram
    plane: str
    ids: frozenset[str]
    waiting: dict[str, Node]
    crowded: dict[str, Node] = field(default_factory=dict)


def missing(diagram: Diagram, ids: Collection[str], named: groups.Named = groups.EMPTY) -> None:
    """Place these records only. named: what groups among them hold."""
    for plane in query.planes(diagram):
        shown = drawn(diagram, plane.id)
        fresh = [r for r in shown if r.id in ids and r.plane == plane.id]
        if fresh and all(r.id in ids for r in shown):
            whole_plane.arrange(diagram, plane.id, named=named)
        elif fresh:
            _place(diagram, plane.id, fresh, named)


def _place(diagram: Diagram, plane: str, fresh: Sequence[Record], named: groups.Named) -> None:
    before = {record.id: record for record in query.drawn_on(diagram, plane)}
    nodes = {r.id: r for r in fresh if isinstance(r, Node)}
    loose = {id: n for id, n in nodes.items() if n.family in PLACED and n.kind != "group" and n.host is None}
    loose = {id: n for id, n in loose.items() if not _is_frame(diagram, n, nodes)}
    ids = frozenset(r.id for r in fresh)
    pools = {id: n for id, n in _new_pools(diagram, nodes).items() if not flow_ends.stands(diagram, n, ids)}
    at = _Missing(diagram, plane, ids, loose | pools)
    for record in fresh:
        # Out of the way: what has no place yet must not keep others from theirs.
        if isinstance(record, Flow):
            diagram.put(record.but(points=(), label=None))
        elif record.id in at.waiting or record.host is not None:
            diagram.put(record.but(bounds=None, label=None))
    _by_flow_ends(at)
    _by_neighbours(at)
    _by_themselves(at)
    for container in at.crowded.values():
        _pack(at, container, list(nodes.values()))
    _seat_boundary_events(at, nodes)
    _frame(at, nodes, named)
    ends = {end for r in fresh for end in ([r.source, r.target] if isinstance(r, Flow) else [])}
    flows = [r.id for r in fresh if isinstance(r, Flow)]
    flows += [f for id in nodes for f in diagram.index.flows_at(id) if f not in ends and f in at.ids]
    torn = flow_ends.torn(diagram, plane, nodes, at.ids)
    leftover_flows.lay(diagram, plane, list(dict.fromkeys([*flows, *torn])))
    for id, record in before.items():
        if id not in at.ids and id not in torn:
            # Laying flows moves labels at their ends.
            diagram.put(record)
    labels.fresh(diagram, plane, at.ids)


def _is_frame(diagram: Diagram, node: Node, fresh: Collection[str]) -> bool:
    """Whether a sub-process without a place shows steps that have one: then it stands around them already."""
    inside = query.children(diagram, node.id) if node.family == SUBPROCESS and node.trait("expanded") else []
    return any(n.plane == node.plane and n.bounds is not None and n.id not in fresh for n in inside)


def _new_pools(diagram: Diagram, nodes: dict[str, Node]) -> dict[str, Node]:
    """The pools that show nothing that is drawn already, with their lanes."""
    found: dict[str, Node] = {}
    for id, node in nodes.items():
        if node.family == POOL and not node.trait("band"):
            inner = [r for r in query.contents(diagram, node.ref) if isinstance(r, Node)] if node.ref else []
            if all(r.id in nodes for r in inner if r.plane == node.plane):
                found |= {id: node} | {r.id: r for r in inner if r.family == LANE and r.id in nodes}
    return found


def _by_flow_ends(at: _Missing) -> None:
    """Place what drawn flows end at between these ends, where it stood once."""
    for id, node in list(at.waiting.items()):
        spot = flow_ends.box(at.diagram, node, _size(at, node), at.ids) if not _is_held(at, node) else None
        if spot is not None and not any(spot.meets(other) for other in _standing(at)):
            del at.waiting[id]
            _settle(at, node, spot, _inner(at, node))


# -- near what is drawn ------------------------------------------------------------------------------------------------


def _by_neighbours(at: _Missing) -> None:
    """Place what is joined to something placed, and then what is joined to that."""
    todo = deque(id for id in at.waiting if _neighbours(at, id))
    while todo:
        id = todo.popleft()
        node = at.waiting.get(id)
        mates = _neighbours(at, id)
        if node is None or not mates or _is_held(at, node):
            continue
        del at.waiting[id]
        picture = _inner(at, node)
        size = picture.bounds[id][2:] if picture is not None else _size(at, node)
        spot = _spot(at, node, (size[0], size[1]), mates)
        _settle(at, node, spot, picture)
        todo.extend(other for other in _ends(at, id) if other in at.waiting)


def _is_held(at: _Missing, node: Node) -> bool:
    """Whether something comes along with a pool or sub-process that waits for a place too."""
    container = _container(at, node)
    while container is not None:
        if container.id in at.waiting:
            return True
        container = _container(at, container)
    return False


def _neighbours(at: _Missing, id: str) -> list[tuple[Node, bool]]:
    """The placed nodes that flows join something to, and whether it comes after them; sequence flows first."""
    found = []
    for flow in sorted(query.flows_at(at.diagram, id), key=lambda f: f.kind != "sequenceFlow"):
        after = flow.target == id
        other = at.diagram.get(flow.source if after else flow.target)
        if isinstance(other, Flow):
            other = at.diagram.get(other.source)
        usable = isinstance(other, Node) and other.bounds is not None and other.plane == at.plane
        if usable and isinstance(other, Node) and other.family not in (POOL, LANE) and other.id != id:
            found.append((other, after))
    return found


def _ends(at: _Missing, id: str) -> Iterator[str]:
    for inner in (id, *(boundary_event.id for boundary_event in query.boundary_events(at.diagram, id))):
        for flow in query.flows_at(at.diagram, inner):
            yield flow.target if flow.source == inner else flow.source


def _spot(at: _Missing, node: Node, size: tuple[float, float], mates: Sequence[tuple[Node, bool]]) -> Rect:
    """The free place nearest to the best one, within what holds the node; else below everything."""
    horizontal = query.is_horizontal(at.diagram, mates[0][0].id)
    w, h = size if horizontal else size[::-1]
    best = spots.best(mates, (w, h), horizontal, node.family not in FLOW_NODES)
    middle = oriented(best, horizontal)
    seen = [mate.bounds for mate, _after in mates if mate.bounds is not None] if node.family not in FLOW_NODES else []
    found = next((spot for some in (seen, seen[:1]) if some and (spot := _free(at, node, middle, size, some))), None)
    return found or _free(at, node, middle, size) or _below(at, size, horizontal)


def _free(at: _Missing, node: Node, best: Point, size: tuple[float, float], seen: Sequence[Rect] = ()) -> Rect | None:
    container, label = _container(at, node), label_size(at.diagram, node)
    around = {*_above(at, node)}
    for pad in (_PAD, _LEAST_PAD) if container is not None else (_PAD,):
        found = nearby.spot(at.diagram, at.plane, best, size, spots.room(container, pad), around, label, seen=seen)
        if found is not None:
            return found
    if container is not None and not seen:
        at.crowded[container.id] = container
    return None


def _above(at: _Missing, node: Node) -> Iterator[str]:
    record: Record | None = node
    while record is not None:
        yield record.id
        record = at.diagram.get(record.parent)


def _container(at: _Missing, node: Node) -> Node | None:
    """What a node is shown in: its lane, sub-process or pool."""
    found = at.diagram.get(node.lane) or at.diagram.get(node.parent)
    if isinstance(found, Node) and found.family == CONTAINER:
        found = query.pool_of(at.diagram, found.id)
    return found if isinstance(found, Node) and found.plane == at.plane and found.family != CONTAINER else None


def _end(at: _Missing, container: Node | None, size: tuple[float, float], horizontal: bool) -> Point:
    """The middle of something behind all that stands in its container."""
    room = spots.room(container, _PAD)
    if room is None or container is None or container.bounds is None:
        return _below(at, size, horizontal).center
    inner, w = oriented(room, horizontal), size[0 if horizontal else 1]
    ends = [oriented(one, horizontal).right for one in _standing(at) if container.bounds.holds(one.center)]
    x = max([inner.x, *(end + GAP for end in ends)]) + w / 2
    return oriented(Point(max(inner.x + w / 2, min(x, inner.right - w / 2)), inner.center.y), horizontal)


def _below(at: _Missing, size: tuple[float, float], horizontal: bool) -> Rect:
    """Below everything, where it begins."""
    rest = query.extent(at.diagram, at.plane) or Rect(0, 0, 0, 0)
    flat, (w, h) = oriented(rest, horizontal), size if horizontal else size[::-1]
    return oriented(Rect(flat.x, flat.bottom + _BELOW, w, h), horizontal)


def _standing(at: _Missing) -> Iterator[Rect]:
    for record in query.drawn_on(at.diagram, at.plane):
        if isinstance(record, Node) and record.bounds is not None and record.sort.is_flow_element:
            yield record.bounds


def _size(at: _Missing, node: Node) -> tuple[float, float]:
    """As large as most of its kind are drawn on the plane."""
    drawn = (r for r in query.drawn_on(at.diagram, at.plane) if isinstance(r, Node))
    alike = (n for n in drawn if n.kind == node.kind or (n.family == node.family and n.family != DATA))
    sizes = Counter((n.bounds.w, n.bounds.h) for n in alike if n.bounds is not None and n.id not in at.ids)
    if node.family in (EVENT, GATEWAY, TASK, DATA) and sizes:
        return max(sizes, key=lambda size: (sizes[size], size))
    box = node.bounds
    return (box.w, box.h) if box is not None and box.w > 0 and box.h > 0 else node.sort.size


def _settle(at: _Missing, node: Node, spot: Rect, picture: Picture | None) -> None:
    """Put something, with what it holds, at its place."""
    spot = Rect(round(spot.x), round(spot.y), spot.w, spot.h)
    if picture is None:
        at.diagram.put(at.diagram.node(node.id).but(bounds=spot))
    else:
        corner = picture.bounds[node.id]
        horizontal = query.is_horizontal(at.diagram, node.id)
        _put(at, whole_plane.moved(picture, spot.x - corner.x, spot.y - corner.y), horizontal)


def _put(at: _Missing, picture: Picture, horizontal: bool) -> None:
    whole_plane.apply_picture(at.diagram, at.plane, picture, horizontal)
    for id in picture.bounds:
        at.waiting.pop(id, None)


# -- what is joined to nothing drawn -----------------------------------------------------------------------------------


def _inner(at: _Missing, node: Node) -> Picture | None:
    """The layout of a sub-process that shows what it holds, or of a pool."""
    if node.family not in (SUBPROCESS, CALL, POOL) or not node.trait("expanded"):
        return None
    picture = _laid(at, {node.id: None} | _held_by(at, node))
    return picture if node.id in picture.bounds else None


def _held_by(at: _Missing, node: Node) -> dict[str, None]:
    at.diagram.put(node.but(bounds=node.bounds or Rect(0, 0, *node.sort.size)))
    inside = node.ref if node.family in (POOL, CALL) and node.ref else node.id
    return {r.id: None for r in query.contents(at.diagram, inside) if r.id in at.ids and isinstance(r, Node)}


def _laid(at: _Missing, ids: Iterable[str]) -> Picture:
    """The layout of some waiting nodes among themselves, as if nothing else were there."""
    chosen = dict.fromkeys(
        inner for id in ids for inner in (id, *(g.id for g in query.boundary_events(at.diagram, id)))
    )
    every = query.drawn_on(at.diagram, at.plane)
    shown: list[Record] = [r for r in every if isinstance(r, Node) and r.id in chosen]
    shown += [r for r in every if isinstance(r, Flow) and r.source in chosen and r.target in chosen]
    return whole_plane.laid(at.diagram, at.plane, shown)[0]


def _by_themselves(at: _Missing) -> None:
    """Lay out what is left by itself: each container's in it, the rest below everything."""
    by_container: dict[str, list[str]] = {}
    for id, node in at.waiting.items():
        if not _is_held(at, node):
            container = _container(at, node) if node.family != POOL else None
            by_container.setdefault(container.id if container is not None else "", []).append(id)
    for key, tops in sorted(by_container.items(), key=lambda item: item[0] == ""):
        ids = dict.fromkeys(tops)
        for id in tops:
            ids |= _held_by(at, at.diagram.node(id)) if is_open(at.diagram.node(id)) else {}
        if not _together(at, at.diagram.get(key), tops, _laid(at, ids)):
            _one_by_one(at, tops)


def _together(at: _Missing, container: Record | None, tops: Sequence[str], picture: Picture) -> bool:
    """Put a layout in its container, or below everything without one; whether there was room."""
    box = bounding(picture.bounds.values())
    if box is None:
        return True
    first = at.diagram.node(tops[0])
    horizontal, size = query.is_horizontal(at.diagram, first.id), (box.w, box.h)
    spot: Rect | None = _below(at, size, horizontal)
    if isinstance(container, Node):
        spot = _free(at, first, _end(at, container, size, horizontal), size)
    if spot is not None:
        _put(at, whole_plane.moved(picture, round(spot.x - box.x), round(spot.y - box.y)), horizontal)
    return spot is not None


def _one_by_one(at: _Missing, tops: Iterable[str]) -> None:
    """Put each where there is room, those that find none below everything."""
    for id in tops:
        node = at.waiting.pop(id)
        picture = _inner(at, node)
        size = (picture.bounds[id].w, picture.bounds[id].h) if picture is not None else _size(at, node)
        horizontal = query.is_horizontal(at.diagram, node.id)
        spot = _free(at, node, _end(at, _container(at, node), size, horizontal), size)
        _settle(at, node, spot or _below(at, size, horizontal), picture)


def _pack(at: _Missing, container: Node, nodes: Sequence[Node]) -> None:
    """Put all that something misses close together in it, if all of that has room then."""
    room = spots.room(container, _LEAST_PAD)
    own = [at.diagram.node(n.id) for n in nodes if n.sort.is_flow_element and n.host is None]
    own = [n for n in own if n.bounds is not None and _container(at, n) == container and not is_open(n)]
    for node in own:
        at.diagram.put(node.but(bounds=None))
    for node in own:
        spot = nearby.packed(at.diagram, at.plane, _size(at, node), room, {*_above(at, node)}) if room else None
        if spot is None:
            for one in own:
                at.diagram.put(one)
            return
        at.diagram.put(node.but(bounds=Rect(round(spot.x), round(spot.y), spot.w, spot.h)))


# -- what sits on a border or frames others ----------------------------------------------------------------------------


def _seat_boundary_events(at: _Missing, nodes: dict[str, Node]) -> None:
    """Boundary events sit on the lower border of their host, or on its right one in a vertical map; on the other one
    when that is full."""
    for node in nodes.values():
        host = at.diagram.get(node.host)
        boundary_event = at.diagram.node(node.id)
        if boundary_event.bounds is not None or not isinstance(host, Node) or host.bounds is None:
            continue
        horizontal = query.is_horizontal(at.diagram, host.id)
        box = oriented(host.bounds, horizontal)
        taken = [
            oriented(g.bounds, horizontal).center
            for g in query.boundary_events(at.diagram, host.id)
            if g.bounds is not None
        ]
        spots = [box.right - 30 - _BOUNDARY_EVENT * k for k in range(max(1, int(box.w // _BOUNDARY_EVENT)))]
        places = [Point(x, y) for y in (box.bottom, box.y) for x in spots]
        free = [p for p in places if all(p.distance(other) >= _BOUNDARY_EVENT - 2 for other in taken)]
        said = flow_ends.box(at.diagram, boundary_event, _size(at, node), at.ids)
        if said is not None and host.bounds.meets(said) and not host.bounds.holds(said):
            free = [oriented(said, horizontal).center]
        at.diagram.put(boundary_event.but(bounds=oriented(centered((free or places)[0], *_size(at, node)), horizontal)))


def _frame(at: _Missing, nodes: dict[str, Node], named: groups.Named) -> None:
    """Groups that are not drawn go around what they are said to hold, else below all; a pool around what it shows."""
    shown = drawn(at.diagram, at.plane)
    fresh = {n.id: list[str]() for n in nodes.values() if n.kind == "group"}
    said = groups.listed(shown, {id: named[id] for id in fresh if id in named})
    for group, box in groups.frames(at.diagram, shown, fresh | said, said):
        at.diagram.put(at.diagram.node(group.id).but(bounds=box))
    for pool in nodes.values():
        if pool.family == POOL and not pool.trait("band") and pool.ref is not None:
            boxes = (at.diagram.node(id).bounds for id in with_contents(at.diagram, [pool.id]) if id != pool.id)
            inner = bounding(b for b in boxes if b is not None)
            now = at.diagram.node(pool.id)
            if inner is not None and not (now.bounds is not None and now.bounds.holds(inner)):
                flat = oriented(inner, bool(now.trait("horizontal"))).grown(_PAD)
                flat = Rect(flat.x - HEADER - _PAD, flat.y, flat.w + HEADER + 2 * _PAD, flat.h)
                at.diagram.put(now.but(bounds=oriented(flat, bool(now.trait("horizontal")))))
