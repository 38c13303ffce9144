"""What people type, as values: numbers with either decimal mark, days as they write them."""

from __future__ import annotations

import re
from datetime import date

from mapper.text import _, durations

_DAY_FIRST = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4})")


class Refusal(ValueError):
    """What was typed makes no sense; the sentence says what would."""


def read_number(text: str) -> float:
    """The number somebody typed, in English or Danish; raises Refusal.

    >>> read_number("1.234,5"), read_number("12.95"), read_number("1,234.5")
    (1234.5, 12.95, 1234.5)
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if "," in plain and "." in plain:
        thousands = "." if plain.rfind(",") > plain.rfind(".") else ","
        plain = plain.replace(thousands, "")
    try:
        found = float(plain.replace(",", "."))
    except ValueError:
        raise Refusal(_("“{text}” is not a number.").format(text=text)) from None
    if not 0 <= found < 1e12:
        raise Refusal(_("The number must be 0 or more."))
    return found


def read_duration(text: str) -> float:
    """The minutes that somebody typed, as "2 h", "3 dage", ISO 8601 or a number of minutes; raises Refusal.

    >>> read_duration("2 h"), read_duration("1.234,5"), read_duration("P3D")
    (120.0, 1234.5, 4320.0)
    """
    found = durations.minutes(text)
    if found is not None:
        return found
    try:
        return read_number(text)
    except Refusal:
        raise Refusal(_("Write how long as “2 h”, “3 days” or a number of minutes.")) from None


def read_date(text: str) -> str:
    """The day somebody typed, as ISO 8601, or "" for none; raises Refusal.

    >>> read_date("9.3.2026"), read_date("2026-03-09")
    ('2026-03-09', '2026-03-09')
    """
    if not text:
        return ""
    try:
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refusal(_("Write the day as 2026-03-09 or 9.3.2026.")) from None
