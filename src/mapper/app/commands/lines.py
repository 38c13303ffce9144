"""Tidying a map that stands: its flows laid anew around the shapes, its steps put in line."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.app.commands.arrange import can_arrange, hindrance
from mapper.app.commands.context import Command, Context, opened
from mapper.app.commands.map import ARRANGE
from mapper.edit.verbs import connect, straighten, tidy
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES, LANE, POOL
from mapper.model.records import Flow, Node
from mapper.text import N_, _, ngettext


def tidy_flows(context: Context) -> None:
    """Lay the selected flows and those of the selected steps anew; all of the diagram when nothing is selected."""
    plane = context.plane
    ids = _flows(opened(context).diagram, context.selection)
    context.glide(N_("Tidying the flows…"), lambda diagram: tidy.flows(diagram, ids, plane))


def straighten_steps(context: Context) -> None:
    """Put the selected steps in line and even out their gaps; all of the diagram when fewer than two are selected."""
    plane = context.plane
    chosen = _steps(opened(context).diagram, context.selection)
    ids = chosen if len(chosen) > 1 else None
    context.glide(
        N_("Straightening the map…"),
        lambda diagram: straighten.steps(diagram, ids, plane),
    )


def _steps(diagram: Diagram, selection: Sequence[str]) -> list[str]:
    """The selected steps; for a selected pool or lane what stands in it."""
    found: dict[str, None] = {}
    for id in selection:
        node = diagram.get(id)
        if isinstance(node, Node) and node.family == LANE:
            found |= dict.fromkeys(n.id for n in query.members(diagram, id))
        elif isinstance(node, Node) and node.family == POOL and node.ref is not None:
            found |= dict.fromkeys(r.id for r in query.contents(diagram, node.ref) if r.family in FLOW_NODES)
        elif isinstance(node, Node) and node.family in FLOW_NODES:
            found[id] = None
    return list(found)


def _flows(diagram: Diagram, selection: Sequence[str]) -> list[str] | None:
    """The selected flows and those at selected shapes; None when nothing is selected."""
    if not selection:
        return None
    ends = [*_steps(diagram, selection), *selection]
    found = dict.fromkeys(id for id in selection if isinstance(diagram.get(id), Flow))
    return list(found | dict.fromkeys(flow for end in ends for flow in diagram.index.flows_at(end)))


def _tidy_named(context: Context) -> str:
    """Tidying, by what would be tidied."""
    if not context.selection:
        return _("Tidy all flows")
    return _("Tidy the flows of the selection")


def _straighten_named(context: Context) -> str:
    """Straightening, by what would be straightened."""
    chosen = context.session is not None and len(_steps(context.session.diagram, context.selection)) > 1
    return _("Straighten selection") if chosen else _("Straighten everything")


def connect_ends(context: Context) -> None:
    """Join the ends of flows and boundary events to the steps they touch, in the file too."""
    joined = connect.touching_ends(opened(context).diagram)
    told = ngettext("{count} end is connected now.", "{count} ends are connected now.", joined)
    context.tell(told.format(count=joined))


def _ends(context: Context) -> int:
    return connect.touching_count(context.session.diagram) if context.session is not None else 0


def _connect_named(context: Context) -> str:
    """Joining, by how many ends there are."""
    count = _ends(context)
    if not count:
        return _(CONNECT)
    told = ngettext("Connect the end that touches a step", "Connect the {count} ends that touch a step", count)
    return told.format(count=count)


def _without_ends(context: Context) -> str:
    return "" if _ends(context) else _("Every end that touches a step is connected to it.")


CONNECT = N_("Connect ends that touch a step")

COMMANDS = (
    Command("lines.tidy", N_("Tidy flows"), tidy_flows, ("Ctrl+Shift+L",), can_arrange, "", ARRANGE, "tidy",
            why=hindrance, now=_tidy_named),
    Command("lines.straighten", N_("Straighten"), straighten_steps, (), can_arrange, "", ARRANGE, "tidy",
            why=hindrance, now=_straighten_named),
    Command("lines.connect", CONNECT, connect_ends, (), lambda context: _ends(context) > 0, "", ARRANGE, "tidy",
            why=_without_ends, now=_connect_named),
)  # fmt: skip
