"""A field that is a small table: systems with their links, decision rights, who holds a role. There is always an empty
row to write in; where a document prints a line for each of some subjects, those lines are there from the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from mapper.app.tables.reading import Refusal
from mapper.gui.forms.field import Field
from mapper.gui.forms.row_cells import RowCells, kept, shown
from mapper.gui.kit.theme import tokens
from mapper.model.details import DATE, NUMBER, Detail, column_type, key_of
from mapper.model.records import Node
from mapper.text import _

_FITTING = 3
"""So many columns fit into the inspector's width."""
_NAME, _ROW = 136, 28
_NARROW = {DATE: 100, NUMBER: 76}
_DONE_ELSEWHERE = "code"
"""A table with this column is kept by approving and signing; nobody writes into it."""


class RowsField(Field):
    """Rows of texts; a cell commits when it is left, a row goes when it is emptied or Delete is pressed on it.

    wide: it stands on a page of its own, where all columns share the width and long texts break.
    """

    def __init__(self, detail: Detail, hint: str = "", wide: bool = False) -> None:
        super().__init__(_(detail.label), hint=hint)
        self.detail = detail
        self.names: tuple[str, ...] = ()
        self.kept_elsewhere = any(key == _DONE_ELSEWHERE for key, _label in detail.columns)
        self.table = _Table(self, wide)
        self.table.cellChanged.connect(lambda _row, _column: self.commit())
        self.finish(self.table)

    def show_parties(self, parties: Sequence[Node]) -> None:
        """Who can be named in it."""
        self.names = tuple(party.name for party in parties if party.name)

    @property
    def pending(self) -> bool:
        try:
            return bool(self._typed() != _whole(self.detail, self.value))
        except Refusal:
            return True

    def show_value(self, value: Any, mixed: bool = False) -> None:
        # A cell that is being edited keeps its editor; everything else was committed when it was left.
        self.value, self.mixed = (None if mixed else value), mixed
        self._display(self.value)

    def drop_row(self, row: int) -> None:
        """Take one row away; of a subject all that was written about it."""
        if self.kept_elsewhere:
            return
        if row < len(self.detail.subjects):
            self.table.blockSignals(True)
            for column in range(1, self.table.columnCount()):
                self.table.setItem(row, column, QTableWidgetItem(""))
            self.table.blockSignals(False)
        else:
            self.table.removeRow(row)
        self.commit()

    def _display(self, value: Any) -> None:
        rows = self._lines(value)
        editing = self.table.state() == QAbstractItemView.State.EditingState
        if editing and not self.pending:
            self._make_room(len(rows))
            return
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for place, (column, _label) in enumerate(self.detail.columns):
                text = shown(self.detail, column, row[place] if place < len(row) else "")
                self.table.setItem(at, place, self._item(text, at, place))
        self.table.blockSignals(False)
        self.table.setToolTip(_("Several values") if self.mixed else "")
        self.table.several = self.mixed
        self.table.fit()

    def _make_room(self, rows: int) -> None:
        """The empty row below, while the one above is still being left."""
        if self.table.rowCount() < rows:
            self.table.blockSignals(True)
            self.table.setRowCount(rows)
            self.table.blockSignals(False)
            self.table.fit()

    def _lines(self, value: Any) -> list[tuple[str, ...]]:
        """What stands in the table: a line for each subject, what else was written, and an empty one."""
        given = [tuple(map(str, line)) for line in value or ()]
        told = {key_of(line[0], self.detail.subjects): line for line in reversed(given)} if self.detail.subjects else {}
        first = [told.get(key, (key,)) for key, _label in self.detail.subjects]
        rest = [line for line in given if line not in first]
        return [*first, *rest, *([] if self.kept_elsewhere else [()])]

    def _item(self, text: str, row: int, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        if self.kept_elsewhere or (column == 0 and row < len(self.detail.subjects)):
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        return item

    def _typed(self) -> Any:
        """Raises Refusal for a day or a figure that is none."""
        rows = []
        for at in range(self.table.rowCount()):
            items = [self.table.item(at, place) for place in range(self.table.columnCount())]
            texts = [item.text() if item else "" for item in items]
            row = tuple(kept(self.detail, column, text)
                        for (column, _label), text in zip(self.detail.columns, texts, strict=True))  # fmt: skip
            if any(row[1:] if at < len(self.detail.subjects) else row):
                rows.append(row)
        return tuple(rows)


def _whole(detail: Detail, value: Any) -> tuple[tuple[str, ...], ...]:
    """The rows as they would be typed: every column there, subjects and choices by their keys, subjects first."""
    width = len(detail.columns)
    keys = [key for key, _label in detail.subjects]
    lines = [tuple(str(cell) for cell in (*line, *[""] * (width - len(line)))) for line in value or ()]
    known = [(key_of(line[0], detail.subjects) or line[0], *line[1:]) if keys else line for line in lines]
    return tuple(sorted(known, key=lambda line: keys.index(line[0]) if line[0] in keys else len(keys)))


class _Table(QTableWidget):
    """As tall as its rows; Delete empties a row; Tab goes from cell to cell and leaves behind the last."""

    def __init__(self, field: RowsField, wide: bool) -> None:
        columns = field.detail.columns
        super().__init__(0, len(columns), field)
        self._field, self._wide = field, wide
        self.several = False
        self.setHorizontalHeaderLabels([_(label) for _key, label in columns])
        self.setObjectName("rows")
        self.setItemDelegate(RowCells(field.detail, lambda: field.names, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setWordWrap(wide)  # an address has no blanks: in a narrow cell cut at its end, not behind "https:"
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._share_width()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)

    def fit(self) -> None:
        """Take the height of the rows there are."""
        if self._wide:
            self.resizeRowsToContents()
        head = max(self.horizontalHeader().sizeHint().height(), 24)
        narrow = self.columnCount() > _FITTING and not self._wide
        bar = self.horizontalScrollBar().sizeHint().height() if narrow else 0
        self.setFixedHeight(head + sum(self.rowHeight(row) for row in range(self.rowCount())) + 4 + bar)

    def _share_width(self) -> None:
        """A few columns share the width; more have what they need, the first at least enough to be read."""
        head, columns = self.horizontalHeader(), self._field.detail.columns
        if self._wide or len(columns) <= _FITTING:
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            for at, (key, _label) in enumerate(columns):
                if self._wide and (width := _NARROW.get(column_type(self._field.detail, key))):
                    head.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                    head.resizeSection(at, width)
            return
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        head.resizeSection(0, _NAME)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.several and self.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(tokens().muted))
            line = self.visualRect(self.model().index(0, 0))
            painter.drawText(line.adjusted(6, 0, 400, 0), Qt.AlignmentFlag.AlignVCenter, _("Several values"))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wide and event.oldSize().width() != event.size().width():
            QTimer.singleShot(0, self, self.fit)  # once the columns have their new widths

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self._field.drop_row(self.currentRow())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._at_end(key == Qt.Key.Key_Tab):
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        forth = hint == hints.EditNextItem
        if hint in (hints.EditNextItem, hints.EditPreviousItem) and self._at_end(forth):
            super().closeEditor(editor, hints.NoHint)
            self.focusNextPrevChild(forth)
        else:
            super().closeEditor(editor, hint)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Out of the table, whatever `setTabKeyNavigation` says."""
        self.setTabKeyNavigation(False)
        left = super().focusNextPrevChild(next)
        self.setTabKeyNavigation(True)
        return left

    def _at_end(self, forth: bool) -> bool:
        last = (self.rowCount() - 1, self.columnCount() - 1)
        return (self.currentRow(), self.currentColumn()) == (last if forth else (0, 0))
