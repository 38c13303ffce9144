"""Everything a user can ask for, as one table: menus, toolbar, shortcuts and context pad are all built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from mapper.app import report
from mapper.app.commands import append, arrange, colour, edit, file, go, lines, map, notation, text, view, window
from mapper.app.commands.context import Command, Context
from mapper.app.errors import MapperError
from mapper.edit.effects import readonly
from mapper.edit.effects.rules import Refusal, Refused
from mapper.model.diagram import Diagram, ModelError
from mapper.text import _

__all__ = ["COMMANDS", "MENUS", "Command", "Context", "faults_told", "run", "take_back"]


def run(id: str, context: Context) -> bool:
    """Do what a command stands for; False when it is not enabled."""
    command = COMMANDS[id]
    if not command.enabled(context):
        return False
    command.run(context)
    return True


@contextmanager
def faults_told(context: Context) -> Iterator[None]:
    """Tell whatever keeps what is done meanwhile from being done, and leave the map as it was before.

    What is only shown is told calmly, what is forbidden as a warning; what nobody foresaw is logged as well.
    """
    diagram = context.session.diagram if context.session is not None else None
    mark = diagram.mark if diagram is not None else None
    try:
        yield
    except Exception as error:
        if diagram is not None:
            take_back(diagram, mark)
        _tell(context, error)


def take_back(diagram: Diagram, mark: object) -> None:
    """Bring a map back to where it was, after an error in the middle of what was done to it."""
    try:
        diagram.rewind(mark)
    except Exception as error:  # a view that could not follow; the map itself is as it was
        report.unexpected(error)


def _tell(context: Context, error: Exception) -> None:
    if isinstance(error, ModelError | Refused) and (said := _shown_only(context)) is not None:
        context.tell(_(said.reason))
    elif isinstance(error, ModelError | Refused | MapperError):
        context.warn(str(error))
    else:
        context.warn(str(report.unexpected(error, safe=_("the map is as it was before"))))


def _told(command: Command) -> Command:
    """The command with whatever forbids or breaks it told."""
    work: Callable[[Context], None] = command.run

    def run(context: Context) -> None:
        with faults_told(context):
            work(context)

    return replace(command, run=run)


def _shown_only(context: Context) -> Refusal | None:
    """Why nothing of what is in front can be edited, when that is so."""
    if context.session is None:
        return None
    return readonly.first(context.session.diagram, context.plane, context.selection)


_ROWS = (
    *file.COMMANDS, *edit.COMMANDS, *append.COMMANDS, *go.COMMANDS, *view.COMMANDS, *arrange.COMMANDS,
    *lines.COMMANDS, *map.COMMANDS, *text.COMMANDS, *colour.COMMANDS, *notation.COMMANDS, *window.COMMANDS,
)  # fmt: skip

COMMANDS: dict[str, Command] = {row.id: _told(row) for row in _ROWS}
"""Every command by id, in the order of the menus."""

MENUS: tuple[str, ...] = tuple(dict.fromkeys(row.menu for row in _ROWS if row.menu))
"""The menus' English names, in order."""
