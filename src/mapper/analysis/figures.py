"""KPIs as numbers: the latest and earlier readings, and whether the target is met."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from mapper.model.details import BETTER, key_of, rows
from mapper.model.records import Node

_NUMBER = re.compile(r"[−+-]?\d[\d.,\u00a0\u202f]*")
_READING = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[:=]?\s*([−+-]?\d[\d.,\u00a0\u202f]*)")


@dataclass(frozen=True, slots=True)
class Kpi:
    """A KPI as it was written, and what that means. higher: None when not said. readings: by date, the latest last;
    met: None when it cannot be told."""

    name: str
    unit: str
    target: str
    actual: str
    date: str
    higher: bool | None
    readings: tuple[tuple[str, float], ...]
    met: bool | None


def kpis(process: Node) -> list[Kpi]:
    """The KPIs that a process carries."""
    return [_kpi(row) for row in rows(process.details, "kpis")]


def amount(text: str) -> float | None:
    """The number a person wrote, with either decimal sign; None for what is none.

    >>> amount("93,4 %"), amount("1.234,5"), amount("1,234.5"), amount("soon")
    (93.4, 1234.5, 1234.5, None)
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    figures = found[0].replace("−", "-").replace("\u00a0", "").replace("\u202f", "").rstrip(".,")
    mark = max(figures.rfind(","), figures.rfind("."))
    whole, part = (figures[:mark], figures[mark + 1 :]) if mark >= 0 else (figures, "")
    sign = figures[mark] if mark >= 0 else ""
    # The same sign twice, as in 1.234.567, separates thousands.
    if sign and whole.count(sign):
        whole, part = figures, ""
    whole = whole.replace(",", "").replace(".", "")
    return float(f"{whole}.{part or 0}")


def _kpi(row: dict[str, str]) -> Kpi:
    higher = _direction(row["direction"])
    target, actual = amount(row["target"]), amount(row["actual"])
    met = None
    if higher is not None and target is not None and actual is not None:
        met = actual >= target if higher else actual <= target
    readings = {day: value for day, text in _READING.findall(row["readings"])
                if _is_day(day) and (value := amount(text)) is not None}  # fmt: skip
    if actual is not None and _is_day(row["date"]):
        readings[row["date"]] = actual
    found = tuple(sorted(readings.items()))
    return Kpi(row["name"], row["unit"], row["target"], row["actual"], row["date"], higher, found, met)


def _direction(said: str) -> bool | None:
    """True for higher, False for lower, said by key or by label in any language."""
    key = key_of(said, BETTER)
    return None if key is None else key == "higher"


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
