"""Fields that name parties: one by type-ahead, or several as chips. A name nobody has yet offers to add its bearer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mapper.gui.forms.field import Field
from mapper.gui.forms.names import single
from mapper.gui.forms.new_name import Offer
from mapper.gui.forms.values import QuietBox
from mapper.gui.forms.wrapping import Wrapping
from mapper.gui.kit.icons import icon, wear
from mapper.model.details import DETAILS, value
from mapper.model.records import Node
from mapper.text import _
from mapper.text.order import folded

_ADD = "add"
_FIRST = "person"
"""What a new name is taken for when nobody says."""


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to be added by the step that names it, so that one undo takes both back."""

    name: str
    kind: str


Named: TypeAlias = "str | NewParty | None"


def party_icon(party: Node) -> str:
    """The icon's name for a person, role or unit."""
    return str(value(party.details, "partyKind"))


def kind_of(key: str) -> str:
    """What a kind of party is called."""
    return _(dict(DETAILS["partyKind"].choices)[key])


class PartyField(Field):
    """Names one party: type-ahead over all, an empty field for none, a new name to add somebody."""

    def __init__(self, label: str, hint: str = "", nobody: str = "") -> None:
        super().__init__(label, hint=hint)
        self._nobody = nobody or _("Nobody named")
        self._inherited = ""
        self._adding = False
        self._rows: list[tuple[QIcon, str, str]] = []
        self.box = QuietBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.edit = _Name(self)
        self.box.setLineEdit(self.edit)
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.box.setCompleter(completer)
        self.box.activated.connect(self._chosen)
        self.edit.returnPressed.connect(self.commit)
        self.finish(self.box)
        self._offer = Offer(self)
        self._offer.chosen.connect(self._add)
        self._offer.dropped.connect(self._back)
        self._offer.left.connect(self.left)
        self._column.addWidget(self._offer)

    def show_parties(self, parties: Sequence[Node], inherited: str = "") -> None:
        """Who can be named, and the sentence shown while nobody is ("From lane Sales: Anna Holm")."""
        self._inherited = inherited
        rows = [(icon(party_icon(party)), party.name or party.id, party.id) for party in parties]
        rows.append((icon("add"), _("Add person, role or unit…"), _ADD))
        if rows != self._rows:
            self._rows = rows
            self._list(rows)

    def _list(self, rows: list[tuple[QIcon, str, str]]) -> None:
        typed, modified = self.edit.text(), self.edit.isModified()
        self.box.blockSignals(True)
        self.box.clear()
        for row in rows:
            self.box.addItem(*row)
        self.box.setCurrentIndex(-1)
        self.edit.setText(typed)
        self.edit.setModified(modified)
        self.box.blockSignals(False)

    @property
    def pending(self) -> bool:
        # By hand only: a party that was renamed or undone elsewhere changes what is shown, and is not typed.
        return self.edit.isModified() and self.edit.text().strip() != self._shown()

    @property
    def new_name(self) -> str:
        """The name typed when nobody has it yet, else ""."""
        text = self.edit.text().strip()
        return text if self.pending and text and self._find(text) is None else ""

    def complete(self) -> bool:
        """Take the one party whose name what was typed is part of; False where there is none, or more than one."""
        name = single(self.edit.text().strip(), [self.box.itemText(at) for at in range(self.box.count() - 1)])
        if not name or not self.new_name:
            return False
        if (popup := self.edit.completer().popup()) is not None:
            popup.hide()
        self.edit.setText(name)
        self.edit.setModified(True)
        self.commit()
        return True

    def offer(self) -> None:
        """Ask what the bearer of a new name is; Person is in focus, so that Enter once more adds one."""
        if (popup := self.edit.completer().popup()) is not None:
            popup.hide()
        self._offer.ask(self.new_name)

    def commit(self) -> None:
        """As every field; a name nobody has yet is not lost but becomes a person's, which undo takes back."""
        name = self.new_name
        if name:
            self._add(name, _FIRST)
        elif self._adding and not self.edit.text().strip():
            self.revert()  # adding somebody was chosen, and nobody named
        else:
            super().commit()

    def left(self) -> None:
        """Commit unless the user only goes to the offer, to the list, or to another window to look a name up."""
        stays = self.edit.hasFocus() or self._offer.has_focus or QApplication.activePopupWidget() is not None
        if not stays and self.isActiveWindow():
            self.commit()

    def _back(self) -> None:
        self.edit.setFocus()
        self.revert()

    def _chosen(self, index: int) -> None:
        if self.box.itemData(index) != _ADD:
            self.edit.setModified(True)
            self.commit()
            return
        self._adding = True
        self.box.setCurrentIndex(-1)
        self.edit.clear()
        self.edit.setPlaceholderText(_("Name of the person, role or unit"))
        self.edit.setFocus()

    def _add(self, name: str, kind: str) -> None:
        back = self._offer.has_focus
        self.mixed = False
        self._display(self.value)  # nothing is being typed any more; the map tells who it is now
        self.committed.emit(NewParty(name, kind))
        if back:
            self.edit.setFocus()

    def _display(self, value: Any) -> None:
        self._adding = False
        self._offer.hide()
        self.box.blockSignals(True)
        self.box.setCurrentIndex(self.box.findData(value) if value else -1)
        self.box.blockSignals(False)
        self.edit.setText(self._shown())
        self.edit.setCursorPosition(0)
        self.edit.setPlaceholderText(_("Several values") if self.mixed else self._inherited or self._nobody)

    def _shown(self) -> str:
        index = self.box.findData(self.value) if self.value else -1
        return self.box.itemText(index) if index >= 0 else ""

    def _typed(self) -> Any:
        text = self.edit.text().strip()
        return self._find(text) if text else None

    def _find(self, text: str) -> str | None:
        names = (i for i in range(self.box.count() - 1) if folded(self.box.itemText(i)) == folded(text))
        index = next(names, -1)
        return None if index < 0 else str(self.box.itemData(index))


class PartiesField(Field):
    """Names any number of parties: a chip each, and a field to add one."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(label, hint=hint)
        self._parties: dict[str, Node] = {}
        self._shown_chips: list[QFrame] = []
        self.adder = PartyField("", nobody=_("Add…"))
        for named in (self.adder.box, self.adder.edit):
            named.setAccessibleName(label)
        self.adder.committed.connect(self._append)
        frame = QWidget(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._chips = QWidget(frame)
        self._row = Wrapping(self._chips)
        column.addWidget(self._chips)
        column.addWidget(self.adder)
        self.finish(frame)

    def show_parties(self, parties: Sequence[Node]) -> None:
        """Who can be named."""
        self._parties = {party.id: party for party in parties}
        self.adder.show_parties(parties)

    def commit(self) -> None:
        self.adder.commit()

    @property
    def names(self) -> tuple[str, ...]:
        """The names on the chips."""
        return tuple(label.text() for chip in self._shown_chips for label in chip.findChildren(QLabel, "name"))

    def remove(self, party: str) -> None:
        """Name a party no longer."""
        self._emit(tuple(id for id in self.value or () if id != party))

    def _append(self, party: Named) -> None:
        if party is not None and party not in (self.value or ()):
            self._emit((*(self.value or ()), party))

    def _emit(self, parties: tuple[Named, ...]) -> None:
        self.mixed = False
        self.committed.emit(parties)

    def _display(self, value: Any) -> None:
        for chip in self._shown_chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._shown_chips = [self._chip(id) for id in value or ()]
        for chip in self._shown_chips:
            self._row.addWidget(chip)
        self._chips.setVisible(bool(value))
        self._chips.updateGeometry()
        self.adder.show_value(None)
        if self.mixed:
            self.adder.edit.setPlaceholderText(_("Several values"))

    def _chip(self, id: str) -> QFrame:
        party = self._parties.get(id)
        chip = QFrame(self._chips)
        chip.setObjectName("chipframe")
        row = QHBoxLayout(chip)
        row.setContentsMargins(9, 1, 3, 1)
        row.setSpacing(2)
        name = QLabel(party.name or id if party else id, chip)
        name.setObjectName("name")
        away = QToolButton(chip)
        away.setObjectName("chip")
        away.setToolTip(_("Take {name} away").format(name=name.text()))
        away.setAccessibleName(away.toolTip())
        away.setAccessibleName(away.toolTip())
        wear(away, "close")
        away.setIconSize(away.iconSize() * 0.7)
        away.clicked.connect(lambda: self.remove(id))
        row.addWidget(name)
        row.addWidget(away)
        return chip


class _Name(QLineEdit):
    """Escape takes back what was typed; Enter takes the single match, and on a new name asks what its bearer is."""

    def __init__(self, field: PartyField) -> None:
        super().__init__(field.box)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and self._field.pending:
            self._field.revert()
        elif enter and self._field.new_name and not self._completing():
            # Shift with it adds somebody whose name is part of another's.
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if shift or not self._field.complete():
                self._field.offer()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._field.left()

    def _completing(self) -> bool:
        """Whether a name of the list below is marked, which Enter then takes."""
        popup = self.completer().popup()
        return popup is not None and popup.isVisible() and popup.currentIndex().isValid()
