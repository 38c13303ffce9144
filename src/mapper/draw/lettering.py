"""Text as marks: in a step around its icon and markers, along a band, outside a shape on a halo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mapper.draw import font, labels
from mapper.draw.marks import Anchor, Line, Text, Weight
from mapper.draw.theme import Theme
from mapper.draw.wrap import ELLIPSIS, balanced, ellipsis, flow, least_share, wrap
from mapper.model.geometry import Rect
from mapper.model.records import Record

_PAD = 6.0
"""Between text and the edge it stands in."""

_NARROWEST = 26.0
"""A line with less room than this between icon and badge is not worth having."""

_HIGH, _LOW = 1.5, 2.5
"""What is empty of a line's height above its letters and below them, tails apart."""

_BELOW_TAILS = 0.3
_TAILS = frozenset("gjpqyýÿçþßQÇģķļņŗşţ,;/\\|()[]{}@§$µДЦЩдруфцщβγζημξρςφχψ")
"""Letters that reach below the line, and what is empty of a line's height below them."""


class _Block(NamedTuple):
    lines: tuple[str, ...]
    middles: tuple[float, ...]
    top: float


def in_step(text: str, box: Rect, taken: tuple[Rect, ...], theme: Theme, color: str) -> tuple[Text, ...]:
    """A step's name in the middle of its box, clear of the `taken` corners, with an ellipsis when it is too long."""
    if not text.strip():
        return ()
    size = theme.name_size
    relative = tuple(t.moved(-box.x, -box.y) for t in taken)
    block = _step_block(text, box.w, box.h, relative, size)
    base = block.top + _first_baseline(size)
    lines = zip(block.lines, block.middles, strict=True)
    placed = tuple(Line(t, box.x + x, box.y + base + i * font.line_height(size)) for i, (t, x) in enumerate(lines) if t)
    return (Text(placed, size, color),) if placed else ()


def _first_baseline(size: float) -> float:
    """From a block's top to its first baseline; letters stand in the middle of their line."""
    return (font.line_height(size) + font.CAP * size) / 2 + 0.06 * size


@lru_cache(32768)
def _step_block(text: str, w: float, h: float, taken: tuple[Rect, ...], size: float) -> _Block:
    """The best way to set the name; lines make room for tails where one would touch something and no text is lost."""
    block = _best_block(text, w, h, taken, size, _LOW)
    if not _a_tail_touches(block, taken, size):
        return block
    roomy = _best_block(text, w, h, taken, size, _BELOW_TAILS)
    return block if roomy.lines[-1].endswith(ELLIPSIS) and not block.lines[-1].endswith(ELLIPSIS) else roomy


def _best_block(text: str, w: float, h: float, taken: tuple[Rect, ...], size: float, low: float) -> _Block:
    """By trial: all of the name before a part, fewest cut words, few lines near the middle."""
    high = font.line_height(size)
    most = max(1, int((h - 4) / high))
    least = min(most, int(font.width(text, size) / max(w - 2 * _PAD, 1.0)) + 1)
    best: tuple[tuple[float, ...], list[float], float] | None = None
    for count, top in _trials(least, most, h, high):
        if best is not None and (best[0][:2] == (0, 0) or count < least):
            break
        rooms = [_room(w, top + i * high, high - low, taken) for i in range(count)]
        if count > 1 and min(rooms) < _NARROWEST:
            continue
        cost = (*_cost(text, rooms, size), abs(top - (h - count * high) / 2) + 4 * count)
        if best is None or cost < best[0]:
            best = (cost, rooms, top)
    assert best is not None
    lines = _fitted(text, best[1], size)
    return _Block(lines, (w / 2,) * len(lines), best[2])


def _a_tail_touches(block: _Block, taken: tuple[Rect, ...], size: float) -> bool:
    """Whether a letter's tail reaches into something taken below its line."""
    for i, (line, middle) in enumerate(zip(block.lines, block.middles, strict=True)):
        foot = block.top + (i + 1) * font.line_height(size)
        left = middle - font.width(line, size) / 2
        for t in taken:
            if foot - _LOW <= t.y < foot - _BELOW_TAILS:
                ends = [left + font.width(line[:n], size) for n in range(len(line) + 1)]
                if any(c in _TAILS and ends[n] < t.right and t.x < ends[n + 1] for n, c in enumerate(line)):
                    return True
    return False


def _trials(least: int, most: int, h: float, high: float) -> Iterator[tuple[int, float]]:
    """Numbers of lines and tops of the block to try, the most welcome first; fewer than needed come last."""
    for count in (*range(least, most + 1), *range(least - 1, 0, -1)):
        for top in _tops((h - count * high) / 2, h - 2 - count * high):
            yield count, top


def _cost(text: str, rooms: list[float], size: float) -> tuple[float, int]:
    """How much of the text is lost in these rooms, and how many words are cut."""
    lines, cuts = _set(text, rooms, size)
    if len(lines) <= len(rooms):
        return 0, cuts
    return max(1.0, len(text) - sum(len(line) for line in lines[: len(rooms)])), cuts


def _fitted(text: str, rooms: list[float], size: float) -> tuple[str, ...]:
    """The lines of a text in its rooms, of even length, or with an ellipsis at the end."""
    lines, cuts = _set(text, rooms, size)
    count = len(rooms)
    if len(lines) > count:
        return (*lines[: count - 1], ellipsis(lines[count - 1], rooms[-1], size))
    share = least_share(lambda s: _set(text, rooms, size, s), len(lines), cuts)
    return tuple(_set(text, rooms, size, share)[0])


def _set(text: str, rooms: list[float], size: float, share: float = 1.0) -> tuple[list[str], int]:
    return flow(text, lambda i: max(rooms[min(i, len(rooms) - 1)] * share, 8.0), size)


def _tops(middle: float, last: float) -> list[float]:
    """Places to try for a block: the middle, then further and further off."""
    shifts = (0.0, 1.0, -1.0, 2.5, -2.5, 5.0, -5.0, 8.0, -8.0, 12.0, -12.0, 16.0)
    return [middle + s for s in shifts if 2 <= middle + s <= last] or [max(1.0, middle)]


def _room(w: float, top: float, deep: float, taken: tuple[Rect, ...]) -> float:
    """The width of a line around the box's middle that meets nothing taken; its letters end `deep` below its top."""
    room = w - 2 * _PAD
    for t in taken:
        if t.y < top + deep and top + _HIGH < t.bottom:
            gap = (t.x - w / 2) if t.x > w / 2 else (w / 2 - t.right) if t.right < w / 2 else 0.0
            room = min(room, 2 * (gap - 3))
    return max(room, 0.0)


def in_box(text: str, box: Rect, size: float, color: str, weight: Weight = "regular", top: bool = False,
           anchor: Anchor = "middle") -> tuple[Text, ...]:  # fmt: skip
    """Text in a box, in its middle or at its top; lines that do not fit give way to an ellipsis."""
    lines = (balanced if anchor == "middle" else wrap)(text, max(box.w, 4), size, weight)
    lines = clipped(lines, box, size, weight)
    if not lines:
        return ()
    high = font.line_height(size)
    start = box.y if top else box.center.y - len(lines) * high / 2
    x = box.center.x if anchor == "middle" else box.x
    base = start + _first_baseline(size)
    placed = tuple(Line(t, x, base + i * high) for i, t in enumerate(lines) if t)
    return (Text(placed, size, color, weight, anchor=anchor),)


def clipped(lines: list[str], box: Rect, size: float, weight: Weight) -> list[str]:
    """The lines that fit the box's height, at least one, the last with an ellipsis when some are lost."""
    most = max(1, int((box.h + 2) / font.line_height(size)))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], ellipsis(lines[most - 1], box.w, size, weight)]


def upright(text: str, box: Rect, size: float, color: str, weight: Weight) -> tuple[Text, ...]:
    """Text that reads upwards in the middle of a narrow upright box, a little smaller where that saves it whole."""
    turned = Rect(0, 0, max(box.h - 8, 4), box.w)
    for smaller in (size, size - 1, size - 2):
        lines = balanced(text, turned.w, smaller, weight)
        if len(lines) * font.line_height(smaller) <= turned.h + 2:
            size = smaller
            break
    lines = clipped(lines, turned, size, weight)
    if not lines:
        return ()
    high = font.line_height(size)
    left = box.center.x - len(lines) * high / 2 + _first_baseline(size)
    placed = tuple(Line(t, left + i * high, box.center.y) for i, t in enumerate(lines) if t)
    return (Text(placed, size, color, weight, angle=-90),)


def outside(record: Record, theme: Theme) -> tuple[Text, ...]:
    """A label outside its shape, on a halo of paper."""
    found = labels.placed(record)
    if found is None:
        return ()
    size = theme.label_size
    color = theme.own_line(record.trait("color")) or theme.ink
    x, base = found.box.center.x, found.box.y + _first_baseline(size)
    high = font.line_height(size)
    placed = tuple(Line(t, x, base + i * high) for i, t in enumerate(found.lines) if t)
    return (Text(placed, size, theme.on(theme.paper, color), halo=theme.paper),)
