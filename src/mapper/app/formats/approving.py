"""Approving processes and signing job descriptions in a map's file, and which signatures still hold."""

from __future__ import annotations

import datetime
from pathlib import Path

from mapper.app.errors import UsageError
from mapper.app.formats import people
from mapper.app.session.session import Session
from mapper.document.packs import job_description
from mapper.document.packs.job_description import Signature
from mapper.document.packs.table import DOCUMENTS, subjects
from mapper.edit.approval import approve as verbs
from mapper.model import query
from mapper.text import _


def approve(session: Session, name: str | None, who: str, day: datetime.date) -> list[tuple[str, str]]:
    """Approve the process of that name, or all of a map; the name and content code of each. Raises UsageError."""
    offered = subjects(DOCUMENTS["pack"], session.diagram)
    ids = [id for id, _name in offered] if name is None else [people.among(offered, name, _place(session))]
    names = dict(offered)
    try:
        with session.diagram.transaction(_("Approve")):
            return [(names[id], verbs.approve(session.diagram, id, who, day)) for id in ids]
    except ValueError as error:
        raise UsageError(session.path, None, str(error), _("name somebody with --by")) from error


def sign(session: Session, name: str, who: str, day: datetime.date, language: str) -> str:
    """Keep in the map that the job description of the party of that name was signed, as it is printed today in a
    language; its content code. Raises UsageError."""
    diagram = session.shown().diagram
    party = people.find(diagram, name, _place(session))
    code = job_description.code(diagram, party.id, language)
    try:
        verbs.sign(diagram, party.id, who, day, language, code)
    except ValueError as error:
        raise UsageError(session.path, None, str(error), _("name somebody with --by")) from error
    return code


def signatures(session: Session) -> list[Signature]:
    """The latest signature of each party whose job description was signed, and whether it still holds."""
    diagram = session.diagram
    if not any(party.details.get("signed") for party in query.parties(diagram)):
        return []
    shown = session.shown().diagram
    found = (job_description.signature(shown, party) for party in query.parties(shown))
    return [one for one in found if one is not None]


def _place(session: Session) -> Path:
    return session.path or Path(session.name)
