"""The map from far away: when names cannot be read, outlines and lines in a few batched strokes are all one sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mapper.draw import paths, qt
from mapper.draw.marks import Marks, Path
from mapper.draw.theme import Theme

SPECKS = 0.12
"""Below this scale a step is a few pixels: boxes without outlines."""


class Remains(NamedTuple):
    """What is left of a record: the outline of its body, filled and stroked; or the line of a flow."""

    fill: str | None
    stroke: str | None
    width: float
    path: QPainterPath | None
    box: QRectF
    is_line: bool


def remains(body: Marks, is_flow: bool) -> Remains | None:
    """The first path with a stroke says what something is; None for what has none."""
    for mark in body:
        if isinstance(mark, Path) and mark.style.stroke is not None and len(mark.commands) > 1:
            outline = qt.path(_straight(mark) if is_flow else mark.commands)
            return Remains(mark.style.fill, mark.style.stroke, mark.style.width, outline, outline.boundingRect(), is_flow)
    return None


def _straight(mark: Path) -> tuple[tuple[str | float, ...], ...]:
    """A line without the curves of its bends: they are below a pixel from here."""
    return paths.polyline(paths.flattened(mark.commands, 1))


def paint(painter: QPainter, items: Iterable[Remains | None], scale: float, theme: Theme) -> None:
    """Paint in runs of equal style, so that a thousand steps are a handful of calls."""
    speck = scale < SPECKS
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not speck)
    run: list[Remains] = []
    for item in items:
        if item is None:
            continue
        if run and _style(run[0]) != _style(item):
            _flush(painter, run, speck, scale)
            run = []
        run.append(item)
    if run:
        _flush(painter, run, speck, scale)


def _style(item: Remains) -> tuple[object, ...]:
    return item.fill, item.stroke, item.is_line


def _flush(painter: QPainter, run: list[Remains], speck: bool, scale: float) -> None:
    first = run[0]
    pen = QPen(QColor(first.stroke or "#000000"), max(0.0, first.width if not speck else 0.0))
    painter.setBrush(QColor(first.fill) if first.fill else Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if speck and not first.is_line:
        painter.drawRects([item.box for item in run])
        return
    path = QPainterPath()
    for item in run:
        if item.path is not None:
            path.addPath(item.path)
    path.setFillRule(Qt.FillRule.WindingFill)
    painter.drawPath(path)


