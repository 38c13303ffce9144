"""What nodes carry beside their notation: owners, charter, step and party fields of the domain, as one table.

The inspector, the XML extension and the documents all derive from `DETAILS`; a new field is a new row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mapper.model.kinds import ACTIVITIES, CONTAINER, DATA, EVENT, FLOW, GATEWAY, KINDS, LANE, PARTY, POOL
from mapper.text import N_, translator
from mapper.text.order import folded

# Types
TEXT, PARAGRAPH, NUMBER, CHOICE, DATE, PARTY_ID, PARTY_IDS, ROWS = (
    "text", "paragraph", "number", "choice", "date", "party", "parties", "rows",
)  # fmt: skip
"""text: one line · paragraph: many lines · number: float · choice: key of `choices` · date: ISO 8601 text ·
party: id of a party · parties: tuple of ids · rows: tuple of tuples of texts, one text a column."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One field: where it stands (`families`), its type, label and unit (both translated when shown).

    limits: the smallest and largest number that makes sense. Of rows: `people` are the columns that name a party by its
    name, `subjects` what the first column tells of where that is given (a document prints a line for each); the last
    `optional` columns may be left out. log: it records how things go on, so it may change while the process stays
    approved; `live` are the columns of which that is true where it is not true of all. duration: a number of minutes,
    which people write as "2 h" and the file as ISO 8601.
    """

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
    people: frozenset[str] = frozenset()
    subjects: tuple[tuple[str, str], ...] = ()
    optional: int = 0
    limits: tuple[float, float] = (0.0, math.inf)
    log: bool = False
    live: frozenset[str] = frozenset()
    duration: bool = False


STEPS = ACTIVITIES | {EVENT, GATEWAY}
_ACT = frozenset(ACTIVITIES)
_ALL = frozenset(row.family for row in KINDS.values())
_PROC = frozenset({CONTAINER})
_OWNED = frozenset(STEPS | {LANE, CONTAINER, POOL})
_PARTY = frozenset({PARTY})
_DATA = frozenset({DATA})
_FLOW = frozenset({FLOW})

GENERAL, OWNERSHIP, STEP, RISK, CHARTER, FIGURES, DESIGN, MANAGEMENT, TIME, PERSON, PRIVACY = (
    N_("General"), N_("Ownership"), N_("Step"), N_("Risk and record"), N_("Charter"), N_("Figures"), N_("Design sheet"),
    N_("Management"), N_("Time"), N_("Person or role"), N_("Personal data"),
)  # fmt: skip
"""Sections, in the order the inspector shows them."""

_PARTY_KINDS = (("person", N_("Person")), ("role", N_("Role")), ("unit", N_("Unit")))
_STATUS = (
    ("draft", N_("Draft")),
    ("review", N_("In review")),
    ("approved", N_("Approved")),
    ("retired", N_("Retired")),
)
_CATEGORIES = (("core", N_("Core process")), ("support", N_("Support process")), ("steering", N_("Steering process")))
_AUTOMATION = (("none", N_("None")), ("some", N_("In part")), ("all", N_("Fully")), ("done", N_("Automated already")))
_KPI = (
    ("name", N_("Name")),
    ("unit", N_("Unit")),
    ("target", N_("Target")),
    ("actual", N_("Actual")),
    ("date", N_("Date")),
    ("direction", N_("Better when")),
    ("readings", N_("Earlier readings")),
)
_READ = frozenset({"actual", "date", "readings"})
BETTER = (("higher", N_("higher")), ("lower", N_("lower")))
"""What a KPI's column "direction" may say: its key, or its label in either language."""
DECISIONS = (
    ("redesign", N_("Design of the process")),
    ("goals", N_("Goals and KPIs")),
    ("resources", N_("Resources")),
    ("priorities", N_("Priorities")),
    ("adjustment", N_("Day-to-day adjustment")),
    ("projects", N_("Improvement projects")),
    ("publication", N_("Publication of documents")),
)
"""What somebody must have the right to decide (docs/domain.md, section 10 of the job description)."""
DECIDERS = (
    ("owner", N_("Process owner")),
    ("manager", N_("Process manager")),
    ("both", N_("Both")),
    ("nobody", N_("Nobody")),
)
FUNCTIONS = (
    ("documentation", N_("Process documentation")),
    ("resources", N_("Assessment and allocation of resources")),
    ("feedback", N_("Feedback from customers")),
    ("competition", N_("Benchmarking and knowledge of competitors")),
    ("practice", N_("Oversight of best practice")),
    ("training", N_("Training and development of performers")),
)
"""The six functions of the management sheet (docs/domain.md, "What a process carries")."""
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
    Detail("editors", PARTY_IDS, N_("Editors"), _ACT | {CONTAINER}, OWNERSHIP),
    # step
    Detail("systems", ROWS, N_("Systems"), _ACT, STEP, columns=_LINK),
    Detail("instruction", TEXT, N_("Work instruction"), _ACT, STEP),
    Detail("inputs", PARAGRAPH, N_("Inputs"), _ACT, STEP),
    Detail("outputs", PARAGRAPH, N_("Outputs"), _ACT, STEP),
    Detail("processingTime", NUMBER, N_("Processing time"), _ACT, STEP, unit=N_("minutes"), duration=True),
    Detail("waitingTime", NUMBER, N_("Waiting time"), _ACT, STEP, unit=N_("minutes"), duration=True),
    Detail("frequency", NUMBER, N_("Frequency"), _ACT, STEP, unit=N_("times a month")),
    Detail("cost", NUMBER, N_("Cost each time"), _ACT, STEP, unit=N_("kr.")),
    Detail("verifiedOn", DATE, N_("Last verified on"), _ACT, STEP, log=True),
    Detail("verifiedBy", PARTY_ID, N_("Last verified by"), _ACT, STEP, log=True),
    Detail("automation", CHOICE, N_("Automation potential"), _ACT, STEP, choices=_AUTOMATION),
    Detail("risk", PARAGRAPH, N_("Risk"), _ACT, RISK),
    Detail("control", PARAGRAPH, N_("Control"), _ACT, RISK),
    Detail("record", TEXT, N_("Record"), _ACT, RISK),
    Detail("retention", TEXT, N_("Record is kept"), _ACT, RISK),
    # flow
    Detail("probability", NUMBER, N_("Probability"), _FLOW, GENERAL, unit=N_("%"), limits=(0.0, 100.0)),
    # data (GDPR, article 30)
    Detail("dataCategory", TEXT, N_("Category of personal data"), _DATA, PRIVACY),
    Detail("dataSubjects", TEXT, N_("Persons concerned"), _DATA, PRIVACY),
    Detail("dataPurpose", TEXT, N_("Purpose of processing"), _DATA, PRIVACY),
    Detail("legalBasis", TEXT, N_("Legal basis"), _DATA, PRIVACY),
    Detail("recipients", TEXT, N_("Recipients"), _DATA, PRIVACY),
    Detail("thirdCountry", TEXT, N_("Transfer to third countries"), _DATA, PRIVACY),
    Detail("deletion", TEXT, N_("Deletion"), _DATA, PRIVACY),
    Detail("processor", TEXT, N_("Data processor"), _DATA, PRIVACY),
    # process
    Detail("category", CHOICE, N_("Category"), _PROC, CHARTER, choices=_CATEGORIES),
    Detail("purpose", PARAGRAPH, N_("Purpose"), _PROC, CHARTER),
    Detail("customer", TEXT, N_("Target customer"), _PROC, CHARTER),
    Detail("result", PARAGRAPH, N_("Intended result"), _PROC, CHARTER),
    Detail("strategy", PARAGRAPH, N_("Strategic link"), _PROC, CHARTER),
    Detail("starts", TEXT, N_("Starts when"), _PROC, CHARTER),
    Detail("ends", TEXT, N_("Ends when"), _PROC, CHARTER),
    Detail("cadence", TEXT, N_("Meeting cadence"), _PROC, CHARTER),
    Detail("status", CHOICE, N_("Status"), _PROC, CHARTER, choices=_STATUS, log=True),
    Detail("version", TEXT, N_("Version"), _PROC, CHARTER, log=True),
    Detail("reviewDate", DATE, N_("Review date"), _PROC, CHARTER, log=True),
    Detail("resources", PARAGRAPH, N_("Resources"), _PROC, CHARTER),
    Detail("budget", TEXT, N_("Budget"), _PROC, CHARTER),
    Detail(
        "interfaces",
        ROWS,
        N_("Interfaces"),
        _PROC,
        CHARTER,
        people=frozenset({"owner"}),
        columns=(("process", N_("Process")), ("owner", N_("Owner")), ("what", N_("What is exchanged"))),
    ),
    Detail("terms", ROWS, N_("Terms"), _PROC, CHARTER, columns=(("term", N_("Term")), ("meaning", N_("Meaning")))),
    Detail("weight", NUMBER, N_("Weight among the owner’s processes"), _PROC, CHARTER, default=1.0),
    Detail("kpis", ROWS, N_("KPIs"), _PROC, FIGURES, columns=_KPI, optional=2, live=_READ),
    Detail("designValue", PARAGRAPH, N_("What should the process provide, and to whom?"), _PROC, DESIGN),
    Detail("designFrames", PARAGRAPH, N_("Which time frames, flexibility and precision?"), _PROC, DESIGN),
    Detail(
        "designReturn",
        PARAGRAPH,
        N_("Will the results create profitability, return on assets and growth?"),
        _PROC,
        DESIGN,
    ),
    Detail(
        "designFit", PARAGRAPH, N_("Does the design meet the needs of the customer and of the company?"), _PROC, DESIGN
    ),
    Detail("designPrice", PARAGRAPH, N_("How much is the customer willing to pay for the results?"), _PROC, DESIGN),
    Detail(
        "functions",
        ROWS,
        N_("Management sheet"),
        _PROC,
        MANAGEMENT,
        subjects=FUNCTIONS,
        people=frozenset({"who"}),
        live=frozenset({"status", "date"}),
        columns=(("function", N_("Function")), ("status", N_("Status")), ("who", N_("Who")), ("date", N_("Last done"))),
    ),
    Detail(
        "decisions",
        ROWS,
        N_("Decision rights"),
        _PROC,
        MANAGEMENT,
        subjects=DECISIONS,
        columns=(("decision", N_("Decision")), ("who", N_("Who decides")), ("source", N_("Source"))),
    ),
    Detail(
        "actions",
        ROWS,
        N_("Improvement actions"),
        _PROC,
        MANAGEMENT,
        log=True,
        people=frozenset({"who"}),
        columns=(("what", N_("What")), ("who", N_("Who")), ("due", N_("Due")), ("status", N_("Status"))),
    ),
    Detail(
        "observations",
        ROWS,
        N_("Observations of the owner as coach"),
        _PROC,
        MANAGEMENT,
        log=True,
        columns=(("date", N_("Date")), ("problem", N_("Problem")), ("cause", N_("Cause")), ("action", N_("Action"))),
    ),
    Detail("handoverDate", DATE, N_("Handed over to the owner on"), _PROC, MANAGEMENT, log=True),
    Detail(
        "handover",
        ROWS,
        N_("Handover checklist"),
        _PROC,
        MANAGEMENT,
        log=True,
        columns=(("item", N_("Item")), ("done", N_("Done"))),
    ),
    Detail(
        "changes",
        ROWS,
        N_("Change log"),
        _PROC,
        MANAGEMENT,
        log=True,
        people=frozenset({"who"}),
        columns=(("date", N_("Date")), ("version", N_("Version")), ("what", N_("What")), ("who", N_("Who"))),
    ),
    Detail(
        "approvals",
        ROWS,
        N_("Approvals"),
        _PROC,
        MANAGEMENT,
        log=True,
        people=frozenset({"who"}),
        columns=(("date", N_("Date")), ("version", N_("Version")), ("who", N_("Who")), ("code", N_("Content code"))),
    ),
    # party
    Detail("partyKind", CHOICE, N_("Kind"), _PARTY, PERSON, choices=_PARTY_KINDS, default="role"),
    Detail("title", TEXT, N_("Title"), _PARTY, PERSON),
    Detail("department", TEXT, N_("Department"), _PARTY, PERSON),
    Detail("reportsTo", PARTY_ID, N_("Reports to"), _PARTY, PERSON),
    Detail("functionalManager", PARTY_ID, N_("Functional manager"), _PARTY, PERSON),
    Detail(
        "heldBy",
        ROWS,
        N_("Held by"),
        _PARTY,
        PERSON,
        people=frozenset({"person"}),
        columns=(("person", N_("Person")), ("share", N_("Share (%)")), ("from", N_("From")), ("to", N_("To"))),
    ),
    Detail("phone", TEXT, N_("Telephone"), _PARTY, PERSON),
    Detail("email", TEXT, N_("E-mail"), _PARTY, PERSON),
    Detail("weeklyHours", NUMBER, N_("Weekly hours"), _PARTY, TIME, unit=N_("hours"), default=37.0, limits=(0.1, 60.0)),
    Detail(
        "yearlyWeeks",
        NUMBER,
        N_("Working weeks a year"),
        _PARTY,
        TIME,
        unit=N_("weeks"),
        default=46.0,
        limits=(1.0, 53.0),
    ),
    Detail(
        "roleShare",
        NUMBER,
        N_("Process owner role"),
        _PARTY,
        TIME,
        unit=N_("% of working time"),
        default=50.0,
        limits=(0.0, 100.0),
    ),
    Detail(
        "improvementShare",
        NUMBER,
        N_("Improvement"),
        _PARTY,
        TIME,
        unit=N_("% of working time"),
        default=35.0,
        limits=(0.0, 100.0),
    ),
    Detail(
        "documentationShare",
        NUMBER,
        N_("Documentation"),
        _PARTY,
        TIME,
        unit=N_("% of working time"),
        default=15.0,
        limits=(0.0, 100.0),
    ),
    Detail(
        "signed",
        ROWS,
        N_("Signed job description"),
        _PARTY,
        PERSON,
        log=True,
        columns=(
            ("date", N_("Date")),
            ("who", N_("Signed by")),
            ("language", N_("Language")),
            ("code", N_("Content code")),
        ),
    ),
    Detail("competences", PARAGRAPH, N_("Competences"), _PARTY, PERSON),
    Detail("qualifications", PARAGRAPH, N_("Qualifications"), _PARTY, PERSON),
    Detail("developmentGoals", PARAGRAPH, N_("Development goals"), _PARTY, PERSON),
)

DETAILS: dict[str, Detail] = {row.key: row for row in _ROWS}
"""Every field by key."""


_COLUMN_TYPES = {("heldBy", "share"): NUMBER, ("handover", "done"): DATE}
_DAYS = frozenset({"date", "from", "to", "due"})
_COLUMN_CHOICES = {("kpis", "direction"): BETTER, ("decisions", "who"): DECIDERS}


def column_type(detail: Detail, column: str) -> str:
    """What a column of rows holds: PARTY_ID (a party's name), DATE, NUMBER, CHOICE (see `column_choices`) or TEXT."""
    if column in detail.people:
        return PARTY_ID
    if column_choices(detail, column):
        return CHOICE
    return DATE if column in _DAYS else _COLUMN_TYPES.get((detail.key, column), TEXT)


def column_choices(detail: Detail, column: str) -> tuple[tuple[str, str], ...]:
    """What is offered for a column, key and label; another text may stand there too. () for a free column."""
    if detail.subjects and column == detail.columns[0][0]:
        return detail.subjects
    return _COLUMN_CHOICES.get((detail.key, column), ())


def key_of(text: str, choices: Iterable[tuple[str, str]]) -> str | None:
    """The key that a text names by key or by label, in either language; None when it names none.

    >>> key_of("Nobody", DECIDERS), key_of("ingen", DECIDERS), key_of("you", DECIDERS)
    ('nobody', 'nobody', None)
    """
    wanted, danish = folded(text), translator("da")
    return next((key for key, label in choices if wanted in {key, folded(label), folded(danish(label))}), None)


def fields(family: str) -> tuple[Detail, ...]:
    """The fields that things of a family carry, in the table's order."""
    return tuple(row for row in _ROWS if family in row.families)


def rows(details: Mapping[str, Any], key: str) -> list[dict[str, str]]:
    """The rows of a field, each as its texts by column; those of older files have fewer columns.

    >>> rows({"systems": (("ERP",),)}, "systems")
    [{'name': 'ERP', 'link': ''}]
    """
    found = details.get(key, ())
    lines = [line for line in found if isinstance(line, tuple)] if isinstance(found, tuple) else []
    names = [name for name, _label in DETAILS[key].columns]
    return [dict(zip(names, (*map(str, line), *[""] * len(names)), strict=False)) for line in lines]


def value(details: Mapping[str, Any], key: str) -> Any:
    """A field's value, its default when unset.

    >>> value({}, "weeklyHours")
    37.0
    """
    return details.get(key, DETAILS[key].default)
