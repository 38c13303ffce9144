"""The free place nearest to where something would stand best, found without moving anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, centered
from mapper.model.kinds import POOL
from mapper.model.token import look
from mapper.route.scene.meet import enters

_REACH, _STEP = 480.0, 20.0
"""How far off a place is looked for, and from one that is tried to the next, in pixels."""

_AIRS = ((16.0, 8.0), (9.0, 5.0))
"""Room kept around shapes and around flows, in pixels: where there is none so wide, less is taken."""

_TIGHT, _STRIDE = (4.0, 3.0), 30.0
"""The least room, and from one place to the next where a whole area is searched, in pixels."""


def spot(
    diagram: Diagram,
    plane: str,
    best: Point,
    size: tuple[float, float],
    area: Rect | None,
    ignore: Collection[str],
    label: tuple[float, float] = (0.0, 0.0),
    own: Collection[str] = (),
    seen: Sequence[Rect] = (),
) -> Rect | None:
    """The free place of a size nearest to the best one for its middle; None when there is none.

    area: where it must lie. ignore: ids of what it may lie in. label: the size of the text below it. own: flows and
    labels that go along with it. seen: what nothing may stand in front of, as seen from there.
    """
    near, region = list(_places(best)), centered(best, size[0] + 2 * _REACH, size[1] + 2 * _REACH)
    ground = _ground(diagram, plane, region, ignore, area is None, own)._replace(seen=seen)
    found = _first(near, ground, size, area, label, _AIRS)
    if found is not None or area is None:
        return found
    whole = _ground(diagram, plane, area.grown(2 * _AIRS[0][0]), ignore, False, own)._replace(seen=seen)
    return (
        _first(_all_over(area, best, size), whole, size, area, label, _AIRS)
        or _first(near, ground, size, area, label, (_TIGHT,))
        or _first(_packed(area, best, size, whole.shapes), whole, size, area, label, (_TIGHT,))
    )


def packed(diagram: Diagram, plane: str, size: tuple[float, float], area: Rect, ignore: Collection[str]) -> Rect | None:
    """The free place nearest to the upper left corner of an area, close to what stands there; None when there is
    none."""
    ground = _ground(diagram, plane, area.grown(2 * _AIRS[0][0]), ignore, False, ())
    return _first(_packed(area, Point(area.x, area.y), size, ground.shapes), ground, size, area, (0.0, 0.0), (_TIGHT,))


def _first(
    places: Iterable[Point],
    ground: _Ground,
    size: tuple[float, float],
    area: Rect | None,
    label: tuple[float, float],
    airs: Iterable[tuple[float, float]],
) -> Rect | None:
    """The first place that is free, with the most room that there is anywhere."""
    look()
    boxes = [box for place in places if (box := centered(place, *size)) and (area is None or area.holds(box))]
    return next((box for air in airs for box in boxes if ground.is_free(box, label, air)), None)


class _Ground(NamedTuple):
    """What stands and runs where a place is looked for, and what must be seen from it."""

    shapes: list[Rect]
    lines: list[tuple[Point, Point]]
    seen: Sequence[Rect] = ()

    def is_free(self, box: Rect, label: tuple[float, float], air: tuple[float, float]) -> bool:
        text = Rect(box.center.x - label[0] / 2, box.bottom, label[0], label[1] + 4) if label[0] else box
        wide, close = box.union(text).grown(air[0]), box.union(text).grown(air[1])
        if any(other.meets(wide) for other in self.shapes) or any(_cuts(*line, close) for line in self.lines):
            return False
        return all(self.sees(box.center, one) for one in self.seen)

    def sees(self, place: Point, one: Rect) -> bool:
        """Whether nothing stands between a place and the middle of a box."""
        return not any(other != one and enters(place, one.center, other) for other in self.shapes)


def _ground(
    diagram: Diagram, plane: str, region: Rect, ignore: Collection[str], pools: bool, own: Collection[str]
) -> _Ground:
    shapes = list(_shapes(diagram, plane, region, ignore, pools, own))
    return _Ground(shapes, list(_lines(diagram, plane, region, own)))


def _all_over(area: Rect, best: Point, size: tuple[float, float]) -> list[Point]:
    """Places all over an area, those nearest to the best one first."""
    w, h = area.w - size[0], area.h - size[1]
    if w < 0 or h < 0:
        return []
    xs = [area.x + size[0] / 2 + _STRIDE * i for i in range(int(w / _STRIDE) + 1)]
    ys = [area.y + size[1] / 2 + _STRIDE * i for i in range(int(h / _STRIDE) + 1)]
    return sorted((Point(x, y) for x in xs for y in ys), key=lambda p: (p.distance(best), p))


def _packed(area: Rect, best: Point, size: tuple[float, float], shapes: Iterable[Rect]) -> list[Point]:
    """Places right beside what stands in an area, and along its borders; those nearest to the best one first."""
    shapes = [one for one in shapes if one.meets(area)]
    far = _TIGHT[0] + 0.5
    spots: list[list[float]] = []
    for axis in (0, 1):
        half = size[axis] / 2
        ends = [(one[axis], one[axis] + one[axis + 2]) for one in shapes]
        beside = [place for low, high in ends for place in (low - far - half, high + far + half)]
        spots.append([area[axis] + half, area[axis] + area[axis + 2] - half, *beside])
    return sorted((Point(x, y) for x in set(spots[0]) for y in set(spots[1])), key=lambda p: (p.distance(best), p))


def _places(best: Point) -> Iterator[Point]:
    """Places around the best one, near ones first; on its level rather than off it, further on rather than back."""
    count = int(_REACH / _STEP)
    steps = [(i, j) for i in range(-count, count + 1) for j in range(-count, count + 1)]
    steps.sort(key=lambda s: (abs(s[0]) * (1.0 if s[0] >= 0 else 1.4) + 1.2 * abs(s[1]), -s[0], -s[1]))
    yield from (best.moved(i * _STEP, j * _STEP) for i, j in steps)


def _shapes(
    diagram: Diagram, plane: str, region: Rect, ignore: Collection[str], pools: bool, own: Collection[str]
) -> Iterator[Rect]:
    for id in sorted(diagram.index.near(plane, region)):
        node = diagram.node(id)
        solid = node.sort.is_solid
        if node.bounds is not None and id not in ignore and (solid or (pools and node.family == POOL)):
            yield node.bounds
        if node.label is not None and node.sort.label_outside and id not in own:
            yield node.label.grown(-6)


def _lines(diagram: Diagram, plane: str, region: Rect, own: Collection[str]) -> Iterator[tuple[Point, Point]]:
    for id in sorted(diagram.index.flows_near(plane, region)):
        flow = diagram.flow(id)
        if id not in own:
            yield from pairwise(flow.points)
            if flow.label is not None:
                yield Point(flow.label.x, flow.label.y), Point(flow.label.right, flow.label.bottom)


def _cuts(a: Point, b: Point, box: Rect) -> bool:
    """Whether a stretch runs through a box."""
    return enters(a, b, box.grown(0.5))
