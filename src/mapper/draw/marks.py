"""What a shape is made of: paths, lines of text, images. Painters know these and nothing of BPMN.

All coordinates are map pixels, y downwards. Text is already broken into lines and placed, so that every painter shows
the same line breaks. NamedTuples rather than dataclasses: a large map makes 100,000 of them while somebody waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from mapper.lettering.font import Weight
from mapper.model.geometry import Point, Rect

Command: TypeAlias = tuple[str | float, ...]
"""("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",)."""

Commands: TypeAlias = tuple[Command, ...]
Anchor: TypeAlias = Literal["start", "middle"]


class Style(NamedTuple):
    """How a path looks: colours "#rrggbb" or None, width in pixels, dash lengths in pixels."""

    stroke: str | None = None
    fill: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    cap: Literal["butt", "round"] = "butt"
    join: Literal["miter", "round"] = "round"


class Path(NamedTuple):
    """Lines and Bézier curves, filled by the even-odd rule."""

    commands: Commands
    style: Style


class Line(NamedTuple):
    """One line of text; x is its left end or middle (`Text.anchor`), y its baseline."""

    text: str
    x: float
    y: float


class Text(NamedTuple):
    """Lines of text in one style. angle: 0, or -90 for text that reads upwards, turned about each line's own x, y.

    halo: colour of an outline behind the letters that keeps them readable on lines, or None.
    """

    lines: tuple[Line, ...]
    size: float
    color: str
    weight: Weight = "regular"
    italic: bool = False
    anchor: Anchor = "middle"
    angle: Literal[0, -90] = 0
    halo: str | None = None


class Image(NamedTuple):
    """A picture (PNG or JPEG bytes) stretched over a box."""

    data: bytes
    box: Rect


Mark: TypeAlias = Path | Text | Image
Marks: TypeAlias = tuple[Mark, ...]


def shifted(commands: Commands, dx: float, dy: float, scale: float = 1.0) -> Commands:
    """The commands scaled about the origin, then moved.

    >>> shifted((("M", 1.0, 2.0), ("Z",)), 10, 10, 2)
    (('M', 12.0, 14.0), ('Z',))
    """
    return tuple([_shift(command, dx, dy, scale) for command in commands])


def _shift(command: Command, dx: float, dy: float, scale: float) -> Command:
    numbers: tuple[float, ...] = command[1:]  # type: ignore[assignment]
    if len(numbers) == 2:
        return (command[0], numbers[0] * scale + dx, numbers[1] * scale + dy)
    return (command[0], *(n * scale + (dy if i % 2 else dx) for i, n in enumerate(numbers)))


def places(commands: Iterable[Command]) -> list[Point]:
    """All points that commands name, control points included."""
    found = []
    for command in commands:
        numbers: tuple[float, ...] = command[1:]  # type: ignore[assignment]
        found += [Point(numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]
    return found
