"""Which boxes lie near a place: buckets of squares, so that no edit searches a map of ten thousand nodes as a whole."""

from __future__ import annotations

import math

from mapper.model.geometry import Rect

_SIZES = (256.0, 4096.0)
"""Sides of the squares: steps and short flows stand in the small ones, lanes, pools and long flows in the large."""
_LARGE = 64
"""Large squares that one box may be in: beyond, looking at it every time is cheaper."""

_Key = tuple[str, float, int, int]


class Grid:
    """Boxes by plane and square; an id may have several. A box over more than `_LARGE` large squares stands apart."""

    def __init__(self) -> None:
        self._cells: dict[_Key, dict[str, None]] = {}
        self._large: dict[str, dict[str, None]] = {}

    def add(self, plane: str, id: str, box: Rect) -> None:
        keys = _keys(plane, box)
        if keys is None:
            self._large.setdefault(plane, {})[id] = None
            return
        for key in keys:
            self._cells.setdefault(key, {})[id] = None

    def remove(self, plane: str, id: str, box: Rect) -> None:
        keys = _keys(plane, box)
        if keys is None:
            self._large.get(plane, {}).pop(id, None)
            return
        for key in keys:
            bucket = self._cells.get(key, {})
            bucket.pop(id, None)
            if not bucket:
                self._cells.pop(key, None)

    def near(self, plane: str, box: Rect) -> set[str]:
        """Ids whose squares `box` touches: all that meet it, and some that do not."""
        found = set(self._large.get(plane, ()))
        for size in _SIZES:
            cells = _cells(box, size, max(_LARGE, len(self._cells)))
            if cells is None:
                keys = [key for key in self._cells if key[0] == plane and key[1] == size]
            else:
                keys = [(plane, size, i, j) for i, j in cells]
            for key in keys:
                found.update(self._cells.get(key, ()))
        return found


def _keys(plane: str, box: Rect) -> list[_Key] | None:
    """The squares a box stands in, of the smallest size that is not too many; None for a box that stands apart."""
    for size in _SIZES:
        cells = _cells(box, size, _LARGE)
        if cells is not None:
            return [(plane, size, i, j) for i, j in cells]
    return None


def _cells(box: Rect, size: float, most: int) -> list[tuple[int, int]] | None:
    """The squares of a size a box touches; None when there are more than `most` or the box has no honest size."""
    x, y, w, h = box
    try:
        left, top = math.floor(x / size), math.floor(y / size)
        right, bottom = math.floor((x + w) / size), math.floor((y + h) / size)
    except (OverflowError, ValueError):  # infinite, or no number
        return None
    if left == right and top == bottom:
        return [(left, top)]
    if (right - left + 1) * (bottom - top + 1) > most:
        return None
    return [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]
