"""Candidate lines: where a flow may run horizontal or vertical, each as long as no shape stops it.

An orthogonal visibility graph that is never written out: the search asks which lines cross the one it is on. Axis 0 is
level (its level a y, its positions x), axis 1 vertical; code for one serves both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mapper.model.geometry import Rect, bounding

CLEAR = 4.0
"""No line runs nearer to a shape than this, in pixels."""

AWAY = 20.0
"""How far beside a shape a line runs where there is room."""

NARROW = 3 * AWAY
"""A gap up to this width has one line, in its middle."""

_SLICE = 64.0
"""Width of a slice of the index of shapes, in pixels: most shapes lie in two or three."""
_BUCKET = 256.0
"""Width of a bucket of lines, in pixels: one search reads a handful."""
_SAME = 2.5
"""Lines this near to each other with the same ends are one, in pixels."""
_EDGE = 2.0
_TIGHT = 3.0
"""What it costs to run right beside a shape, and between two with little room, for each pixel that is missing."""
_FAR = 1e9
"""Beyond every place of a map, in pixels."""
_BEYOND = 1200.0
"""How far outside everything lines may run."""
_LONG = 400.0
"""Lines longer than this in the middle of a free space serve flows from one end of a map to the other."""


class Line(NamedTuple):
    """A candidate: its level, its two ends, what turning into it costs beside the bend, its number."""

    level: float
    low: float
    high: float
    price: float
    id: int


class Blocks:
    """The boxes that no line may enter, by slices of the map, to find how far a line reaches."""

    def __init__(self, boxes: Sequence[Rect]) -> None:
        frame = (bounding(boxes) or Rect(0, 0, 0, 0)).grown(_BEYOND)
        self._ends = ((frame.x, frame.right), (frame.y, frame.bottom))
        self._slices: tuple[_Slices, _Slices] = (defaultdict(list), defaultdict(list))
        self._reaches: dict[tuple[int, float, float], tuple[float, float] | None] = {}
        for box in boxes:
            x, y, right, bottom = box.x - CLEAR, box.y - CLEAR, box.right + CLEAR, box.bottom + CLEAR
            for i in range(int(y // _SLICE), int(bottom // _SLICE) + 1):
                self._slices[0][i].append((x, right, y, bottom))
            for i in range(int(x // _SLICE), int(right // _SLICE) + 1):
                self._slices[1][i].append((y, bottom, x, right))

    def reach(self, axis: int, level: float, place: float) -> tuple[float, float] | None:
        """From where to where a line at a level may run that passes a place; None when the place is blocked."""
        key = (axis, level, place)
        if key not in self._reaches:
            self._reaches[key] = self._reach(axis, level, place)
        return self._reaches[key]

    def _reach(self, axis: int, level: float, place: float) -> tuple[float, float] | None:
        low, high = self._ends[axis]
        for start, end, near, far in self._slices[axis].get(int(level // _SLICE), ()):
            if near < level < far:
                if end <= place:
                    low = max(end, low)
                elif start >= place:
                    high = min(start, high)
                else:
                    return None
        return low, high

    def meets(self, axis: int, level: float, low: float, high: float) -> bool:
        """Whether a piece of a line would enter a box."""
        around = self._slices[axis].get(int(level // _SLICE), ())
        return any(near < level < far and start < high and low < end for start, end, near, far in around)

    def gap(self, axis: int, edge: float, sign: int, span: tuple[float, float], most: float) -> float:
        """How wide the space is beside an edge (of a box that spans `span` along the edge), up to `most`."""
        nearest = most
        first, last = sorted((edge, edge + sign * most))
        for i in range(int(first // _SLICE), int(last // _SLICE) + 1):
            for start, end, near, far in self._slices[axis].get(i, ()):
                if start + CLEAR < span[1] and span[0] < end - CLEAR:
                    distance = near + CLEAR - edge if sign > 0 else edge - far + CLEAR
                    if distance >= 0:
                        nearest = min(nearest, distance)
        return nearest


_Slices = defaultdict[int, list[tuple[float, float, float, float]]]


class Grid:
    """All candidate lines of a map."""

    def __init__(self, blocks: Blocks, boxes: Sequence[Rect], frames: Sequence[Rect]) -> None:
        """blocks: what no line may enter, of these boxes. frames: what some flows may enter."""
        self.blocks = blocks
        self._lines: tuple[_Buckets, _Buckets] = (defaultdict(list), defaultdict(list))
        self._main: tuple[_Buckets, _Buckets] = (defaultdict(list), defaultdict(list))
        self._seen: set[tuple[int, int, int, int]] = set()
        self._count = 0
        for box in (*boxes, *frames):
            self._beside(box)

    def add_beside_labels(self, labels: Iterable[Rect]) -> None:
        """Lines beside labels, which had better not be run over."""
        for box in labels:
            self._near_label(box)

    def crossing(self, axis: int, level: float, low: float, high: float, main: bool = False) -> list[Line]:
        """The lines across a piece of a line of this axis, in order of where they cross it. main: only long ones."""
        bucket = (self._main if main else self._lines)[1 - axis].get(int(level // _BUCKET))
        if not bucket:
            return []
        found = bucket[bisect_left(bucket, (low,)) : bisect_right(bucket, (high, _FAR))]
        return [line for line in found if line[1] <= level <= line[2]]

    def add(self, axis: int, level: float, place: float, price: float) -> None:
        """A line at a level that passes a place, unless a shape stands there or there is one already."""
        reach = self.blocks.reach(axis, level, place)
        if reach is None:
            return
        key = (axis, round(level / _SAME), round(reach[0]), round(reach[1]))
        if key in self._seen:
            return
        self._seen.add(key)
        self._count += 1
        low, high = reach
        line = Line(level, low, high, price, self._count)
        for i in range(int(low // _BUCKET), int(high // _BUCKET) + 1):
            insort(self._lines[axis][i], line)
            if high - low > _LONG and price < 1:
                insort(self._main[axis][i], line)

    def _beside(self, box: Rect) -> None:
        for axis in (0, 1):
            low, size, across, span = (
                (box.y, box.h, box.center.x, (box.x, box.right))
                if axis == 0
                else (box.x, box.w, box.center.y, (box.y, box.bottom))
            )
            for edge, sign in ((low, -1), (low + size, 1)):
                gap = self.blocks.gap(axis, edge, sign, span, 8 * AWAY)
                if gap <= NARROW:
                    self.add(axis, edge + sign * gap / 2, across, _TIGHT * max(0.0, AWAY - gap))
                else:
                    self.add(axis, edge + sign * AWAY, across, _EDGE)
                    if gap < 8 * AWAY:
                        self.add(axis, edge + sign * gap / 2, across, 0)

    def _near_label(self, box: Rect) -> None:
        for level in (box.x - CLEAR - 2, box.right + CLEAR + 2):
            self.add(1, level, box.center.y, _EDGE)
        for level in (box.y - CLEAR - 2, box.bottom + CLEAR + 2):
            self.add(0, level, box.center.x, _EDGE)


_Buckets = defaultdict[int, list[Line]]
