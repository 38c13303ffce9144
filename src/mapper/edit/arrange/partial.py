"""The missing parts of a map that is drawn in part: each goes near what it is joined to, and nothing drawn moves.

What is joined to nothing drawn is laid out by itself, at the end of what holds it or below everything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mapper.edit.arrange import groups, nearby, odd, whole
from mapper.edit.arrange.gather import PLACED, drawn
from mapper.edit.arrange.picture import Picture
from mapper.edit.arrange.plan import SizeOf
from mapper.edit.free import GAP, is_lying
from mapper.edit.grow import around
from mapper.edit.place import Was, is_open, oriented
from mapper.edit.place import whole as with_contents
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding, centered
from mapper.model.kinds import CALL, CONTAINER, DATA, FLOW_NODES, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record

_PAD, _BELOW = 14.0, 40.0
"""Between something and the border of what holds it, and between what is drawn and what is put below it, in pixels."""

_GUEST = 42.0
"""From one boundary event to the next on a border, in pixels."""


@dataclass(slots=True)
class _Missing:
    """The missing parts of one plane. waiting: nodes without a place yet, first those of the file's beginning."""

    diagram: Diagram
    plane: str
    size_of: SizeOf
    ids: frozenset[str]
    waiting: dict[str, Node]
    was: Was = field(default_factory=Was)


def missing(diagram: Diagram, size_of: SizeOf, ids: Collection[str]) -> None:
    """Place these records only."""
    for plane in query.planes(diagram):
        shown = drawn(diagram, plane.id)
        fresh = [r for r in shown if r.id in ids and r.plane == plane.id]
        if fresh and all(r.id in ids for r in shown):
            whole.arrange(diagram, plane.id, size_of)
        elif fresh:
            _place(diagram, plane.id, size_of, fresh)


def _place(diagram: Diagram, plane: str, size_of: SizeOf, fresh: Sequence[Record]) -> None:
    nodes = {r.id: r for r in fresh if isinstance(r, Node)}
    loose = {id: n for id, n in nodes.items() if n.family in PLACED and n.kind != "group" and n.host is None}
    at = _Missing(diagram, plane, size_of, frozenset(r.id for r in fresh), loose | _new_pools(diagram, nodes))
    for record in fresh:
        # Out of the way: what has no place yet must not keep others from theirs.
        if isinstance(record, Flow):
            diagram.put(record.but(points=(), label=None))
        elif record.id in at.waiting or record.host is not None:
            diagram.put(record.but(bounds=None, label=None))
    _by_neighbours(at)
    _by_themselves(at)
    _sit_guests(at, nodes)
    _frame(at, nodes)
    ends = {end for r in fresh for end in ([r.source, r.target] if isinstance(r, Flow) else [])}
    flows = [r.id for r in fresh if isinstance(r, Flow)]
    flows += [f for id in nodes for f in diagram.index.flows_at(id) if f not in ends and diagram.flow(f).plane == plane]
    odd.lay(diagram, plane, list(dict.fromkeys(flows)), size_of)


def _new_pools(diagram: Diagram, nodes: dict[str, Node]) -> dict[str, Node]:
    """The pools that show nothing that is drawn already, with their lanes."""
    found: dict[str, Node] = {}
    for id, node in nodes.items():
        if node.family == POOL and not node.trait("band"):
            inner = [r for r in query.contents(diagram, node.ref) if isinstance(r, Node)] if node.ref else []
            if all(r.id in nodes for r in inner if r.plane == node.plane):
                found |= {id: node} | {r.id: r for r in inner if r.family == LANE and r.id in nodes}
    return found


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
        size = picture.bounds[id][2:] if picture is not None else _size(node)
        spot = _spot(at, node, (size[0], size[1]), mates)
        _settle(at, node, spot, picture)
        todo.extend(other for other in _ends(at, id) if other in at.waiting)


def _is_held(at: _Missing, node: Node) -> bool:
    """Whether something comes along with a pool or sub-process that waits for a place too."""
    holder = _holder(at, node)
    while holder is not None:
        if holder.id in at.waiting:
            return True
        holder = _holder(at, holder)
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
    for inner in (id, *(guest.id for guest in query.guests(at.diagram, id))):
        for flow in query.flows_at(at.diagram, inner):
            yield flow.target if flow.source == inner else flow.source


def _spot(at: _Missing, node: Node, size: tuple[float, float], mates: Sequence[tuple[Node, bool]]) -> Rect:
    """The free place nearest to the best one; else at the end of what holds the node."""
    lying = is_lying(at.diagram, mates[0][0])
    w, h = size if lying else size[::-1]
    best = _best(mates, (w, h), lying, node.family not in FLOW_NODES)
    holder = _holder(at, node)
    held_by = set(_above(at, node))
    middle, label = nearby.turned(best, lying), at.size_of(node)
    found = nearby.spot(at.diagram, at.plane, middle, size, _room(holder), held_by, label)
    return found if found is not None else _at_end(at, holder, centered(best, w, h), lying)


def _above(at: _Missing, node: Node) -> Iterator[str]:
    record: Record | None = node
    while record is not None:
        yield record.id
        record = at.diagram.get(record.parent)


def _best(mates: Sequence[tuple[Node, bool]], size: tuple[float, float], lying: bool, beside: bool) -> Point:
    """Where the middle of something would stand best: between its neighbours, behind or before the first of them; data
    and notes below or above."""
    first, after = mates[0]
    assert first.bounds is not None
    own = oriented(first.bounds, lying)
    if beside:
        return Point(own.center.x, own.bottom + GAP + size[1] / 2)
    before = [oriented(n.bounds, lying) for n, is_after in mates if is_after and n.bounds]
    behind = [oriented(n.bounds, lying) for n, is_after in mates if not is_after and n.bounds]
    if before and behind:
        start, stop = max(box.right for box in before), min(box.x for box in behind)
        if stop - start >= size[0] + 40:
            return Point((start + stop) / 2, before[0].center.y)
    x = own.right + GAP + size[0] / 2 if after else own.x - GAP - size[0] / 2
    return Point(x, own.center.y)


def _room(holder: Node | None) -> Rect | None:
    """Where things stand in what holds them: clear of its border and header."""
    if holder is None or holder.bounds is None:
        return None
    inner = holder.bounds.grown(-_PAD)
    if holder.family in (SUBPROCESS, CALL):
        return inner
    lying = bool(holder.trait("horizontal"))
    flat = oriented(inner, lying)
    return oriented(Rect(flat.x + HEADER, flat.y, flat.w - HEADER, flat.h), lying)


def _fits(spot: Rect, holder: Node | None) -> bool:
    room = _room(holder)
    return room is None or room.holds(spot)


def _holder(at: _Missing, node: Node) -> Node | None:
    """What a node is shown in: its lane, sub-process or pool."""
    found = at.diagram.get(node.lane) or at.diagram.get(node.parent)
    if isinstance(found, Node) and found.family == CONTAINER:
        found = query.pool_of(at.diagram, found.id)
    return found if isinstance(found, Node) and found.plane == at.plane and found.family != CONTAINER else None


def _at_end(at: _Missing, holder: Node | None, best: Rect, lying: bool) -> Rect:
    """Behind everything in its row of what holds it, which grows there; without a holder below everything."""
    if holder is None or holder.bounds is None:
        rest = query.extent(at.diagram, at.plane)
        flat = oriented(rest, lying) if rest is not None else best
        return oriented(Rect(best.x, flat.bottom + _BELOW, best.w, best.h), lying)
    box = oriented(holder.bounds, lying)
    y = min(max(best.y, box.y + _PAD), max(box.bottom - _PAD - best.h, box.y + _PAD))
    standing = (oriented(one, lying) for one in _standing(at) if holder.bounds.holds(one.center))
    ends = [n.right for n in standing if n.y < y + best.h + _PAD and y - _PAD < n.bottom]
    return oriented(Rect(max([box.x + HEADER - GAP + _PAD, *ends]) + GAP, y, best.w, best.h), lying)


def _standing(at: _Missing) -> Iterator[Rect]:
    for record in query.drawn_on(at.diagram, at.plane):
        if isinstance(record, Node) and record.bounds is not None and record.family in FLOW_NODES | {DATA}:
            yield record.bounds


def _size(node: Node) -> tuple[float, float]:
    box = node.bounds
    return (box.w, box.h) if box is not None and box.w > 0 and box.h > 0 else node.sort.size


def _settle(at: _Missing, node: Node, spot: Rect, picture: Picture | None) -> None:
    """Put something, with what it holds, at its place; what holds it grows around it."""
    spot = Rect(round(spot.x), round(spot.y), spot.w, spot.h)
    if picture is None:
        at.diagram.put(at.diagram.node(node.id).but(bounds=spot))
    else:
        corner = picture.bounds[node.id]
        _put(at, whole.moved(picture, spot.x - corner.x, spot.y - corner.y), is_lying(at.diagram, node))
    holder = _holder(at, node)
    if holder is not None and is_open(holder) and not _fits(spot, holder):
        around(at.diagram, holder, spot, at.was)


def _put(at: _Missing, picture: Picture, lying: bool) -> None:
    whole.put(at.diagram, at.plane, picture, lying)
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
    chosen = dict.fromkeys(inner for id in ids for inner in (id, *(g.id for g in query.guests(at.diagram, id))))
    every = query.drawn_on(at.diagram, at.plane)
    shown: list[Record] = [r for r in every if isinstance(r, Node) and r.id in chosen]
    shown += [r for r in every if isinstance(r, Flow) and r.source in chosen and r.target in chosen]
    return whole.laid(at.diagram, at.plane, at.size_of, shown)[0]


def _by_themselves(at: _Missing) -> None:
    """Lay out what is left by itself: each holder's at its end, the rest below everything."""
    by_holder: dict[str, list[str]] = {}
    for id, node in at.waiting.items():
        if not _is_held(at, node):
            holder = _holder(at, node) if node.family != POOL else None
            by_holder.setdefault(holder.id if holder is not None else "", []).append(id)
    for key, tops in sorted(by_holder.items(), key=lambda item: item[0] == ""):
        ids = dict.fromkeys(tops)
        for id in tops:
            ids |= _held_by(at, at.diagram.node(id)) if is_open(at.diagram.node(id)) else {}
        picture = _laid(at, ids)
        box = bounding(picture.bounds.values())
        if box is None:
            continue
        first = at.diagram.node(tops[0])
        holder = at.diagram.node(key) if key else None
        lying = is_lying(at.diagram, first)
        start = oriented(holder.bounds if holder is not None and holder.bounds is not None else box, lying)
        flat = oriented(box, lying)
        spot = _at_end(at, holder, Rect(start.x if holder else _left(at, lying), start.y + _PAD, flat.w, flat.h), lying)
        picture = whole.moved(picture, round(spot.x - box.x), round(spot.y - box.y))
        _put(at, picture, lying)
        if holder is not None and not _fits(spot, holder):
            around(at.diagram, holder, spot, at.was)


def _left(at: _Missing, lying: bool) -> float:
    rest = query.extent(at.diagram, at.plane)
    return oriented(rest, lying).x if rest is not None else 0.0


# -- what sits on a border or frames others ----------------------------------------------------------------------------


def _sit_guests(at: _Missing, nodes: dict[str, Node]) -> None:
    """Boundary events sit on the lower border of their host, or on its right one in an upright map."""
    for node in nodes.values():
        host = at.diagram.get(node.host)
        guest = at.diagram.node(node.id)
        if guest.bounds is not None or not isinstance(host, Node) or host.bounds is None:
            continue
        lying = is_lying(at.diagram, host)
        box = oriented(host.bounds, lying)
        taken = [oriented(g.bounds, lying).center for g in query.guests(at.diagram, host.id) if g.bounds is not None]
        places = [Point(box.right - 30 - _GUEST * k, box.bottom) for k in range(max(1, int(box.w // _GUEST)))]
        free = [p for p in places if all(p.distance(other) >= _GUEST - 2 for other in taken)]
        at.diagram.put(guest.but(bounds=oriented(centered((free or places)[0], *_size(node)), lying)))


def _frame(at: _Missing, nodes: dict[str, Node]) -> None:
    """Groups that are not drawn stand empty below all; a pool goes around what it shows."""
    shown = drawn(at.diagram, at.plane)
    fresh = {n.id: list[str]() for n in nodes.values() if n.kind == "group"}
    for group, box in groups.frames(shown, fresh, at.size_of):
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
