"""Renaming in place: a text field exactly over the label, in the label's own size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mapper.draw import outline
from mapper.draw.theme import Theme
from mapper.gui.canvas.picture.camera import Camera, qrect
from mapper.lettering.font import FAMILY
from mapper.lettering.sizes import USUAL, Sizes
from mapper.model.geometry import Point, Rect, along, centered
from mapper.model.kinds import HEADER, LANE, POOL
from mapper.model.records import Node, Record
from mapper.text import _

LEAST = 11.0
"""Screen pixels below which one cannot write."""
FIELD = (120.0, 30.0)
"""Map pixels of the field where there is no label yet."""


class LabelEditor(QPlainTextEdit):
    """Enter commits, Shift+Enter breaks the line, Esc gives up, leaving commits."""

    finished = Signal(str, str)  # id, new text
    abandoned = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._over = parent
        self._id, self._before = "", ""
        self._place: Rect | None = None
        self._size = USUAL.step
        self.setObjectName("labelEditor")
        self.setAccessibleName(_("Label"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignHCenter))
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._settle)
        self.set_theme(theme)
        self.hide()

    @property
    def id(self) -> str | None:
        """Whose label is being edited, or None."""
        return self._id or None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(
            f"QPlainTextEdit#labelEditor {{ background: {theme.step}; color: {theme.ink};"
            f" border: 2px solid {theme.accent}; border-radius: 5px; padding: 0;"
            f" selection-background-color: {theme.accent}; selection-color: {theme.paper}; }}"
        )

    def begin(self, record: Record, camera: Camera, sizes: Sizes) -> None:
        """Open over a record's label with its text selected."""
        self._id, self._before = record.id, record.name
        self._place, self._size = label_place(record, sizes), label_size(record, sizes)
        self.setPlainText(record.name)
        self.selectAll()
        self.follow(camera)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, camera: Camera) -> None:
        """Stay over the label when the view moves."""
        if self._place is None:
            return
        font = QFont(FAMILY)
        font.setPixelSize(_pixels(self._size, camera))
        self.setFont(font)
        self.setGeometry(_field(self._place, font.pixelSize(), camera).toAlignedRect())
        self._settle()

    def commit(self) -> None:
        """Take the text as it is and close."""
        if not self._id:
            return
        id, text = self._id, self.toPlainText().strip()
        changed = text != self._before
        self._close()
        if changed:
            self.finished.emit(id, text)
        else:
            self.abandoned.emit()

    def abandon(self) -> None:
        """Close and leave the label as it was."""
        if self._id:
            self._close()
            self.abandoned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.commit()
        elif event.key() == Qt.Key.Key_Escape:
            self.abandon()
        elif event.key() == Qt.Key.Key_Tab:
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Its own context menu takes the focus too, and must not end the writing.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def _close(self) -> None:
        had_keys = self.hasFocus()
        self._id, self._place = "", None
        self.hide()
        if had_keys:
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        """Keep the text in the middle of the field, and the field large enough for it."""
        font = self.fontMetrics()
        lines = max(1, round(self.document().size().height()))
        high = lines * font.lineSpacing() + 4
        if self._place is not None and high + 10 > self.height():
            middle = self.geometry().center()
            self.resize(self.width(), high + 10)
            self.move(self.x(), middle.y() - self.height() // 2)
            self.verticalScrollBar().setValue(0)
        self.setViewportMargins(0, max(0, (self.height() - high - 4) // 2), 0, 0)


def covered(record: Record, camera: Camera, sizes: Sizes) -> QRectF:
    """The part of the viewport that the field takes for a record, whether it is open or not."""
    return _field(label_place(record, sizes), _pixels(label_size(record, sizes), camera), camera)


def _pixels(size: float, camera: Camera) -> int:
    """Screen pixels of the letters: as on the map, but never too small to write."""
    return max(1, round(max(LEAST, size * camera.zoom)))


def _field(place: Rect, pixels: int, camera: Camera) -> QRectF:
    box = camera.viewportTransform().mapRect(qrect(place))
    least = QRectF(0, 0, pixels * 7, pixels * 1.24 + 10)
    least.moveCenter(box.center())
    return box.united(least)


def label_place(record: Record, sizes: Sizes) -> Rect:
    """The box of the map that the field covers."""
    if not isinstance(record, Node):
        middle = along(record.points) if record.points else Point(0, 0)
        return outline.label_box(record, sizes) or centered(middle, *FIELD)
    body = record.bounds or Rect(0, 0, *FIELD)
    if record.sort.label_outside:
        below = Point(body.center.x, body.bottom + 5 + FIELD[1] / 2)
        return (outline.label_box(record, sizes) or centered(below, *FIELD)).grown(2)
    if record.family in (POOL, LANE) and record.ref is None and record.family == POOL:
        return centered(body.center, min(body.w, 240.0), FIELD[1])
    if record.family in (POOL, LANE):
        return centered(Point(body.x + HEADER / 2, body.center.y), 160.0, FIELD[1])
    return body


def label_size(record: Record, sizes: Sizes) -> float:
    """Map pixels of a label's letters."""
    if record.family in (POOL, LANE):
        return sizes.lane
    return sizes.label if record.sort.label_outside or record.kind == "textAnnotation" else sizes.step
