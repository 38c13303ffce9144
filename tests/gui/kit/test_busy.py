"""Long work beside the window: done there, told here, given up at any time; meanwhile the window takes no input."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.helpers.hand import Hand

from mapper.gui.kit import busy
from mapper.gui.kit.busy import Busy
from mapper.model import token


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a field to type into."""
    found = QWidget()
    qtbot.addWidget(found)
    found.resize(600, 400)
    found.field = QLineEdit(found)
    found.show()
    found.field.setFocus()
    qtbot.waitUntil(found.field.hasFocus)
    return found


@pytest.fixture
def card(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> Iterator[Busy]:
    """The card of that window, which comes up at once."""
    monkeypatch.setattr(busy, "SOON", 0)
    monkeypatch.setattr(busy, "PATIENCE", 0)
    found = Busy(window)
    yield found
    found.cancel()


class Endless:
    """Work without an end. It says when it has begun and when it was stopped."""

    def __init__(self) -> None:
        self.begun, self.stopped = threading.Event(), threading.Event()

    def __call__(self) -> None:
        try:
            self.begun.set()
            while True:
                token.look()
        finally:
            self.stopped.set()


def test_work_is_done_elsewhere_and_its_result_arrives_here(card: Busy, qtbot: QtBot) -> None:
    # given some work, when it is begun
    found: list[object] = []
    card.begin("Counting…", threading.get_ident, lambda get: found.extend((get(), threading.get_ident())))
    assert card.on
    qtbot.waitUntil(lambda: not card.on)
    # then it was done in another thread, its result arrived in this one, and the card is gone
    worker, here = found
    assert here == threading.get_ident() != worker
    assert not card.isVisible()


def test_an_error_is_raised_where_the_result_is_asked_for(card: Busy, qtbot: QtBot) -> None:
    caught: list[str] = []

    def then(get) -> None:
        with pytest.raises(ZeroDivisionError) as error:
            get()
        caught.append(str(error.value))

    card.begin("Dividing…", lambda: 1 // 0, then)
    qtbot.waitUntil(lambda: not card.on)
    assert len(caught) == 1


@pytest.mark.parametrize("by", ["button", "escape"])
def test_work_that_is_given_up_ends_and_is_never_heard_of(
    card: Busy, window: QWidget, qtbot: QtBot, by: str, hand: Hand
) -> None:
    # given work without an end, and the card that tells of it
    work, heard = Endless(), []
    card.begin("Thinking…", work, heard.append)
    assert work.begun.wait(5)
    qtbot.waitUntil(card.isVisible)
    # when it is given up
    with qtbot.waitSignal(card.givenUp):
        if by == "button":
            hand.click(card.findChild(QPushButton))
        else:
            QTest.keyClick(window.field, Qt.Key.Key_Escape)
    # then the thread ends, and the keyboard is where it was
    assert work.stopped.wait(5)
    assert not card.on
    assert not card.isVisible()
    assert window.field.hasFocus()
    qtbot.wait(20)
    assert heard == []


def test_meanwhile_keys_and_clicks_do_nothing_and_afterwards_they_do_again(
    card: Busy, window: QWidget, hand: Hand
) -> None:
    work = Endless()
    card.begin("Thinking…", work, lambda get: None)
    QTest.keyClicks(window.field, "abc")
    hand.click(window.field)
    assert window.field.text() == ""
    card.cancel()
    QTest.keyClicks(window.field, "abc")
    assert window.field.text() == "abc"


def test_what_is_done_soon_needs_no_card(card: Busy, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "SOON", 10_000)
    shown = []
    card.begin("Blinking…", lambda: 1, lambda get: shown.append(card.isVisible()))
    qtbot.waitUntil(lambda: not card.on)
    assert shown == [False]


def test_more_work_waits_for_its_turn(card: Busy, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(3):
        card.begin("Counting…", lambda number=number: number, lambda get: order.append(get()))
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == [0, 1, 2]
    assert not card.on


def test_what_is_done_soon_is_done_before_one_goes_on(card: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "PATIENCE", 30)
    found: list[int] = []
    card.begin("Counting…", lambda: 7, lambda get: found.append(get()))
    assert found == [7]
    assert not card.on
    assert not card.isVisible()
