"""What comes onto a map by a command: appended to a step, created where there is room, joined to something."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mapper.app.commands import offers
from mapper.app.commands.context import (
    Command,
    Context,
    has_map,
    needs_one,
    only,
    only_node,
    opened,
    refuse_read_only,
)
from mapper.app.commands.offers import Offer
from mapper.edit.effects import rules
from mapper.edit.effects.free_spot import free_place
from mapper.edit.verbs import connect, create
from mapper.model.geometry import Point
from mapper.model.kinds import CONVERSATION, DATA, FLOW_NODES, POOL
from mapper.model.records import Flow, Node
from mapper.text import N_, _

MENU = N_("Add")


def made(context: Context, id: str) -> None:
    """What every command does with what it has made: it is selected, brought into view, and its name is typed."""
    context.select([id])
    context.edit_label(id)


def append(context: Context, kind: str | None = None) -> None:
    """Put a new shape behind the selected one, joined to it; without a kind the likely one."""
    diagram, source = opened(context).diagram, context.selection[0]
    traits: create.Traits = {}
    if kind is None:
        kind, traits = create.likely_next(diagram.node(source))
    made(context, create.append(diagram, source, kind, traits))


def choose_append(context: Context) -> None:
    """Choose by typing what comes next."""
    refuse_read_only(context)
    diagram, source = opened(context).diagram, context.selection[0]

    def then(offer: Offer) -> None:
        if offer.value == "textAnnotation":
            made(context, create.annotation(diagram, source))
        else:
            made(context, create.append(diagram, source, offer.value, offer.traits or None))

    context.offer(_("Append…"), offers.after_step(only_node(context)), then)


def insert(context: Context) -> None:
    """Put a task into the selected flow."""
    made(context, create.insert(opened(context).diagram, context.selection[0], "task"))


def choose_insert(context: Context) -> None:
    """Choose by typing what goes into the selected flow."""
    refuse_read_only(context)
    diagram, flow = opened(context).diagram, context.selection[0]

    def then(offer: Offer) -> None:
        made(context, create.insert(diagram, flow, offer.value, None, offer.traits or None))

    context.offer(_("Insert into the flow…"), offers.into_flow(), then)


def choose_boundary(context: Context) -> None:
    """Choose by typing which event sits on the border of the selected step."""
    refuse_read_only(context)
    diagram, host = opened(context).diagram, context.selection[0]

    def then(offer: Offer) -> None:
        event = str(offer.traits.get("event", ""))
        made(context, create.boundary(diagram, host, event, None, offer.traits))

    fit = [offer for offer in offers.on_border() if rules.can_attach(diagram, host, str(offer.traits.get("event", "")))]
    context.offer(_("Event on its border…"), fit, then)


def choose_new(context: Context) -> None:
    """Choose by typing what to put on the map; it stands where there is room near the middle of the view."""
    refuse_read_only(context)

    def then(offer: Offer) -> None:
        if context.plane is not None:
            diagram, place = opened(context).diagram, _free_place(context)
            made(context, create.shape(diagram, offer.value, place, context.plane, offer.traits or None))

    context.offer(_("Create…"), offers.anything(), then)


def annotate(context: Context) -> None:
    """Put a note beside what is selected."""
    made(context, create.annotation(opened(context).diagram, context.selection[0]))


def choose_partner(context: Context) -> None:
    """Choose by typing where the flow from the selected thing leads."""
    refuse_read_only(context)
    diagram, source = opened(context).diagram, context.selection[0]
    context.give_up()

    def then(offer: Offer) -> None:
        connect.flow(diagram, source, offer.value)

    context.offer(_("Connect to…"), offers.partners(diagram, context.plane or "", source), then)


def can_append(context: Context) -> bool:
    """Whether a sequence flow may leave the one selected shape (BPMN 2.0, 7.6.1: never an end event)."""
    node = only_node(context)
    return node is not None and node.sort.is_flow_node and node.kind != "endEvent"


def can_insert(context: Context) -> bool:
    """Whether one sequence flow is selected."""
    record = only(context)
    return isinstance(record, Flow) and record.kind == "sequenceFlow" and record.plane is not None


def can_bear(context: Context) -> bool:
    """Whether one thing is selected on whose border events may sit."""
    node = only_node(context)
    return node is not None and bool(rules.can_attach(opened(context).diagram, node.id))


def can_annotate(context: Context) -> bool:
    """Whether one thing is selected that a note can be tied to."""
    record = only(context)
    return isinstance(record, Flow) or (isinstance(record, Node) and record.kind != "textAnnotation")


def can_connect(context: Context) -> bool:
    """Whether one thing is selected that a line may leave."""
    node = only_node(context)
    ends = FLOW_NODES | {DATA, POOL, CONVERSATION}
    return node is not None and (node.family in ends or node.kind == "textAnnotation")


def _free_place(context: Context) -> Point:
    """At the beginning of the selected lane, pool or open sub-process, behind what stands there; else near the
    middle of the view."""
    middle = Point(*(round(v / 10) * 10 for v in context.middle))
    return free_place(opened(context).diagram, context.plane, only_node(context), middle)


def _append(name: str, text: str, kind: str | None, icon: str, keys: tuple[str, ...] = ()) -> Command:
    run: Callable[[Context], None] = partial(append, kind=kind)
    return Command(
        f"append.{name}", text, run, keys, can_append, icon, MENU, "append", why=needs_one, pull=kind or "task"
    )


COMMANDS = (
    _append("task", N_("Append task"), None, "append", ("A",)),
    _append("gateway", N_("Append gateway"), "exclusiveGateway", "exclusive-gateway"),
    _append("event", N_("Append intermediate event"), "intermediateThrowEvent", "intermediate-event"),
    _append("end", N_("Append end event"), "endEvent", "end-event"),
    Command("append.other", N_("Append something else…"), choose_append, ("Shift+A",), can_append, "append", MENU,
            "append", why=needs_one),
    Command("insert.task", N_("Insert task into the flow"), insert, ("A",), can_insert, "append", MENU, "append"),
    Command("insert.other", N_("Insert something else into the flow…"), choose_insert, ("Shift+A",), can_insert,
            "append", MENU, "append"),
    Command("append.boundary", N_("Event on its border…"), choose_boundary, ("B",), can_bear, "boundary-event", MENU,
            "append", why=needs_one),
    Command("append.annotation", N_("Add annotation"), annotate, (), can_annotate, "annotation", MENU, "append",
            pull="textAnnotation"),
    Command("append.partner", N_("Connect to…"), choose_partner, ("Shift+C",), can_connect, "connect", MENU, "append",
            why=needs_one),
    Command("create.other", N_("Create…"), choose_new, ("N",), has_map, "new", MENU, "create"),
)  # fmt: skip
