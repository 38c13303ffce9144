"""The field that shows the colour of what is selected, and gives it another: a row of swatches."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QConicalGradient, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from mapper.draw.theme import Theme
from mapper.edit.verbs.colour import NONE, PALETTE, Pair
from mapper.gui.forms.field import Field
from mapper.gui.kit import ask
from mapper.gui.kit.theme import map_theme
from mapper.text import _

SIDE, BUTTON = 16, 24
"""Pixels of a swatch, and of its button: ten stand in the narrowest inspector."""
_SCALE = 3.0
_STEPS: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ColourField(Field):
    """`committed` hands over a `Pair` of the palette, or the one colour that was chosen as "#rrggbb"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Colour"), parent=parent)
        row = _Row(self)
        self._pairs = [NONE, *(named.pair for named in PALETTE)]
        names = [_("No colour"), *(_(named.label) for named in PALETTE)]
        self.swatches = [row.add(name) for name in names]
        for pair, swatch in zip(self._pairs, self.swatches, strict=True):
            swatch.clicked.connect(lambda _checked=False, pair=pair: self._take(pair))
        self.other = row.add(_("Other colour…"))
        self.other.clicked.connect(self._choose)
        row.close_up()
        self._note = QLabel(_("While a lens colours the steps, colours given by hand are not shown."), self)
        self._note.setObjectName("muted")
        self._note.setWordWrap(True)
        self._note.hide()
        self.finish(row)
        self._column.insertWidget(self._column.count() - 1, self._note)

    def show_lens(self, on: bool) -> None:
        """Under the lens colour means an owner: say that the colours given are not seen."""
        self._note.setVisible(on)

    def _display(self, value: Any) -> None:
        theme = map_theme()
        for pair, swatch in zip(self._pairs, self.swatches, strict=True):
            swatch.setIcon(swatch_icon(pair, theme))
            swatch.setChecked(pair == value)
        own = value if isinstance(value, Pair) and value not in self._pairs else None
        self.other.setIcon(swatch_icon(own, theme))
        self.other.setChecked(own is not None)

    def _take(self, pair: Pair) -> None:
        if pair != self.value or self.mixed:
            self.committed.emit(pair)
        else:
            self._display(self.value)

    def _choose(self) -> None:
        self._display(self.value)  # nothing is chosen yet
        present = self.value.fill or self.value.stroke if isinstance(self.value, Pair) else ""
        ask.colour(self, present, self.committed.emit)


class _Row(QWidget):
    """Swatches side by side: one stop for Tab, walked with the arrow keys, taken with Space or Enter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._buttons: list[QToolButton] = []

    def add(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("swatch")
        button.setCheckable(True)
        button.setIconSize(QSize(SIDE, SIDE))
        button.setFixedSize(BUTTON, BUTTON)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self._buttons else Qt.FocusPolicy.StrongFocus)
        self._line.addWidget(button)
        self._buttons.append(button)
        button.installEventFilter(self)
        return button

    def close_up(self) -> None:
        """All are there: what room is left stands behind them."""
        self._line.addStretch(1)
        self.setFocusProxy(self._buttons[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        here = next(i for i, button in enumerate(self._buttons) if button is watched)
        if step := _STEPS.get(event.key()):
            after = self._buttons[(here + step) % len(self._buttons)]
            after.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._buttons[here].click()
        else:
            return False
        return True


@lru_cache(256)
def swatch_icon(pair: Pair | None, theme: Theme) -> QIcon:
    """A pair as the map shows it; crossed out for no colour, of four hues for None: any other."""
    pixels = QPixmap(round(SIDE * _SCALE), round(SIDE * _SCALE))
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SCALE, _SCALE)
    box = QRectF(1.25, 1.25, SIDE - 2.5, SIDE - 2.5)
    if pair is None:
        _paint_hues(painter, box, theme)
    else:
        painter.setPen(QPen(QColor(theme.own_line(pair.stroke) or theme.line), 1.5))
        painter.setBrush(QColor(theme.own_fill(pair.fill) or theme.step))
        painter.drawRoundedRect(box, 4, 4)
        if pair == NONE:
            painter.drawLine(box.bottomLeft() + QPointF(2.5, -2.5), box.topRight() + QPointF(-2.5, 2.5))
    painter.end()
    pixels.setDevicePixelRatio(_SCALE)
    return QIcon(pixels)


def _paint_hues(painter: QPainter, box: QRectF, theme: Theme) -> None:
    hues = QConicalGradient(box.center(), 90)
    for i in range(7):
        hues.setColorAt(i / 6, QColor.fromHsvF(i % 6 / 6, 0.55, 0.92))
    painter.setPen(QPen(QColor(theme.line), 1.5))
    painter.setBrush(hues)
    painter.drawRoundedRect(box, 4, 4)
