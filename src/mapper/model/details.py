"""What nodes carry beside their notation: owners, charter, step and party fields of the domain, as one table.

The inspector, the XML extension and the documents all derive from `DETAILS`; a new field is a new row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mapper.model.kinds import ACTIVITIES, CONTAINER, EVENT, GATEWAY, KINDS, LANE, PARTY, POOL
from mapper.text import N_

# Types
TEXT, PARAGRAPH, NUMBER, CHOICE, DATE, PARTY_ID, PARTY_IDS, ROWS = (
    "text", "paragraph", "number", "choice", "date", "party", "parties", "rows",
)  # fmt: skip
"""text: one line · paragraph: many lines · number: float · choice: key of `choices` · date: ISO 8601 text ·
party: id of a party · parties: tuple of ids · rows: tuple of tuples of texts, one text a column."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One field: where it stands (`families`), its type, label and unit (both translated when shown)."""

    key: str
    type: str
    label: str
    families: frozenset[str]
    section: str
    unit: str = ""
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    hint: str = ""


STEPS = ACTIVITIES | {EVENT, GATEWAY}
_ACT = frozenset(ACTIVITIES)
_ALL = frozenset(row.family for row in KINDS.values())
_PROC = frozenset({CONTAINER})
_OWNED = frozenset(STEPS | {LANE, CONTAINER, POOL})
_PARTY = frozenset({PARTY})

GENERAL, OWNERSHIP, STEP, CHARTER, TIME, PERSON = (
    N_("General"), N_("Ownership"), N_("Step"), N_("Charter"), N_("Time"), N_("Person or role"),
)  # fmt: skip
"""Sections, in the order the inspector shows them."""

_PARTY_KINDS = (("person", N_("Person")), ("role", N_("Role")), ("unit", N_("Unit")))
_STATUS = (
    ("draft", N_("Draft")),
    ("review", N_("In review")),
    ("approved", N_("Approved")),
    ("retired", N_("Retired")),
)
_KPI = (
    ("name", N_("Name")),
    ("unit", N_("Unit")),
    ("target", N_("Target")),
    ("actual", N_("Actual")),
    ("date", N_("Date")),
)
_LINK = (("name", N_("Name")), ("link", N_("Link")))

_ROWS: tuple[Detail, ...] = (
    Detail("documentation", PARAGRAPH, N_("Description"), _ALL, GENERAL),
    # who
    Detail("owner", PARTY_ID, N_("Owner (accountable)"), _OWNED, OWNERSHIP),
    Detail("responsible", PARTY_IDS, N_("Performers (responsible)"), STEPS | {CONTAINER}, OWNERSHIP),
    Detail("consulted", PARTY_IDS, N_("Consulted"), STEPS | {CONTAINER}, OWNERSHIP),
    Detail("informed", PARTY_IDS, N_("Informed"), STEPS | {CONTAINER}, OWNERSHIP),
    Detail("manager", PARTY_ID, N_("Process manager"), _PROC, OWNERSHIP),
    Detail("engineer", PARTY_ID, N_("Process engineer"), _PROC, OWNERSHIP),
    # step
    Detail("systems", ROWS, N_("Systems"), _ACT, STEP, columns=_LINK),
    Detail("instruction", TEXT, N_("Work instruction"), _ACT, STEP),
    Detail("inputs", PARAGRAPH, N_("Inputs"), _ACT, STEP),
    Detail("outputs", PARAGRAPH, N_("Outputs"), _ACT, STEP),
    Detail("processingTime", NUMBER, N_("Processing time"), _ACT, STEP, unit=N_("minutes")),
    Detail("waitingTime", NUMBER, N_("Waiting time"), _ACT, STEP, unit=N_("minutes")),
    Detail("frequency", NUMBER, N_("Frequency"), _ACT, STEP, unit=N_("times a month")),
    Detail("cost", NUMBER, N_("Cost each time"), _ACT, STEP, unit=N_("kr.")),
    Detail("verifiedOn", DATE, N_("Last verified on"), _ACT, STEP),
    Detail("verifiedBy", PARTY_ID, N_("Last verified by"), _ACT, STEP),
    # process
    Detail("purpose", PARAGRAPH, N_("Purpose"), _PROC, CHARTER),
    Detail("customer", TEXT, N_("Target customer"), _PROC, CHARTER),
    Detail("result", PARAGRAPH, N_("Intended result"), _PROC, CHARTER),
    Detail("strategy", PARAGRAPH, N_("Strategic link"), _PROC, CHARTER),
    Detail("starts", TEXT, N_("Starts when"), _PROC, CHARTER),
    Detail("ends", TEXT, N_("Ends when"), _PROC, CHARTER),
    Detail("cadence", TEXT, N_("Meeting cadence"), _PROC, CHARTER),
    Detail("status", CHOICE, N_("Status"), _PROC, CHARTER, choices=_STATUS),
    Detail("version", TEXT, N_("Version"), _PROC, CHARTER),
    Detail("reviewDate", DATE, N_("Review date"), _PROC, CHARTER),
    Detail("kpis", ROWS, N_("KPIs"), _PROC, CHARTER, columns=_KPI),
    # party
    Detail("partyKind", CHOICE, N_("Kind"), _PARTY, PERSON, choices=_PARTY_KINDS, default="role"),
    Detail("title", TEXT, N_("Title"), _PARTY, PERSON),
    Detail("department", TEXT, N_("Department"), _PARTY, PERSON),
    Detail("reportsTo", PARTY_ID, N_("Reports to"), _PARTY, PERSON),
    Detail("email", TEXT, N_("E-mail"), _PARTY, PERSON),
    Detail("weeklyHours", NUMBER, N_("Weekly hours"), _PARTY, TIME, unit=N_("hours"), default=37.0),
    Detail("yearlyWeeks", NUMBER, N_("Working weeks a year"), _PARTY, TIME, unit=N_("weeks"), default=46.0),
    Detail("roleShare", NUMBER, N_("Process owner role"), _PARTY, TIME, unit=N_("% of working time"), default=50.0),
    Detail("improvementShare", NUMBER, N_("Improvement"), _PARTY, TIME, unit=N_("% of working time"), default=35.0),
    Detail("documentationShare", NUMBER, N_("Documentation"), _PARTY, TIME, unit=N_("% of working time"), default=15.0),
    Detail("developmentGoals", PARAGRAPH, N_("Development goals"), _PARTY, PERSON),
)

DETAILS: dict[str, Detail] = {row.key: row for row in _ROWS}
"""Every field by key."""


def fields(family: str) -> tuple[Detail, ...]:
    """The fields that things of a family carry, in the table's order."""
    return tuple(row for row in _ROWS if family in row.families)


def value(details: Mapping[str, Any], key: str) -> Any:
    """A field's value, its default when unset.

    >>> value({}, "weeklyHours")
    37.0
    """
    return details.get(key, DETAILS[key].default)
