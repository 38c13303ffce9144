"""Two small things Qt lacks: emptying a layout, and a size that the screen has room for."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayout, QWidget


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
