"""The field that says what kind of shape something is, and changes it to one that may stand in its place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from mapper.app.commands.offers import Offer, instead_of
from mapper.gui.canvas.picture.kind_icons import sign
from mapper.gui.forms.field import Field
from mapper.gui.kit.theme import map_theme
from mapper.model.kinds import EVENT, EVENTS
from mapper.model.records import Node, Record
from mapper.text import _


class KindField(Field):
    """Shows the kind; a press lists the others. `chosen` hands over the `Offer`."""

    chosen = Signal(object)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self._record: Record | None = None
        self.button = QPushButton(self)
        self.button.setObjectName("kind")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._open)
        self.finish(self.button)

    def show_record(self, record: Record) -> None:
        """Show what it is; hidden for things that are of one kind only."""
        self._record = record
        offered = instead_of(record) if isinstance(record, Node) else []
        self.setVisible(bool(offered))
        self.show_value(called(record))
        if offered:
            self.button.setIcon(sign(record.kind, record.traits, map_theme()))

    def choices(self) -> list[Offer]:
        """What it may be changed into."""
        return instead_of(self._record) if isinstance(self._record, Node) else []

    def _display(self, value: Any) -> None:
        self.button.setText(value or "")

    def _open(self) -> None:
        menu = QMenu(self)
        for choice in self.choices():
            entry = menu.addAction(sign(choice.value, choice.traits, map_theme()), choice.text)
            entry.triggered.connect(lambda _checked=False, choice=choice: self.chosen.emit(choice))
        menu.setMinimumWidth(self.button.width())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))


def called(record: Record) -> str:
    """The kind in words, an event's definition first: "Timer: intermediate catch event"."""
    label = _(record.sort.label)
    event = record.trait("event") if record.family == EVENT else ""
    if not event:
        return label
    return _("{event} ({kind})").format(event=_(EVENTS.get(event, event)), kind=label.lower())
