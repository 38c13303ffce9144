"""Everything a user can ask for, as one table: menus, toolbar, shortcuts and context pad are all built from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mapper.app.commands import edit, file, map, notation, view
from mapper.app.commands.context import Command, Context
from mapper.app.errors import MapperError
from mapper.edit.rules import Refused
from mapper.model.diagram import ModelError

__all__ = ["COMMANDS", "MENUS", "Command", "Context", "run"]


def run(id: str, context: Context) -> bool:
    """Do what a command stands for; False when it is not enabled."""
    command = COMMANDS[id]
    if not command.enabled(context):
        return False
    command.run(context)
    return True


def _told(command: Command) -> Command:
    """The command with whatever forbids it told as a warning."""
    work: Callable[[Context], None] = command.run

    def run(context: Context) -> None:
        try:
            work(context)
        except (MapperError, ModelError, Refused) as error:
            context.warn(str(error))

    return replace(command, run=run)


_ROWS = (*file.COMMANDS, *edit.COMMANDS, *view.COMMANDS, *map.COMMANDS, *notation.COMMANDS)

COMMANDS: dict[str, Command] = {row.id: _told(row) for row in _ROWS}
"""Every command by id, in the order of the menus."""

MENUS: tuple[str, ...] = tuple(dict.fromkeys(row.menu for row in _ROWS if row.menu))
"""The menus' English names, in order."""
