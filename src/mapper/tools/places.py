"""Where everything lies on one diagram, labels and flows included, so that finding what is under the pointer costs the
same on a map of ten steps and of ten thousand."""

from __future__ import annotations

from collections.abc import Iterable

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


def reach(record: Record) -> Rect | None:
    """The box around a drawn record with its label; None when it is not drawn."""
    body = record.bounds if isinstance(record, Node) else around(record.points)
    if body is None:
        return None
    label = outline.label_box(record)
    return body.union(label) if label is not None else body


class Places:
    """The boxes of one diagram's records by id, found by place."""

    def __init__(self, diagram: Diagram, plane: str) -> None:
        self.plane = plane
        self._boxes: dict[str, Rect] = {}
        self._grid = Grid()
        self._whole: Rect | None = None
        for record in query.drawn_on(diagram, plane):
            self._put(record)

    def __contains__(self, id: str) -> bool:
        return id in self._boxes

    def __len__(self) -> int:
        return len(self._boxes)

    def box(self, id: str) -> Rect | None:
        """The box around a record with its label, or None when it is not on this diagram."""
        return self._boxes.get(id)

    def whole(self) -> Rect | None:
        """The box around everything."""
        if self._whole is None:
            self._whole = bounding(self._boxes.values())
        return self._whole

    def within(self, area: Rect) -> set[str]:
        """Ids of what touches an area."""
        return {id for id in self._grid.near(self.plane, area) if _touch(self._boxes[id], area)}

    def at(self, place: Point, tolerance: float) -> set[str]:
        """Ids of what has its box around a place, or within the tolerance of it."""
        return self.within(Rect(place.x, place.y, 0, 0).grown(tolerance))

    def follow(self, changes: Iterable[Change]) -> None:
        """Keep up with what changed on the map."""
        for change in changes:
            old = self._boxes.pop(change.id, None)
            if old is not None:
                self._grid.remove(self.plane, change.id, old)
                # What lay on the rim may have held it there alone.
                if self._whole is not None and not self._whole.grown(-1).holds(old):
                    self._whole = None
            if change.after is not None:
                self._put(change.after)

    def _put(self, record: Record) -> None:
        box = bounding(box for drawn in depictions(record, self.plane) if (box := reach(drawn)) is not None)
        if box is not None:
            self._boxes[record.id] = box
            self._grid.add(self.plane, record.id, box)
            self._whole = self._whole.union(box) if self._whole is not None else None


def _touch(a: Rect, b: Rect) -> bool:
    # Unlike Rect.meets, a box without a width (a plumb flow) counts.
    return a.x <= b.right and b.x <= a.right and a.y <= b.bottom and b.y <= a.bottom
