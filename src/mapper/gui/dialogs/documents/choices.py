"""What is chosen beside the pages: which document, about whom or what, its sections, language, paper, and for a map on
paper how it is laid on the sheets."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QListWidgetItem, QSpinBox, QVBoxLayout, QWidget

from mapper.app.settings import CHOICES, Settings
from mapper.document.packs.frame import Options
from mapper.document.packs.job_description import outdated
from mapper.document.packs.table import DOCUMENTS, Kind, subjects
from mapper.gui.forms.section import Section
from mapper.gui.forms.values import ChoiceField
from mapper.model.diagram import Diagram
from mapper.text import LANGUAGES, _, current
from mapper.text.catalogues import NAMES

_ALL = "*"
"""Stands for all processes, or diagrams, among the subjects."""


class Choices(QWidget):
    """`chosen` is told when anything is chosen otherwise."""

    chosen = Signal()

    def __init__(
        self, diagram: Diagram, selection: frozenset[str], kind: str, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._diagram, self._selection = diagram, selection
        self.kind = ChoiceField(_("Document"), [(row.key, _(row.title)) for row in DOCUMENTS.values()])
        self.party = ChoiceField(_("For"), ())
        self.language = ChoiceField(_("Language of the document"), [(key, NAMES[key]) for key in LANGUAGES])
        self.paper = ChoiceField(_("Paper"), [(size, size) for size in CHOICES["paper"]])
        self.sections = QListWidget(self)
        self.sections.setAccessibleName(_("Sections"))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts = Section(_("Sections"), False, self)
        self.layout_ = Section(_("On the sheets"), True, self)
        self.sheets = QSpinBox(self)
        self.crop, self.framed = QCheckBox(_("Marks to cut by")), QCheckBox(_("Title block: head and foot line"))
        self.only = QCheckBox(_("Selection only"))
        self._build()
        self.kind.show_value(kind)
        self.language.show_value(current())
        self.paper.show_value(settings.paper)
        self._connect()

    @property
    def row(self) -> Kind:
        """The kind of document that is chosen."""
        return DOCUMENTS[self.kind.value]

    @property
    def subject(self) -> str | None:
        """What it is about; None for all there is."""
        return None if self.party.value == _ALL else self.party.value

    @property
    def options(self) -> Options:
        """What the boxes say."""
        items = [self.sections.item(at) for at in range(self.sections.count())]
        left = (i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() != Qt.CheckState.Checked)
        only = self._selection if self.only.isChecked() and self.row.key == "map" else None
        return Options(
            self.paper.value, without=frozenset(left), sheets=self.sheets.value(), crop=self.crop.isChecked(),
            framed=self.framed.isChecked(), selection=only,
        )  # fmt: skip

    def offer(self, wanted: str | None) -> None:
        """Offer what the kind of document can be about, and its sections; a kind about processes offers all first."""
        row = self.row
        past = {one.party.id for one in outdated(self._diagram)} if row.key == "job-description" else set()
        found = [(id, _("{name} (out of date)").format(name=name) if id in past else name)
                 for id, name in subjects(row, self._diagram)]  # fmt: skip
        if not row.needs_subject and len(found) > 1:
            found.insert(0, (_ALL, _("All diagrams") if row.about == "diagram" else _("All processes")))
        self.party.box.clear()
        for id, name in found:
            self.party.box.addItem(name, id)
        offered = [id for id, _name in found]
        self.party.show_value(wanted if wanted in offered else next(iter(offered), None))
        self._list(row.sections)
        self.parts.setVisible(bool(row.sections))
        self.layout_.setVisible(row.key == "map")

    def add_paper(self, paper: str) -> None:
        """Choose a paper, one that is not in the list too."""
        if self.paper.box.findData(paper) < 0:
            self.paper.box.addItem(_("{size} mm").format(size=paper.replace("x", " × ")), paper)
        self.paper.show_value(paper)

    def _list(self, sections: Iterable[tuple[str, str]]) -> None:
        self.sections.blockSignals(True)
        self.sections.clear()
        for key, title in sections:
            item = QListWidgetItem(_(title), self.sections)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setCheckState(Qt.CheckState.Checked)
        self.sections.blockSignals(False)
        self.sections.setFixedHeight(min(self.sections.count(), 9) * 24 + 8)

    def _build(self) -> None:
        self.parts.body.addWidget(self.sections)
        told = QLabel(_("Sheets at most"), self)
        self.sheets.setRange(0, 999)
        self.sheets.setSpecialValueText(_("As many as keep it readable"))
        self.sheets.setAccessibleName(told.text())
        self.framed.setChecked(True)
        self.only.setEnabled(bool(self._selection))
        for widget in (told, self.sheets, self.crop, self.framed, self.only):
            self.layout_.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for field in (self.kind, self.party, self.parts, self.layout_, self.language, self.paper):
            column.addWidget(field)

    def _connect(self) -> None:
        self.kind.committed.connect(lambda _value: self.offer(self.party.value))
        for field in (self.kind, self.party, self.language, self.paper):
            field.committed.connect(lambda _value: self.chosen.emit())
        for box in (self.crop, self.framed, self.only):
            box.toggled.connect(lambda _on: self.chosen.emit())
        self.sheets.valueChanged.connect(lambda _count: self.chosen.emit())
        self.sections.itemChanged.connect(lambda _item: self.chosen.emit())
