"""Every key of the window, under the names of the menus, with a field to search in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from mapper.app.commands import Command
from mapper.gui.dialogs.help import add_close, dialog_of
from mapper.gui.kit.actions import Actions, written
from mapper.gui.kit.layouts import fitting
from mapper.text import N_, _

MOUSE = (
    (N_("Zoom"), N_("Wheel")),
    (N_("Move the view"), N_("Middle button and drag, or Space and drag")),
    (N_("Select several"), N_("Shift and click, or drag on the paper")),
    (N_("Edit text"), N_("Double-click")),
    (N_("What can be done with it"), N_("Right click")),
)
"""What the mouse does on the map, so that nobody has to find it out."""

_AROUND = 76
"""What the dialog's margins and the scroll bar take of its width, pixels."""


def keys(parent: QWidget, actions: Actions) -> QDialog:
    """Every command that has a key, and its keys; typing narrows."""
    dialog, column = dialog_of(parent, _("Keyboard shortcuts"))
    field = QLineEdit(dialog)
    field.setObjectName("search")
    field.setPlaceholderText(_("Search: what it does, or its key"))
    field.setAccessibleName(field.placeholderText())
    field.setClearButtonEnabled(True)
    column.addWidget(field)
    table = _Table(actions)
    field.textChanged.connect(table.narrow)
    area = QScrollArea(dialog)
    area.setObjectName("inspector")
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(table)
    column.addWidget(area, 1)
    add_close(dialog, column)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    dialog.resize(fitting(parent, max(640, table.sizeHint().width() + _AROUND), 680))
    field.setFocus()
    return dialog


class _Table(QWidget):
    """The rows under their headings; a heading is seen while any of its rows is."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(32)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(6)
        self._groups: list[tuple[QLabel, list[tuple[QLabel, QLabel]]]] = []
        for title, rows in actions.grouped().items():
            if found := [(_(row.text), _keys(row)) for row in rows if row.keys]:
                self._add(title, found)
        self._add(_("With the mouse"), [(_(text), _(how)) for text, how in MOUSE])
        self._none = QLabel(_("Nothing is called so."), self)
        self._none.setObjectName("muted")
        self._none.hide()
        self._grid.addWidget(self._none, self._grid.rowCount(), 0, 1, 2)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def narrow(self, typed: str) -> None:
        """Show the rows that hold every word typed."""
        words = typed.casefold().split()
        any_seen = False
        for heading, rows in self._groups:
            seen = False
            for text, key in rows:
                fits = all(word in f"{heading.text()} {text.text()} {key.text()}".casefold() for word in words)
                text.setVisible(fits)
                key.setVisible(fits)
                seen |= fits
            heading.setVisible(seen)
            any_seen |= seen
        self._none.setVisible(not any_seen)

    def _add(self, title: str, rows: list[tuple[str, str]]) -> None:
        heading = QLabel(title, self)
        heading.setObjectName("heading")
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)
        made = []
        for text, key in rows:
            line = self._grid.rowCount()
            said, shown = QLabel(text, self), QLabel(key, self)
            shown.setWordWrap(True)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            shown.setObjectName("muted")
            self._grid.addWidget(said, line, 0)
            self._grid.addWidget(shown, line, 1)
            made.append((said, shown))
        self._groups.append((heading, made))


def _keys(row: Command) -> str:
    return ", ".join(written(key) for key in row.keys)
