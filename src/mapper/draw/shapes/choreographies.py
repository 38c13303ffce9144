"""Choreography activities (BPMN 2.0, chapter 11) and conversations (chapter 9)."""

from __future__ import annotations

from mapper.draw import paths, texts
from mapper.draw.look import Band, Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, Colours, colours
from mapper.draw.shapes.data import envelope
from mapper.draw.theme import Theme
from mapper.lettering.font import Weight
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node

BAND = 20.0
"""Height of a participant's band where the file has no shape for it."""

_ROOMY = 26.0


def choreography(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A step between participants: their bands above and below, the name between, markers at the bottom."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.step_line, theme.step)
    width = theme.thick if node.kind == "callChoreography" else theme.line_width
    edge = paths.rounded_box(box, theme.radius)
    marks: list[Mark] = [Path(edge, Style(None, paint.fill))]
    bands = look.bands or _usual_bands(node, box, look.starter)
    for band in bands:
        marks += _band(band, box, theme)
    marks.append(Path(edge, Style(paint.line, None, width)))
    top = max((b.box.bottom for b in bands if b.box.y < box.center.y), default=box.y)
    low = min((b.box.y for b in bands if b.box.y >= box.center.y), default=box.bottom)
    inner = Rect(box.x + 6, top + 2, max(box.w - 12, 4), max(low - top - 4, 14))
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
    weight: Weight = "semibold" if opened else "regular"
    return [*marks, *texts.inside(node.name, room, theme.sizes.step, theme, paint.ink, weight, top=opened)]


def _usual_bands(node: Node, box: Rect, starter: str) -> list[Band]:
    """Half of the participants above, half below; the one that starts is light, else the first."""
    names = str(node.trait("participants")).split("\n") if node.trait("participants") else []
    half = (len(names) + 1) // 2
    found = []
    for i, name in enumerate(names):
        y = box.y + i * BAND if i < half else box.bottom - (len(names) - i) * BAND
        found.append(Band(Rect(box.x, y, box.w, BAND), name, name == starter if starter in names else i == 0))
    return found


def _band(band: Band, whole: Rect, theme: Theme) -> list[Mark]:
    """The participant that starts is light, the others are shaded (BPMN 2.0, 11.5)."""
    box = band.box
    style = Style(theme.step_line, theme.step if band.light else theme.band, theme.hairline)
    top, bottom = box.y <= whole.y + 1, box.bottom >= whole.bottom - 1
    edge = paths.rounded_top if top else paths.rounded_bottom if bottom else None
    marks: list[Mark] = [Path(edge(box, theme.radius) if edge else paths.box(box), style)]
    side = 10.0
    low = band.many and box.h < _ROOMY
    inner = Rect(
        box.x + 6, box.y, max(box.w - 12 - (side + 4) * low, 4), max(box.h - side * (band.many and not low), 8)
    )
    marks += texts.inside(band.name, inner, theme.sizes.label, theme, theme.ink)
    if band.many:
        # Below the name as the standard has it; in a low band there is room only beside it.
        below = Point(box.center.x - side / 2, box.bottom - side - 2)
        at = Point(box.right - side - 8, box.center.y - side / 2) if low else below
        marks += icons.painted(icons.MARKERS["parallel"], at, side / 14, theme.step_line, theme.step)
    if band.message:
        marks += _letter(band, top, theme)
    return marks


def _letter(band: Band, above: bool, theme: Theme) -> list[Mark]:
    """The message a participant sends, an envelope tied to its band (BPMN 2.0, 11.4.1)."""
    x = band.box.center.x
    edge, way = (band.box.y, -1) if above else (band.box.bottom, 1)
    tie = paths.polyline(((x, edge), (x, edge + way * 12)))
    place = Rect(x - 12, edge + 12 if way > 0 else edge - 28, 24, 16)
    fill = theme.step if band.light else theme.band
    line = Style(theme.artifact, None, theme.line_width, (0.5, 3.5), "round")
    return [Path(tie, line), *envelope(place, Colours(theme.step_line, fill, theme.ink, theme.ink), theme)]


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
