"""Steps that have more to tell than their name carry a discreet mark; a card shows it as plain text."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.helpers.hand import Hand

from mapper.edit.verbs import owner
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


@pytest.fixture
def noted(window: MainWindow, diagram: Diagram, named: Find) -> str:
    """A step with a description that looks like HTML, an instruction and a link."""
    id = named("Approve Invoice")
    owner.set_detail(diagram, id, "documentation", "Look at <b>all</b> pages\n<img src=x>")
    owner.set_detail(diagram, id, "instruction", "See handbook 4.2")
    owner.set_detail(diagram, id, "systems", (("Ledger", "https://example.org/ledger"),))
    window.resize(1500, 900)
    QApplication.processEvents()
    window.page.canvas.select(())
    window.page.canvas.zoom_to(1.0)
    window.page.canvas.center_on(id)
    return id


def test_only_steps_with_more_to_tell_are_marked(window: MainWindow, noted: str) -> None:
    canvas = window.page.canvas
    assert [id for id, _box in canvas.notes().places()] == [noted]
    # from far away, and where they are switched off, no mark is in the way
    canvas.zoom_to(0.3)
    assert list(canvas.notes().places()) == []
    window.commands.run("view.badges")
    assert not canvas.marks_notes


def test_a_hand_that_rests_on_the_mark_reads_plain_text(
    window: MainWindow, noted: str, hand: Hand, qtbot: QtBot
) -> None:
    # given the mark of a step
    canvas = window.page.canvas
    place = dict(canvas.notes().places())[noted].center()
    # when the hand rests on it
    hand.over(canvas.viewport(), place)
    qtbot.waitUntil(canvas.card.isVisible)
    # then a card shows description, instruction and link, letter for letter
    labels = canvas.card.findChildren(QLabel)
    shown = [label.text() for label in labels if label.isVisible()]
    assert "Look at <b>all</b> pages\n<img src=x>" in shown
    assert "See handbook 4.2" in shown
    assert "Ledger · https://example.org/ledger" in shown
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert canvas.viewport().rect().contains(canvas.card.geometry())
    # and goes when the hand goes on
    hand.over(canvas.viewport(), place + QPointF(0, 80))
    assert not canvas.card.isVisible()
