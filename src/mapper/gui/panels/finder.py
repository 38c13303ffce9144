"""Find on the map: type a part of a name, Enter goes to the next match."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from mapper.gui.kit.icons import picture, wear
from mapper.gui.kit.theme import tokens
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.text import _
from mapper.text.order import folded


def matches(diagram: Diagram, text: str) -> list[str]:
    """Ids of what is drawn and has the text in its name: names that begin with it first, then in reading order."""
    wanted = folded(text)
    if not wanted:
        return []
    names = {record.id: folded(record.name) for record in diagram.records() if record.plane}
    nodes = query.reading_order(diagram, [n for n in diagram.nodes() if wanted in names.get(n.id, "")])
    found = [n.id for n in nodes] + [f.id for f in diagram.flows() if wanted in names.get(f.id, "")]
    return sorted(found, key=lambda id: not names[id].startswith(wanted))


class Finder(QFrame):
    """A row above the map. `found` tells which record to show; `closed` that the user is done."""

    found = Signal(str)
    closed = Signal()

    def __init__(self, diagram: Diagram, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finder")
        self._diagram = diagram
        self._matches: list[str] = []
        self._at = -1
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(8)
        sign = QLabel(self)
        sign.setPixmap(picture("search", tokens().muted, 16))
        self.edit = _Search(self)
        self.edit.setPlaceholderText(_("Find a step, lane or text"))
        self.edit.setMaximumWidth(420)
        self.edit.textChanged.connect(self._look)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        close = QToolButton(self)
        close.setObjectName("small")
        close.setToolTip(_("Close the search (Esc)"))
        wear(close, "close")
        close.clicked.connect(self.leave)
        row.addWidget(sign)
        row.addWidget(self.edit, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(close)
        self.hide()

    def begin(self) -> None:
        """Open for typing, the last search marked."""
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()
        self._look(self.edit.text())

    def leave(self) -> None:
        """Close the row."""
        self.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go to the next or the last match."""
        if self._matches:
            before = self._at if self._at >= 0 or by < 0 else -1
            self._at = (max(before, -1 if by > 0 else 0) + by) % len(self._matches)
            self._tell()
            record = self._diagram.get(self._matches[self._at])
            if record is not None:
                self.found.emit(record.id)
            if len(self._matches) == 1:
                self.leave()  # there is nothing to go on to: the keys belong to what was found

    def _look(self, text: str) -> None:
        self._matches, self._at = matches(self._diagram, text), -1
        self._tell()

    def _tell(self) -> None:
        if not self.edit.text().strip():
            self.count.clear()
        elif not self._matches:
            self.count.setText(_("Nothing has this in its name"))
        elif self._at < 0:
            self.count.setText(_("{count} found · Enter goes there").format(count=len(self._matches)))
        else:
            self.count.setText(_("{number} of {count}").format(number=self._at + 1, count=len(self._matches)))


class _Search(QLineEdit):
    def __init__(self, finder: Finder) -> None:
        super().__init__(finder)
        self._finder = finder

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finder.step(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._finder.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self._finder.leave()
        else:
            super().keyPressEvent(event)
