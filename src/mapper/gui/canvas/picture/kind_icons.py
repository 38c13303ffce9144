"""Small pictures of kinds for the quick menus: the notation itself, so that a menu looks like the map it fills."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from mapper.draw.painters import qt
from mapper.draw.shapes import body
from mapper.draw.theme import Theme
from mapper.model.geometry import Rect
from mapper.model.kinds import ACTIVITIES, KINDS, LANE, POOL, TASK
from mapper.model.records import Node, Value

SIDE = 22
"""Pixels of a sign's side."""
_SCALE = 3.0

_SMALL = {TASK: (30.0, 24.0), POOL: (90.0, 60.0), LANE: (90.0, 60.0)}
_BOX = (50.0, 38.0)


def sign(kind: str, traits: Mapping[str, Value], theme: Theme) -> QIcon:
    """A kind as an icon. Steps are drawn smaller than on the map, so that their own icon fills them."""
    row = KINDS[kind]
    w, h = _SMALL.get(row.family) or (_BOX if row.family in ACTIVITIES else row.size)
    node = Node("sign", kind, bounds=Rect(0, 0, w, h), traits=dict(traits))
    if row.family in ACTIVITIES and row.family != TASK:
        node = node.with_trait("expanded", bool(traits.get("expanded", False)))
    scale = (SIDE - 3) / max(w, h)
    pixels = QPixmap(round(SIDE * _SCALE), round(SIDE * _SCALE))
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.scale(_SCALE, _SCALE)
    painter.translate((SIDE - w * scale) / 2, (SIDE - h * scale) / 2)
    painter.scale(scale, scale)
    qt.paint(painter, body(node, theme))
    painter.end()
    pixels.setDevicePixelRatio(_SCALE)
    found = QIcon(pixels)
    # Qt would wash the sign of the chosen line with the highlight.
    found.addPixmap(pixels, QIcon.Mode.Selected)
    return found
