"""Choreography activities (BPMN 2.0, chapter 11) and conversations (chapter 9)."""

from __future__ import annotations

from mapper.draw import lettering, paths
from mapper.draw.look import Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, Colours, colours
from mapper.draw.theme import Theme
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node

BAND = 20.0
"""Height of a participant's band where the file has no shape for it."""


def choreography(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A step between participants: their bands above and below, the name between, markers at the bottom."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.step_line, theme.step)
    width = theme.thick if node.kind == "callChoreography" else theme.line_width
    edge = paths.rounded_box(box, theme.radius)
    marks: list[Mark] = [Path(edge, Style(None, paint.fill))]
    names = str(node.trait("participants")).split("\n") if node.trait("participants") else []
    above, below = (len(names) + 1) // 2 or 1, len(names) // 2 or 1
    if look.bands:
        marks += _bands(node, names, box, theme)
    marks.append(Path(edge, Style(paint.line, None, width)))
    inner = Rect(box.x + 6, box.y + BAND * above + 2, max(box.w - 12, 4), max(box.h - BAND * (above + below) - 4, 14))
    return [*marks, *_inside(node, inner, theme, paint)]


def _inside(node: Node, inner: Rect, theme: Theme, paint: Colours) -> list[Mark]:
    names = [str(node.trait("loop"))] if node.trait("loop") else []
    if node.kind == "subChoreography" and not node.trait("expanded"):
        names.append("sub")
    side = theme.marker
    left = inner.center.x - (len(names) * (side + 4) - 4) / 2
    marks: list[Mark] = []
    for i, name in enumerate(names):
        at = Point(left + i * (side + 4), inner.bottom - side - 1)
        marks += icons.painted(icons.MARKERS[name], at, side / 14, paint.icon, paint.fill, 1.15)
    opened = node.kind == "subChoreography" and bool(node.trait("expanded"))
    room = Rect(inner.x, inner.y, inner.w, max(inner.h - (side + 3 if names else 0), 14))
    weight = "semibold" if opened else "regular"
    return [*marks, *lettering.in_box(node.name, room, theme.name_size, paint.ink, weight, top=opened)]  # type: ignore[arg-type]


def _bands(node: Node, names: list[str], box: Rect, theme: Theme) -> list[Mark]:
    """Half of the participants above, half below; the first one starts and is light, the others are shaded."""
    marks: list[Mark] = []
    half = (len(names) + 1) // 2
    starter = str(node.trait("initiating"))
    for i, line in enumerate(names):
        y = box.y + i * BAND if i < half else box.bottom - (len(names) - i) * BAND
        band = Rect(box.x, y, box.w, BAND)
        light = line == starter if starter in names else i == 0
        style = Style(theme.step_line, theme.step if light else theme.band, theme.hairline)
        edge = paths.rounded_top if i == 0 else paths.rounded_bottom if i == len(names) - 1 else None
        marks.append(Path(edge(band, theme.radius) if edge else paths.box(band), style))
        marks += lettering.in_box(line, Rect(box.x + 6, y, max(box.w - 12, 4), BAND), theme.label_size, theme.ink)
    return marks


def conversation(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A hexagon: thick when it calls, with a plus when it holds more."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.step_line, theme.step)
    width = theme.thick if node.kind == "callConversation" else theme.line_width
    marks: list[Mark] = [Path(paths.hexagon(box), Style(paint.line, paint.fill, width))]
    if node.kind == "subConversation" or (node.kind == "callConversation" and node.trait("called") == "collaboration"):
        side = min(theme.marker, box.h * 0.4)
        at = Point(box.center.x - side / 2, box.bottom - side - 3)
        marks += icons.painted(icons.MARKERS["sub"], at, side / 14, paint.icon, paint.fill)
    return marks
