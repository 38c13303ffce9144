"""The pictures of a job description: each diagram with the party's steps, drawn so that they stand out."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis.mandates import one_line
from mapper.document.blocks import Block, Figure, Tag, Text, plain
from mapper.document.sections.brief import Brief
from mapper.document.words import job as w
from mapper.draw.sheet import sheet
from mapper.model import query
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node

_CAPTIONS = (
    w.MAP_CAPTION, w.OVERVIEW_CAPTION, w.ENLARGED_CAPTION, w.CELL_CAPTION, w.PART_CAPTION, w.TOO_LARGE_CAPTION,
)  # fmt: skip
"""In the order of Figure's fields."""
_MARGIN = 12.0
"""Paper around the map, pixels: half a shape's stroke and an arrowhead fit."""


def figures(brief: Brief) -> Iterator[Block]:
    """One figure for each diagram that shows a numbered step; a sentence where none does."""
    drawn = False
    for plane in query.planes(brief.diagram):
        tags = tuple(_tags(brief, plane))
        if tags:
            drawn = True
            yield _figure(brief, plane, tags)
    if not drawn:
        yield Text(plain(brief.t(w.NO_PICTURE)))


def _figure(brief: Brief, plane: Node, tags: tuple[Tag, ...]) -> Figure:
    painted = sheet(brief.diagram, plane.id, badges=False, emphasis=_emphasis(brief), margin=_MARGIN)
    marks = tuple(mark for _id, of_record in painted.marks for mark in of_record)
    captions = (brief.t(caption).replace("{map}", _title(brief, plane)) for caption in _CAPTIONS)
    return Figure(marks, painted.box, tags, *captions)


def _title(brief: Brief, plane: Node) -> str:
    """The diagram's name, else the name of what it shows."""
    process = query.process_of(brief.diagram, plane.ref)
    names = [brief.process(p) for p in brief.holds.processes if p.node == process or process is None]
    return one_line(plane.name) or brief.listed(names) or brief.t(w.UNNAMED_PROCESS)


def _tags(brief: Brief, plane: Node) -> Iterator[Tag]:
    for step in brief.holds.steps():
        for shown in query.depictions(step.node, plane.id):
            if isinstance(shown, Node) and shown.bounds is not None:
                yield Tag(shown.bounds, step.number)


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
