"""The conflicts of a merge, and a choice for each: mine or theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mapper.app.comparing.words import Words
from mapper.compare.merge import Conflict
from mapper.gui.kit.layouts import fitting
from mapper.text import _, ngettext


class MergeDialog(QDialog):
    """then: is given the keys of the conflicts in which theirs is taken."""

    def __init__(
        self, conflicts: Sequence[Conflict], words: Words, then: Callable[[frozenset[tuple[str, str]]], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Merge"))
        self._conflicts, self._then = list(conflicts), then
        count = len(conflicts)
        said = ngettext(
            "Both changed {count} thing differently. Everything else was merged.",
            "Both changed {count} things differently. Everything else was merged.",
            count,
        )
        column = QVBoxLayout(self)
        column.addWidget(QLabel(said.format(count=count), self))
        self.table = QTableWidget(count, 2, self)
        self.choices: list[QComboBox] = []
        self._fill(words)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel, self.merge = QPushButton(_("Cancel"), self), QPushButton(_("Merge"), self)
        cancel.clicked.connect(self.reject)
        self.merge.clicked.connect(lambda: self._done())
        self.merge.setDefault(True)
        row.addWidget(cancel)
        row.addWidget(self.merge)
        column.addLayout(row)
        self.resize(fitting(self, 760, 420))

    def _fill(self, words: Words) -> None:
        self.table.setHorizontalHeaderLabels([_("Conflict"), _("Take")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setWordWrap(True)
        for row, conflict in enumerate(self._conflicts):
            self.table.setItem(row, 0, QTableWidgetItem(words.conflict(conflict)))
            choice = QComboBox(self.table)
            choice.addItems([_("Mine"), _("Theirs")])
            self.choices.append(choice)
            self.table.setCellWidget(row, 1, choice)
        self.table.resizeRowsToContents()

    def _done(self) -> None:
        taken = [c.key for c, choice in zip(self._conflicts, self.choices, strict=True) if choice.currentIndex() == 1]
        self.accept()
        self._then(frozenset(taken))
