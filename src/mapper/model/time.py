"""A party's working time, split as docs/domain.md has it: the owner's role, inside it improvement and documentation.

All shares are percentage points of total working time, never of the role's share.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapper.model.details import value
from mapper.model.records import Node


@dataclass(frozen=True, slots=True)
class Share:
    """A part of working time: percentage points of the total, hours a week, hours a year."""

    percent: float
    weekly: float
    yearly: float


@dataclass(frozen=True, slots=True)
class Split:
    """Where a party's time goes. role = improvement + documentation; role + other = total."""

    total: Share
    role: Share
    improvement: Share
    documentation: Share
    other: Share


def split(party: Node) -> Split:
    """The split of a party's working time, from its details or their defaults.

    >>> split(Node("p", "party")).improvement
    Share(percent=35.0, weekly=12.95, yearly=595.7)
    """
    weekly, weeks = float(value(party.details, "weeklyHours")), float(value(party.details, "yearlyWeeks"))

    def share(percent: float) -> Share:
        hours = weekly * percent / 100
        return Share(percent, round(hours, 6), round(hours * weeks, 6))

    role = float(value(party.details, "roleShare"))
    return Split(
        total=share(100.0),
        role=share(role),
        improvement=share(float(value(party.details, "improvementShare"))),
        documentation=share(float(value(party.details, "documentationShare"))),
        other=share(100.0 - role),
    )
