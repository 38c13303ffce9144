"""A field that is a small table: systems with their links, KPIs. There is always an empty row to write in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from mapper.gui.forms.field import Field
from mapper.text import _

_FITTING = 3
"""So many columns fit into the inspector's width."""

_NAME = 136


class RowsField(Field):
    """Rows of texts; a cell commits when it is left, a row goes when it is emptied or Delete is pressed on it."""

    def __init__(self, label: str, columns: Sequence[str], hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self.table = _Table(0, len(columns), self)
        self.table.setHorizontalHeaderLabels(columns)
        self.table.cellChanged.connect(lambda _row, _column: self.commit())
        self.finish(self.table)

    @property
    def pending(self) -> bool:
        return bool(self._typed() != (self.value or ()))

    def show_value(self, value: Any, mixed: bool = False) -> None:
        # A cell that is being edited keeps its editor; everything else was committed when it was left.
        self.value, self.mixed = (None if mixed else value), mixed
        self._display(self.value)

    def drop_row(self, row: int) -> None:
        """Take one row away."""
        self.table.removeRow(row)
        self.commit()

    def _display(self, value: Any) -> None:
        rows = [*(value or ()), ()]
        if self.table.state() == QAbstractItemView.State.EditingState and self._typed() == tuple(rows[:-1]):
            return
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for i, row in enumerate(rows):
            for j in range(self.table.columnCount()):
                text = row[j] if j < len(row) else ""
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(i, j, item)
        self.table.blockSignals(False)
        self.table.setToolTip(_("Several values") if self.mixed else "")
        self.table.fit()

    def _typed(self) -> Any:
        rows = []
        for i in range(self.table.rowCount()):
            items = [self.table.item(i, j) for j in range(self.table.columnCount())]
            row = tuple(item.text().strip() if item else "" for item in items)
            if any(row):
                rows.append(row)
        return tuple(rows)


class _Table(QTableWidget):
    """As tall as its rows; Delete empties a row."""

    def __init__(self, rows: int, columns: int, field: RowsField) -> None:
        super().__init__(rows, columns, field)
        self._field = field
        self.setObjectName("rows")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.setWordWrap(False)  # an address has no blanks: cut at its end, not behind "https:"
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._share_width(columns)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)

    def fit(self) -> None:
        """Take the height of the rows there are."""
        head = max(self.horizontalHeader().sizeHint().height(), 24)
        bar = self.horizontalScrollBar().sizeHint().height() if self.columnCount() > _FITTING else 0
        self.setFixedHeight(head + 28 * self.rowCount() + 4 + bar)

    def _share_width(self, columns: int) -> None:
        """A few columns share the width; more have what they need, the first at least enough to be read."""
        head = self.horizontalHeader()
        if columns <= _FITTING:
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            return
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        head.resizeSection(0, _NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self._field.drop_row(self.currentRow())
        else:
            super().keyPressEvent(event)
