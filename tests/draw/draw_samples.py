"""Records to draw, and ways to look at marks."""

from collections.abc import Iterator
from typing import Any

from mapper.draw import font
from mapper.draw.marks import Mark, Text
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import FLOW, KINDS
from mapper.model.records import Flow, Node, Record

TAILS = "gjpqy/,;()"


def record(kind: str, name: str = "Check the order", **changes: Any) -> Record:
    """A drawn record of any kind at 100, 100 in its default size."""
    row = KINDS[kind]
    if row.family == FLOW:
        way = (Point(100, 100), Point(200, 100), Point(200, 180), Point(320, 180))
        return Flow("f", kind, "a", "b", name, plane="p", points=way).but(**changes)
    return Node("n", kind, name, plane="p", bounds=Rect(100, 100, *row.size)).but(**changes)


def letters(text: Text) -> Iterator[Rect]:
    """The boxes that a level text's letters fill: each line from capitals to baseline, then the tails below it."""
    for line in text.lines:
        ends = [font.width(line.text[:n], text.size, text.weight, text.italic) for n in range(len(line.text) + 1)]
        left = line.x - (ends[-1] / 2 if text.anchor == "middle" else 0)
        yield Rect(left, line.y - font.CAP * text.size, ends[-1], font.CAP * text.size)
        for n, letter in enumerate(line.text):
            if letter in TAILS:
                yield Rect(left + ends[n], line.y, ends[n + 1] - ends[n], 0.18 * text.size)


def words(marks: tuple[Mark, ...]) -> list[str]:
    """All lines of text among marks."""
    return [line.text for mark in marks if isinstance(mark, Text) for line in mark.lines]
