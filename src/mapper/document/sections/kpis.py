"""KPIs with their targets, whether they are met, and a small trend."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.analysis.figures import Kpi, kpis
from mapper.document.blocks import Block, Span, Spans, Table, Text, plain, quiet
from mapper.document.sections.context import DASH, Context, or_dash
from mapper.document.words import process as pw
from mapper.model.records import Node


def table(context: Context, processes: list[Node], none: str) -> Iterator[Block]:
    """The KPIs of some processes; the sentence `none` where there are none."""
    several = len(processes) > 1
    rows = [_row(context, process, kpi, several) for process in processes for kpi in kpis(process)]
    if not rows:
        yield Text(quiet(context.t(none)), "quiet")
        return
    first: tuple[tuple[str, float, str], ...] = ((pw.KPI, 2.6, ""), (pw.PROCESS, 1.8, "")) if several else (
        (pw.KPI, 3.3, ""),)  # fmt: skip
    columns = context.columns(
        *first, (pw.UNIT, 1.1, ""), (pw.TARGET, 1.5, "right"), (pw.ACTUAL, 1.1, "right"), (pw.DATE, 2.5, "right"),
        (pw.MET, 1.2, ""), (pw.TREND, 1.4, ""),
    )  # fmt: skip
    yield Table(columns, tuple(rows))


def _row(context: Context, process: Node, kpi: Kpi, several: bool) -> tuple[Spans, ...]:
    where = (plain(context.process_name(process)),) if several else ()
    return (
        plain(kpi.name), *where, or_dash(kpi.unit), _target(context, kpi), or_dash(kpi.actual),
        or_dash(context.day(kpi.date)), _met(context, kpi), _trend(context, kpi),
    )  # fmt: skip


def _target(context: Context, kpi: Kpi) -> Spans:
    if not kpi.target or kpi.higher is None:
        return or_dash(kpi.target)
    return plain(context.say(pw.HIGHER if kpi.higher else pw.LOWER, target=kpi.target))


def _met(context: Context, kpi: Kpi) -> Spans:
    if kpi.met is None:
        return DASH
    return (Span(context.t(pw.YES), "met"),) if kpi.met else (Span(context.t(pw.NO_ANSWER), "unmet"),)


def _trend(context: Context, kpi: Kpi) -> Spans:
    """The readings in the order of their dates, as numbers that a printer draws."""
    if len(kpi.readings) < 2:
        return DASH
    return (Span(" ".join(context.number(value) for _day, value in kpi.readings), "trend",
                 values=tuple(value for _day, value in kpi.readings)),)  # fmt: skip
