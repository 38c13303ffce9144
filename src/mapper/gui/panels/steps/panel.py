"""The table of steps below the map: a line with filter and columns above the sheet; a click selects the step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from mapper.app.tables.change import Done
from mapper.app.tables.columns import ID, NAME, NUMBER
from mapper.gui.kit.faults import told
from mapper.gui.kit.icons import wear
from mapper.gui.panels.panel import Panel
from mapper.gui.panels.steps.model import SHOWN, StepsModel
from mapper.gui.panels.steps.sheet import Sheet, below
from mapper.model.diagram import Diagram
from mapper.model.records import Change
from mapper.text import _, ngettext

_HIDDEN = frozenset({ID, "inherited", "process"})
"""Columns that are shown only when they are asked for."""
_ALWAYS = (NUMBER, NAME)
_PAUSE = 150
"""Milliseconds after the last letter until the filter is applied: large maps are filtered once a word."""


class StepsTable(QWidget, Panel):
    """`picked` tells the step that was clicked or reached by the arrow keys."""

    picked = Signal(str)
    refused = Signal(str)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._diagram: Diagram | None = None
        self._stop: Callable[[], None] = lambda: None
        self._telling, self._stale = True, False
        self.model = StepsModel()
        self.sheet = Sheet(self.model, self)
        self.filter = QLineEdit(self)
        self.count = QLabel(self)
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._join()
        for at, column in enumerate(SHOWN):
            self._show_column(at, column.key not in _HIDDEN)

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none."""
        self._stop()
        self._diagram = diagram
        self._stop = diagram.listen(told(self._follow)) if diagram is not None else lambda: None
        self.model.lane = ""
        self.refresh()

    def mark(self, selection: Sequence[str]) -> None:
        """Mark the rows of the selected steps, without telling anybody."""
        rows = [row for id in selection if (row := self.model.place(id)) >= 0]
        current = self.sheet.currentIndex()
        if len(rows) == 1 and current.isValid() and current.row() == rows[0]:
            return  # it was picked here: the cell stays the current one
        self._quietly(lambda: self.sheet.mark(rows))

    def refresh(self) -> None:
        """Read the map again; a folded table waits until it is seen."""
        self._stale = self._diagram is not None and not self.isVisible()
        if not self._stale:
            self._quietly(lambda: self.model.read(self._diagram))
            self._count()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.filter.setPlaceholderText(_("Filter: words that stand anywhere in a row"))
        self.filter.setAccessibleName(_("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(360)
        self.count.setObjectName("muted")
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.filter, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        self.columns = _button(self, _("Columns"), "table", self._offer_columns)
        row.addWidget(self.columns)
        row.addWidget(_button(self, _("Fill in from a table…"), "open", lambda: self.asked.emit("steps.import")))
        row.addWidget(_button(self, _("Export as a table…"), "export", lambda: self.asked.emit("steps.export")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.sheet, 1)
        self.setFocusProxy(self.sheet)

    def _join(self) -> None:
        self.sheet.selectionModel().currentChanged.connect(self._tell)
        self.sheet.horizontalHeader().sectionClicked.connect(self._sort)
        self.sheet.customContextMenuRequested.connect(self._offer)
        self.sheet.head.customContextMenuRequested.connect(self._offer)
        self.model.done.connect(self._done)
        self.filter.textChanged.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(self.apply_filter)

    def apply_filter(self) -> None:
        """Show the rows that hold what is typed."""
        self.model.typed = self.filter.text()
        self._quietly(self.model.arrange)
        self._count()

    def _quietly(self, act: Callable[[], None]) -> None:
        self._telling = False
        try:
            act()
        finally:
            self._telling = True

    def _follow(self, changes: tuple[Change, ...]) -> None:
        if not self.isVisible():
            self._stale = True
            return
        row, column = self.sheet.currentIndex().row(), self.sheet.currentIndex().column()
        self._quietly(lambda: self.model.follow(changes))
        if row >= 0 and not self.sheet.currentIndex().isValid():  # the table was made anew; the hand stays where it was
            place = self.model.index(min(row, self.model.rowCount() - 1), column)
            self._quietly(lambda: self.sheet.setCurrentIndex(place))
        self._count()

    def _count(self) -> None:
        shown, total = len(self.model.rows), self.model.total
        all = ngettext("{count} step", "{count} steps", total).format(count=total)
        self.count.setText(all if shown == total else _("{shown} of {all}").format(shown=shown, all=all))

    def _tell(self, new: QModelIndex, old: QModelIndex) -> None:
        if self._telling and new.isValid() and new.row() != old.row() and new.row() < len(self.model.rows):
            self.picked.emit(self.model.rows[new.row()].id)

    def _done(self, done: Done) -> None:
        if not done.refused:
            return
        said, more = done.refused[0], len(done.refused) - 1
        if more:
            told = ngettext("{first} And {count} more was left.", "{first} And {count} more were left.", more)
            said = told.format(first=said, count=more)
        self.refused.emit(said)

    def _sort(self, at: int) -> None:
        """Down at the first press on a head, up at the second, by number at the third."""
        column, down = self.model.sorted_by
        same = column is SHOWN[at]
        self.model.sorted_by = (None, False) if same and down else (SHOWN[at], same)
        by, down = self.model.sorted_by
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.sheet.horizontalHeader().setSortIndicator(-1 if by is None else at, order)
        self._quietly(self.model.arrange)

    def _show_column(self, at: int, on: bool) -> None:
        self.sheet.setColumnHidden(at, not on)

    def _offer_columns(self) -> None:
        menu = QMenu(self)
        for at, column in enumerate(SHOWN):
            if column.key in _ALWAYS:
                continue
            entry = QAction(column.title, menu, checkable=True, checked=not self.sheet.isColumnHidden(at))
            entry.toggled.connect(lambda on, at=at: self._show_column(at, on))
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below(self.columns))

    def _offer(self, place: QPoint) -> None:
        sheet = self.sheet
        menu = QMenu(self)
        for text, act in ((_("Copy"), sheet.copy), (_("Cut"), sheet.cut), (_("Paste"), sheet.paste),
                          (_("Empty the cells"), sheet.clear), (_("Fill down"), sheet.fill_down)):  # fmt: skip
            menu.addAction(text, act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(sheet.viewport().mapToGlobal(place))


def _button(parent: QWidget, text: str, icon: str, act: Callable[[], Any]) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName("small")
    button.setText(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    wear(button, icon)
    button.clicked.connect(lambda _checked=False: act())
    return button
