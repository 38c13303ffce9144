"""Copy and paste in the window: between maps in tabs, and beside text fields that want the same keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from tests.helpers.hand import Hand

from mapper.app.session.clipboard import MIME
from mapper.gui.kit.pull import PullButton
from mapper.gui.window.carried import Carried, leave_plain
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


def test_a_copy_is_there_as_picture_text_and_map_at_once(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given two steps of different lanes
    ids = [named("Approve Invoice"), named("Assign Approver")]
    window.page.canvas.select(ids)
    # when they are copied
    window.commands["edit.copy"].trigger()
    held = QGuiApplication.clipboard().mimeData()
    # then text programs get a list in reading order, drawing programs SVG, the others a picture of 300 dpi
    assert held.text() == "Team Assistant: Assign Approver\nApprover: Approve Invoice"
    assert b"Approve Invoice" in bytes(held.data("image/svg+xml").data())
    picture = held.imageData()
    assert round(picture.dotsPerMeterX() / 39.37) == 300
    wide = max(diagram.node(id).bounds.right for id in ids) - min(diagram.node(id).bounds.x for id in ids)
    assert wide * 300 / 96 < picture.width() < (wide + 80) * 300 / 96
    assert bytes(held.data("image/png").data()).startswith(b"\x89PNG")
    assert held.hasFormat(MIME)
    # and all of it stays there when the program ends
    pixels = picture.width()
    leave_plain()
    left = QGuiApplication.clipboard().mimeData()
    assert not isinstance(left, Carried)
    assert left.hasFormat(MIME)
    assert left.text() == "Team Assistant: Assign Approver\nApprover: Approve Invoice"
    assert left.imageData().width() == pixels


def test_copy_as_picture_takes_the_selection_or_else_the_diagram(
    qtbot: QtBot, window: MainWindow, diagram: Diagram, named: Find
) -> None:
    canvas = window.page.canvas
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    canvas.select([named("Approve Invoice")])
    canvas.setFocus()
    window.activateWindow()
    qtbot.keyClick(canvas, Qt.Key.Key_C, both)
    window.commands.run("edit.copy_picture")
    small = QGuiApplication.clipboard().mimeData()
    assert not small.hasFormat(MIME)
    width = small.imageData().width()
    canvas.select(())
    window.commands.run("edit.copy_picture")
    assert QGuiApplication.clipboard().mimeData().imageData().width() > 4 * width


def test_a_picture_pulled_off_the_bar_hangs_on_the_pointer(
    window: MainWindow, diagram: Diagram, named: Find, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a selected step, and the system's drag, which blocks until a drop that no test can make
    window.page.canvas.select([named("Approve Invoice")])
    window.resize(1500, 900)
    dragged: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: dragged.append(drag))
    button = next(b for b in window.findChildren(PullButton) if b.accessibleName() == "Copy as picture")
    # when a hand pulls the button out of the window
    hand.drag(button, button.rect().center(), button.rect().center() + QPoint(0, 90))
    # then a picture of the step goes along, as a file and as a picture
    (drag,) = dragged
    (url,) = drag.mimeData().urls()
    assert QImage(url.toLocalFile()).width() == drag.mimeData().imageData().width() > 100


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
