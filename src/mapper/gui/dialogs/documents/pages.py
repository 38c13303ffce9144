"""The pages of a PDF on the screen, one below the other, as they will be on paper."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2  # type: ignore[import-untyped]
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from mapper.gui.kit.theme import tokens

SMALLEST, BIGGEST = 0.3, 4.0
_POINTS_TO_PIXELS = 96 / 72
_MARGIN, _GAP = 20, 16


def render(data: bytes, scale: float, widest: float = float("inf")) -> list[QImage]:
    """Every page of a PDF as a picture; scale 1 is 72 pixels an inch. Wider pages shrink to `widest` pixels."""
    document = pypdfium2.PdfDocument(data)
    try:
        scales = [min(scale, widest / page.get_width()) for page in document]
        pairs = zip(document, scales, strict=True)
        return [_image(page.render(scale=each, rev_byteorder=True, prefer_bgrx=True)) for page, each in pairs]
    finally:
        document.close()


def _image(bitmap: pypdfium2.PdfBitmap) -> QImage:
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
        return len(self._desk.images)

    def show_pdf(self, data: bytes) -> None:
        """Show a PDF; the place one has scrolled to stays."""
        self._data = data
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
        document = pypdfium2.PdfDocument(self._data)
        width: float = document[0].get_width()
        document.close()
        return max(SMALLEST, min(BIGGEST, self._room() / (width * _POINTS_TO_PIXELS)))

    def _room(self) -> int:
        """Pixels that a page may be wide without a bar to scroll sideways."""
        return self.viewport().width() - 2 * _MARGIN

    def _draw(self) -> None:
        if not self._data:
            return
        sharp = self.devicePixelRatioF()
        widest = self._room() * sharp if self._zoom is None else float("inf")
        images = render(self._data, self.scale * _POINTS_TO_PIXELS * sharp, max(1.0, widest))
        self._desk.show_images(images, sharp, self.viewport().width())


class _Desk(QWidget):
    """Paints the pages, each in the middle. Not a column of labels: these would be laid out anew page by page."""

    def __init__(self) -> None:
        super().__init__()
        self.images: Sequence[QImage] = ()
        self._boxes: list[QRect] = []

    def show_images(self, images: Sequence[QImage], sharp: float, width: int) -> None:
        """Take new pages; the desk is at least so wide."""
        self.images, self._boxes = images, []
        sizes = [QSize(round(image.width() / sharp), round(image.height() / sharp)) for image in images]
        whole = max([width, *(size.width() + 2 * _MARGIN for size in sizes)])
        y = _MARGIN
        for size in sizes:
            self._boxes.append(QRect((whole - size.width()) // 2, y, size.width(), size.height()))
            y += size.height() + _GAP
        self.setFixedSize(whole, y - _GAP + _MARGIN)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens().wash))
        for image, box in zip(self.images, self._boxes, strict=True):
            if box.intersects(event.rect()):
                painter.drawImage(box, image)
        painter.end()
