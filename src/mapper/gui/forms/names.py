"""Names that are completed while one types: what only one name matches stands for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from mapper.text.order import folded


class NamesEdit(QLineEdit):
    """A name that is completed; of several the one that is being typed. What only one name matches is taken whole."""

    def __init__(self, parent: QWidget, names: Sequence[str], several: bool) -> None:
        super().__init__(parent)
        self._names, self._several = list(names), several
        completer = QCompleter(self)
        completer.setModel(QStringListModel(self._names, completer))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setWidget(self)
        completer.activated.connect(self._take)
        self._list = completer
        self.textEdited.connect(lambda _text: self._offer())

    def whole(self) -> str:
        """The text, its last name completed where just one matches what was typed of it."""
        before, last = self._parts()
        return before + (single(last, self._names) or last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._list.popup()
        if popup is not None and popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if popup.currentIndex().isValid():
                self._take(str(popup.currentIndex().data()))
            popup.hide()
        super().keyPressEvent(event)

    def _offer(self) -> None:
        last = self._parts()[1]
        self._list.setCompletionPrefix(last)
        if last and self._list.completionCount():
            self._list.complete()
        elif (popup := self._list.popup()) is not None:
            popup.hide()

    def _take(self, name: str) -> None:
        self.setText(self._parts()[0] + name)

    def _parts(self) -> tuple[str, str]:
        """What stands before the name that is being typed, and that name."""
        text = self.text()
        at = text.rfind(";") + 1 if self._several else 0
        while at < len(text) and text[at] == " ":
            at += 1
        return text[:at], text[at:].strip()


def single(typed: str, names: Sequence[str]) -> str:
    """The one name that what was typed stands for: the same, or the only one with it inside; else "".

    >>> single("ann", ["Anna Holm", "Bo"]), single("o", ["Anna Holm", "Bo"]), single("", ["Bo"])
    ('Anna Holm', '', '')
    """
    wanted = folded(typed)
    same = [name for name in names if folded(name) == wanted]
    within = [name for name in names if wanted and wanted in folded(name)]
    found = same or within
    return found[0] if len(found) == 1 else ""
