"""What the colours of the steps mean while a lens is on: a line below the map, which covers nothing of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from mapper.app.lenses import Entry
from mapper.draw.theme import Theme
from mapper.gui.forms.wrapping import Wrapping
from mapper.gui.kit.icons import wear
from mapper.gui.kit.layouts import clear
from mapper.text import _

_MOST = 84
"""Pixels that the line may be high; more rows are scrolled to."""
_FOLDED = 30


class Legend(QFrame):
    """A press on an entry tells which steps to select; one on its head folds it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.head = QToolButton(self)
        self.head.setObjectName("small")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.toggled.connect(self._fold)
        self._list = QWidget()
        self._entries = Wrapping(self._list, gap=6)
        self._area = QScrollArea(self)
        self._area.setObjectName("inspector")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._list)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.addWidget(self.head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._area, 1)
        self._fold(True)
        self.hide()

    @property
    def entries(self) -> list[QToolButton]:
        """The buttons, in order."""
        return [button for button in self._list.findChildren(QToolButton) if not button.isHidden()]

    def show_entries(self, title: str, rows: Sequence[Entry], theme: Theme) -> None:
        """Show what the colours mean."""
        self.head.setText(title)
        clear(self._entries)
        for entry in rows:
            self._entries.addWidget(self._button(entry, theme))
        self._settle()
        QTimer.singleShot(0, self, self._settle)  # once the line has its width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._settle)

    def _button(self, entry: Entry, theme: Theme) -> QToolButton:
        button = QToolButton(self._list)
        button.setObjectName("small")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        fill = entry.tint.fill if entry.tint is not None else theme.step
        rim = entry.tint.ink if entry.tint is not None else theme.step_line
        button.setIcon(_disk(fill, rim, self.devicePixelRatioF()))
        button.setText(f"{entry.text}  {len(entry.steps)}")
        button.setToolTip(_("Select these steps"))
        button.clicked.connect(lambda _checked=False: self.chosen.emit(entry.steps))
        button.show()  # at once: the line's height is taken from what is shown
        return button

    def _fold(self, open: bool) -> None:
        wear(self.head, "chevron-down" if open else "chevron-right")
        self.head.setToolTip(_("Fold") if open else _("Unfold"))
        self._area.setVisible(open)
        self._settle()

    def _settle(self) -> None:
        """As high as its entries need, up to three lines of them."""
        if not self.head.isChecked():
            self.setFixedHeight(_FOLDED)
            return
        wanted = self._entries.heightForWidth(max(100, self._area.viewport().width()))
        self._list.setMinimumHeight(wanted)
        self.setFixedHeight(max(_FOLDED + 4, min(_MOST, wanted + 8)))


def _disk(fill: str, rim: str, scale: float) -> QPixmap:
    pixels = QPixmap(round(14 * scale), round(14 * scale))
    pixels.setDevicePixelRatio(scale)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(rim))
    painter.setBrush(QColor(fill))
    painter.drawEllipse(1, 1, 12, 12)
    painter.end()
    return pixels
