"""The steps as Qt's table model. What a cell says is worked out when it is looked at, and kept until it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from mapper.analysis import numbering
from mapper.app.tables import change, columns
from mapper.app.tables.change import Done
from mapper.app.tables.columns import BY_KEY, COLUMNS, ID, LANE, NAME, NUMBER, OWNER, Column
from mapper.gui.kit.theme import tokens
from mapper.gui.panels.steps import order
from mapper.model import details, query
from mapper.model.details import fields
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, TASK
from mapper.model.records import Change, Node
from mapper.text import _, current

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_INDENT = "\u2003"
_FIRST = (NUMBER, NAME, "kind", LANE)
_REST = ("process", "inherited", ID)
SHOWN: tuple[Column, ...] = (
    *(BY_KEY[key] for key in _FIRST),
    *(BY_KEY[row.key] for row in fields(TASK) if row.key in BY_KEY),
    *(BY_KEY[key] for key in _REST),
)
"""The columns in the order of the window: where a step stands, its fields in the order of the inspector, the rest."""
assert set(SHOWN) == set(COLUMNS)


class StepsModel(QAbstractTableModel):
    """`done`: what a cell or a block that was typed or pasted has changed, and what was refused."""

    done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.diagram: Diagram | None = None
        self.rows: list[Node] = []
        self.total = 0
        self.typed = ""
        self.sorted_by: tuple[Column | None, bool] = (None, False)
        self.lane = ""
        """The lane in which the next new step comes; "" for that of the last step shown."""
        self._numbers: dict[str, str] = {}
        self._texts: dict[str, dict[str, str]] = {}
        self._places: dict[str, int] = {}

    # -- what is shown ---------------------------------------------------------------------------------------------

    def read(self, diagram: Diagram | None) -> None:
        """Show all steps of a map anew."""
        self.diagram = diagram
        self._numbers = numbering.numbers(diagram) if diagram is not None else {}
        self._texts.clear()
        self.arrange()

    def arrange(self) -> None:
        """Filter and sort anew."""
        self.beginResetModel()
        steps = numbering.steps(self.diagram, self._numbers) if self.diagram is not None else []
        self.total = len(steps)
        found = order.filtered(steps, self.says, SHOWN, self.typed)
        self.rows = order.ordered(found, self._numbers, self.says, *self.sorted_by)
        self._places = {step.id: at for at, step in enumerate(self.rows)}
        self.endResetModel()

    def follow(self, changes: Sequence[Change]) -> None:
        """Take in what changed on the map. Rows stay where they are while one types; a new step makes all anew."""
        if any(_moves_rows(change) for change in changes):
            self.read(self.diagram)
            return
        steps = [c.after for c in changes if isinstance(c.after, Node) and c.after.family in ACTIVITIES]
        for step in steps:
            self._texts.pop(step.id, None)
            if (at := self._places.get(step.id)) is not None:
                self.rows[at] = step
        touching = any(c.after is not None and c.after.family not in ACTIVITIES and _tells(c) for c in changes)
        if touching:  # a party, a lane or a process has another name or owner
            self._texts.clear()
        if touching or steps:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(SHOWN) - 1))

    def place(self, id: str) -> int:
        """The row of a step, -1 when it is not shown."""
        return self._places.get(id, -1)

    def says(self, step: Node, column: Column) -> str:
        """What stands in a cell, for people."""
        texts = self._texts.setdefault(step.id, {})
        if column.key not in texts and self.diagram is not None:
            mark = "," if current() == "da" else "."
            texts[column.key] = columns.text(self.diagram, step, column, self._numbers.get(step.id, ""), mark=mark)
        return texts.get(column.key, "")

    # -- what is done ----------------------------------------------------------------------------------------------

    def put(self, steps: Sequence[str], under: Sequence[Column], block: change.Block) -> None:
        """Put texts onto cells, as one step of undo."""
        if self.diagram is not None and block:
            try:
                done = change.put_block(self.diagram, steps, under, block)
            except ValueError as error:  # what is only shown
                done = Done(refused=[str(error)])
            self.done.emit(done)

    # -- Qt's own --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The steps, and an empty row to begin a new one."""
        return 0 if parent.isValid() or self.diagram is None else len(self.rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(SHOWN)

    def flags(self, index: Index) -> Qt.ItemFlag:
        column = SHOWN[index.column()]
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        new = index.row() >= len(self.rows)
        editable = column.key in (NAME, LANE) if new else column.editable
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = SHOWN[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _("No.") if column.key == NUMBER else column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if _is_figure(column) else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = SHOWN[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if _is_figure(column) else _LEFT
        if index.row() >= len(self.rows):
            return self._of_new(column, role)
        step = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._displayed(step, column)
        if role in (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return self.says(step, column)
        if role == Qt.ItemDataRole.ForegroundRole and self._is_quiet(step, column):
            return QColor(tokens().muted)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.diagram is None:
            return False
        column = SHOWN[index.column()]
        if index.row() >= len(self.rows):
            return self._begin(column, str(value))
        step = self.rows[index.row()].id
        if str(value) == self.says(self.rows[index.row()], column):
            return False
        self.put([step], [column], [[str(value)]])
        return True

    # -- inside ----------------------------------------------------------------------------------------------------

    def _displayed(self, step: Node, column: Column) -> str:
        text = self.says(step, column)
        if column.key == NAME:
            return _INDENT * order.depth(self._numbers.get(step.id, "")) + text
        return " · ".join(text.split("\n")) if "\n" in text else text

    def _is_quiet(self, step: Node, column: Column) -> bool:
        if column.key == OWNER:
            return self.diagram is not None and query.own_owner(self.diagram, step.id) is None
        return not column.editable

    def _of_new(self, column: Column, role: int) -> Any:
        """The empty row below the last step."""
        if role == Qt.ItemDataRole.DisplayRole and column.key == NAME:
            return _("New step…")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) and column.key == LANE:
            return self._lane()
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(tokens().faint)
        if role == Qt.ItemDataRole.FontRole and column.key == NAME:
            font = QFont()
            font.setItalic(True)
            return font
        return None

    def _lane(self) -> str:
        if self.lane or not self.rows or self.diagram is None:
            return self.lane
        return self.says(self.rows[-1], BY_KEY[LANE])

    def _begin(self, column: Column, text: str) -> bool:
        """What is typed into the empty row: a lane for the next steps, or the name of a new one."""
        if self.diagram is None or not text.strip():
            return False
        if column.key == LANE:
            self.lane = text.strip()
            return True
        head = [[NAME, LANE], [text, self._lane()]]
        done = change.fill(self.diagram, head) if not self.rows or self._lane() else self._append(text)
        self.done.emit(done)
        return True

    def _append(self, text: str) -> Done:
        """On a map without lanes: behind the last step."""
        assert self.diagram is not None
        return change.put_block(self.diagram, [self.rows[-1].id], [BY_KEY[NAME]], [[self.rows[-1].name], [text]])


def _is_figure(column: Column) -> bool:
    return column.key == NUMBER or (column.detail is not None and column.detail.type == details.NUMBER)


def _moves_rows(change: Change) -> bool:
    """Whether a change may alter which steps there are, their numbers or lanes."""
    before, after = change.before, change.after
    if before is None or after is None:
        return True
    if not isinstance(before, Node) or not isinstance(after, Node):
        return (before.source, before.target, before.kind) != (after.source, after.target, after.kind)  # type: ignore[union-attr]
    return (before.kind, before.parent, before.lane, before.host) != (after.kind, after.parent, after.lane, after.host)


def _tells(change: Change) -> bool:
    before, after = change.before, change.after
    return before is None or after is None or (before.name, before.details) != (after.name, after.details)
