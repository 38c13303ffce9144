"""Records to draw, and ways to look at marks."""

from collections.abc import Iterator
from typing import Any

from mapper.draw.marks import Mark, Text
from mapper.lettering import font, measure
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
    """The boxes that a level text's lines fill, capitals to baseline."""
    for line in text.lines:
        w = measure.width(line.text, text.size, text.weight, text.italic)
        left = line.x - (w / 2 if text.anchor == "middle" else 0)
        yield Rect(left, line.y - font.CAP * text.size, w, font.CAP * text.size)


def tails(text: Text) -> Iterator[Rect]:
    """The boxes below the baseline that single letters of a level text reach into."""
    for line, box in zip(text.lines, letters(text), strict=True):
        for n, letter in enumerate(line.text):
            if letter in TAILS:
                start, end = (measure.width(line.text[:m], text.size, text.weight, text.italic) for m in (n, n + 1))
                yield Rect(box.x + start, line.y, end - start, 0.18 * text.size)


def words(marks: tuple[Mark, ...]) -> list[str]:
    """All lines of text among marks."""
    return [line.text for mark in marks if isinstance(mark, Text) for line in mark.lines]
