"""What is drawn over the map and never on it: selection, hover, previews, guides, refusals.

Everything is painted in screen pixels, so that a handle is as large at 10 % as at 400 %.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from mapper.draw import outline, paths
from mapper.draw.painters import qt
from mapper.draw.theme import Theme
from mapper.edit.effects import readonly
from mapper.gui.canvas.picture.camera import qrect
from mapper.gui.canvas.picture.scene import Scene
from mapper.model import query
from mapper.model.geometry import Point, Rect, bounding
from mapper.model.records import Flow, Node, Record
from mapper.tools.hit import OUTSIDE, ROOM, grips, handles
from mapper.tools.pointer import Preview

HANDLE = 8.0
GHOST = 0.5
"""Ink of a preview."""
ARROW = 10.0
CROSS = 11.0
"""Screen pixels of each arm of the keyboard's pointer."""
PILL = 12.0
"""Pixel size of the text beside the cursor."""


@dataclass(slots=True)
class Shown:
    """What the overlay shows at the moment."""

    selection: tuple[str, ...] = ()
    hover: str | None = None
    preview: Preview | None = None
    cursor: Point = field(default=Point(0, 0))
    editing: str | None = None
    foreseen: Preview | None = None
    cross: Point | None = None


def paint(painter: QPainter, scene: Scene, shown: Shown, where: QTransform, size: QSize) -> None:
    """Paint over the map. painter: in screen pixels; where: map to screen; size: of the screen."""
    Overlay(painter, scene, where, size).paint(shown)


class Overlay:
    """One frame's painting: what its parts have in common."""

    def __init__(self, painter: QPainter, scene: Scene, where: QTransform, size: QSize) -> None:
        self.painter, self.scene, self.where, self.size = painter, scene, where, size
        self.theme: Theme = scene.theme
        self.accent = QColor(self.theme.accent)
        self.editing: str | None = None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, shown: Shown) -> None:
        preview, self.editing = shown.preview, shown.editing
        chosen = shown.selection if preview is None or preview.selection is None else preview.selection
        quiet = preview is not None and bool(preview.moving or preview.boxes or preview.ghost)
        if shown.hover is not None and shown.hover not in chosen and preview is None:
            self._mark(shown.hover, 1.0)
        if not quiet:
            self._selection(chosen, with_grips=preview is None and shown.editing is None)
        if shown.foreseen is not None and preview is None:
            self._ghosts(shown.foreseen)
        if shown.cross is not None:
            self._cross(shown.cross)
        if preview is not None:
            self._ghosts(preview)
            self._areas(preview)
            self._target(preview)
            if preview.refusal:
                self._pill(preview.refusal, shown.cursor)

    # -- selection -------------------------------------------------------------------------------------------------

    def _selection(self, ids: tuple[str, ...], with_grips: bool) -> None:
        for id in ids:
            if id != self.editing:
                self._mark(id, 2.0)
        if len(ids) == 1 and with_grips:
            self._grips(ids[0])
        elif len(ids) > 1:
            self._frame(ids)

    def _mark(self, id: str, width: float) -> None:
        for drawn in self._drawn(id):
            if isinstance(drawn, Flow):
                self._stroke(self._line(drawn.points), self.accent, width)
            else:
                self._stroke(self._edge(drawn, OUTSIDE if width > 1 else 1.5), self.accent, width)

    def _grips(self, id: str) -> None:
        record = self.scene.diagram.get(id)
        if record is None or record.plane != self.scene.plane:
            return
        if readonly.first(self.scene.diagram, record.plane, (id,)) is not None:
            return
        if isinstance(record, Node):
            if record.bounds is None or min(record.bounds.w, record.bounds.h) * self.where.m11() < ROOM:
                return
            for _, place in handles(record, OUTSIDE / self.where.m11()):
                self._knob(place, HANDLE, square=True)
            return
        for part, place in grips(record):
            if part.startswith("segment"):
                self._knob(place, HANDLE * 0.6, square=False)
            else:
                self._knob(place, HANDLE, square=False)

    def _knob(self, place: Point, size: float, square: bool) -> None:
        middle = self.where.map(QPointF(*place))
        box = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
        self.painter.setPen(QPen(self.accent, 1.5))
        self.painter.setBrush(QColor(self.theme.paper))
        if square:
            self.painter.drawRoundedRect(box, 2, 2)
        else:
            self.painter.drawEllipse(box)

    def _frame(self, ids: tuple[str, ...]) -> None:
        nodes = [d.bounds for id in ids for d in self._drawn(id) if isinstance(d, Node) and d.bounds is not None]
        whole = bounding(nodes)
        if whole is None or len(nodes) < 2:
            return
        box = self.where.mapRect(qrect(whole)).adjusted(-10, -10, 10, 10)
        pen = QPen(self.accent, 1)
        pen.setDashPattern([4, 4])
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(box, 4, 4)

    # -- previews --------------------------------------------------------------------------------------------------

    def _ghosts(self, preview: Preview) -> None:
        self.painter.save()
        self.painter.setOpacity(GHOST)
        self.painter.setTransform(self.where, True)
        if preview.ghost is not None:
            qt.paint(self.painter, self.scene.marks_of(preview.ghost))
        self.painter.translate(*preview.by)
        for id in preview.moving:
            self.scene.paint_item(self.painter, id)
        self.painter.restore()
        for line in preview.lines:
            self._stroke(self._line(line), self.accent, 1.5)
            if preview.arrow:
                self._arrowhead(line[-2], line[-1])
        for box in preview.boxes:
            path = QPainterPath()
            path.addRoundedRect(self.where.mapRect(qrect(box)), 6, 6)
            self._stroke(path, self.accent, 1.5, fill=0.06)
        for id in preview.moving if len(preview.moving) == 1 else ():
            for drawn in self._drawn(id):
                if isinstance(drawn, Node) and drawn.bounds is not None:
                    moved = drawn.but(bounds=drawn.bounds.moved(*preview.by))
                    self._stroke(self._edge(moved, OUTSIDE), self.accent, 1.0)

    def _arrowhead(self, before: Point, tip: Point) -> None:
        a, b = self.where.map(QPointF(*before)), self.where.map(QPointF(*tip))
        line = QLineF(b, a)
        if line.length() < ARROW:
            return
        line.setLength(ARROW)
        wings = QLineF(line), QLineF(line)
        wings[0].setAngle(line.angle() + 24)
        wings[1].setAngle(line.angle() - 24)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.accent)
        self.painter.drawPolygon(QPolygonF([b, wings[0].p2(), wings[1].p2()]))

    def _areas(self, preview: Preview) -> None:
        if preview.band is not None:
            path = QPainterPath()
            path.addRect(self.where.mapRect(qrect(preview.band)))
            self._stroke(path, self.accent, 1.0, fill=0.08)
        if preview.lasso:
            path = QPainterPath()
            path.addPolygon(self.where.map(QPolygonF([QPointF(*p) for p in preview.lasso])))
            path.closeSubpath()
            self._stroke(path, self.accent, 1.0, fill=0.08)
        pen = QPen(self.accent, 1)
        pen.setDashPattern([3, 3])
        for guide in preview.guides:
            self.painter.setPen(pen)
            self.painter.drawLine(self.where.map(QPointF(*guide.a)), self.where.map(QPointF(*guide.b)))

    def _target(self, preview: Preview) -> None:
        """The drop target: green where it takes what is dropped, red where it does not."""
        colour = QColor(self.theme.bad if preview.refusal else self.theme.good)
        for drawn in self._drawn(preview.drop) if preview.drop is not None else ():
            if isinstance(drawn, Flow):
                self._stroke(self._line(drawn.points), colour, 3.0)
            else:
                self._stroke(self._edge(drawn, 0 if drawn.sort.holds else OUTSIDE), colour, 2.0, fill=0.05)

    def _pill(self, text: str, place: Point) -> None:
        """The reason of a refusal, beside the cursor and wholly in view."""
        font = qt.window_font(PILL)
        size = QFontMetricsF(font).size(0, text)
        at = self.where.map(QPointF(*place)) + QPointF(16, 16)
        box = QRectF(at, size).adjusted(0, 0, 20, 10)
        box.moveRight(min(box.right(), self.size.width() - 4))
        box.moveBottom(min(box.bottom(), self.size.height() - 4))
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.theme.bad))
        self.painter.drawRoundedRect(box, 6, 6)
        self.painter.setFont(font)
        self.painter.setPen(QColor(self.theme.paper))
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _cross(self, place: Point) -> None:
        """Where the keyboard points."""
        at = self.where.map(QPointF(*place))
        self.painter.setPen(QPen(self.accent, 1.5))
        self.painter.drawLine(QPointF(at.x() - CROSS, at.y()), QPointF(at.x() + CROSS, at.y()))
        self.painter.drawLine(QPointF(at.x(), at.y() - CROSS), QPointF(at.x(), at.y() + CROSS))

    # -- parts -----------------------------------------------------------------------------------------------------

    def _drawn(self, id: str) -> list[Record]:
        record = self.scene.diagram.get(id)
        return query.depictions(record, self.scene.plane) if record is not None else []

    def _edge(self, node: Node, outside: float) -> QPainterPath:
        """The outline of a shape on the screen, some pixels outside it."""
        bounds = node.bounds or Rect(0, 0, 1, 1)
        box = self.where.mapRect(qrect(bounds)).adjusted(-outside, -outside, outside, outside)
        to = QTransform.fromTranslate(box.x(), box.y())
        to.scale(box.width() / max(1e-6, bounds.w), box.height() / max(1e-6, bounds.h))
        to.translate(-bounds.x, -bounds.y)
        return to.map(qt.path(outline.outline(node).commands))

    def _line(self, points: tuple[Point, ...]) -> QPainterPath:
        return self.where.map(qt.path(paths.bent(points, self.theme.bend))) if points else QPainterPath()

    def _stroke(
        self, path: QPainterPath, colour: QColor, width: float, fill: float = 0.0, opacity: float = 1.0
    ) -> None:
        self.painter.setOpacity(opacity)
        self.painter.setPen(QPen(colour, width))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        if fill:
            wash = QColor(colour)
            wash.setAlphaF(fill)
            self.painter.setBrush(wash)
        self.painter.drawPath(path)
        self.painter.setOpacity(1.0)
