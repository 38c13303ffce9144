"""What passes between lanes: a matrix of how often, and beside it each handoff, which leads to its flow on the map."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSplitter, QTableView, QWidget

from mapper.analysis import numbering
from mapper.analysis.blind_spots import handed_over
from mapper.analysis.raci import exchanges
from mapper.gui.panels.views.following import Following, Index, Plain, dress
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.query import Handoff
from mapper.model.records import Node
from mapper.text import N_, _

_CENTRE = Qt.AlignmentFlag.AlignCenter
_HEADS = (N_("From"), N_("What"), N_("To"))


class HandoffMatrix(Following):
    """`picked` names the flow of a handoff."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.listed = _Model(), _List()
        self.matrix, self.list = QTableView(self), QTableView(self)
        self.matrix.setModel(self.model)
        self.list.setModel(self.listed)
        dress(self.matrix, row=False)
        dress(self.list)
        self.list.verticalHeader().hide()
        self.matrix.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.matrix.verticalHeader().setFixedWidth(170)
        self.matrix.horizontalHeader().setDefaultSectionSize(110)
        self.matrix.setCornerButtonEnabled(False)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.matrix)
        split.addWidget(self.list)
        split.setSizes([520, 480])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        self.setFocusProxy(self.matrix)
        self.matrix.selectionModel().currentChanged.connect(lambda new, _old: self._narrow(new))
        self.matrix.clicked.connect(self._first)
        self.list.selectionModel().currentRowChanged.connect(lambda new, _old: self._pick(new))
        self.list.clicked.connect(self._pick)

    def read(self, diagram: Diagram | None) -> None:
        self.model.read(diagram)
        self.listed.show(diagram, self.model.found)
        self.list.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _narrow(self, index: QModelIndex) -> None:
        """Only the handoffs of a cell; all where it has none."""
        self.listed.show(self.diagram, self.model.of(index) or self.model.found)

    def _first(self, index: QModelIndex) -> None:
        found = self.model.of(index)
        if found:
            self.picked.emit(found[0].flow.id)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self.listed.found[index.row()].flow.id)


class _Model(Plain):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Handoff] = []
        self.sides: list[Node] = []
        self._cells: dict[tuple[str, str], list[Handoff]] = {}

    def read(self, diagram: Diagram | None) -> None:
        self.found = query.handoffs(diagram) if diagram is not None else []
        self._cells = exchanges(self.found)
        sides = {side.id: side for handoff in self.found for side in (handoff.source, handoff.target)}
        self.sides = list(sides.values())
        self.renew([_called(side) for side in self.sides], len(self.sides))

    def of(self, index: QModelIndex) -> list[Handoff]:
        """The handoffs of a cell."""
        if not index.isValid():
            return []
        return self._cells.get((self.sides[index.row()].id, self.sides[index.column()].id), [])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.heads[section] if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self._cells.get((self.sides[index.row()].id, self.sides[index.column()].id), [])
        if role == Qt.ItemDataRole.DisplayRole:
            return str(len(found)) if found else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("{source} hands to {target}").format(
                source=self.heads[index.row()], target=self.heads[index.column()]
            )
        return None


class _List(Plain):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Handoff] = []
        self._diagram: Diagram | None = None
        self._numbers: dict[str, str] = {}

    def show(self, diagram: Diagram | None, found: list[Handoff]) -> None:
        self._diagram, self.found = diagram, found
        self._numbers = numbering.numbers(diagram) if diagram is not None else {}
        self.renew([_(head) for head in _HEADS], len(found))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or self._diagram is None:
            return None
        handoff = self.found[index.row()]
        if index.column() == 1:
            return handed_over(self._diagram, handoff.flow) or _("not said")
        flow = handoff.flow
        side, end = (handoff.source, flow.source) if index.column() == 0 else (handoff.target, flow.target)
        return self._end(side, self._diagram.get(end))

    def _end(self, side: Node, record: Any) -> str:
        if not isinstance(record, Node) or record.id == side.id:
            return _called(side)
        number, name = self._numbers.get(record.id, ""), " ".join(record.name.split()) or _(record.sort.label)
        return _("{lane}: {step}").format(lane=_called(side), step=f"{number} {name}".strip())


def _called(side: Node) -> str:
    return " ".join(side.name.split()) or _(side.sort.label)
