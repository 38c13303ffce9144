"""Find on the map: type a part of a name, Enter goes to the next match."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QWidget,
)

from mapper.gui.canvas.picture.kind_icons import SIDE, sign
from mapper.gui.kit.icons import picture, wear
from mapper.gui.kit.theme import map_theme, tokens
from mapper.gui.panels.planes import title
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node
from mapper.text import _
from mapper.text.order import folded

WIDTH, ROWS, MOST = 420, 8, 300
"""Pixels of the list, rows of it that are seen at once, and hits that are listed at all."""


def matches(diagram: Diagram, text: str) -> list[str]:
    """Ids of what is drawn and has the text in its name: names that begin with it first, then in reading order."""
    wanted = folded(text)
    if not wanted:
        return []
    names = {record.id: folded(record.name) for record in diagram.records() if record.plane}
    nodes = query.reading_order(diagram, [n for n in diagram.nodes() if wanted in names.get(n.id, "")])
    found = [n.id for n in nodes] + [f.id for f in diagram.flows() if wanted in names.get(f.id, "")]
    return sorted(found, key=lambda id: not names[id].startswith(wanted))


def place_of(diagram: Diagram, id: str) -> str:
    """Where something stands, as shown: its lane or pool, and its diagram where the file has several."""
    record = diagram.get(id)
    around = [query.lane_of(diagram, id) or query.pool_of(diagram, id)] if isinstance(record, Node) else []
    names = [" ".join(box.name.split()) for box in around if box is not None and box.id != id]
    plane = diagram.get(record.plane) if record is not None else None
    if isinstance(plane, Node) and len(query.planes(diagram)) > 1:
        names.append(title(diagram, plane))
    return " · ".join(filter(None, names))


class Finder(QFrame):
    """A row above the map, and what is found in a list over it. `found` tells which record to show; `closed` that the
    user is done."""

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
        self.list = _Hits(parent or self)
        self.list.itemClicked.connect(lambda item: self._go_to(self.list.row(item)))
        self.hide()

    def begin(self) -> None:
        """Open for typing, the last search marked."""
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()
        self._look(self.edit.text())

    def leave(self) -> None:
        """Close the row; the hit that is marked stays selected."""
        if self._at < 0 and self._matches and self.isVisible():
            self._go_to(0)
        self.hide()
        self.list.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go to the next or the last match."""
        if self._matches:
            before = self._at if self._at >= 0 or by < 0 else -1
            self._go_to((max(before, -1 if by > 0 else 0) + by) % len(self._matches))
            if len(self._matches) == 1:
                self.leave()  # there is nothing to go on to: the keys belong to what was found

    def _go_to(self, at: int) -> None:
        self._at = at
        self._tell()
        self.list.setCurrentRow(at)
        if self._matches[at] in self._diagram:
            self.found.emit(self._matches[at])

    def _look(self, text: str) -> None:
        self._matches, self._at = matches(self._diagram, text), -1
        self._tell()
        self.list.show_hits(self._diagram, self._matches)
        self.list.setCurrentRow(0)
        self._place_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_list()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place_list()

    def _place_list(self) -> None:
        self.list.setVisible(self.isVisible() and self.list.count() > 0)
        self.list.move(self.x() + self.edit.x(), self.y() + self.height() - 1)
        self.list.raise_()

    def _tell(self) -> None:
        if not self.edit.text().strip():
            self.count.clear()
        elif not self._matches:
            self.count.setText(_("Nothing has this in its name"))
        elif self._at < 0:
            self.count.setText(_("{count} found · Enter goes there").format(count=len(self._matches)))
        else:
            self.count.setText(_("{number} of {count}").format(number=self._at + 1, count=len(self._matches)))


class _Hits(QListWidget):
    """What was found, every hit of every diagram: its sign, its name, and where it stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self.setAccessibleName(_("What was found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.hide()

    def show_hits(self, diagram: Diagram, ids: list[str]) -> None:
        """List these records, none of them marked yet."""
        self.clear()
        for id in ids[:MOST]:
            record = diagram.get(id)
            if record is not None:
                name, where = " ".join(record.name.split()), place_of(diagram, id)
                item = QListWidgetItem(f"{name}  —  {where}" if where else name)
                if isinstance(record, Node):
                    item.setIcon(sign(record.kind, record.traits, map_theme()))
                item.setToolTip(item.text())
                self.addItem(item)
        rows = min(ROWS, self.count())
        self.setFixedSize(WIDTH, max(1, rows) * max(24, self.sizeHintForRow(0)) + 6)


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
