"""The card that comes up where the pointer rests on the mark of a step: plain text, whatever the map holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from mapper.draw.theme import Theme
from mapper.gui.kit.layouts import clear

WIDTH, MOST = 320, 700
"""Pixels of the card, and letters that it shows of one text."""


class Card(QFrame):
    """Headings and texts beside a place of the view; it takes neither mouse nor keys."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(3)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QFrame#card {{ background: {theme.step}; border: 1px solid {theme.lane_line}; border-radius: 8px; }}"
            f"QFrame#card QLabel {{ background: transparent; color: {theme.ink}; }}"
            f"QFrame#card QLabel#heading {{ color: {theme.line}; font-weight: 600; }}"
        )

    def show_texts(self, texts: Sequence[tuple[str, str]], at: QPointF) -> None:
        """Come up beside a place of the view with headings and texts."""
        clear(self._column)
        for heading, text in texts:
            self._add(heading, "heading")
            self._add(text if len(text) <= MOST else text[:MOST].rstrip() + "…", "")
        self.setFixedWidth(WIDTH)
        self._column.activate()
        self.setFixedHeight(min(self._column.heightForWidth(WIDTH), self._over.height() - 16))
        room, x, y = self._over.rect(), round(at.x()) + 16, round(at.y()) + 18
        x = x if x + WIDTH < room.right() - 8 else max(8, round(at.x()) - WIDTH - 16)
        self.move(x, max(8, min(y, room.bottom() - self.height() - 8)))
        self.raise_()
        self.show()

    def _add(self, text: str, name: str) -> None:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setText(text)
        self._column.addWidget(label)
        label.show()
