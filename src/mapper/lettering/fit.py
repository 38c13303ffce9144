"""A text in a box: as large as it may be, smaller where it must, over the border before a letter of it is lost.

In this order a name gives way: letters shrink a little, words are cut at a hyphen, letters shrink to the least that can
be read, words are cut anywhere; then it runs over its border. Only what is longer than `LONGEST` may end with "…".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from mapper.lettering.font import CAP, LEADING, LEAST_SIZE, Weight
from mapper.lettering.measure import line_height, width
from mapper.lettering.wrap import Lines, ellipsis, flow, least_share

Box: TypeAlias = tuple[float, float, float, float]
"""x, y, width, height, pixels from the box's own corner."""

LONGEST = 1000
"""Letters up to which a name is always shown whole."""


class Air(NamedTuple):
    """What stays empty between text and the edges of its box: at both sides, and at both ends."""

    sides: float
    ends: float


AIR = Air(6.0, 2.0)
"""Of a step."""

BAND_AIR = Air(4.0, -1.0)
"""Of the band of a pool or lane: lines may come as near to its edges as their own leading keeps letters away."""

_GAP = 3.0
"""Between a line and an icon or badge beside it."""

_SHIFTS = (0.0, 1.0, -1.0, 2.5, -2.5, 5.0, -5.0, 8.0, -8.0, 12.0, -12.0, 16.0)
"""Pixels by which a block of lines may leave the middle of its box to keep clear of icons, nearest first; at most
about a line."""

_NARROWEST = 26.0
"""A line with less room than this between icon and badge is not worth having."""

_HIGH, _LOW = 1.5, 2.5
"""What is empty of a line's height above its letters and below them, tails apart."""

_BELOW_TAILS = 0.3
_TAILS = frozenset("gjpqyýÿçþßQÇģķļņŗşţ,;/\\|()[]{}@§$µДЦЩдруфцщβγζημξρςφχψ")
"""Letters that reach below the line, and what is empty of a line's height below them."""

_STEP, _TIGHT = 0.96, 1.06
"""From one size of letters to the next smaller one; the leading of the smallest letters."""

_SMALLER, _HYPHEN, _CUT = 1.0, 2.5, 12.0
"""What giving way costs: one size smaller (4 %), a word cut at a hyphen, a word cut anywhere. A word is rather
hyphenated than set more than 10 % smaller, and letters rather shrink to the least than that a word is torn. Tuned by
eye on the fullest steps of the corpus."""

_WIDEST, _OVER, _LONGER = 40, 6.0, 5
"""How often, and by how many pixels on each side, the room grows beyond the border until a name fits, and how often
more to save words from being torn."""


class Setting(NamedTuple):
    """A text set in a box, about its middle. top: of the first line. over: it runs over the border."""

    lines: tuple[str, ...]
    top: float
    size: float
    leading: float
    over: bool

    def baseline(self, line: int) -> float:
        """Of a line, from the box's top; letters stand in the middle of their line."""
        return self.top + first_baseline(self.size, self.leading) + line * line_height(self.size, self.leading)


class _Room(NamedTuple):
    """A box for text, what is taken of it and what stays empty."""

    w: float
    h: float
    taken: tuple[Box, ...]
    air: Air

    @property
    def inner(self) -> float:
        """The widest that a line may be."""
        return self.w - 2 * self.air.sides

    def grown(self, by: float) -> _Room:
        """The room with its border moved outwards."""
        moved = tuple((x + by, y + by, w, h) for x, y, w, h in self.taken)
        return _Room(self.w + 2 * by, self.h + 2 * by, moved, self.air)


def first_baseline(size: float, leading: float = LEADING) -> float:
    """From a block's top to its first baseline."""
    return (line_height(size, leading) + CAP * size) / 2 + 0.06 * size


def sizes(size: float) -> tuple[tuple[float, float], ...]:
    """The sizes of letters to try and the leading of each, the wanted one first.

    >>> sizes(12.5)[0], sizes(12.5)[-1]
    ((12.5, 1.2), (8.0, 1.06))
    """
    return _sizes(size)


@lru_cache(64)
def _sizes(size: float) -> tuple[tuple[float, float], ...]:
    found, now = [(size, LEADING)], size * _STEP
    while now > LEAST_SIZE:
        share = (now - LEAST_SIZE) / max(size - LEAST_SIZE, 0.1)
        found.append((round(now, 2), round(_TIGHT + (LEADING - _TIGHT) * min(1.0, share * 2), 3)))
        now *= _STEP
    return (*found, (LEAST_SIZE, _TIGHT)) if size > LEAST_SIZE else ((size, LEADING), (size, _TIGHT))


@lru_cache(32768)
def in_box(text: str, w: float, h: float, taken: tuple[Box, ...] = (), size: float = 12.5, weight: Weight = "regular",
           language: str = "en", air: Air = AIR) -> Setting:  # fmt: skip
    """A name in the middle of a box, clear of what is `taken` of it (icons, badges) and of its edges."""
    text = text.strip()
    room = _Room(w, h, taken, air)
    if len(text) > LONGEST:
        return _clipped(text, room, weight, language)
    best: tuple[float, Setting] | None = None
    for rung, (letters, leading) in enumerate(sizes(size)):
        if best is not None and rung * _SMALLER >= best[0]:
            break
        at = _Try(text, room, letters, leading, weight, language)
        found = at.set() if at.may_fit() else None
        if found is not None:
            lines, setting = found
            cost = rung * _SMALLER + lines.hyphens * _HYPHEN + lines.cuts * _CUT
            if best is None or cost < best[0]:
                best = (cost, setting)
    return best[1] if best is not None else _over(text, room, size, weight, language)


def fits(text: str, w: float, h: float, taken: tuple[Box, ...], size: float, language: str = "en",
         weight: Weight = "regular", air: Air = AIR) -> bool:  # fmt: skip
    """Whether a name fits a box in letters of this very size, with no word torn."""
    if not text.strip():
        return True
    at = _Try(text.strip(), _Room(w, h, taken, air), size, LEADING, weight, language)
    found = at.set() if at.may_fit() else None
    return found is not None and not found[0].cuts


def _clipped(text: str, room: _Room, weight: Weight, language: str) -> Setting:
    """What fits of a text beyond all measure, ended by an ellipsis."""
    at = _Try(text[: 8 * LONGEST], room, LEAST_SIZE, _TIGHT, weight, language)
    count, high = at.most, line_height(LEAST_SIZE, _TIGHT)
    top = (room.h - count * high) / 2
    rooms = at.rooms(count, top)
    lines = at.flow(rooms).lines
    if len(lines) > count or len(text) > 8 * LONGEST:
        lines = [*lines[: count - 1], ellipsis(lines[min(count, len(lines)) - 1], rooms[-1], LEAST_SIZE, weight)]
    return Setting(tuple(lines), top, LEAST_SIZE, _TIGHT, False)


def _over(text: str, room: _Room, size: float, weight: Weight, language: str) -> Setting:
    """The name in the smallest letters, in as little more room than the box as holds it without torn words."""
    letters, leading = sizes(size)[-1]
    best: tuple[tuple[int, int, int], Setting] | None = None
    first = _WIDEST
    for more in range(1, _WIDEST + 1):
        by = more * _OVER
        at = _Try(text, room.grown(by), letters, leading, weight, language)
        found = at.set() if at.may_fit() else None
        if found is None:
            continue
        lines, setting = found
        cost = (lines.cuts, lines.hyphens, more)
        if best is None or cost < best[0]:
            best = (cost, setting._replace(top=setting.top - by, over=True))
        first = min(first, more)
        if not (lines.cuts or lines.hyphens) or more >= first + _LONGER:
            break
    if best is not None:
        return best[1]
    left = flow(text, lambda _: max(room.w, 80.0), letters, weight, False, language).lines
    return Setting(tuple(left), (room.h - len(left) * line_height(letters, leading)) / 2, letters, leading, True)


class _Try:
    """A text tried in a box in one size of letters."""

    def __init__(self, text: str, room: _Room, size: float, leading: float, weight: Weight, language: str) -> None:
        self._text, self._in = text, room
        self._size, self._leading, self._weight, self._language = size, leading, weight, language
        self._high = line_height(size, leading)
        self._known: dict[tuple[float, ...], Lines] = {}
        self.most = max(1, int((room.h - 2 * room.air.ends + 0.5) / self._high))
        """Lines that the box has room for."""

    def may_fit(self) -> bool:
        """Whether the box has room for so many letters at all, however they are broken."""
        if self._in.h + 3 < self._high and self._size > LEAST_SIZE:
            return False
        whole = width(self._text, self._size, self._weight)
        return self._text.count("\n") < self.most and whole <= self.most * max(self._in.inner, 8.0) * 1.02 + 1

    def set(self) -> tuple[Lines, Setting] | None:
        """The best way to set all of the text; lines make room for tails where one would touch something."""
        block = self._best(_LOW)
        if block is None or not self._a_tail_touches(block[1]):
            return block
        return self._best(_BELOW_TAILS) or block

    def _best(self, low: float) -> tuple[Lines, Setting] | None:
        """By trial: fewest cut words, few lines near the middle."""
        whole = width(self._text, self._size, self._weight)
        least = min(self.most, max(int(whole / max(self._in.inner, 1.0)) + 1, self._text.count("\n") + 1))
        best: tuple[tuple[float, ...], Lines, list[float], float] | None = None
        for count, top in self._trials(least):
            if best is not None and (best[0][0] == 0 or count > len(best[2]) + 1):
                break
            rooms = self.rooms(count, top, low)
            if count > 1 and min(rooms) < min(_NARROWEST, self._in.inner):
                continue
            lines = self.flow(rooms)
            if len(lines.lines) > count:
                continue
            middle = (self._in.h - count * self._high) / 2
            cost = (lines.cuts * _CUT + lines.hyphens * _HYPHEN, abs(top - middle) + 4 * count)
            if best is None or cost < best[0]:
                best = (cost, lines, rooms, top)
        if best is None:
            return None
        _, lines, rooms, top = best
        share = least_share(lambda s: self.flow(rooms, s), lines)
        shown = self.flow(rooms, share).lines if share < 1 else lines.lines
        return lines, Setting(tuple(shown), top, self._size, self._leading, False)

    def rooms(self, count: int, top: float, low: float = _LOW) -> list[float]:
        """Widths of lines around the box's middle that meet nothing taken; letters end `low` above a line's foot."""
        return [self._room(top + i * self._high, self._high - low) for i in range(count)]

    def _room(self, top: float, deep: float) -> float:
        middle = self._in.w / 2
        half = self._in.inner / 2
        for x, y, w, h in self._in.taken:
            if y < top + deep and top + _HIGH < y + h:
                half = min(half, x - middle - _GAP if x > middle else middle - (x + w) - _GAP)
        return max(0.0, 2 * half)

    def flow(self, rooms: list[float], share: float = 1.0) -> Lines:
        """The text in lines of these widths, or of a share of them. Many places of a block leave the same room."""
        key = (share, *rooms)
        if key not in self._known:
            self._known[key] = self._flow(rooms, share)
        return self._known[key]

    def _flow(self, rooms: list[float], share: float) -> Lines:
        last = len(rooms) - 1
        return flow(self._text, lambda i: max(rooms[min(i, last)] * share, 8.0), self._size, self._weight, False,
                    self._language)  # fmt: skip

    def _trials(self, least: int) -> Iterator[tuple[int, float]]:
        """Numbers of lines and tops of the block to try, the most welcome first."""
        ends = self._in.air.ends
        for count in range(least, self.most + 1):
            middle, last = (self._in.h - count * self._high) / 2, self._in.h - ends - count * self._high
            # The middle, then further and further off.
            for top in [middle + s for s in _SHIFTS if ends <= middle + s <= last] or [middle]:
                yield count, top

    def _a_tail_touches(self, block: Setting) -> bool:
        """Whether a letter's tail reaches into something taken below its line."""
        for i, line in enumerate(block.lines):
            foot = block.top + (i + 1) * self._high
            left = (self._in.w - width(line, self._size, self._weight)) / 2
            for x, y, w, _ in self._in.taken:
                if foot - _LOW <= y < foot - _BELOW_TAILS:
                    ends = [left + width(line[:n], self._size, self._weight) for n in range(len(line) + 1)]
                    if any(c in _TAILS and ends[n] < x + w and x < ends[n + 1] for n, c in enumerate(line)):
                        return True
        return False
