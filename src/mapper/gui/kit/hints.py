"""The next useful keys for what is selected: what the line at the bottom of the window tells who is new here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapper.app.commands.context import Command, Context
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node

MOST = 4
"""Keys that are told at once."""

NOTHING = ("create.other", "tool.connect", "edit.find", "help.palette")
STEP = ("append.task", "append.other", "edit.label", "tool.connect", "owner.choose", "step.kind")
FLOW = ("edit.label", "step.kind", "append.annotation", "edit.delete", "go.next")
BOX = ("lane.below", "edit.label", "owner.choose", "lane.down", "edit.delete")
SEVERAL = ("owner.choose", "edit.duplicate", "edit.copy", "edit.delete")
"""What is told for each sort of selection, the most useful first; what cannot be done now is left out."""


def useful(context: Context, table: Mapping[str, Command]) -> list[Command]:
    """The commands to tell of, each with a key."""
    rows = (table[id] for id in _wanted(context) if id in table)
    return [row for row in rows if row.keys and row.enabled(context)][:MOST]


def told(context: Context, table: Mapping[str, Command], key: Callable[[str], str], text: Callable[[str], str]) -> str:
    """The line: "A Append task · E Edit text". key: writes a key; text: what a command is called now."""
    return "  ·  ".join(f"{key(row.keys[0])} {text(row.id)}" for row in useful(context, table))


def _wanted(context: Context) -> tuple[str, ...]:
    if context.session is None:
        return ()
    if len(context.selection) != 1:
        return SEVERAL if context.selection else NOTHING
    record = context.session.diagram.get(context.selection[0])
    if isinstance(record, Flow):
        return FLOW
    return BOX if isinstance(record, Node) and record.family in (LANE, POOL) else STEP
