"""How much room cells and labels need around the middle of their column and row, before anything has a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from mapper.edit.arrange.plan import Cell, Link, Plan
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP

LABEL_GAP = 4.0
"""Between a shape or line and its label, in pixels."""

BELOW, ABOVE, ASIDE = "below", "above", "aside"


@dataclass(slots=True)
class Extents:
    """Pixels each side of the middle lines. body: of shapes alone; the others with labels. lead: what a flow label
    takes before the tracks of a channel between columns. seats: where each cell's label stands."""

    left: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    right: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    up: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    down: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    body_left: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    body_right: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    lead: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    seats: dict[str, str] = field(default_factory=dict)


def measure(plan: Plan) -> Extents:
    """The room that everything in a plan needs; its links must have their ways."""
    found = Extents()
    sides = sides_used(plan)
    for cell in plan.cells.values():
        if cell.full:
            found.up[cell.row] = max(found.up[cell.row], 30.0)
            found.down[cell.row] = max(found.down[cell.row], 30.0)
        elif cell.inner is None:
            _cell(found, cell, sides[cell.id])
        if cell.guests:
            _guests(found, cell)
    for link in plan.links:
        if link.label[0] and link.way:
            _flow_label(found, link)
    return found


def sides_used(plan: Plan) -> dict[str, set[str]]:
    """The sides of each cell that a flow leaves or enters in the middle."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in plan.links:
        if len(link.way) > 1:
            if link.guest is None:
                found[link.source.id].add(_towards(link.way[0], link.way[1]))
            found[link.target.id].add(_towards(link.way[-1], link.way[-2]))
    return found


def _towards(a: tuple[float, float], b: tuple[float, float]) -> str:
    if a[1] == b[1]:
        return RIGHT if b[0] > a[0] else LEFT
    return BOTTOM if b[1] > a[1] else TOP


def _cell(found: Extents, cell: Cell, sides: set[str]) -> None:
    half_w, half_h = cell.w / 2, cell.h / 2
    left = right = half_w
    up = down = half_h
    w, h = cell.label
    if w:
        seat = BELOW if BOTTOM not in sides else ABOVE if TOP not in sides else ASIDE
        found.seats[cell.id] = seat
        if seat == ASIDE:
            # In the corner above at the left, clear of the lines that leave in the middle of each side.
            left, up = max(left, w + LABEL_GAP + 2), max(up, half_h - 8 + h)
        else:
            left, right = max(left, w / 2), max(right, w / 2)
            up, down = up + (h + LABEL_GAP if seat == ABOVE else 0), down + (h + LABEL_GAP if seat == BELOW else 0)
    col, row = cell.col, cell.row
    found.body_left[col] = max(found.body_left[col], half_w)
    found.body_right[col] = max(found.body_right[col], half_w)
    found.left[col], found.right[col] = max(found.left[col], left), max(found.right[col], right)
    found.up[row], found.down[row] = max(found.up[row], up), max(found.down[row], down)


def _guests(found: Extents, cell: Cell) -> None:
    col, row = cell.col + cell.cols - 1, cell.row + cell.rows - 1
    base = cell.h / 2 if cell.inner is None else 0.0
    for guest in cell.guests:
        w, h = guest.label
        reach = base + guest.h / 2 + (h + 2 if h else 0)
        if cell.inner is None:
            found.down[row] = max(found.down[row], reach)
        found.left[col] = max(found.left[col], -guest.offset + max(guest.w / 2, w + LABEL_GAP if w else 0))
        found.right[col] = max(found.right[col], guest.offset + guest.w / 2)


def label_piece(link: Link) -> int:
    """The number of the stretch of its way a link's label stands at: the first level one in a row, else the first level
    one, else the first."""
    level = [n for n, (a, b) in enumerate(zip(link.way, link.way[1:], strict=False)) if a[1] == b[1]]
    inside = [n for n in level if round(link.way[n][1]) % 2 == 0]
    return next(iter(inside or level), 0)


def _flow_label(found: Extents, link: Link) -> None:
    number = label_piece(link)
    a, b = link.way[number], link.way[number + 1]
    w, h = link.label
    if a[1] != b[1]:
        return
    if round(a[1]) % 2 == 0:
        row = round(a[1]) // 2
        found.up[row] = max(found.up[row], h + LABEL_GAP)
    for line in _tight(a[0], b[0]):
        found.lead[line] = max(found.lead[line], w + 2 * LABEL_GAP)


def _tight(start: float, stop: float) -> Iterator[int]:
    """The channel that a level stretch lies in, when it passes no other column."""
    low, high = sorted((start, stop))
    if high - low <= 2 and round(low) % 2 == 0:
        yield round(low) + 1
    elif high - low <= 1:
        yield round(low)
