"""What has no place gets a provisional one, so that everything can be seen and a layout can begin.

A file that draws nothing gets diagrams for all that it holds; one that draws a part keeps that part as it is. Whoever
arranges the map afterwards moves what stands here; where no layout is possible it stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapper.arrange.missing import frames, planes
from mapper.arrange.missing.placing import ACROSS, COLUMN, GAP, ROW, START, Placing
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, along, bounding
from mapper.model.kinds import ANCHOR, FLOW_NODES, LANE, PLANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record
from mapper.text import _


def draws_nothing(records: Iterable[Record]) -> bool:
    """Whether a map says of nothing on which diagram it is drawn."""
    return all(record.plane is None for record in records)


def lacks_places(diagram: Diagram) -> bool:
    """Whether anything may have to be placed: a quick look, which may say yes where nothing is found afterwards."""
    nodes = any(n.bounds is None and (n.sort.size != (0, 0) or n.family == ANCHOR) for n in diagram.nodes())
    return nodes or any(len(flow.points) < 2 for flow in diagram.flows())


def draw(diagram: Diagram, title: str = "") -> frozenset[str]:
    """Put what has no place on a diagram, as one step; returns the ids of what is placed, new diagrams among them.

    title: the name of a new diagram that shows what has none itself.
    """
    at = Placing(diagram, draws_nothing(diagram.records()))
    with diagram.transaction(_("Arrange")):
        if at.whole:
            planes.draw(at, title)
        else:
            for plane in query.planes(diagram):
                _unsaid(at, plane.id)
            frames.draw(at)
            _parts(at)
        _flows(at)
    return frozenset(at.placed)


def rows(diagram: Diagram, title: str = "") -> tuple[Record, ...]:
    """All records of a map that draws nothing, those with a place at it: as `draw` has it, but the map itself gets only
    the diagrams. For half a million things that is five times as fast."""
    apart: dict[str, Record] = {}
    at = Placing(diagram, True, apart)
    with diagram.transaction(_("Arrange")):
        planes.draw(at, title)
        _flows(at)
    return tuple(apart.get(record.id, record) for record in diagram.records())


def inside(diagram: Diagram, id: str) -> str:
    """A new diagram for what a closed sub-process holds, with all of it that is drawn nowhere, as one step; its id."""
    at, made = Placing(diagram, True), f"Diagram_{id}"
    while made in diagram:
        made += "_1"
    with diagram.transaction(_("Open")):
        diagram.put(Node(made, "plane", diagram.node(id).name, ref=id))
        held = [n for n in query.children(diagram, id) if n.plane is None]
        at.put_rows((n for n in held if at.is_wanted(n)), made, START, START)
        at.put_boundary_events(held, made)
        _flows(at)
    return made


# -- files that draw a part --------------------------------------------------------------------------------------------


def _unsaid(at: Placing, plane: str) -> None:
    """Place everything that has a shape on a diagram, where none of these says where it is."""
    shown = [r for r in query.drawn_on(at.diagram, plane) if isinstance(r, Node) and r.plane == plane]
    if any(n.bounds is not None and n.family != ANCHOR for n in shown):
        return
    for n in shown:
        if n.family in (POOL, LANE):
            at.put(n, plane, Rect(START, START, COLUMN * ACROSS, ROW))
    at.put_rows((n for n in shown if n.family not in (POOL, LANE) and n.host is None), plane, START, START)
    at.put_boundary_events(shown, plane)


def _parts(at: Placing) -> None:
    """Place steps that are not drawn though others beside them are, and what is tied to these, below everything on that
    diagram."""
    lost = [n for n in at.diagram.nodes() if n.bounds is None]
    tied = _tied(at) if any(at.is_wanted(n) and n.family not in FLOW_NODES for n in lost) else set()
    for container in dict.fromkeys(n.parent for n in lost if n.parent is not None):
        members = query.children(at.diagram, container)
        plane = next((n.plane for n in members if n.plane is not None and n.family != ANCHOR), None)
        plane = plane or next((n.plane for n in members if n.plane is not None), None) or _lines(at, container)
        if plane is None or _is_closed(at.diagram.node(container)):
            continue
        missed = [n for n in members if n.bounds is None and _is_missed(at, n, tied)]
        around = bounding(_shown(at, plane))
        x, y = (around.x, around.bottom + GAP) if around else (START, START)
        at.put_rows(missed, plane, x, y)
        at.put_boundary_events(members, plane)


def _lines(at: Placing, container: str) -> str | None:
    """The diagram on which the lines of a container are drawn, though nothing that they join is."""
    return next((f.plane for f in at.diagram.flows() if f.parent == container and f.plane is not None), None)


def _shown(at: Placing, plane: str) -> Iterator[Rect]:
    drawn = query.drawn_on(at.diagram, plane)
    return (r.bounds for r in drawn if isinstance(r, Node) and r.plane == plane and r.bounds is not None)


def _is_missed(at: Placing, node: Node, tied: set[str]) -> bool:
    """Whether something was not left out on purpose: a step, what is tied to one, what has a shape without a place."""
    if node.plane is not None:
        return node.host is None and (at.is_wanted(node) or node.family == ANCHOR)
    return at.is_wanted(node) and (node.family in FLOW_NODES or node.id in tied)


def _tied(at: Placing) -> set[str]:
    """Data and notes that flows tie to steps."""
    found: set[str] = set()
    for flow in at.diagram.flows():
        for one, other in ((flow.source, flow.target), (flow.target, flow.source)):
            step, tied = at.diagram.get(other), at.diagram.get(one)
            if step is not None and step.family in FLOW_NODES and tied is not None and tied.family not in FLOW_NODES:
                found.add(one)
    return found


def _is_closed(container: Node) -> bool:
    """Whether a container shows nothing of what it holds; a sub-process that is not drawn at all does not."""
    return container.family == SUBPROCESS and (container.plane is None or not container.trait("expanded"))


# -- flows -------------------------------------------------------------------------------------------------------------


def _flows(at: Placing) -> None:
    """Draw flows between drawn ends that have no line; associations of data only where all was arranged, an end of
    them, or no line is drawn at all. The messages of a choreography are no lines: its tasks stand for them (BPMN 2.0,
    11.4.1)."""
    diagram = at.diagram
    kept = not at.whole and any(len(flow.points) > 1 for flow in diagram.flows())
    for flow in sorted(diagram.flows(), key=lambda f: isinstance(diagram.get(f.source) or diagram.get(f.target), Flow)):
        container = diagram.get(flow.parent)
        if container is not None and container.kind == "choreography" and flow.kind == "messageFlow":
            continue
        ends = {flow.source, flow.target}
        left_out = kept and "Assoc" in flow.kind and flow.plane is None and at.placed.keys().isdisjoint(ends)
        if len(flow.points) > 1 or left_out:
            continue
        source, target = at.now(flow.source), at.now(flow.target)
        first, last = _middle(source), _middle(target)
        if source is None or target is None or first is None or last is None:
            continue
        if source.plane != target.plane or flow.plane not in (None, source.plane):
            continue
        at.note(flow.but(plane=source.plane, points=(first, last)))


def _middle(end: Record | None) -> Point | None:
    """The middle of a drawn node or flow."""
    if end is None or end.plane is None or end.family == PLANE:
        return None
    if isinstance(end, Flow):
        return along(end.points) if len(end.points) > 1 else None
    return end.bounds.center if end.bounds is not None else None
