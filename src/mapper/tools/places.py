"""Where everything lies on one diagram, labels and flows included, so that finding what is under the pointer costs the
same on a map of ten steps and of ten thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from itertools import pairwise

from mapper.draw import outline
from mapper.draw.pictures import overflow
from mapper.lettering.sizes import USUAL, Sizes
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, around, bounding
from mapper.model.grid import Grid
from mapper.model.kinds import LIFT
from mapper.model.records import Change, Node, Record
from mapper.model.texts.type_size import sizes


def reach(record: Record, of: Sizes = USUAL) -> tuple[Rect, ...]:
    """The boxes that together cover a drawn record and its label: a flow has one for each of its segments."""
    if isinstance(record, Node):
        parts = [record.bounds] if record.bounds is not None else []
    else:
        parts = [box for pair in pairwise(record.points) if (box := around(pair)) is not None]
    if not parts:
        return ()
    if isinstance(record, Node) and record.label is not None and record.trait("phase"):
        parts.append(record.label.grown(LIFT))  # the band of its title, however short the title is
    label = outline.label_box(record, of)
    if label is None and isinstance(record, Node):
        label = overflow.box(record, of)
    return tuple(parts) if label is None else (*parts, label)


class Places:
    """The boxes of one diagram's records by id, found by place."""

    def __init__(self, diagram: Diagram, plane: str) -> None:
        self.plane = plane
        self.sizes = sizes(diagram, plane)
        self._parts: dict[str, tuple[Rect, ...]] = {}
        self._boxes: dict[str, Rect] = {}
        self._grid = Grid()
        self._rim = _Rim(self._boxes)
        for record in query.drawn_on(diagram, plane):
            self._put(record)

    def __contains__(self, id: str) -> bool:
        return id in self._parts

    def __len__(self) -> int:
        return len(self._parts)

    def parts(self, id: str) -> tuple[Rect, ...]:
        """The boxes that cover a record; none when it is not on this diagram."""
        return self._parts.get(id, ())

    def box(self, id: str) -> Rect | None:
        """The box around a record with its label, or None when it is not on this diagram."""
        return bounding(self.parts(id))

    def whole(self) -> Rect | None:
        """The box around everything."""
        return self._rim.around()

    def within(self, area: Rect) -> set[str]:
        """Ids of what touches an area."""
        boxes, (left, top, w, h) = self._boxes, area
        right, bottom = left + w, top + h
        # Written out, for dragging and painting ask this thousands of times a second. Unlike in Rect.meets, a box
        # without a width (a vertical flow) counts.
        near = ((key, boxes[key]) for key in self._grid.near(self.plane, area))
        return {
            key.partition(" ")[2]
            for key, (x, y, wide, high) in near
            if x <= right and left <= x + wide and y <= bottom and top <= y + high
        }

    def at(self, place: Point, tolerance: float) -> set[str]:
        """Ids of what has its box around a place, or within the tolerance of it."""
        return self.within(Rect(place.x, place.y, 0, 0).grown(tolerance))

    def follow(self, changes: Iterable[Change]) -> None:
        """Keep up with what changed on the map."""
        for change in changes:
            for key, part in _keyed(change.id, self._parts.pop(change.id, ())):
                self._grid.remove(self.plane, key, part)
                del self._boxes[key]
            if change.after is not None:
                self._put(change.after)

    def _put(self, record: Record) -> None:
        parts = tuple(part for drawn in query.depictions(record, self.plane) for part in reach(drawn, self.sizes))
        if not parts:
            return
        self._parts[record.id] = parts
        for key, part in _keyed(record.id, parts):
            self._grid.add(self.plane, key, part)
            self._boxes[key] = part
            self._rim.add(key, part)


def _keyed(id: str, parts: tuple[Rect, ...]) -> list[tuple[str, Rect]]:
    """Each part under a key of its own, the id behind the first blank."""
    return [(f"{i} {id}", part) for i, part in enumerate(parts)]


class _Rim:
    """The box around many boxes that come and go: for each side a heap, from which what is gone is dropped late."""

    def __init__(self, boxes: Mapping[str, Rect]) -> None:
        self._boxes = boxes
        self._sides: tuple[list[tuple[float, str]], ...] = ([], [], [], [])
        self._heaped = False

    def add(self, key: str, box: Rect) -> None:
        for side, reach in zip(self._sides, _reaches(box), strict=True):
            if self._heaped:
                heappush(side, (reach, key))
            else:
                side.append((reach, key))

    def around(self) -> Rect | None:
        if not self._heaped:
            self._heaped = True
            for side in self._sides:
                heapify(side)
        if not self._boxes:
            return None
        left, top, right, bottom = (self._least(i) for i in range(4))
        return Rect(left, top, -right - left, -bottom - top)

    def _least(self, i: int) -> float:
        side = self._sides[i]
        while (box := self._boxes.get(side[0][1])) is None or _reaches(box)[i] != side[0][0]:
            heappop(side)
        return side[0][0]


def _reaches(box: Rect) -> tuple[float, float, float, float]:
    return box[0], box[1], -(box[0] + box[2]), -(box[1] + box[3])
