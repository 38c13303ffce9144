"""What was done since the map was opened, newest last; a click goes back to that state, or forward again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from mapper.app.session.history import described
from mapper.gui.kit.faults import told
from mapper.gui.kit.theme import tokens
from mapper.gui.panels.panel import Panel
from mapper.model.diagram import Diagram
from mapper.model.history import Step
from mapper.model.records import Change
from mapper.text import _


@dataclass(slots=True)
class Entry:
    """One state of the map: its mark, what led to it, when, and how many steps of that name in a row."""

    mark: object
    label: str
    when: str
    count: int = 1

    @property
    def text(self) -> str:
        """What is shown: "Rename “Check address”", or "Move (3)" for several in a row."""
        if self.count > 1:
            return f"{self.label} ({self.count})"
        return described(self.mark) if isinstance(self.mark, Step) else self.label


class History:
    """The states a map went through, told apart by `Diagram.mark`; steps of one name in a row are one entry."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.entries = [Entry(diagram.mark, _("Opened"), _now())]
        self.at = 0
        self.stop = diagram.listen(told(self._follow))

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


class ChangesList(QListWidget, Panel):
    """The entries of the map in front; those that redo would bring back are grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changes")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._histories: dict[int, History] = {}
        self._history: History | None = None
        self._stop: Callable[[], None] = lambda: None
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)  # Enter

    def show_map(self, diagram: Diagram | None) -> None:
        """Follow another map, or none; each map's history is kept while it is open."""
        self._stop()
        if diagram is not None and id(diagram) not in self._histories:
            self._histories[id(diagram)] = History(diagram)
        self._history = self._histories[id(diagram)] if diagram is not None else None
        self._stop = diagram.listen(told(lambda changes: self._refresh())) if diagram is not None else lambda: None
        self._refresh()

    def forget(self, diagram: Diagram) -> None:
        """The map was closed."""
        history = self._histories.pop(id(diagram), None)
        if history is not None:
            history.stop()

    def _go(self, item: QListWidgetItem) -> None:
        if self._history is not None:
            self._history.go_to(self.row(item))

    def _refresh(self) -> None:
        self.clear()
        if self._history is None:
            return
        for place, entry in enumerate(self._history.entries):
            item = QListWidgetItem(f"{entry.when}   {entry.text}")
            if place > self._history.at:
                item.setForeground(QColor(tokens().muted))
            self.addItem(item)
        self.setCurrentRow(self._history.at)


def _now() -> str:
    return datetime.now().strftime("%H:%M")
