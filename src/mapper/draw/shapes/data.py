"""Data objects, inputs, outputs, stores and messages (BPMN 2.0, 10.4 and 8.4.11)."""

from __future__ import annotations

from mapper.draw import outline, paths
from mapper.draw.look import Look
from mapper.draw.marks import Commands, Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, Colours, colours
from mapper.draw.theme import Theme
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node

_ARROW = icons.parsed("M 0 3.4 L 7.4 3.4 L 7.4 0.6 L 13.4 5.5 L 7.4 10.4 L 7.4 7.6 L 0 7.6 Z")


def page(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A page with a folded corner; an arrow for input and output, three bars for a collection."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.data, theme.data_fill)
    style = Style(paint.line, paint.fill, theme.line_width)
    marks: list[Mark] = [Path(outline.outline(node).commands, style)]
    f = outline.fold(box)
    corner = paths.polyline(((box.right - f, box.y), (box.right - f, box.y + f), (box.right, box.y + f)))
    marks.append(Path(corner, Style(paint.line, None, theme.line_width)))
    scale = min(box.w / 36, box.h / 50)
    if node.kind in ("dataInput", "dataOutput"):
        arrow = icons.Part(_ARROW, "shape")
        filled = node.kind == "dataOutput"
        marks += icons.painted(
            (arrow,), Point(box.x + 5 * scale, box.y + 5 * scale), scale, paint.icon, paint.fill, 1.1, filled
        )
    if node.trait("collection"):
        side = 11 * scale
        at = Point(box.center.x - side / 2, box.bottom - side - 3 * scale)
        marks += icons.painted(icons.MARKERS["parallel"], at, side / 14, paint.icon, paint.fill)
    return marks


def store(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A drum with two rims below its lid."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.data, theme.data_fill)
    line = Style(paint.line, None, theme.line_width)
    marks: list[Mark] = [Path(outline.drum(box), Style(paint.line, paint.fill, theme.line_width))]
    e = outline.lid(box)
    return [*marks, *(Path(_rim(box, e, box.y + e + i * e * 0.75), line) for i in range(3))]


def _rim(box: Rect, e: float, y: float) -> Commands:
    """The lower half of an ellipse across the drum."""
    kx, ky = box.w / 2 * 0.5522847498, e * 0.5522847498
    c, low = box.center.x, y + e
    return (
        ("M", box.x, y),
        ("C", box.x, y + ky, c - kx, low, c, low),
        ("C", c + kx, low, box.right, y + ky, box.right, y),
    )


def message(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """An envelope."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.data, theme.data_fill)
    return list(envelope(box, paint, theme))


def envelope(box: Rect, paint: Colours, theme: Theme) -> list[Path]:
    """An envelope that fills a box; `paint.fill` tells an initiating message (light) from a reply (shaded)."""
    flap = paths.polyline(((box.x, box.y), (box.center.x, box.y + box.h * 0.58), (box.right, box.y)))
    return [
        Path(paths.box(box), Style(paint.line, paint.fill, theme.line_width)),
        Path(flap, Style(paint.line, None, theme.line_width)),
    ]
