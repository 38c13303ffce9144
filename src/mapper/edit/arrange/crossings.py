"""How often a new way would cross those that are laid, so far as the lattice can tell.

Stretches on different lines cross where they cross. Two that share a channel may pass each other on either side, so
they count as often as they must cross in the better order (compare `tracks`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from mapper.edit.arrange.plan import Spot

_LONG = 40
"""Lattice lines beyond which what a stretch shares a channel with is not counted: it takes long and tells little."""

_CROWD = 40
"""Stretches in one place that are looked at; where more run, it is bad enough."""

_BUCKET = 3
"""Stretches in channels are kept in buckets of two to this power lines."""


Ends: TypeAlias = tuple[str, str]
"""Where a way leaves and what it enters, by id."""


class Stretch(NamedTuple):
    """A straight part of a way: its line and extent, and for one in a channel the side of the arm at each end."""

    level: bool
    line: float
    low: float
    high: float
    arms: tuple[int, int] | None
    ends: Ends


def stretches(way: Sequence[Spot], ends: Ends) -> list[Stretch]:
    """The straight parts of a way."""
    found = []
    last = len(way) - 2
    for number, (a, b) in enumerate(pairwise(way)):
        level = a[1] == b[1]
        axis = 1 if level else 0
        line, start, stop = a[axis], a[1 - axis], b[1 - axis]
        arms = None
        if 0 < number < last and round(line) % 2 and abs(start - stop) <= _LONG:
            arms = (_side(way[number - 1][axis], line), _side(way[number + 2][axis], line))
        if start > stop:
            start, stop = stop, start
            arms = (arms[1], arms[0]) if arms else None
        found.append(Stretch(level, line, start, stop, arms, ends))
    return found


def _side(place: float, line: float) -> int:
    return 1 if place > line else -1


class Crossings:
    """The stretches laid so far, by the places they pass."""

    def __init__(self) -> None:
        self._level: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
        self._plumb: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
        self._shared: dict[tuple[bool, int, int], list[Stretch]] = defaultdict(list)

    def count(self, one: Stretch, most: float) -> int:
        """How often a stretch crosses what is laid; the count may stop above `most`."""
        passing = self._plumb if one.level else self._level
        _level, line, low, high, arms, _ends = one
        number, count = round(line), 0
        for at in range(round(low), round(high) + 1):
            for two in passing.get((at, number) if one.level else (number, at), ())[:_CROWD]:
                if low < two.line < high and two.low < line < two.high:
                    count += 1
            if count > most:
                return count
        return count + (self._beside(one) if arms else 0)

    def _beside(self, one: Stretch) -> int:
        """How often it must cross what runs in the same channel."""
        count = 0
        for key in _buckets(one):
            for two in self._shared.get(key, ())[:_CROWD]:
                begin = max(one.low, two.low)
                here = round(begin) >> _BUCKET == key[2] and begin < min(one.high, two.high)
                if here and not kin(one.ends, two.ends):
                    count += min(_passing(one, two), _passing(two, one))
        return count

    def lay(self, one: Stretch, by: int) -> None:
        """Enter a stretch, or with by = -1 take it out."""
        passing = self._level if one.level else self._plumb
        number = round(one.line)
        for at in range(round(one.low), round(one.high) + 1):
            places = passing[(at, number) if one.level else (number, at)]
            places.append(one) if by > 0 else places.remove(one)
        if one.arms:
            for key in _buckets(one):
                self._shared[key].append(one) if by > 0 else self._shared[key].remove(one)


def _buckets(one: Stretch) -> list[tuple[bool, int, int]]:
    first, last = round(one.low) >> _BUCKET, round(one.high) >> _BUCKET
    return [(one.level, round(one.line), n) for n in range(first, last + 1)]


def kin(one: Ends, two: Ends) -> bool:
    """Whether two ways leave one place or enter one, so that they may run on each other."""
    return one[0] == two[0] or one[1] == two[1]


def _passing(one: Stretch, two: Stretch) -> int:
    """How often the arms cross when `one` lies before `two`."""
    count = 0
    for at, side in zip((one.low, one.high), one.arms or (), strict=False):
        count += side > 0 and two.low < at < two.high
    for at, side in zip((two.low, two.high), two.arms or (), strict=False):
        count += side < 0 and one.low < at < one.high
    return count
