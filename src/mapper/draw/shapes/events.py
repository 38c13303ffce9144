"""Events: rings by place in the process, pictures by what happens, filled when thrown (BPMN 2.0, 10.5)."""

from __future__ import annotations

from math import pi

from mapper.draw import paths
from mapper.draw.look import Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, colours
from mapper.draw.theme import Theme
from mapper.model.geometry import Point
from mapper.model.records import Node

_THROWING = frozenset({"intermediateThrowEvent", "endEvent", "implicitThrowEvent"})
_DOUBLE = frozenset({"intermediateThrowEvent", "intermediateCatchEvent", "boundaryEvent", "implicitThrowEvent"})
_DASHES = 10


def event(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """Ring or rings, then the picture of the event definition."""
    box = node.bounds or NOWHERE
    r = min(box.w, box.h) / 2
    line, fill = _tokens(node.kind, theme)
    paint = colours(node, theme, line, fill)
    width = theme.thick if node.kind == "endEvent" else theme.line_width * 1.2
    solid = bool(node.trait("interrupting"))
    # The ring lies inside the bounds, so that flows end on its outer edge.
    marks: list[Mark] = [
        Path(paths.circle(box.center, r - width / 2), Style(paint.line, paint.fill, width, _dash(r - width / 2, solid)))
    ]
    if node.kind in _DOUBLE:
        inner = r * 0.84 - width / 2
        marks.append(Path(paths.circle(box.center, inner), Style(paint.line, None, width, _dash(inner, solid))))
    name, thrown = str(node.trait("event")), node.kind in _THROWING
    return [*marks, *_picture(name, box.center, r, paint.icon, paint.fill, thrown)]


def _dash(radius: float, solid: bool) -> tuple[float, ...]:
    """Dashes that divide the ring evenly, so that those of two rings lie side by side."""
    step = 2 * pi * radius / _DASHES
    return () if solid else (round(0.62 * step, 3), round(0.38 * step, 3))


def _picture(name: str, center: Point, r: float, ink: str, ground: str, thrown: bool) -> list[Mark]:
    # Inside two rings there is less room than inside one; the pictures are drawn for a radius of 18.
    scale = r / 18 * 0.86
    return list(icons.painted(icons.EVENTS.get(name, ()), center, scale, ink, ground, 1.15, thrown))


def _tokens(kind: str, theme: Theme) -> tuple[str, str]:
    if kind == "startEvent":
        return theme.start, theme.start_fill
    if kind == "endEvent":
        return theme.end, theme.end_fill
    return theme.middle, theme.middle_fill


def small_event(name: str, solid: bool, center: Point, theme: Theme) -> list[Mark]:
    """The start event of a collapsed event sub-process, in its corner (BPMN 2.0, 10.3.5)."""
    ring = Style(theme.start, theme.start_fill, theme.line_width, () if solid else (2.5, 2.0))
    return [Path(paths.circle(center, 7.9), ring), *_picture(name, center, 8.5, theme.start, theme.start_fill, False)]
