"""Buttons in groups, one below the other; in two columns or more where the window is too low for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from mapper.gui.kit.theme import tokens

SIDE, GAP = 28, 9
"""Pixels of a button, and between two groups."""


class Columns(QWidget):
    """Places its buttons anew whenever its height changes, and is as wide as that takes."""

    def __init__(self, groups: Sequence[Sequence[QToolButton]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = [list(group) for group in groups]
        self._lines: list[QRect] = []
        for button in self.buttons:
            button.setParent(self)
            button.setFixedSize(SIDE, SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(SIDE)
        self.setFixedWidth(SIDE)

    @property
    def buttons(self) -> list[QToolButton]:
        """All buttons, in order."""
        return [button for group in self._groups for button in group]

    def sizeHint(self) -> QSize:
        return QSize(self.width(), SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for line in self._lines:
            painter.fillRect(line, tokens().line)
        painter.end()

    def _place(self) -> None:
        places, self._lines = _laid(self._groups, max(SIDE, self.height()))
        for button, place in zip(self.buttons, places, strict=True):
            button.setGeometry(place)
        self.setFixedWidth(max(place.right() + 1 for place in places))
        self.update()


def _laid(groups: list[list[QToolButton]], height: int) -> tuple[list[QRect], list[QRect]]:
    """Where the buttons and the lines between groups stand. A group goes to the next column whole if it fits there."""
    places: list[QRect] = []
    lines: list[QRect] = []
    x = y = 0
    for group in groups:
        tall = len(group) * SIDE
        if y and y + GAP + tall > height and (tall <= height or y + GAP + SIDE > height):
            x, y = x + SIDE + 4, 0
        elif y:
            lines.append(QRect(x + 4, y + GAP // 2, SIDE - 8, 1))
            y += GAP
        for _button in group:
            if y and y + SIDE > height:
                x, y = x + SIDE + 4, 0
            places.append(QRect(x, y, SIDE, SIDE))
            y += SIDE
    return places, lines
