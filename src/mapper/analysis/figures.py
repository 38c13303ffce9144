"""KPIs as numbers: the latest and earlier readings, and whether the target is met."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
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


def with_readings(row: Mapping[str, str], readings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The KPI's row with other readings, each a day (ISO 8601) and a figure as it was written: the latest stands in the
    columns of its own, the earlier ones are kept beside it.

    >>> row = with_readings({"name": "Cases"}, [("2026-02-01", "7"), ("2026-01-01", "5,5")])
    >>> row["actual"], row["date"], row["readings"]
    ('7', '2026-02-01', '2026-01-01: 5,5')
    """
    found = sorted((day, figure) for day, figure in readings if day and figure)
    day, figure = found[-1] if found else ("", "")
    earlier = "; ".join(f"{day}: {figure}" for day, figure in found[:-1])
    return {**row, "actual": figure, "date": day, "readings": earlier}


def written_readings(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """The readings of a KPI's row as they were written, by day; one without a day comes last, with "" for it."""
    found = {day: figure for day, figure in _READING.findall(row["readings"]) if _is_day(day)}
    if row["actual"] and _is_day(row["date"]):
        found[row["date"]] = row["actual"]
    undated = [("", row["actual"])] if row["actual"] and not _is_day(row["date"]) else []
    return [*sorted(found.items()), *undated]


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
