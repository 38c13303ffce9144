"""What a place for a label would meet: shapes, lines, borders, titles and other labels, each by its weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, nearest
from mapper.model.grid import Grid
from mapper.model.kinds import CALL, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record
from mapper.model.texts import labels
from mapper.route.scene.label_places import usual
from mapper.route.scene.meet import enters
from mapper.route.scene.read import title_of

DISTURBED = 2
"""A label that meets less than this stays."""

_IN_FRAME, _ON_TITLE, _ON_LABEL, _ON_SHAPE = 1, 3, 5, 8
"""What it counts to stand in a sub-process one has nothing to do with, on the title of a lane or sub-process, on
another label, on a shape."""
_THEIRS = 6.0
"""A label this near to the line of another flow might be that one's, in pixels."""
_TITLE = 20.0
"""Height of the name at the top of an expanded sub-process, in pixels."""
_FRAME = 120.0
"""A shape must be wider than this to be a frame around others."""
_BESIDE = 24.0
"""A label whose box is further than this from its line does not look like the line's."""


class Desk:
    """The labels of a plane, to find what a place for another one would meet; `moved` counts those that moved."""

    def __init__(self, diagram: Diagram, plane: str, written: Iterable[tuple[str, Rect]] = ()) -> None:
        """written: labels and where they stand."""
        self.diagram, self.plane = diagram, plane
        self._grid, self._boxes, self.moved = Grid(), dict[str, Rect](), 0
        for id, place in written:
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

    def near(self, place: Rect) -> list[str]:
        """Whose labels stand on a place."""
        return sorted(id for id in self._grid.near(self.plane, place) if self._boxes[id].meets(place))

    def met(self, id: str, place: Rect) -> int:
        """How much a label would meet at a place: borders and lines beside it little, lines, other labels, shapes more
        and more; what is less than `DISTURBED` need not move it."""
        inner = place.grown(-0.5)
        others = sum(self._boxes[o].meets(inner) for o in self._grid.near(self.plane, place) if o != id)
        nodes = sum(self._stands_in(id, other, place) for other in self.diagram.index.near(self.plane, place))
        return nodes + self._lines(id, place) + _ON_LABEL * others

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
        """What a shape counts in which a label would stand, or whose border or title it would touch."""
        node = self.diagram.node(other)
        bounds = node.bounds
        if bounds is None or other == id or not bounds.meets(place):
            return 0
        if node.family in (POOL, LANE):
            on_title = not node.trait("band") and title_of(node, bounds).meets(place) and bool(node.name)
            return _ON_TITLE * on_title + (not bounds.holds(place))
        inner = place.grown(-0.5)
        if not node.sort.is_solid or not bounds.meets(inner):
            return 0
        if not (bounds.holds(inner) and bounds.w > _FRAME and node.family in (SUBPROCESS, CALL)):
            return _ON_SHAPE
        # What is inside a frame stands on it by right, but for its name.
        on_title = bounds._replace(h=_TITLE).meets(place) and bool(node.name)
        return _ON_TITLE * on_title + (0 if self._is_inside(id, bounds) else _IN_FRAME)

    def _is_inside(self, id: str, frame: Rect) -> bool:
        record = self.diagram.get(id)
        ends = (record.source, record.target) if isinstance(record, Flow) else (id,)
        places = (end.bounds for end in map(self.diagram.get, ends) if isinstance(end, Node) and end.bounds is not None)
        return all(frame.holds(place.center) for place in places)


def shown(diagram: Diagram, record: Record, size: tuple[float, float] | None = None) -> Rect | None:
    """Where a record's label stands as it is drawn; None when it shows none."""
    if not record.sort.label_outside:
        return None
    if record.label is not None and record.name:
        return record.label
    w, h = size or labels.size(diagram, record)
    return usual(record, (w, h)) if w else None


def standing(diagram: Diagram, records: Iterable[Record]) -> Iterator[tuple[str, Rect]]:
    """The labels of records and where they stand."""
    for record in records:
        place = shown(diagram, record)
        if place is not None:
            yield record.id, place


def is_beside(flow: Flow, label: Rect) -> bool:
    """Whether a label stands near enough to a line to look like its own."""
    _index, foot, _gap = nearest(flow.points, label.center)
    return label.grown(_BESIDE).holds(foot)
