"""Where labels stand: beside their shape or line, clear of every shape, line and other label."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mapper.arrange.picture.picture import Picture
from mapper.arrange.places.extents import ABOVE, ASIDE, Extents, label_piece
from mapper.arrange.plan.plan import BoundaryEvent, Cell, Link, Plan
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import EVENT, GATEWAY
from mapper.route.scene import label_places

_OFF = 3.0
"""Between a label and a line, in pixels."""

_SQUARE = 240.0
"""Side of a square of the index, in pixels: about two steps, so that a label asks few squares for few things."""


class Ground:
    """What stands on the map, in squares: boxes with the id of what they are part of."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[Rect, str]]] = defaultdict(list)

    def add(self, box: Rect, id: str) -> None:
        for key in _squares(box):
            self._squares[key].append((box, id))

    def draw(self, route: Sequence[Point], id: str) -> None:
        """Enter a line."""
        for a, b in pairwise(route):
            self.add(_line(a, b), id)

    def enclose(self, box: Rect, id: str) -> None:
        """Enter a border, but not what lies in it."""
        self.draw(_corners(box), id)

    def is_free(self, box: Rect, own: str = "") -> bool:
        near = (entry for key in _squares(box) for entry in self._squares.get(key, ()))
        return not any(other.meets(box) for other, id in near if not own or id != own)


def _squares(box: Rect) -> Iterator[tuple[int, int]]:
    for i in range(math.floor(box.x / _SQUARE), math.floor(box.right / _SQUARE) + 1):
        for j in range(math.floor(box.y / _SQUARE), math.floor(box.bottom / _SQUARE) + 1):
            yield i, j


def place_labels(plan: Plan, found: Picture, room: Extents) -> list[Link]:
    """Give every label its box; returns the flows whose label found no free place (it stands at its best one)."""
    ground = _ground(plan, found)
    for cell in plan.cells.values():
        if cell.label[0]:
            own = cell.id if cell.family in (EVENT, GATEWAY) else ""
            _place(ground, found, cell.id, _at_cell(cell, found.bounds[cell.id], room), own)
        for boundary_event in cell.boundary_events:
            if boundary_event.label[0]:
                _place(
                    ground,
                    found,
                    boundary_event.id,
                    _at_boundary_event(boundary_event, found.bounds[boundary_event.id]),
                    boundary_event.id,
                )
    crowded = []
    for link in plan.links:
        if link.label[0] and link.route:
            offers = list(label_places.beside(found.routes[link.id], link.label, True, label_piece(link)))
            frames = [found.bounds[id] for id in _blocks(link.source) ^ _blocks(link.target)]
            clear = [box for box in offers if not any(frame.meets(box) for frame in frames)]
            if not _place(ground, found, link.id, clear or offers, ""):
                crowded.append(link)
    return crowded


def _blocks(cell: Cell) -> set[str]:
    """The blocks around a cell, and itself if it is one: the label of what leaves them stands outside."""
    found = {cell.id} if cell.inner is not None else set()
    while cell.block is not None:
        cell = cell.block
        found.add(cell.id)
    return found


def _ground(plan: Plan, found: Picture) -> Ground:
    ground = Ground()
    for cell in plan.cells.values():
        if cell.inner is None and not cell.full:
            ground.add(found.bounds[cell.id], cell.id)
        elif cell.inner is not None:
            box = found.bounds[cell.id]
            ground.enclose(box, cell.id)
        for boundary_event in cell.boundary_events:
            ground.add(found.bounds[boundary_event.id], boundary_event.id)
    for id, route in found.routes.items():
        ground.draw(route, id)
    for pool in plan.pools:
        for frame in (pool.id, *(strip.lane for strip in pool.strips)):
            if frame is not None and frame in found.bounds:
                ground.enclose(found.bounds[frame], frame)
    return ground


def _corners(box: Rect) -> tuple[Point, ...]:
    a, b = Point(box.x, box.y), Point(box.right, box.y)
    c, d = Point(box.right, box.bottom), Point(box.x, box.bottom)
    return (a, b, c, d, a)


def _line(a: Point, b: Point) -> Rect:
    return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).grown(_OFF - 1)


def _place(ground: Ground, found: Picture, id: str, offers: Iterable[Rect], own: str) -> bool:
    """Take the first free offer; else the first one."""
    first: Rect | None = None
    for box in offers:
        first = first or box
        if ground.is_free(box, own):
            found.labels[id] = box
            ground.add(box, id)
            return True
    if first is not None:
        found.labels[id] = first
        ground.add(first, id)
    return False


def _at_cell(cell: Cell, box: Rect, room: Extents) -> list[Rect]:
    """Places around a shape, those first at the side where room was made."""
    round_one = cell.family in (EVENT, GATEWAY)
    found = list(label_places.around_box(box, cell.label, round_one))
    seat = room.seats.get(cell.id)
    if seat == ABOVE:
        return sorted(found, key=lambda place: place.bottom > box.y + 6)
    if seat == ASIDE:
        c = box.center
        return sorted(found, key=lambda place: place.x < c.x < place.right)
    return found


def _at_boundary_event(boundary_event: BoundaryEvent, box: Rect) -> list[Rect]:
    return list(label_places.around_boundary_event(box, boundary_event.label, boundary_event.right))
