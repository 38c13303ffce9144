"""The paper under a map, which has no edge, and its dots."""

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
"""Room around the map that is kept in the overview; its sides stand on multiples of ROUND, so that small edits do not
move them."""
EMPTY = Rect(0.0, 0.0, 1200.0, 800.0)
"""What one looks at where there is no map yet."""


def around(content: Rect | None) -> Rect:
    """The part of the paper that a map lies on, with some room around it."""
    if content is None:
        return EMPTY
    left, top = (math.floor((v - EDGE) / ROUND) * ROUND for v in (content.x, content.y))
    right, bottom = (math.ceil((v + EDGE) / ROUND) * ROUND for v in (content.right, content.bottom))
    found = Rect(left, top, right - left, bottom - top)
    return found.union(EMPTY) if found.meets(EMPTY) else found


def paint(painter: QPainter, area: Rect, scale: float, theme: Theme, dotted: bool = True) -> None:
    """Paint what lies under the map in an area; scale: device pixels for one of the map."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(qrect(area), QColor(theme.paper))
    if dotted and scale > GONE:
        _dots(painter, area, scale, theme)


def _dots(painter: QPainter, area: Rect, scale: float, theme: Theme) -> None:
    colour = QColor(theme.grid)
    colour.setAlphaF(min(1.0, (scale - GONE) / (FADES - GONE)))
    pen = QPen(colour, max(1.0, 1.2 / scale))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    column, row = math.ceil(area.x / STEP), math.ceil(area.y / STEP)
    across, down = math.floor(area.right / STEP) + 1 - column, math.floor(area.bottom / STEP) + 1 - row
    if across > 0 and down > 0:
        painter.translate(column * STEP, row * STEP)
        painter.drawPoints(_lattice(across, down))
        painter.translate(-column * STEP, -row * STEP)


@lru_cache(maxsize=32)
def _lattice(across: int, down: int) -> QPolygonF:
    """So many dots beside and below each other: nearly every tile of the map has the same."""
    return QPolygonF([QPointF(i * STEP, j * STEP) for i in range(across) for j in range(down)])
