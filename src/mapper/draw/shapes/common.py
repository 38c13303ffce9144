"""What all shapes share: the colours of a record under a theme, and the owner's badge."""

from __future__ import annotations

from typing import NamedTuple

from mapper.draw import paths
from mapper.draw.look import Look
from mapper.draw.marks import Line, Mark, Path, Style, Text
from mapper.draw.theme import Theme
from mapper.lettering.font import CAP
from mapper.lettering.measure import width
from mapper.model.geometry import Rect
from mapper.model.records import Record
from mapper.model.texts.step_box import badge_box

NOWHERE = Rect(0, 0, 0, 0)


class Colours(NamedTuple):
    """Line, ground, text and icon of one shape."""

    line: str
    fill: str
    ink: str
    icon: str


def colours(record: Record, theme: Theme, line: str, fill: str) -> Colours:
    """The record's own colours where its file gives some (BPMN in Color), else the theme's given here."""
    traits = record.traits
    if not traits:
        return Colours(line, fill, theme.ink, line)
    own = theme.own_fill(str(traits.get("fill", "")))
    line = theme.own_line(str(traits.get("stroke", ""))) or (theme.rim(own, line) if own else line)
    ink = theme.on(own or fill, theme.own_line(str(traits.get("color", ""))) or theme.ink)
    return Colours(line, own or fill, ink, theme.picture_on(own, line) if own else line)


def badge(box: Rect, theme: Theme, look: Look) -> list[Mark]:
    """The owner's initials in a tinted disc; nothing when the owner is not known."""
    if not look.badge:
        return []
    place, tint = badge_box(box, look.badge_left), look.tint
    fill, ink = (tint.fill, tint.ink) if tint else (theme.band, theme.ink)
    c = place.center
    disc = Path(paths.circle(c, place.w / 2 - 0.5), Style(ink, fill, 1.0))
    base = c.y + CAP * theme.badge_size / 2
    return [disc, Text((Line(look.badge, c.x, base),), theme.badge_size, ink, "semibold")]


def initials(name: str) -> str:
    """One or two letters that stand for a party.

    >>> initials("Sales manager"), initials("lager"), initials("HR"), initials("")
    ('SM', 'La', 'HR', '')
    """
    words = [w for w in name.replace("-", " ").split() if w[0].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return words[0][0].upper() + words[0][1:2] if words else ""


def number(box: Rect, theme: Theme, look: Look) -> list[Mark]:
    """The step's number, on its upper edge at the right, or left: it takes no room from the name, and no line docks."""
    if not look.number:
        return []
    size = theme.badge_size + 1
    wide, base = width(look.number, size, "semibold"), box.y + CAP * size / 2
    right = box.x + theme.radius + 1 + wide if look.number_left else box.right - theme.radius - 1
    ground = Path(paths.box(Rect(right - wide - 2, box.y - size / 2, wide + 4, size)), Style(None, theme.paper, 0.0))
    return [ground, Text((Line(look.number, right - wide / 2, base),), size, theme.ink, "semibold")]
