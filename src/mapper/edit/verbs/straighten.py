"""Straighten: what stands nearly in a row or column comes to stand in it, gaps that are nearly equal become equal.

Rows and columns are looked for in each lane; a flow between two lanes makes one column of what it joins, and what
stands in one column already moves as one in a whole pool or sub-process. Gaps are those one sees: between neighbours
of a row. Nothing changes its order or its lane or comes to lie on something else; whatever cannot move for that reason
stays. Everything moves by whole pixels onto whole pixels, so that a neat map hardly moves and a second time nothing
does: middles that cannot meet for that reason are half a pixel apart, gaps one.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import fmean

import networkx as nx

from mapper.edit.verbs import move, tidy
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Point, Rect, length
from mapper.model.kinds import FLOW_NODES
from mapper.model.records import Flow, Node
from mapper.route import near as surroundings
from mapper.route.lines.search import LONG
from mapper.route.scene import prices
from mapper.text import _

NEARLY = 16.0
"""Centres and gaps that differ by no more than this, in pixels, were meant to be the same."""

_PART = 0.25
"""Gaps that differ by more than this part of their mean look different."""
_AIR = 6.0
"""So near to something else nothing is moved, in pixels."""
_LEAST = 10.0
"""Steps nearer to each other than this, in pixels, have no gap that one would want as wide as another."""
_SAME = 0.75
"""Centres on whole pixels that differ by no more than this cannot come closer: one size is even, the other odd."""
_UPRIGHT, _JOG = 0.01, 16.0
"""What a piece of a flow may slant, and how long one between two bends is at least, in pixels."""
_ROUNDS = 20
"""Rounds at most: lining up one row can bring another within `NEARLY`; a round that moves nothing ends it."""

_Ids = Sequence[str]


class _Places:
    """Where the steps of a pool or sub-process stand while they are straightened."""

    def __init__(self, diagram: Diagram, was: Mapping[str, Rect]) -> None:
        self.diagram, self.was, self.now = diagram, was, dict(was)
        self._centers = {id: place.center for id, place in was.items()}
        self._ranks = [sorted((place.center[axis], id) for id, place in was.items()) for axis in (0, 1)]
        self._frames = {id: self._frame(diagram.node(id)) for id in was}

    def center(self, id: str, axis: int) -> float:
        return self._centers[id][axis]

    def gap(self, one: str, two: str, axis: int) -> float:
        return self.now[two][axis] - self.now[one][axis] - self.now[one][axis + 2]

    def shift(self, ids: Iterable[str], off: float, axis: int, air: float = _AIR) -> None:
        """Move steps along an axis, all of them or, where one cannot, none."""
        fresh = {id: self.now[id].moved(off, 0) if axis == 0 else self.now[id].moved(0, off) for id in ids}
        if off and not any(self._passes(fresh, id, axis) or not self._fits(fresh, id, air) for id in fresh):
            rank = self._ranks[axis]
            for id, place in fresh.items():
                del rank[bisect_left(rank, (self.center(id, axis), id))]
                insort(rank, (place.center[axis], id))
                self._centers[id] = place.center
            self.now |= fresh

    def _passes(self, fresh: Mapping[str, Rect], id: str, axis: int) -> bool:
        """Whether the centre of a step would pass that of another."""
        low, high = sorted((self.center(id, axis), fresh[id].center[axis]))
        rank = self._ranks[axis]
        between = rank[bisect_right(rank, low, key=_first) : bisect_left(rank, high, key=_first)]
        return any(other not in fresh for _center, other in between)

    def _fits(self, fresh: Mapping[str, Rect], id: str, air: float) -> bool:
        """Whether a step may stand at its new place: in its lane, and as clear of others as before."""
        node, place, present, frame = self.diagram.node(id), fresh[id], self.now[id], self._frames[id]
        if frame is not None and frame.holds(present) and not frame.holds(place):
            return False
        for near in self.diagram.index.near(node.plane or "", place.union(box(node)).grown(4 * NEARLY)):
            other = self.diagram.node(near)
            if near == id or other.host == id or other.bounds is None or not other.sort.is_solid or other.parent == id:
                continue
            there, before = fresh.get(near) or self.now.get(near) or other.bounds, self.now.get(near, other.bounds)
            if there.meets(place.grown(air)) and not before.meets(present.grown(air)):
                return False
        return True

    def _frame(self, node: Node) -> Rect | None:
        container = self.diagram.get(node.lane or node.parent)
        if isinstance(container, Node) and container.bounds is None:
            container = query.pool_of(self.diagram, container.id)
        return container.bounds if isinstance(container, Node) and container.plane == node.plane else None


def _first(ranked: tuple[float, str]) -> float:
    return ranked[0]


def steps(diagram: Diagram, ids: Iterable[str] | None = None, plane: str | None = None) -> None:
    """Line up what is nearly in line and even out gaps that are nearly equal; flows and labels follow.

    ids: only these steps; None for all. plane: only what is drawn there. Raises Refused.
    """
    chosen = None if ids is None else set(ids)
    with diagram.transaction(_("Straighten")):
        for shown in query.planes(diagram):
            if plane in (None, shown.id):
                bent: dict[str, Flow] = {}
                for parent in _containers(diagram, shown.id):
                    bent |= _straighten(diagram, shown.id, parent, chosen)
                if crooked := [id for id in bent if id in diagram and not _lies_well(diagram, bent[id])]:
                    tidy.flows(diagram, crooked, shown.id)
                _put_on_pixels(diagram, bent)


def _containers(diagram: Diagram, plane: str) -> list[str]:
    """What holds steps on a plane, the outer ones first: when a sub-process has moved, its steps have too."""
    found = {n.parent for id in diagram.index.naming("plane", plane) if (n := _step(diagram, id, plane)) and n.parent}
    return sorted(found, key=lambda id: (_depth(diagram, id), id))


def _depth(diagram: Diagram, id: str) -> int:
    depth, above = 0, diagram.get(id)
    while above is not None and above.parent is not None:
        depth, above = depth + 1, diagram.get(above.parent)
    return depth


def _step(diagram: Diagram, id: str, plane: str) -> Node | None:
    node = diagram.get(id)
    if not isinstance(node, Node) or node.family not in FLOW_NODES or node.host is not None or node.plane != plane:
        return None
    return node if node.bounds is not None else None


def _straighten(diagram: Diagram, plane: str, parent: str, chosen: set[str] | None) -> dict[str, Flow]:
    """Straighten the steps of one pool or sub-process; the flows whose ends moved differently, as they were."""
    pool = query.pool_of(diagram, parent)
    along = 0 if pool is None or pool.trait("horizontal") else 1
    found = [n for id in diagram.index.naming("parent", parent) if (n := _step(diagram, id, plane)) is not None]
    was = {n.id: box(n) for n in sorted(found, key=lambda n: n.id) if chosen is None or n.id in chosen}
    lanes: dict[str | None, list[str]] = {}
    for id in was:
        lanes.setdefault(diagram.node(id).lane, []).append(id)
    places = _Places(diagram, was)
    _settle(places, [*lanes.values()], along)
    moved = {id: place for id, place in places.now.items() if place != was[id]}
    bent = {id: diagram.flow(id) for id in _bent(diagram, was, moved)}
    if moved:
        move.set_places(diagram, moved, gently=True)
    return bent


def _settle(places: _Places, lanes: Sequence[_Ids], along: int) -> None:
    """Line up and even out until nothing moves any more."""
    for id, place in places.was.items():
        for axis in (0, 1):
            places.shift([id], round(place[axis]) - place[axis], axis, 0.0)
    for _round in range(_ROUNDS):
        before = dict(places.now)
        for lane in lanes:
            for cluster in _clusters(places, lane, 1 - along, NEARLY):
                _line_up(places, cluster, 1 - along)
            for row in _zigzags(places, lane, along):
                _line_up(places, row, 1 - along)
        for cluster in _clusters(places, [*places.now], along, NEARLY):
            if len({places.center(id, along) for id in cluster}) > 1:
                for column in _related(places.diagram, cluster):
                    _line_up(places, column, along)
        _even_out(places, lanes, along)
        if places.now == before:
            break


def _bent(diagram: Diagram, was: Mapping[str, Rect], moved: Mapping[str, Rect]) -> list[str]:
    """The flows of what moved otherwise than what is at their other end."""
    off = {id: (place.x - was[id].x, place.y - was[id].y) for id, place in moved.items()}
    found = dict.fromkeys(f for id in moved for f in diagram.index.flows_at(id))
    return [f for f in found if off.get(diagram.flow(f).source) != off.get(diagram.flow(f).target)]


def _lies_well(diagram: Diagram, before: Flow) -> bool:
    """Whether a flow, as it followed its ends, needs no tidying: it is horizontal and vertical, has no more bends than
    before and no little jog, runs through no more than before and along no other. A long one may have and do so: to lay
    it anew takes long and finds little."""
    flow = diagram.flow(before.id)
    source, target = diagram.get(flow.source), diagram.get(flow.target)
    if flow.sort.is_association or not isinstance(source, Node) or not isinstance(target, Node):
        return False
    pieces = list(pairwise(flow.points))
    if any(min(abs(a.x - b.x), abs(a.y - b.y)) > _UPRIGHT for a, b in pieces):
        return False
    network = surroundings.network(diagram, flow.plane or "", [flow])
    if network.blocked(flow, flow.points) > network.blocked(before, before.points):
        return False
    if length(flow.points) > LONG:
        return True
    if len(flow.points) > len(before.points) or any(a.distance(b) < _JOG for a, b in pieces[1:-1]):
        return False
    return len(pieces) == 1 or network.tolls(flow, flow.points) < prices.UPON


def _put_on_pixels(diagram: Diagram, flows: Iterable[str]) -> None:
    """Let the pieces of flows between their ends run on whole pixels; those at an end run where it is docked."""
    for flow in (diagram.flow(id) for id in flows if id in diagram):
        if len(flow.points) > 3:
            ends = (flow.points[0], flow.points[-1])
            kept = [{end[axis] for end in ends} for axis in (0, 1)]
            inner = ([c if c in kept[axis] else round(c) for axis, c in enumerate(p)] for p in flow.points[1:-1])
            points = (ends[0], *(Point(*place) for place in inner), ends[1])
            if points != flow.points:
                diagram.put(flow.but(points=points))


def _clusters(places: _Places, ids: Iterable[str], axis: int, reach: float) -> Iterator[list[str]]:
    """Steps whose centres lie no more than `reach` apart along an axis, in order."""
    cluster: list[str] = []
    for id in sorted(ids, key=lambda id: (places.center(id, axis), id)):
        if cluster and places.center(id, axis) - places.center(cluster[0], axis) > reach:
            yield cluster
            cluster = []
        cluster.append(id)
    if cluster:
        yield cluster


def _zigzags(places: _Places, lane: _Ids, along: int) -> Iterator[list[str]]:
    """Steps of a lane that flows join one after the other and that stand to and fro about one row: none as far off it
    as half of its breadth."""
    chain: nx.Graph[str] = nx.Graph()
    for id in lane:
        for flow in query.outgoing(places.diagram, id):
            if flow.target in lane and _overlap(places, id, flow.target, along):
                chain.add_edge(id, flow.target)
    for part in nx.connected_components(chain):
        ids = sorted(part, key=lambda id: (places.center(id, along), id))
        levels = [places.center(id, 1 - along) for id in ids]
        least = min(places.now[id][3 - along] for id in ids) / 2
        if NEARLY < max(levels) - min(levels) <= least and _turns(levels) > 0:
            yield ids


def _overlap(places: _Places, one: str, two: str, along: int) -> bool:
    off = abs(places.center(one, 1 - along) - places.center(two, 1 - along))
    ahead = places.center(two, along) > places.center(one, along)
    return ahead and off <= min(places.now[one][3 - along], places.now[two][3 - along]) / 2


def _turns(levels: Sequence[float]) -> int:
    """How often levels turn from rising to falling or back."""
    rises = [b - a for a, b in pairwise(levels) if a != b]
    return sum(a * b < 0 for a, b in pairwise(rises))


def _related(diagram: Diagram, cluster: _Ids) -> list[_Ids]:
    """What of steps in nearly one column is meant to be one: those of one lane, and of lanes a flow joins there."""
    lanes = {id: diagram.node(id).lane for id in cluster}
    if len(set(lanes.values())) == 1:
        return [cluster]
    kin: nx.Graph[str | None] = nx.Graph()
    kin.add_nodes_from(lanes.values())
    for flow in {f for id in cluster for f in diagram.index.flows_at(id)}:
        ends = (diagram.flow(flow).source, diagram.flow(flow).target)
        if all(end in lanes for end in ends):
            kin.add_edge(*(lanes[end] for end in ends))
    return [[id for id in cluster if lanes[id] in group] for group in nx.connected_components(kin)]


def _line_up(places: _Places, ids: _Ids, axis: int) -> None:
    """Bring the centres of steps that lie close together onto one of them along an axis."""
    centers = [places.center(id, axis) for id in ids]
    line = _line(centers)
    for id, center in zip(ids, centers, strict=True):
        if center != line:
            places.shift([id], _whole(line - center), axis)


def _line(centers: list[float]) -> float:
    """The centre that most of them share, of several the one that the least must move to."""
    count = Counter(centers)
    return min(count, key=lambda line: (-count[line], sum(abs(line - c) for c in centers), line))


def _whole(off: float) -> float:
    """A distance in whole pixels; just between two of them the smaller one, so that nothing goes to and fro."""
    return math.copysign(math.ceil(abs(off) - 0.51), off)


def _even_out(places: _Places, lanes: Sequence[_Ids], axis: int) -> None:
    """Make runs of nearly equal gaps in rows equal, the longest rows first; the ends of a run stay, and so does what a
    longer row has placed."""
    columns = {id: column for column in _clusters(places, places.now, axis, _SAME) for id in column}
    rows = [row for lane in lanes for row in _clusters(places, lane, 1 - axis, _SAME)]
    still: set[str] = set()
    for row in sorted(rows, key=lambda row: (-len(row), min(row))):
        for run in _runs(places, row, axis):
            _spread(places, run, still, columns, axis)
            still.update(id for member in run for id in columns[member])


def _runs(places: _Places, row: _Ids, axis: int) -> Iterator[list[str]]:
    """The neighbours of a row between which there are nearly equal gaps, two at least."""
    ids = sorted(row, key=lambda id: (places.center(id, axis), id))
    gaps = [places.gap(one, two, axis) for one, two in pairwise(ids)]
    blocks: list[list[float]] = []
    for gap in gaps:
        if blocks and max(*blocks[-1], gap) - min(*blocks[-1], gap) <= 1:
            blocks[-1].append(gap)
        else:
            blocks.append([gap])
    start, run = 0, list[float]()
    for block in [*blocks, []]:
        if run and not _are_alike(run, block):
            if len(run) > 1:
                yield ids[start : start + len(run) + 1]
            start, run = start + len(run), []
        run = [*run, *block]


def _are_alike(one: list[float], two: list[float]) -> bool:
    """Whether gaps side by side were meant to be equal. What is even already must be nearer to it: otherwise evening
    out a few gaps would make them like the next one, and so on."""
    if not two or min(*one, *two) < _LEAST:
        return False
    means, most = (fmean(one), fmean(two)), min(NEARLY, _PART * fmean([*one, *two]))
    even = any(len(gaps) > 1 and max(gaps) - min(gaps) <= 1 for gaps in (one, two))
    return max(*one, *two) - min(*one, *two) <= most and (not even or abs(means[0] - means[1]) <= most / 2)


def _spread(places: _Places, run: _Ids, still: set[str], columns: Mapping[str, _Ids], axis: int) -> None:
    """Make the gaps of a run equal, each stretch between two that stay by itself."""
    fixed = [i for i, id in enumerate(run) if i in (0, len(run) - 1) or id in still]
    for start, end in pairwise(fixed):
        gaps = [places.gap(one, two, axis) for one, two in pairwise(run[start : end + 1])]
        mean, lag = sum(gaps) / len(gaps), 0.0
        for id, gap in zip(run[start + 1 : end], gaps, strict=False):
            lag += mean - gap
            places.shift(columns[id], _whole(lag), axis)
