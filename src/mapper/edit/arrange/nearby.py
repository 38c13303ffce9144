"""The free place nearest to where something would stand best, found without moving anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from mapper.edit.place import oriented
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, centered
from mapper.model.kinds import DATA, FLOW_NODES, POOL

_REACH, _STEP = 480.0, 20.0
"""How far off a place is looked for, and from one that is tried to the next, in pixels."""

_AIRS = ((16.0, 8.0), (9.0, 5.0))
"""Room kept around shapes and around flows, in pixels: where there is none so wide, less is taken."""


def spot(
    diagram: Diagram,
    plane: str,
    best: Point,
    size: tuple[float, float],
    area: Rect | None,
    ignore: Collection[str],
    label: tuple[float, float] = (0.0, 0.0),
) -> Rect | None:
    """The free place of a size nearest to the best one for its middle; None when there is none.

    area: where it must lie. ignore: ids of what it may lie in. label: the size of the text below it.
    """
    w, h = size
    region = centered(best, w + 2 * _REACH, h + 2 * _REACH)
    shapes = list(_shapes(diagram, plane, region, ignore, area is None))
    lines = list(_lines(diagram, plane, region))
    for air, line_air in _AIRS:
        for place in _places(best):
            box = centered(place, w, h)
            if area is not None and not area.holds(box):
                continue
            text = Rect(place.x - label[0] / 2, box.bottom, label[0], label[1] + 4) if label[0] else box
            wide, close = box.union(text).grown(air), box.union(text).grown(line_air)
            if not any(other.meets(wide) for other in shapes) and not any(_cuts(a, b, close) for a, b in lines):
                return box
    return None


def _places(best: Point) -> Iterator[Point]:
    """Places around the best one, near ones first; on its level rather than off it, further on rather than back."""
    count = int(_REACH / _STEP)
    steps = [(i, j) for i in range(-count, count + 1) for j in range(-count, count + 1)]
    steps.sort(key=lambda s: (abs(s[0]) * (1.0 if s[0] >= 0 else 1.4) + 1.2 * abs(s[1]), -s[0], -s[1]))
    yield from (best.moved(i * _STEP, j * _STEP) for i, j in steps)


def _shapes(diagram: Diagram, plane: str, region: Rect, ignore: Collection[str], pools: bool) -> Iterator[Rect]:
    for id in sorted(diagram.index.near(plane, region)):
        node = diagram.node(id)
        solid = node.family in FLOW_NODES or node.family == DATA or node.kind == "textAnnotation"
        if node.bounds is not None and id not in ignore and (solid or (pools and node.family == POOL)):
            yield node.bounds
        if node.label is not None and node.sort.label_outside:
            yield node.label.grown(-6)


def _lines(diagram: Diagram, plane: str, region: Rect) -> Iterator[tuple[Point, Point]]:
    for id in sorted(diagram.index.flows_near(plane, region)):
        flow = diagram.flow(id)
        if flow.kind in ("sequenceFlow", "messageFlow"):
            yield from pairwise(flow.points)
            if flow.label is not None:
                yield Point(flow.label.x, flow.label.y), Point(flow.label.right, flow.label.bottom)


def _cuts(a: Point, b: Point, box: Rect) -> bool:
    """Whether the frame of a stretch meets a box; enough for level and plumb lines."""
    frame = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).grown(0.5)
    return frame.meets(box)


def turned(best: Point, lying: bool) -> Point:
    """A place as seen in an upright map, and back."""
    return oriented(Rect(best.x, best.y, 0, 0), lying).center
