"""Every command by its name: typed in part, or nearly right, and run with Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from rapidfuzz import fuzz, process

from mapper.app.commands import Command
from mapper.gui.kit.actions import Actions, written
from mapper.text import _

WIDTH, ROWS, ICON = 560, 11, 18
NEAR = 62
"""Per cent of likeness from which a name counts as meant: one slip in a short word, a word in another order."""

HIDDEN = ("help.palette", "edit.give_up", "window.pad", "nudge.", "go.")
"""What nobody would look for here: it is done by a key on the map or not at all."""


def found(named: Sequence[tuple[str, str]], typed: str) -> list[str]:
    """The ids whose names fit: those that hold every word first, then those that are nearly so.

    >>> found([("a", "Align left"), ("b", "Append task")], "lfet align")
    ['a']
    """
    words = typed.casefold().split()
    names = {id: name.casefold() for id, name in named}
    exact = [id for id, name in names.items() if all(word in name for word in words)]
    exact.sort(key=lambda id: not names[id].startswith(typed.casefold().strip()))
    if not words:
        return exact
    rest = {id: name for id, name in names.items() if id not in exact}
    near = process.extract(typed.casefold(), rest, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=ROWS)
    return exact + [id for _name, _score, id in near]


def command_palette(parent: QWidget, actions: Actions) -> QDialog:
    """A field and a list over the upper part of the window; what is chosen is run once it has closed."""
    return _Palette(parent, actions)


class _Palette(QDialog):
    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._actions = actions
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("commandPalette")
        self.setAccessibleName(_("Find a command…"))
        self._field, self._list = QLineEdit(self), QListWidget(self)
        self._field.setPlaceholderText(_("What do you want to do?"))
        self._field.setAccessibleName(self._field.placeholderText())
        self._field.installEventFilter(self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.setFixedWidth(min(WIDTH, parent.width() - 32))
        self._titles = {row.id: title for title, rows in actions.grouped().items() for row in rows}
        self._offered = [row for row in actions.rows() if not row.id.startswith(HIDDEN)]
        self._offered.sort(key=lambda row: not actions.is_enabled(row.id))
        self._field.textChanged.connect(self._narrow)
        self._list.itemClicked.connect(self._take)
        self._narrow("")
        self.move(parent.mapToGlobal(parent.rect().topLeft()).x() + (parent.width() - self.width()) // 2,
                  parent.mapToGlobal(parent.rect().topLeft()).y() + 90)  # fmt: skip
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys walk the list while the field has the keyboard."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, here, count = event.key(), self._list.currentRow(), max(1, self._list.count())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.setCurrentRow((here + (1 if key == Qt.Key.Key_Down else -1)) % count)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentItem())
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        rows = {row.id: row for row in self._offered}
        named = [(id, f"{self._name(row)} {self._titles[id]}") for id, row in rows.items()]
        self._list.clear()
        for id in found(named, typed):
            self._add(rows[id])
        if not self._list.count():
            nothing = QListWidgetItem(_("Nothing is called so."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._list.setCurrentRow(0)
        self._list.setFixedHeight(self._list.sizeHintForRow(0) * min(ROWS, self._list.count()) + 4)
        self.adjustSize()

    def _name(self, row: Command) -> str:
        """What it is called now, and what it is called in general."""
        now, general = self._actions[row.id].text(), _(row.text)
        return now if now == general else f"{now} {general}"

    def _add(self, row: Command) -> None:
        action = self._actions[row.id]
        item = QListWidgetItem("")
        item.setData(Qt.ItemDataRole.UserRole, row.id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, action.text())
        line = QWidget(self._list)
        across = QHBoxLayout(line)
        across.setContentsMargins(8, 3, 8, 3)
        across.setSpacing(8)
        icon = QLabel(line)
        icon.setFixedWidth(ICON)
        if row.icon:
            icon.setPixmap(action.icon().pixmap(ICON, ICON))
        text, where = QLabel(action.text(), line), QLabel(self._titles[row.id], line)
        where.setObjectName("muted")
        key = QLabel(written(row.keys[0]) if row.keys else "", line)
        key.setObjectName("muted")
        text.setEnabled(self._actions.is_enabled(row.id))
        across.addWidget(icon)
        across.addWidget(text)
        across.addWidget(where)
        across.addStretch(1)
        across.addWidget(key)
        item.setSizeHint(QSize(0, 30))
        self._list.addItem(item)
        self._list.setItemWidget(item, line)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(Qt.ItemDataRole.UserRole) is None:
            return
        id = item.data(Qt.ItemDataRole.UserRole)
        self.close()
        self._actions.run(id)
