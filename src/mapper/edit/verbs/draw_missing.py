"""What a map holds and no diagram shows: put on one, so that a layout made anew leaves nothing out.

Reading a file never does this, as an author may have left things out on purpose; who asks for a layout wants all.
"""

from __future__ import annotations

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.kinds import COLLAPSED_SIZE, CONTAINER, FLOW_NODES, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node
from mapper.text import _

_BEHIND = {"dataObject", "dataStore", "message"}
"""Kinds that are told by references to them, and never drawn themselves where steps are."""


def draw(diagram: Diagram) -> set[str]:
    """Put undrawn steps, pools, lanes and flows on a diagram, at no place worth the name; returns their ids.

    What a closed sub-process holds gets a diagram of its own, and so does a process that stands in no pool.
    """
    drawn: set[str] = set()
    with diagram.transaction(_("Arrange")):
        _separate(diagram)
        shown = _planes_by_container(diagram)
        before = frozenset(shown)
        wanted = [n for n in _containers_first(diagram) if n.bounds is None and _is_wanted(diagram, n, before)]
        for node in wanted:
            plane = _plane(diagram, node, shown)
            if plane is not None:
                diagram.put(_placed(diagram, node, plane))
                drawn.add(node.id)
        for flow in [f for f in diagram.flows() if len(f.points) < 2]:
            if _draw_flow(diagram, flow, drawn):
                drawn.add(flow.id)
    return drawn


def _planes_by_container(diagram: Diagram) -> dict[str, str]:
    """On which plane an element shows what it holds: where something of it is drawn, or the one that shows it."""
    found: dict[str, str] = {}
    for node in diagram.nodes():
        if node.plane is not None and node.parent is not None and node.bounds is not None and node.family != POOL:
            found.setdefault(node.parent, node.plane)
    for plane in query.planes(diagram):
        if plane.ref is not None:
            found.setdefault(plane.ref, plane.id)
    for pool in diagram.nodes():
        if pool.family == POOL and pool.plane is not None and pool.bounds is not None and pool.parent is not None:
            found.setdefault(pool.parent, pool.plane)
            if pool.ref is not None:
                found.setdefault(pool.ref, pool.plane)
    return found


def _containers_first(diagram: Diagram) -> list[Node]:
    """All nodes, those that hold others before these, hosts before boundary events."""
    depths: dict[str, int] = {}

    def depth(id: str | None) -> int:
        way: list[str] = []
        while id is not None and id not in depths:
            way.append(id)
            above = diagram.get(id)
            id = above.parent if above is not None else None
        at = depths[id] if id is not None else 0
        for one in reversed(way):
            at += 1
            depths[one] = at
        return at

    return sorted(diagram.nodes(), key=lambda node: (node.family != POOL, depth(node.id), node.host is not None))


def _is_wanted(diagram: Diagram, node: Node, shown: frozenset[str]) -> bool:
    """Whether a layout must show a node. shown: the ids of what showed anything of what it holds before."""
    container = diagram.get(node.parent)
    if container is None or (node.family == POOL and (container.kind != "collaboration" or node.trait("band"))):
        return False
    if node.family in FLOW_NODES:
        return True
    if node.family in (POOL, LANE):
        return _holds_undrawn(diagram, node)
    return container.id not in shown and node.sort.size != (0, 0) and node.kind not in _BEHIND


def _holds_undrawn(diagram: Diagram, frame: Node) -> bool:
    """Whether a layout must show a pool or lane for what it holds; else a file that draws others left it out on
    purpose."""
    if frame.family == LANE:
        pool = query.pool_of(diagram, frame.id)
        along = pool is not None and pool.bounds is None and _holds_undrawn(diagram, pool)
        return along or any(n.bounds is None for n in query.members(diagram, frame.id))
    held = [n for n in query.children(diagram, frame.ref) if n.family in FLOW_NODES] if frame.ref is not None else []
    return any(n.bounds is None for n in held)


def _separate(diagram: Diagram) -> None:
    """What a closed sub-process holds gets a diagram of its own in the file too, or it would lie over the rest."""
    for plane in [plane for plane in query.planes(diagram) if plane.trait("sheet")]:
        own = _new_plane(diagram, diagram.node(plane.ref or ""))
        for record in query.drawn_on(diagram, plane.id):
            diagram.put(record.but(plane=own))
        diagram.drop(plane.id)


def _plane(diagram: Diagram, node: Node, shown: dict[str, str]) -> str | None:
    """The plane a node belongs on; a new one when what holds it is shown nowhere."""
    if node.family == POOL and node.ref in shown:
        shown.setdefault(node.parent or "", shown[node.ref])
        return shown[node.ref]
    if node.host is not None:
        return diagram.node(node.host).plane
    container = diagram.get(node.parent)
    while isinstance(container, Node) and container.family == LANE:
        container = diagram.get(container.parent)
    if not isinstance(container, Node) or (container.family != CONTAINER and container.family not in FLOW_NODES):
        return None
    if container.id not in shown:
        is_open = container.family != CONTAINER and container.plane is not None and container.trait("expanded")
        shown[container.id] = container.plane or "" if is_open else _new_plane(diagram, container)
    if node.family == POOL and node.ref is not None:
        shown.setdefault(node.ref, shown[container.id])
    return shown[container.id]


def _new_plane(diagram: Diagram, container: Node) -> str:
    """A plane of its own for what an element holds. Its id follows from the element's, so that layouts repeat."""
    id = f"Diagram_{container.id}"
    while id in diagram:
        id += "_1"
    diagram.put(Node(id, "plane", container.name, ref=container.id))
    return id


def _placed(diagram: Diagram, node: Node, plane: str) -> Node:
    w, h = node.sort.size
    if node.family == SUBPROCESS and not query.children(diagram, node.id):
        node = node.with_trait("expanded", False)
        w, h = COLLAPSED_SIZE
    return node.but(plane=plane, bounds=Rect(0, 0, w, h), z=diagram.top)


def _draw_flow(diagram: Diagram, flow: Flow, drawn: set[str]) -> bool:
    """Draw a flow between ends on one plane; ties to data and notes only where one of these is new."""
    ends = [diagram.get(flow.source), diagram.get(flow.target)]
    if not flow.sort.carries and drawn.isdisjoint({flow.source, flow.target}):
        return False
    boxes = [end.bounds for end in ends if isinstance(end, Node) and end.bounds is not None]
    if len(boxes) < 2 or len({end.plane for end in ends if end is not None}) != 1:
        return False
    diagram.put(flow.but(plane=ends[0].plane if ends[0] else None, points=tuple(b.center for b in boxes)))
    return True
