"""Where everything lies on one diagram, labels and flows included, so that finding what is under the pointer costs the
same on a map of ten steps and of ten thousand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from mapper.draw import outline
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, around, bounding
from mapper.model.grid import Grid
from mapper.model.records import Change, Node, Record


def depictions(record: Record, plane: str) -> list[Record]:
    """The record as it is drawn on a diagram: itself, and once more for each further shape or edge of it there."""
    found: list[Record] = [record] if record.plane == plane else []
    for extra in record.also:
        if extra.plane != plane:
            continue
        if isinstance(record, Node):
            found.append(record.but(plane=plane, bounds=extra.bounds, label=extra.label, also=()))
        else:
            found.append(record.but(plane=plane, points=extra.points, label=extra.label, also=()))
    return found


def reach(record: Record) -> tuple[Rect, ...]:
    """The boxes that together cover a drawn record and its label: a flow has one for each of its segments."""
    if isinstance(record, Node):
        parts = [record.bounds] if record.bounds is not None else []
    else:
        parts = [box for pair in pairwise(record.points) if (box := around(pair)) is not None]
    label = outline.label_box(record) if parts else None
    return tuple(parts) if label is None else (*parts, label)


class Places:
    """The boxes of one diagram's records by id, found by place."""

    def __init__(self, diagram: Diagram, plane: str) -> None:
        self.plane = plane
        self._parts: dict[str, tuple[Rect, ...]] = {}
        self._boxes: dict[str, Rect] = {}
        self._grid = Grid()
        self._whole: Rect | None = None
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
        if self._whole is None:
            self._whole = bounding(part for parts in self._parts.values() for part in parts)
        return self._whole

    def within(self, area: Rect) -> set[str]:
        """Ids of what touches an area."""
        near = self._grid.near(self.plane, area)
        return {key.partition(" ")[2] for key in near if _touch(self._boxes[key], area)}

    def at(self, place: Point, tolerance: float) -> set[str]:
        """Ids of what has its box around a place, or within the tolerance of it."""
        return self.within(Rect(place.x, place.y, 0, 0).grown(tolerance))

    def follow(self, changes: Iterable[Change]) -> None:
        """Keep up with what changed on the map."""
        for change in changes:
            for key, part in _keyed(change.id, self._parts.pop(change.id, ())):
                self._grid.remove(self.plane, key, part)
                del self._boxes[key]
                # What lay on the rim may have held it there alone.
                if self._whole is not None and not self._whole.grown(-1).holds(part):
                    self._whole = None
            if change.after is not None:
                self._put(change.after)

    def _put(self, record: Record) -> None:
        parts = tuple(part for drawn in depictions(record, self.plane) for part in reach(drawn))
        if not parts:
            return
        self._parts[record.id] = parts
        for key, part in _keyed(record.id, parts):
            self._grid.add(self.plane, key, part)
            self._boxes[key] = part
            self._whole = self._whole.union(part) if self._whole is not None else None


def _keyed(id: str, parts: tuple[Rect, ...]) -> list[tuple[str, Rect]]:
    """Each part under a key of its own, the id behind the first blank."""
    return [(f"{i} {id}", part) for i, part in enumerate(parts)]


def _touch(a: Rect, b: Rect) -> bool:
    # Unlike Rect.meets, a box without a width (a plumb flow) counts.
    return a.x <= b.x + b.w and b.x <= a.x + a.w and a.y <= b.y + b.h and b.y <= a.y + a.h
