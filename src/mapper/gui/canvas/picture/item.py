"""One record as it is painted: nothing is worked out before it is seen, and then only once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPicture

from mapper.draw.look import Look
from mapper.draw.painters import qt
from mapper.draw.shapes import body, label
from mapper.draw.theme import Theme
from mapper.gui.canvas.picture.overview import Remains
from mapper.model.records import Record

Drawn = tuple[tuple[Record, Look], ...]
"""A record at each place the diagram shows it, with its look there."""


class Item:
    """An id and its cached paint. `order`: small is painted first; `drawn`, `far`: None until they are needed;
    `version`: of the map, for which a flow's hops were found."""

    __slots__ = ("_body", "_label", "drawn", "far", "id", "order", "version")

    def __init__(self, id: str, order: tuple[float, ...]) -> None:
        self.id, self.order = id, order
        self.drawn: Drawn | None = None
        self.far: tuple[Remains, ...] | None = None
        self.version = -1
        self._body: QPicture | None = None
        self._label: QPicture | None = None

    def paint_body(self, painter: QPainter, theme: Theme) -> None:
        """Paint the shape or line. Needs `drawn`."""
        if self._body is None:
            self._body = qt.picture(m for record, look in self.drawn or () for m in body(record, theme, look))
        # A recording leaves out what was no change when it was made: no brush, above all.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPicture(0, 0, self._body)

    def paint_label(self, painter: QPainter, theme: Theme) -> None:
        """Paint the label that stands outside. Needs `drawn`."""
        if self._label is None:
            self._label = qt.picture(m for record, look in self.drawn or () for m in label(record, theme, look))
        if self._label.size():
            painter.drawPicture(0, 0, self._label)
