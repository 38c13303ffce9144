"""A hand for the tests of the window: it moves in small steps, trembles, and never jumps.

Its events go through Qt's own way from the window to the widget under the pointer, so that enter and leave, hover and
the grab of a pressed button are as on a screen. A click without a move before and after it hides a whole kind of fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier

STRIDE = 6
"""Pixels between two moves: less than what begins a drag, as a real mouse reports them."""

PAUSE = 24
"""Pixels that the hand goes on after a click before it does anything else."""

Place = QPoint | QPointF | None
"""A place of a widget; None for its middle."""


class Hand:
    """One pointer over all windows. Places are pixels of the widget that is named with them."""

    def __init__(self) -> None:
        self.at = QPoint(0, 0)  # of the screen
        self._window: QWindow | None = None
        self._down: dict[Qt.MouseButton, None] = {}

    def over(self, widget: QWidget, place: Place = None, keys: Qt.KeyboardModifier = NONE) -> None:
        """Go to a place of a widget, once everything has been laid out and painted."""
        QApplication.processEvents()
        self._go(_handle(widget), _on_screen(widget, place), keys)

    def press(
        self, widget: QWidget, place: Place = None, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        """Go there and put a button down."""
        self.over(widget, place, keys)
        self._down[button] = None
        self._button(QTest.mousePress, button, keys)

    def release(self, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        """Let the button go where the hand is."""
        self._down.pop(button, None)
        self._button(QTest.mouseRelease, button, keys)

    def click(
        self, widget: QWidget, place: Place = None, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        """Go there, press, tremble, let go, and move a little further."""
        self.press(widget, place, button, keys)
        self._step(self.at + QPoint(1, 0), keys)
        self.release(button, keys)
        self.drift()

    def double_click(self, widget: QWidget, place: Place = None) -> None:
        """Two clicks in quick succession at a place."""
        self.over(widget, place)
        self._button(QTest.mouseDClick, LEFT, NONE)
        self.drift()

    def drag(
        self, widget: QWidget, *way: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        """Press at the first place, go over the others, let go at the last."""
        self.press(widget, way[0], button, keys)
        for place in way[1:]:
            self.over(widget, place, keys)
        self.release(button, keys)
        self.drift()

    def drift(self) -> None:
        """Move on a little, as a hand does that has clicked; to and fro, so that it ends where it was."""
        if self._window is None or not _is_there(self._window):
            return
        here = self.at
        for off in (STRIDE, PAUSE, STRIDE, 0):
            self._go(self._window, here + QPoint(off // 3, off // 4), NONE)

    def rest(self) -> None:
        """Let go of whatever is still held: Qt would believe it down for all windows to come."""
        window = self._window
        if self._down and (window is None or not _is_there(window)):
            nowhere = QWidget()
            nowhere.show()
            self._window = nowhere.windowHandle()
        for button in list(self._down):
            self.release(button)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _go(self, window: QWindow, goal: QPoint, keys: Qt.KeyboardModifier) -> None:
        self._window = window
        for place in _steps(self.at, goal):
            self._step(place, keys)

    def _step(self, place: QPoint, keys: Qt.KeyboardModifier) -> None:
        self.at = place
        window = self._window
        assert window is not None
        # Only where the cursor itself is moved does `QCursor.pos` know of it; that goes to the lowest window there.
        if keys == NONE and _lowest_at(place) is window:
            QCursor.setPos(place)
        else:
            QTest.mouseMove(window, window.mapFromGlobal(place))
        QApplication.processEvents()

    def _button(self, act: object, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        assert self._window is not None
        act(self._window, button, keys, self._window.mapFromGlobal(self.at))  # type: ignore[operator]
        QApplication.processEvents()


def _steps(here: QPoint, goal: QPoint) -> Iterator[QPoint]:
    """The places on a straight line, the goal last."""
    way = goal - here
    count = max(abs(way.x()), abs(way.y())) // STRIDE
    for number in range(1, count + 1):
        yield here + way * (number / (count + 1))
    yield goal


def _on_screen(widget: QWidget, place: Place) -> QPoint:
    at = widget.rect().center() if place is None else QPointF(place).toPoint()
    return widget.mapToGlobal(at)


def _handle(widget: QWidget) -> QWindow:
    handle = widget.window().windowHandle()
    assert handle is not None, "only what is shown can be pointed at"
    return handle


def _lowest_at(place: QPoint) -> QWindow | None:
    windows = QGuiApplication.topLevelWindows()
    return next((w for w in windows if w.isExposed() and w.geometry().contains(place)), None)


def _is_there(window: QWindow) -> bool:
    try:
        return window.isVisible()
    except RuntimeError:  # the window was closed by what was clicked
        return False
