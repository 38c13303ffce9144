"""Task types, activity markers and event definitions as small pictures (BPMN 2.0, chapter 10).

A picture is a tuple of parts in its own units: task icons on a 16 × 16 grid, event icons around 0, 0 in a circle of
radius 18, markers on a 14 × 14 grid.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from mapper.draw import paths
from mapper.draw.marks import Command, Commands, Path, Style, shifted
from mapper.model.geometry import Point, Rect


class Part(NamedTuple):
    """line: stroke only · solid: filled with ink · shape: outlined, filled with ink when the picture is a filled one ·
    page: outlined on the ground, never filled · detail: a line on a shape, in the ground's colour when it is filled."""

    commands: Commands
    paint: Literal["line", "solid", "shape", "page", "detail"] = "line"


Picture = tuple[Part, ...]


def parsed(text: str) -> Commands:
    """Commands from "M 1 2 L 3 4 Z"."""
    out: list[Command] = []
    words = text.split()
    i = 0
    while i < len(words):
        count = {"M": 2, "L": 2, "C": 6, "Z": 0}[words[i]]
        out.append((words[i], *map(float, words[i + 1 : i + 1 + count])))
        i += count + 1
    return tuple(out)


def painted(picture: Picture, at: Point, scale: float, ink: str, ground: str, width: float = 1.1,
            filled: bool = False) -> list[Path]:  # fmt: skip
    """The picture as marks, its origin at a place of the map."""
    styles = {
        "line": Style(ink, None, width, (), "round"),
        "solid": Style(None, ink),
        "shape": Style(ink, ink if filled else ground, width),
        "page": Style(ink, ground, width),
        "detail": Style(ground if filled else ink, None, width, (), "round"),
    }
    return [Path(shifted(part.commands, at.x, at.y, scale), styles[part.paint]) for part in picture]


def _lines(*ends: tuple[float, float, float, float]) -> Commands:
    out: list[Command] = []
    for x1, y1, x2, y2 in ends:
        out += [("M", x1, y1), ("L", x2, y2)]
    return tuple(out)


def _gear(cx: float, cy: float, outer: float, inner: float, teeth: int = 8) -> Commands:
    corners = []
    for i in range(teeth):
        for share, r in ((-0.30, inner), (-0.2, outer), (0.2, outer), (0.30, inner)):
            a = (i + share) * 2 * math.pi / teeth
            corners.append((cx + r * math.sin(a), cy - r * math.cos(a)))
    return paths.polygon(*corners)


def _star(corners: int, radius: float) -> Commands:
    turns = (2 * math.pi * i / corners for i in range(corners))
    return paths.polygon(*((radius * math.sin(a), -radius * math.cos(a)) for a in turns))


def _cross(arm: float, half: float, turned: bool = False) -> Commands:
    """A plus with arms of a width of two halves; turned by 45° it is an X."""
    a, h = arm, half
    corners = [
        (-h, -a),
        (h, -a),
        (h, -h),
        (a, -h),
        (a, h),
        (h, h),
        (h, a),
        (-h, a),
        (-h, h),
        (-a, h),
        (-a, -h),
        (-h, -h),
    ]
    if turned:
        k = math.sqrt(0.5)
        corners = [(k * (x - y), k * (x + y)) for x, y in corners]
    return paths.polygon(*corners)


def _envelope(x: float, y: float, w: float, h: float) -> Picture:
    flap = parsed(f"M {x} {y} L {x + w / 2} {y + h * 0.58} L {x + w} {y}")
    return (Part(paths.box(Rect(x, y, w, h)), "shape"), Part(flap, "detail"))


_HAND = (
    "M 1.5 5.6 L 5 2.7 C 5.5 2.3 6 2.1 6.6 2.1 L 9 2.1 C 10.2 2.1 10.2 3.9 9 3.9 L 7.4 3.9 L 6.7 5 L 13.5 5 "
    "C 14.8 5 14.8 7.1 13.5 7.1 L 13.9 7.1 C 15.2 7.1 15.2 9.2 13.9 9.2 L 13.4 9.2 C 14.6 9.2 14.6 11.3 13.4 11.3 "
    "L 12.4 11.3 C 13.5 11.3 13.5 13.4 12.4 13.4 L 5.6 13.4 C 4 13.4 2.6 12.8 1.5 12 Z"
)
_SCROLL = (
    "M 4.8 1.7 L 14 1.7 C 11.8 3.6 11.8 5 12.6 7.2 C 13.6 9.8 13.6 12 11.2 14.3 L 2 14.3 "
    "C 4.4 12 4.2 10.2 3.3 8 C 2.4 5.6 2.4 3.6 4.8 1.7 Z"
)

TASKS: dict[str, Picture] = {
    "user": (
        Part(parsed("M 1.9 14.3 C 1.9 10.7 4.4 9.3 8 9.3 C 11.6 9.3 14.1 10.7 14.1 14.3 Z"), "page"),
        Part(paths.ellipse(8, 5, 3.2, 3.3), "page"),
    ),
    "manual": (
        Part(parsed(_HAND), "page"),
        Part(_lines((9.3, 7.1, 13.5, 7.1), (9.3, 9.2, 13.6, 9.2), (9.3, 11.3, 12.6, 11.3))),
    ),
    "service": (
        Part(_gear(5.4, 5.4, 4.9, 3.7), "page"),
        Part(paths.ellipse(5.4, 5.4, 1.5, 1.5), "page"),
        Part(_gear(10.2, 10.2, 5.3, 4.0), "page"),
        Part(paths.ellipse(10.2, 10.2, 1.7, 1.7), "page"),
    ),
    "script": (
        Part(parsed(_SCROLL), "page"),
        Part(_lines((5.2, 4.7, 10, 4.7), (5, 7.2, 10.2, 7.2), (6, 9.7, 11.2, 9.7), (5.6, 12, 10.6, 12))),
    ),
    "rule": (
        Part(paths.box(Rect(1.5, 2.5, 13, 11)), "page"),
        Part(paths.box(Rect(1.5, 2.5, 13, 3.4)), "solid"),
        Part(_lines((1.5, 9.7, 14.5, 9.7), (5.6, 5.9, 5.6, 13.5))),
    ),
    "send": _envelope(1.2, 3, 13.6, 10),
    "receive": _envelope(1.2, 3, 13.6, 10),
    "instantiate": (Part(paths.ellipse(8, 8, 7.6, 7.6), "page"), *_envelope(3.4, 5, 9.2, 6.2)),
}
"""By the kinds table's marker; "send" is painted filled."""

_MARKER_TILDE = (
    "M 1 8.6 C 1.8 5.2 4.2 3.6 7 6 C 9.4 8 11.4 8.2 13 4.6 L 13 6.6 C 12.2 10.2 9.8 11.4 7 9 C 4.6 7 2.6 6.8 1 10.6 Z"
)
_MARKER_LOOP = (
    "M 4.6 12.3 C 2.6 11.4 1.4 9.4 1.5 7.2 "
    "C 1.6 4.1 4.1 1.7 7.1 1.7 C 10.2 1.7 12.6 4.2 12.6 7.2 C 12.6 9.6 11.2 11.5 9 12.4"
)

MARKERS: dict[str, Picture] = {
    "sub": (Part(paths.box(Rect(0.5, 0.5, 13, 13)), "page"), Part(_lines((3.4, 7, 10.6, 7), (7, 3.4, 7, 10.6)))),
    "standard": (Part(parsed(_MARKER_LOOP)), Part(parsed("M 1.3 12.8 L 4.9 12.5 L 4.6 8.9"))),
    "parallel": (Part(paths.box(Rect(1.6, 1, 2.4, 12)), "solid"), Part(paths.box(Rect(5.8, 1, 2.4, 12)), "solid"),
                 Part(paths.box(Rect(10, 1, 2.4, 12)), "solid")),
    "sequential": (Part(paths.box(Rect(1, 1.6, 12, 2.4)), "solid"), Part(paths.box(Rect(1, 5.8, 12, 2.4)), "solid"),
                   Part(paths.box(Rect(1, 10, 12, 2.4)), "solid")),
    "compensation": (Part(paths.polygon((0.4, 7), (6.6, 2.2), (6.6, 11.8)), "page"),
                     Part(paths.polygon((6.8, 7), (13, 2.2), (13, 11.8)), "page")),
    "adhoc": (Part(parsed(_MARKER_TILDE), "solid"),),
}  # fmt: skip
"""Activity markers (BPMN 2.0, 10.3): at the bottom of a step, side by side."""

_TICKS = _lines(
    *(
        (8.4 * math.sin(a), -8.4 * math.cos(a), 10.4 * math.sin(a), -10.4 * math.cos(a))
        for a in (math.pi * i / 6 for i in range(12))
    )
)

EVENTS: dict[str, Picture] = {
    "": (),
    "message": _envelope(-9, -6.2, 18, 12.4),
    "timer": (Part(paths.ellipse(0, 0, 10.6, 10.6), "page"), Part(_TICKS), Part(parsed("M 1.6 -7 L 0 0 L 5.2 0.6"))),
    "error": (Part(paths.polygon((-8.6, 8.4), (-3.8, -6.8), (2.2, 1), (8.4, -8.8), (4.2, 6.6), (-2, -1)), "shape"),),
    "escalation": (Part(paths.polygon((0, -9.6), (6.8, 8.2), (0, 1.6), (-6.8, 8.2)), "shape"),),
    "cancel": (Part(_cross(10.5, 2.1, turned=True), "shape"),),
    "compensate": (
        Part(paths.polygon((-10, 0), (-1.6, -6.6), (-1.6, 6.6)), "shape"),
        Part(paths.polygon((-1.4, 0), (7, -6.6), (7, 6.6)), "shape"),
    ),
    "conditional": (
        Part(paths.box(Rect(-6.8, -8.8, 13.6, 17.6)), "page"),
        Part(_lines(*((-4.4, y, 4.4, y) for y in (-5.4, -1.8, 1.8, 5.4)))),
    ),
    "link": (
        Part(paths.polygon((-9, -3.4), (1.8, -3.4), (1.8, -7.6), (9.6, 0), (1.8, 7.6), (1.8, 3.4), (-9, 3.4)), "shape"),
    ),
    "signal": (Part(paths.polygon((0, -9.4), (8.8, 6), (-8.8, 6)), "shape"),),
    "terminate": (Part(paths.ellipse(0, 0, 10, 10), "solid"),),
    "multiple": (Part(_star(5, 9.8), "shape"),),
    "parallelMultiple": (Part(_cross(9.2, 2.7), "shape"),),
}
"""Event definitions, by `kinds.EVENTS`."""

GATEWAYS: dict[str, Picture] = {
    "exclusive": (Part(_cross(10.6, 1.75, turned=True), "solid"),),
    "parallel": (Part(_cross(11.4, 1.75), "solid"),),
    "plus": (Part(_cross(7.6, 2.3), "page"),),
    "pentagon": (Part(_star(5, 7.8), "page"),),
    "complex": (Part(_cross(11.4, 1.5), "solid"), Part(_cross(11.4, 1.5, turned=True), "solid")),
}
"""Gateway markers around 0, 0 in a diamond of 50 × 50."""
