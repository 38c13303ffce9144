"""The register of a map's messages, signals, errors and escalations: renamed here, they are renamed in every event."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mapper.edit.effects.rules import Refused
from mapper.edit.structure import triggers
from mapper.model.diagram import Diagram
from mapper.model.kinds import CODED, EVENTS
from mapper.text import _

KIND, NAME, CODE, USERS = range(4)


class TriggersDialog(QDialog):
    """A table with a row for each. Names and codes are typed into it; a double click on the events goes to the
    first."""

    def __init__(self, diagram: Diagram, go: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Messages, signals and errors"))
        self.resize(640, 420)
        self._diagram, self._go = diagram, go
        self._rows: list[triggers.Named] = []
        self.table = QTableWidget(0, 4, self)
        self.table.setHorizontalHeaderLabels([_("Kind"), _("Name"), _("Code"), _("Events")])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(USERS, QHeaderView.ResizeMode.Stretch)
        self.table.setAccessibleName(_("Messages, signals and errors"))
        self.said = QLabel(self)
        self.said.setObjectName("muted")
        self.said.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addWidget(self.said)
        column.addWidget(buttons)
        self.table.itemChanged.connect(self._typed)
        self.table.cellDoubleClicked.connect(self._clicked)
        self.refresh()

    def refresh(self) -> None:
        """Show the map as it is."""
        self._rows = triggers.register(self._diagram)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._rows))
        for row, named in enumerate(self._rows):
            users = ", ".join(" ".join(self._diagram.node(id).name.split()) or _("unnamed") for id in named.users)
            for column, text in enumerate((_(EVENTS[named.event]), named.name, named.code, users)):
                item = QTableWidgetItem(text)
                if column not in (NAME, CODE) or (column == CODE and named.event not in CODED):
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(row, column, item)
        self.table.blockSignals(False)
        none = _("No event of this map names a message, signal, error or escalation yet. Select one and say its name.")
        self.said.setText("" if self._rows else none)

    def _typed(self, item: QTableWidgetItem) -> None:
        named, text = self._rows[item.row()], item.text().strip()
        try:
            if item.column() == NAME and text != named.name:
                triggers.rename(self._diagram, named.event, named.name, text)
            elif item.column() == CODE and text != named.code:
                triggers.code(self._diagram, named.users[0], text)
        except Refused as refusal:
            self.refresh()
            self.said.setText(str(refusal))
        else:
            self.refresh()

    def _clicked(self, row: int, column: int) -> None:
        if column in (KIND, USERS):
            self._go(self._rows[row].users[0])
