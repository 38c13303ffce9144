"""Groups and text annotations (BPMN 2.0, 8.4.1)."""

from __future__ import annotations

from mapper.draw import paths, texts
from mapper.draw.look import Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes.common import NOWHERE, Colours, colours
from mapper.draw.theme import Theme
from mapper.model.geometry import Rect
from mapper.model.kinds import LIFT
from mapper.model.records import Node
from mapper.model.texts.annotations import NARROWEST, TEXT_LEFT, TEXT_RIGHT, as_high_as_its_text

_DASH_DOT = (8.0, 4.0, 1.5, 4.0)
_DASHED = (6.0, 4.0)
_BRACKET = 10.0


def group(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A rounded dash-dotted frame that hides nothing behind it."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.artifact, "")
    if node.trait("phase"):
        return _phase(node, box, theme, paint)
    return [Path(paths.rounded_box(box, theme.radius), Style(paint.line, None, theme.line_width, _DASH_DOT, "round"))]


def _phase(node: Node, box: Rect, theme: Theme, paint: Colours) -> list[Mark]:
    """A dashed line on either side across the lanes, and the band of the title beside the pool."""
    level = node.label is None or node.label.bottom <= box.y + 1
    ends = ((box.x, box.right), (box.y, box.bottom)) if level else ((box.y, box.bottom), (box.x, box.right))
    sides = [
        paths.polyline(((at, ends[1][0]), (at, ends[1][1])) if level else ((ends[1][0], at), (ends[1][1], at)))
        for at in ends[0]
    ]
    marks: list[Mark] = [Path(side, Style(paint.line, None, theme.line_width, _DASHED)) for side in sides]
    if node.label is not None:
        band = node.label.moved(0, LIFT) if level else node.label
        marks.append(Path(paths.box(band), Style(paint.line, theme.lane_band, theme.hairline, join="miter")))
    return marks


def annotation(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A bracket at the left as high as its text needs, even where the file's box is lower: it is all that is said."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.artifact, "")
    box = as_high_as_its_text(node, theme.sizes)
    marks: list[Mark] = []
    if own := theme.own_fill(str(node.trait("fill"))):
        marks.append(Path(paths.box(box), Style(None, own)))
    arm = min(_BRACKET, box.w / 2)
    bracket = paths.polyline(((box.x + arm, box.y), (box.x, box.y), (box.x, box.bottom), (box.x + arm, box.bottom)))
    marks.append(Path(bracket, Style(paint.line, None, theme.line_width)))
    ink = theme.on(own or theme.paper, theme.own_line(str(node.trait("color"))) or theme.ink)
    place = Rect(box.x + TEXT_LEFT, box.y + 1, max(box.w - TEXT_LEFT - TEXT_RIGHT, NARROWEST), box.h - 2)
    return [*marks, *texts.lines(node.name, place, theme.sizes.label, theme, ink)]
