"""What is kept without being drawn: flows whose ends are on two diagrams, and what is tied to them."""

from __future__ import annotations

from mapper.edit.effects.before import Before
from mapper.model.diagram import Diagram
from mapper.model.kinds import TRAITS
from mapper.model.records import Flow, Record
from mapper.route import router

_SHOWN = {"fill", "stroke", "color", "envelope"}
"""Traits of shapes and edges, not of what these show."""


def hidden(record: Record) -> Record:
    """The record with nothing left of how it was drawn: a file tells that with its shape or edge only."""
    cleared = record.but(plane=None, label=None)
    for key in _SHOWN & record.traits.keys():
        cleared = cleared.with_trait(key, TRAITS[key].default)
    return cleared.but(points=()) if isinstance(cleared, Flow) else cleared.but(bounds=None)


def undraw_between(diagram: Diagram, inner: list[Record]) -> None:
    """Keep flows whose ends are on two diagrams now, and what is tied to them, without drawing them anywhere."""
    todo = [flow for record in inner for flow in diagram.index.flows_at(record.id)]
    while todo:
        flow = diagram.flow(todo.pop())
        ends = (diagram.get(flow.source), diagram.get(flow.target))
        if flow.plane is not None and any(end is not None and end.plane != flow.plane for end in ends):
            diagram.put(hidden(flow))
            todo += diagram.index.flows_at(flow.id)


def draw_between(diagram: Diagram, plane: str | None, inner: list[Record], was: Before) -> None:
    """Lay the flows anew whose ends were on two diagrams and are on one now, then what is tied to them."""
    known = {record.id for record in inner}
    todo = [flow for record in inner for flow in diagram.index.flows_at(record.id)]
    while todo:
        flow = diagram.flow(todo.pop())
        ends = (diagram.get(flow.source), diagram.get(flow.target))
        if flow.id not in known and all(end is not None and end.plane == plane for end in ends):
            known.add(flow.id)
            diagram.put(flow.but(plane=plane, points=router.route(diagram, flow)))
            was.draw(diagram, flow.id)
            todo += diagram.index.flows_at(flow.id)
