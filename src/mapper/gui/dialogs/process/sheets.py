"""Which fields of a process stand on which sheet. A new row of `model.details` comes onto the last one by itself."""

from __future__ import annotations

from dataclasses import dataclass

from mapper.model.details import DESIGN, Detail, fields
from mapper.model.kinds import CONTAINER
from mapper.text import N_


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its title (English), what it is for, and its fields in order."""

    title: str
    about: str
    keys: tuple[str, ...]


_DESIGN = tuple(row.key for row in fields(CONTAINER) if row.section == DESIGN)
KPIS = "kpis"
"""This field has a form of its own."""

_SHEETS = (
    Sheet(N_("Charter"), N_("What the process is for, whom it serves, and where it begins and ends."),
          ("category", "customer", "purpose", "result", "strategy", "starts", "ends", "documentation", "resources",
           "budget", "terms")),
    Sheet(N_("People"), N_("Who owns, runs and designs the process, and who is heard."),
          ("owner", "manager", "engineer", "responsible", "consulted", "informed", "editors", "cadence", "weight")),
    Sheet(N_("Design sheet"), N_("The five questions of the process engineer."), _DESIGN),
    Sheet(N_("Management sheet"), N_("The six functions of managing the process: how they stand, who sees to them, "
                                     "and when that was done last."), ("functions",)),
    Sheet(N_("KPIs"), N_("What the process is measured by. Whether a target is met is worked out."), (KPIS,)),
    Sheet(N_("Decision rights"), N_("Who decides what, and where that was agreed."), ("decisions",)),
    Sheet(N_("Interfaces"), N_("The processes before, after and beside this one, and their owners."), ("interfaces",)),
    Sheet(N_("Improvement"), N_("What was agreed, and what the owner has seen as coach."), ("actions", "observations")),
    Sheet(N_("Status and changes"), N_("Which version this is, who approved it, and what has changed."),
          ("status", "version", "reviewDate", "changes", "approvals")),
    Sheet(N_("Handover"), N_("What was handed over from the process engineer to the owner, and when."),
          ("handoverDate", "handover")),
)  # fmt: skip


def sheets() -> tuple[Sheet, ...]:
    """All sheets; what the table of fields has and none of them names stands on one of its own."""
    named = {key for sheet in _SHEETS for key in sheet.keys}
    rest = tuple(row.key for row in fields(CONTAINER) if row.key not in named)
    return (*_SHEETS, Sheet(N_("Other fields"), "", rest)) if rest else _SHEETS


def rows(sheet: Sheet) -> list[Detail]:
    """The rows of the table of fields on a sheet."""
    known = {row.key: row for row in fields(CONTAINER)}
    return [known[key] for key in sheet.keys if key in known]
