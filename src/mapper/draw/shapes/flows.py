"""Flows: lines with rounded bends, their ends and markers (BPMN 2.0, 7.5 and 10.2)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mapper.draw import paths
from mapper.draw.look import Look
from mapper.draw.marks import Command, Commands, Mark, Path, Style
from mapper.draw.shapes.common import Colours
from mapper.draw.shapes.data import envelope
from mapper.draw.theme import Theme
from mapper.model.geometry import Point, Rect, along, length, simplified
from mapper.model.records import Flow, Record
from mapper.model.seen import seen

_DASHED = (7.0, 4.0)
_DOTTED = (0.5, 3.5)
_HOP = 4.5
_RING = 6.0
"""Radius of the ring around an end that touches, in pixels."""


def sequence(flow: Flow, theme: Theme, look: Look) -> list[Mark]:
    """A solid line with a filled arrowhead; a slash marks the default, a small diamond a condition."""
    route, line = _route(flow), _line(flow, theme)
    if route is None:
        return []
    marks: list[Mark] = [_stroke(route, theme, look, Style(line, None, theme.line_width), end=theme.arrow - 1)]
    marks.append(_head(route, theme.arrow, line))
    if flow.trait("default"):
        marks.append(_slash(route, line, theme))
    elif flow.trait("conditional") and look.solid:
        marks.append(_small_diamond(route, line, theme))
    return marks


def message(flow: Flow, theme: Theme, look: Look) -> list[Mark]:
    """A dashed line from an open circle to an open arrowhead, an envelope on it when a message is shown."""
    route, line = _route(flow), _line(flow, theme)
    if route is None:
        return []
    r = 3.6
    style = Style(line, None, theme.line_width, _DASHED)
    marks: list[Mark] = [_stroke(route, theme, look, style, start=2 * r, end=theme.arrow)]
    marks.append(Path(paths.circle(paths.toward(route[0], route[1], r), r), Style(line, theme.paper, theme.line_width)))
    marks.append(_head(route, theme.arrow, line, theme.paper, theme.line_width))
    if kind := flow.trait("envelope"):
        c = along(route)
        fill = theme.band if "non" in str(kind) else theme.paper
        marks += envelope(Rect(c.x - 12, c.y - 8, 24, 16), Colours(line, fill, theme.ink, line), theme)
    return marks


def association(flow: Flow, theme: Theme, look: Look) -> list[Mark]:
    """A dotted line, with open arrows where it has a direction."""
    direction = str(flow.trait("direction"))
    return _dotted(flow, theme, look, start=direction == "Both", end=direction in ("One", "Both"))


def data_association(flow: Flow, theme: Theme, look: Look) -> list[Mark]:
    """A dotted line with an open arrow where the data go."""
    return _dotted(flow, theme, look, start=False, end=True)


def link(flow: Flow, theme: Theme, look: Look) -> list[Mark]:
    """Two lines side by side."""
    route, line = _route(flow), _line(flow, theme)
    if route is None:
        return []
    outer = Path(paths.bent(route, theme.bend), Style(line, None, 2 * theme.line_width + 2))
    return [outer, Path(outer.commands, Style(theme.paper, None, 2.0))]


def touching(record: Record, theme: Theme) -> list[Mark]:
    """A ring around each end of a flow, and each boundary event, that only touches what it counts as joined to."""
    style, fields = Style(theme.accent, None, theme.line_width), seen(record)
    if isinstance(record, Flow):
        places = {"source": 0, "target": -1}
        ends = [record.points[places[field]] for field in fields if len(record.points) > 1]
        return [Path(paths.circle(end, _RING), style) for end in ends]
    if "host" not in fields or record.bounds is None:
        return []
    return [Path(paths.circle(record.bounds.center, record.bounds.w / 2 + _RING), style)]


def _dotted(flow: Flow, theme: Theme, look: Look, start: bool, end: bool) -> list[Mark]:
    route, line = _route(flow), _line(flow, theme, theme.artifact)
    if route is None:
        return []
    style = Style(line, None, theme.line_width * 1.2, _DOTTED, "round")
    marks: list[Mark] = [_stroke(route, theme, look, style)]
    if end:
        marks.append(_open_head(route, theme, line))
    if start:
        marks.append(_open_head(tuple(reversed(route)), theme, line))
    return marks


def _route(flow: Flow) -> tuple[Point, ...] | None:
    route = simplified(flow.points)
    return route if len(route) > 1 else None


def _line(flow: Flow, theme: Theme, token: str = "") -> str:
    return theme.own_line(str(flow.trait("stroke"))) or token or theme.line


def _stroke(route: tuple[Point, ...], theme: Theme, look: Look, style: Style, start: float = 0, end: float = 0) -> Path:
    """The line itself, short of what stands at its ends, hopping where it crosses another."""
    points = list(route)
    if start:
        points[0] = _inward(points[0], points[1], start)
    if end:
        points[-1] = _inward(points[-1], points[-2], end)
    commands = paths.bent(points, theme.bend)
    return Path(_hopping(commands, look.hops) if look.hops else commands, style)


def _inward(end: Point, before: Point, by: float) -> Point:
    return paths.toward(end, before, min(by, end.distance(before) - 0.01))


def _hopping(commands: Commands, hops: Sequence[Point]) -> Commands:
    """The commands with a half circle over each of the places, where they lie on a level piece clear of its ends."""
    out: list[Command] = []
    at = Point(0, 0)
    for command in commands:
        numbers: tuple[float, ...] = command[1:]  # type: ignore[assignment]
        to = Point(numbers[-2], numbers[-1]) if numbers else at
        if command[0] == "L" and abs(to.y - at.y) < 0.5:
            out += _hops_between(at, to, [h.x for h in hops if abs(h.y - at.y) < 0.5])
        out.append(command)
        at = to
    return tuple(out)


def _hops_between(start: Point, end: Point, places: list[float]) -> list[Command]:
    sign = 1 if end.x > start.x else -1
    low, high = sorted((start.x, end.x))
    found: list[Command] = []
    last = start.x
    for x in sorted(places, reverse=sign < 0):
        if not low + _HOP + 1 < x < high - _HOP - 1 or (found and abs(x - last) < 2 * _HOP + 1):
            continue
        a, b, y, k = x - sign * _HOP, x + sign * _HOP, start.y, _HOP * 4 / 3
        found += [("L", a, y), ("C", a, y - k, b, y - k, b, y)]
        last = x
    return found


def _turned(route: tuple[Point, ...], forward: float, side: float, at_start: bool = False) -> tuple[float, float]:
    """A place measured backwards from the end of the line (or forwards from its start) and sideways."""
    tip, before = (route[0], route[1]) if at_start else (route[-1], route[-2])
    span = tip.distance(before)
    ux, uy = (before.x - tip.x) / span, (before.y - tip.y) / span
    return tip.x + ux * forward - uy * side, tip.y + uy * forward + ux * side


def _head(route: tuple[Point, ...], size: float, line: str, fill: str | None = None, width: float = 0.8) -> Path:
    """A slim triangle at the end; its outline stays within the tip."""
    size = min(size, max(length(route) * 0.6, 2.0))
    half = size * 0.4
    corners = (_turned(route, 0.6, 0), _turned(route, size, half), _turned(route, size, -half))
    return Path(paths.polygon(*corners), Style(line, fill or line, width))


def _open_head(route: tuple[Point, ...], theme: Theme, line: str) -> Path:
    size = theme.arrow * 0.85
    corners = (_turned(route, size, size * 0.5), _turned(route, 0.4, 0), _turned(route, size, -size * 0.5))
    return Path(paths.polyline(corners), Style(line, None, theme.line_width, (), "round"))


def _slash(route: tuple[Point, ...], line: str, theme: Theme) -> Path:
    """A stroke across the line near its start, 60° steep."""
    steep = 5.0 * math.tan(math.radians(30))
    ends = (_turned(route, 10 - steep, -5, True), _turned(route, 10 + steep, 5, True))
    return Path(paths.polyline(ends), Style(line, None, theme.line_width * 1.2, (), "round"))


def _small_diamond(route: tuple[Point, ...], line: str, theme: Theme) -> Path:
    corners = (
        _turned(route, 0, 0, True),
        _turned(route, 7.5, 4.2, True),
        _turned(route, 15, 0, True),
        _turned(route, 7.5, -4.2, True),
    )
    return Path(paths.polygon(*corners), Style(line, theme.paper, theme.line_width))
