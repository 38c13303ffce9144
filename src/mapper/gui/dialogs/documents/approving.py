"""Approving a process, and keeping that a job description was signed, beside the pages that this is about."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QPushButton, QWidget

from mapper.analysis import approval
from mapper.app.session.session import Session
from mapper.document.packs import job_description
from mapper.edit.approval.approve import approve, sign
from mapper.gui.dialogs.documents.choices import Choices
from mapper.gui.forms.section import Section
from mapper.model import query
from mapper.model.records import Node
from mapper.text import _, current, date
from mapper.text.order import by_name

PACK, JOB = "pack", "job-description"


class Approving(Section):
    """Shown with a pack or a job description. `done` tells what was kept, in a sentence."""

    done = Signal(str)

    def __init__(self, session: Session, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(_("Approval and signature"), True, parent)
        self._session, self._choices = session, choices
        self._state, self.who, self.button = QLabel(self), QLineEdit(self), QPushButton(self)
        self._state.setWordWrap(True)
        self._state.setObjectName("muted")
        names = sorted((party.name for party in query.parties(session.diagram)), key=by_name)
        self.who.setCompleter(QCompleter(names, self.who))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.keep())
        self.who.textChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))
        for widget in (self._state, self.who, self.button):
            self.body.addWidget(widget)

    def follow(self) -> None:
        """Say how things stand with what is chosen."""
        kind = self._choices.row.key
        shown = kind in (PACK, JOB) and self._choices.party.value is not None
        self.setVisible(shown)
        if not shown:
            return
        approves = kind == PACK
        self.who.setPlaceholderText(_("Who approves") if approves else _("Who has signed"))
        self.who.setAccessibleName(self.who.placeholderText())
        self.button.setText(_("Approve this version") if approves else _("Keep as signed"))
        self.button.setEnabled(bool(self.who.text().strip()))
        self._state.setText(self._approval() if approves else self._signature())

    def keep(self) -> None:
        """Approve the processes, or keep that the job description was signed, as they are now."""
        who, today = self.who.text(), datetime.date.today()
        diagram = self._session.diagram
        if self._choices.row.key == PACK:
            with diagram.transaction(_("Approve")):
                codes = [approve(diagram, process.id, who, today) for process in self._processes()]
            self.done.emit(_("Approved: content code {code}.").format(code=", ".join(codes)))
            return
        party, language = str(self._choices.subject), self._choices.language.value
        code = job_description.code(diagram, party, language)
        sign(diagram, party, who, today, language, code)
        self.done.emit(_("Kept as signed: content code {code}.").format(code=code))

    def _processes(self) -> list[Node]:
        subject = self._choices.subject
        box = self._choices.party.box
        ids = [subject] if subject is not None else [str(box.itemData(at)) for at in range(box.count())]
        found = (self._session.diagram.get(id) for id in ids)
        return [process for process in found if isinstance(process, Node)]

    def _approval(self) -> str:
        told = {
            "approved": _("Approved as it is."),
            "draft": _("Not approved: the pages say “Draft”."),
            "changed": _("Changed by another program since it was approved."),
        }
        states = [approval.state(self._session.diagram, process) for process in self._processes()]
        worst = next((state for state in ("changed", "draft") if state in states), "approved")
        return told[worst]

    def _signature(self) -> str:
        party = self._session.diagram.get(self._choices.subject)
        signed = job_description.signature(self._session.diagram, party) if isinstance(party, Node) else None
        if signed is None:
            return _("Not signed yet.")
        said = _("Signed on {day}, and unchanged since.")
        if not signed.current:
            said = _("Out of date: signed on {day}, and changed since. It is to be signed again.")
        return said.format(day=_day(signed.day))


def _day(text: str) -> str:
    try:
        return date(datetime.date.fromisoformat(text), current())
    except ValueError:
        return text
