"""The one list of all that earlier sessions left unsaved: restore it, look at it beside the file, or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mapper.app.store.leftovers import STATES, Leftover
from mapper.gui.kit.layouts import fitting
from mapper.text import _, current, moment, ngettext

Act = Callable[[Leftover], bool]
"""What is done with a leftover; True when it is dealt with, and goes from the list."""


class RecoveryDialog(QDialog):
    """Lists leftovers, newest first. Closing it leaves them all for the next start."""

    def __init__(
        self, found: Sequence[Leftover], told: Sequence[str], restore: Act, discard: Act, compare: Act | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Unsaved work"))
        self._found = list(found)
        self.table = QTableWidget(0, 4, self)
        self.told = QPlainTextEdit("\n".join(told), self)
        self.buttons: dict[str, QPushButton] = {}
        self._asked = False
        self._build(bool(told), restore, discard, compare)
        self._fill()
        self.resize(fitting(self, 820, 460))

    @property
    def chosen(self) -> list[Leftover]:
        """The leftovers that are selected, in the order of the list."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._found[row] for row in rows]

    def _build(self, told: bool, restore: Act, discard: Act, compare: Act | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        head = QLabel(_("An earlier session ended without saving. Nothing here is lost until you discard it."), self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        column.addWidget(head)
        self.table.setHorizontalHeaderLabels([_("Map"), _("Last change"), _("Steps"), _("File")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._selected)
        self.table.itemDoubleClicked.connect(lambda _item: self._do(restore))
        column.addWidget(self.table, 1)
        self.told.setReadOnly(True)
        self.told.setMaximumHeight(90)
        self.told.setVisible(told)
        column.addWidget(self.told)
        row = QHBoxLayout()
        self._add(row, "discard", _("Discard…"), partial(self._discard, discard))
        row.addStretch(1)
        if compare is not None:
            self._add(row, "compare", _("Compare with the file"), partial(self._do, compare))
        self._add(row, "later", _("Later"), self.reject)
        self._add(row, "restore", _("Restore"), partial(self._do, restore)).setDefault(True)
        column.addLayout(row)

    def _add(self, row: QHBoxLayout, key: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = self.buttons[key] = QPushButton(text, self)
        button.clicked.connect(lambda: act())
        row.addWidget(button)
        return button

    def _fill(self) -> None:
        self.table.setRowCount(len(self._found))
        for row, left in enumerate(self._found):
            for place, text in enumerate(_cells(left)):
                item = QTableWidgetItem(text)
                item.setToolTip(str(left.path or ""))
                self.table.setItem(row, place, item)
        for place in (1, 2, 3):
            self.table.resizeColumnToContents(place)
        self.table.selectAll()
        self._selected()

    def _selected(self) -> None:
        """A press on Discard must be meant: what is selected anew is asked about anew."""
        self._asked = False
        self.buttons["discard"].setText(_("Discard…"))
        chosen = self.chosen
        for key in ("discard", "restore"):
            self.buttons[key].setEnabled(bool(chosen))
        if "compare" in self.buttons:
            self.buttons["compare"].setEnabled(len(chosen) == 1)

    def _discard(self, act: Act) -> None:
        if not self._asked:
            self._asked = True
            count = len(self.chosen)
            said = ngettext("Really discard {count} map’s changes", "Really discard the changes of {count} maps", count)
            self.buttons["discard"].setText(said.format(count=count))
            return
        self._do(act)

    def _do(self, act: Act) -> None:
        for left in self.chosen:
            if act(left):
                self._found.remove(left)
        self._fill()
        if not self._found:
            self.accept()


def _cells(left: Leftover) -> tuple[str, str, str, str]:
    name = left.path.name if left.path is not None else _("Untitled")
    count = len(left.steps) - left.missing
    steps = ngettext("{count} step", "{count} steps", count).format(count=count)
    if left.missing:
        steps = _("{steps}, {missing} could not be read").format(steps=steps, missing=left.missing)
    return name, moment(left.when, current()), steps, _(STATES[left.state])
