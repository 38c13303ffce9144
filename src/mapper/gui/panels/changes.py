"""What was done since the map was opened, newest last; a click goes back to that state, or forward again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from mapper.gui.palette import tokens
from mapper.model.diagram import Diagram
from mapper.model.records import Change
from mapper.text import _


@dataclass(slots=True)
class Entry:
    """One state of the map: its mark, what led to it, when, and how many steps of that name in a row."""

    mark: object
    label: str
    when: str
    count: int = 1


class History:
    """The states a map went through, told apart by `Diagram.mark`; steps of one name in a row are one entry."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.entries = [Entry(diagram.mark, _("Opened"), _now())]
        self.at = 0
        self.stop = diagram.listen(self._follow)

    def go_to(self, place: int) -> None:
        """Undo or redo until the map is as it was there."""
        wanted = self.entries[place].mark
        move = self.diagram.undo if place < self.at else self.diagram.redo
        while self.diagram.mark is not wanted and move():
            pass

    def _follow(self, changes: tuple[Change, ...]) -> None:
        mark = self.diagram.mark
        known = next((i for i, entry in enumerate(self.entries) if entry.mark is mark), None)
        if known is not None:
            self.at = known
            return
        del self.entries[self.at + 1 :]
        label, last = self.diagram.undo_label or "", self.entries[-1]
        if self.at and last.label == label:
            self.entries[-1] = Entry(mark, label, _now(), last.count + 1)
        else:
            self.entries.append(Entry(mark, label, _now()))
            self.at += 1


class ChangesList(QListWidget):
    """The entries of the map in front; those that redo would bring back are grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._histories: dict[int, History] = {}
        self._history: History | None = None
        self._stop: Callable[[], None] = lambda: None
        self.itemClicked.connect(lambda item: self._history.go_to(self.row(item)) if self._history else None)

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none; each map's history is kept while it is open."""
        self._stop()
        self._history = self._histories.setdefault(id(diagram), History(diagram)) if diagram is not None else None
        self._stop = diagram.listen(lambda changes: self._refresh()) if diagram is not None else lambda: None
        self._refresh()

    def forget(self, diagram: Diagram) -> None:
        """The map was closed."""
        history = self._histories.pop(id(diagram), None)
        if history is not None:
            history.stop()

    def _refresh(self) -> None:
        self.clear()
        if self._history is None:
            return
        for place, entry in enumerate(self._history.entries):
            text = f"{entry.label} ({entry.count})" if entry.count > 1 else entry.label
            item = QListWidgetItem(f"{entry.when}   {text}")
            if place > self._history.at:
                item.setForeground(QColor(tokens().faint))
            self.addItem(item)
        self.setCurrentRow(self._history.at)


def _now() -> str:
    return datetime.now().strftime("%H:%M")
