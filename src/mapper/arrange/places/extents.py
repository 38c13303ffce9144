"""How much room cells, labels and lines need around the middle of their column and row, before anything has a place."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from mapper.arrange.plan.plan import SPREAD, BoundaryEvent, Cell, Link, Plan, Spot
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.kinds import EVENT, GATEWAY

LABEL_GAP = 4.0
"""Between a shape or line and its label, in pixels."""

BELOW, ABOVE, ASIDE = "below", "above", "aside"

_FAR = 5
"""Lattice lines from where a flow leaves to the stretch that its label may stand at."""

LINE = 4.0
"""What a line takes to each side, in pixels."""

_EMPTY = 14.0
"""Half the height of a lane that holds nothing, without its borders, in pixels."""

_CLOSED = 30.0
"""Half the height of a closed pool, in pixels."""


class Need(NamedTuple):
    """Pixels before and after the middle of a column (row), in one row (column) of it: `other`. body: of shapes alone,
    which want a gap; reach: of all that must not be touched."""

    other: int
    body: tuple[float, float]
    reach: tuple[float, float]


@dataclass(slots=True)
class Extents:
    """The needs in each column and row. seats: where each cell's label stands."""

    columns: dict[int, list[Need]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[int, list[Need]] = field(default_factory=lambda: defaultdict(list))
    seats: dict[str, str] = field(default_factory=dict)


def measure(plan: Plan) -> Extents:
    """The room that everything in a plan needs; its links must have their routes."""
    found = Extents()
    sides = sides_used(plan)
    for cell in plan.cells.values():
        if cell.full:
            both = (_CLOSED, _CLOSED)
            found.rows[cell.row] += [Need(col, both, both) for col in range(plan.cols)]
        elif cell.inner is None:
            _cell(found, cell, sides[cell.id], plan.rows)
        elif cell.boundary_events:
            _boundary_events_of_block(found, cell)
    for row in set(range(plan.rows)) - {row for c in plan.cells.values() for row in range(c.row, c.row + c.rows)}:
        found.rows[row].append(Need(0, (0.0, 0.0), (_EMPTY, _EMPTY)))
    for link in plan.links:
        for a, b in pairwise(link.route):
            _line(found, a, b)
        if link.label[0] and link.route:
            _flow_label(found, link)
    return found


def sides_used(plan: Plan) -> dict[str, set[str]]:
    """The sides of each cell that a flow leaves or enters in the middle."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in plan.links:
        if len(link.route) > 1:
            if link.boundary_event is None:
                found[link.source.id].add(_towards(link.route[0], link.route[1]))
            found[link.target.id].add(_towards(link.route[-1], link.route[-2]))
    return found


def _towards(a: Spot, b: Spot) -> str:
    if a[1] == b[1]:
        return RIGHT if b[0] > a[0] else LEFT
    return BOTTOM if b[1] > a[1] else TOP


def _cell(found: Extents, cell: Cell, sides: set[str], count: int) -> None:
    half_w, half_h = cell.w / 2, cell.h / 2
    left = right = half_w
    up = down = half_h
    w, h = cell.label
    if w:
        seat = BELOW if BOTTOM not in sides else ABOVE if TOP not in sides else ASIDE
        found.seats[cell.id] = seat
        if seat == ASIDE:
            # In the corner above at the left, clear of the lines that leave in the middle of each side.
            round_ = cell.family in (EVENT, GATEWAY)
            left = max(left, w + LABEL_GAP + (2 if round_ else half_w))
            up = max(up, half_h - 8 + h if round_ else h + LABEL_GAP if LEFT in sides else h / 2)
        else:
            left, right = max(left, w / 2), max(right, w / 2)
            up, down = up + (h + LABEL_GAP if seat == ABOVE else 0), down + (h + LABEL_GAP if seat == BELOW else 0)
    for boundary_event in cell.boundary_events:
        before, after, below = _boundary_event(boundary_event)
        left, right, down = max(left, before), max(right, after), max(down, half_h + below)
    found.columns[cell.col].append(Need(cell.row, (half_w, half_w), (left, right)))
    found.rows[cell.row].append(Need(cell.col, (half_h, half_h), (up, down)))
    # What hangs out of its row may stand beside what the next row holds.
    for row in (cell.row - 1,) * (up > half_h) + (cell.row + 1,) * (down > half_h):
        if 0 <= row < count:
            found.columns[cell.col].append(Need(row, (0.0, 0.0), (left, right)))


def _boundary_event(boundary_event: BoundaryEvent) -> tuple[float, float, float]:
    """What a boundary event with its label takes before and after the middle of the column, and below the border."""
    w, h = boundary_event.label
    text = w + LABEL_GAP if w else 0.0
    before = max(boundary_event.w / 2, 0.0 if boundary_event.right else text) - boundary_event.offset
    return (
        before,
        boundary_event.offset + max(boundary_event.w / 2, text if boundary_event.right else 0.0),
        boundary_event.h / 2 + (h + 2 if h else 0),
    )


def _boundary_events_of_block(found: Extents, cell: Cell) -> None:
    """What stands below a block's lower border is kept free by the border; across, the last column keeps it."""
    for boundary_event in cell.boundary_events:
        before, after, _below = _boundary_event(boundary_event)
        need = Need(cell.row + cell.rows - 1, (0.0, 0.0), (before, after))
        found.columns[cell.col + cell.cols - 1].append(need)


def _line(found: Extents, a: Spot, b: Spot) -> None:
    """A stretch in the middle of a row (column) keeps what hangs from other rows away from itself."""
    level = a[1] == b[1]
    line, start, stop = (a[1], a[0], b[0]) if level else (a[0], a[1], b[1])
    number = round(line)
    if number % 2:
        return
    start, stop = min(start, stop), max(start, stop)
    off = (line - number) * SPREAD
    reach = (LINE - off, LINE + off)
    needs = (found.rows if level else found.columns)[number // 2]
    for other in range(math.ceil(round(start) / 2), round(stop) // 2 + 1):
        needs.append(Need(other, (0.0, 0.0), reach))


def label_piece(link: Link) -> int:
    """The number of the stretch of its route a link's label stands at: of the first two the level one, but not where
    that begins far away, since nobody would know there what it belongs to."""
    first, *rest = pairwise(link.route[:3])
    down = abs(first[0][1] - first[1][1])
    return 1 if rest and 0 < down <= _FAR else 0


def _flow_label(found: Extents, link: Link) -> None:
    """A label above a level stretch in a row, as far as the stretch may be too short for it."""
    number = label_piece(link)
    a, b = link.route[number], link.route[number + 1]
    w, h = link.label
    if a[1] != b[1] or round(a[1]) % 2:
        return
    row = round(a[1]) // 2
    low, high = sorted((round(a[0]), round(b[0])))
    for col in range(math.ceil(low / 2), high // 2 + 1):
        found.rows[row].append(Need(col, (0.0, 0.0), (h + LABEL_GAP, LINE)))
    if high - low > 2:
        return
    wide = w + 2 * LABEL_GAP
    if low % 2 == 0:
        found.columns[low // 2].append(Need(row, (0.0, 0.0), (0.0, _half(link, low // 2, row) + wide)))
    elif high % 2 == 0:
        found.columns[high // 2].append(Need(row, (0.0, 0.0), (_half(link, high // 2, row) + wide, 0.0)))


def _half(link: Link, col: int, row: int) -> float:
    """Half the width of the end of a link that stands in a place, 0 when it only turns there."""
    for cell in (link.source, link.target):
        if cell.inner is None and not cell.full and (cell.col, cell.row) == (col, row):
            return cell.w / 2
    return 0.0


def covered(low: float, high: float) -> range:
    """The columns (rows) that a stretch between two lattice lines touches."""
    return range(math.floor(round(low) / 2), math.ceil(round(high) / 2) + 1)


def shared(routes: Sequence[range], count: int) -> range:
    """The columns (rows) from the first to the last that any of some stretches touches, within a plan."""
    low, high = min(route.start for route in routes), max(route.stop for route in routes)
    return range(max(low, 0), min(high, count))
