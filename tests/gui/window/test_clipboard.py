"""Copy and paste in the window: between maps in tabs, and beside text fields that want the same keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from mapper.app.session.clipboard import MIME
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


def test_steps_go_from_one_map_to_another(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given a copied step
    window.page.canvas.select([named("Approve Invoice")])
    window.commands["edit.copy"].trigger()
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasFormat(MIME)
    assert held.text() == "Approve Invoice"
    # when it is pasted in a new map
    window.commands["file.new"].trigger()
    window.commands["edit.paste"].trigger()
    # then it stands there, selected
    other = window.page.session.diagram
    (id,) = window.page.canvas.selection
    assert other is not diagram
    assert other.node(id).name == "Approve Invoice"
    assert window.commands["edit.undo"].text() == "Undo: paste “Approve Invoice”"


def test_the_keys_of_the_clipboard_work_on_the_map(
    qtbot: QtBot, window: MainWindow, diagram: Diagram, named: Find
) -> None:
    step = named("Approve Invoice")
    canvas = window.page.canvas
    canvas.select([step])
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pasted = canvas.selection
    assert pasted != (step,)
    qtbot.keyClick(canvas, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert pasted[0] not in diagram
    canvas.select([step])
    qtbot.keyClick(canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert diagram.node(canvas.selection[0]).name == "Approve Invoice"


def test_in_a_text_field_the_keys_copy_text(qtbot: QtBot, window: MainWindow, diagram: Diagram, named: Find) -> None:
    window.page.canvas.select([named("Approve Invoice")])
    edit = window.inspector.field("name").edit
    edit.setFocus()
    edit.selectAll()
    before = len(diagram)
    qtbot.keyClick(edit, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Approve Invoice"
    assert not QGuiApplication.clipboard().mimeData().hasFormat(MIME)
    qtbot.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(diagram) == before


def test_the_mouse_counts_only_over_the_map(window: MainWindow, diagram: Diagram) -> None:
    canvas = window.page.canvas
    canvas.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    assert canvas.cursor_place() is None
    canvas.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    assert canvas.cursor_place() is not None


def test_cells_of_a_spreadsheet_become_steps(window: MainWindow) -> None:
    # given a new map, and cells in the clipboard
    window.commands["file.new"].trigger()
    QGuiApplication.clipboard().setText("Sales\tRegister order\nStore\tPack\n")
    # when they are pasted
    window.commands["edit.paste"].trigger()
    # then they are steps in their lanes, selected
    canvas = window.page.canvas
    assert [canvas.diagram.node(id).name for id in canvas.selection] == ["Register order", "Pack"]
    assert "2 steps" in window.status.sentence.text()
