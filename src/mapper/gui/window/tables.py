"""What the window is joined from: a new panel, dialog, document or view of a map is a row here and a module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from mapper.app.commands import Command, Context, view
from mapper.app.commands.context import has_map
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.gui.dialogs import help
from mapper.gui.dialogs.command_palette import command_palette
from mapper.gui.dialogs.documents.dialog import DocumentsDialog
from mapper.gui.dialogs.kept.compare import comparison
from mapper.gui.dialogs.kept.versions import VersionsDialog
from mapper.gui.dialogs.keys import keys
from mapper.gui.dialogs.people.dialog import PeopleDialog
from mapper.gui.dialogs.process.dialog import ProcessDialog
from mapper.gui.dialogs.replace import ReplaceDialog
from mapper.gui.dialogs.triggers import TriggersDialog
from mapper.gui.kit.actions import Actions
from mapper.gui.panels.analysis import AnalysisPanel
from mapper.gui.panels.changes import ChangesList
from mapper.gui.panels.outline import OutlinePanel
from mapper.gui.panels.panel import Panel
from mapper.gui.panels.steps.panel import StepsTable
from mapper.gui.panels.views.handoffs import HandoffMatrix
from mapper.gui.panels.views.raci import RaciMatrix
from mapper.gui.panels.views.todo import TodoList
from mapper.gui.window.page import MapPage
from mapper.text import N_


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel below the map: its name for commands, its title, its icon, and what makes it."""

    name: str
    text: str
    icon: str
    make: Callable[[], Panel]


PANELS: tuple[PanelRow, ...] = (
    PanelRow("steps", N_("Steps"), "table", StepsTable),
    PanelRow("analysis", N_("Times"), "info", AnalysisPanel),
    PanelRow("outline", N_("Outline"), "outline", OutlinePanel),
    PanelRow("todo", N_("To do"), "check", TodoList),
    PanelRow("raci", N_("RACI"), "people", RaciMatrix),
    PanelRow("handoffs", N_("Handoffs"), "connect", HandoffMatrix),
    PanelRow("changes", N_("Changes"), "history", ChangesList),
)
"""The panels in the order of their tabs. Each makes a widget that is a `Panel`."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a dialog may need of the window."""

    parent: QWidget
    settings: Settings
    actions: Actions
    session: Session | None
    selection: tuple[str, ...]
    say: Callable[[str], None]
    warn: Callable[[str], None]
    show: Callable[[Session], None]
    go: Callable[[str], object]
    plane: str | None = None


def _process(around: Around) -> QDialog | None:
    if around.session is None:
        return None
    return ProcessDialog(around.session.diagram, around.selection, around.parent)


def _people(around: Around) -> QDialog | None:
    if around.session is None:
        return None
    dialog = PeopleDialog(around.session.diagram, around.selection, around.parent)
    dialog.picked.connect(around.go)
    return dialog


def _document(kind: str) -> Callable[[Around], QDialog | None]:
    """The dialog for all documents, with one of them in front."""

    def make(around: Around) -> QDialog | None:
        if around.session is None:
            return None
        dialog = DocumentsDialog(around.session, around.selection, around.settings, around.parent, kind, around.plane)
        dialog.said.connect(around.say)
        return dialog

    return make


def _versions(around: Around) -> QDialog | None:
    if around.session is None:
        return None
    return VersionsDialog(around.session, around.show, around.say, around.warn, around.parent)


def _compare(around: Around) -> QDialog | None:
    if around.session is not None:
        comparison(around.session, around.settings.folder, around.warn, around.parent)
    return None


def _triggers(around: Around) -> QDialog | None:
    if around.session is None:
        return None
    return TriggersDialog(around.session.diagram, around.go, around.parent)


def _replace(around: Around) -> QDialog | None:
    if around.session is None:
        return None
    return ReplaceDialog(around.session, around.say, around.warn, around.parent)


DOCUMENTS: dict[str, Callable[[Around], QDialog | None]] = {
    "documents": _document("job-description"),
    "print": _document("map"),
    "print_pack": _document("pack"),
}
"""Documents made from the map in front, by the name of what opens them."""

DIALOGS: dict[str, Callable[[Around], QDialog | None]] = {
    "people": _people,
    "triggers": _triggers,
    "process": _process,
    "versions": _versions,
    "compare": _compare,
    "replace": _replace,
    "commands": lambda around: command_palette(around.parent, around.actions),
    "keys": lambda around: keys(around.parent, around.actions),
    "log": lambda around: help.show_log(around.parent),
    "about": lambda around: help.about(around.parent),
}
"""Windows of their own, by the name of what opens them."""

VIEWS: dict[str, Callable[[MapPage], None]] = {
    "find": lambda page: page.finder.begin(),
    "pad": lambda page: page.canvas.pad.take_keys(),
}
"""Parts of a map's page that come up when they are asked for."""


def panel_commands() -> tuple[Command, ...]:
    """A switch for each panel, as rows of the table of commands."""
    return tuple(_panel_command(row) for row in PANELS)


def _panel_command(row: PanelRow) -> Command:
    def turn(context: Context) -> None:
        context.open(row.name)

    def on(context: Context) -> bool:
        return context.is_open(row.name)

    return Command(f"panel.{row.name}", row.text, turn, (), has_map, row.icon, view.PANELS, "panels", on)
