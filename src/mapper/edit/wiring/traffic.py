"""The flows laid so far: what it costs another one to cross them, to run on or beside them, or over a label."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from mapper.model.geometry import Point, Rect

CROSS = 130.0
"""Prices in pixels of way: crossing a line, running on one or close beside it, running over a label."""
UPON = 1500.0
BESIDE = 60.0
TEXT = 90.0
OWN_TEXT = 20.0
"""A flow's own end may have its label moved out of the way."""
FENCE = 30.0
"""Close along the border of a pool or lane."""

APART = 9.0
"""Lines nearer to each other than this are too close."""

_BUCKET = 256.0
_SLICE = 16.0
_END = 1e9


class Piece(NamedTuple):
    """A piece of a laid flow: its level, its ends, the flow."""

    level: float
    low: float
    high: float
    flow: str


class Toll(NamedTuple):
    """What one pays at a place of a line, going up or going down."""

    place: float
    price: float


def pieces(points: Sequence[Point]) -> list[tuple[int, float, float, float]]:
    """The level and plumb pieces of a way: axis, level, low, high. Slanted ones are left out."""
    found = []
    for a, b in pairwise(points):
        if abs(a.y - b.y) < 0.5:
            found.append((0, a.y, min(a.x, b.x), max(a.x, b.x)))
        elif abs(a.x - b.x) < 0.5:
            found.append((1, a.x, min(a.y, b.y), max(a.y, b.y)))
    return found


class Traffic:
    """Laid flows and the labels in the way, by place."""

    def __init__(self, labels: Iterable[tuple[str, Rect]] = ()) -> None:
        self._across: tuple[_Found, _Found] = (defaultdict(list), defaultdict(list))
        self._along: tuple[_Found, _Found] = (defaultdict(list), defaultdict(list))
        self._texts: tuple[_Texts, _Texts] = (defaultdict(list), defaultdict(list))
        self._kin: dict[str, tuple[str, str]] = {}
        for id, box in labels:
            self.write(id, box)

    def write(self, id: str, box: Rect) -> None:
        """Note the label of something."""
        for axis, low, high, start, end in (
            (0, box.y, box.bottom, box.x, box.right),
            (1, box.x, box.right, box.y, box.bottom),
        ):
            for i in range(int(low // _SLICE), int(high // _SLICE) + 1):
                self._texts[axis][i].append((low, high, start, end, id))

    def fence(self, frame: Rect) -> None:
        """Note a border that lines may cross but should not run along."""
        corners = [Point(frame.x, frame.y), Point(frame.right, frame.y), Point(frame.right, frame.bottom)]
        for axis, level, low, high in pieces([*corners, Point(frame.x, frame.bottom), corners[0]]):
            self._along[axis][int(level // _SLICE)].append(Piece(level, low, high, ""))

    def lay(self, flow: str, ends: tuple[str, str], points: Sequence[Point]) -> None:
        """Note the way of a flow between two ends."""
        self._kin[flow] = ends
        for axis, level, low, high in pieces(points):
            piece = Piece(level, low, high, flow)
            for i in range(int(low // _BUCKET), int(high // _BUCKET) + 1):
                insort(self._across[axis][i], piece)
            self._along[axis][int(level // _SLICE)].append(piece)

    def lift(self, flow: str, points: Sequence[Point]) -> None:
        """Take a flow's way away again."""
        for axis, level, low, high in pieces(points):
            piece = Piece(level, low, high, flow)
            for i in range(int(low // _BUCKET), int(high // _BUCKET) + 1):
                self._across[axis][i].remove(piece)
            self._along[axis][int(level // _SLICE)].remove(piece)

    def tolls(self, ends: tuple[str, str], axis: int, level: float, start: float, stop: float) -> list[Toll]:
        """What a flow between two ends pays on a line when it goes from one place to another, in that order."""
        low, high = (start, stop) if start < stop else (stop, start)
        found = [Toll(piece[0], CROSS) for piece in self._crossed(axis, level, low, high)]
        for first, last, price in self._beside(ends, axis, level, low, high):
            found.append(Toll(max(first, low) if start < stop else min(last, high), price))
        for near, far, first, last, id in self._texts[axis].get(int(level // _SLICE), ()):
            if near - 1 < level < far + 1 and first < high and low < last:
                found.append(
                    Toll(max(first, low) if start < stop else min(last, high), OWN_TEXT if id in ends else TEXT)
                )
        if len(found) > 1:
            found.sort(reverse=start > stop)
        return found

    def crossed(self, axis: int, level: float, low: float, high: float) -> int:
        """How many laid pieces a piece crosses."""
        return len(self._crossed(axis, level, low, high))

    def _crossed(self, axis: int, level: float, low: float, high: float) -> list[Piece]:
        bucket = self._across[1 - axis].get(int(level // _BUCKET))
        if not bucket:
            return []
        found = bucket[bisect_right(bucket, (low, _END)) : bisect_left(bucket, (high,))]
        return [piece for piece in found if piece[1] < level < piece[2]]

    def _beside(
        self, ends: tuple[str, str], axis: int, level: float, low: float, high: float
    ) -> list[tuple[float, float, float]]:
        """The pieces that run on or close beside a piece: from where to where, and the price."""
        found = []
        slices = self._along[axis]
        for i in range(int((level - APART) // _SLICE), int((level + APART) // _SLICE) + 1):
            for other, start, end, flow in slices.get(i, ()):
                gap = abs(other - level)
                if gap < APART and start < high and low < end:
                    kin = self._kin.get(flow)
                    if kin is None:
                        found.append((start, end, FENCE))
                        continue
                    related = kin[0] == ends[0] or kin[1] == ends[1]
                    if gap < 0.5 and related:
                        continue
                    found.append((start, end, UPON if gap < 4 and not related else BESIDE))
        return found


_Found = defaultdict[int, list[Piece]]
_Texts = defaultdict[int, list[tuple[float, float, float, float, str]]]
