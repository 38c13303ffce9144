"""Colours in the window: the inspector's swatches, the quick menu, the entries of the menu."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog
from tests.helpers.hand import Hand

from mapper.edit.verbs import colour
from mapper.gui.panels.inspector.colour import ColourField
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

Find = Callable[[str], str]
GREEN = colour.PALETTE[2].pair


@pytest.fixture
def step(window: MainWindow, named: Find) -> str:
    id = named("Approve Invoice")
    window.page.canvas.select([id])
    return id


def field(window: MainWindow) -> ColourField:
    found = window.inspector.field("colour")
    assert isinstance(found, ColourField)
    return found


def marked(found: ColourField) -> list[str]:
    return [swatch.toolTip() for swatch in (*found.swatches, found.other) if swatch.isChecked()]


def test_a_swatch_paints_all_that_is_selected_in_one_step(
    window: MainWindow, diagram: Diagram, step: str, named: Find, hand: Hand
) -> None:
    # given a step and a flow
    flow = diagram.index.flows_at(step)[0]
    window.page.canvas.select([step, flow])
    before = marked(field(window))
    # when
    hand.click(field(window).swatches[3])
    # then
    assert colour.common(diagram, [step, flow]) == GREEN
    assert marked(field(window)) == ["Green"]
    window.commands["edit.undo"].trigger()
    assert marked(field(window)) == before != ["Green"]


def test_things_of_different_colours_mark_none(
    window: MainWindow, diagram: Diagram, step: str, named: Find, hand: Hand
) -> None:
    colour.paint(diagram, [step], *GREEN)
    window.page.canvas.select([step, diagram.index.flows_at(step)[0]])
    assert marked(field(window)) == []
    hand.click(field(window).swatches[0])
    assert diagram.node(step).trait("fill") == ""


def test_a_colour_that_is_not_offered_marks_the_last_and_is_where_choosing_begins(
    window: MainWindow, diagram: Diagram, step: str, hand: Hand
) -> None:
    # given
    colour.paint(diagram, [step], "#102030", "#405060")
    assert marked(field(window)) == ["Other colour…"]
    # when
    hand.click(field(window).other)
    dialog = window.findChild(QColorDialog)
    assert dialog is not None
    assert dialog.currentColor().name() == "#102030"
    dialog.setCurrentColor("#ff8800")
    dialog.accept()
    # then
    assert diagram.node(step).trait("fill") == "#ff8800"


def test_the_swatches_are_one_stop_walked_with_the_arrows(window: MainWindow, diagram: Diagram, step: str) -> None:
    swatches = field(window).swatches
    assert [bool(s.focusPolicy() & Qt.FocusPolicy.TabFocus) for s in swatches].count(True) == 1
    swatches[0].setFocus()
    for _time in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert colour.common(diagram, [step]) == GREEN
    QTest.keyClick(swatches[0], Qt.Key.Key_Left)
    assert field(window).other.hasFocus()


def test_k_and_a_word_paint(window: MainWindow, diagram: Diagram, step: str) -> None:
    canvas = window.page.canvas
    QTest.keyClick(canvas, Qt.Key.Key_K)
    QTest.keyClicks(QApplication.focusWidget(), "green")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert colour.common(diagram, [step]) == GREEN


def test_the_pad_offers_colours_to_everything(window: MainWindow, diagram: Diagram, step: str, hand: Hand) -> None:
    canvas = window.page.canvas
    canvas.zoom_to(1.0)
    for id in (step, diagram.index.flows_at(step)[0]):
        canvas.select([id])
        hand.click(canvas.pad.button("colour.choose"))
        assert canvas.menu.isVisible()
        canvas.menu.close_menu()


def test_under_the_lens_the_field_says_whose_colour_is_seen(window: MainWindow, step: str, named: Find) -> None:
    assert not field(window)._note.isVisible()
    window.commands["view.lens"].trigger()
    assert field(window)._note.isVisible()
    window.commands["view.lens"].trigger()
    assert not field(window)._note.isVisible()


def test_the_menu_paints_and_shows_its_colours(window: MainWindow, diagram: Diagram, step: str) -> None:
    entry = window.commands["colour.green"]
    assert entry.isEnabled()
    assert not entry.icon().isNull()
    entry.trigger()
    assert colour.common(diagram, [step]) == GREEN
    window.page.canvas.select([])
    assert not entry.isEnabled()
