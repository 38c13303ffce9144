"""Getting about by key: from step to step, along the flows, to a neighbour; and moving things by the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mapper.app.commands import file
from mapper.app.commands import keyboard_walk as walk
from mapper.app.commands.context import Command, Context, has_map, has_selection, only_node, opened
from mapper.app.commands.map import go_inside, has_inside
from mapper.app.session import calls
from mapper.edit.verbs import move
from mapper.model.kinds import PLANE
from mapper.text import N_, _

MENU = N_("Go to")

STEP, FINE, PAN = 10.0, 1.0, 60.0
"""Map pixels of an arrow key, and with Shift; screen pixels that it moves the view where nothing is selected."""

_ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def along(context: Context, back: bool = False) -> None:
    """To the step after the selected one, or before it."""
    _go(context, walk.along(opened(context).diagram, context.plane or "", _here(context), back=back))


def flow(context: Context) -> None:
    """To the first flow out of the selected step, then the next one."""
    _go(context, walk.flow(opened(context).diagram, context.plane or "", _here(context)))


def first(context: Context) -> None:
    """To where reading begins."""
    _go(context, walk.start(opened(context).diagram, context.plane or ""))


def last(context: Context) -> None:
    """To where reading ends."""
    _go(context, walk.last(opened(context).diagram, context.plane or ""))


def beside(context: Context, direction: str) -> None:
    """To the neighbour in a direction; without a selection to where reading begins."""
    here, where = _here(context), (opened(context).diagram, context.plane or "")
    _go(context, walk.beside(*where, here, direction) if here is not None else walk.start(*where))


def take_in(context: Context, direction: str) -> None:
    """Select the neighbour in a direction as well."""
    here = _here(context)
    found = walk.beside(opened(context).diagram, context.plane or "", here, direction) if here is not None else None
    if found is not None:
        context.select([*(id for id in context.selection if id != found), found])


def take_inside(context: Context) -> None:
    """Select what the selected lane, pool or sub-process holds; for steps all that stands in their lane."""
    context.select(walk.inside(opened(context).diagram, context.plane or "", context.selection), reveal=False)


def take_onwards(context: Context) -> None:
    """Select all that the flows lead to from what is selected, which stays selected."""
    context.select(walk.onwards(opened(context).diagram, context.plane or "", context.selection), reveal=False)


def nudge(context: Context, direction: str, step: float) -> None:
    """Move the selection by map pixels, nudges in a row as one undo step; the view where nothing is selected."""
    right, down = _ARROWS[direction]
    if not context.selection:
        context.pan(-right * PAN, -down * PAN)
        return
    move.move_by(opened(context).diagram, context.selection, right * step, down * step, merge="nudge")
    context.select(context.selection)


def follow(context: Context) -> None:
    """To what the selected step calls or links to: in this map, or in another map of its folder."""
    node, session = only_node(context), opened(context)
    if node is None:
        return
    goal = calls.leads(session, node)
    if goal is None:
        if has_inside(context):
            go_inside(context)
        return
    if goal.id is None and goal.path is None:
        context.warn(_lost(goal))
        return
    context.mark_place()
    if goal.path is not None:
        file.open_paths(context, [goal.path])
        return
    there = session.diagram.get(goal.id)
    if there is not None and there.family == PLANE:
        context.show_plane(there.id)
    elif there is not None:
        context.show_plane(there.plane or context.plane or "")
        context.select([there.id])


def can_follow(context: Context) -> bool:
    """Whether one thing is selected that leads somewhere."""
    node = only_node(context)
    return node is not None and (has_inside(context) or calls.leads(opened(context), node) is not None)


def come_back(context: Context) -> None:
    """To where one was before one followed a call or a link."""
    context.go_back()


def can_come_back(context: Context) -> bool:
    """Whether there is a place to come back to, and no step is selected whose neighbour the same key would mean."""
    return context.has_marks and not context.selection


def _lost(goal: calls.Goal) -> str:
    if not goal.name:
        return _("The step does not say what it calls; its file has no such reference.")
    said = _("{name} is neither in this map nor in another one of its folder. Put that map beside this one.")
    return said.format(name=goal.name)


def _here(context: Context) -> str | None:
    return context.selection[-1] if context.selection else None


def _go(context: Context, id: str | None) -> None:
    if id is not None:
        context.select([id])


def _walk(id: str, text: str, run: Callable[[Context], None], key: str, group: str) -> Command:
    return Command(f"go.{id}", text, run, (key,), has_map, menu=MENU, group=group)


def _beside(direction: str, text: str) -> Command:
    return _walk(direction, text, partial(beside, direction=direction), f"Alt+{direction.title()}", "beside")


def _take_in(direction: str, text: str) -> Command:
    run = partial(take_in, direction=direction)
    return Command(f"take.{direction}", text, run, (f"Alt+Shift+{direction.title()}",), has_selection, "", MENU, "take")


def _nudge(direction: str, text: str) -> Command:
    run = partial(nudge, direction=direction, step=STEP)
    return Command(f"nudge.{direction}", text, run, (direction.title(),), has_map)


def _nudge_little(direction: str, text: str) -> Command:
    run = partial(nudge, direction=direction, step=FINE)
    return Command(f"nudge.{direction}_little", text, run, (f"Shift+{direction.title()}",), has_selection)


COMMANDS = (
    _walk("next", N_("Next step along the flow"), along, "Tab", "along"),
    _walk("back", N_("Step before"), partial(along, back=True), "Shift+Tab", "along"),
    _walk("flow", N_("Flow out of the step, and the next one"), flow, "F", "along"),
    _walk("first", N_("First step"), first, "Home", "ends"),
    _walk("last", N_("Last step"), last, "End", "ends"),
    Command("go.follow", N_("Open what is called or linked"), follow, ("Alt+Return", "Alt+Enter"), can_follow, "drill",
            MENU, "calls"),
    Command("go.back_again", N_("Back to where one was"), come_back, ("Alt+Left",), can_come_back, "", MENU, "calls"),
    Command("go.back_at_once", N_("Back, whatever is selected"), come_back, ("Alt+Shift+Backspace",),
            lambda context: context.has_marks),
    _beside("left", N_("Neighbour to the left")),
    _beside("right", N_("Neighbour to the right")),
    _beside("up", N_("Neighbour above")),
    _beside("down", N_("Neighbour below")),
    _take_in("left", N_("Select the left neighbour too")),
    _take_in("right", N_("Select the right neighbour too")),
    _take_in("up", N_("Select the upper neighbour too")),
    _take_in("down", N_("Select the lower neighbour too")),
    Command("take.inside", N_("Select what is inside, or in the same lane"), take_inside, ("I",),
            has_selection, "", MENU, "take"),
    Command("take.onwards", N_("Select everything from here on"), take_onwards, ("Shift+End",), has_selection, "", MENU,
            "take"),
    _nudge("left", N_("Move left")),
    _nudge("right", N_("Move right")),
    _nudge("up", N_("Move up")),
    _nudge("down", N_("Move down")),
    _nudge_little("left", N_("Move left a little")),
    _nudge_little("right", N_("Move right a little")),
    _nudge_little("up", N_("Move up a little")),
    _nudge_little("down", N_("Move down a little")),
)  # fmt: skip
"""Where the arrow keys lead counts only on the map; in a text they move the cursor."""
