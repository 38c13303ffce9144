"""Tasks, sub-processes and call activities with their type icons, markers and borders (BPMN 2.0, 10.3)."""

from __future__ import annotations

from mapper.draw import paths, texts
from mapper.draw.look import Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, Colours, badge, badge_box, colours
from mapper.draw.shapes.events import small_event
from mapper.draw.theme import Theme
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ACTIVITIES, CALL, SUBPROCESS
from mapper.model.records import Node

_ICON_X, _ICON_Y = 5.0, 4.0
_GAP = 4.0
_EVENT = 17.0
_INSET = {"transaction": 2.5, "callActivity": 1.0}
_DOTS = (1.5, 3.0)


def activity(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """Any step: border, icon, name, markers, badge."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.step_line, theme.step)
    if look.lens:
        # Under the lens colour says who owns a step: one that nobody owns has none, whatever its file says.
        ground = look.tint.fill if look.tint is not None else theme.step
        paint = Colours(theme.step_line, ground, theme.on(ground, theme.ink), theme.on(ground, theme.step_line))
    inner = box.grown(-_INSET.get(node.kind, 0.0))
    icon = _icon(node, inner, theme, look, paint)
    markers, taken = _markers(node, inner, theme, paint)
    if icon:
        taken = (*taken, icon_box(inner, theme.icon if node.family != SUBPROCESS else _EVENT))
    if look.badge:
        taken = (*taken, badge_box(inner, theme))
    return [*_border(node, box, theme, look, paint), *icon, *markers, *_name(node, box, taken, theme, paint),
            *badge(inner, theme, look)]  # fmt: skip


def is_open(node: Node) -> bool:
    """Whether a step shows what is inside it."""
    if node.family == SUBPROCESS:
        return bool(node.trait("expanded"))
    # Many files do not mark an expanded call activity; one as small as a task holds nothing to see.
    return node.family == CALL and _is_large(node) and node.trait("called") in ("", "process")


def is_frame(node: Node) -> bool:
    """Whether others may stand inside: it must lie below them."""
    large = node.family in ACTIVITIES and _is_large(node)
    return large or is_open(node) or (node.kind == "subChoreography" and bool(node.trait("expanded")))


def _is_large(node: Node) -> bool:
    return node.bounds is not None and node.bounds.w > 150 and node.bounds.h > 110


def icon_box(box: Rect, side: float) -> Rect:
    """Where the type icon stands: top left."""
    return Rect(box.x + _ICON_X, box.y + _ICON_Y, side, side)


def _border(node: Node, box: Rect, theme: Theme, look: Look, paint: Colours) -> list[Mark]:
    width = theme.thick if node.family == CALL else theme.line_width
    dotted = node.family == SUBPROCESS and bool(node.trait("triggered"))
    style = Style(paint.line, paint.fill, width, _DOTS if dotted else (), "round" if dotted else "butt")
    marks: list[Mark] = []
    if look.shadow and not is_open(node):
        marks.append(Path(paths.rounded_box(box.moved(0, 1.2), theme.radius), Style(theme.shadow, theme.shadow, 2.0)))
    marks.append(Path(paths.rounded_box(box, theme.radius), style))
    if node.kind == "transaction":
        marks.append(
            Path(paths.rounded_box(box.grown(-3), theme.radius - 3), Style(paint.line, None, theme.line_width))
        )
    return marks


def _icon(node: Node, box: Rect, theme: Theme, look: Look, paint: Colours) -> list[Mark]:
    if node.kind in ("subProcess", "adHocSubProcess", "transaction"):
        if node.trait("triggered") and not is_open(node) and look.start:
            return small_event(look.start, look.solid, icon_box(box, _EVENT).center, theme)
        return []
    name = icons.GLOBALS.get(str(node.trait("called")), "") if node.family == CALL else node.sort.marker
    if node.kind == "receiveTask" and node.trait("instantiate"):
        name = "instantiate"
    if not name:
        return []
    place = icon_box(box, theme.icon)
    return list(
        icons.painted(
            icons.TASKS[name], Point(place.x, place.y), theme.icon / 16, paint.icon, paint.fill, 1.05, name == "send"
        )
    )


def _markers(node: Node, box: Rect, theme: Theme, paint: Colours) -> tuple[list[Mark], tuple[Rect, ...]]:
    names = _marker_names(node)
    if not names:
        return [], ()
    side = theme.marker
    whole = len(names) * side + (len(names) - 1) * _GAP
    row = Rect(box.center.x - whole / 2, box.bottom - side - 4, whole, side)
    marks: list[Mark] = []
    for i, name in enumerate(names):
        at = Point(row.x + i * (side + _GAP), row.y)
        marks += icons.painted(icons.MARKERS[name], at, side / 14, paint.icon, paint.fill, 1.15)
    return marks, (row.grown(3),)


def _marker_names(node: Node) -> list[str]:
    traits = node.traits
    names = []
    if loop := traits.get("loop"):
        names.append(str(loop))
    if traits.get("compensation"):
        names.append("compensation")
    if _is_closed(node):
        names.append("sub")
    if node.kind == "adHocSubProcess":
        names.append("adhoc")
    return names


def _is_closed(node: Node) -> bool:
    """Whether the step hides a process: a collapsed sub-process, a call activity unless it calls a global task."""
    if node.family == CALL:
        return node.trait("called") in ("", "process") and not is_open(node)
    return node.family == SUBPROCESS and not is_open(node)


def _name(node: Node, box: Rect, taken: tuple[Rect, ...], theme: Theme, paint: Colours) -> tuple[Mark, ...]:
    if not is_open(node):
        return texts.in_step(node.name, box, taken, theme, paint.ink)
    # At the left, as most tools have it: labels of events and gateways inside stand in the middle more often.
    head = Rect(box.x + 10, box.y + 6, max(box.w - 20, 8), 2 * theme.sizes.lane * 1.3)
    return texts.inside(node.name, head, theme.sizes.lane, theme, paint.ink, "semibold", top=True, anchor="start")
