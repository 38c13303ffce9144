"""The whole diagram, small, in a corner of the view: it shows where one is, and a press goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from mapper.draw.theme import Theme
from mapper.model.geometry import Point, Rect
from mapper.text import _

LARGEST = QSizeF(200, 132)
"""Pixels of the small map, at most."""
SCALE = 0.25
"""The scale from which names would be painted, which nobody could read."""
MARGIN = 12
RIM = 4

Paint = Callable[[QPainter, Rect, float], None]
"""Paints an area of the map; the painter is in map pixels; the number is device pixels for one."""


class Minimap(QWidget):
    """`asked`: the place of the map that is wanted in the middle of the view."""

    asked = Signal(object)

    def __init__(self, parent: QWidget, theme: Theme, paint: Paint) -> None:
        super().__init__(parent)
        self._paint, self._theme = paint, theme
        self._pixels: QPixmap | None = None
        self._fresh = False
        self._seen, self._area = Rect(0, 0, 1, 1), Rect(0, 0, 1, 1)
        self.wanted = True
        self.setAccessibleName(_("Small map"))
        self.setToolTip(_("Press or drag to go there"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.renew()

    def renew(self) -> None:
        """The map looks different; to be called when there is time, for the whole of it is painted anew."""
        self._fresh = False
        self.update()

    def follow(self, seen: Rect, whole: Rect | None, room: Rect) -> None:
        """Show which part of the map is seen; there is nothing to show while all of it is. room: of the viewport."""
        useful = self.wanted and whole is not None and seen.union(whole) != seen and room.w > 3 * LARGEST.width()
        self.setVisible(useful)
        if useful and whole is not None:
            self._seen, self._area = seen, whole
            size = QSizeF(whole.w, whole.h).scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
            size = size.expandedTo(QSizeF(24, 24))
            w, h = round(size.width()) + 2 * RIM, round(size.height()) + 2 * RIM
            self.setGeometry(round(room.w) - w - MARGIN, round(room.h) - h - MARGIN, w, h)
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(self._theme.lane_line), 1))
        painter.setBrush(QColor(self._theme.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setClipRect(self._inner())
        painter.drawPixmap(self._inner(), self._picture(), QRectF(0, 0, self._wide(), self._high()))
        wash = QColor(self._theme.accent)
        painter.setPen(QPen(wash, 1.5))
        wash.setAlphaF(0.12)
        painter.setBrush(wash)
        painter.drawRect(self._frame())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        inner, at = self._inner(), event.position()
        x = self._area.x + (at.x() - inner.left()) * self._area.w / inner.width()
        y = self._area.y + (at.y() - inner.top()) * self._area.h / inner.height()
        self.asked.emit(Point(x, y))

    def _wide(self) -> int:
        return round((self.width() - 2 * RIM) * self.devicePixelRatioF())

    def _high(self) -> int:
        return round((self.height() - 2 * RIM) * self.devicePixelRatioF())

    def _picture(self) -> QPixmap:
        if self._pixels is None or not self._fresh or self._pixels.width() != self._wide():
            self._pixels, self._fresh = QPixmap(self._wide(), self._high()), True
            painter, scale = QPainter(self._pixels), self._wide() / self._area.w
            painter.scale(scale, scale)
            painter.translate(-self._area.x, -self._area.y)
            # Far away is how it looks best: outlines, and lines that are thick enough.
            self._paint(painter, self._area, min(scale, SCALE))
            painter.end()
        return self._pixels

    def _inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(RIM, RIM, -RIM, -RIM)

    def _frame(self) -> QRectF:
        """What is seen of the map, in pixels of the small one."""
        inner = self._inner()
        across, down = inner.width() / self._area.w, inner.height() / self._area.h
        corner = QPointF((self._seen.x - self._area.x) * across, (self._seen.y - self._area.y) * down) + inner.topLeft()
        return QRectF(corner, QSizeF(self._seen.w * across, self._seen.h * down)).intersected(inner)
