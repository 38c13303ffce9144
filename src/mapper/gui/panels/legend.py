"""Who is who while the map is coloured by owner: a small card in the map's corner."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from mapper.analysis.shares import shares
from mapper.draw.pictures.maps import owner_tints
from mapper.draw.theme import Theme
from mapper.gui.kit.icons import wear
from mapper.gui.kit.layouts import clear
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import _

_MARGIN = 16


class Legend(QFrame):
    """Lies over the map, bottom left. A click on a name tells whose steps to select ("" for nobody's); one on its head
    folds it, so that the corner of the map is free."""

    chosen = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("legend")
        self.head = QToolButton(self)
        self.head.setObjectName("small")
        self.head.setText(_("Owners"))
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.toggled.connect(self._fold)
        self._list = QWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 10, 6)
        column.setSpacing(2)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list)
        self._rows = QGridLayout(self._list)
        self._rows.setContentsMargins(6, 0, 0, 0)
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(2)
        over.installEventFilter(self)
        self._fold(True)
        self.hide()

    def show_owners(self, diagram: Diagram, theme: Theme) -> None:
        """Show the owners as the map stands."""
        clear(self._rows)
        tints = owner_tints(diagram, theme)
        found = shares(diagram)
        for row, (party, count) in enumerate(found):
            fill = tints[party.id].fill if party is not None else theme.step
            rim = tints[party.id].ink if party is not None else theme.step_line
            self._add(row, party, count, fill, rim)
        if not found:
            self._rows.addWidget(QLabel(_("The map has no steps yet."), self._list), 0, 0)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _fold(self, open: bool) -> None:
        wear(self.head, "chevron-down" if open else "chevron-right")
        self.head.setToolTip(_("Fold") if open else _("Unfold"))
        self._list.setVisible(open)
        self._settle()

    def _add(self, row: int, party: Node | None, count: int, fill: str, rim: str) -> None:
        swatch = QLabel(self._list)
        swatch.setPixmap(_disk(fill, rim, self.devicePixelRatioF()))
        name = QToolButton(self._list)
        name.setObjectName("small")
        name.setText(party.name if party is not None else _("Nobody"))
        name.setToolTip(_("Select these steps"))
        name.clicked.connect(lambda: self.chosen.emit(party.id if party is not None else ""))
        number = QLabel(str(count), self._list)
        number.setObjectName("muted")
        self._rows.addWidget(swatch, row, 0)
        self._rows.addWidget(name, row, 1, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(number, row, 2, Qt.AlignmentFlag.AlignRight)
        for widget in (swatch, name, number):
            widget.show()  # at once: the card's size is taken from what is shown

    def _settle(self) -> None:
        self._rows.activate()
        if (column := self.layout()) is not None:
            column.activate()
        self.adjustSize()
        self.move(_MARGIN, max(_MARGIN, self._over.height() - self.height() - _MARGIN))
        self.raise_()


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
