"""Buttons that can be pulled, under a hand that moves: a click clicks, a pull pulls, passing by does neither."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.helpers.canvases import is_at_rest, pass_over
from tests.helpers.hand import Hand

from mapper.gui.canvas import Canvas
from mapper.gui.window.window import MainWindow
from mapper.model.diagram import Diagram

Find = Callable[[str], str]


@pytest.fixture
def canvas(window: MainWindow, diagram: Diagram, qtbot: QtBot) -> Canvas:
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: window.page.canvas.isVisible())
    QTest.qWait(50)  # the first look comes once the window has its size
    window.page.canvas.zoom_to(1.0)
    return window.page.canvas


class Swallow(QObject):
    """Lets no release of a mouse button through."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QWidget)


@contextmanager
def lost_release() -> Iterator[None]:
    """Meanwhile releases go to nobody, as when another window comes up under the hand."""
    swallow = Swallow()
    QApplication.instance().installEventFilter(swallow)
    try:
        yield
    finally:
        QApplication.instance().removeEventFilter(swallow)


@pytest.mark.parametrize("name", ["append.task", "append.gateway", "append.annotation"])
def test_what_is_pulled_out_of_the_pad_is_dropped_where_it_is_let_go(
    canvas: Canvas, diagram: Diagram, named: Find, hand: Hand, name: str
) -> None:
    # given free paper below the map
    step, known = named("Approve Invoice"), {node.id for node in diagram.nodes()}
    canvas.select([step])
    canvas.center_on(step)
    free = QPoint(canvas.viewport().width() // 2, canvas.viewport().height() - 40)
    hand.press(canvas.pad.button(name))
    hand.over(canvas.viewport(), free)
    assert canvas.mouse.gesturing
    place = canvas.to_map(free.toPointF())
    hand.release()
    # then it stands under the pointer, joined to the step
    made = [node for node in diagram.nodes() if node.id not in known]
    assert len(made) == 1
    assert made[0].bounds.center.distance(place) < 80
    assert set(diagram.index.flows_at(step)) & set(diagram.index.flows_at(made[0].id))
    canvas.editor.abandon()
    assert is_at_rest(canvas)


def test_what_is_pulled_off_the_strip_is_dropped_with_its_name_open(
    window: MainWindow, canvas: Canvas, diagram: Diagram, named: Find, hand: Hand
) -> None:
    lane = diagram.node(named("Approve Invoice")).lane
    place = diagram.node(lane).bounds
    canvas.center_on(named("Approve Invoice"))
    hand.press(window.strip.button("task"))
    hand.over(canvas.viewport(), canvas.to_view(place.center))
    hand.release()
    assert canvas.editor.id is not None
    assert diagram.node(canvas.editor.id).lane == lane
    canvas.editor.abandon()
    assert is_at_rest(canvas)


def test_a_clicked_shape_of_the_strip_hangs_on_the_pointer_once(
    window: MainWindow, canvas: Canvas, diagram: Diagram, hand: Hand
) -> None:
    # given a shape that is clicked and put back
    button = window.strip.button("task")
    hand.click(button)
    assert canvas.tool == "create"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    # when the hand passes over it again
    for x in (4, 30, 4):
        hand.over(button, QPoint(x, 10))
    hand.over(canvas.viewport(), QPoint(300, 300))
    # then nothing is pulled
    assert is_at_rest(canvas)
    assert diagram.undo_label is None


@pytest.mark.parametrize("lost", ["hidden", "another window"])
def test_a_release_that_never_arrives_pulls_nothing_later(
    canvas: Canvas, diagram: Diagram, named: Find, hand: Hand, lost: str
) -> None:
    # given a button that went down, and whose release went elsewhere
    canvas.select([named("Approve Invoice")])
    canvas.center_on(named("Approve Invoice"))
    button = canvas.pad.button("append.task")
    hand.press(button)
    if lost == "hidden":
        canvas.pad.hide()
        hand.over(canvas.viewport(), QPoint(20, 20))
        hand.release()
        canvas.refresh()
    else:
        with lost_release():
            hand.release()
    # when the hand passes over the pad
    records = diagram.records()
    pass_over(hand, canvas)
    # then nothing hangs on the pointer
    assert is_at_rest(canvas)
    assert diagram.records() == records


def test_a_drag_whose_release_is_lost_drops_nothing(canvas: Canvas, diagram: Diagram, named: Find, hand: Hand) -> None:
    # given a step in mid-drag whose release nobody saw
    step = named("Approve Invoice")
    canvas.center_on(step)
    at = canvas.to_view(diagram.node(step).bounds.center).toPoint()
    hand.press(canvas.viewport(), at)
    hand.over(canvas.viewport(), at + QPoint(60, 0))
    assert canvas.mouse.gesturing
    with lost_release():
        hand.release()
    # when the hand moves on with no button down
    hand.over(canvas.viewport(), at + QPoint(90, 40))
    # then the step is where it was
    assert is_at_rest(canvas)
    assert diagram.undo_label is None
