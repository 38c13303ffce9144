"""Labels after flows were laid: each beside its line, clear of shapes, lines and other labels.

A label that came to lie well when it was carried along stays there; any other takes the first clear place beside the
line: near the gateway it leaves, else at the middle of its longest pieces. Labels of events and gateways that a line
now runs through go to another side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.grid import Grid
from mapper.model.kinds import GATEWAY
from mapper.model.records import Flow, Node, Record
from mapper.route.scene.meet import enters
from mapper.route.scene.read import SizeOf

DISTURBED = 2
"""A label that meets less than this stays."""

_IN_FRAME, _ON_LABEL, _ON_SHAPE = 1, 5, 8
"""What it counts to stand in a sub-process one has nothing to do with, on another label, on a shape."""
_ROUNDS = 3
_THEIRS = 6.0
"""A label this near to the line of another flow might be that one's, in pixels."""
_GAP = 4.0
_ABOVE = 3.0
_FROM_END = 10.0
"""How far a label stands from its line, level or plumb, and from a line's end, in pixels."""
_BESIDE = 24.0
"""A label whose box is further than this from its line does not look like the line's."""


class Desk:
    """The labels of a plane, to find what a place for another one would meet; `moved` counts those that moved."""

    def __init__(
        self, diagram: Diagram, plane: str, labels: Iterable[tuple[str, Rect]], borders: Iterable[Rect] = ()
    ) -> None:
        """borders: of pools, lanes and the like, which a label had better not straddle."""
        self.diagram, self.plane, self.borders = diagram, plane, list(borders)
        self._grid, self._boxes, self.moved = Grid(), dict[str, Rect](), 0
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
        """How much a label would meet at a place: borders and lines beside it little, lines, other labels, shapes more
        and more; what is less than `DISTURBED` need not move it."""
        inner = place.grown(-0.5)
        others = sum(self._boxes[o].meets(inner) for o in self._grid.near(self.plane, place) if o != id)
        nodes = sum(self._stands_in(id, other, inner) for other in self.diagram.index.near(self.plane, place))
        borders = sum(border.meets(place) and not border.holds(place) for border in self.borders)
        return borders + self._lines(id, place) + _ON_LABEL * others + nodes

    def _lines(self, id: str, place: Rect) -> int:
        """What the lines through a place count, and those that run so close by that a flow's label might be theirs."""
        found, around, is_flow = 0, place.grown(_THEIRS), isinstance(self.diagram.get(id), Flow)
        for other in self.diagram.index.flows_near(self.plane, around):
            pieces = list(pairwise(self.diagram.flow(other).points))
            if any(enters(a, b, place) for a, b in pieces):
                found += DISTURBED
            elif is_flow and other != id and any(enters(a, b, around) for a, b in pieces):
                found += 1
        return found

    def _stands_in(self, id: str, other: str, place: Rect) -> int:
        """What a shape counts in which a label would stand."""
        node = self.diagram.node(other)
        if node.bounds is None or other == id or not node.sort.is_solid or not node.bounds.meets(place):
            return 0
        if not (node.bounds.holds(place) and node.bounds.w > 120 and node.sort.is_activity):
            return _ON_SHAPE
        # What is inside a frame stands on it by right.
        return 0 if self._is_inside(id, node.bounds) else _IN_FRAME

    def _is_inside(self, id: str, frame: Rect) -> bool:
        record = self.diagram.get(id)
        ends = (record.source, record.target) if isinstance(record, Flow) else (id,)
        places = (end.bounds for end in map(self.diagram.get, ends) if isinstance(end, Node) and end.bounds is not None)
        return all(frame.holds(place.center) for place in places)


def settle(desk: Desk, flows: Iterable[Flow], nodes: Iterable[Node], size_of: SizeOf | None) -> None:
    """Give the labels of flows, and of nodes that lines run through, places that are clear.

    flows, nodes: whose labels may move. size_of: the size of label texts without a box of their own, which stay without
    one where that is not known.
    """
    ids = ([node.id for node in nodes], [flow.id for flow in flows])
    for _round in range(_ROUNDS):
        # One that moved away may leave room for another.
        moved = desk.moved
        _settle_nodes(desk, [desk.diagram.node(id) for id in ids[0]], size_of)
        _settle_flows(desk, [desk.diagram.flow(id) for id in ids[1]], size_of)
        if desk.moved == moved:
            break


def _settle_nodes(desk: Desk, nodes: Iterable[Node], size_of: SizeOf | None) -> None:
    for node in nodes:
        place = desk.place_of(node.id)
        if place is not None and (node.label is not None or size_of is not None):
            w, h = _size(node, size_of) or (place.w, place.h)
            _move(desk, node, place, _around(box(node), w, h), size_of)


def _settle_flows(desk: Desk, flows: Iterable[Flow], size_of: SizeOf | None) -> None:
    waiting: list[tuple[Flow, tuple[float, float]]] = []
    for flow in flows:
        size = _size(flow, size_of) if len(flow.points) > 1 else None
        desk.rub_out(flow.id)
        if size is None:
            continue
        if flow.label is not None and is_beside(flow.points, flow.label) and _stays(desk, flow, flow.label, size_of):
            desk.write(flow.id, desk.diagram.flow(flow.id).label or flow.label)
        else:
            waiting.append((flow, size))
    for flow, (w, h) in waiting:
        _move(desk, flow, None, _along(desk.diagram, flow, w, h), size_of)


def _move(desk: Desk, record: Record, present: Rect | None, places: Iterable[Rect], size_of: SizeOf | None) -> None:
    """Put a label at the first place that is clear, or at the one that meets least, the present one first."""
    if present is not None and _stays(desk, record, present, size_of):
        return
    best = (desk.met(record.id, present), present) if present is not None else None
    for spot in places:
        if best is not None and best[0] == 0:
            break
        place = Rect(round(spot.x), round(spot.y), spot.w, spot.h)
        met = desk.met(record.id, place)
        if best is None or met < best[0]:
            best = (met, place)
    if best is not None and best[1] is not None and best[1] != present:
        _put(desk, record, best[1])


def _stays(desk: Desk, record: Record, present: Rect, size_of: SizeOf | None) -> bool:
    """Whether a label stands well where it is; if only the empty part of its box meets something, the box shrinks."""
    if desk.met(record.id, present) < DISTURBED:
        return True
    tight = _tight(record, present, size_of)
    if tight == present or record.label is None or desk.met(record.id, tight) >= DISTURBED:
        return False
    _put(desk, record, tight)
    return True


def _put(desk: Desk, record: Record, place: Rect) -> None:
    desk.write(record.id, place)
    if record.label != place:
        desk.moved += 1
        desk.diagram.put(record.but(label=place))


def _tight(record: Record, label: Rect, size_of: SizeOf | None) -> Rect:
    """The part of a label's box that its text takes, which is in its middle; next to a shape, on that side."""
    w, h = size_of(record) if size_of is not None else (0.0, 0.0)
    if not (0 < w < label.w + 0.5 and 0 < h < label.h + 3):
        return label
    shape = record.bounds if isinstance(record, Node) else None
    y = label.center.y - h / 2
    if shape is not None and label.y >= shape.bottom - 1:
        y = label.y
    elif shape is not None and label.bottom <= shape.y + 1:
        y = label.bottom - h
    return Rect(label.center.x - w / 2, y, w, h)


def _size(record: Record, size_of: SizeOf | None) -> tuple[float, float] | None:
    """How much room a label takes; None when there is none to show or nobody knows."""
    if not record.name:
        return None
    if size_of is not None:
        return size_of(record)
    return (record.label.w, record.label.h) if record.label is not None else None


def is_beside(way: Sequence[Point], label: Rect) -> bool:
    """Whether a label stands near enough to a way to look like its own."""
    _index, foot, _gap = nearest(way, label.center)
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
    for a, b in longest:
        for off in (8.0, 16.0, 22.0):
            yield from _beside(a, b, 0.5, w, h, 0.0, off)


def _ranked(points: Sequence[Point], first: bool, w: float, h: float) -> list[tuple[Point, Point]]:
    """The pieces of a way, the longest first; or with `first` those that are long enough, from its start on."""
    pieces = list(pairwise(points))
    if first:
        return sorted(pieces, key=lambda piece: not _fits(piece[0], piece[1], w, h))
    return sorted(pieces, key=lambda piece: -piece[0].distance(piece[1]))


def _fits(a: Point, b: Point, w: float, h: float) -> bool:
    return abs(a.x - b.x) >= w + _FROM_END or abs(a.y - b.y) >= h + _FROM_END


def _beside(
    a: Point, b: Point, share: float, w: float, h: float, inwards: float = 0.0, off: float = 0.0
) -> Iterator[Rect]:
    """On both sides of a piece: above a level one first, right of a plumb one. inwards: further from its end; off:
    further from the line."""
    level = abs(a.y - b.y) <= abs(a.x - b.x)
    size, start, end = (w, a.x, b.x) if level else (h, a.y, b.y)
    sign = 1 if end > start else -1
    margin = min(_FROM_END + inwards, abs(end - start) / 2)
    low, high = start + sign * (margin + size / 2), end - sign * (margin + size / 2)
    middle = low + (high - low) * share if (high - low) * sign > 0 else (start + end) / 2
    if level:
        y = a.y + (b.y - a.y) * share
        yield Rect(middle - w / 2, y - h - _ABOVE - off, w, h)
        yield Rect(middle - w / 2, y + _ABOVE + off, w, h)
    else:
        x = a.x + (b.x - a.x) * share
        yield Rect(x + _GAP + off, middle - h / 2, w, h)
        yield Rect(x - _GAP - w - off, middle - h / 2, w, h)


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
