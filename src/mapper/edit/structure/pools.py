"""Pools: where a new one comes to stand, what it shows, the band of one that shows nothing."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.edit.effects import rules
from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before, shift, whole
from mapper.edit.effects.container_at import loose_process
from mapper.edit.effects.ids import new_id, prefix
from mapper.edit.effects.lane_stack import LANE_SIZE
from mapper.edit.structure import lanes
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, bounding, centered, oriented
from mapper.model.kinds import KINDS, POOL, SUBPROCESS
from mapper.model.records import Node
from mapper.text import _

BAND = 60.0
"""How broad a pool is drawn that shows nothing of its inside, in pixels."""

APART = 30.0
"""Between a new pool and the one beside it, in pixels."""


def pool(
    diagram: Diagram,
    at: Point,
    plane: str,
    name: str = "",
    lanes_named: Sequence[str] = (),
    horizontal: bool = True,
    closed: bool = False,
    size: tuple[float, float] | None = None,
) -> str:
    """Put a pool with its process (closed: without one) at a place; its id.

    Steps drawn outside pools go into the first pool with a process, which then surrounds them. Raises Refused where the
    plane shows the inside of a sub-process. size: its width and height where it is not to be as `spot` has it.
    """
    shown = diagram.get(diagram.node(plane).ref)
    if shown is not None and shown.family == SUBPROCESS:
        raise rules.Refused(rules.POOL_INSIDE)
    with diagram.transaction(_("Create pool")):
        collaboration = collaboration_on(diagram, plane)
        process, inner = (None, None) if closed else _process_for_pool(diagram, plane, name)
        least = len(lanes_named) * LANE_SIZE
        free = spot(diagram, plane, at, horizontal, closed, size, least)
        if inner is not None:
            w, h = size or _size(horizontal, closed, least)
            around = Rect(inner.x - 60, inner.y - 40, max(w, inner.w + 100), max(h, inner.h + 80))
            free = _beside_others(diagram, plane, around, around.center, horizontal)
            _bring_along(diagram, process, plane, free.x - around.x, free.y - around.y)
        node = Node(new_id(diagram, prefix("participant")), "participant", name, collaboration, ref=process)
        node = node.but(plane=plane, bounds=free, z=_under(diagram, process))
        diagram.put(node.with_trait("horizontal", horizontal))
        if lanes_named and process is not None:
            lanes.split(diagram, node.id, len(lanes_named), lanes_named)
    return node.id


def spot(
    diagram: Diagram,
    plane: str,
    at: Point,
    horizontal: bool = True,
    closed: bool = False,
    size: tuple[float, float] | None = None,
    least: float = 0.0,
) -> Rect:
    """Where a new pool comes to stand whose middle is put at a place: as long as the pool it stands above or below, and
    flush with it; beside a pool that is there, never on it. least: how broad it is at least, in pixels."""
    w, h = size or _size(horizontal, closed, least)
    box = centered(at, w, h)
    mate = None if size is not None else _mate(diagram, plane, box, horizontal)
    if mate is not None and mate.bounds is not None:
        own, other = oriented(box, horizontal), oriented(mate.bounds, horizontal)
        box = oriented(Rect(other.x, own.y, other.w, own.h), horizontal)
    return _beside_others(diagram, plane, box, at, horizontal)


def _size(horizontal: bool, closed: bool, least: float) -> tuple[float, float]:
    long, broad = KINDS["participant"].size
    broad = BAND if closed else max(broad, least)
    return (long, broad) if horizontal else (broad, long)


def drawn_pools(diagram: Diagram, plane: str) -> list[Node]:
    """The pools that stand on a plane for themselves: bands of choreography activities do not."""
    pools = (diagram.node(id) for id in sorted(diagram.index.naming("family", POOL)))
    return [n for n in pools if n.plane == plane and n.bounds is not None and not n.trait("band")]


def _mate(diagram: Diagram, plane: str, box: Rect, horizontal: bool) -> Node | None:
    """The nearest pool read the same way that a new one would stand above or below of."""
    own = oriented(box, horizontal)
    found: list[tuple[float, str]] = []
    for pool in drawn_pools(diagram, plane):
        other = oriented(pool.bounds or box, horizontal)
        if bool(pool.trait("horizontal")) == horizontal and other.x < own.center.x < other.right:
            found.append((max(other.y - own.bottom, own.y - other.bottom, 0.0), pool.id))
    return diagram.node(min(found)[1]) if found else None


def _beside_others(diagram: Diagram, plane: str, box: Rect, at: Point, horizontal: bool) -> Rect:
    """The box, moved off the pools it meets to the side of them on which its place lies."""
    pools = [oriented(pool.bounds, horizontal) for pool in drawn_pools(diagram, plane) if pool.bounds is not None]
    own, place = oriented(box, horizontal), oriented(at, horizontal)
    hit = [other for other in pools if other.meets(own)]
    before = bool(hit) and place.y < min(hit, key=lambda other: other.center.distance(place)).center.y
    while hit:
        y = min(o.y for o in hit) - APART - own.h if before else max(o.bottom for o in hit) + APART
        own = Rect(own.x, y, own.w, own.h)
        hit = [other for other in pools if other.meets(own)]
    return oriented(own, horizontal)


def new_process(diagram: Diagram, plane: str | None = None) -> str:
    """A process that holds nothing yet, which a plane that shows nothing shows; for use inside a transaction."""
    process = Node(new_id(diagram, "Process"), "process")
    diagram.put(process)
    shown = diagram.get(plane)
    if isinstance(shown, Node) and shown.ref is None:
        diagram.put(shown.but(ref=process.id))
    return process.id


def collaboration_on(diagram: Diagram, plane: str) -> str:
    """The collaboration a plane shows; a plane that showed a process gets one."""
    shown = diagram.get(diagram.node(plane).ref)
    if isinstance(shown, Node) and shown.kind == "collaboration":
        return shown.id
    made = Node(new_id(diagram, "Collaboration"), "collaboration")
    diagram.put(made)
    diagram.put(diagram.node(plane).but(ref=made.id))
    return made.id


def _process_for_pool(diagram: Diagram, plane: str, name: str) -> tuple[str, Rect | None]:
    """The process a new pool shows: one drawn without a pool, with the box around what it draws; else a new one of the
    pool's name."""
    loose = loose_process(diagram, plane)
    if loose is None:
        made = new_process(diagram)
        diagram.put(diagram.node(made).but(name=name))
        return made, None
    drawn = (n.bounds for n in query.children(diagram, loose.id) if n.plane == plane and n.bounds is not None)
    return loose.id, bounding(drawn)


def _bring_along(diagram: Diagram, process: str | None, plane: str, dx: float, dy: float) -> None:
    """Move what a process draws to where its new pool found a place."""
    was = Before()
    drawn = [n.id for n in query.children(diagram, process or "") if n.plane == plane]
    shift(diagram, whole(diagram, drawn), dx, dy, was)
    settle(diagram, [], was)


def _under(diagram: Diagram, process: str | None) -> float:
    """A `z` below everything a process draws already; 0 (on top) when there is nothing."""
    drawn = [r.z for r in query.contents(diagram, process) if r.plane is not None] if process else []
    return min(drawn) - 0.5 if drawn else 0.0
