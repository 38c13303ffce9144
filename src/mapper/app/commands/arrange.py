"""Automatic layout: of the diagram in front, of a pool or sub-process in place, of the selection."""

from __future__ import annotations

from collections.abc import Callable

from mapper.app.commands.context import Command, Context, opened
from mapper.app.commands.map import ARRANGE
from mapper.app.session.arrange import refuse_deep
from mapper.arrange import verbs
from mapper.edit.effects import readonly
from mapper.model import query
from mapper.model.kinds import POOL, SUBPROCESS
from mapper.model.records import Flow, Node
from mapper.text import N_, _


def everything(order_lanes: bool) -> Callable[[Context], None]:
    """Lay out all of the diagram in front."""

    def run(context: Context) -> None:
        _refuse_deep(context)
        plane = context.plane
        context.glide(DOING, lambda diagram: verbs.everything(diagram, plane, order_lanes))

    return run


def around(context: Context) -> None:
    """Lay out the pool or sub-process that is selected, or that the selection stands in."""
    _refuse_deep(context)
    frame = _frame(context)
    if frame is not None:
        id = frame.id
        context.glide(DOING, lambda diagram: verbs.inside(diagram, id))


def selection(context: Context) -> None:
    """Lay out the selected steps among themselves."""
    _refuse_deep(context)
    ids = context.selection
    context.glide(DOING, lambda diagram: verbs.selection(diagram, ids))


def hindrance(context: Context) -> str:
    """Why nothing of the diagram in front can be arranged, as shown; "" when it can, or when there is none."""
    if context.session is None or context.plane is None:
        return ""
    said = readonly.why_plane(context.session.diagram, context.plane)
    if said is not None:
        return _(said.reason)
    drawn = context.session.diagram.index.is_named("plane", context.plane)
    return "" if drawn else _("There is nothing on the map yet.")


def can_arrange(context: Context) -> bool:
    """Whether there is something in front that can be arranged."""
    return context.session is not None and not hindrance(context)


def has_frame(context: Context) -> bool:
    """Whether a pool or open sub-process is selected, or stands around what is."""
    return context.session is not None and _frame(context) is not None


def has_steps(context: Context) -> bool:
    """Whether at least two steps are selected."""
    if context.session is None or len(context.selection) < 2:
        return False
    found = (context.session.diagram.get(id) for id in context.selection)
    return sum(isinstance(one, Node) and one.sort.is_flow_element for one in found) > 1


def _without_frame(context: Context) -> str:
    return hindrance(context) or _("Select a pool or an open sub-process, or something in one.")


def _without_steps(context: Context) -> str:
    return hindrance(context) or _("Select at least two steps.")


def _frame_named(context: Context) -> str:
    """Arranging a part, by what the part is."""
    frame = _frame(context) if context.session is not None else None
    if frame is None:
        return _(POOL_TEXT)
    return _("Arrange this pool") if frame.family == POOL else _("Arrange this sub-process")


def _refuse_deep(context: Context) -> None:
    """Raise MapperError where the sub-processes of the map in front are nested too deep."""
    refuse_deep(opened(context).diagram.records())


def _frame(context: Context) -> Node | None:
    """The pool or open sub-process that is selected, or that stands around what is on the same diagram."""
    diagram, id = opened(context).diagram, next(iter(context.selection), None)
    record = diagram.get(id)
    if isinstance(record, Flow):
        record = diagram.get(record.source)
    at, plane = record, record.plane if record is not None else None
    while isinstance(at, Node):
        if at.plane == plane and (at.family == POOL or (at.family == SUBPROCESS and at.trait("expanded"))):
            return at
        at = diagram.get(at.parent)
    pool = query.pool_of(diagram, id) if id is not None else None
    return pool if pool is not None and pool.plane == plane else None


DOING = N_("Arranging the map…")
POOL_TEXT = N_("Arrange pool or sub-process")

COMMANDS = (
    Command("arrange.all", N_("Arrange everything"), everything(False), ("Ctrl+Shift+A",), can_arrange, "arrange",
            ARRANGE, "arrange", why=hindrance),
    Command("arrange.lanes", N_("Arrange everything, lanes where flows cross least"), everything(True), (), can_arrange,
            "", ARRANGE, "arrange", why=hindrance),
    Command("arrange.pool", POOL_TEXT, around, (), lambda c: has_frame(c) and can_arrange(c), "", ARRANGE, "arrange",
            why=_without_frame, now=_frame_named),
    Command("arrange.selection", N_("Arrange selection"), selection, (), lambda c: has_steps(c) and can_arrange(c), "",
            ARRANGE, "arrange", why=_without_steps),
)  # fmt: skip
