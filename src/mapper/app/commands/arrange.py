"""Automatic layout: of the diagram in front, of a pool or sub-process in place, of the selection."""

from __future__ import annotations

from collections.abc import Callable

from mapper.app.arrange import refuse_deep
from mapper.app.commands.context import Command, Context, has_map, opened
from mapper.app.commands.map import ARRANGE
from mapper.draw import labels
from mapper.edit.arrange import verbs
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import DATA, FLOW_NODES, POOL, SUBPROCESS
from mapper.model.records import Flow, Node
from mapper.text import N_


def everything(order_lanes: bool) -> Callable[[Context], None]:
    """Lay out all of the diagram in front."""

    def run(context: Context) -> None:
        diagram, plane = _flat(context), context.plane
        context.glide(lambda: verbs.everything(diagram, labels.size, plane, order_lanes))

    return run


def around(context: Context) -> None:
    """Lay out the pool or sub-process that is selected, or that the selection stands in."""
    diagram = _flat(context)
    frame = _frame(diagram, context.selection[0])
    if frame is not None:
        context.glide(lambda: verbs.inside(diagram, labels.size, frame))


def selection(context: Context) -> None:
    """Lay out the selected steps among themselves."""
    diagram, ids = _flat(context), context.selection
    context.glide(lambda: verbs.selection(diagram, labels.size, ids))


def has_frame(context: Context) -> bool:
    """Whether a pool or open sub-process is selected, or stands around what is."""
    if context.session is None or not context.selection:
        return False
    return _frame(context.session.diagram, context.selection[0]) is not None


def has_steps(context: Context) -> bool:
    """Whether at least two steps are selected."""
    if context.session is None or len(context.selection) < 2:
        return False
    found = (context.session.diagram.get(id) for id in context.selection)
    return sum(isinstance(one, Node) and one.family in FLOW_NODES | {DATA} for one in found) > 1


def _flat(context: Context) -> Diagram:
    """The map in front, whose sub-processes are not nested too deep. Raises MapperError."""
    diagram = opened(context).diagram
    refuse_deep(diagram.records())
    return diagram


def _frame(diagram: Diagram, id: str) -> str | None:
    """The pool or open sub-process that a record is, or that stands around it on the same diagram."""
    record = diagram.get(id)
    if isinstance(record, Flow):
        record = diagram.get(record.source)
    at, plane = record, record.plane if record is not None else None
    while isinstance(at, Node):
        if at.plane == plane and (at.family == POOL or (at.family == SUBPROCESS and at.trait("expanded"))):
            return at.id
        at = diagram.get(at.parent)
    pool = query.pool_of(diagram, id)
    return pool.id if pool is not None and pool.plane == plane else None


COMMANDS = (
    Command("arrange.all", N_("Arrange everything"), everything(False), ("Ctrl+Shift+A",), has_map, "", ARRANGE,
            "arrange"),
    Command("arrange.lanes", N_("Arrange everything and order the lanes"), everything(True), (), has_map, "", ARRANGE,
            "arrange"),
    Command("arrange.pool", N_("Arrange pool or sub-process"), around, (), has_frame, "", ARRANGE, "arrange"),
    Command("arrange.selection", N_("Arrange selection"), selection, (), has_steps, "", ARRANGE, "arrange"),
)  # fmt: skip
