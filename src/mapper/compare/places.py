"""What moved, and what only went along: contents with their pool, the ends of a line with the steps they touch."""

from __future__ import annotations

from collections.abc import Iterator

from mapper.compare.pairs import Pairs
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ANCHOR
from mapper.model.records import Flow, Node, Record

_NEAR = 0.51
"""Pixels within which two places are the same: files round to whole pixels."""

Delta = tuple[float, float]
STILL: Delta = (0.0, 0.0)


def delta(one: Record | None, two: Record | None) -> Delta:
    """How far a node went, in pixels; nowhere when a place is not known."""
    if not (isinstance(one, Node) and isinstance(two, Node)) or one.bounds is None or two.bounds is None:
        return STILL
    return (two.bounds.x - one.bounds.x, two.bounds.y - one.bounds.y)


class Places:
    """The places of two states. ids: of the first state → of the second."""

    def __init__(self, found: Pairs) -> None:
        self.ids = found.ids
        self._before = {one.id: one for one, _two in found.both} | {one.id: one for one in found.removed}
        self._after = {one.id: two for one, two in found.both}
        self._new = {two.id for two in found.added}
        self._holds = _holders([one for one, _two in found.both])

    def stays(self, one: str | None, two: str | None) -> bool:
        """Whether a holder that differs is told by nothing else: neither is new, none is gone."""
        return (one is None or one in self._after) and two not in self._new

    def carried(self, one: Node, two: Node) -> bool:
        """Whether a node went along with what holds it: the same way and with its own size."""
        assert one.bounds is not None
        assert two.bounds is not None
        if one.bounds[2:] != two.bounds[2:]:
            return False
        way = delta(one, two)
        return any(_near(delta(self._before[id], self._after.get(id)), way) for id in self._holders(one))

    def follows(self, one: Flow, two: Flow) -> bool:
        """Whether the way of a line is the old one, but for following the steps at its ends (or its pool)."""
        if one.points == two.points:
            return True
        source, target = (delta(self._before.get(end), self._after.get(end)) for end in (one.source, one.target))
        if len(one.points) != len(two.points):
            return False
        if source == target == STILL and not self._loose_end(one):
            return all(_same(a, b) for a, b in zip(one.points, two.points, strict=True))
        ends = ((one.points[0], two.points[0], source), (one.points[-1], two.points[-1], target))
        if not all(_same(a.moved(*way), b) or _same(a, b) for a, b, way in ends):
            return False
        moves = [(b.x - a.x, b.y - a.y) for a, b in zip(one.points, two.points, strict=True)]
        return all(_one_of(dx, source[0], target[0]) and _one_of(dy, source[1], target[1]) for dx, dy in moves)

    def loose(self, one: Flow, two: Flow) -> bool:
        """Whether ends differ only in the loose end that Mapper holds for what the file does not say."""
        ends = ((one.source, two.source), (one.target, two.target))
        return all(self.ids.get(a, a) == b or self._is_loose(a) for a, b in ends)

    def elsewhere(self, one: Node, two: Node) -> bool:
        """Whether it is drawn at other places on the further diagrams that show it as well."""
        before = [(self.ids.get(d.plane, d.plane), d.bounds) for d in one.also]
        return before != [(d.plane, d.bounds) for d in two.also]

    def _is_loose(self, id: str) -> bool:
        record = self._before.get(id)
        return record is not None and record.family == ANCHOR

    def _loose_end(self, flow: Flow) -> bool:
        return self._is_loose(flow.source) or self._is_loose(flow.target)

    def _holders(self, node: Node) -> Iterator[str]:
        for id in (node.host, node.lane, node.parent):
            if id is not None:
                yield from self._holds.get(id, ())


def _holders(records: list[Record]) -> dict[str, tuple[str, ...]]:
    """By id of a holder, itself and whatever shows it: the pool of a process."""
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        if isinstance(record, Node):
            found[record.id] = (record.id, *found.get(record.id, ()))
            if record.family == "pool" and record.ref is not None:
                found[record.ref] = (*found.get(record.ref, ()), record.id)
    return found


def _near(one: Delta, other: Delta) -> bool:
    return one != STILL and abs(one[0] - other[0]) <= _NEAR and abs(one[1] - other[1]) <= _NEAR


def near(one: Rect | None, other: Rect | None) -> bool:
    """Whether two boxes are at the same place and of the same size."""
    if one is None or other is None:
        return one is other
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _one_of(way: float, *ways: float) -> bool:
    """Whether a coordinate stayed, or went one of some ways."""
    return any(abs(way - known) <= _NEAR for known in (0.0, *ways))


def _same(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) <= _NEAR and abs(one.y - other.y) <= _NEAR
