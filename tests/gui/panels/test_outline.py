"""The outline in the window: what is typed there shows on the map, and the other way round; one undo for both."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mapper.edit.verbs import label
from mapper.gui.panels.outline import OutlinePanel
from mapper.gui.window.window import MainWindow
from mapper.model import query
from mapper.model.diagram import Diagram

ENTER, UP = Qt.Key.Key_Return, Qt.Key.Key_Up


@pytest.fixture
def panel(window: MainWindow, diagram: Diagram) -> OutlinePanel:
    window.resize(1400, 900)
    window.open_part("outline")
    found = window.panels["outline"]
    assert isinstance(found, OutlinePanel)
    found.edit.setFocus()
    QTest.qWait(30)
    return found


def go_to(panel: OutlinePanel, text: str) -> None:
    """The cursor to the end of the line that holds a text."""
    lines = panel.edit.toPlainText().split("\n")
    panel._go_to(next(i for i, line in enumerate(lines) if text in line))


def type_in(panel: OutlinePanel, *keys: str | Qt.Key) -> None:
    for key in keys:
        (QTest.keyClicks if isinstance(key, str) else QTest.keyClick)(panel.edit, key)
        QApplication.processEvents()


def test_it_shows_the_map(panel: OutlinePanel) -> None:
    assert "Scan Invoice" in panel.edit.toPlainText()


def test_a_line_typed_becomes_a_step_behind_the_one_above(
    panel: OutlinePanel, diagram: Diagram, named: Callable[[str], str]
) -> None:
    # given the cursor behind a step, when a name is typed on a line of its own
    go_to(panel, "Scan Invoice")
    scan = named("Scan Invoice")
    after = [flow.target for flow in query.outgoing(diagram, scan)]
    type_in(panel, ENTER, "File it", ENTER)
    # then the step is on the map between the two, and one undo takes it back in both
    new = named("File it")
    assert [flow.target for flow in query.outgoing(diagram, scan)] == [new]
    assert [flow.target for flow in query.outgoing(diagram, new)] == after
    assert diagram.node(new).lane == diagram.node(scan).lane
    diagram.undo()
    QTest.qWait(20)
    type_in(panel, UP)
    assert "File it" not in panel.edit.toPlainText()


def test_lines_are_typed_one_after_the_other(
    panel: OutlinePanel, diagram: Diagram, named: Callable[[str], str]
) -> None:
    # given the cursor behind a step, when three lines are typed as a person types, with pauses
    go_to(panel, "Scan Invoice")
    for name in ("Stamp it", "Sort it", "Shelve it"):
        type_in(panel, ENTER)
        QTest.qWait(20)
        type_in(panel, name)
        QTest.qWait(20)
    type_in(panel, ENTER)
    # then they are steps in a row, for two keys a step at most
    first, second, third = named("Stamp it"), named("Sort it"), named("Shelve it")
    assert [flow.target for flow in query.outgoing(diagram, first)] == [second]
    assert [flow.target for flow in query.outgoing(diagram, second)] == [third]


def test_an_edit_on_the_map_shows_at_once(panel: OutlinePanel, diagram: Diagram, named: Callable[[str], str]) -> None:
    label.rename(diagram, named("Scan Invoice"), "Scan it")
    QTest.qWait(20)
    assert "Scan it" in panel.edit.toPlainText()


def test_leaving_a_line_renames_its_step(panel: OutlinePanel, diagram: Diagram, named: Callable[[str], str]) -> None:
    go_to(panel, "Scan Invoice")
    id = named("Scan Invoice")
    panel.edit.moveCursor(QTextCursor.MoveOperation.Start)
    panel.edit.find("Scan Invoice")
    type_in(panel, "Scan it", UP)
    assert diagram.node(id).name == "Scan it"
    assert not panel.pending


def test_what_is_not_understood_stays_and_is_told(panel: OutlinePanel, diagram: Diagram) -> None:
    before = diagram.records()
    go_to(panel, "Scan Invoice")
    type_in(panel, ENTER, "-> Nowhere", ENTER)
    assert diagram.records() == before
    assert "Nowhere" in panel.told.text()
    assert "Nowhere" in panel.edit.toPlainText()
    type_in(panel, Qt.Key.Key_Escape)
    assert "Nowhere" not in panel.edit.toPlainText()
    assert not panel.told.isVisible()


def test_an_empty_line_begun_and_left_changes_nothing(panel: OutlinePanel, diagram: Diagram) -> None:
    before = diagram.records()
    go_to(panel, "Scan Invoice")
    type_in(panel, ENTER, UP)
    assert diagram.records() == before
    assert not panel.pending


def test_the_cursor_selects_on_the_map_and_the_map_moves_the_cursor(
    panel: OutlinePanel, window: MainWindow, named: Callable[[str], str]
) -> None:
    go_to(panel, "Scan Invoice")
    type_in(panel, UP, Qt.Key.Key_Down)
    assert window.page.canvas.selection == (named("Scan Invoice"),)
    window.page.canvas.setFocus()
    window.page.canvas.select([named("Archive original")])
    assert "Archive original" in panel.edit.textCursor().block().text()
