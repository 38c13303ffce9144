"""The pictures of maps in documents: the marks of each diagram in pieces that may or may not be cut, with numbers.

In a job description the party's steps stand out; in documents about a process all is drawn alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapper.analysis.mandates import one_line
from mapper.document.blocks import Block, Figure, Head, Leaving, Shape, Tag, Text, plain
from mapper.document.sections.brief import Brief
from mapper.document.sections.context import Context, Topic
from mapper.document.words import job as w
from mapper.document.words import process as pw
from mapper.draw.marks import Marks
from mapper.draw.marks import Text as Lettered
from mapper.draw.pictures.sheet import extent, sheet
from mapper.draw.shapes.activities import is_frame
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node
from mapper.model.texts.type_size import sizes

_CAPTIONS = (w.OVERVIEW_CAPTION, w.CELL_CAPTION, w.PART_CAPTION, w.GOES_CAPTION)
"""In the order of Figure's fields after `caption`."""
_MARGIN = 12.0
"""Paper around the map, pixels: half a shape's stroke and an arrowhead fit."""


def figures(brief: Brief) -> Iterator[Block]:
    """One figure for each diagram that shows a step of the role; a sentence where none does."""
    steps = [step.node for step in brief.holds.steps()]
    yield from _pictures(brief, steps, _emphasis(brief), w.MAP_CAPTION)


def maps(topic: Topic) -> Iterator[Block]:
    """One figure for each diagram that shows a step of the process, and all of it; a sentence where none does."""
    yield from _pictures(topic, topic.steps, None, pw.MAP_CAPTION)


def alone(context: Context, plane: Node, sheets: int, crop: bool, selection: frozenset[str] | None) -> Figure | None:
    """A diagram on pages of its own, or some records of it with what lies in them and the flows between them; None
    where there is nothing to show."""
    chosen = _with_contents(context.diagram, selection) if selection is not None else None
    steps = [n for id in context.numbers if isinstance(n := context.diagram.get(id), Node)]
    tags = tuple(tag for step in steps if chosen is None or step.id in chosen for tag in _tags(context, [step], plane))
    found = _figure(context, plane, tags, None, pw.MAP_CAPTION, chosen)
    return replace(found, sheets=sheets, crop=crop) if found.shapes else None


def _with_contents(diagram: Diagram, ids: frozenset[str]) -> frozenset[str]:
    nodes = dict.fromkeys(ids)
    for id in ids:
        record = diagram.get(id)
        ref = record.ref if isinstance(record, Node) and record.family == POOL else None
        lane = query.members(diagram, id) if record is not None and record.family == LANE else []
        nodes |= dict.fromkeys(r.id for inner in (id, ref) if inner for r in query.contents(diagram, inner))
        nodes |= dict.fromkeys(r.id for r in lane)
    nodes |= dict.fromkeys(event.id for id in [*nodes] for event in query.boundary_events(diagram, id))
    flows = (flow.id for flow in diagram.flows() if flow.source in nodes and flow.target in nodes)
    return frozenset((*nodes, *flows))


def _pictures(
    context: Context, steps: Iterable[Node], emphasis: frozenset[str] | None, caption: str
) -> Iterator[Block]:
    drawn = False
    for plane in query.planes(context.diagram):
        tags = tuple(_tags(context, steps, plane))
        if tags:
            drawn = True
            yield _figure(context, plane, tags, emphasis, caption)
    if not drawn:
        yield Text(plain(context.t(w.NO_PICTURE)))


def _figure(
    context: Context, plane: Node, tags: tuple[Tag, ...], emphasis: frozenset[str] | None, caption: str,
    only: frozenset[str] | None = None,
) -> Figure:  # fmt: skip
    painted = sheet(context.diagram, plane.id, badges=False, emphasis=emphasis, margin=_MARGIN)
    title = one_line(plane.name) or context.process_name(query.process_of(context.diagram, plane.ref))
    told, overview, cell, part, goes = (context.t(one).replace("{map}", title) for one in (caption, *_CAPTIONS))
    shapes = tuple(shape for id, marks in painted.marks if (only is None or id in only)
                   and (shape := _shape(context.diagram, plane, id, marks)))  # fmt: skip
    box = painted.box if only is None else (bounding(s.box for s in shapes) or painted.box).grown(_MARGIN)
    normal = sizes(context.diagram, plane.id).label
    return Figure(
        shapes, box, tags, _heads(context, plane), _leavings(context, plane), normal,
        emphasis is not None, told, overview, cell, part, goes,
    )  # fmt: skip


def _shape(diagram: Diagram, plane: Node, id: str, marks: Marks) -> Shape | None:
    """The marks of a record as one piece; a frame and a line may be cut, what else there is, and words, may not."""
    box = extent(marks)
    if box is None:
        return None
    record = diagram.get(id)
    line = isinstance(record, Flow) and not any(isinstance(mark, Lettered) for mark in marks)
    return Shape(marks, box, whole=not (line or (isinstance(record, Node) and _is_frame(record, plane))))


def _is_frame(node: Node, plane: Node) -> bool:
    """Whether others lie inside the node on this diagram."""
    if node.family in (POOL, LANE) or node.kind == "group":
        return True
    return is_frame(node) and node.plane == plane.id


def _tags(context: Context, steps: Iterable[Node], plane: Node) -> Iterator[Tag]:
    for step in steps:
        for bounds in _boxes(step, plane):
            yield Tag(bounds, context.numbers[step.id])


def _heads(context: Context, plane: Node) -> tuple[Head, ...]:
    """The pools and lanes, outermost first, so that a part can say in which it lies."""
    found: list[Head] = []
    for node in context.diagram.nodes():
        if node.family not in (POOL, LANE) or not node.name.strip():
            continue
        horizontal = query.is_horizontal(context.diagram, node.id)
        found += [Head(one_line(node.name), box, horizontal, node.family == POOL) for box in _boxes(node, plane)]
    return tuple(found)


def _leavings(context: Context, plane: Node) -> tuple[Leaving, ...]:
    """Each flow's line, and what is said of where it leads."""
    found = []
    for flow in context.diagram.flows():
        target = context.diagram.get(flow.target)
        if not isinstance(target, Node) or not flow.sort.carries:
            continue
        box = next(iter(_boxes(target, plane)), None)
        lines = [shown.points for shown in query.depictions(flow, plane.id) if isinstance(shown, Flow)]
        points = lines[0] if lines else ()
        if box is not None and len(points) > 1:
            found.append(Leaving(points, box, context.numbers.get(target.id) or _next(context, target)))
    return tuple(found)


def _next(context: Context, node: Node) -> str:
    """The number of the step that something without a number leads to, where it is just one; else its name."""
    at, seen = node, {node.id}
    while at.id not in context.numbers:
        flows = query.outgoing(context.diagram, at.id)
        after = context.diagram.get(flows[0].target) if len(flows) == 1 else None
        if not isinstance(after, Node) or after.id in seen:
            return one_line(node.name)
        seen.add(after.id)
        at = after
    return context.numbers[at.id]


def _boxes(node: Node, plane: Node) -> list[Rect]:
    """Where a node is drawn on a diagram."""
    shown = query.depictions(node, plane.id)
    return [one.bounds for one in shown if isinstance(one, Node) and one.bounds is not None]


def _emphasis(brief: Brief) -> frozenset[str]:
    """What is drawn in full: the steps, what else is owned, the lanes and pools around them, the flows at them."""
    diagram = brief.diagram
    nodes = {s.node.id for s in brief.holds.steps()} | set(brief.holds.owned)
    nodes |= {lane.id for s in brief.holds.steps() for lane in query.lanes_above(diagram, s.node.id)}
    nodes |= {pool.id for s in brief.holds.steps() if (pool := query.pool_of(diagram, s.node.id))}
    frames = {n.id for n in diagram.nodes() if n.family in (LANE, POOL)}
    flows = {f.id for f in diagram.flows() if _touches(f, nodes - frames)}
    return frozenset(nodes | flows)


def _touches(flow: Flow, nodes: set[str]) -> bool:
    return flow.source in nodes or flow.target in nodes
