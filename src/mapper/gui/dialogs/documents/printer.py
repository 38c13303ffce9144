"""A PDF onto a printer, page by page as it was shown: the same cuts, whatever prints it."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from mapper.draw.papers import PAPERS, Paper, paper_size
from mapper.gui.dialogs.documents.pages import image

DOTS = 300
"""Dots an inch at most: finer than that no eye sees, and a page takes 35 MB."""


def prepare(printer: QPrinter, paper: Paper) -> None:
    """Give a printer the paper of a document, without margins: those are on the page."""
    printer.setPageSize(QPageSize(QSizeF(*paper_size(paper)), QPageSize.Unit.Millimeter))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


def paper_of(printer: QPrinter) -> Paper:
    """The paper that was chosen for a printer: its name where it has one here, else its size."""
    size = printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter)
    wide, high = sorted((size.width(), size.height()))
    named = (key for key, (w, h) in PAPERS.items() if abs(w - wide) < 1 and abs(h - high) < 1)
    return next(named, f"{wide:g}x{high:g}")


def paint(data: bytes, printer: QPrinter) -> Iterator[tuple[int, int]]:
    """Print the pages that were chosen; yields how many are done, of how many. Raises OSError when the printer takes
    nothing."""
    with pypdfium2.PdfDocument(data) as document:
        chosen = range(_first(printer) - 1, _last(printer, len(document)))
        painter = QPainter()
        try:
            for done, at in enumerate(chosen):
                _next_page(printer, painter, document[at])
                # On the printer's own paper, whose dots may lie closer than those of the picture.
                scale = min(DOTS, printer.resolution()) / 72
                area = printer.pageLayout().fullRectPixels(printer.resolution())
                painter.drawImage(QRectF(area), image(document[at], scale))
                yield done + 1, len(chosen)
        finally:
            painter.end()


def _next_page(printer: QPrinter, painter: QPainter, page: pypdfium2.PdfPage) -> None:
    wide, high = page.get_size()
    turned = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(turned)
    begun = printer.newPage() if painter.isActive() else painter.begin(printer)
    if not begun:
        raise OSError("the printer does not answer")


def _first(printer: QPrinter) -> int:
    return max(printer.fromPage(), 1)


def _last(printer: QPrinter, count: int) -> int:
    return min(printer.toPage() or count, count)
