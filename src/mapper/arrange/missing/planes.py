"""Diagrams for a file that draws nothing: one for each collaboration, choreography and process that none of them shows,
with pools below each other and steps in rows."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.arrange.missing.placing import ACROSS, COLUMN, GAP, ROW, START, Placing
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.kinds import ANCHOR, LANE, POOL
from mapper.model.records import Node

_SEVERAL = ("collaboration", "globalConversation", "choreography")
"""Kinds that show more than one party."""


def draw(at: Placing, title: str) -> None:
    """Put everything on the file's empty diagrams, and on new ones for what these do not show."""
    for plane in _planes(at, title):
        _fill(at, plane)


def _planes(at: Placing, title: str) -> list[Node]:
    diagram = at.diagram
    planes = query.planes(diagram)
    tops = _tops(diagram, {plane.ref for plane in planes if plane.ref is not None})
    vacant = [plane for plane in planes if plane.ref is None]
    for plane, shown in zip(vacant, tops, strict=False):
        at.note(plane.but(ref=shown.id))
    candidates: list[Node | None] = [*tops[len(vacant) :]] or ([] if planes else [None])
    for top in candidates:
        id = f"Diagram_{top.id}" if top else "Diagram"
        while id in diagram:
            id += "_1"
        name = _title(diagram, top) or (title if len(tops) < 2 else "")
        at.note(Node(id, "plane", name, ref=top.id if top else None))
    return query.planes(diagram)


def _title(diagram: Diagram, top: Node | None) -> str:
    """The name of what a diagram shows; a collaboration without one has that of its only pool."""
    pools = _pools(diagram, top) if top is not None else []
    return (top.name or (pools[0].name if len(pools) == 1 else "")) if top is not None else ""


def _tops(diagram: Diagram, known: set[str]) -> list[Node]:
    """Collaborations and choreographies, and the processes that none of them shows, each to be shown on a diagram.

    known: what the file has a diagram for.
    """
    several = [n for n in diagram.nodes() if n.kind in _SEVERAL and query.children(diagram, n.id)]
    pooled = {n.id: {pool.ref for pool in _pools(diagram, n)} for n in several}
    # Where the file has a diagram for a process, no other one shows an empty pool of it.
    several = [n for n in several if n.id in known or not pooled[n.id] & known]
    shown = known.union(*(pooled[n.id] | _joined(diagram, n.id) for n in several))
    processes = [n for n in diagram.nodes() if n.kind == "process" and n.id not in shown]
    tops = [n for n in several if n.id not in known]
    filled = [n for n in processes if query.children(diagram, n.id)]
    return tops + (filled or (processes[:1] if not tops and not known else []))


def _pools(diagram: Diagram, container: Node) -> list[Node]:
    """The participants that are drawn as pools: those of a choreography are bands of its tasks."""
    if container.kind == "choreography":
        return []
    return [n for n in query.children(diagram, container.id) if n.family == POOL]


def _joined(diagram: Diagram, ref: str) -> set[str]:
    """The processes that flows of a collaboration lead out of or into: they stand where the others do, in a pool or
    not. Flows that belong to no collaboration count for each. The first one shows loose ends too that a process holds
    and nothing else: they fill no diagram of their own."""
    found: set[str] = set()
    first = (n.id for n in diagram.nodes() if n.kind == "collaboration" and query.children(diagram, n.id))
    if ref == next(first, None):
        processes = (n for n in diagram.nodes() if n.kind == "process")
        found |= {n.id for n in processes if _is_loose(query.children(diagram, n.id))}
    for flow in diagram.flows():
        above = diagram.get(flow.parent)
        elsewhere = above is not None and above.kind in _SEVERAL and above.id != ref
        if not elsewhere and "Assoc" not in flow.kind and flow.kind != "association":
            ends = {_process(diagram, flow.source), _process(diagram, flow.target)} - {None}
            found |= {id for id in ends if id is not None} if len(ends) > 1 else set()
    return found


def _is_loose(held: Sequence[Node]) -> bool:
    return bool(held) and all(node.family == ANCHOR for node in held)


def _process(diagram: Diagram, id: str) -> str | None:
    """The process that a node stands in."""
    record = diagram.get(id)
    while record is not None and record.kind != "process":
        record = diagram.get(record.parent)
    return record.id if record is not None else None


def _fill(at: Placing, plane: Node) -> None:
    """Place what a diagram shows: pools and what their processes hold, or a process; sub-processes are open."""
    top = START
    for container, pool in _shown(at.diagram, plane.ref):
        held = [n for n in _held(at.diagram, container) if n.bounds is None] if container is not None else []
        steps = [n for n in held if at.is_wanted(n) or n.family == ANCHOR]
        box = Rect(START, top, COLUMN * ACROSS, max(ROW * -(-len(steps) // ACROSS), 60.0))
        frames = [pool] if pool is not None else []
        for frame in (*frames, *(n for n in held if n.family == LANE)):
            # The lanes share the pool's box until they are arranged; their order in the file tells which is above.
            at.put(frame, plane.id, box)
        at.put_rows(steps, plane.id, box.x, box.y)
        at.put_boundary_events(held, plane.id)
        top = box.bottom + GAP


def _shown(diagram: Diagram, ref: str | None) -> list[tuple[str | None, Node | None]]:
    """What stands below each other on a diagram: processes in pools, what is in no pool, processes without one."""
    top = diagram.get(ref)
    found: list[tuple[str | None, Node | None]] = []
    if isinstance(top, Node):
        found += [(pool.ref, pool) for pool in _pools(diagram, top)]
    found.append((ref, None))
    if top is not None and top.kind == "collaboration":
        pooled = {n.ref for n in diagram.nodes() if n.family == POOL}
        found += [(id, None) for id in sorted(_joined(diagram, top.id) - pooled)]
    return found


def _held(diagram: Diagram, id: str) -> list[Node]:
    """Everything in a process at any depth, containers first; pools are not looked into."""
    found: list[Node] = []
    todo = [id]
    while todo:
        kids = [n for n in query.children(diagram, todo.pop()) if n.family != POOL]
        found += kids
        todo += [n.id for n in reversed(kids)]
    return found
