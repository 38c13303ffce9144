"""The pages of a PDF on the screen, one below the other, as they will be on paper."""

from __future__ import annotations

from collections import OrderedDict

import pypdfium2  # type: ignore[import-untyped]
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from mapper.gui.kit.theme import tokens

SMALLEST, BIGGEST = 0.3, 4.0
_POINTS_TO_PIXELS = 96 / 72
_MARGIN, _GAP = 20, 16
_KEPT = 16
"""So many pages stay painted; a page on the screen takes some 5 MB."""


def render(data: bytes, scale: float) -> list[QImage]:
    """Every page of a PDF as a picture; scale 1 is 72 pixels an inch."""
    with pypdfium2.PdfDocument(data) as document:
        return [image(page, scale) for page in document]


def image(page: pypdfium2.PdfPage, scale: float) -> QImage:
    """A page as a picture; scale 1 is 72 pixels an inch."""
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    form = QImage.Format.Format_RGBX8888
    shown = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form)
    return shown.copy()  # its own memory: pdfium's goes with the bitmap


class Pages(QScrollArea):
    """A column of pages, as wide as the view until zoomed (Ctrl+wheel)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else fitting the width would flicker
        self._data = b""
        self._zoom: float | None = None
        self._desk = _Desk()
        self.setWidget(self._desk)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._desk.boxes)

    def show_pdf(self, data: bytes) -> None:
        """Show a PDF; the place one has scrolled to stays."""
        self._data = data
        self._desk.show_pdf(data)
        self._draw()

    def zoom_by(self, factor: float) -> None:
        """Make the pages bigger or smaller."""
        self._zoom = max(SMALLEST, min(BIGGEST, self.scale * factor))
        self._draw()

    def fit_width(self) -> None:
        """Make the pages as wide as the view, and keep them so."""
        self._zoom = None
        self._draw()

    @property
    def scale(self) -> float:
        """The zoom in use: 1 shows the paper in its own size."""
        return self._zoom if self._zoom is not None else self._fitting()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
        else:
            super().wheelEvent(event)

    def _fitting(self) -> float:
        width = self._desk.widest
        return max(SMALLEST, min(BIGGEST, self._room() / (width * _POINTS_TO_PIXELS))) if width else 1.0

    def _room(self) -> int:
        """Pixels that a page may be wide without a bar to scroll sideways."""
        return self.viewport().width() - 2 * _MARGIN

    def _draw(self) -> None:
        if self._data:
            widest = self._room() if self._zoom is None else None
            self._desk.lay_out(
                self.scale * _POINTS_TO_PIXELS, self.devicePixelRatioF(), self.viewport().width(), widest
            )


class _Desk(QWidget):
    """Paints the pages, each in the middle, and only those that are seen: a pack may have hundreds. Not a column of
    labels: these would be laid out anew page by page."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QRect] = []
        self._document: pypdfium2.PdfDocument | None = None
        self._sizes: list[tuple[float, float]] = []
        self._scales: list[float] = []
        self._sharp = 1.0
        self._seen: OrderedDict[int, QImage] = OrderedDict()

    @property
    def widest(self) -> float:
        """The width of the first page, by which the others are seen; points."""
        return self._sizes[0][0] if self._sizes else 0.0

    def show_pdf(self, data: bytes) -> None:
        """Take new pages."""
        if self._document is not None:
            self._document.close()
        self._document = pypdfium2.PdfDocument(data)
        self._sizes = [page.get_size() for page in self._document]

    def lay_out(self, scale: float, sharp: float, width: int, widest: float | None) -> None:
        """Give each page its place, at so many pixels a point; wider pages shrink to `widest` pixels. The desk is at
        least so wide. sharp: dots a pixel."""
        self._sharp, self.boxes = sharp, []
        self._scales = [min(scale, widest / wide) if widest else scale for wide, _high in self._sizes]
        self._seen.clear()
        scaled = zip(self._sizes, self._scales, strict=True)
        sizes = [QSize(round(wide * each), round(high * each)) for (wide, high), each in scaled]
        whole = max([width, *(size.width() + 2 * _MARGIN for size in sizes)])
        y = _MARGIN
        for size in sizes:
            self.boxes.append(QRect((whole - size.width()) // 2, y, size.width(), size.height()))
            y += size.height() + _GAP
        self.setFixedSize(whole, y - _GAP + _MARGIN)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens().wash))
        for at, box in enumerate(self.boxes):
            if box.intersects(event.rect()):
                painter.drawImage(box, self._page(at))
        painter.end()

    def _page(self, at: int) -> QImage:
        if at not in self._seen and self._document is not None:
            self._seen[at] = image(self._document[at], self._scales[at] * self._sharp)
            if len(self._seen) > _KEPT:
                self._seen.popitem(last=False)
        return self._seen[at]
