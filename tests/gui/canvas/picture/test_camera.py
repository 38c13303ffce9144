"""Zooming and scrolling."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from mapper.model.geometry import Rect

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
STILL = QPoint()


def wheel(canvas, place: QPointF, turn: int, keys=NONE, phase=Qt.ScrollPhase.NoScrollPhase, pixels=STILL) -> None:
    at, button = canvas.viewport().mapToGlobal(place), Qt.MouseButton.NoButton
    event = QWheelEvent(place, at, pixels, QPoint(0, turn), button, keys, phase, False)
    QApplication.sendEvent(canvas.viewport(), event)


@pytest.mark.parametrize("keys", [NONE, CTRL])
@pytest.mark.parametrize("turn", [120, -120, 240, 15])
def test_the_wheel_keeps_what_is_under_the_cursor(canvas, keys, turn) -> None:
    place = QPointF(777, 222)
    before, scale = canvas.to_map(place), canvas.zoom

    wheel(canvas, place, turn, keys)

    assert (canvas.zoom > scale) == (turn > 0)
    assert before.distance(canvas.to_map(place)) * canvas.zoom <= 1.5


def test_it_does_not_drift_over_many_notches(canvas) -> None:
    place = QPointF(300, 500)
    before = canvas.to_map(place)
    for turn in [120] * 8 + [-120] * 8:
        wheel(canvas, place, turn)

    assert before.distance(canvas.to_map(place)) * canvas.zoom < 10


def test_a_touchpad_scrolls(canvas) -> None:
    before, scale = canvas.to_view(canvas.seen().center), canvas.zoom
    centre = canvas.seen().center
    wheel(canvas, QPointF(300, 300), 40, phase=Qt.ScrollPhase.ScrollUpdate, pixels=QPoint(11, 7))

    moved = canvas.to_view(centre) - before
    assert (round(moved.x()), round(moved.y()), canvas.zoom) == (11, 7, scale)


def test_shift_and_wheel_scroll_sideways(canvas) -> None:
    centre = canvas.seen().center
    before = canvas.to_view(centre)
    wheel(canvas, QPointF(300, 300), 120, SHIFT)

    moved = canvas.to_view(centre) - before
    assert (round(moved.x()), round(moved.y())) == (120, 0)


def test_fit_shows_all_of_a_large_area(canvas) -> None:
    area = Rect(-500, -100, 9000, 4000)
    canvas.set_content(area)
    canvas.fit_to(area)

    assert canvas.seen().holds(area)


def test_keys_and_buttons_stop_at_round_scales(canvas, qtbot) -> None:
    canvas.zoom_to(0.97)
    with qtbot.waitSignal(canvas.zoomChanged) as told:
        canvas.zoom_in()
    assert told.args == [1.0]
    canvas.zoom_out()
    assert canvas.zoom == 0.75


def test_reveal_scrolls_no_more_than_needed(canvas) -> None:
    canvas.zoom_to(4.0)
    canvas.reveal(Rect(400, 40, 100, 80))

    assert canvas.seen().holds(Rect(400, 40, 100, 80))
