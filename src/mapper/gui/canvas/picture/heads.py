"""Names of pools and lanes that have scrolled out of sight, kept at the rim of the view as a spreadsheet's are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform

from mapper.draw.theme import Theme
from mapper.gui.canvas.picture.camera import qrect
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Change, Node
from mapper.tools.hit import header

WIDTH = 24.0
"""Screen pixels of a head."""
LEAST = 40.0
"""Screen pixels of a lane in view below which its name would not be read."""
LETTERS = 12


class Head(NamedTuple):
    """A name at the rim: whose, where in the viewport, and whether it is written upwards."""

    id: str
    name: str
    box: QRectF
    level: bool


class _Box(NamedTuple):
    """A pool or lane: its name, its box and its head on the map, its direction, how many heads stand before its own."""

    id: str
    name: str
    bounds: Rect
    band: Rect
    level: bool
    depth: int


class Heads:
    """The heads of one diagram. Which boxes there are is found once and holds until the map changes."""

    def __init__(self, diagram: Diagram, plane: str) -> None:
        self._diagram, self._plane = diagram, plane
        self._boxes: list[_Box] | None = None

    def forget(self) -> None:
        """The map is not as it was."""
        self._boxes = None

    def follow(self, changes: Iterable[Change]) -> None:
        """Take in what changed on the map: only pools and lanes have heads."""
        if any(r is not None and r.family in (POOL, LANE) for c in changes for r in (c.before, c.after)):
            self.forget()

    def within(self, where: QTransform, size: QSize) -> list[Head]:
        """The heads of a viewport. where: from the map to it."""
        found = []
        view = QRectF(0, 0, size.width(), size.height())
        seen = where.inverted()[0].mapRect(view)
        left, top, right, bottom = seen.left(), seen.top(), seen.right(), seen.bottom()
        for one in self._all():
            box = one.bounds
            # Most are out of sight, or begin in it: those cost nothing.
            if box.right < left or box.x > right or box.bottom < top or box.y > bottom:
                continue
            if (one.band.x if one.level else one.band.y) > (left if one.level else top):
                continue
            body, shown = where.mapRect(qrect(box)).intersected(view), where.mapRect(qrect(one.band))
            rim = one.depth * WIDTH
            gone = shown.right() <= rim + 1 if one.level else shown.bottom() <= rim + 1
            room, length = (body.width(), body.height()) if one.level else (body.height(), body.width())
            if gone and room > rim + 3 * WIDTH and length >= LEAST:
                place = (rim, body.top(), WIDTH, length) if one.level else (body.left(), rim, length, WIDTH)
                found.append(Head(one.id, one.name, QRectF(*place), one.level))
        return found

    def rim(self, where: QTransform, size: QSize) -> QPointF:
        """How far the heads reach into a viewport, from its left and from its top."""
        found = self.within(where, size)
        left = max((head.box.right() for head in found if head.level), default=0.0)
        return QPointF(left, max((head.box.bottom() for head in found if not head.level), default=0.0))

    def at(self, place: QPointF, where: QTransform, size: QSize) -> str | None:
        """The pool or lane whose head lies under a place of the viewport."""
        return next((head.id for head in self.within(where, size) if head.box.contains(place)), None)

    def paint(self, painter: QPainter, theme: Theme, where: QTransform, size: QSize) -> None:
        """Paint the heads; the painter is in screen pixels."""
        for head in self.within(where, size):
            _paint(painter, head, theme)

    def _all(self) -> list[_Box]:
        if self._boxes is None:
            drawn = query.drawn_on(self._diagram, self._plane)
            nodes = [r for r in drawn if isinstance(r, Node) and r.family in (POOL, LANE) and r.bounds is not None]
            self._boxes = [
                _Box(node.id, " ".join(node.name.split()), node.bounds, band, bool(node.trait("horizontal")),
                     self._depth(node))
                for node in nodes
                if (node.family == LANE or node.ref is not None) and node.bounds is not None and node.name.strip()
                and (band := header(node)) is not None
            ]  # fmt: skip
        return self._boxes

    def _depth(self, node: Node) -> int:
        """How many heads stand before this one: its pool's and those of the lanes around it."""
        if node.family == POOL:
            return 0
        pool, depth, around = query.pool_of(self._diagram, node.id), 0, self._diagram.get(node.parent)
        while isinstance(around, Node) and around.family == LANE:
            depth, around = depth + 1, self._diagram.get(around.parent)
        return depth + (pool is not None and bool(pool.name.strip()))


def _paint(painter: QPainter, head: Head, theme: Theme) -> None:
    ground = QColor(theme.lane_band)
    painter.save()
    painter.setPen(QPen(QColor(theme.lane_line), 1))
    painter.setBrush(ground)
    painter.drawRect(head.box.adjusted(0, 0, -1, -1))
    font = QFont(painter.font())
    font.setPixelSize(LETTERS)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.ink))
    length = (head.box.height() if head.level else head.box.width()) - 8
    text = QFontMetricsF(font).elidedText(head.name, Qt.TextElideMode.ElideRight, length)
    painter.translate(head.box.center())
    if head.level:
        painter.rotate(-90)
    painter.drawText(QRectF(-length / 2, -WIDTH / 2, length, WIDTH), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
