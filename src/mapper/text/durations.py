"""How long something takes, in people's words, as minutes and as ISO 8601 (xsd:duration); both languages are always
understood. A day is 24 hours and a week seven days: what counts is what passes on the clock, for waiting above all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapper.text.formats import number
from mapper.text.when import UNITS

_MINUTES = {"year": 525600.0, "month": 43800.0, "week": 10080.0, "day": 1440.0, "hour": 60.0, "minute": 1.0,
            "second": 1 / 60}  # fmt: skip
_WORDS = {word: _MINUTES[name] for name, _sign, words in UNITS for word in words} | {
    "d": 1440.0, "hr": 60.0, "hrs": 60.0, "mins": 1.0, "m": 1.0, "s": 1 / 60, "sek": 1 / 60,
}  # fmt: skip
_AMOUNT = re.compile(r"(?P<count>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-zæøå]+)\.?")
_ISO = re.compile(
    r"P(?=.)(?:(?P<year>[\d.]+)Y)?(?:(?P<month>[\d.]+)M)?(?:(?P<week>[\d.]+)W)?(?:(?P<day>[\d.]+)D)?"
    r"(?:T(?=.)(?:(?P<hour>[\d.]+)H)?(?:(?P<minute>[\d.]+)M)?(?:(?P<second>[\d.]+)S)?)?"
)
_SHORT = {"en": ("{} min", "{} h", "{} days"), "da": ("{} min.", "{} t.", "{} dage")}


def minutes(text: str) -> float | None:
    """The minutes that a duration says; a bare number are minutes. None for what is none.

    >>> minutes("2 h"), minutes("3 dage"), minutes("1,5 time"), minutes("1 t 30 min."), minutes("PT2H"), minutes("45")
    (120.0, 4320.0, 90.0, 90.0, 120.0, 45.0)
    >>> minutes("soon") is None
    True
    """
    said = " ".join(text.split())
    if found := _ISO.fullmatch(said.upper()):
        return _sum((float(count), _MINUTES[name]) for name, count in found.groupdict().items() if count)
    if re.fullmatch(r"\d+(?:[.,]\d+)?(?:e[+-]?\d+)?", said):
        return float(said.replace(",", "."))
    rest = re.sub(r"\s*(\+|\band\b|\bog\b)\s*", " ", said.lower()).strip()
    amounts: list[tuple[float, float]] = []
    while rest:
        one = _AMOUNT.match(rest)
        if one is None or one["unit"] not in _WORDS:
            return None
        amounts.append((float(one["count"].replace(",", ".")), _WORDS[one["unit"]]))
        rest = rest[one.end() :].lstrip(" ,")
    return _sum(amounts) if amounts else None


def iso(value: float) -> str:
    """Minutes as ISO 8601; those that it could not give back to the last digit stay a number, which is read as well.

    >>> iso(10.0), iso(90.0), iso(4320.0), iso(0.5), iso(0.0), iso(1500.0)
    ('PT10M', 'PT1H30M', 'P3D', 'PT30S', 'PT0M', 'P1DT1H')
    """
    seconds = round(value * 60, 3)
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    whole, left = divmod(rest, 60)
    parts = ((hours, "H"), (whole, "M"), (round(left, 3), "S"))
    time = "".join(f"{count:.10g}{sign}" for count, sign in parts if count)
    text = f"P{f'{days:.10g}D' if days else ''}{'T' + time if time else ''}" if seconds else "PT0M"
    return text if minutes(text) == value else f"{value:.15g}"


def spoken(value: float, language: str) -> str:
    """A duration as people say it: minutes below two hours, then hours, or days where they are whole.

    >>> spoken(90.0, "en"), spoken(150.0, "da"), spoken(4320.0, "en"), spoken(2160.0, "da")
    ('90 min', '2,5 t.', '3 days', '36 t.')
    """
    short, hour, days = _SHORT[language]
    if value < 120:
        return short.format(number(value, language))
    if value < 2880 or value % 1440:
        return hour.format(number(round(value / 60, 2), language))
    return days.format(number(value / 1440, language))


def _sum(amounts: Iterable[tuple[float, float]]) -> float:
    return float(round(sum(count * each for count, each in amounts), 6))
