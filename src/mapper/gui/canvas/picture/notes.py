"""A discreet mark on each step that has more to tell than its name, and what: description, instruction, links."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from mapper.gui.canvas.picture.camera import qrect
from mapper.gui.canvas.picture.scene import Scene
from mapper.model.details import DETAILS
from mapper.model.geometry import Rect
from mapper.model.records import Node
from mapper.text import _

SIDE = 13.0
"""Screen pixels of the mark."""
NEAR = 0.5
"""Scale below which marks would only be specks."""

TOLD = ("documentation", "instruction")
LINKED = ("systems",)
"""Details that are told: texts, and rows with a name and a link."""


def told(node: Node) -> list[tuple[str, str]]:
    """What there is to tell of a thing beside its name: headings and plain texts, as shown."""
    found = [(_(DETAILS[key].label), str(node.details[key]).strip()) for key in TOLD if node.details.get(key)]
    for key in LINKED:
        rows = node.details.get(key, ())
        lines = [" · ".join(cell for cell in row if cell) for row in rows if len(row) > 1 and row[1]]  # type: ignore[union-attr]
        found += [(_(DETAILS[key].label), "\n".join(lines))] if lines else []
    return [(heading, text) for heading, text in found if text]


class Notes:
    """The marks of one view."""

    def __init__(self, scene: Scene, where: QTransform, seen: Rect, broken: frozenset[str] = frozenset()) -> None:
        self._scene, self._where, self._seen, self._broken = scene, where, seen, broken

    def places(self) -> Iterator[tuple[str, QRectF]]:
        """The marks in view: whose, and where in the viewport."""
        if self._where.m11() < NEAR:
            return
        for id in self._scene.places.within(self._seen):
            node = self._scene.diagram.get(id)
            if isinstance(node, Node) and node.sort.is_flow_node and node.plane == self._scene.plane and told(node):
                yield id, self._place(node)

    def paint_broken(self, painter: QPainter) -> None:
        """Mark the steps that call or link to what is not there: a red mark that reads "!"."""
        for id in sorted(self._broken & self._scene.places.within(self._seen)):
            node = self._scene.diagram.get(id)
            if not isinstance(node, Node) or node.plane != self._scene.plane or self._where.m11() < NEAR / 2:
                continue
            box = self._place(node).translated(-SIDE - 3, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._scene.theme.end))
            painter.drawEllipse(box)
            painter.setPen(QPen(QColor(self._scene.theme.paper), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            middle = box.center().x()
            painter.drawLine(QPointF(middle, box.top() + 3), QPointF(middle, box.top() + 7))
            painter.drawPoint(QPointF(middle, box.bottom() - 3))

    def at(self, place: QPointF) -> str | None:
        """Whose mark lies under a place of the viewport."""
        return next((id for id, box in self.places() if box.adjusted(-3, -3, 3, 3).contains(place)), None)

    def paint(self, painter: QPainter) -> None:
        """Paint them; the painter is in screen pixels."""
        theme = self._scene.theme
        for _id, box in self.places():
            painter.setPen(QPen(QColor(theme.step_line), 1))
            painter.setBrush(QColor(theme.step))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QPen(QColor(theme.line), 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for number in range(3):
                y = box.top() + box.height() * (number + 1) / 4
                painter.drawLine(QPointF(box.left() + 3, y), QPointF(box.right() - (3 if number < 2 else 6), y))

    def _place(self, node: Node) -> QRectF:
        """On the upper right corner of a shape, half outside, where no name and no icon is."""
        shown = self._where.mapRect(qrect(node.bounds or Rect(0, 0, 0, 0)))
        return QRectF(shown.right() - SIDE + 4, shown.top() - SIDE + 5, SIDE, SIDE)
