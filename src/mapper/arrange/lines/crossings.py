"""How often a new route would cross those that are laid, so far as the lattice can tell.

Stretches on different lines cross where they cross. Two that share a channel may pass each other on either side, so
they count as often as they must cross in the better order (compare `tracks`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TypeAlias

from mapper.arrange.plan.plan import Ends, Spot

_LONG = 40
"""Lattice lines beyond which what a stretch shares a channel with is not counted: it takes long and tells little."""

_CROWD = 40
"""Stretches in one place that are looked at; where more run, it is bad enough."""

_BUCKET = 3
"""Stretches in channels are kept in buckets of two to this power lines."""


Stretch: TypeAlias = tuple[bool, float, float, float, tuple[int, int] | None, Ends]
"""A straight part of a route: level or not, its line, where it begins and stops on that, for one in a channel the side
of the arm at each end, and the ends of the route. A plain tuple, as hundreds of them are made for each route that is
laid."""


def stretches(route: Sequence[Spot], ends: Ends) -> list[Stretch]:
    """The straight parts of a route."""
    found: list[Stretch] = []
    last = len(route) - 2
    for number, ((ax, ay), (bx, by)) in enumerate(pairwise(route)):
        level = ay == by
        line, start, stop = (ay, ax, bx) if level else (ax, ay, by)
        arms = None
        if 0 < number < last and round(line) % 2 and abs(start - stop) <= _LONG:
            arms = (1 if route[number - 1][level] > line else -1, 1 if route[number + 2][level] > line else -1)
        if start > stop:
            start, stop = stop, start
            arms = (arms[1], arms[0]) if arms else None
        found.append((level, line, start, stop, arms, ends))
    return found


_Passing: TypeAlias = dict[int, dict[int, list[Stretch]]]
"""Stretches in one direction, by the line across that they pass or end on, then by their own."""

_NOTHING: Mapping[int, list[Stretch]] = MappingProxyType({})


class Crossings:
    """The stretches laid so far, by the places they pass."""

    def __init__(self) -> None:
        self._level: _Passing = defaultdict(dict)
        self._vertical: _Passing = defaultdict(dict)
        self._shared: dict[tuple[bool, int, int], list[Stretch]] = defaultdict(list)

    def count(self, one: Stretch, most: float) -> int:
        """How often a stretch crosses what is laid; the count may stop above `most`."""
        level, line, low, high, arms, _ends = one
        passing = (self._vertical if level else self._level).get(round(line), _NOTHING)
        count = 0
        for at in range(round(low), round(high) + 1):
            if at in passing:
                for _level, where, start, stop, _arms, _ends in passing[at][:_CROWD]:
                    if low < where < high and start < line < stop:
                        count += 1
                if count > most:
                    return count
        return count + (self._beside(one) if arms else 0)

    def _beside(self, one: Stretch) -> int:
        """How often it must cross what runs in the same channel."""
        count = 0
        _level, _line, low, high, _arms, ends = one
        for key in _buckets(one):
            for two in self._shared.get(key, ())[:_CROWD]:
                _level, _line, start, stop, _arms, others = two
                begin = low if low > start else start
                here = begin < high and begin < stop and round(begin) >> _BUCKET == key[2]
                if here and not kin(ends, others):
                    count += min(_passing(one, two), _passing(two, one))
        return count

    def lay(self, one: Stretch, by: int) -> None:
        """Enter a stretch, or with by = -1 take it out."""
        level, line, low, high, arms, _ends = one
        passing = self._level if level else self._vertical
        number = round(line)
        for at in range(round(low), round(high) + 1):
            if by > 0:
                passing[at].setdefault(number, []).append(one)
            else:
                passing[at][number].remove(one)
        if arms:
            for key in _buckets(one):
                self._shared[key].append(one) if by > 0 else self._shared[key].remove(one)


def _buckets(one: Stretch) -> list[tuple[bool, int, int]]:
    level, line, low, high, _arms, _ends = one
    return [(level, round(line), n) for n in range(round(low) >> _BUCKET, (round(high) >> _BUCKET) + 1)]


def kin(one: Ends, two: Ends) -> bool:
    """Whether two routes leave one place or enter one, so that they may run on each other. Two between the same two
    things may not: nobody could tell one from the other."""
    return (one[0] == two[0]) != (one[1] == two[1])


def _passing(one: Stretch, two: Stretch) -> int:
    """How often the arms cross when `one` lies before `two`; arms that would lie on each other count as crossing."""
    _level, _line, low, high, arms, _ends = one
    _level, _line, start, stop, others, _ends = two
    count = 0
    if arms and others:
        for at, arm in ((low, arms[0]), (high, arms[1])):
            if arm > 0 and ((at == start and others[0] < 0) or (at == stop and others[1] < 0)):
                count += 1
    if arms:
        count += (arms[0] > 0 and start < low < stop) + (arms[1] > 0 and start < high < stop)
    if others:
        count += (others[0] < 0 and low < start < high) + (others[1] < 0 and low < stop < high)
    return count
