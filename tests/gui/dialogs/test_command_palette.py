"""Ctrl+K: every command by its name, typed in part or nearly right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from mapper.gui.dialogs.command_palette import HIDDEN, found
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

NAMED = [("left", "Align left Align"), ("task", "Append task Edit"), ("all", "Arrange everything Arrange")]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("align", "left"), ("left align", "left"), ("task", "task"), ("apend task edit", "task"), ("ARR", "all")],
)
def test_a_name_is_found_in_part_and_nearly_right(typed: str, first: str) -> None:
    assert found(NAMED, typed)[0] == first


def test_nonsense_finds_nothing() -> None:
    assert found(NAMED, "xqzv") == []


def offered(window: MainWindow) -> QListWidget:
    window.commands["help.palette"].trigger()
    return QApplication.activePopupWidget().findChild(QListWidget)


def ids(list: QListWidget) -> list[str]:
    return [list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(list.count())]


def test_every_command_can_be_found_but_those_that_are_only_keys(window: MainWindow, diagram: Diagram) -> None:
    shown = ids(offered(window))
    assert set(shown) == {row.id for row in window.commands.rows() if not row.id.startswith(HIDDEN)}
    QApplication.activePopupWidget().close()


def test_enter_runs_what_was_typed(window: MainWindow, diagram: Diagram) -> None:
    step = next(n for n in diagram.nodes() if n.kind == "userTask" and n.plane == window.page.canvas.plane)
    window.page.canvas.select([step.id])
    offered(window)
    QTest.keyClicks(QApplication.focusWidget(), "append gateway")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert diagram.node(window.page.canvas.selection[0]).kind == "exclusiveGateway"
    assert window.page.canvas.editor.id == window.page.canvas.selection[0]
    window.page.canvas.editor.abandon()


def test_what_cannot_be_done_comes_last_and_says_why(window: MainWindow, diagram: Diagram) -> None:
    window.page.canvas.select(())
    list = offered(window)
    assert ids(list).index("append.task") > ids(list).index("edit.select_all")
    QTest.keyClicks(QApplication.focusWidget(), "append task")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.status.sentence.text() == "Select one step first."


def test_the_arrows_walk_and_escape_closes(window: MainWindow, diagram: Diagram) -> None:
    list = offered(window)
    field = QApplication.focusWidget()
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert list.currentRow() == 1
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_what_finds_nothing_is_told_and_runs_nothing(window: MainWindow, diagram: Diagram) -> None:
    shown = offered(window)
    QTest.keyClicks(QApplication.focusWidget(), "xqzv")
    assert [shown.item(i).text() for i in range(shown.count())] == ["Nothing is called so."]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is not None
    QApplication.activePopupWidget().close()
