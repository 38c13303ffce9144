"""Documents from the map: choose what is wanted, look at the pages, and send them to a file or to the printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mapper.analysis.shares import shares
from mapper.app import files
from mapper.app.errors import MapperError
from mapper.app.formats import printing
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.document.blocks import Document, Print
from mapper.document.print import pdf
from mapper.gui.dialogs.documents import printer as printers
from mapper.gui.dialogs.documents.approving import Approving
from mapper.gui.dialogs.documents.choices import Choices
from mapper.gui.dialogs.documents.pages import Pages
from mapper.gui.kit import ask
from mapper.gui.kit.busy import Busy
from mapper.gui.kit.icons import wear
from mapper.gui.kit.layouts import fitting
from mapper.gui.kit.messages import DANGER, WARNING, Bars
from mapper.model import query
from mapper.model.token import step
from mapper.text import _

FIRST = "job-description"


class DocumentsDialog(QDialog):
    """`said` tells what was saved or printed, in a sentence. kind: which document is shown first."""

    said = Signal(str)

    def __init__(
        self, session: Session, selection: Sequence[str], settings: Settings, parent: QWidget | None = None,
        kind: str = FIRST, plane: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Documents"))
        self._session = session
        self._made: tuple[Document, bytes] | None = None
        self.choices = Choices(session.shown().diagram, frozenset(selection), kind, settings, self)
        self.approving = Approving(session, self.choices, self)
        self.bars, self.pages, self.busy = Bars(self), Pages(self), Busy(self)
        self._build()
        self.choices.offer(plane if kind == "map" else self._first(selection))
        self.choices.chosen.connect(self._compile)
        self.approving.done.connect(self._approved)
        self.resize(fitting(self, 1000, 760))
        self._compile()

    @property
    def data(self) -> bytes:
        """The PDF that is shown; empty while there is nobody to describe."""
        return self._made[1] if self._made is not None else b""

    def _first(self, selection: Sequence[str]) -> str | None:
        """Whom to begin with: the owner of what is selected, else whoever owns most steps, else the first."""
        diagram = self._session.diagram
        chosen = [owner.id for id in selection if (owner := query.owner(diagram, id)) is not None]
        most = [party.id for party, _count in shares(diagram) if party is not None]
        everybody = [party.id for party in query.parties(diagram)]
        return next(iter((*chosen, *most, *everybody)), None)

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
        side.setFixedWidth(292)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        self._told = QLabel(side)
        self._told.setObjectName("muted")
        self._told.setWordWrap(True)
        inner = QWidget()
        fields = QVBoxLayout(inner)
        fields.setContentsMargins(0, 0, 8, 0)
        for widget in (self.choices, self._told, self.approving):
            fields.addWidget(widget)
        fields.addLayout(self._zooms())
        fields.addStretch(1)
        area = QScrollArea(side)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        column.addWidget(area, 1)
        self.printing = self._button(_("Print…"), self.ask_printer, "primary")
        self.saver = self._button(_("Save…"), self._ask_name)
        for button in (self.printing, self.saver, self._button(_("Close"), self.reject)):
            column.addWidget(button)
        self.printing.setDefault(True)
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

    def _button(self, text: str, act: Callable[[], object], name: str = "") -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    # -- making ----------------------------------------------------------------------------------------------------

    def _compile(self, then: Callable[[], object] = lambda: None) -> None:
        """Make the document that is chosen; what was shown stays where the work is given up."""
        about = self.choices.party.value is not None
        self.approving.follow()
        for button in (self.saver, self.printing):
            button.setEnabled(about)
        if not about:
            self._told.setText(_("Nobody is named on this map yet. Name an owner first, in the inspector."))
            return
        kind, subject, options = self.choices.row, self.choices.subject, self.choices.options
        diagram, language = self._session.shown().diagram, self.choices.language.value

        def work() -> tuple[Document, Print]:
            made = kind.compile(diagram, subject, language, options)
            return made, pdf.render(made)

        def show(found: Callable[[], tuple[Document, Print]]) -> None:
            document, made = found()
            self._made = document, made.data
            self.bars.hush("warnings")
            if made.warnings:
                self.bars.say("warnings", " ".join(made.warnings), WARNING)
            self.pages.show_pdf(made.data)
            self._told.setText(_("{count} pages").format(count=self.pages.count))
            then()

        self.busy.begin(_("Making the document…"), work, show)

    def _approved(self, sentence: str) -> None:
        self.bars.say("approved", sentence)
        self.said.emit(sentence)
        self.choices.offer(self.choices.party.value)
        self._compile()

    # -- to a file -------------------------------------------------------------------------------------------------

    def _ask_name(self) -> None:
        folder = self._session.path.parent if self._session.path is not None else Path.home()
        about, what = self.choices.party.box.currentText(), self.choices.kind.box.currentText()
        name = "".join(c if c.isalnum() or c in " -_." else "_" for c in f"{about} - {what.lower()}").strip()
        ask.file_to_write(self, folder / f"{name}.pdf", tuple(printing.PRINTERS), self.save, _("Save the document"))

    def save(self, path: Path) -> None:
        """Write what is shown to a file, in the form of its ending."""
        try:
            if path.suffix.lower() == ".pdf" or self._made is None:
                files.write(path, self.data)
            else:
                printing.write(self._made[0], path)
        except MapperError as error:
            self.bars.say("failed", str(error), DANGER)
            return
        self._tell(_("Saved {name}").format(name=path.name))

    # -- to the printer --------------------------------------------------------------------------------------------

    def ask_printer(self) -> QPrintDialog:
        """Let the user choose a printer, its paper and which pages, and print what is shown."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._made[0].title if self._made is not None else "Mapper")
        printers.prepare(printer, self.choices.paper.value)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, max(self.pages.count, 1))
        dialog.accepted.connect(partial(self.print_to, printer))
        QDialog.open(dialog)  # a print dialog has an `open` of its own, which wants a slot by name
        return dialog

    def print_to(self, printer: QPrinter) -> None:
        """Print what is shown; on other paper than it was made for it is made, and shown, anew first."""
        paper = printers.paper_of(printer)
        if paper != self.choices.paper.value:
            self.choices.add_paper(paper)
            self._compile(partial(self._print, printer))
        else:
            self._print(printer)

    def _print(self, printer: QPrinter) -> None:
        printers.prepare(printer, self.choices.paper.value)
        data = self.data

        def work() -> int:
            count = 0
            for count, total in printers.paint(data, printer):
                step(count, total)
            return count

        def then(found: Callable[[], int]) -> None:
            try:
                self._tell(_("{count} pages went to the printer.").format(count=found()))
            except OSError:
                self.bars.say("failed", _("The printer did not answer; nothing was printed."), DANGER)

        self.busy.begin(_("Printing…"), work, then)

    def _tell(self, sentence: str) -> None:
        self.bars.say("saved", sentence)
        self.said.emit(sentence)
