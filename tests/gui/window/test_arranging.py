"""Arranging in the window: apart from it when the map is large, told, given up, and never onto a map that changed."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton, QToolTip
from pytestqt.qtbot import QtBot
from tests.helpers import shown
from tests.helpers.hand import Hand

from mapper.arrange import verbs
from mapper.edit.verbs import label
from mapper.gui.kit import busy
from mapper.gui.window.window import MainWindow
from mapper.model import token
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every map takes longer than the window waits in place."""
    monkeypatch.setattr(busy, "PATIENCE", 0)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Arranging waits for this before it ends."""
    go, real = threading.Event(), verbs.everything

    def slowly(*args: object, **options: object) -> None:
        while not go.is_set():
            token.look()
        real(*args, **options)

    monkeypatch.setattr(verbs, "everything", slowly)
    return go


def test_a_small_map_is_arranged_at_once_and_undo_names_it(window: MainWindow, diagram: Diagram) -> None:
    before = diagram.records()
    window.commands["arrange.all"].trigger()
    assert diagram.records() != before
    assert "have new places" in window.status.sentence.text()
    assert window.commands["edit.undo"].text().startswith("Undo: arrange ")
    window.commands["edit.undo"].trigger()
    assert diagram.records() == before


def test_where_nothing_moves_that_is_said(window: MainWindow, diagram: Diagram) -> None:
    window.commands["arrange.all"].trigger()
    done = diagram.mark
    window.commands["arrange.all"].trigger()
    assert window.status.sentence.text() == "Nothing had to move."
    assert diagram.mark is done


def test_a_large_map_comes_to_the_same_as_one_step(
    window: MainWindow, diagram: Diagram, large: None, qtbot: QtBot
) -> None:
    # given how the map looks when it is arranged at once
    before = diagram.records()
    verbs.everything(diagram, window.front.plane)
    wanted = diagram.records()
    diagram.undo()
    # when it is arranged apart
    window.commands["arrange.all"].trigger()
    assert diagram.records() == before
    qtbot.waitUntil(lambda: not window.busy.on, timeout=60_000)
    # then it looks the same, as one step
    assert diagram.records() == wanted
    diagram.undo()
    assert diagram.records() == before
    assert diagram.undo_label is None


def test_arranging_a_large_map_can_be_given_up(
    window: MainWindow, diagram: Diagram, large: None, held: threading.Event
) -> None:
    before = diagram.records()
    window.commands["arrange.all"].trigger()
    assert window.busy.on
    window.busy.cancel()
    assert window.status.sentence.text() == "Cancelled. Nothing was changed."
    assert diagram.records() == before
    assert diagram.undo_label is None


def test_a_map_that_changed_meanwhile_stays(
    window: MainWindow, diagram: Diagram, named: Find, large: None, held: threading.Event, qtbot: QtBot
) -> None:
    window.commands["arrange.all"].trigger()
    label.rename(diagram, named("Approve Invoice"), "Approve")
    before = diagram.records()
    held.set()
    qtbot.waitUntil(lambda: not window.busy.on, timeout=60_000)
    assert diagram.records() == before


def test_the_window_can_be_closed_meanwhile(
    window: MainWindow, diagram: Diagram, large: None, held: threading.Event
) -> None:
    window.commands["arrange.all"].trigger()
    assert window.close()
    assert not window.busy.on
    assert window.maps.count() == 0


def test_an_error_of_its_own_is_told_and_the_map_stays(
    window: MainWindow, diagram: Diagram, large: None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise KeyError("nobody foresaw this")

    monkeypatch.setattr(verbs, "everything", fail)
    before = diagram.records()
    window.commands["arrange.all"].trigger()
    qtbot.waitUntil(lambda: not window.busy.on, timeout=60_000)
    (sentence,) = window.bars.sentences()
    assert "nobody foresaw this" in sentence
    assert diagram.records() == before


def test_a_name_that_is_being_typed_counts_first(window: MainWindow, diagram: Diagram, named: Find) -> None:
    # given a half typed name
    canvas = window.page.canvas
    canvas.edit_label(named("Approve Invoice"))
    canvas.editor.setPlainText("Approve it")
    # when the map is arranged
    window.commands["arrange.all"].trigger()
    # then the name is taken and the field closed, so that it does not stay where the step was
    assert diagram.node(named("Approve it")).kind == "userTask"
    assert canvas.editor.id is None


def test_a_step_that_is_half_dragged_goes_back_first(
    window: MainWindow, diagram: Diagram, named: Find, hand: Hand
) -> None:
    # given a step in mid-drag
    canvas, id = window.page.canvas, named("Approve Invoice")
    view, at = canvas.viewport(), canvas.to_view(diagram.node(id).bounds.center).toPoint()
    hand.press(view, at)
    hand.over(view, at + QPoint(90, 0))
    assert canvas.mouse.gesturing
    # when the map is arranged, and the button let go
    window.commands["arrange.all"].trigger()
    done = diagram.records()
    hand.release()
    # then the drag was given up
    assert diagram.records() == done
    assert diagram.undo_label == "Arrange"


def test_a_drag_goes_on_while_one_zooms(window: MainWindow, diagram: Diagram, named: Find, hand: Hand) -> None:
    canvas, id = window.page.canvas, named("Approve Invoice")
    at = canvas.to_view(diagram.node(id).bounds.center).toPoint()
    hand.press(canvas.viewport(), at)
    hand.over(canvas.viewport(), at + QPoint(20, 0))
    window.commands["view.zoom_in"].trigger()
    assert canvas.mouse.gesturing
    canvas.mouse.cancel()


# -- where one looks for it --------------------------------------------------------------------------------------------


def button(window: MainWindow) -> QToolButton:
    bar = window.findChild(QToolBar, "top")
    found = bar.widgetForAction(window.commands["arrange.all"])
    assert isinstance(found, QToolButton)
    return found


def test_the_toolbar_arranges_and_offers_the_other_ways(window: MainWindow, diagram: Diagram, hand: Hand) -> None:
    assert button(window).text() == "Arrange"
    texts = [entry.text() for entry in button(window).menu().actions() if entry.text()]
    assert texts[0] == "Arrange everything"
    assert texts[-3:-1] == ["Tidy all flows", "Straighten everything"]
    hand.click(button(window))
    assert diagram.undo_label == "Arrange"


def test_entries_say_what_they_would_do(window: MainWindow, diagram: Diagram, named: Find) -> None:
    window.page.canvas.select([named("Approve Invoice")])
    assert window.commands["arrange.pool"].text() == "Arrange this pool"
    assert window.commands["lines.tidy"].text() == "Tidy the flows of the selection"
    window.page.canvas.select(())
    assert window.commands["arrange.pool"].text() == "Arrange pool or sub-process"
    assert window.commands["lines.tidy"].text() == "Tidy all flows"


def test_what_is_only_shown_cannot_be_arranged_and_says_why(window: MainWindow) -> None:
    window.open([shown.FILE])
    window.page.show_plane("plane")
    said = "Choreography is shown, not edited: the file keeps it as it is."
    assert not button(window).isEnabled()
    assert button(window).toolTip() == f"Arrange everything (Ctrl+Shift+A)\n{said}"
    window.page.show_plane("plain")
    assert button(window).isEnabled()
    assert button(window).toolTip() == "Arrange everything (Ctrl+Shift+A)"


def test_a_grey_entry_of_a_menu_says_why(window: MainWindow, diagram: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a map with nothing selected
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: said.append(text))
    menu = button(window).menu()
    menu.popup(QPoint(0, 0))
    # when the mouse rests on entries of the menu
    for id in ("arrange.all", "arrange.selection"):
        place = menu.actionGeometry(window.commands[id]).center()
        QApplication.sendEvent(menu, QHelpEvent(QEvent.Type.ToolTip, place, menu.mapToGlobal(place)))
    menu.close()
    # then only the one that cannot be done has something to say
    assert said == ["", "Select at least two steps."]


def test_an_empty_map_has_nothing_to_arrange(window: MainWindow) -> None:
    window.commands["file.new"].trigger()
    assert not window.commands["arrange.all"].isEnabled()
    assert window.commands["arrange.all"].statusTip() == "There is nothing on the map yet."


def test_lines_jump_again_after_the_switch(window: MainWindow, diagram: Diagram) -> None:
    window.commands["view.line_jumps"].trigger()
    assert not window.page.canvas.map.jumps
    window.commands["view.line_jumps"].trigger()
    assert window.page.canvas.map.jumps


def test_the_place_of_a_right_click_is_where_one_pastes(window: MainWindow, diagram: Diagram) -> None:
    canvas = window.page.canvas
    canvas._clicked = canvas.to_map(QPointF(50, 60))
    assert window.front.cursor == canvas._clicked
    canvas.forget_click()
    assert window.front.cursor is None
