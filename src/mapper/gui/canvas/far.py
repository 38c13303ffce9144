"""The map from far away: when names cannot be read, outlines and lines in a few batched strokes are all one sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF

from mapper.draw import outline, qt
from mapper.draw.look import Look
from mapper.draw.theme import Theme
from mapper.model.kinds import ARTIFACT, DATA, EVENT, GATEWAY, LANE, POOL
from mapper.model.records import Flow, Node, Record

SPECKS = 0.12
"""Below this scale a step is a few pixels: boxes will do for all shapes."""

THIN = 0.7
"""Device pixels of the thinnest line that still reads as one."""

_TOKENS = {
    EVENT: ("middle_fill", "middle"),
    GATEWAY: ("gateway_fill", "gateway"),
    DATA: ("data_fill", "data"),
    ARTIFACT: ("", "artifact"),
    POOL: ("pool", "pool_line"),
    LANE: ("", "lane_line"),
}
_EVENTS = {"startEvent": ("start_fill", "start"), "endEvent": ("end_fill", "end")}


class Remains(NamedTuple):
    """What is left of a record: a filled outline in its box, or the points of a line."""

    fill: str
    stroke: str
    box: QRectF
    node: Node | None
    line: QPolygonF | None


def remains(record: Record, look: Look, theme: Theme) -> Remains:
    """What one sees of a record from far away."""
    if isinstance(record, Flow):
        line = QPolygonF([QPointF(*p) for p in record.points])
        return Remains("", theme.own_line(record.trait("stroke")) or theme.line, QRectF(), None, line)
    fill, stroke = _EVENTS.get(record.kind) or _TOKENS.get(record.family, ("step", "step_line"))
    inked = theme.own_fill(record.trait("fill")) or (getattr(theme, fill) if fill else "")
    if look.lens and look.tint is not None:
        inked = look.tint.fill
    box = QRectF(*record.bounds) if record.bounds is not None else QRectF()
    return Remains(inked, getattr(theme, stroke), box, record, None)


def paint(painter: QPainter, items: Iterable[Remains], scale: float) -> None:
    """Paint in runs of equal style, so that a thousand steps are a handful of calls."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, scale >= SPECKS)
    run: list[Remains] = []
    for item in items:
        if run and _style(run[0]) != _style(item):
            _flush(painter, run, scale)
            run = []
        run.append(item)
    if run:
        _flush(painter, run, scale)


def _style(item: Remains) -> tuple[str, str, bool]:
    return item.fill, item.stroke, item.line is None


def _flush(painter: QPainter, run: list[Remains], scale: float) -> None:
    first = run[0]
    painter.setPen(QPen(qt.brush(first.stroke), max(1.25, THIN / scale) if scale >= SPECKS else 0))
    painter.setBrush(qt.brush(first.fill) if first.fill else QBrush(Qt.BrushStyle.NoBrush))
    if first.line is not None:
        path = QPainterPath()
        for item in run:
            path.addPolygon(item.line or QPolygonF())
        painter.drawPath(path)
    elif scale < SPECKS:
        painter.drawRects([item.box for item in run])
    else:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for item in run:
            if item.node is not None:
                path.addPath(qt.path(outline.outline(item.node).commands))
        painter.drawPath(path)
