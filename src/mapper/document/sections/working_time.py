"""Section 7 of a job description: the party's time, so put that nobody reads "35 % of the 50 %" (docs/domain.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapper.document.blocks import Block, Bullets, Chart, Column, Part, Span, Spans, Table, Text, plain
from mapper.document.sections.brief import Brief
from mapper.document.words import job as w
from mapper.model.details import value
from mapper.model.time import Share, Split, split
from mapper.text.formats import parts

_ROUNDING = 0.005
"""Figures closer than this print alike."""


def working_time(brief: Brief) -> Iterator[Block]:
    """The blocks of the section; none for a party that owns no whole process and has been given no share of time."""
    if not has_time(brief):
        return
    times = split(brief.party)
    yield Text(_sentence(brief, times))
    yield from _warnings(brief, times)
    yield _table(brief, times)
    yield _chart(brief, times)
    yield Bullets(tuple((Span(brief.t(term), "strong"), Span(" " + brief.t(rest))) for term, rest in w.TIME_MEANING))
    yield from _sharing(brief, times)


def has_time(brief: Brief) -> bool:
    """Whether the role has a share of time: the owner of a whole process by default, others when they were given one,
    which is told of in the first of their chapters."""
    role = brief.holds.role
    given = any(key in brief.party.details for key in ("roleShare", "improvementShare", "documentationShare"))
    return role == "owner" or (given and role == brief.mandate.roles[0])


def _sentence(brief: Brief, times: Split) -> Spans:
    points = {key: getattr(times, key).percent for key in ("role", "improvement", "documentation")}
    return plain(brief.say(w.TIME_ALL if brief.holds.role == "owner" else w.TIME_GIVEN, **points))


def _warnings(brief: Brief, times: Split) -> Iterator[Block]:
    role, inside = times.role.percent, times.improvement.percent + times.documentation.percent
    if max(role, inside) > 100 + _ROUNDING:
        most = max(role, inside)
        yield Text(plain(brief.say(w.OVERLOAD, points=most, over=most - 100)), "warning")
    if abs(role - inside) > _ROUNDING:
        yield Text(plain(brief.say(w.UNEQUAL, sum=inside, role=role)), "warning")


def _table(brief: Brief, times: Split) -> Table:
    equal = abs(times.role.percent - times.improvement.percent - times.documentation.percent) <= _ROUNDING
    role, other = _rounded((times.role, times.other))
    improvement, documentation = _rounded((times.improvement, times.documentation), role if equal else None)
    rows = (
        (w.IMPROVEMENT, improvement), (w.DOCUMENTATION, documentation), (_sum(brief), role), (w.OTHER, other),
        (w.ALL, _added((role, other))),
    )  # fmt: skip
    details = brief.party.details
    basis = brief.say(w.TIME_BASIS, hours=value(details, "weeklyHours"), weeks=value(details, "yearlyWeeks"))
    return Table(_columns(brief, w.USE), tuple(_row(brief, brief.t(label), s) for label, s in rows), basis, (2, 4))


def _sum(brief: Brief) -> str:
    return w.ROLE_SUM if brief.holds.role == "owner" else w.GIVEN_SUM


def _columns(brief: Brief, first: str) -> tuple[Column, ...]:
    widths = ((w.POINTS, 3.0), (w.WEEKLY, 2.0), (w.YEARLY, 2.0))
    return (Column(brief.t(first), 5), *(Column(brief.t(title), width, "decimal") for title, width in widths))


def _row(brief: Brief, label: str, share: Share) -> tuple[Spans, ...]:
    return (
        plain(label),
        plain(brief.number(share.percent)),
        plain(brief.number(share.weekly)),
        plain(brief.number(share.yearly, 1)),
    )


def _chart(brief: Brief, times: Split) -> Chart:
    hours = value(brief.party.details, "weeklyHours")
    rows = ((w.IMPROVEMENT, times.improvement), (w.DOCUMENTATION, times.documentation), (w.OTHER, times.other))
    pieces = tuple(
        Part(share.percent, brief.t(label), brief.say(w.BAR_FIGURES, points=share.percent, hours=share.weekly), rank)
        for rank, (label, share) in enumerate(rows)
        if share.percent > 0
    )
    bracket = w.BAR_ROLE if brief.holds.role == "owner" else w.BAR_GIVEN
    return Chart(
        parts=pieces,
        whole=100.0,
        whole_label=brief.say(w.BAR_WHOLE, hours=hours),
        bracket=brief.say(bracket, points=times.role.percent, hours=times.role.weekly),
        bracketed=sum(1 for part in pieces if part.rank < 2),
        caption=brief.say(w.TIME_CHART, hours=hours),
    )


def _sharing(brief: Brief, times: Split) -> Iterator[Block]:
    """One row for each process owned, by the weights that the processes carry."""
    whole = brief.holds.processes
    if brief.holds.role != "owner" or len(whole) < 2:
        return
    role = times.role
    yield Text(plain(brief.say(w.SHARING, count=len(whole), role=role.percent)))
    weights = [float(value(p.node.details, "weight")) if p.node else 1.0 for p in whole]
    total = sum(weights) or 1.0
    shares = [Share(role.percent * x / total, role.weekly * x / total, role.yearly * x / total) for x in weights]
    printed = _rounded((role, times.other))[0]
    rows = [_row(brief, brief.process(p), share) for p, share in zip(whole, _rounded(shares, printed), strict=True)]
    rows.append(_row(brief, brief.t(w.ROLE_SUM), printed))
    yield Table(_columns(brief, w.PROCESS), tuple(rows), strong=(len(whole),))


def _rounded(shares: Sequence[Share], total: Share | None = None) -> list[Share]:
    """Shares as they are printed, so that they add up to their printed sum, or to the one given."""
    percents = parts([s.percent for s in shares], 2, total.percent if total else None)
    weekly = parts([s.weekly for s in shares], 2, total.weekly if total else None)
    yearly = parts([s.yearly for s in shares], 1, total.yearly if total else None)
    return [Share(*row) for row in zip(percents, weekly, yearly, strict=True)]


def _added(shares: Sequence[Share]) -> Share:
    return Share(
        round(sum(s.percent for s in shares), 2),
        round(sum(s.weekly for s in shares), 2),
        round(sum(s.yearly for s in shares), 1),
    )
