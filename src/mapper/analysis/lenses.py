"""What the colour of the steps can tell: who owns or does them, how far they are described, how long ago they were
verified, how long they take."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from mapper.analysis.mandates import performers
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES
from mapper.model.records import Node
from mapper.text import N_

OWNER, RESPONSIBLE, STATUS, VERIFIED, TIME = "owner", "responsible", "status", "verified", "time"

LENSES = {
    OWNER: N_("Owner"),
    RESPONSIBLE: N_("Responsible"),
    STATUS: N_("Status of documentation"),
    VERIFIED: N_("Age of last verification"),
    TIME: N_("Processing time"),
}
"""Every lens by name, in the order of the menu."""

SCALES: dict[str, tuple[tuple[str, str], ...]] = {
    STATUS: (("whole", N_("Described, with owner and performer")), ("part", N_("Described in part")),
             ("bare", N_("Not described"))),
    VERIFIED: (("quarter", N_("Within three months")), ("year", N_("Within a year")), ("older", N_("Longer ago")),
               ("never", N_("Never"))),
    TIME: (("minutes", N_("Up to 15 minutes")), ("hour", N_("Up to an hour")), ("day", N_("Up to 8 hours")),
           ("longer", N_("Longer"))),
}  # fmt: skip
"""The classes of the lenses that are scales, from the calmest on."""

_LONGEST = ((15.0, "minutes"), (60.0, "hour"), (480.0, "day"))
"""Minutes up to which a class goes."""


def told(diagram: Diagram, lens: str, today: datetime.date) -> dict[str, str]:
    """What a lens tells of each step, by its id: the id of a party, or the key of a class; steps of which it tells
    nothing are left out."""
    say = _SAYS[lens]
    steps = [node for node in diagram.nodes() if node.family in ACTIVITIES]
    return {step.id: said for step in steps if (said := say(diagram, step, today))}


def _owner(diagram: Diagram, step: Node, _today: datetime.date) -> str:
    owner = query.owner(diagram, step.id)
    return owner.id if owner is not None else ""


def _responsible(diagram: Diagram, step: Node, _today: datetime.date) -> str:
    """The first who is named: a step has one colour."""
    return next((party.id for party in performers(diagram, step)), "")


def _status(diagram: Diagram, step: Node, _today: datetime.date) -> str:
    described = any(step.details.get(key) for key in ("documentation", "instruction"))
    if not described:
        return "bare"
    return "whole" if query.owner(diagram, step.id) and performers(diagram, step) else "part"


def _verified(_diagram: Diagram, step: Node, today: datetime.date) -> str:
    try:
        days = (today - datetime.date.fromisoformat(str(step.details.get("verifiedOn", "")))).days
    except ValueError:
        return "never"
    return "quarter" if days <= 92 else "year" if days <= 365 else "older"


def _time(_diagram: Diagram, step: Node, _today: datetime.date) -> str:
    minutes = step.details.get("processingTime")
    if not isinstance(minutes, int | float):
        return ""
    return next((key for most, key in _LONGEST if minutes <= most), "longer")


_SAYS: dict[str, Callable[[Diagram, Node, datetime.date], str]] = {
    OWNER: _owner, RESPONSIBLE: _responsible, STATUS: _status, VERIFIED: _verified, TIME: _time,
}  # fmt: skip
