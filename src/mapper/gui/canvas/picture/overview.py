"""The map from far away: when names cannot be read, outlines and lines in a few batched strokes are all one sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF

from mapper.draw import colours, outline
from mapper.draw.look import Look
from mapper.draw.painters import qt
from mapper.draw.theme import Theme
from mapper.model.kinds import ARTIFACT, DATA, EVENT, GATEWAY, LANE, POOL
from mapper.model.records import Flow, Node, Record
from mapper.tools.hit import header

SPECKS = 0.12
"""Below this scale a step is a few pixels: boxes will do for all shapes."""

THIN = 0.7
"""Device pixels of the thinnest line that still reads as one."""

PALE = 0.45
"""How much of the paper is in the lines of specks."""

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


def remains(record: Record, look: Look, theme: Theme) -> list[Remains]:
    """What one sees of a record from far away: of a pool or lane also its header."""
    if isinstance(record, Flow):
        own = "" if look.lens else theme.own_line(record.trait("stroke"))
        line = QPolygonF([QPointF(*p) for p in record.points])
        return [Remains("", own or theme.line, QRectF(), None, line)]
    fill, stroke = _EVENTS.get(record.kind) or _TOKENS.get(record.family, ("step", "step_line"))
    own = "" if look.lens else theme.own_fill(record.trait("fill"))
    inked = own or (getattr(theme, fill) if fill else "")
    said = look.swatch or look.tint
    tint = said.fill if look.lens and said is not None else ""
    box = QRectF(*record.bounds) if record.bounds is not None else QRectF()
    band = header(record)
    if band is None:
        return [Remains(tint or inked, getattr(theme, stroke), box, record, None)]
    of_band = tint or (theme.band if record.family == POOL else theme.lane_band)
    head = record.but(kind="textAnnotation", bounds=band)
    whole = Remains(inked, getattr(theme, stroke), box, record, None)
    return [whole, Remains(of_band, getattr(theme, stroke), QRectF(*band), head, None)]


def paint(painter: QPainter, items: Iterable[Remains], scale: float, paper: str) -> None:
    """Paint in runs of equal style, so that a thousand steps are a handful of calls."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, scale >= SPECKS)
    run: list[Remains] = []
    for item in items:
        if run and _style(run[0]) != _style(item):
            _flush(painter, run, scale, paper)
            run = []
        run.append(item)
    if run:
        _flush(painter, run, scale, paper)


def _style(item: Remains) -> tuple[str, str, bool]:
    return item.fill, item.stroke, item.line is None


def _flush(painter: QPainter, run: list[Remains], scale: float, paper: str) -> None:
    first = run[0]
    speck = scale < SPECKS
    # A whole pixel is the thinnest pen there is, and far too strong for a line as thin as these are now.
    ink = colours.mixed(first.stroke, paper, PALE) if speck else first.stroke
    painter.setPen(QPen(qt.brush(ink), 0 if speck else max(1.25, THIN / scale)))
    painter.setBrush(qt.brush(first.fill) if first.fill else QBrush(Qt.BrushStyle.NoBrush))
    if first.line is not None:
        path = QPainterPath()
        for item in run:
            path.addPolygon(item.line or QPolygonF())
        painter.drawPath(path)
    elif speck:
        painter.drawRects([item.box for item in run])
    else:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for item in run:
            if item.node is not None:
                path.addPath(qt.path(outline.outline(item.node).commands))
        painter.drawPath(path)
