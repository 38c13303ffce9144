"""What panels that are worked out from the whole map have in common: they wait until they are seen, and until the hand
rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from mapper.gui.kit.faults import told
from mapper.gui.panels.panel import Panel
from mapper.model.diagram import Diagram
from mapper.model.records import Change

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_REST = 200
"""Milliseconds without a change until a panel is worked out anew."""


class Following(QWidget, Panel):
    """A panel that shows `read` of the map in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diagram: Diagram | None = None
        self._stop: Callable[[], None] = lambda: None
        self._stale = True
        self._wait = QTimer(self, singleShot=True, interval=_REST)
        self._wait.timeout.connect(self.refresh)

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none."""
        self._stop()
        self.diagram = diagram
        self._stop = diagram.listen(told(self._changed)) if diagram is not None else lambda: None
        self.refresh()

    def refresh(self) -> None:
        """Work it out anew; a folded panel waits until it is seen."""
        self._stale = self.diagram is not None and not self.isVisible()
        if not self._stale:
            self.read(self.diagram)

    def read(self, diagram: Diagram | None) -> None:
        """Show what the map says."""
        raise NotImplementedError

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _changed(self, changes: tuple[Change, ...]) -> None:
        self._stale = True
        if self.isVisible():
            self._wait.start()


class Plain(QAbstractTableModel):
    """Rows of texts under heads. Subclasses say what a cell shows by `data`."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: Sequence[str] = ()
        self.count = 0

    def renew(self, heads: Sequence[str], count: int) -> None:
        """There are other rows now."""
        self.beginResetModel()
        self.heads, self.count = heads, count
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.heads)


def dress(table: QTableView, row: bool = True) -> None:
    """The look of the tables below the map; row: whole rows are marked, else cells."""
    behaviour = QAbstractItemView.SelectionBehavior
    table.setObjectName("steps")
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(behaviour.SelectRows if row else behaviour.SelectItems)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(not row)
    table.setAlternatingRowColors(row)
    table.verticalHeader().setDefaultSectionSize(26)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
