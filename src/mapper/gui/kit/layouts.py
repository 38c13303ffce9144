"""Small things Qt lacks: emptying a layout, a size the screen has room for, the frame of dialogs over registers."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout, at once for the eye and for good when the event loop comes round."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def fitting(widget: QWidget, width: int, height: int) -> QSize:
    """The size wanted for a window, or what the screen leaves of it beside borders and title."""
    room = widget.screen().availableGeometry().size()
    return QSize(width, height).boundedTo(QSize(room.width() - 24, room.height() - 48))


def register_frame(dialog: QWidget, bars: QWidget, side: QLayout, form: QWidget) -> QVBoxLayout:
    """The frame of a dialog over a register: messages on top, below them a list at the side and the form of what is
    chosen in it. What it returns takes a foot."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bars)
    row = QHBoxLayout()
    row.setContentsMargins(16, 16, 0, 8)
    row.setSpacing(16)
    row.addLayout(side)
    row.addWidget(form, 1)
    column.addLayout(row, 1)
    return column
