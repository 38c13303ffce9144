"""What of a step's box is taken by its icon, markers and badge, and how large it must be for its name (BPMN 2.0, 10.3).

The one place that knows it: drawing puts things there, editing makes steps large enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapper.lettering.fit import fits
from mapper.lettering.sizes import Sizes
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import CALL, SUBPROCESS
from mapper.model.records import Node

ICON, EVENT_ICON, MARKER, BADGE = 14.0, 17.0, 13.0, 18.0
"""Sides of the icon of a task, the start event of an event sub-process, a marker, the owner's badge; pixels."""

_ICON_X, _ICON_Y = 5.0, 4.0
_GAP, _EDGE, _AROUND = 4.0, 4.0, 3.0
_CORNER = 3.0
_INSET = {"transaction": 2.5, "callActivity": 1.0}
_LARGE = (150.0, 110.0)

GLOBALS = {
    "globalTask": "",
    "globalUserTask": "user",
    "globalManualTask": "manual",
    "globalScriptTask": "script",
    "globalBusinessRuleTask": "rule",
}
"""Kind of a called task → icon."""

_STEP = 5.0
"""By how many pixels a step grows until its name fits."""
_MOST = 1200.0
_PILLAR, _BEAM = 2.0, 4.0
"""Times its width that a step may grow in height, times its height that it may in width."""


def is_open(node: Node) -> bool:
    """Whether a step shows what is inside it."""
    if node.family == SUBPROCESS:
        return bool(node.trait("expanded"))
    # Many files do not mark an expanded call activity; one as small as a task holds nothing to see.
    return node.family == CALL and is_large(node) and node.trait("called") in ("", "process")


def is_large(node: Node) -> bool:
    """Whether a step is so large that others may stand inside."""
    return node.bounds is not None and node.bounds.w > _LARGE[0] and node.bounds.h > _LARGE[1]


def is_closed(node: Node) -> bool:
    """Whether the step hides a process: a collapsed sub-process, a call activity unless it calls a global task."""
    if node.family == CALL:
        return node.trait("called") in ("", "process") and not is_open(node)
    return node.family == SUBPROCESS and not is_open(node)


def inner(node: Node, box: Rect) -> Rect:
    """The box within a thick or double border."""
    return box.grown(-_INSET.get(node.kind, 0.0))


def icon(node: Node) -> str:
    """The name of the picture in a step's corner, "" for none; "start" for that of a closed event sub-process."""
    if node.family == SUBPROCESS:
        return "start" if node.trait("triggered") and not is_open(node) else ""
    if node.family == CALL:
        return GLOBALS.get(str(node.trait("called")), "")
    return "instantiate" if node.kind == "receiveTask" and node.trait("instantiate") else node.sort.marker


def icon_box(within: Rect, side: float = ICON) -> Rect:
    """Where the icon stands: top left."""
    return Rect(within.x + _ICON_X, within.y + _ICON_Y, side, side)


def badge_box(within: Rect, left: bool = False) -> Rect:
    """Where the owner's badge stands: bottom right, or at the left where a boundary event sits there."""
    x = within.x + _CORNER if left else within.right - BADGE - _CORNER
    return Rect(x, within.bottom - BADGE - _CORNER, BADGE, BADGE)


def markers(node: Node) -> list[str]:
    """The markers of a step, from left to right."""
    names = [str(node.trait("loop"))] if node.trait("loop") else []
    if node.trait("compensation"):
        names.append("compensation")
    if is_closed(node):
        names.append("sub")
    if node.kind == "adHocSubProcess":
        names.append("adhoc")
    return names


def marker_places(within: Rect, count: int) -> list[Point]:
    """The upper left corners of markers: in the middle of the lower edge."""
    left = within.center.x - (count * (MARKER + _GAP) - _GAP) / 2
    return [Point(left + i * (MARKER + _GAP), within.bottom - MARKER - _EDGE) for i in range(count)]


def taken(node: Node, box: Rect, badge: bool, start: bool = True, left: bool = False) -> tuple[Rect, ...]:
    """What is taken of a step's box. badge: its owner is shown, at the left or not. start: the start event of an event
    sub-process is."""
    within = inner(node, box)
    found = []
    if names := markers(node):
        first = marker_places(within, len(names))[0]
        row = Rect(first.x, first.y, len(names) * (MARKER + _GAP) - _GAP, MARKER)
        found.append(row.grown(_AROUND))
    if (name := icon(node)) and (start or name != "start"):
        found.append(icon_box(within, EVENT_ICON if name == "start" else ICON))
    if badge:
        found.append(badge_box(within, left))
    return tuple(found)


def is_roomy(node: Node, box: Rect, badge: bool, sizes: Sizes) -> bool:
    """Whether the name fits a box of this size in letters of full size, with no word torn."""
    relative = (part.moved(-box.x, -box.y) for part in taken(node, box, badge))
    return fits(node.name, box.w, box.h, tuple((p.x, p.y, p.w, p.h) for p in relative), sizes.step, sizes.language)


def large_enough(node: Node, box: Rect, badge: bool, sizes: Sizes, wider: bool) -> Rect:
    """A box about the same middle that the name fits in full size: as wide as it is now and higher, or `wider`, where
    lines may get longer. Not smaller than it is; the box itself when it has room enough or nothing helps."""
    return next((b for b in _growing(box, wider) if is_roomy(node, b, badge, sizes)), box)


def _growing(box: Rect, wider: bool) -> Iterator[Rect]:
    """Larger and larger boxes about a middle: in one direction first, in the other too where that makes a pillar or a
    beam of a step, or where a word is wider than it."""
    for aside in range(0, int(_MOST), 20):
        by = 0.0
        while by <= _MOST:
            w, h = (box.w + by, box.h + aside) if wider else (box.w + aside, box.h + by)
            if by and (w > _BEAM * h if wider else h > _PILLAR * w):
                break
            yield Rect(box.center.x - w / 2, box.center.y - h / 2, w, h)
            by += 2 * _STEP
