"""The RACI matrix: steps down, parties across; a cell selects its step, letters typed into it change the map."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from mapper.analysis import numbering
from mapper.analysis.raci import LETTERS, Matrix, matrix
from mapper.app.tables.reading import Refusal
from mapper.edit.verbs import owner
from mapper.gui.kit.theme import tokens
from mapper.gui.panels.views.following import Following, Index, Plain, dress
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import _

_CENTRE = Qt.AlignmentFlag.AlignCenter
_EMPTY = Matrix((), (), {})


class RaciMatrix(Following):
    """`picked` names the step of the row that is gone to."""

    picked = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Model()
        self.model.refused.connect(self.refused)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        dress(self.table, row=False)
        self.table.horizontalHeader().setDefaultSectionSize(130)
        self.table.verticalHeader().setFixedWidth(260)
        self.table.verticalHeader().setSectionsClickable(True)
        self.table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)
        self.table.selectionModel().currentChanged.connect(self._pick)
        self.table.clicked.connect(lambda index: self._pick(index, QModelIndex()))

    def read(self, diagram: Diagram | None) -> None:
        here = self.table.currentIndex()
        self.model.read(diagram)
        if here.isValid():
            place = self.model.index(here.row(), here.column())
            self.table.selectionModel().blockSignals(True)
            self.table.setCurrentIndex(place)
            self.table.selectionModel().blockSignals(False)

    def _pick(self, new: QModelIndex, old: QModelIndex) -> None:
        if new.isValid() and new.row() != old.row():
            self.picked.emit(self.model.found.steps[new.row()].id)


class _Model(Plain):
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.found = _EMPTY
        self._diagram: Diagram | None = None
        self._numbers: dict[str, str] = {}

    def read(self, diagram: Diagram | None) -> None:
        self._diagram = diagram
        self._numbers = numbering.numbers(diagram) if diagram is not None else {}
        found = matrix(diagram, numbering.steps(diagram, self._numbers)) if diagram is not None else _EMPTY
        # Who has no letter yet can be given one.
        named = {party.id for party in found.parties}
        others = [p for p in query.parties(diagram) if p.id not in named] if diagram is not None else []
        self.found = Matrix(found.steps, (*found.parties, *others), found.cells)
        self.renew([party.name for party in self.found.parties], len(found.steps))

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.heads[section]
        step = self.found.steps[section]
        return f"{self._numbers.get(step.id, '')}  {' '.join(step.name.split())}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step, party = self.found.steps[index.row()], self.found.parties[index.column()]
        letters = self.found.cells.get((step.id, party.id), "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return letters
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE
        if role == Qt.ItemDataRole.ToolTipRole:
            return _told(step, party, letters)
        if role == Qt.ItemDataRole.ForegroundRole and letters == LETTERS["owner"] and self._inherits(step):
            return QColor(tokens().muted)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._diagram is None:
            return False
        step, party = self.found.steps[index.row()], self.found.parties[index.column()]
        try:
            put(self._diagram, step.id, party.id, str(value))
        except ValueError as error:
            self.refused.emit(str(error))
            return False
        self.read(self._diagram)
        return True

    def _inherits(self, step: Node) -> bool:
        return self._diagram is not None and query.own_owner(self._diagram, step.id) is None


def put(diagram: Diagram, step: str, party: str, typed: str) -> None:
    """Let a party have these letters in a step, and no others. Raises ValueError, in words for the user."""
    letters = {letter for letter in typed.upper() if letter.isalpha()}
    if wrong := sorted(letters - set(LETTERS.values())):
        raise Refusal(_("“{letter}” is none of the letters R, A, C and I.").format(letter=wrong[0]))
    inherited = query.own_owner(diagram, step) is None and (now := query.owner(diagram, step)) and now.id == party
    with diagram.transaction(_("Change who does what")):
        for key, letter in LETTERS.items():
            has = letter in letters
            if key == "owner":
                own = query.own_owner(diagram, step)
                if has and not inherited and (own is None or own.id != party):
                    owner.set_detail(diagram, step, key, party)
                elif not has and own is not None and own.id == party:
                    owner.set_detail(diagram, step, key, None)
                continue
            held = diagram.node(step).details.get(key, ())
            old = tuple(held) if isinstance(held, tuple) else ()
            if has != (party in old):
                owner.set_detail(diagram, step, key, (*old, party) if has else tuple(p for p in old if p != party))


def _told(step: Node, party: Node, letters: str) -> str:
    if not letters:
        return _("Type R, A, C or I: responsible, accountable, consulted, informed.")
    return f"{' '.join(step.name.split())} · {party.name}: {letters}"
