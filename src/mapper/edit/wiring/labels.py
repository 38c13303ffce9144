"""Labels after flows were laid: each beside its line, clear of shapes, lines and other labels.

A label that came to lie well when it was carried along stays there; any other takes the first clear place beside the
line: near the gateway it leaves, else at the middle of its longest pieces. Labels of events and gateways that a line
now runs through go to another side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mapper.edit.wiring.scene import SizeOf, is_solid
from mapper.edit.wiring.ties import enters
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.grid import Grid
from mapper.model.kinds import GATEWAY
from mapper.model.records import Flow, Node, Record

_GAP = 4.0
_ABOVE = 3.0
_FROM_END = 10.0
"""How far a label stands from its line, level or plumb, and from a line's end, in pixels."""
_BESIDE = 24.0
"""A label whose box is further than this from its line does not look like the line's."""


class Desk:
    """The labels of a plane, to find what a place for another one would meet."""

    def __init__(self, diagram: Diagram, plane: str, labels: Iterable[tuple[str, Rect]]) -> None:
        self.diagram, self.plane = diagram, plane
        self._grid, self._boxes = Grid(), dict[str, Rect]()
        for id, place in labels:
            self.write(id, place)

    def write(self, id: str, place: Rect) -> None:
        """Put a label at a place."""
        self.rub_out(id)
        self._boxes[id] = place
        self._grid.add(self.plane, id, place)

    def rub_out(self, id: str) -> None:
        """Take a label away."""
        if id in self._boxes:
            self._grid.remove(self.plane, id, self._boxes.pop(id))

    def place_of(self, id: str) -> Rect | None:
        """Where a label stands; None when it is not on the desk."""
        return self._boxes.get(id)

    def met(self, id: str, place: Rect) -> int:
        """How much a label would meet at a place: lines once, labels and shapes more."""
        inner = place.grown(-0.5)
        others = sum(self._boxes[o].meets(inner) for o in self._grid.near(self.plane, place) if o != id)
        nodes = sum(self._stands_in(id, other, inner) for other in self.diagram.index.near(self.plane, place))
        return self.lines(place) + 3 * others + 5 * nodes

    def lines(self, place: Rect) -> int:
        """How many lines run through a place."""
        found = (self.diagram.flow(id).points for id in self.diagram.index.flows_near(self.plane, place))
        return sum(any(enters(a, b, place) for a, b in pairwise(points)) for points in found)

    def _stands_in(self, id: str, other: str, place: Rect) -> bool:
        node = self.diagram.node(other)
        if node.bounds is None or other == id or not is_solid(node) or not node.bounds.meets(place):
            return False
        # What is inside a frame stands on it by right.
        return not (node.bounds.holds(place) and node.bounds.w > 120 and node.sort.is_activity)


def settle(desk: Desk, flows: Iterable[Flow], nodes: Iterable[Node], size_of: SizeOf | None) -> None:
    """Give the labels of flows, and of nodes that lines run through, places that are clear.

    flows, nodes: whose labels may move. size_of: the size of label texts without a box of their own, which stay without
    one where that is not known.
    """
    for node in nodes:
        place = desk.place_of(node.id)
        if place is not None and desk.lines(place) and (node.label is not None or size_of is not None):
            _move(desk, node, place, _around(box(node), place.w, place.h))
    waiting: list[tuple[Flow, tuple[float, float]]] = []
    for flow in flows:
        size = _size(flow, size_of)
        desk.rub_out(flow.id)
        if size is None:
            continue
        if flow.label is not None and not desk.met(flow.id, flow.label) and _is_beside(flow, flow.label):
            desk.write(flow.id, flow.label)
        else:
            waiting.append((flow, size))
    for flow, (w, h) in waiting:
        _move(desk, flow, None, _along(desk.diagram, flow, w, h))


def _move(desk: Desk, record: Record, present: Rect | None, places: Iterable[Rect]) -> None:
    """Put a label at the first place that is clear, or at the one that meets least, the present one first."""
    best = (desk.met(record.id, present), present) if present is not None else None
    for place in places:
        if best is not None and best[0] == 0:
            break
        met = desk.met(record.id, place)
        if best is None or met < best[0]:
            best = (met, place)
    if best is not None and best[1] is not None and best[1] != present:
        desk.write(record.id, best[1])
        desk.diagram.put(record.but(label=best[1]))


def _size(flow: Flow, size_of: SizeOf | None) -> tuple[float, float] | None:
    if not flow.name or len(flow.points) < 2:
        return None
    if flow.label is not None:
        return (flow.label.w, flow.label.h)
    return size_of(flow) if size_of is not None else None


def _is_beside(flow: Flow, label: Rect) -> bool:
    _index, foot, _gap = nearest(flow.points, label.center)
    return label.grown(_BESIDE).holds(foot)


def _along(diagram: Diagram, flow: Flow, w: float, h: float) -> Iterator[Rect]:
    """Places beside a flow's pieces, the best first."""
    source = diagram.get(flow.source)
    first = source is not None and source.family == GATEWAY
    longest = _ranked(flow.points, first, w, h)
    for shares in ((0.0, 0.5, 1.0) if first else (0.5, 0.0, 1.0), (0.25, 0.75)):
        for a, b in longest:
            for share in shares:
                yield from _beside(a, b, share, w, h)
    for a, b in longest:
        for step in range(1, 6):
            for share in (0.0, 1.0):
                yield from _beside(a, b, share, w, h, 12.0 * step)


def _ranked(points: Sequence[Point], first: bool, w: float, h: float) -> list[tuple[Point, Point]]:
    """The pieces of a way, the longest first; or with `first` those that are long enough, from its start on."""
    pieces = list(pairwise(points))
    if first:
        return sorted(pieces, key=lambda piece: not _fits(piece[0], piece[1], w, h))
    return sorted(pieces, key=lambda piece: -piece[0].distance(piece[1]))


def _fits(a: Point, b: Point, w: float, h: float) -> bool:
    return abs(a.x - b.x) >= w + _FROM_END or abs(a.y - b.y) >= h + _FROM_END


def _beside(a: Point, b: Point, share: float, w: float, h: float, off: float = 0.0) -> Iterator[Rect]:
    """On both sides of a piece: above a level one first, right of a plumb one. off: further in from its end."""
    level = abs(a.y - b.y) <= abs(a.x - b.x)
    size, start, end = (w, a.x, b.x) if level else (h, a.y, b.y)
    sign = 1 if end > start else -1
    margin = min(_FROM_END + off, abs(end - start) / 2)
    low, high = start + sign * (margin + size / 2), end - sign * (margin + size / 2)
    middle = low + (high - low) * share if (high - low) * sign > 0 else (start + end) / 2
    if level:
        y = a.y + (b.y - a.y) * share
        yield Rect(middle - w / 2, y - h - _ABOVE, w, h)
        yield Rect(middle - w / 2, y + _ABOVE, w, h)
    else:
        x = a.x + (b.x - a.x) * share
        yield Rect(x + _GAP, middle - h / 2, w, h)
        yield Rect(x - _GAP - w, middle - h / 2, w, h)


def _around(bounds: Rect, w: float, h: float) -> Iterator[Rect]:
    """Places around an event or gateway: below, above, then beside the lines that leave it plumb."""
    center = bounds.center
    below, above = bounds.bottom + 5, bounds.y - 5 - h
    for y in (below, above):
        yield Rect(center.x - w / 2, y, w, h)
    for y in (below, above):
        yield Rect(center.x + _GAP + 2, y, w, h)
        yield Rect(center.x - _GAP - 2 - w, y, w, h)
    for x in (bounds.right + _GAP, bounds.x - _GAP - w):
        yield Rect(x, bounds.bottom - 2, w, h)
        yield Rect(x, bounds.y - h + 2, w, h)
