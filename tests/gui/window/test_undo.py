"""Undo: named by what it takes back, with the selection restored, one gesture one step, and a list to go back in."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from tests.helpers.hand import Hand

from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES

Find = Callable[[str], str]


def settled() -> None:
    """What waits for the end of a gesture has come to pass."""
    QApplication.processEvents()


def test_a_drag_of_three_steps_is_one_step_named_so_and_undo_selects_them_again(
    window: MainWindow, diagram: Diagram, hand: Hand
) -> None:
    # given three selected steps
    canvas = window.page.canvas
    ids = tuple(n.id for n in diagram.nodes() if n.family in ACTIVITIES and n.plane == canvas.plane)[:3]
    canvas.select(ids)
    before = diagram.records()
    # when a hand drags one of them a little
    start = canvas.to_view(diagram.node(ids[0]).bounds.center)
    hand.drag(canvas.viewport(), start, start + QPointF(0, 14))
    settled()
    # then it is one step, and menu and tip name it
    assert len(diagram.steps(back=True)) == 1
    assert window.commands["edit.undo"].text() == "Undo: move 3 steps"
    assert window.commands["edit.undo"].toolTip() == "Undo: move 3 steps (Ctrl+Z)"
    # when something else is selected and the step is undone by key
    canvas.select(())
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    # then the map and the selection are as they were before it
    assert diagram.records() == before
    assert canvas.selection == ids
    assert window.commands["edit.redo"].text() == "Redo: move 3 steps"


def test_what_was_deleted_is_selected_when_it_comes_back_and_redo_selects_what_followed(
    window: MainWindow, diagram: Diagram, named: Find
) -> None:
    # given a step that is deleted, whose forerunner is then selected
    canvas, id = window.page.canvas, named("Approve Invoice")
    canvas.select([id])
    window.commands.run("edit.delete")
    settled()
    after = canvas.selection
    assert window.commands["edit.undo"].text() == "Undo: delete “Approve Invoice”"
    # when it is undone, and done again
    window.commands.run("edit.undo")
    assert canvas.selection == (id,)
    window.commands.run("edit.redo")
    # then what was selected then is selected again
    assert canvas.selection == after


def test_a_step_appended_and_named_is_one_step(window: MainWindow, diagram: Diagram, named: Find) -> None:
    canvas = window.page.canvas
    canvas.setFocus()
    canvas.select([named("Approve Invoice")])
    QTest.keyClick(canvas, Qt.Key.Key_A)
    QTest.keyClicks(canvas.editor, "Ask again")
    QTest.keyClick(canvas.editor, Qt.Key.Key_Return)
    settled()
    assert [step.label for step in diagram.steps(back=True)] == ["Append"]
    assert window.commands["edit.undo"].text() == "Undo: append “Ask again”"


def test_the_button_lists_the_steps_and_goes_back_to_the_one_chosen(
    window: MainWindow, diagram: Diagram, named: Find, hand: Hand
) -> None:
    # given three steps
    canvas, id = window.page.canvas, named("Approve Invoice")
    before = diagram.records()
    for number in range(3):
        canvas.select([id])
        canvas._relabel(id, f"Name {number}")
        settled()
    # when the arrow beside undo is pressed
    button = next(b for b in window.findChildren(QToolButton) if b.defaultAction() is window.commands["edit.undo"])
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    settled()
    entries = [entry.text() for entry in menu.actions()]
    assert entries == ["Rename “Name 2”", "Rename “Name 1”", "Rename “Name 0”"]
    # and a hand chooses the last of them
    hand.click(menu, menu.actionGeometry(menu.actions()[2]).center())
    # then all three are undone, and can be done again
    assert diagram.records() == before
    assert len(diagram.steps(back=False)) == 3
