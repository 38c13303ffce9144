"""The flows laid so far: what it costs another one to cross them, to run on or beside them, or over a label."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from mapper.model.geometry import Point, Rect
from mapper.route.scene import prices

_BUCKET = 256.0
"""Length of a bucket of pieces along their direction, in pixels."""
_SLICE = 16.0
"""Width of a slice of pieces side by side, in pixels: hardly more than two flows beside each other."""
_END = 1e9
"""Beyond every place of a map, in pixels."""


class Piece(NamedTuple):
    """A piece of a laid flow: its level, its ends, the flow."""

    level: float
    low: float
    high: float
    flow: str


class Kin(NamedTuple):
    """What a flow joins and in which manner it runs: flows from one source, or into one target, may run together."""

    source: str
    target: str
    manner: str = "step"


class Toll(NamedTuple):
    """What one pays at a place of a line, going up or going down."""

    place: float
    price: float


def pieces(points: Sequence[Point]) -> list[tuple[int, float, float, float]]:
    """The horizontal and vertical pieces of a route: axis, level, low, high. Slanted ones are left out."""
    found = []
    for a, b in pairwise(points):
        if abs(a.y - b.y) < 0.5:
            found.append((0, a.y, min(a.x, b.x), max(a.x, b.x)))
        elif abs(a.x - b.x) < 0.5:
            found.append((1, a.x, min(a.y, b.y), max(a.y, b.y)))
    return found


class Laid:
    """Laid flows and the labels in the way, by place."""

    def __init__(self, labels: Iterable[tuple[str, Rect]] = (), window: Rect | None = None) -> None:
        """window: what lies outside it does not count."""
        self._window = window
        self._across: tuple[_Found, _Found] = (defaultdict(list), defaultdict(list))
        self._along: tuple[_Found, _Found] = (defaultdict(list), defaultdict(list))
        self._texts: tuple[_Texts, _Texts] = (defaultdict(list), defaultdict(list))
        self._kin: dict[str, Kin] = {}
        self._pools: tuple[list[_Span], list[_Span]] = ([], [])
        for id, box in labels:
            self.write(id, box)

    def write(self, id: str, box: Rect, price: float = prices.TEXT) -> None:
        """Note the label of something, or another area that lines had better not cross, and what that costs."""
        box = box if self._window is None else _common(box, self._window)
        for axis, low, high, start, end in (
            (0, box.y, box.bottom, box.x, box.right),
            (1, box.x, box.right, box.y, box.bottom),
        ):
            for i in range(int(low // _SLICE), int(high // _SLICE) + 1):
                self._texts[axis][i].append((low, high, start, end, id, price))

    def cross(self, pool: Rect, axis: int) -> None:
        """Note a pool that message flows should cross rather than run along in. axis: of its reading direction."""
        low, high = (pool.y, pool.bottom) if axis == 0 else (pool.x, pool.right)
        start, end = (pool.x, pool.right) if axis == 0 else (pool.y, pool.bottom)
        self._pools[axis].append((low, high, start, end))

    def fence(self, frame: Rect) -> None:
        """Note a border that lines may cross but should not run along."""
        corners = [Point(frame.x, frame.y), Point(frame.right, frame.y), Point(frame.right, frame.bottom)]
        for axis, level, low, high in pieces([*corners, Point(frame.x, frame.bottom), corners[0]]):
            self._along[axis][int(level // _SLICE)].append(Piece(level, low, high, ""))

    def lay(self, flow: str, kin: Kin, points: Sequence[Point]) -> None:
        """Note the route of a flow."""
        self._kin[flow] = kin
        for axis, level, low, high in self._pieces(points):
            piece = Piece(level, low, high, flow)
            for i in range(int(low // _BUCKET), int(high // _BUCKET) + 1):
                insort(self._across[axis][i], piece)
            self._along[axis][int(level // _SLICE)].append(piece)

    def lift(self, flow: str, points: Sequence[Point]) -> None:
        """Take a flow's route away again."""
        for axis, level, low, high in self._pieces(points):
            piece = Piece(level, low, high, flow)
            for i in range(int(low // _BUCKET), int(high // _BUCKET) + 1):
                self._across[axis][i].remove(piece)
            self._along[axis][int(level // _SLICE)].remove(piece)

    def _pieces(self, points: Sequence[Point]) -> list[tuple[int, float, float, float]]:
        """The pieces of a route, as far as they lie in the window."""
        found, window = pieces(points), self._window
        if window is None:
            return found
        clipped = []
        for axis, level, low, high in found:
            if window[1 - axis] <= level <= window[1 - axis] + window[3 - axis]:
                low, high = max(low, window[axis]), min(high, window[axis] + window[axis + 2])
                if low < high:
                    clipped.append((axis, level, low, high))
        return clipped

    def tolls(self, kin: Kin, axis: int, level: float, start: float, stop: float) -> list[Toll]:
        """What a flow pays on a line when it goes from one place to another, in that order."""
        low, high = (start, stop) if start < stop else (stop, start)
        found = [Toll(piece[0], prices.CROSSING) for piece in self._crossed(axis, level, low, high)]
        for first, last, price, _flow in self._beside(kin, axis, level, low, high):
            found.append(Toll(max(first, low) if start < stop else min(last, high), price))
        for near, far, first, last, id, price in self._texts[axis].get(int(level // _SLICE), ()):
            if near - 1 < level < far + 1 and first < high and low < last:
                own = id in (kin.source, kin.target)
                found.append(
                    Toll(max(first, low) if start < stop else min(last, high), prices.OWN_TEXT if own else price)
                )
        if kin.manner == "message":
            for near, far, first, last in self._pools[axis]:
                if near < level < far and first < high and low < last:
                    found.append(Toll(max(first, low) if start < stop else min(last, high), prices.INSIDE_POOL))
        if len(found) > 1:
            found.sort(reverse=start > stop)
        return found

    def met(self, kin: Kin, axis: int, level: float, low: float, high: float) -> list[str]:
        """The laid flows that a piece crosses or runs on."""
        found = [piece[3] for piece in self._crossed(axis, level, low, high)]
        return found + [id for *_place, price, id in self._beside(kin, axis, level, low, high) if price >= prices.FORK]

    def _crossed(self, axis: int, level: float, low: float, high: float) -> list[Piece]:
        bucket = self._across[1 - axis].get(int(level // _BUCKET))
        if not bucket:
            return []
        found = bucket[bisect_right(bucket, (low, _END)) : bisect_left(bucket, (high,))]
        return [piece for piece in found if piece[1] < level < piece[2]]

    def _beside(
        self, mine: Kin, axis: int, level: float, low: float, high: float
    ) -> list[tuple[float, float, float, str]]:
        """The pieces that run on or close beside a piece: from where to where, the price, whose they are."""
        found = []
        slices = self._along[axis]
        for i in range(int((level - prices.APART) // _SLICE), int((level + prices.APART) // _SLICE) + 1):
            for other, start, end, flow in slices.get(i, ()):
                gap = abs(other - level)
                if gap < prices.APART and start < high and low < end:
                    kin = self._kin.get(flow)
                    if kin is None:
                        found.append((start, end, prices.FENCE, ""))
                        continue
                    found.append((start, end, _price(mine, kin, gap), flow))
        return found


def _common(one: Rect, two: Rect) -> Rect:
    x, y = max(one.x, two.x), max(one.y, two.y)
    return Rect(x, y, min(one.right, two.right) - x, min(one.bottom, two.bottom) - y)


def _price(mine: Kin, other: Kin, gap: float) -> float:
    """What it costs to run as near as this to another flow."""
    fork, join = mine.source == other.source, mine.target == other.target
    # Two between the same two things would be taken for one.
    if mine.manner == other.manner and fork != join:
        return prices.BESIDE if gap >= 0.5 else prices.JOIN if join or mine.manner == "tie" else prices.FORK
    return prices.UPON if gap < 4 else prices.BESIDE


_Span = tuple[float, float, float, float]
_Found = defaultdict[int, list[Piece]]
_Texts = defaultdict[int, list[tuple[float, float, float, float, str, float]]]
