"""The Map menu and those inside it: lanes, lining up, opening and closing sub-processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from mapper.app.commands import offers
from mapper.app.commands.append import made
from mapper.app.commands.context import Command, Context, has_map, needs_one, only_node, opened, refuse_read_only
from mapper.app.commands.offers import Offer
from mapper.app.session import arrange
from mapper.edit.effects.grow import is_phase
from mapper.edit.structure import closing, lanes, phases
from mapper.edit.structure.pools import drawn_pools
from mapper.edit.verbs import align, move, owner, replace, tidy
from mapper.model import query
from mapper.model.details import DETAILS
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, POOL, SUBPROCESS
from mapper.model.records import Node, Record
from mapper.text import N_, _, ngettext

MENU = N_("Map")
LANES, ARRANGE, ALIGN, STEP, TEXT = N_("Lanes"), N_("Arrange"), N_("Align"), N_("Step"), N_("Text")
"""Menus inside it, so that it stays short enough for a small screen."""


PARTS = (2, 3, 4, 5, 6, 8)
"""Into how many lanes one is divided, as offered."""


def add_lane(where: lanes.Where) -> Callable[[Context], None]:
    """Add a lane and have its name typed."""

    def run(context: Context) -> None:
        id = lanes.add(opened(context).diagram, context.selection[0], where)
        made(context, id)

    return run


def split(context: Context) -> None:
    """Divide the selected lane or pool in two and have the first part typed that has no name yet."""
    diagram = opened(context).diagram
    parts = lanes.split(diagram, context.selection[0])
    made(context, next(part for part in parts if not diagram.node(part).name))


def choose_parts(context: Context) -> None:
    """Choose in how many lanes the selected lane or pool is divided."""
    refuse_read_only(context)
    diagram, id = opened(context).diagram, context.selection[0]

    def then(offer: Offer) -> None:
        parts = lanes.split(diagram, id, offer.value)
        made(context, next((part for part in parts if not diagram.node(part).name), parts[0]))

    offered = [
        Offer(ngettext("{count} lane", "{count} lanes", count).format(count=count), count, "lane") for count in PARTS
    ]
    context.offer(_("Divide into…"), offered, then)


def _turned(upright: str, lying: str) -> Callable[[Context], str]:
    """A name that says left and right where lanes stand side by side."""
    return lambda context: _(upright) if _stands_upright(context) else _(lying)


def _stands_upright(context: Context) -> bool:
    """Whether what is selected is a vertical pool or lane, or stands in one."""
    if context.session is None or not context.selection:
        return False
    diagram = context.session.diagram
    node = diagram.get(context.selection[0])
    if isinstance(node, Node) and node.family not in (LANE, POOL):
        node = diagram.get(node.lane)
    return isinstance(node, Node) and node.family in (LANE, POOL) and not node.trait("horizontal")


def move_lane(by: int) -> Callable[[Context], None]:
    """Move the selected lane among its neighbours, or the selected steps to the next lane."""

    def run(context: Context) -> None:
        if is_lane(context):
            lanes.move(opened(context).diagram, context.selection[0], by)
        else:
            move.to_lane(opened(context).diagram, context.selection, by)

    return run


def align_to(edge: align.Edge) -> Callable[[Context], None]:
    """Line up what is selected."""
    return lambda context: align.align_to(opened(context).diagram, context.selection, edge)


def distribute(axis: Literal["x", "y"]) -> Callable[[Context], None]:
    """Make the gaps between what is selected equal."""
    return lambda context: align.distribute(opened(context).diagram, context.selection, axis)


def same_size(context: Context) -> None:
    """Make the selected steps as large as the one that was selected first."""
    align.same_size(opened(context).diagram, context.selection)


def can_resize(context: Context) -> bool:
    """Whether at least two steps are selected that may have another size."""
    return context.session is not None and len(align.resizable(context.session.diagram, context.selection)) > 1


def choose_owner(context: Context) -> None:
    """Choose by typing who is accountable for what is selected."""
    refuse_read_only(context)
    diagram, ids = opened(context).diagram, [record.id for record in _owned(context)]
    then: Callable[[Offer], None] = lambda offer: owner.set_owner(diagram, ids, offer.value)  # noqa: E731
    context.offer(_("Owner…"), offers.owners(diagram), then)


def can_own(context: Context) -> bool:
    """Whether anything is selected that somebody can be accountable for, and somebody is on the map."""
    return bool(_owned(context)) and bool(query.parties(opened(context).diagram))


def _without_owner(context: Context) -> str:
    if not _owned(context):
        return _("Select one step first.")
    return _("Nobody is on the map yet: open “People and roles” and add somebody.")


def _owned(context: Context) -> list[Record]:
    """What of the selection can have an owner."""
    if context.session is None:
        return []
    found = (context.session.diagram.get(id) for id in context.selection)
    return [record for record in found if record is not None and record.family in DETAILS["owner"].families]


def collapse(context: Context) -> None:
    """Close the selected sub-process."""
    replace.collapse(opened(context).diagram, context.selection[0])


def expand(context: Context) -> None:
    """Open the selected sub-process."""
    replace.expand(opened(context).diagram, context.selection[0])


def add_phase(context: Context) -> None:
    """Add a phase behind the selected one, or to the selected pool, and have its name typed."""
    made(context, phases.add(opened(context).diagram, context.selection[0]))


def choose_phases(context: Context) -> None:
    """Choose in how many phases the selected pool is divided."""
    refuse_read_only(context)
    diagram, id = opened(context).diagram, context.selection[0]
    offered = [
        Offer(ngettext("{count} phase", "{count} phases", count).format(count=count), count, "group") for count in PARTS
    ]
    context.offer(_("Divide into…"), offered, lambda offer: made(context, phases.divide(diagram, id, offer.value)[0]))


def may_have_phase(context: Context) -> bool:
    """Whether one open pool or one phase is selected."""
    node = only_node(context)
    return is_open_pool(context) or (node is not None and is_phase(node))


def close_pool(context: Context) -> None:
    """Close the selected pool to its band."""
    hidden = closing.collapse(opened(context).diagram, context.selection[0])
    if hidden:
        told = ngettext(
            "{count} flow to its inside is not drawn while the pool is closed.",
            "{count} flows to its inside are not drawn while the pool is closed.",
            hidden,
        )
        context.tell(told.format(count=hidden))


def open_pool(context: Context) -> None:
    """Open the selected closed pool."""
    closing.expand(opened(context).diagram, context.selection[0])


def turn_map(context: Context) -> None:
    """Read the diagram in front the other way."""
    plane = context.plane
    if plane is not None:
        context.glide(N_("Turning the map…"), lambda diagram: _turn(diagram, plane))


def _turn(diagram: Diagram, plane: str) -> None:
    """Turn a diagram, and lay its flows together."""
    with diagram.transaction(_("Turn map")):
        closing.turn(diagram, plane)
        tidy.flows(diagram, None, plane)


def is_open_pool(context: Context) -> bool:
    """Whether one pool is selected that shows its process."""
    node = only_node(context)
    return node is not None and node.family == POOL and node.ref is not None and bool(node.trait("expanded"))


def is_closed_pool(context: Context) -> bool:
    """Whether one pool is selected that hides what happens inside."""
    node = only_node(context)
    hidden = node is not None and node.family == POOL and (node.ref is None or not node.trait("expanded"))
    return hidden and node is not None and not node.trait("band")


def has_pool(context: Context) -> bool:
    """Whether the diagram in front has a pool."""
    return context.session is not None and bool(drawn_pools(context.session.diagram, context.plane or ""))


def choose_kind(context: Context) -> None:
    """Choose by typing what the selected thing becomes."""
    refuse_read_only(context)
    diagram, node = opened(context).diagram, only_node(context)
    if node is not None:
        id = node.id
        then: Callable[[Offer], None] = lambda offer: _change_kind(diagram, id, offer)  # noqa: E731
        context.offer(_("Change to…"), offers.instead_of(node), then)


def _change_kind(diagram: Diagram, id: str, offer: Offer) -> None:
    replace.kind(diagram, id, offer.value, offer.traits or None)


def has_kind(context: Context) -> bool:
    """Whether one thing is selected that can become another kind of thing."""
    node = only_node(context)
    return node is not None and node.sort.is_flow_element


def go_inside(context: Context) -> None:
    """Show the diagram that shows what the selected step or closed pool holds; a closed sub-process without one gets
    it."""
    node = only_node(context)
    if node is not None and has_inside(context):
        context.show_plane(_inside(context) or arrange.inside(opened(context).diagram, node.id, context.plane))


def has_inside(context: Context) -> bool:
    """Whether a diagram of its own shows what the one selected thing holds, or may do so."""
    return _inside(context) is not None or is_closed(context)


def _inside(context: Context) -> str | None:
    node = only_node(context)
    if node is None:
        return None
    shown = node.ref if node.family == POOL else node.id
    return query.inner_plane(opened(context).diagram, shown or "", context.plane)


def is_lane(context: Context) -> bool:
    """Whether one lane is selected."""
    node = only_node(context)
    return node is not None and node.family == LANE


def in_lane(context: Context) -> bool:
    """Whether a lane is selected, or steps that stand in lanes."""
    if context.session is None:
        return False
    found = (context.session.diagram.get(id) for id in context.selection)
    return is_lane(context) or any(isinstance(one, Node) and one.lane is not None for one in found)


def is_lane_or_pool(context: Context) -> bool:
    """Whether one lane or pool is selected."""
    node = only_node(context)
    return node is not None and node.family in (LANE, POOL)


def is_open(context: Context) -> bool:
    """Whether one sub-process is selected that shows what it holds."""
    node = only_node(context)
    return node is not None and node.family == SUBPROCESS and bool(node.trait("expanded"))


def is_closed(context: Context) -> bool:
    """Whether one sub-process is selected that hides what it holds."""
    node = only_node(context)
    return node is not None and node.family == SUBPROCESS and not node.trait("expanded")


def has(count: int) -> Callable[[Context], bool]:
    """Whether at least so many shapes are selected that may be lined up."""

    def enabled(context: Context) -> bool:
        if context.session is None or len(context.selection) < count:
            return False
        found = (context.session.diagram.get(id) for id in context.selection)
        return sum(isinstance(one, Node) and one.family not in (LANE, POOL) for one in found) >= count

    return enabled


def _align(edge: align.Edge, text: str) -> Command:
    return Command(f"align.{edge}", text, align_to(edge), (), has(2), f"align-{edge}", ALIGN, "align")


COMMANDS = (
    Command("map.people", N_("People and roles…"), lambda context: context.open("people"), ("Ctrl+R",), has_map,
            "people", MENU, "people"),
    Command("map.triggers", N_("Messages, signals and errors…"), lambda context: context.open("triggers"), (), has_map,
            "", MENU, "people"),
    Command("map.process", N_("Process sheets…"), lambda context: context.open("process"), ("Ctrl+Shift+R",), has_map,
            "document", MENU, "people"),
    Command("owner.choose", N_("Owner…"), choose_owner, ("O",), can_own, "person", STEP, "owner", why=_without_owner),
    Command("step.kind", N_("Change type…"), choose_kind, ("R",), has_kind, "change", STEP, "kind", why=needs_one),
    Command("step.inside", N_("Open the sub-process"), go_inside, (), has_inside, "drill", STEP, "kind"),
    Command("lane.above", N_("Add lane above"), add_lane("above"), (), is_lane_or_pool, "lane-above", LANES, "lanes",
            now=_turned(N_("Add lane to the left"), N_("Add lane above"))),
    Command("lane.below", N_("Add lane below"), add_lane("below"), ("A",), is_lane_or_pool, "lane-add", LANES, "lanes",
            now=_turned(N_("Add lane to the right"), N_("Add lane below"))),
    Command("lane.inside", N_("Add lane inside"), add_lane("inside"), (), is_lane, "", LANES, "lanes"),
    Command("lane.split", N_("Divide lane in two"), split, (), is_lane_or_pool, "lane-split", LANES, "lanes"),
    Command("lane.divide", N_("Divide lane into…"), choose_parts, (), is_lane_or_pool, "", LANES, "lanes"),
    Command("lane.up", N_("Lane or steps up"), move_lane(-1), ("Ctrl+Up",), in_lane, "", LANES, "order",
            now=_turned(N_("Lane or steps to the left"), N_("Lane or steps up"))),
    Command("lane.down", N_("Lane or steps down"), move_lane(1), ("Ctrl+Down",), in_lane, "", LANES, "order",
            now=_turned(N_("Lane or steps to the right"), N_("Lane or steps down"))),
    _align("left", N_("Align left")),
    _align("center", N_("Align centres, one above the other")),
    _align("right", N_("Align right")),
    _align("top", N_("Align tops")),
    _align("middle", N_("Align middles, side by side")),
    _align("bottom", N_("Align bottoms")),
    Command("align.size", N_("Same size"), same_size, (), can_resize, "align-size", ALIGN, "size"),
    Command("space.x", N_("Even out gaps across"), distribute("x"), (), has(3), "space-x", ALIGN, "gaps"),
    Command("space.y", N_("Even out gaps downwards"), distribute("y"), (), has(3), "space-y", ALIGN, "gaps"),
    Command("pool.open", N_("Open pool"), open_pool, (), is_closed_pool, "pool", LANES, "pools"),
    Command("pool.close", N_("Close pool to its band"), close_pool, (), is_open_pool, "pool-closed", LANES, "pools"),
    Command("phase.divide", N_("Divide into phases…"), choose_phases, (), is_open_pool, "", LANES, "phases"),
    Command("phase.add", N_("Add phase"), add_phase, (), may_have_phase, "", LANES, "phases"),
    Command("map.turn", N_("Turn map"), turn_map, (), has_pool, "", MENU, "turn"),
    Command("order.front", N_("Bring to front"), lambda c: align.to_front(opened(c).diagram, c.selection),
            ("Ctrl+Shift+Up",), has(1), "", ALIGN, "order"),
    Command("order.back", N_("Send to back"), lambda c: align.to_back(opened(c).diagram, c.selection),
            ("Ctrl+Shift+Down",), has(1), "", ALIGN, "order"),
    Command("sub.expand", N_("Open sub-process here"), expand, (), is_closed, "", STEP, "sub"),
    Command("sub.collapse", N_("Close sub-process"), collapse, (), is_open, "sub-process", STEP, "sub"),
)  # fmt: skip
