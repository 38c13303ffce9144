"""When something happens, in people's words and as BPMN keeps it: ISO 8601 durations, dates and repeating intervals
(BPMN 2.0, 10.5.5, timeDuration, timeDate, timeCycle).

Both languages are always understood, whichever is shown; what is ISO 8601, a cron line or an expression stays as it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from mapper.text.formats import clock, date

DURATION, DATE, CYCLE = "duration", "date", "cycle"

UNITS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("year", "Y", ("year", "years", "år")),
    ("month", "M", ("month", "months", "måned", "måneder")),
    ("week", "W", ("week", "weeks", "uge", "uger")),
    ("day", "D", ("day", "days", "dag", "dage", "døgn")),
    ("hour", "TH", ("hour", "hours", "h", "time", "timer", "t")),
    ("minute", "TM", ("minute", "minutes", "min", "minut", "minutter")),
    ("second", "TS", ("second", "seconds", "sec", "sekund", "sekunder")),
)
"""Name, letters of ISO 8601 ("T" for what stands behind the T), and the words for it, one and many, by language."""
_SIGN = {word: sign for _name, sign, words in UNITS for word in words}
_NAMES = {
    "en": {sign: (words[0], words[1]) for _name, sign, words in UNITS},
    "da": {
        "Y": ("år", "år"), "M": ("måned", "måneder"), "W": ("uge", "uger"), "D": ("dag", "dage"),
        "TH": ("time", "timer"), "TM": ("minut", "minutter"), "TS": ("sekund", "sekunder"),
    },
}  # fmt: skip
_DAYS = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
}
_MONTHS = {
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"),
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
           "december"),
}  # fmt: skip
_SMALL = {"a": 1, "an": 1, "one": 1, "en": 1, "et": 1, "two": 2, "to": 2, "three": 3, "tre": 3, "four": 4, "fire": 4,
          "five": 5, "fem": 5, "six": 6, "seks": 6, "ten": 10, "ti": 10}  # fmt: skip
_EVERY = r"(?:every|each|hver|hvert)"
_AT = r"(?:\s+(?:at|kl\.?|,)?\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?)?"
_AMOUNT = re.compile(r"(?P<count>\d+|[a-zæøå]+)\.?\s*(?P<unit>[a-zæøå]+)\.?")
_ISO_DURATION = re.compile(r"P(?=.)(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?")
_CYCLE = re.compile(rf"R\d*(/{_ISO_DATE.pattern})?/{_ISO_DURATION.pattern}(/{_ISO_DATE.pattern})?")
_CRON = re.compile(r"[\d*/,?LW#-]+(\s+[\dA-Z*/,?LW#-]+){4,6}")


def parse(text: str, today: datetime.date) -> tuple[str, str] | None:
    """What is meant: "duration", "date" or "cycle", and the value as BPMN keeps it; None when it is not understood.

    today: from which the next Monday, or the next first of a month, is counted.

    >>> today = datetime.date(2026, 12, 1)
    >>> parse("2 days", today), parse("every Monday 9:00", today)
    (('duration', 'P2D'), ('cycle', 'R/2026-12-07T09:00:00/P7D'))
    >>> parse("hver 2. time", today), parse("24. december 2026 kl. 18", today)
    (('cycle', 'R/PT2H'), ('date', '2026-12-24T18:00:00'))
    >>> parse("when the moon is full", today) is None
    True
    """
    said = " ".join(text.split())
    return _kept(said) or _cycle(said.lower(), today) or _date(said.lower()) or _duration(said.lower())


def spoken(kind: str, value: str, language: str) -> str:
    """The words for a value, where it has any that `parse` understands, else the value as it is.

    >>> spoken("cycle", "R/2026-12-07T09:00:00/P7D", "en"), spoken("duration", "P1DT12H", "da")
    ('every Monday 9:00', '1 dag 12 timer')
    >>> spoken("cycle", "0 0 9 ? * MON-FRI", "en")
    '0 0 9 ? * MON-FRI'
    """
    if kind == DURATION and _ISO_DURATION.fullmatch(value):
        return _amounts(value, language)
    if kind == DATE and _ISO_DATE.fullmatch(value):
        return _spoken_date(value, language)
    if kind == CYCLE and (found := re.fullmatch(r"R(\d*)(?:/([\dT:-]+))?/(P[\dYMWDTHS]+)", value)):
        return _spoken_cycle(found[1], found[2], found[3], language) or value
    return value


def _kept(said: str) -> tuple[str, str] | None:
    """What is written as BPMN keeps it already."""
    if _CYCLE.fullmatch(said) or _CRON.fullmatch(said):
        return CYCLE, said
    if _ISO_DURATION.fullmatch(said):
        return DURATION, said
    if _ISO_DATE.fullmatch(said):
        return DATE, said
    return (DURATION, said) if said.startswith(("${", "#{", "=")) and len(said) > 1 else None


def _duration(said: str) -> tuple[str, str] | None:
    said = re.sub(r"^(after|in|within|efter|om|inden for)\s+", "", said)
    value = _iso(re.sub(r"\s*(,|\band\b|\bog\b)\s*", " ", said).strip())
    return (DURATION, value) if value else None


def _iso(said: str) -> str:
    """Amounts of time as ISO 8601; "" where it is something else."""
    found: dict[str, int] = {}
    rest = said
    while rest:
        match = _AMOUNT.match(rest)
        if match is None:
            return ""
        count = int(match["count"]) if match["count"].isdigit() else _SMALL.get(match["count"])
        sign = _SIGN.get(match["unit"])
        if count is None or sign is None or sign in found:
            return ""
        found[sign] = count
        rest = rest[match.end() :].strip()
    if "W" in found:  # weeks stand with nothing else in ISO 8601, and XML Schema knows none
        found["D"] = found.get("D", 0) + 7 * found.pop("W")
    days = "".join(f"{found[sign]}{sign}" for sign in ("Y", "M", "D") if sign in found)
    time = "".join(f"{found[sign]}{sign[1]}" for sign in ("TH", "TM", "TS") if sign in found)
    return f"P{days}{'T' + time if time else ''}" if found else ""


def _cycle(said: str, today: datetime.date) -> tuple[str, str] | None:
    times, said = _times(said)
    said = re.sub(r"^(daily|dagligt)\b", "every day", re.sub(r"^(weekly|ugentligt)\b", "every week", said))
    said = re.sub(r"^(monthly|månedligt)\b", "every month", re.sub(r"^(hourly)\b", "every hour", said))
    days = {name: i for names in _DAYS.values() for i, name in enumerate(names)}
    if found := re.fullmatch(rf"(?:on\s+)?{_EVERY}\s+(?P<day>{'|'.join(days)}){_AT}", said):
        ahead = (days[found["day"]] - today.weekday()) % 7 or 7
        return _repeated(times, today + datetime.timedelta(ahead), found, "P7D")
    if found := re.fullmatch(rf"{_EVERY}\s+(?:day|dag){_AT}", said):
        if found["hour"] is None:
            return CYCLE, f"R{times}/P1D"
        return _repeated(times, today + datetime.timedelta(1), found, "P1D")
    where = r"(?:\s+(?:on\s+the|on|den|d\.)\s+(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?)"
    if found := re.fullmatch(rf"{_EVERY}\s+(?:month|måned){where}{_AT}", said):
        if not 1 <= int(found["day"]) <= 28:
            return None
        first = today.replace(day=1)
        first = first if int(found["day"]) > today.day else (first + datetime.timedelta(32)).replace(day=1)
        return _repeated(times, first.replace(day=int(found["day"])), found, "P1M")
    if found := re.fullmatch(rf"{_EVERY}\s+(?P<span>.+)", said):
        span = re.sub(r"^(other|anden)\b", "2", re.sub(r"^(\d+)\.", r"\1", found["span"]))
        value = _iso(span) or _iso(f"1 {span}")
        return (CYCLE, f"R{times}/{value}") if value else None
    return None


def _times(said: str) -> tuple[str, str]:
    """How often it is repeated, "" for ever, and the rest of the words."""
    found = re.match(r"(?P<count>\d+)\s+(?:times|gange)\s*,?\s*", said)
    return (found["count"], said[found.end() :]) if found else ("", said)


def _repeated(times: str, first: datetime.date, found: re.Match[str], span: str) -> tuple[str, str] | None:
    time = _time(found)
    return (CYCLE, f"R{times}/{first.isoformat()}T{time}/{span}") if time else None


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    return f"{hour:02}:{minute:02}:00" if hour < 24 and minute < 60 else ""


def _date(said: str) -> tuple[str, str] | None:
    months = {name: i + 1 for names in _MONTHS.values() for i, name in enumerate(names)}
    months |= {name[:3]: i for name, i in list(months.items())}
    patterns = (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})\.?\s+(?P<month>{'|'.join(months)})\.?,?\s+(?P<year>\d{{4}})",
        rf"(?P<month>{'|'.join(months)})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
    )
    for pattern in patterns:
        found = re.fullmatch(rf"(?:on\s+|den\s+|d\.\s*)?{pattern},?{_AT}", said)
        if found is not None:
            month = months.get(found["month"]) or int(found["month"])
            try:
                day = datetime.date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                return None
            time = _time(found)
            return (DATE, f"{day.isoformat()}T{time}") if time else None
    return None


def _amounts(value: str, language: str) -> str:
    return " ".join(f"{count} {_NAMES[language][sign][count != 1]}" for count, sign in _pieces(value)) or value


def _pieces(value: str) -> Iterator[tuple[int, str]]:
    days, _t, time = value[1:].partition("T")
    if (weeks := re.fullmatch(r"(\d+)D", days)) and not time and int(weeks[1]) and int(weeks[1]) % 7 == 0:
        days = f"{int(weeks[1]) // 7}W"
    for part, before in ((days, ""), (time, "T")):
        for count, letter in re.findall(r"(\d+)([YMWDHS])", part):
            yield int(count), before + letter


def _spoken_date(value: str, language: str) -> str:
    try:
        moment = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return value
    if moment.tzinfo is not None or moment.second:
        return value
    day = date(moment.date(), language)
    return day if "T" not in value or not (moment.hour or moment.minute) else f"{day} {_clock(moment, language)}"


def _spoken_cycle(times: str, start: str | None, span: str, language: str) -> str:
    every = "hver" if language == "da" else "every"
    said = ""
    if start is None:
        pieces = list(_pieces(span))
        if len(pieces) == 1 and pieces[0][0] == 1:
            said = f"{'hvert' if pieces[0][1] in ('TM', 'TS', 'Y') and language == 'da' else every} "
            said += _NAMES[language][pieces[0][1]][0]
        else:
            said = f"{every} {_amounts(span, language)}"
    else:
        said = _spoken_start(every, start, span, language)
    again = "gange" if language == "da" else "times"
    return f"{times} {again} {said}" if times and said else said


def _spoken_start(every: str, start: str, span: str, language: str) -> str:
    try:
        first = datetime.datetime.fromisoformat(start)
    except ValueError:
        return ""
    time = _clock(first, language)
    if span in ("P7D", "P1W"):
        day = _DAYS[language][first.weekday()]
        return f"{every} {day.capitalize() if language == 'en' else day} {time}"
    if span == "P1D":
        return f"{every} {_NAMES[language]['D'][0]} {time}"
    if span == "P1M" and first.day <= 28:
        if language == "da":
            return f"hver måned den {first.day}. {time}"
        return f"every month on the {_ordinal(first.day)} at {time}"
    return ""


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _clock(moment: datetime.datetime, language: str) -> str:
    said = clock(moment, language)
    said = said[1:] if said.startswith("0") and not said.startswith("00") else said
    return f"kl. {said}" if language == "da" else said
