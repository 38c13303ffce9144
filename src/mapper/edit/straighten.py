"""Straighten: what stands nearly in a row or column comes to stand in it, gaps that are nearly equal become equal.

Rows are looked for in each lane, columns in a whole pool or sub-process, so that a column stays one across its lanes.
Nothing changes its order or its lane or comes to lie on something else; whatever cannot move for that reason stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from mapper.edit import move, tidy
from mapper.edit.wiring.scene import SizeOf, is_solid
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Rect
from mapper.model.kinds import FLOW_NODES
from mapper.model.records import Node
from mapper.text import _

NEARLY = 16.0
"""Centres and gaps that differ by no more than this, in pixels, were meant to be the same."""

_AIR = 6.0
"""So near to something else nothing is moved, in pixels."""
_LEAST = 10.0
"""Columns nearer to each other than this, in pixels, have no gap that one would want as wide as another."""
_ROUNDS = 20

_Places = dict[str, Rect]


def steps(
    diagram: Diagram, ids: Iterable[str] | None = None, plane: str | None = None, size_of: SizeOf | None = None
) -> None:
    """Line up what is nearly in line and even out gaps that are nearly equal; flows and labels follow.

    ids: only these steps; None for all. plane: only what is drawn there. size_of: how large label texts are. Raises
    Refused.
    """
    chosen = None if ids is None else set(ids)
    with diagram.transaction(_("Straighten")):
        for shown in query.planes(diagram):
            if plane in (None, shown.id):
                for parent in _holders(diagram, shown.id):
                    _straighten(diagram, shown.id, parent, chosen, size_of)


def _holders(diagram: Diagram, plane: str) -> list[str]:
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


def _straighten(diagram: Diagram, plane: str, parent: str, chosen: set[str] | None, size_of: SizeOf | None) -> None:
    pool = query.pool_of(diagram, parent)
    along = 0 if pool is None or pool.trait("horizontal") else 1
    found = [n for id in diagram.index.naming("parent", parent) if (n := _step(diagram, id, plane)) is not None]
    found = [n for n in found if chosen is None or n.id in chosen]
    was = {n.id: box(n) for n in sorted(found, key=lambda n: n.id)}
    lanes: dict[str | None, list[str]] = {}
    for id in was:
        lanes.setdefault(diagram.node(id).lane, []).append(id)
    now = dict(was)
    for _round in range(_ROUNDS):
        before = dict(now)
        for lane in lanes.values():
            _line_up(diagram, now, lane, 1 - along)
        _line_up(diagram, now, list(was), along)
        _even_out(diagram, now, along)
        if now == before:
            break
    moved = {id: place for id, place in now.items() if place != was[id]}
    if moved:
        move.to(diagram, moved)
        tidy.flows(diagram, _bent(diagram, was, now), plane, size_of)


def _bent(diagram: Diagram, was: _Places, now: _Places) -> list[str]:
    """The flows of what moved otherwise than what is at their other end."""
    found = dict.fromkeys(f for id in now if now[id] != was[id] for f in diagram.index.flows_at(id))
    return [f for f in found if _off(diagram.flow(f).source, was, now) != _off(diagram.flow(f).target, was, now)]


def _off(id: str, was: _Places, now: _Places) -> tuple[float, float]:
    return (now[id].x - was[id].x, now[id].y - was[id].y) if id in now else (0.0, 0.0)


def _line_up(diagram: Diagram, now: _Places, ids: Iterable[str], axis: int) -> None:
    """Bring the centres of nodes that lie close together onto one of them along an axis."""
    ranked = sorted(ids, key=lambda id: (now[id].center[axis], id))
    for cluster in _clusters(ranked, now, axis):
        centers = [now[id].center[axis] for id in cluster]
        line = _line(centers)
        for id in cluster:
            if off := line - now[id].center[axis]:
                _shift(diagram, now, [id], off, axis)


def _clusters(ranked: list[str], now: _Places, axis: int) -> Iterator[list[str]]:
    cluster: list[str] = []
    for id in ranked:
        if cluster and now[id].center[axis] - now[cluster[0]].center[axis] > NEARLY:
            yield cluster
            cluster = []
        cluster.append(id)
    if cluster:
        yield cluster


def _line(centers: list[float]) -> float:
    """The centre that most of them share, of several the one that the least must move to."""
    count = Counter(centers)
    return min(count, key=lambda line: (-count[line], sum(abs(line - c) for c in centers), line))


def _even_out(diagram: Diagram, now: _Places, axis: int) -> None:
    """Make runs of nearly equal gaps between columns equal; the outermost columns of a run stay."""
    columns = _columns(now, axis)
    gaps = [two[1] - one[2] for one, two in pairwise(columns)]
    start = 0
    while start < len(gaps):
        end = start + 1
        while end < len(gaps) and _alike(gaps[start : end + 1]):
            end += 1
        if end - start > 1 and _alike(gaps[start:end]) and max(gaps[start:end]) - min(gaps[start:end]) > 0.5:
            mean, lag = sum(gaps[start:end]) / (end - start), 0.0
            for i in range(start, end - 1):
                lag += mean - gaps[i]
                _shift(diagram, now, columns[i + 1][0], lag, axis)
        start = end


def _alike(gaps: list[float]) -> bool:
    return min(gaps) >= _LEAST and max(gaps) - min(gaps) <= NEARLY


def _columns(now: _Places, axis: int) -> list[tuple[list[str], float, float]]:
    """The nodes of each column, and from where to where the column reaches."""
    columns: dict[float, list[str]] = {}
    for id, place in now.items():
        columns.setdefault(round(place.center[axis], 2), []).append(id)
    found = []
    for _center, ids in sorted(columns.items()):
        low = min(now[id][axis] for id in ids)
        found.append((ids, low, max(now[id][axis] + now[id][axis + 2] for id in ids)))
    return found


def _shift(diagram: Diagram, now: _Places, ids: list[str], off: float, axis: int) -> None:
    """Move nodes along an axis, all of them or, where one cannot, none."""
    fresh = {id: now[id].moved(off, 0) if axis == 0 else now[id].moved(0, off) for id in ids}
    if all(_fits(diagram, now, fresh, id) for id in ids):
        now.update(fresh)


def _fits(diagram: Diagram, now: _Places, fresh: _Places, id: str) -> bool:
    """Whether a node may stand at its new place: in its lane, and as clear of others as before."""
    node, place, present = diagram.node(id), fresh[id], now[id]
    holder = diagram.get(node.lane or node.parent)
    frame = holder.bounds if isinstance(holder, Node) and holder.plane == node.plane else None
    if frame is not None and frame.holds(present) and not frame.holds(place):
        return False
    for near in sorted(diagram.index.near(node.plane or "", place.union(box(node)).grown(4 * NEARLY))):
        other = diagram.node(near)
        if near == id or other.host == id or other.bounds is None or not is_solid(other) or other.parent == id:
            continue
        there = fresh.get(near) or now.get(near) or other.bounds
        if there.meets(place.grown(_AIR)) and not now.get(near, other.bounds).meets(present.grown(_AIR)):
            return False
    return True
