"""Approving a process, and signing a job description: who, which content, when."""

from __future__ import annotations

import datetime

from mapper.analysis import approval
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER, PARTY
from mapper.model.records import Node
from mapper.text import _


def approve(diagram: Diagram, process_id: str, who: str, day: datetime.date) -> str:
    """Approve a process as it is; its content code. who: the name of whoever approved. A process without a version
    becomes 1.0. Raises ValueError, in words for the user, without a name or for what is no process."""
    process = diagram.get(process_id)
    if not isinstance(process, Node) or process.family != CONTAINER:
        raise ValueError(_("There is no such process on the map."))
    name = _named(who)
    version = str(process.details.get("version") or approval.next_version(""))
    code = approval.process_code(diagram, process)
    kept = _kept(process, "approvals")
    with diagram.transaction(_("Approve")):
        ready = process.with_detail("version", version).with_detail("status", approval.APPROVED)
        diagram.put(ready.with_detail("approvals", (*kept, (day.isoformat(), version, name, code))))
    return code


def sign(diagram: Diagram, party_id: str, who: str, day: datetime.date, language: str, code: str) -> None:
    """Keep that a party's job description was signed. who: the names of those who signed; code: that of the content
    signed, in its language. Raises ValueError, in words for the user, without a name or for what is no party."""
    party = diagram.get(party_id)
    if not isinstance(party, Node) or party.family != PARTY:
        raise ValueError(_("There is nobody of that name on the map."))
    name = _named(who)
    kept = _kept(party, "signed")
    with diagram.transaction(_("Sign the job description")):
        diagram.put(party.with_detail("signed", (*kept, (day.isoformat(), name, language, code))))


def _named(who: str) -> str:
    name = " ".join(who.split())
    if not name:
        raise ValueError(_("It is not said who approves or signs."))
    return name


def _kept(record: Node, key: str) -> tuple[tuple[str, ...], ...]:
    found = record.details.get(key, ())
    return found if isinstance(found, tuple) else ()
