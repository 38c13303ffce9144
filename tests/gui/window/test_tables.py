"""The window is joined from tables: a row and a module are all that a new panel, dialog or view takes."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from mapper.app.settings import Settings
from mapper.gui.panels.panel import Panel
from mapper.gui.window import tables, window
from mapper.gui.window.tables import DIALOGS, DOCUMENTS, PANELS, VIEWS, PanelRow
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram


class Count(QLabel, Panel):
    """A panel that counts what is on the map, and leaves out all else that panels are told."""

    picked = Signal(str)

    def show_map(self, diagram: Diagram | None) -> None:
        self.setText("" if diagram is None else str(len(diagram.records())))

    def mark(self, selection: Sequence[str]) -> None:
        self.marked = tuple(selection)


@pytest.fixture
def with_count(qtbot: QtBot, dressed: object, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window with a panel more, made by one row."""
    rows = (*PANELS, PanelRow("count", "Count", "table", Count))
    monkeypatch.setattr(tables, "PANELS", rows)
    monkeypatch.setattr(window, "PANELS", rows)
    found = MainWindow(Settings(theme="light"))
    qtbot.addWidget(found)
    found.show()
    return found


def test_a_row_is_a_panel_with_a_switch_that_follows_the_map(with_count: MainWindow, map_file) -> None:
    with_count.open([map_file])
    panel, page = with_count.panels["count"], with_count.page
    # its switch stands among the panels, and unfolds and folds it
    switch = with_count.commands["panel.count"]
    assert switch in with_count._menus["Panels below the map"].actions()
    switch.trigger()
    assert panel.isVisible()
    assert switch.isChecked()
    # it follows the map and the selection, and leads to what is picked
    assert panel.text() == str(len(page.session.diagram.records()))
    step = next(n for n in page.session.diagram.nodes() if n.kind == "userTask")
    page.canvas.select([step.id])
    assert panel.marked == (step.id,)
    page.canvas.select(())
    panel.picked.emit(step.id)
    assert page.canvas.selection == (step.id,)
    switch.trigger()
    assert not panel.isVisible()
    with_count.maps.close_page(page)


def test_a_row_is_a_dialog(window: MainWindow, diagram: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = QDialog(window)
    monkeypatch.setitem(DIALOGS, "mine", lambda around: opened)
    window.front.open("mine")
    assert opened.isVisible()
    opened.reject()


@pytest.mark.parametrize("name", sorted(DIALOGS | DOCUMENTS))
def test_every_dialog_opens_and_closes(window: MainWindow, diagram: Diagram, name: str, qtbot: QtBot) -> None:
    window.front.open(name)
    shown = [child for child in window.findChildren(QDialog) if child.isVisible()]
    assert len(shown) == 1
    shown[0].close()


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_part_of_a_page_comes_up(window: MainWindow, diagram: Diagram, name: str) -> None:
    step = next(n for n in diagram.nodes() if n.kind == "userTask" and n.plane == window.page.canvas.plane)
    window.page.canvas.select([step.id])
    window.front.open(name)


def test_without_a_map_nothing_about_a_map_opens(window: MainWindow) -> None:
    for name in (*DOCUMENTS, *VIEWS, "people"):
        window.front.open(name)
    assert not [child for child in window.findChildren(QDialog) if child.isVisible()]


def test_no_name_stands_in_two_tables() -> None:
    names = [*(row.name for row in PANELS), *DIALOGS, *DOCUMENTS, *VIEWS]
    assert len(names) == len(set(names))
