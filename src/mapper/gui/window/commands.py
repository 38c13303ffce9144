"""What only a window can do, as rows of the same table as `app.commands`, so that menus are built from one list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from mapper.app.commands import Command, Context
from mapper.app.commands.context import has_map
from mapper.app.commands.map import STEP
from mapper.model.kinds import DATA, FLOW_NODES
from mapper.model.records import Node
from mapper.text import LANGUAGES, N_
from mapper.text.catalogues import NAMES


class Window(Protocol):
    """What these commands ask of the window."""

    def search(self) -> None: ...
    def change_kind(self) -> None: ...
    def go_inside(self) -> None: ...
    def has_inside(self) -> bool: ...
    def edit_people(self) -> None: ...
    def show_panel(self, place: int) -> None: ...
    def panel(self) -> int: ...
    def next_map(self, by: int) -> None: ...
    def next_part(self, by: int) -> None: ...
    def quit(self) -> None: ...
    def show_keys(self) -> None: ...
    def show_log(self) -> None: ...
    def show_about(self) -> None: ...


STEPS, CHANGES = 0, 1
"""Places of the panels below the map."""


def commands(window: Window) -> tuple[Command, ...]:
    """The rows, bound to a window."""
    rows = (
        Command("gui.find", N_("Find…"), _do(window.search), ("Ctrl+F",), has_map, "search", N_("Edit"), "find"),
        Command("gui.people", N_("People and roles…"), _do(window.edit_people), ("Ctrl+R",), has_map, "people",
                N_("Map"), "people"),
        Command("gui.kind", N_("Change type…"), _do(window.change_kind), (), has_kind, "change", STEP, "kind"),
        Command("gui.inside", N_("Open the sub-process"), _do(window.go_inside), (), lambda _context:
                window.has_inside(), "drill", STEP, "kind"),
        _panel(window, STEPS, "gui.steps", N_("Steps"), "table"),
        _panel(window, CHANGES, "gui.changes", N_("Changes"), "history"),
        Command("gui.next", N_("Next map"), _do(lambda: window.next_map(1)), ("Ctrl+Tab",), has_map, menu=N_("View"),
                group="maps"),
        Command("gui.previous", N_("Previous map"), _do(lambda: window.next_map(-1)), ("Ctrl+Shift+Tab",), has_map,
                menu=N_("View"), group="maps"),
        Command("gui.part", N_("Next part of the window"), _do(lambda: window.next_part(1)), ("F6",), menu=N_("View"),
                group="maps"),
        Command("gui.part_back", N_("Previous part of the window"), _do(lambda: window.next_part(-1)), ("Shift+F6",),
                menu=N_("View"), group="maps"),
        Command("gui.quit", N_("Quit"), _do(window.quit), ("Ctrl+Q",), menu=N_("File"), group="quit"),
        Command("gui.keys", N_("Keyboard shortcuts"), _do(window.show_keys), ("F1",), menu=N_("Help"), group="help"),
        Command("gui.log", N_("Show the log"), _do(window.show_log), menu=N_("Help"), group="help"),
        Command("gui.about", N_("About Mapper"), _do(window.show_about), menu=N_("Help"), group="help"),
    )  # fmt: skip
    return (*rows, _language("auto", N_("Language of the system")), *(_language(key, NAMES[key]) for key in LANGUAGES))


def has_kind(context: Context) -> bool:
    """Whether one thing is selected that can become another kind of thing."""
    if context.session is None or len(context.selection) != 1:
        return False
    record = context.session.diagram.get(context.selection[0])
    return isinstance(record, Node) and record.family in FLOW_NODES | {DATA}


def _do(act: Callable[[], None]) -> Callable[[Context], None]:
    return lambda context: act()


def _panel(window: Window, place: int, id: str, text: str, icon: str) -> Command:
    def turn(context: Context) -> None:
        window.show_panel(-1 if window.panel() == place else place)

    return Command(id, text, turn, (), has_map, icon, N_("View"), "panels", lambda context: window.panel() == place)


def _language(name: str, text: str) -> Command:
    return Command(
        f"language.{name}", text, lambda context: context.change(context.settings.but(language=name)),
        menu=N_("Language"), group="language", on=lambda context: context.settings.language == name,
    )  # fmt: skip
