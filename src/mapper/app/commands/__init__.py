"""Everything a user can ask for, as one table: menus, toolbar, shortcuts and context pad are all built from it."""

from __future__ import annotations

from mapper.app.commands import edit, file, view
from mapper.app.commands.context import Command, Context
from mapper.app.errors import MapperError
from mapper.model.diagram import ModelError

__all__ = ["COMMANDS", "MENUS", "Command", "Context", "run"]

COMMANDS: dict[str, Command] = {row.id: row for row in (*file.COMMANDS, *edit.COMMANDS, *view.COMMANDS)}
"""Every command by id, in the order of the menus."""

MENUS: tuple[str, ...] = tuple(dict.fromkeys(row.menu for row in COMMANDS.values() if row.menu))
"""The menus' English names, in order."""


def run(id: str, context: Context) -> bool:
    """Do what a command stands for, when it is enabled; what is refused is told as a warning. True when done."""
    command = COMMANDS[id]
    if not command.enabled(context):
        return False
    try:
        command.run(context)
    except (MapperError, ModelError) as error:
        context.warn(str(error))
        return False
    return True
