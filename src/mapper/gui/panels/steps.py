"""The steps of the map as a table in the order of their numbers; a click selects the step on the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from mapper.analysis import numbering
from mapper.gui.kit.faults import told
from mapper.gui.kit.theme import tokens
from mapper.gui.panels.panel import Panel
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Change, Node
from mapper.text import N_, _, current, number

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
COLUMNS = ("", N_("Step"), N_("Kind"), N_("Lane"), N_("Owner"), N_("Processing time"), N_("Waiting time"))
_FIGURES = (0, 5, 6)


@dataclass(frozen=True, slots=True)
class Row:
    """One step as shown. `inherited`: the owner is its lane's or process's."""

    id: str
    texts: tuple[str, ...]
    inherited: bool


def rows(diagram: Diagram) -> list[Row]:
    """All steps in the order of their numbers."""
    numbers = numbering.numbers(diagram)
    return [_row(diagram, step, numbers[step.id]) for step in numbering.steps(diagram, numbers)]


def _row(diagram: Diagram, step: Node, number_: str) -> Row:
    lane, owner = query.lane_of(diagram, step.id), query.owner(diagram, step.id)
    texts = (
        number_,
        " ".join(step.name.split()),
        _(step.sort.label),
        lane.name if lane is not None else "",
        owner.name if owner is not None else "",
        _minutes(step, "processingTime"),
        _minutes(step, "waitingTime"),
    )
    return Row(step.id, texts, owner is not None and query.own_owner(diagram, step.id) is None)


def _minutes(step: Node, key: str) -> str:
    value = step.details.get(key)
    return _("{number} min").format(number=number(value, current())) if isinstance(value, (int, float)) else ""


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _FIGURES else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _FIGURES:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and (index.column() == 0 or (index.column() == 4 and row.inherited)):
            return QColor(tokens().muted)
        return None


class StepsTable(QTableView, Panel):
    """`picked` tells the step that was clicked or reached by the arrow keys."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = _Model()
        self._diagram: Diagram | None = None
        self._stop: Callable[[], None] = lambda: None
        self._telling = True
        self.setModel(self._steps)
        self._dress()
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none."""
        self._stop()
        self._diagram = diagram
        self._stop = diagram.listen(told(self._follow)) if diagram is not None else lambda: None
        self.refresh()

    def mark(self, selection: Sequence[str]) -> None:
        """Mark the row of the first selected step, without telling anybody."""
        wanted = next((i for i, row in enumerate(self._steps.rows) if row.id in selection), -1)
        self._telling = False
        if wanted < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.selectRow(wanted)
        self._telling = True

    def refresh(self) -> None:
        """Read the map again; a folded table waits until it is seen."""
        if self.isVisible() or self._diagram is None:
            self._telling = False
            self._steps.show(rows(self._diagram) if self._diagram is not None else [])
            self._telling = True

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def _follow(self, changes: tuple[Change, ...]) -> None:
        self.refresh()

    def _tell(self, new: QModelIndex, old: QModelIndex) -> None:
        if self._telling and new.isValid():
            self.picked.emit(self._steps.rows[new.row()].id)

    def _dress(self) -> None:
        self.setObjectName("steps")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 40), (2, 156), (3, 140), (4, 124), (5, 116), (6, 92)):
            head.resizeSection(column, width)
