"""Documents from the map: choose the kind, about whom or what, language and paper, look at the pages, save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from mapper.analysis.shares import shares
from mapper.app import files
from mapper.app.errors import MapperError
from mapper.app.formats import printing
from mapper.app.session.session import Session
from mapper.app.settings import CHOICES, Settings
from mapper.document.blocks import Document
from mapper.document.packs.frame import Options
from mapper.document.packs.table import DOCUMENTS, subjects
from mapper.document.print import pdf
from mapper.gui.dialogs.documents.pages import Pages
from mapper.gui.forms.values import ChoiceField
from mapper.gui.kit import ask
from mapper.gui.kit.icons import wear
from mapper.gui.kit.layouts import fitting
from mapper.gui.kit.messages import DANGER, WARNING, Bars
from mapper.model import query
from mapper.text import LANGUAGES, _, current
from mapper.text.catalogues import NAMES

_ALL = "*"
"""Stands for all processes among the subjects."""


class JobDescriptionDialog(QDialog):
    """`said` tells what was saved, in a sentence."""

    said = Signal(str)

    def __init__(
        self, session: Session, selection: Sequence[str], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Documents"))
        self._session = session
        self._data = b""
        self._document: Document | None = None
        self.kind = ChoiceField(_("Document"), [(kind.key, _(kind.title)) for kind in DOCUMENTS.values()])
        self.party = ChoiceField(_("For"), ())
        self.language = ChoiceField(_("Language of the document"), [(key, NAMES[key]) for key in LANGUAGES])
        self.paper = ChoiceField(_("Paper"), [(size, size) for size in CHOICES["paper"]])
        self.bars, self.pages = Bars(self), Pages(self)
        self._build()
        self.kind.show_value(next(iter(DOCUMENTS)))
        self._offer(self._first(selection))
        self.language.show_value(current())
        self.paper.show_value(settings.paper)
        self.kind.committed.connect(lambda _value: self._offer(self.party.value))
        for field in (self.kind, self.party, self.language, self.paper):
            field.committed.connect(lambda _value: self._compile())
        self.resize(fitting(self, 1000, 760))
        self._compile()

    @property
    def data(self) -> bytes:
        """The PDF that is shown; empty while there is nobody to describe."""
        return self._data

    def _first(self, selection: Sequence[str]) -> str | None:
        """Whom to begin with: the owner of what is selected, else whoever owns most steps, else the first."""
        diagram = self._session.diagram
        chosen = [owner.id for id in selection if (owner := query.owner(diagram, id)) is not None]
        most = [party.id for party, _count in shares(diagram) if party is not None]
        everybody = [party.id for party in query.parties(diagram)]
        return next(iter((*chosen, *most, *everybody)), None)

    def _offer(self, wanted: str | None) -> None:
        """Offer what the kind of document can be about; a kind about processes first offers all of them."""
        kind = DOCUMENTS[self.kind.value]
        found: list[tuple[str, str]] = list(subjects(kind, self._session.diagram))
        if not kind.needs_subject and len(found) > 1:
            found.insert(0, (_ALL, _("All processes")))
        self.party.box.clear()
        for id, name in found:
            self.party.box.addItem(name, id)
        offered = [id for id, _name in found]
        self.party.show_value(wanted if wanted in offered else next(iter(offered), None))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bars)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(self.pages, 1)
        column.addLayout(row, 1)

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setFixedWidth(264)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for field in (self.kind, self.party, self.language, self.paper):
            column.addWidget(field)
        self._told = QLabel(side)
        self._told.setObjectName("muted")
        self._told.setWordWrap(True)
        column.addWidget(self._told)
        column.addLayout(self._zooms())
        column.addStretch(1)
        self.saver = self._button(_("Save…"), self._ask_name, "primary")
        column.addWidget(self.saver)
        column.addWidget(self._button(_("Close"), self.reject))
        return side

    def _zooms(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        acts = (
            ("zoom-out", _("Smaller"), lambda: self.pages.zoom_by(1 / 1.25)),
            ("zoom-in", _("Bigger"), lambda: self.pages.zoom_by(1.25)),
            ("fit", _("As wide as the window"), self.pages.fit_width),
        )
        for icon, text, act in acts:
            button = QToolButton(self)
            button.setToolTip(text)
            button.setAccessibleName(text)
            wear(button, icon)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, text: str, act: object, name: str = "") -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _compile(self) -> None:
        subject, kind = self.party.value, DOCUMENTS[self.kind.value]
        self.saver.setEnabled(subject is not None)
        if subject is None:
            self._told.setText(_("Nobody is named on this map yet. Name an owner first, in the inspector."))
            return
        options = Options(paper=self.paper.value)
        about = None if subject == _ALL else subject
        self._document = kind.compile(self._session.diagram, about, self.language.value, options)
        made = pdf.render(self._document)
        self._data = made.data
        self.bars.hush("warnings")
        if made.warnings:
            self.bars.say("warnings", " ".join(made.warnings), WARNING)
        self.pages.show_pdf(made.data)
        self._told.setText(_("{count} pages").format(count=self.pages.count))

    def _ask_name(self) -> None:
        folder = self._session.path.parent if self._session.path is not None else Path.home()
        about, what = self.party.box.currentText(), self.kind.box.currentText()
        name = "".join(c if c.isalnum() or c in " -_." else "_" for c in f"{about} - {what.lower()}").strip()
        ask.file_to_write(self, folder / f"{name}.pdf", tuple(printing.PRINTERS), self.save, _("Save the document"))

    def save(self, path: Path) -> None:
        """Write what is shown to a file, in the form of its ending."""
        try:
            if path.suffix.lower() == ".pdf" or self._document is None:
                files.write(path, self._data)
            else:
                printing.write(self._document, path)
        except MapperError as error:
            self.bars.say("failed", str(error), DANGER)
            return
        told = _("Saved {name}").format(name=path.name)
        self.bars.say("saved", told)
        self.said.emit(told)
