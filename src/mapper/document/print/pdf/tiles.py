"""How a map is put on pages: whole on one where it can be read there, else in tiles that cut no step and no word.

Lengths are map pixels, but for rooms, which are points.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mapper.document.blocks import Figure, Shape, Tag
from mapper.document.print.pdf import style
from mapper.draw.marks import Text
from mapper.model.geometry import Rect, bounding

NATURAL = 0.75
"""Points a pixel at most: a map is not blown up beyond its size on screen."""
_UPRIGHT = 0.85
"""The share of an upright page's height that a picture in the text may take."""
_AROUND = 40.0
"""Paper around the steps of a part of a map."""
_MOST_WHOLE = 4
"""Up to so many tiles all of a map is shown where it is about some of its steps only."""
_CLEAR = 6.0
"""What stays free between a step and a cut."""
_LEAST = 0.35
"""A tile is at least so full: where no clean cut leaves more, something is cut."""

Room: TypeAlias = tuple[float, float]
"""Width and height, points."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a map is shown. scale: points a pixel. tiles: none for a picture that stands on one page, upright in the text
    or on a page across; else what is on each page. overview: the scale of the small picture with the tiles."""

    scale: float
    across: bool = False
    tiles: tuple[Rect, ...] = ()
    overview: float = 0.0


def plan(figure: Figure, page: Room, strip: float, head: float, sheets: int = 0) -> Plan:
    """Choose how to show a map. page: room on an upright page; strip: what the names of pools and lanes beside a tile
    take, head: what stands above and below it (points). sheets: how many tiles there may be, however small the words
    get; 0 for as many as keep them readable."""
    least, box = needed(figure), figure.box
    if sheets:
        return _fitted(figure, page, strip, head, sheets)
    scale = min(_fit(box, (page[0], page[1] * _UPRIGHT)), NATURAL)
    if scale >= least:
        return Plan(scale)
    turned = (page[1], page[0] - head)
    scale = min(_fit(box, turned), NATURAL)
    if scale >= least:
        return Plan(scale, across=True)
    choices = []
    for across, room in ((True, page[::-1]), (False, page)):
        inside = (room[0] - strip, room[1] - head - strip)
        choices.append((across, inside, tuple(_tiles(figure, inside, least))))
    across, inside, tiles = min(choices, key=lambda choice: len(choice[2]))
    scale = max(least, min(NATURAL, *(_fit(tile, inside) for tile in tiles)))
    return Plan(scale, across, tiles, min(_fit(box, (page[0], page[1] * 0.5)), NATURAL))


def _fitted(figure: Figure, page: Room, strip: float, head: float, sheets: int) -> Plan:
    """On so many sheets at most, as large as that allows."""
    whole = {across: _fit(figure.box, room) for across, room in ((False, page), (True, page[::-1]))}
    across = whole[True] > whole[False]
    smallest = min(whole[across], NATURAL)
    if sheets > 1:
        steps = math.log(NATURAL / smallest) / _STEPS
        for at in range(_STEPS):
            scale = NATURAL / math.exp(steps * at)
            for turned, room in ((True, page[::-1]), (False, page)):
                tiles = tuple(_tiles(figure, (room[0] - strip, room[1] - head - strip), scale))
                if 1 < len(tiles) <= sheets:
                    return Plan(scale, turned, tiles)
    return Plan(smallest, across)


_STEPS = 40
"""So many sizes are tried between the map's own and the one at which it fits on a page."""


def home(box: Rect, tiles: Sequence[Rect]) -> int | None:
    """Which tile shows a piece whole: the first that can."""
    return next((at for at, tile in enumerate(tiles) if tile.grown(1).holds(box)), None)


def needed(figure: Figure) -> float:
    """Points a pixel at which ordinary names can be read, and those that had to shrink still as well."""
    sizes = [mark.size for mark in figure.marks if isinstance(mark, Text)]
    least = style.LEAST_TEXT / figure.normal if any(size >= figure.normal - 0.01 for size in sizes) else 0.0
    return min(max([least, *(style.LEAST_SHRUNK / size for size in sizes)], default=0.1), 10.0)


def _tiles(figure: Figure, room: Room, scale: float) -> list[Rect]:
    """The tiles that show the map, left to right and down; only those with marked steps where these are what it is
    about and the whole would take many."""
    wide, high = room[0] / scale, room[1] / scale
    whole = _cut(figure.box, figure.shapes, wide, high)
    if not figure.selected:
        return whole
    near = _around(figure.box, figure.tags)
    parts = whole if len(whole) <= _MOST_WHOLE else _cut(near, figure.shapes, wide, high)
    return [tile for tile in parts if any(tile.meets(tag.box) for tag in figure.tags)]


def _cut(box: Rect, shapes: Sequence[Shape], wide: float, high: float) -> list[Rect]:
    """The box in rows, each row in tiles, cut where no whole piece is."""
    pieces = [shape.box.grown(_CLEAR) for shape in shapes if shape.whole and shape.box.meets(box)]
    spans = [(piece.y, piece.bottom) for piece in pieces]
    found = []
    for top, bottom in _pieces(box.y, box.bottom, high, spans):
        inside = [(p.x, p.right) for p in pieces if p.y < bottom and p.bottom > top]
        found += [Rect(left, top, right - left, bottom - top)
                  for left, right in _pieces(box.x, box.right, wide, inside)]  # fmt: skip
    occupied = [s.box for s in shapes]
    return [tile for tile in found if any(tile.meets(one) for one in occupied)]


def _pieces(start: float, end: float, most: float, spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A side in pieces none longer than `most`, about equal, cut between the spans. Where every place cuts some, the
    next piece begins before those, so that each span is whole in one.

    >>> [(round(a, 2), round(b, 2)) for a, b in _pieces(0, 250, 100, [(90, 110)])]
    [(0, 83.33), (83.33, 166.67), (166.67, 250)]
    """
    found = []
    cuts = _Spans(spans)
    while end - start > most:
        count = math.ceil((end - start) / most)
        cut = cuts.clean(start, start + (end - start) / count, start + most)
        found.append((start, cut))
        again = min((a for a, b in spans if a < cut < b and b - a <= most), default=cut)
        start = again if again > start + (cut - start) * _LEAST else cut
    return [*found, (start, end)]


class _Spans:
    """Intervals that a cut may not lie in, sorted once: of thousands of shapes each place is asked about."""

    def __init__(self, spans: Sequence[tuple[float, float]]) -> None:
        self._starts = sorted(a for a, _b in spans)
        self._ends = sorted(b for _a, b in spans)
        self._edges = sorted({e for a, b in spans for e in (a - 1, b + 1)})

    def cut(self, place: float) -> int:
        """How many spans a place lies in: those begun before it but for those ended by then."""
        return bisect_left(self._starts, place) - bisect_right(self._ends, place)

    def clean(self, start: float, wanted: float, limit: float) -> float:
        """The place nearest to the wanted one, up to the limit, that cuts no span; the limit where there is none."""
        least = start + (limit - start) * _LEAST
        inside = self._edges[bisect_left(self._edges, least) : bisect_right(self._edges, limit)]
        edges = {wanted, limit, *inside}
        free = [e for e in edges if not self.cut(e)]
        if free:
            return min(free, key=lambda e: (abs(e - wanted), e))
        return min(edges, key=lambda e: (self.cut(e), -e))


def _around(box: Rect, tags: Sequence[Tag]) -> Rect:
    """The part of the map around the tagged steps."""
    whole = (bounding(tag.box for tag in tags) or box).grown(_AROUND)
    x, y = max(whole.x, box.x), max(whole.y, box.y)
    return Rect(x, y, min(whole.right, box.right) - x, min(whole.bottom, box.bottom) - y)


def _fit(box: Rect, room: Room) -> float:
    return min(room[0] / max(box.w, 1), room[1] / max(box.h, 1))
