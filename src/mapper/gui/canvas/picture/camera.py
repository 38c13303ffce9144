"""Where one looks: scrolling and zooming, nothing of maps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from mapper.model.geometry import Point, Rect

LEAST, MOST = 0.01, 8.0
NOTCH = 1.2
"""Zoom factor of one wheel notch."""
STEPS = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""Where zooming by key or button stops."""
MARGIN = 48
"""Screen pixels left free around what is fitted."""
LEGIBLE = 0.4
"""Below this scale step names cannot be read."""


class Camera(QGraphicsView):
    """The wheel zooms at the cursor or scrolls, a touchpad scrolls and pinches; the content may be scrolled almost out
    of sight."""

    zoomChanged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = Rect(0, 0, 0, 0)
        self._opening: Rect | None = None
        self.wheel_scrolls = False
        """Whether the wheel scrolls by itself, rather than zooms; with Ctrl it zooms in any case."""
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # One blit of tiles costs less than finding out which parts of them changed.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the map."""
        return self.transform().m11()

    def to_map(self, place: QPointF) -> Point:
        """The place of the map under a place of the viewport."""
        found = self.viewportTransform().inverted()[0].map(place)
        return Point(found.x(), found.y())

    def to_view(self, place: Point) -> QPointF:
        """The place of the viewport that shows a place of the map."""
        return self.viewportTransform().map(QPointF(*place))

    def seen(self) -> Rect:
        """The part of the map in view."""
        a, size = self.to_map(QPointF(0, 0)), self.viewport().size()
        return Rect(a.x, a.y, size.width() / self.zoom, size.height() / self.zoom)

    def set_content(self, content: Rect) -> None:
        """Tell how far the map reaches; the scroll bars follow, the view stays."""
        self._content = content
        self._stretch()

    # -- zoom ------------------------------------------------------------------------------------------------------

    def zoom_at(self, factor: float, place: QPointF) -> None:
        """Zoom so that the place of the map under `place` stays under it."""
        scale = max(LEAST, min(MOST, self.zoom * factor))
        if scale != self.zoom:
            fixed = self.to_map(place)
            self._look(scale, fixed, place)

    def zoom_to(self, scale: float) -> None:
        self.zoom_at(scale / self.zoom, self._middle())

    def zoom_in(self) -> None:
        self.zoom_to(next((s for s in STEPS if s > self.zoom * 1.01), MOST))

    def zoom_out(self) -> None:
        self.zoom_to(next((s for s in reversed(STEPS) if s < self.zoom * 0.99), LEAST))

    def fit_to(self, area: Rect, most: float = 1.0) -> None:
        """Show the whole of an area, no larger than at a scale."""
        size = self._room()
        wide, high = size.width() - 2 * MARGIN, size.height() - 2 * MARGIN
        scale = min(most, max(wide, 50) / max(area.w, 1), max(high, 50) / max(area.h, 1))
        self._look(max(LEAST, scale), area.center, self._middle())

    def open_at(self, area: Rect) -> None:
        """The first look: all of it while names stay readable, else its upper left part."""
        if not self.isVisible():
            self._opening = area
        self.fit_to(area)
        if self.zoom < LEGIBLE:
            self._look(LEGIBLE * 1.5, Point(area.x, area.y), QPointF(MARGIN, MARGIN))

    def look_at(self, place: Point) -> None:
        """Bring a place to the middle."""
        self._look(self.zoom, place, self._middle())

    # -- scrolling -------------------------------------------------------------------------------------------------

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the map by screen pixels."""
        self._scroll(-dx, -dy)

    def reveal(self, area: Rect, margin: float = 24) -> None:
        """Scroll as little as needed to bring an area into view."""
        a, b = self.to_view(Point(area.x, area.y)), self.to_view(Point(area.right, area.bottom))
        size = self.viewport().size()
        self._scroll(_overshoot(a.x(), b.x(), size.width(), margin), _overshoot(a.y(), b.y(), size.height(), margin))

    # -- events ----------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        keys, turn = event.modifiers(), event.angleDelta()
        event.accept()
        if keys & Qt.KeyboardModifier.ControlModifier:
            self.zoom_at(NOTCH ** ((turn.y() or turn.x()) / 120), event.position())
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            self.pan_by(turn.y() or turn.x(), 0)
        elif _is_touchpad(event):
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turn
            self.pan_by(moved.x(), moved.y())
        elif turn.y() and self.wheel_scrolls:
            self.pan_by(0, turn.y())
        elif turn.y():
            self.zoom_at(NOTCH ** (turn.y() / 120), event.position())
        else:
            self.pan_by(turn.x(), 0)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_at(1 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()
        if self._opening is not None:
            area, self._opening = self._opening, None
            self.open_at(area)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._opening is not None:
            area, self._opening = self._opening, None
            self.open_at(area)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _look(self, scale: float, fixed: Point, place: QPointF) -> None:
        """Show the map at a scale with one place of it under one place of the viewport."""
        changed = scale != self.zoom
        if changed:
            self.setTransform(QTransform.fromScale(scale, scale))
        self._stretch(fixed)
        now = self.to_view(fixed)
        self._scroll(now.x() - place.x(), now.y() - place.y())
        if changed:
            self.zoomChanged.emit(scale)

    def _stretch(self, also: Point | None = None) -> None:
        """The scroll range: the content with nearly a viewport around it, and at least what is in view."""
        size, content = self.viewport().size(), self._content
        wide, high = size.width() * 0.9 / self.zoom, size.height() * 0.9 / self.zoom
        area = QRectF(content.x - wide, content.y - high, content.w + 2 * wide, content.h + 2 * high)
        if also is not None and not area.contains(QPointF(*also)):
            area = area.united(QRectF(also.x - wide, also.y - high, 2 * wide, 2 * high))
        if area != self.sceneRect():
            self.setSceneRect(area)

    def _scroll(self, dx: float, dy: float) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(dx))
        down.setValue(down.value() + round(dy))

    def _middle(self) -> QPointF:
        size = self._room()
        return QPointF(size.width() / 2, size.height() / 2)

    def _room(self) -> QSize:
        return self.viewport().size()


def _overshoot(low: float, high: float, size: float, margin: float) -> float:
    """How far to scroll along one axis so that low…high comes into 0…size."""
    if low >= margin and high <= size - margin:
        return 0.0
    if high - low > size - 2 * margin or low < margin:
        return low - margin
    return high - (size - margin)


def _is_touchpad(event: QWheelEvent) -> bool:
    # Drivers differ in what they tell; a wheel never has phases, and never says it is a touchpad.
    kind = event.device().type() if event.device() is not None else QInputDevice.DeviceType.Unknown
    return kind == QInputDevice.DeviceType.TouchPad or event.phase() != Qt.ScrollPhase.NoScrollPhase


def qrect(rect: Rect) -> QRectF:
    """The same box in Qt's type."""
    return QRectF(rect.x, rect.y, rect.w, rect.h)
