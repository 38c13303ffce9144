"""The sheet itself: cells are marked, copied, pasted, emptied and filled as in a spreadsheet; the head of each row
stays in sight while one scrolls to the right."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from mapper.app.tables.columns import NAME, NUMBER, Column
from mapper.gui.panels.steps.editors import CellEditors
from mapper.gui.panels.steps.model import SHOWN, StepsModel
from mapper.model import details

_KEYS = QKeySequence.StandardKey
_FROZEN = 2
"""Number and name stay where they are."""
_ROW = 26
_WIDTHS = {NUMBER: 52, NAME: 220, "kind": 120, "lane": 140, "inherited": 90}
_BY_TYPE = {details.NUMBER: 104, details.DATE: 104, details.PARTY_ID: 140, details.CHOICE: 120}


class Sheet(QTableView):
    """Shows a `StepsModel`."""

    def __init__(self, model: StepsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = model
        self.setModel(model)
        _dress(self)
        head = self.horizontalHeader()
        head.setSortIndicatorShown(True)
        head.setSectionsClickable(True)
        head.setSectionsMovable(False)
        for at, column in enumerate(SHOWN):
            head.resizeSection(at, _width(column))
        self._acts: dict[QKeySequence.StandardKey, Callable[[], None]] = {
            _KEYS.Copy: self.copy, _KEYS.Cut: self.cut, _KEYS.Paste: self.paste, _KEYS.Delete: self.clear,
            _KEYS.SelectAll: self.selectAll,
        }  # fmt: skip
        self.head = _Head(self)
        head.sectionResized.connect(self.head.follow)
        self.verticalScrollBar().valueChanged.connect(self.head.verticalScrollBar().setValue)
        self.head.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)

    def cells(self) -> tuple[list[int], list[int]]:
        """The rows and columns that are marked, from the first to the last; columns that are hidden are left out."""
        found = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in found})
        shown = sorted({index.column() for index in found if not self.isColumnHidden(index.column())})
        return rows, shown

    def copy(self) -> None:
        """The marked cells as spreadsheets take them: tabs between, one row a line."""
        rows, shown = self.cells()
        out = StringIO()
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        for row in rows:
            texts = (self.steps.index(row, at).data(Qt.ItemDataRole.EditRole) for at in shown)
            writer.writerow(["" if text is None else str(text) for text in texts])
        if rows:
            QGuiApplication.clipboard().setText(out.getvalue())

    def cut(self) -> None:
        """Copy, then empty."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Put what the clipboard holds onto the cells from the first marked one on; one cell or row fills all marked.
        Rows beyond the last step become new steps."""
        block = parsed(QGuiApplication.clipboard().text())
        rows, shown = self.cells()
        if not block or not rows:
            return
        first = shown[0]
        across = [at for at in range(first, len(SHOWN)) if not self.isColumnHidden(at)]
        if len(block) == 1 and len(block[0]) == 1:
            block = [block[0] * len(shown)]
        count = len(rows) if len(block) == 1 else len(block)
        picked = rows if len(block) == 1 else range(rows[0], rows[0] + count)
        ids = [self.steps.rows[row].id for row in picked if row < len(self.steps.rows)]
        self._put(ids, [SHOWN[at] for at in across[: len(block[0])]], block)

    def clear(self) -> None:
        """Empty the marked cells that can be."""
        rows, shown = self.cells()
        ids = [self.steps.rows[row].id for row in rows if row < len(self.steps.rows)]
        under = [SHOWN[at] for at in shown if SHOWN[at].detail is not None]
        if ids and under:
            self._put(ids, under, [[""] * len(under)] * len(ids))

    def fill_down(self) -> None:
        """Put what the first marked row says into all marked rows."""
        rows, shown = self.cells()
        ids = [self.steps.rows[row].id for row in rows if row < len(self.steps.rows)]
        if len(ids) > 1:
            first = self.steps.rows[rows[0]]
            under = [SHOWN[at] for at in shown]
            self._put(ids, under, [[self.steps.says(first, column) for column in under]] * len(ids))

    def mark(self, rows: list[int]) -> None:
        """Mark whole rows, and show the first."""
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.steps.index(row, 0), self.steps.index(row, len(SHOWN) - 1))
        flags = QItemSelectionModel.SelectionFlag
        current = self.steps.index(rows[0], 1) if rows else QModelIndex()
        self.selectionModel().setCurrentIndex(current, flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        if rows:
            self.scrollTo(current)

    def _put(self, ids: list[str], under: list[Column], block: list[list[str]]) -> None:
        marked = self.cells()
        self.steps.put(ids, under, block)
        if marked[0] and not self.selectionModel().hasSelection():  # new steps made the table anew
            self.setCurrentIndex(self.steps.index(min(marked[0][0], self.steps.rowCount() - 1), marked[1][0]))

    # -- Qt's own --------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keys that the window uses for the map mean the cells here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act(event)
        editing = self.state() == QAbstractItemView.State.EditingState
        if act is not None and not editing:
            act()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.place()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """A cell that is gone to is not hidden by the columns that stay."""
        found = super().moveCursor(action, modifiers)
        left = self.visualRect(found).left()
        if found.column() >= _FROZEN and left < self.head.width():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + left - self.head.width())
        return found

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return self.fill_down
        if event.key() == Qt.Key.Key_Backspace and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            return self.clear
        return next((act for key, act in self._acts.items() if event.matches(key)), None)


class _Head(QTableView):
    """The columns that stay, over the same cells, marked together with them."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self.setModel(sheet.steps)
        _dress(self)
        self.setSelectionModel(sheet.selectionModel())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(sheet.horizontalHeader().sectionClicked)
        self.horizontalHeader().setSortIndicatorShown(False)
        for at in range(len(SHOWN)):
            self.setColumnHidden(at, at >= _FROZEN)
            self.setColumnWidth(at, sheet.columnWidth(at))
        sheet.viewport().stackUnder(self)
        self.setAccessibleName(SHOWN[1].title)
        self.place()

    def follow(self, at: int, _old: int, width: int) -> None:
        """A column of the sheet was made wider."""
        if at < _FROZEN:
            self.setColumnWidth(at, width)
            self.place()

    def place(self) -> None:
        """Lie over the first columns."""
        sheet = self._sheet
        width = sum(sheet.columnWidth(at) for at in range(_FROZEN))
        height = sheet.viewport().height() + sheet.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(max(sheet.horizontalHeader().height(), 1))
        self.setGeometry(sheet.frameWidth(), sheet.frameWidth(), width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._sheet.setFocus()
        QGuiApplication.sendEvent(self._sheet, event)


def parsed(text: str) -> list[list[str]]:
    """What a spreadsheet puts into the clipboard: tabs between cells, quotes around those of several lines.

    >>> parsed('a\\tb\\n"two\\nlines"\\t\\n')
    [['a', 'b'], ['two\\nlines', '']]
    """
    return [row for row in csv.reader(StringIO(text, newline=""), delimiter="\t") if row]


def _width(column: Column) -> int:
    if column.key in _WIDTHS:
        return _WIDTHS[column.key]
    return _BY_TYPE.get(column.detail.type, 160) if column.detail is not None else 120


def _dress(table: QTableView) -> None:
    table.setObjectName("steps")
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setItemDelegate(CellEditors(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    triggers = QAbstractItemView.EditTrigger
    table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
    table.setTabKeyNavigation(False)  # Tab leaves the table, as it does every part of the window
    table.setShowGrid(True)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


def below(widget: QWidget) -> QPoint:
    """The place of the screen under a widget, for its menu."""
    return widget.mapToGlobal(QPoint(0, widget.height()))
