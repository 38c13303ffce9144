"""Giving nodes new bounds, and what moves as one with a node. No after-effects here: see `settle`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.kinds import ARTIFACT, CALL, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record


class Before(dict[str, Rect | None]):
    """Where each node that was moved, resized or made stood before an edit: old bounds by id, None for a new one.

    A flow that was laid anew in the middle of the edit is right for its ends as they stood then, which `drawn` keeps.
    """

    def __init__(self) -> None:
        super().__init__()
        self.drawn: dict[str, tuple[Record | None, Record | None]] = {}

    def draw(self, diagram: Diagram, flow: str) -> None:
        """Note that a flow's points are right as things stand now."""
        record = diagram.flow(flow)
        self.drawn[flow] = (diagram.get(record.source), diagram.get(record.target))

    def is_drawn(self, diagram: Diagram, flow: Flow) -> bool:
        """Whether a flow's points are right for its ends as they stand now."""
        now = (diagram.get(flow.source), diagram.get(flow.target))
        then = self.drawn.get(flow.id)
        if then is not None:
            return [_box(end) for end in then] == [_box(end) for end in now]
        return all(end is None or self.get(end.id, _box(end)) == _box(end) for end in now)

    def as_one(self, diagram: Diagram, chosen: Iterable[str] = ()) -> dict[str, tuple[float, float]]:
        """The nodes that made way as a large block, and how far each went, in pixels: among each other nothing changed.

        chosen: what the user moved, which belongs to no block.
        """
        shifts = {id: shift for id, old in self.items() if (shift := _shift(diagram.get(id), old)) is not None}
        large = {shift for shift, count in Counter(shifts.values()).items() if count >= _BLOCK}
        chosen = whole(diagram, chosen) if large else {}
        return {id: shift for id, shift in shifts.items() if shift in large and id not in chosen}


_BLOCK = 60
"""So many things that moved alike are a block: what stands around it is looked at along what it stretched only."""


def _shift(node: Record | None, old: Rect | None) -> tuple[float, float] | None:
    """How far a node moved; None where it is new, gone or has another size."""
    now = node.bounds if isinstance(node, Node) else None
    if now is None or old is None or (now.w, now.h) != (old.w, old.h):
        return None
    # Rounded, because the same move of two places differs in the last bits.
    return (round(now.x - old.x, 3), round(now.y - old.y, 3))


CONTAINERS = frozenset({POOL, LANE, SUBPROCESS})


def place(diagram: Diagram, node: Node, box: Rect, was: Before) -> None:
    """Give a node new bounds and note the old ones; a label with a place of its own keeps its distance."""
    if node.bounds == box:
        return
    was.setdefault(node.id, node.bounds)
    label = node.label
    if label is not None and node.bounds is not None:
        label = label.moved(*_label_shift(node, node.bounds, box))
    diagram.put(node.but(bounds=box, label=label))


def _label_shift(node: Node, old: Rect, new: Rect) -> tuple[float, float]:
    """A label in the header of a pool or lane follows the middle of the header; one outside hangs below its node and
    follows the lower middle. A move shifts both like all the rest."""
    if node.family in (POOL, LANE):
        if node.trait("horizontal"):
            return new.x - old.x, new.center.y - old.center.y
        return new.center.x - old.center.x, new.y - old.y
    return new.center.x - old.center.x, new.bottom - old.bottom


def shift(diagram: Diagram, ids: Iterable[str], dx: float, dy: float, was: Before) -> None:
    """Move drawn nodes by a distance, each alone."""
    if not dx and not dy:
        return
    for id in ids:
        node = diagram.get(id)
        if isinstance(node, Node) and node.bounds is not None:
            place(diagram, node, node.bounds.moved(dx, dy), was)


def whole(diagram: Diagram, ids: Iterable[str]) -> dict[str, None]:
    """The nodes that move when these do: with a pool its lanes and steps, with a sub-process what is drawn inside it,
    with a step its boundary events. What is drawn on another plane stays."""
    found: dict[str, None] = {}
    for id in ids:
        node = diagram.get(id)
        if isinstance(node, Node) and node.bounds is not None and id not in found:
            found[id] = None
            for inner in _inside(diagram, node):
                found.setdefault(inner.id)
                found |= dict.fromkeys(shown.id for shown in called(diagram, inner))
            found |= dict.fromkeys(shown.id for shown in called(diagram, node))
    return found


def _inside(diagram: Diagram, node: Node) -> Iterator[Node]:
    container = node.ref if node.family == POOL else node.id
    if container is not None and node.family in (POOL, SUBPROCESS, CALL):
        for record in query.contents(diagram, container):
            if isinstance(record, Node) and record.bounds is not None and record.plane == node.plane:
                yield record
    if node.family == POOL:
        yield from loose_inside(diagram, node)
    yield from (
        boundary_event
        for boundary_event in query.boundary_events(diagram, node.id)
        if boundary_event.bounds is not None
    )


def called(diagram: Diagram, call: Node) -> Iterator[Node]:
    """What an open call activity shows of the process it calls; nothing for anything else."""
    if call.family != CALL or call.ref is None or call.bounds is None or not call.trait("expanded"):
        return
    nodes = (r for r in query.contents(diagram, call.ref) if isinstance(r, Node) and r.plane == call.plane)
    yield from (node for node in nodes if node.bounds is not None and call.bounds.holds(node.bounds.center))


def loose_inside(diagram: Diagram, container: Node) -> Iterator[Node]:
    """What lies in a pool's box but belongs to another element: annotations of the collaboration, and steps of a
    process that is drawn nowhere else, or whose own pool does not lie there."""
    if container.bounds is None or container.plane is None:
        return
    for id in sorted(diagram.index.near(container.plane, container.bounds)):
        node = diagram.node(id)
        if node.bounds is None:
            continue
        if node.family == ARTIFACT:
            if container.bounds.holds(node.bounds):
                yield node
        elif node.sort.is_flow_element and container.bounds.holds(node.bounds.center):
            own = query.pool_of(diagram, id)
            if own is None or (own.id != container.id and not _lies_in(node.bounds, own, container.plane)):
                yield node


def _lies_in(box: Rect, pool: Node, plane: str) -> bool:
    return pool.plane == plane and pool.bounds is not None and pool.bounds.holds(box.center)


def is_open(node: Node) -> bool:
    """Whether a node shows its contents: an expanded sub-process, a lane, a pool with a process."""
    if node.family == SUBPROCESS:
        return bool(node.trait("expanded"))
    return node.family == LANE or (node.family == POOL and node.ref is not None)


def _box(end: Record | None) -> Rect | None:
    return end.bounds if isinstance(end, Node) else None
