"""Tasks, sub-processes and call activities with their type icons, markers and borders (BPMN 2.0, 10.3)."""

from __future__ import annotations

from mapper.draw import paths, texts
from mapper.draw.look import Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, Colours, badge, colours, number
from mapper.draw.shapes.events import small_event
from mapper.draw.theme import Theme
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ACTIVITIES, CALL, SUBPROCESS
from mapper.model.records import Node
from mapper.model.texts import step_box

_DOTS = (1.5, 3.0)


def activity(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """Any step: border, icon, name, markers, badge."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.step_line, theme.step)
    if look.lens:
        # Under a lens colour says who owns a step, or something else of it: one of which nothing is said has none,
        # whatever its file says.
        said = look.swatch or look.tint
        ground = said.fill if said is not None else theme.step
        paint = Colours(theme.step_line, ground, theme.on(ground, theme.ink), theme.on(ground, theme.step_line))
    inner = step_box.inner(node, box)
    taken = step_box.taken(node, box, bool(look.badge), bool(look.start), look.badge_left)
    return [*_border(node, box, theme, look, paint), *_icon(node, inner, theme, look, paint),
            *_markers(node, inner, theme, paint), *_name(node, box, taken, theme, paint),
            *badge(inner, theme, look), *number(box, theme, look)]  # fmt: skip


def is_frame(node: Node) -> bool:
    """Whether others may stand inside: it must lie below them."""
    large = node.family in ACTIVITIES and step_box.is_large(node)
    return large or step_box.is_open(node) or (node.kind == "subChoreography" and bool(node.trait("expanded")))


def _border(node: Node, box: Rect, theme: Theme, look: Look, paint: Colours) -> list[Mark]:
    width = theme.thick if node.family == CALL else theme.line_width
    dotted = node.family == SUBPROCESS and bool(node.trait("triggered"))
    style = Style(paint.line, paint.fill, width, _DOTS if dotted else (), "round" if dotted else "butt")
    marks: list[Mark] = []
    if look.shadow and not step_box.is_open(node):
        marks.append(Path(paths.rounded_box(box.moved(0, 1.2), theme.radius), Style(theme.shadow, theme.shadow, 2.0)))
    marks.append(Path(paths.rounded_box(box, theme.radius), style))
    if node.kind == "transaction":
        marks.append(
            Path(paths.rounded_box(box.grown(-3), theme.radius - 3), Style(paint.line, None, theme.line_width))
        )
    return marks


def _icon(node: Node, box: Rect, theme: Theme, look: Look, paint: Colours) -> list[Mark]:
    name = step_box.icon(node)
    if name == "start":
        center = step_box.icon_box(box, step_box.EVENT_ICON).center
        return small_event(look.start, look.solid, center, theme) if look.start else []
    if not name:
        return []
    place = step_box.icon_box(box)
    return list(
        icons.painted(
            icons.TASKS[name], Point(place.x, place.y), theme.icon / 16, paint.icon, paint.fill, 1.05, name == "send"
        )
    )


def _markers(node: Node, box: Rect, theme: Theme, paint: Colours) -> list[Mark]:
    names = step_box.markers(node)
    marks: list[Mark] = []
    for name, at in zip(names, step_box.marker_places(box, len(names)), strict=True):
        marks += icons.painted(icons.MARKERS[name], at, theme.marker / 14, paint.icon, paint.fill, 1.15)
    return marks


def _name(node: Node, box: Rect, taken: tuple[Rect, ...], theme: Theme, paint: Colours) -> tuple[Mark, ...]:
    if not step_box.is_open(node):
        return texts.in_step(node.name, box, taken, theme, paint.ink)
    # At the left, as most tools have it: labels of events and gateways inside stand in the middle more often.
    head = Rect(box.x + 10, box.y + 6, max(box.w - 20, 8), 2 * theme.sizes.lane * 1.3)
    return texts.inside(node.name, head, theme.sizes.lane, theme, paint.ink, "semibold", top=True, anchor="start")
