"""Everything a user can ask for, as one table: menus, toolbar, shortcuts and context pad are all built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from mapper.app.commands import arrange, colour, edit, file, lines, map, notation, view
from mapper.app.commands.context import Command, Context
from mapper.app.errors import MapperError
from mapper.edit.effects import readonly
from mapper.edit.effects.rules import Refusal, Refused
from mapper.model.diagram import ModelError
from mapper.text import _

__all__ = ["COMMANDS", "MENUS", "Command", "Context", "refusals_told", "run"]


def run(id: str, context: Context) -> bool:
    """Do what a command stands for; False when it is not enabled."""
    command = COMMANDS[id]
    if not command.enabled(context):
        return False
    command.run(context)
    return True


@contextmanager
def refusals_told(context: Context) -> Iterator[None]:
    """Tell whatever forbids what is done meanwhile: calmly what is only shown, as a warning anything else."""
    try:
        yield
    except (ModelError, Refused) as error:
        said = _shown_only(context)
        if said is not None:
            context.tell(_(said.reason))
        else:
            context.warn(str(error))
    except MapperError as error:
        context.warn(str(error))


def _told(command: Command) -> Command:
    """The command with whatever forbids it told."""
    work: Callable[[Context], None] = command.run

    def run(context: Context) -> None:
        with refusals_told(context):
            work(context)

    return replace(command, run=run)


def _shown_only(context: Context) -> Refusal | None:
    """Why nothing of what is in front can be edited, when that is so."""
    if context.session is None:
        return None
    return readonly.first(context.session.diagram, context.plane, context.selection)


_ROWS = (
    *file.COMMANDS, *edit.COMMANDS, *view.COMMANDS, *arrange.COMMANDS, *lines.COMMANDS, *map.COMMANDS,
    *colour.COMMANDS, *notation.COMMANDS,
)  # fmt: skip

COMMANDS: dict[str, Command] = {row.id: _told(row) for row in _ROWS}
"""Every command by id, in the order of the menus."""

MENUS: tuple[str, ...] = tuple(dict.fromkeys(row.menu for row in _ROWS if row.menu))
"""The menus' English names, in order."""
