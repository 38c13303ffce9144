"""Which boxes lie near a place: buckets of squares, so that no edit searches a map of ten thousand nodes as a whole."""

from __future__ import annotations

import math

from mapper.model.geometry import Rect

_CELL = 256.0
_LARGE = 64


class Grid:
    """Boxes by plane and square; an id may have several. A box over more than `_LARGE` squares stands apart."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, int, int], dict[str, None]] = {}
        self._large: dict[str, dict[str, None]] = {}

    def add(self, plane: str, id: str, box: Rect) -> None:
        cells = _cells(box, _LARGE)
        if cells is None:
            self._large.setdefault(plane, {})[id] = None
            return
        for i, j in cells:
            self._cells.setdefault((plane, i, j), {})[id] = None

    def remove(self, plane: str, id: str, box: Rect) -> None:
        cells = _cells(box, _LARGE)
        if cells is None:
            self._large.get(plane, {}).pop(id, None)
            return
        for i, j in cells:
            bucket = self._cells.get((plane, i, j), {})
            bucket.pop(id, None)
            if not bucket:
                self._cells.pop((plane, i, j), None)

    def near(self, plane: str, box: Rect) -> set[str]:
        """Ids whose squares `box` touches: all that meet it, and some that do not."""
        found = set(self._large.get(plane, ()))
        cells = _cells(box, max(_LARGE, len(self._cells)))
        keys = (k for k in self._cells if k[0] == plane) if cells is None else ((plane, i, j) for i, j in cells)
        for key in keys:
            found.update(self._cells.get(key, ()))
        return found


def _cells(box: Rect, most: int) -> list[tuple[int, int]] | None:
    """The squares a box touches; None when there are more than `most` or the box has no honest size."""
    edges = (box.x, box.y, box.x + box.w, box.y + box.h)
    if not all(map(math.isfinite, edges)):
        return None
    left, top, right, bottom = (math.floor(edge / _CELL) for edge in edges)
    if (right - left + 1) * (bottom - top + 1) > most:
        return None
    return [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]
