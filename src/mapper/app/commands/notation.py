"""The rest of the Map menu: markers of steps, default flows, and putting flows and labels back where they belong."""

from __future__ import annotations

from collections.abc import Callable

from mapper.app.commands.context import Command, Context, only, opened
from mapper.app.commands.map import MENU, STEP
from mapper.edit.effects import rules
from mapper.edit.verbs import connect, label, replace
from mapper.model.kinds import LOOPS
from mapper.model.records import Flow, Node, Record
from mapper.text import N_, _

FLOW = N_("Flow")

DIRECTIONS: tuple[connect.Direction, ...] = ("None", "One", "Both")
"""Where an association may have arrowheads (BPMN 2.0, 8.4.1), in the order they are offered."""


def set_loop(loop: str) -> Callable[[Context], None]:
    """Give the selected step a loop marker, or take it away where it has this one."""

    def run(context: Context) -> None:
        step = only(context)
        if isinstance(step, Node):
            marker = "" if step.trait("loop") == loop else loop
            replace.kind(opened(context).diagram, step.id, step.kind, {"loop": marker})

    return run


def toggle_compensation(context: Context) -> None:
    """Let the selected step undo another one, or be an ordinary one again (BPMN 2.0, 10.7)."""
    step = only(context)
    if isinstance(step, Node):
        replace.compensation(opened(context).diagram, step.id, not step.trait("compensation"))


def _compensates(context: Context) -> bool:
    step = only(context)
    return is_step(context) and isinstance(step, Node) and bool(step.trait("compensation"))


def toggle_default(context: Context) -> None:
    """Make the selected flow its source's default, or an ordinary one again."""
    flow = only(context)
    if isinstance(flow, Flow):
        connect.set_default(opened(context).diagram, flow.id, not flow.trait("default"))


def turn(context: Context) -> None:
    """Give the selected association its next arrowheads: none, at its end, at both ends."""
    tie = only(context)
    if isinstance(tie, Flow):
        after = DIRECTIONS[(DIRECTIONS.index(tie.trait("direction")) + 1) % len(DIRECTIONS)]
        connect.set_direction(opened(context).diagram, tie.id, after)


def straighten(context: Context) -> None:
    """Give the selected flows fresh ways."""
    diagram = opened(context).diagram
    with diagram.transaction(_("Re-route")):
        for id in context.selection:
            if isinstance(diagram.get(id), Flow):
                connect.straighten(diagram, id)


def reset_labels(context: Context) -> None:
    """Put the labels of what is selected at their usual places."""
    diagram = opened(context).diagram
    with diagram.transaction(_("Reset label")):
        for id in context.selection:
            label.reset(diagram, id)


def is_step(context: Context) -> bool:
    """Whether one activity is selected."""
    step = only(context)
    return isinstance(step, Node) and step.sort.is_activity


def may_default(context: Context) -> bool:
    """Whether one flow is selected that may be its source's default."""
    flow = only(context)
    if not isinstance(flow, Flow) or flow.kind != "sequenceFlow":
        return False
    return rules.can_default(opened(context).diagram.get(flow.source))


def is_association(context: Context) -> bool:
    """Whether one association is selected."""
    tie = only(context)
    return isinstance(tie, Flow) and tie.kind == "association"


def has_flow(context: Context) -> bool:
    """Whether a flow is among what is selected."""
    return any(isinstance(record, Flow) and record.points for record in _all(context))


def has_moved_label(context: Context) -> bool:
    """Whether a label of what is selected has a place of its own."""
    return any(record.label is not None for record in _all(context))


def _has_loop(loop: str) -> Callable[[Context], bool]:
    return lambda context: is_step(context) and _marker(context) == loop


def _marker(context: Context) -> str:
    step = only(context)
    return str(step.trait("loop")) if isinstance(step, Node) else ""


def _is_default(context: Context) -> bool:
    flow = only(context)
    return isinstance(flow, Flow) and bool(flow.trait("default"))


def _all(context: Context) -> list[Record]:
    if context.session is None:
        return []
    return [record for id in context.selection if (record := context.session.diagram.get(id)) is not None]


def _loop(loop: str) -> Command:
    return Command(f"loop.{loop}", LOOPS[loop], set_loop(loop), (), is_step, "", STEP, "loops", _has_loop(loop))


COMMANDS = (
    *(_loop(loop) for loop in LOOPS if loop),
    Command(
        "step.compensation", N_("For compensation"), toggle_compensation, (), is_step, "", STEP, "loops", _compensates
    ),
    Command("flow.default", N_("Default flow"), toggle_default, (), may_default, "", FLOW, "flows", _is_default),
    Command("flow.turn", N_("Change arrowheads"), turn, (), is_association, "", FLOW, "flows"),
    Command("flow.straighten", N_("Straighten flow"), straighten, (), has_flow, "", FLOW, "flows"),
    Command("label.reset", N_("Put label back"), reset_labels, (), has_moved_label, "", MENU, "labels"),
)
