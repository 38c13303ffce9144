"""A button that can also be pulled: out of the pad or the palette, onto the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget


class PullButton(QToolButton):
    """Pressed and let go it is a button; moved away with the left button held, it calls `pull` once instead."""

    def __init__(self, pull: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._pull = pull
        self._from: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # A release may never arrive: the button was hidden, or a window came up. Then no button is down any more.
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._from = None
        far = QApplication.startDragDistance()
        if self._from is not None and (event.position().toPoint() - self._from).manhattanLength() >= far:
            self._from = None
            self.setDown(False)
            self._pull()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        super().mouseReleaseEvent(event)
