"""The readings of a KPI as a small line, with the target across it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mapper.gui.kit.theme import tokens
from mapper.text import _, current, number

_SIZE = QSize(180, 56)
_AIR, _DOT = 6.0, 2.5


class Trend(QWidget):
    """Days run evenly from left to right; the latest reading is a dot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._readings: tuple[tuple[str, float], ...] = ()
        self._target: float | None = None
        self.setFixedHeight(_SIZE.height())
        self.setMinimumWidth(_SIZE.width())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _SIZE

    def show_readings(self, readings: Sequence[tuple[str, float]], target: float | None) -> None:
        """Readings by day (ISO 8601), oldest first."""
        self._readings, self._target = tuple(readings), target
        told = (f"{day}: {number(value, current())}" for day, value in self._readings)
        self.setAccessibleName(_("Trend"))
        self.setAccessibleDescription(", ".join(told))
        self.setToolTip("\n".join(f"{day}: {number(value, current())}" for day, value in self._readings))
        self.update()

    def places(self) -> list[QPointF]:
        """Where the readings stand, in pixels."""
        days = [datetime.date.fromisoformat(day).toordinal() for day, _value in self._readings]
        across = max(days[-1] - days[0], 1) if days else 1
        room = QRectF(self.rect()).adjusted(_AIR, _AIR, -_AIR, -_AIR)
        values = [value for _day, value in self._readings]
        return [QPointF(room.left() + (day - days[0]) / across * room.width(), self._height(value, room))
                for day, value in zip(days, values, strict=True)]  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(_AIR, _AIR, -_AIR, -_AIR)
        if self._target is not None:
            painter.setPen(QPen(QColor(colours.faint), 1, Qt.PenStyle.DashLine))
            height = self._height(self._target, room)
            painter.drawLine(QPointF(room.left(), height), QPointF(room.right(), height))
        places = self.places()
        painter.setPen(QPen(QColor(colours.accent), 1.75))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(QColor(colours.accent))
        for place in places[-1:]:
            painter.drawEllipse(place, _DOT + 1, _DOT + 1)
        painter.end()

    def _height(self, value: float, room: QRectF) -> float:
        known = [value for _day, value in self._readings] + ([self._target] if self._target is not None else [])
        low, high = min(known), max(known)
        return room.center().y() if high == low else room.bottom() - (value - low) / (high - low) * room.height()
