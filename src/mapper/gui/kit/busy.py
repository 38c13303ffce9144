"""Long work beside the window: it stays alive, says what goes on, and the work can be given up.

The work runs in a thread of its own and must change nothing that the window shows. Until it ends the window takes no
input but for the card that says so: whatever one did meanwhile would be done to a map that is about to change.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mapper.app.commands.context import Result
from mapper.model.token import GivenUp, Token, heeding
from mapper.text import _

PATIENCE = 0.2
"""Seconds for which the window waits for work in place: what is done sooner is done at once, however large the map."""

SOON = 150
"""Milliseconds of further work before the card comes up: what is done sooner needs no words."""

BEAT = 100
"""Milliseconds after which the bar is looked after while the card is shown."""

_HEARD = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.Shortcut, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel, QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.Drop,
})  # fmt: skip
"""The events that would do something to the window."""


class Busy(QFrame):
    """The card, and the work that goes on behind it. One piece of work at a time; more waits for its turn."""

    givenUp = Signal()

    _ended = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("busy")
        self._window = window
        self._label, self._bar = QLabel(self), QProgressBar(self)
        self._cancel = QPushButton(_("Cancel"), self)
        self._token = Token()
        self._future: Future[Any] | None = None
        self._then: Callable[[Callable[[], Any]], object] = lambda found: None
        self._waiting: list[Callable[[], None]] = []
        self._focus: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._come_up)
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT)
        self._beat.timeout.connect(self._show_progress)
        self._cancel.clicked.connect(self.cancel)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._lay_out()
        self.hide()

    @property
    def on(self) -> bool:
        """Whether work goes on."""
        return self._future is not None

    def begin(self, doing: str, work: Callable[[], Result], then: Callable[[Callable[[], Result]], None]) -> None:
        """Do work in a thread of its own, then call `then` here with what returns its result or raises its error; what
        is done soon is done before this returns. It is not called when the work was given up."""
        if self.on:
            self._waiting.append(partial(self.begin, doing, work, then))
            return
        self._label.setText(doing)
        future: Future[Result] = Future()
        self._future, self._then, self._focus = future, then, QApplication.focusWidget()
        self._token = Token()
        thread = Thread(target=self._do, args=(future, work, self._token), daemon=True)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        thread.start()
        thread.join(PATIENCE)
        if PATIENCE and future.done():
            self._end(future)
        else:
            self._soon.start(SOON)

    def cancel(self) -> None:
        """Give up the work, and what waits; nothing of it has happened."""
        self._waiting.clear()
        if self.on:
            self._token.give_up()
            self._rest()
            self.givenUp.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._move_to_middle()
        if event.type() not in _HEARD:
            return False
        mine = isinstance(watched, QWidget) and (watched is self or self.isAncestorOf(watched))
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        return not mine and (isinstance(watched, QWidget) or event.type() == QEvent.Type.Shortcut)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _do(self, future: Future[Result], work: Callable[[], Result], token: Token) -> None:
        """What the thread does."""
        with suppress(GivenUp, RuntimeError), heeding(token):  # given up, or the window is gone
            settle(future, work)
            self._ended.emit(future)

    def _end(self, future: Future[Any]) -> None:
        if future is not self._future:
            return  # it came to its end just as it was given up
        then = self._then
        self._rest()
        then(future.result)
        if self._waiting and not self.on:
            self._waiting.pop(0)()

    def _rest(self) -> None:
        """The window takes input again."""
        self._future = None
        self._then = lambda found: None
        self._soon.stop()
        self._beat.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        QGuiApplication.restoreOverrideCursor()
        had = self.isVisible()
        self.hide()
        if had and self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None

    def _show_progress(self) -> None:
        """The bar stands where the work says it is; it runs to and fro while the work does not say."""
        self._bar.setRange(0, self._token.total)
        self._bar.setValue(self._token.done)

    def _come_up(self) -> None:
        self._show_progress()
        self._beat.start()
        self._move_to_middle()
        self.show()
        self.raise_()
        self._cancel.setFocus(Qt.FocusReason.PopupFocusReason)

    def _move_to_middle(self) -> None:
        self.adjustSize()
        self.move(self._window.rect().center() - self.rect().center())

    def _lay_out(self) -> None:
        self.setAccessibleName(_("Work that takes a while"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._label)
        column.addWidget(self._bar)
        column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(320)


def settle(future: Future[Result], work: Callable[[], Result]) -> None:
    """Let a future hold what some work results in."""
    try:
        future.set_result(work())
    except Exception as error:
        future.set_exception(error)
