"""Undo and redo of a map inside a window of its own: buttons for its foot, and the keys, also while a field has the
focus in which nothing is half typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QToolButton

from mapper.gui.kit.icons import wear
from mapper.model.diagram import Diagram
from mapper.text import _

_KEYS = QKeySequence.StandardKey


class Undoing(QObject):
    """`buttons` goes into the dialog's foot. commit: takes what is being typed to the map first."""

    def __init__(self, dialog: QDialog, diagram: Diagram, commit: Callable[[], None]) -> None:
        super().__init__(dialog)
        self._dialog, self._diagram, self._commit = dialog, diagram, commit
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2)
        self.undo_button = self._button(_("Undo"), "undo", self.undo)
        self.redo_button = self._button(_("Redo"), "redo", self.redo)
        for keys, act in ((_KEYS.Undo, self.undo), (_KEYS.Redo, self.redo)):
            shortcut = QShortcut(QKeySequence(keys), dialog)
            shortcut.activated.connect(act)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.refresh()

    def undo(self) -> None:
        """Take the last change back."""
        self._commit()
        self._diagram.undo()
        self.refresh()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._commit()
        self._diagram.redo()
        self.refresh()

    def refresh(self) -> None:
        """Bring the buttons in step with the map."""
        self.undo_button.setEnabled(self._diagram.undo_label is not None)
        self.redo_button.setEnabled(self._diagram.redo_label is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field claims the keys for what is typed into it; where nothing is, they mean the map."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        ours = isinstance(watched, QLineEdit | QPlainTextEdit) and self._dialog.isAncestorOf(watched)
        if not ours or not (event.matches(_KEYS.Undo) or event.matches(_KEYS.Redo)):
            return False
        typed = watched.isModified() if isinstance(watched, QLineEdit) else watched.document().isModified()  # type: ignore[attr-defined]
        if typed:
            return False
        event.ignore()
        return True

    def _button(self, text: str, icon: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self._dialog)
        button.setObjectName("small")
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wear(button, icon)
        button.clicked.connect(lambda _checked=False: act())
        self.buttons.addWidget(button)
        return button
