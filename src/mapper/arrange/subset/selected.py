"""Selected steps laid out among themselves where they stand.

They are tried at several places, and stay where they are if each of these leaves the map worse than it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import networkx as nx

from mapper.arrange.picture.picture import Picture
from mapper.arrange.subset import container
from mapper.arrange.subset.subset import (
    Part,
    apply_picture,
    attached,
    ends,
    finish,
    grow_below_boundary_events,
    is_free,
    part,
)
from mapper.arrange.whole import faults, whole_plane
from mapper.edit.effects.before import Before
from mapper.edit.effects.before import whole as with_contents
from mapper.edit.effects.free_spot import GAP
from mapper.edit.effects.grow import container_of, grow, is_ancestor, pool_id
from mapper.edit.effects.make_room import cut
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding, oriented
from mapper.model.kinds import FLOW_NODES, LANE, POOL
from mapper.model.records import Node, Record
from mapper.model.texts.labels import size as label_size

_AIR = 15.0
"""Between what was laid out and what stands there, at least, in pixels."""

_LABEL_AIR = 20.0
"""What the label of a flow needs between two steps beside its width, in pixels."""

_STEPS = tuple(20.0 * i for i in range(10))
"""How far down or on a selection may go to a free place, in pixels."""

_Rise = Callable[[Sequence[Rect], Sequence[Rect]], float]

_TRIES, _APART = 4, 60.0
"""How many places are tried, and how far they are from each other, in pixels."""


def selection(diagram: Diagram, ids: Iterable[str]) -> None:
    """Lay out steps among themselves, as far as flows join them; pools with what they hold."""
    chosen = dict.fromkeys(ids)
    for id in chosen:
        if isinstance(node := diagram.get(id), Node) and node.family == POOL and not node.trait("band"):
            container.inside(diagram, id)
    for plane, tops in list(_clusters(diagram, chosen)):
        _arrange(diagram, plane, tops)


# -- what is laid out together -----------------------------------------------------------------------------------------


def _clusters(diagram: Diagram, chosen: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """The selected steps, with what is tied to them alone, by what directly contains them."""
    steps = {id: None for id in chosen if is_free(diagram.get(id))}
    for lane in (id for id in chosen if (node := diagram.get(id)) is not None and node.family == LANE):
        steps |= {n.id: None for n in query.members(diagram, lane) if is_free(n)}
    outer = [id for id in steps if not any(is_ancestor(diagram, other, id) for other in steps)]
    outer += attached(diagram, with_contents(diagram, outer))
    found: dict[tuple[str, str | None], list[Node]] = {}
    homes = {id: diagram.node(id).parent for id in outer if diagram.node(id).family in FLOW_NODES}
    for id in outer:
        node = diagram.node(id)
        tied = next((homes[end] for end in ends(diagram, id) if end in homes), node.parent)
        found.setdefault((node.plane or "", homes.get(id, tied)), []).append(node)
    for (plane, _parent), nodes in found.items():
        yield from ((plane, joined) for joined in _joined(diagram, nodes) if len(joined) > 1)


def _joined(diagram: Diagram, nodes: Sequence[Node]) -> Iterator[list[str]]:
    """The nodes that flows join to each other, apart from those they do not: these have no order among themselves."""
    of = {inner: node.id for node in nodes for inner in with_contents(diagram, [node.id])}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in nodes)
    for inner, id in of.items():
        graph.add_edges_from((id, of[end]) for end in ends(diagram, inner) if end in of)
    for group in nx.connected_components(graph):
        yield [node.id for node in nodes if node.id in group]


# -- where it goes -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Offer:
    """A layout of selected steps with its place. way: where what stands behind must move on from, and how far."""

    picture: Picture
    way: tuple[float, float] | None = None


@dataclass(slots=True)
class _Chosen:
    """Selected steps that are laid out together."""

    diagram: Diagram
    plane: str
    tops: list[str]
    own: Part
    horizontal: bool


def _arrange(diagram: Diagram, plane: str, tops: list[str]) -> None:
    lanes = _lanes(diagram, [diagram.node(id) for id in tops])
    several = len({lane.id for lane in lanes.values() if lane is not None}) > 1
    frames = {above.id for lane in lanes.values() for above in _with_outer(diagram, lane)} if several else set()
    own = part(diagram, plane, with_contents(diagram, tops), frames)
    found, horizontal = whole_plane.laid(diagram, plane, own.shown)
    for id in frames:
        found.bounds.pop(id, None)
    keys = {inner: _key(lanes[id]) for id in tops for inner in with_contents(diagram, [id])}
    at = _Chosen(diagram, plane, tops, own, horizontal)
    level = _back_into_lanes(diagram, found, keys, horizontal, _first)
    corner = _back_into_lanes(diagram, found, keys, horizontal, _uppermost)
    _try(at, chain(_level_offer(at, level), _offers(at, corner)))


def _try(at: _Chosen, offers: Iterable[_Offer]) -> None:
    """Take the first offer that makes nothing worse, else the best one if it makes the map better as a whole."""
    before = {record.id: record for record in at.diagram.records()}
    best: tuple[tuple[int, int], dict[str, Record]] | None = None
    for offer in offers:
        _take(at, offer)
        after = {r.id: r for r in at.diagram.records() if before.get(r.id) is not r}
        now = faults.count(at.diagram, at.plane, after)
        _put_all(at.diagram, before, after)
        more = _more(now, faults.count(at.diagram, at.plane, after))
        if not any(number > 0 for number in more.values()):
            best = ((0, 0), after)
            break
        labels = more.pop("label", 0)
        sums = (sum(more.values()), labels)
        if sums < (best[0] if best is not None else (0, 0)):
            best = (sums, after)
    if best is not None:
        _put_all(at.diagram, best[1], best[1])


def _more(now: Counter[str], then: Counter[str]) -> dict[str, int]:
    return {kind: now[kind] - then[kind] for kind in now | then}


def _put_all(diagram: Diagram, records: Mapping[str, Record], ids: Iterable[str]) -> None:
    for id in ids:
        diagram.put(records[id])


def _take(at: _Chosen, offer: _Offer) -> None:
    was = Before()
    if offer.way is not None:
        container = pool_id(at.diagram, at.diagram.node(at.tops[0]))
        cut(at.diagram, at.plane, at.horizontal, *offer.way, was, container)
    apply_picture(at.diagram, at.own, offer.picture, at.horizontal, was)
    grow(at.diagram, at.tops, was)
    for id in at.tops:
        grow_below_boundary_events(at.diagram, id, at.horizontal, was)
    finish(at.diagram, at.own, was)


def _level_offer(at: _Chosen, found: Picture) -> Iterator[_Offer]:
    """The picture with its first step on its level, if that is free and in its lane."""
    for id in at.tops:
        container = container_of(at.diagram, at.diagram.node(id))
        frame = container.bounds.grown(-_AIR) if container is not None and container.bounds is not None else None
        if frame is not None and id in found.bounds and not frame.holds(found.bounds[id]):
            return
    if not _met(at, found, _others(at, found), (0.0, 0.0)):
        yield _Offer(found)


def _offers(at: _Chosen, found: Picture) -> Iterator[_Offer]:
    """The picture where the steps began if that is free, else with room made for it; then at free places near."""
    others = _others(at, found)
    tried: list[tuple[float, float]] = []
    for dx, dy in sorted(((x, y) for x in _STEPS for y in _STEPS), key=lambda s: (s[0] + s[1], s)):
        if any(abs(x - dx) + abs(y - dy) < _APART for x, y in tried) or len(tried) == _TRIES:
            continue
        shift = oriented(Point(dx, dy), at.horizontal)
        met = _met(at, found, others, shift)
        if not met:
            tried.append((dx, dy))
            yield _Offer(whole_plane.moved(found, *shift))
        elif not (dx or dy) and (way := _way(at, found, met)) is not None:
            yield _Offer(found, way)


def _others(at: _Chosen, found: Picture) -> list[Node]:
    """What stands on the plane beside the part."""
    containers = {id for one in found.bounds for id in faults.kin(at.diagram, one)}
    nodes = (r for r in at.own.whole if isinstance(r, Node) and r.bounds is not None and r.id not in containers)
    return [n for n in nodes if n.sort.is_solid]


def _met(at: _Chosen, found: Picture, others: Sequence[Node], shift: tuple[float, float]) -> list[Rect]:
    """The boxes of the others that a picture would stand on, or so near to that the label of a flow has no room."""
    own = [box.moved(*shift).grown(_AIR) for box in found.bounds.values()]
    tight = set(_tight(at, found, shift))
    boxes = [(n.id, n.bounds) for n in others if n.bounds is not None]
    return [bounds for id, bounds in boxes if id in tight or any(box.meets(bounds) for box in own)]


def _tight(at: _Chosen, found: Picture, shift: tuple[float, float]) -> Iterator[str]:
    for id in at.own.flows:
        flow = at.diagram.flow(id)
        inner, outer = (flow.source, flow.target) if flow.source in found.bounds else (flow.target, flow.source)
        old, other = at.diagram.get(inner), at.diagram.get(outer)
        need = label_size(at.diagram, flow)[0 if at.horizontal else 1]
        if not need or not isinstance(old, Node) or not isinstance(other, Node) or other.bounds is None:
            continue
        if inner in found.bounds and old.bounds is not None:
            now = _gap(found.bounds[inner].moved(*shift), other.bounds, at.horizontal)
            if 0 <= now < min(need + _LABEL_AIR, _gap(old.bounds, other.bounds, at.horizontal)):
                yield outer


def _gap(one: Rect, two: Rect, horizontal: bool) -> float:
    """How far apart two boxes in one row are."""
    a, b = oriented(one, horizontal), oriented(two, horizontal)
    if a.y >= b.bottom or b.y >= a.bottom:
        return -1.0
    return max(a.x, b.x) - min(a.right, b.right)


def _way(at: _Chosen, found: Picture, met: Sequence[Rect]) -> tuple[float, float] | None:
    """From where, and how far, what stands behind the old place of the part must move on; None if something else is in
    its way."""
    boxes = (at.diagram.node(id).bounds for id in found.bounds)
    before = bounding(oriented(box, at.horizontal) for box in boxes if box is not None)
    after = bounding(oriented(box, at.horizontal) for box in found.bounds.values())
    flat = [oriented(box, at.horizontal) for box in met]
    if before is None or after is None or any(box.x < before.right - 1 for box in flat):
        return None
    first = min(box.x for box in flat)
    labels = (label_size(at.diagram, flow)[0] + _LABEL_AIR for id in at.own.flows if (flow := at.diagram.flow(id)).name)
    return first, after.right + max([GAP, *labels]) - first


# -- each in its lane --------------------------------------------------------------------------------------------------


def _lanes(diagram: Diagram, tops: Sequence[Node]) -> dict[str, Node | None]:
    """The lane of each step; of data and notes that of the step they are tied to."""
    steps = {n.id: query.lane_of(diagram, n.id) for n in tops if n.family in FLOW_NODES}
    sitting = {
        boundary_event.id: lane for id, lane in steps.items() for boundary_event in query.boundary_events(diagram, id)
    }
    near = steps | sitting
    found = dict(steps)
    for node in tops:
        if node.id not in steps:
            tied = [near[end] for end in ends(diagram, node.id) if end in near]
            found[node.id] = tied[0] if tied else query.lane_of(diagram, node.id)
    return found


def _with_outer(diagram: Diagram, lane: Node | None) -> Iterator[Node]:
    while lane is not None and lane.family == LANE:
        yield lane
        above = diagram.get(lane.parent)
        lane = above if isinstance(above, Node) else None


def _key(lane: Node | None) -> str:
    return lane.id if lane is not None else ""


def _back_into_lanes(
    diagram: Diagram, found: Picture, keys: Mapping[str, str], horizontal: bool, rise: _Rise
) -> Picture:
    """The picture with the steps of each lane where those of that lane began; flows between lanes are left out. rise:
    how far down they go, by where they were and are, as in a horizontal map."""
    old = {id: oriented(box, horizontal) for id in found.bounds if (box := diagram.node(id).bounds) is not None}
    new = {id: oriented(box, horizontal) for id, box in found.bounds.items()}
    dx = min(box.x for box in old.values()) - min(box.x for box in new.values())
    downs = {}
    for key in dict.fromkeys(keys.values()):
        mine = [id for id in new if keys.get(id) == key and id in old]
        downs[key] = rise([old[id] for id in mine], [new[id] for id in mine]) if mine else 0.0
    kept = Picture()
    for id, box in found.bounds.items():
        shift = oriented(Point(dx, downs[keys[id]]), horizontal)
        kept.bounds[id] = box.moved(*shift)
        if id in found.labels:
            kept.labels[id] = found.labels[id].moved(*shift)
    for id, way in found.routes.items():
        flow = diagram.flow(id)
        key = keys.get(flow.source, "-")
        mine_box = bounding(found.bounds[n].grown(60) for n in found.bounds if keys[n] == key)
        if key == keys.get(flow.target) and mine_box and all(mine_box.holds(p) for p in way):
            shift = oriented(Point(dx, downs[key]), horizontal)
            kept.routes[id] = tuple(p.moved(*shift) for p in way)
            if id in found.labels:
                kept.labels[id] = found.labels[id].moved(*shift)
    return kept


def _uppermost(old: Sequence[Rect], new: Sequence[Rect]) -> float:
    """So that the upper edge stays."""
    return min(box.y for box in old) - min(box.y for box in new)


def _first(old: Sequence[Rect], new: Sequence[Rect]) -> float:
    """So that the step in front stays on its level: what leads there from elsewhere stays straight."""
    front = min(range(len(old)), key=lambda n: (old[n].x, old[n].y))
    return round(old[front].center.y - new[front].center.y)
