"""The desk, the paper on it, and the paper's dots."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mapper.draw.theme import Theme
from mapper.gui.canvas.picture.camera import qrect
from mapper.model.geometry import Rect

STEP = 20.0
"""Map pixels between two dots."""
FADES, GONE = 0.9, 0.6
"""Scales at which the dots begin to fade and are gone."""
EDGE, ROUND = 80.0, 200.0
"""Paper left around the map; its edges stand on multiples of ROUND, so that small edits do not move them."""
EMPTY = Rect(0.0, 0.0, 1200.0, 800.0)


def sheet(content: Rect | None) -> Rect:
    """The paper under a map."""
    if content is None:
        return EMPTY
    left, top = (math.floor((v - EDGE) / ROUND) * ROUND for v in (content.x, content.y))
    right, bottom = (math.ceil((v + EDGE) / ROUND) * ROUND for v in (content.right, content.bottom))
    found = Rect(left, top, right - left, bottom - top)
    # A map begun on the empty sheet stays on it.
    return found.union(EMPTY) if found.meets(EMPTY) else found


def paint(painter: QPainter, area: Rect, scale: float, paper: Rect, theme: Theme, dotted: bool = True) -> None:
    """Paint what lies under the map in an area; scale: device pixels for one of the map."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(qrect(area), QColor(theme.desk))
    painter.setPen(QPen(QColor(theme.lane_line), 0))
    painter.setBrush(QColor(theme.paper))
    painter.drawRect(qrect(paper))
    if dotted and scale > GONE:
        _dots(painter, area, scale, paper, theme)


def _dots(painter: QPainter, area: Rect, scale: float, paper: Rect, theme: Theme) -> None:
    colour = QColor(theme.grid)
    colour.setAlphaF(min(1.0, (scale - GONE) / (FADES - GONE)))
    pen = QPen(colour, max(1.0, 1.2 / scale))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, top = max(area.x, paper.x + 1), max(area.y, paper.y + 1)
    right, bottom = min(area.right, paper.right - 1), min(area.bottom, paper.bottom - 1)
    column, row = math.ceil(left / STEP), math.ceil(top / STEP)
    across, down = math.floor(right / STEP) + 1 - column, math.floor(bottom / STEP) + 1 - row
    if across > 0 and down > 0:
        painter.translate(column * STEP, row * STEP)
        painter.drawPoints(_lattice(across, down))
        painter.translate(-column * STEP, -row * STEP)


@lru_cache(maxsize=32)
def _lattice(across: int, down: int) -> QPolygonF:
    """So many dots beside and below each other: nearly every tile of the map has the same."""
    return QPolygonF([QPointF(i * STEP, j * STEP) for i in range(across) for j in range(down)])
