"""Pools and lanes with their header bands, level or upright (BPMN 2.0, 9.3 and 10.8)."""

from __future__ import annotations

from mapper.draw import paths, texts
from mapper.draw.look import Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, Colours, colours
from mapper.draw.theme import Theme
from mapper.lettering.font import LEAST_SIZE
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import HEADER
from mapper.model.records import Node


def pool(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A pool; one that hides its process has its name in the middle instead of a band.

    Bands of choreography activities are pools too in a file; the activity draws them.
    """
    box = node.bounds or NOWHERE
    if node.trait("band"):
        return []
    paint = colours(node, theme, theme.pool_line, theme.pool)
    if is_black_box(node) if look.hollow is None else look.hollow:
        paint = colours(node, theme, theme.pool_line, theme.lane_band)
        marks = _frame(box, paint, theme)
        inner = box.grown(-6)
        upright = box.h > 2 * box.w
        marks += texts.along(node.name, inner, theme.sizes.lane, theme, paint.ink, upright)
    else:
        marks = _frame(box, paint, theme)
        marks += _header(node, box, theme, _header_width(box, look), paint._replace(fill=theme.band, ink=theme.ink))
    return [*marks, *_many(node, box, theme, paint)]


def is_black_box(node: Node) -> bool:
    """Whether a pool hides what happens inside."""
    return node.ref is None or not node.trait("expanded")


def lane(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A lane: hairlines around it and a narrow band; a tint under the lens shows whose it is."""
    box = node.bounds or NOWHERE
    own = theme.own_fill(str(node.trait("fill")))
    paint = colours(node, theme, theme.lane_line, "")
    marks: list[Mark] = [Path(paths.box(box), Style(paint.line, own or None, theme.hairline, join="miter"))]
    ground = own or theme.lane_band
    if look.lens and look.tint is not None:
        ground = look.tint.fill
    ink = theme.on(ground, theme.own_line(str(node.trait("color"))) or theme.ink)
    width = _header_width(box, look)
    return [*marks, *_header(node, box, theme, width, paint._replace(fill=ground, ink=ink))]


def _header_width(box: Rect, look: Look) -> float:
    wanted = HEADER if look.header is None else look.header
    return max(0.0, min(wanted, box.w, box.h))


def _frame(box: Rect, paint: Colours, theme: Theme) -> list[Mark]:
    return [Path(paths.box(box), Style(paint.line, paint.fill, theme.line_width, join="miter"))]


def _header(node: Node, box: Rect, theme: Theme, width: float, paint: Colours) -> list[Mark]:
    """The band with the name along it: at the left of a level pool, on top of an upright one."""
    if width < 8:
        return []
    level = bool(node.trait("horizontal"))
    band = Rect(box.x, box.y, width, box.h) if level else Rect(box.x, box.y, box.w, width)
    size = theme.sizes.lane if width >= 18 else max(LEAST_SIZE, width * 0.68)
    edge = Style(paint.line, paint.fill, theme.hairline, join="miter")
    text = texts.along(node.name, band, size, theme, paint.ink, upright=level)
    return [Path(paths.box(band), edge), *text]


def _many(node: Node, box: Rect, theme: Theme, paint: Colours) -> list[Mark]:
    """Three bars at the bottom of a participant that stands for several (BPMN 2.0, 9.3)."""
    if not node.trait("multiple"):
        return []
    side = theme.marker
    at = Point(box.center.x - side / 2, box.bottom - side - 4)
    return list(icons.painted(icons.MARKERS["parallel"], at, side / 14, theme.step_line, paint.fill))
