"""The party editor: a list of people, roles and units, and the fields of the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mapper.analysis.uses import alike
from mapper.edit.register import merge
from mapper.edit.verbs import owner
from mapper.gui.dialogs.people.split import KEYS, Shares, SplitEditor
from mapper.gui.dialogs.people.used import UsedIn, counted
from mapper.gui.forms import apply
from mapper.gui.forms.build import field_for, fill
from mapper.gui.forms.field import Field, LineField
from mapper.gui.forms.party import party_icon
from mapper.gui.forms.section import Section
from mapper.gui.forms.undoing import Undoing
from mapper.gui.kit.faults import told
from mapper.gui.kit.icons import icon
from mapper.gui.kit.layouts import fitting, register_frame
from mapper.gui.kit.messages import Bars
from mapper.model import query
from mapper.model.details import DETAILS, PARAGRAPH, ROWS, TIME, Detail, fields
from mapper.model.diagram import Diagram
from mapper.model.kinds import PARTY
from mapper.model.records import Node, Record
from mapper.text import _
from mapper.text.order import folded

_NEW = {"person": lambda: _("New person"), "role": lambda: _("New role"), "unit": lambda: _("New unit")}


class PeopleDialog(QDialog):
    """Edits the parties of one map; every change is a step that can be undone. `picked`: something on the map that
    names the party chosen is to be shown."""

    picked = Signal(str)

    def __init__(self, diagram: Diagram, selection: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("People and roles"))
        self._diagram = diagram
        self._fields: dict[str, Field] = {}
        self.list = QListWidget(self)
        self.name = LineField(_("Name"))
        self.split = SplitEditor()
        self.bars = Bars(self)
        self.used = UsedIn(self)
        self.undoing = Undoing(self, diagram, self.commit)
        self._different: set[frozenset[str]] = set()
        self._build()
        self._stop = diagram.listen(told(lambda changes: self._refresh()))
        self._refresh()
        self._choose(next((o.id for id in selection if (o := query.owner(diagram, id))), None))
        self.resize(fitting(self, 880, 760))

    @property
    def party(self) -> Node | None:
        """The party chosen, or None."""
        item = self.list.currentItem()
        record = self._diagram.get(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
        return record if isinstance(record, Node) else None

    def add(self, kind: str) -> None:
        """Add a party and have its name typed."""
        self.commit()
        id = owner.add_party(self._diagram, _free(self._diagram, _NEW[kind]()), kind)
        self._choose(id)
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    def remove(self) -> None:
        """Take the chosen party off the map; what it owned is nobody's, until that is undone."""
        party = self.party
        if party is None:
            return
        self._do(lambda: owner.drop_party(self._diagram, party.id))
        sentence = _("{name} was removed, and owns nothing any more.").format(name=party.name)
        self.bars.say("removed", sentence, choices=((_("Undo"), self._diagram.undo),))

    def merge(self, other: str) -> None:
        """Let the chosen party stand wherever another one did."""
        self.commit()
        party, gone = self.party, self._diagram.get(other)
        if party is not None and gone is not None:
            self._merge(party, gone)

    def commit(self) -> None:
        """Commit what is being typed."""
        for field in (self.name, *self._fields.values()):
            field.commit()
        self.split.commit()

    def done(self, result: int) -> None:
        self.commit()
        self._stop()
        super().done(result)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = register_frame(self, self.bars, self._side(), self._form())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 14)
        foot.addLayout(self.undoing.buttons)
        foot.addStretch(1)
        foot.addWidget(self._button(_("Close"), self.accept, "primary"))
        column.addLayout(foot)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        self.list.setObjectName("list")
        self.list.setMinimumWidth(260)  # wider where the buttons below need it
        self.list.setIconSize(QSize(18, 18))
        self.list.currentItemChanged.connect(lambda _new, _old: self._show())
        side.addWidget(self.list, 1)
        adders = QHBoxLayout()
        adders.setSpacing(6)
        for kind, text in DETAILS["partyKind"].choices:
            button = self._button(_(text), partial(self.add, kind))
            button.setIcon(icon("add"))
            button.setToolTip(_NEW[kind]())
            adders.addWidget(button)
        side.addLayout(adders)
        self._remover = self._button(_("Remove"), self.remove)
        self._merger = self._button(_("Merge with…"), self._offer_merge)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._merger)
        below.addWidget(self._remover)
        side.addLayout(below)
        return side

    def _form(self) -> QWidget:
        self._empty = QLabel(_("Nobody is named on this map yet. Add a person, a role or a unit on the left."))
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(4)
        self.name.committed.connect(self._rename)
        self.split.committed.connect(self._share)
        self._sections = self._build_sections()
        column.addWidget(self._empty)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("inspector")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._page)
        return area

    def _build_sections(self) -> tuple[Section, ...]:
        """Who they are and their time in two columns, tables and what is written about them across both."""
        who, hours, words = Section(_("Person or role")), Section(_("Time")), Section(_("Notes"))
        self._used = Section(_("Used in"))
        self.used.picked.connect(self._go)
        self._used.body.addWidget(self.used)
        grids = {id(section): QGridLayout() for section in (who, hours)}
        for section in (who, hours):
            grids[id(section)].setHorizontalSpacing(16)
            grids[id(section)].setVerticalSpacing(10)
            section.body.addLayout(grids[id(section)])
        _put(grids[id(who)], self.name)
        tables: list[Field] = []
        for detail in fields(PARTY):
            if detail.key in KEYS:
                continue
            field = self._field(detail)
            if detail.type == PARAGRAPH:
                words.body.addWidget(field)
            elif detail.type == ROWS:
                tables.append(field)
            else:
                _put(grids[id(hours if detail.section == TIME else who)], field)
        hours.body.addWidget(self.split)
        for field in tables:
            who.body.addWidget(field)
        return who, hours, words, self._used

    def _field(self, detail: Detail) -> Field:
        field = field_for(detail, wide=True)
        field.committed.connect(lambda value: self._commit(detail, value))
        self._fields[detail.key] = field
        return field

    def _button(self, text: str, act: Callable[[], Any], name: str = "") -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _refresh(self) -> None:
        """Read the list again, keeping the choice."""
        chosen = self.party
        self.list.blockSignals(True)
        self.list.clear()
        for party in query.parties(self._diagram):
            item = QListWidgetItem(icon(party_icon(party)), party.name or party.id)
            item.setData(Qt.ItemDataRole.UserRole, party.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.undoing.refresh()
        self._tell_alike()
        self._choose(chosen.id if chosen is not None else None)

    def _choose(self, id: str | None) -> None:
        places = [self.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.list.count())]
        self.list.setCurrentRow(places.index(id) if id in places else (0 if places else -1))
        self._show()

    def _show(self) -> None:
        party = self.party
        for section in self._sections:
            section.setVisible(party is not None)
        self._empty.setVisible(party is None)
        self._remover.setEnabled(party is not None)
        self._merger.setEnabled(party is not None and self.list.count() > 1)
        if party is None:
            return
        self.name.show_value(party.name)
        for key, field in self._fields.items():
            fill(field, DETAILS[key], self._diagram, (party.id,))
        self.split.show_party(party)
        self._used.set_title(counted(self.used.show_uses(self._diagram, party)))

    def _tell_alike(self) -> None:
        """Offer to merge two whose names are nearly the same; what was called different is not asked again."""
        self.bars.hush("alike")
        pairs = alike(query.parties(self._diagram))
        pair = next((pair for pair in pairs if frozenset(p.id for p in pair) not in self._different), None)
        if pair is None:
            return
        one, other = pair
        sentence = _("“{one}” and “{other}” may be the same.").format(one=one.name, other=other.name)
        into = _("Merge into “{name}”")
        choices = (
            (into.format(name=one.name), partial(self._merge, one, other)),
            (into.format(name=other.name), partial(self._merge, other, one)),
            (_("They differ"), partial(self._keep_apart, one, other)),
        )
        self.bars.say("alike", sentence, choices=choices)

    def _keep_apart(self, one: Node, other: Node) -> None:
        self._different.add(frozenset((one.id, other.id)))
        self._tell_alike()

    def _merge(self, keep: Node, gone: Record) -> None:
        self._do(lambda: merge.parties(self._diagram, keep.id, gone.id))
        self._choose(keep.id)
        if gone.id not in self._diagram:
            sentence = _("{gone} was merged into {keep}.").format(gone=gone.name, keep=keep.name)
            self.bars.say("removed", sentence, choices=((_("Undo"), self.undoing.undo),))

    def _offer_merge(self) -> None:
        menu, chosen = QMenu(self), self.party
        for party in query.parties(self._diagram):
            if chosen is not None and party.id != chosen.id:
                entry = menu.addAction(icon(party_icon(party)), party.name or party.id)
                entry.triggered.connect(lambda _checked=False, id=party.id: self.merge(id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._merger.mapToGlobal(QPoint(0, self._merger.height())))

    def _go(self, id: str) -> None:
        self.accept()
        self.picked.emit(id)

    def _rename(self, text: str) -> None:
        self._do(lambda: owner.rename_party(self._diagram, self._id(), text))

    def _commit(self, detail: Detail, value: Any) -> None:
        self._do(lambda: apply.detail(self._diagram, (self._id(),), detail, value))

    def _share(self, shares: Shares) -> None:
        self._do(lambda: owner.set_split(self._diagram, self._id(), *shares))

    def _id(self) -> str:
        party = self.party
        return party.id if party is not None else ""

    def _do(self, verb: Callable[[], Any]) -> None:
        if self.party is None:
            return
        try:
            verb()
        except ValueError as error:
            self.bars.say("refused", str(error), "warning")
            self._show()


def _put(grid: QGridLayout, field: Field) -> None:
    """Add a field to a grid of two columns."""
    place = grid.count()
    grid.addWidget(field, place // 2, place % 2)
    grid.setColumnStretch(place % 2, 1)


def _free(diagram: Diagram, name: str) -> str:
    """The name, with a number behind it when somebody is called so already."""
    taken = {folded(party.name) for party in query.parties(diagram)}
    names = (name if i == 1 else f"{name} {i}" for i in range(1, len(taken) + 2))
    return next(free for free in names if folded(free) not in taken)
