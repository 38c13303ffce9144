"""Tiles: the map painted into squares of pixels, so that scrolling and zooming cost the same however large it is.

A frame spends only a few milliseconds on tiles that are missing; in their place it shows the last frame or an overview
of the whole map, stretched, and asks for another frame. perf figures behind this: one picture of the whole map per
frame takes 50 to 440 ms at ten thousand steps, tiles stay under 16.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from mapper.gui.canvas.picture.camera import qrect
from mapper.model.geometry import Rect

SIDE = 256
"""Device pixels of a tile's side."""
BUDGET = 0.007
"""Seconds a frame may spend on new tiles; one more may be begun before they are over."""
KEEP = 200
"""Tiles kept at least; twice the visible ones when that is more."""
OVERVIEW = 1600
"""Pixels of the overview's longer side."""
PIECE = 128
"""Pixels of the overview that are brought up to date at a time."""

Paint = Callable[[QPainter, Rect, float], None]
"""Paints an area of the map, background included; the painter is in map pixels; the number is device pixels for one."""
_Key = tuple[float, int, int]


class Tiles:
    """A cache between the map and the screen."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._kept: dict[_Key, QPixmap] = {}
        self._spoilt: set[_Key] = set()
        self._overview: QPixmap | None = None
        self._behind: set[tuple[int, int]] = set()
        self._area = Rect(0, 0, 1, 1)
        self._last: tuple[QTransform, float] | None = None
        self._stale: tuple[QPixmap, Rect] | None = None
        self.made = 0

    def clear(self, area: Rect) -> None:
        """Forget everything: another theme, another diagram. area: all there is to see."""
        self._kept.clear()
        self._spoilt.clear()
        self._stale, self._last, self._overview = None, None, None
        self._behind.clear()
        self._area = area.grown(0.1 * max(area.w, area.h) + 100)

    def spoil(self, areas: Sequence[Rect], whole: Rect) -> None:
        """Areas of the map look different now; `whole` is all there is to see."""
        self._stale = None
        if not self._area.holds(whole):
            self._overview = None
            self._behind.clear()
            self._area = whole.grown(0.1 * max(whole.w, whole.h) + 100)
        elif self._overview is not None:
            for area in areas:
                self._behind.update(self._pieces(area))
        for scale in {key[0] for key in self._kept}:
            # Of many small areas most touch the same few tiles.
            spans = {_span(scale, area) for area in areas}
            self._spoilt.update(key for span in spans for key in _within(scale, span) if key in self._kept)

    def draw(self, painter: QPainter, size: QSize, where: QTransform, ratio: float) -> bool:
        """Paint the viewport; False when parts are still missing or old.

        where: from the map to the viewport; ratio: device pixels for one of the screen's.
        """
        if self._last is not None and self._last[0].m11() * self._last[1] != where.m11() * ratio:
            self._keep_frame(size, *self._last)
        self._last = (QTransform(where), ratio)
        return self._lay(painter, size, where, ratio, perf_counter() + BUDGET)

    def catch_up(self) -> bool:
        """Bring a piece of the overview in line with the map; for idle moments. False when nothing is left to do."""
        until = perf_counter() + BUDGET
        while self._behind and self._overview is not None and perf_counter() < until:
            side, (i, j) = PIECE / self._overview_scale(), self._behind.pop()
            self._patch(self._overview, Rect(self._area.x + i * side, self._area.y + j * side, side, side))
        return bool(self._behind and self._overview is not None)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _pieces(self, area: Rect) -> Iterator[tuple[int, int]]:
        """The squares of the overview that an area touches, each small enough for one frame."""
        by = self._overview_scale() / PIECE
        where = area.moved(-self._area.x, -self._area.y)
        across = range(math.floor(where.x * by), math.floor(where.right * by) + 1)
        return ((i, j) for i in across for j in range(math.floor(where.y * by), math.floor(where.bottom * by) + 1))

    def _lay(self, painter: QPainter, size: QSize, where: QTransform, ratio: float, until: float) -> bool:
        complete, backed = True, False
        keys = list(_visible(size, where, ratio))
        self._trim(2 * len(keys))
        for key in keys:
            tile = self._kept.get(key)
            if (tile is None or key in self._spoilt) and perf_counter() < until:
                tile = self._make(key)
            complete = complete and tile is not None and key not in self._spoilt
            if tile is None and not backed:
                self._back(painter, size, where)
                backed = True
        # One rounding for all: rounded each by itself, tiles at broken scales leave hairlines between them.
        left, top = math.floor(where.dx() * ratio + 0.5), math.floor(where.dy() * ratio + 0.5)
        for key in keys:
            tile = self._kept.get(key)
            if tile is not None:
                place = QPointF((key[1] * SIDE + left) / ratio, (key[2] * SIDE + top) / ratio)
                painter.drawPixmap(place, _sharp(tile, ratio))
        if complete:
            self._stale = None
        return complete

    def _make(self, key: _Key) -> QPixmap:
        scale, area = key[0], _extent(key)
        tile = QPixmap(SIDE, SIDE)
        painter = QPainter(tile)
        painter.scale(scale, scale)
        painter.translate(-area.x, -area.y)
        self._paint(painter, area, scale)
        painter.end()
        # Taken out first, so that the dict's order is the order of making: the oldest go first.
        self._kept.pop(key, None)
        self._kept[key] = tile
        self._spoilt.discard(key)
        self.made += 1
        return tile

    def _trim(self, visible: int) -> None:
        for key in list(self._kept)[: max(0, len(self._kept) - max(KEEP, visible))]:
            del self._kept[key]
            self._spoilt.discard(key)

    def _back(self, painter: QPainter, size: QSize, where: QTransform) -> None:
        """Fill the viewport with what is known already: the overview, and the last frame on it."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        overview = self._overview_now()
        painter.drawPixmap(where.mapRect(qrect(self._area)), overview, QRectF(overview.rect()))
        if self._stale is not None:
            frame, area = self._stale
            painter.drawPixmap(where.mapRect(qrect(area)), frame, QRectF(frame.rect()))

    def _overview_now(self) -> QPixmap:
        if self._overview is None:
            scale = self._overview_scale()
            self._overview = QPixmap(math.ceil(self._area.w * scale), math.ceil(self._area.h * scale))
            self._patch(self._overview, self._area)
        return self._overview

    def _overview_scale(self) -> float:
        return min(1.0, OVERVIEW / max(self._area.w, self._area.h))

    def _patch(self, overview: QPixmap, area: Rect) -> None:
        scale = self._overview_scale()
        painter = QPainter(overview)
        painter.scale(scale, scale)
        painter.translate(-self._area.x, -self._area.y)
        painter.setClipRect(qrect(area.grown(2 / scale)))
        self._paint(painter, area.grown(2 / scale), scale)
        painter.end()

    def _keep_frame(self, size: QSize, where: QTransform, ratio: float) -> None:
        """Compose the last frame from its tiles: after a zoom step it stands in, stretched, for the new ones."""
        frame = QPixmap(size)
        frame.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(frame)
        if self._stale is not None:
            painter.drawPixmap(where.mapRect(qrect(self._stale[1])), self._stale[0], QRectF(self._stale[0].rect()))
        for key in _visible(size, where, ratio):
            if (tile := self._kept.get(key)) is not None:
                painter.drawPixmap(where.mapRect(qrect(_extent(key))), tile, QRectF(tile.rect()))
        painter.end()
        scale = where.m11()
        self._stale = frame, Rect(-where.dx() / scale, -where.dy() / scale, size.width() / scale, size.height() / scale)


def _visible(size: QSize, where: QTransform, ratio: float) -> Iterator[_Key]:
    """The tiles of a viewport, those in its middle first: that is where one looks."""
    scale = where.m11() * ratio
    left, top = math.floor(-where.dx() * ratio / SIDE), math.floor(-where.dy() * ratio / SIDE)
    right = math.floor((size.width() - where.dx()) * ratio / SIDE)
    bottom = math.floor((size.height() - where.dy()) * ratio / SIDE)
    places = [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]
    middle = ((left + right) / 2, (top + bottom) / 2)
    places.sort(key=lambda p: abs(p[0] - middle[0]) + abs(p[1] - middle[1]))
    return ((scale, i, j) for i, j in places)


def _extent(key: _Key) -> Rect:
    side = SIDE / key[0]
    return Rect(key[1] * side, key[2] * side, side, side)


def _covering(scale: float, area: Rect) -> Iterator[_Key]:
    """The tiles of a scale that an area touches."""
    return _within(scale, _span(scale, area))


def _span(scale: float, area: Rect) -> tuple[int, int, int, int]:
    """The columns and rows of tiles of a scale that an area touches: first and last."""
    (x, y, w, h), by = area, scale / SIDE
    return math.floor(x * by), math.floor((x + w) * by), math.floor(y * by), math.floor((y + h) * by)


def _within(scale: float, span: tuple[int, int, int, int]) -> Iterator[_Key]:
    left, right, top, bottom = span
    return ((scale, i, j) for i in range(left, right + 1) for j in range(top, bottom + 1))


def _sharp(tile: QPixmap, ratio: float) -> QPixmap:
    if tile.devicePixelRatio() != ratio:
        tile.setDevicePixelRatio(ratio)
    return tile
