"""From lattice places to pixels: columns as wide as what stands in them, channels as wide as what runs in them.

Everything gets a band of its own, so nothing overlaps: extents, then tracks, then the borders between the tracks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from mapper.edit.arrange.extents import Extents
from mapper.edit.arrange.plan import Cell, Plan
from mapper.edit.arrange.tracks import Channel, Piece

COLUMN_GAP, ROW_GAP, POOL_GAP = 50.0, 30.0, 40.0
"""Between shapes of neighbouring columns; between rows, labels included; on each side of a pool's tracks outside."""

TRACK, MARGIN = 12.0, 14.0
"""Between tracks, and between a track and what stands beside the channel."""

LANE_PAD, BLOCK_PAD, BLOCK_HEAD = 18.0, 16.0, 18.0
"""Inside the borders of lanes and blocks, and the line of a block's name above that."""


@dataclass(slots=True)
class Border:
    """A line between two zones of a channel: the room before and after it. place is set with the coordinates."""

    before: float
    after: float
    place: float = 0.0


@dataclass(slots=True)
class Grid:
    """Pixels: the middle of each column and row, and the borders by channel and zone boundary."""

    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    borders: dict[Channel, dict[int, Border]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[Piece, float] = field(default_factory=dict)
    right: float = 0.0


def grid(plan: Plan, channels: Mapping[Channel, list[Piece]], room: Extents, extra: Mapping[Channel, float]) -> Grid:
    """Give every column, row, track and border its coordinate; the plan's upper left corner is 0, 0.

    extra: pixels that a channel shall be wider than it needs to be.
    """
    found = Grid()
    _mark_borders(plan, found, {n for n, pool in enumerate(plan.pools) if any(cell.full for cell in pool.cells)})
    wide = {}
    for col in range(-1, plan.cols):
        slack = room.right[col] + room.left[col + 1] - room.body_right[col] - room.body_left[col + 1]
        lead = room.lead[2 * col + 1]
        bare = max(COLUMN_GAP - slack, MARGIN, lead - slack) if 0 <= col < plan.cols - 1 else 0.0
        wide[2 * col + 1] = (bare, max(0.0, lead - (room.right[col] - room.body_right[col]) - MARGIN))
    high = {2 * row + 1: (ROW_GAP if 0 <= row < plan.rows - 1 else 0.0, 0.0) for row in range(-1, plan.rows)}
    found.x = _axis(plan.cols, True, (room.left, room.right), found, channels, wide, extra)
    found.y = _axis(plan.rows, False, (room.up, room.down), found, channels, high, extra)
    return found


def _mark_borders(plan: Plan, found: Grid, closed: set[int]) -> None:
    """Enter the borders of lanes, pools and blocks into the channels they run in. closed: numbers of closed pools."""
    for row in range(-1, plan.rows):
        above, below = plan.strip_at(row), plan.strip_at(row + 1)
        if above == below:
            continue
        channel = found.borders[False, 2 * row + 1]
        apart = POOL_GAP if above is None or below is None or above[0] != below[0] else 0.0
        outer = 0.0 if above is None or below is None else apart
        if above is not None:
            channel[-1] = Border(0.0 if above[0] in closed else LANE_PAD, outer)
        if below is not None:
            channel[0] = Border(outer, 0.0 if below[0] in closed else LANE_PAD)
    for cell in plan.cells.values():
        if cell.inner is not None:
            _mark_block(plan, cell, found)


def _mark_block(plan: Plan, cell: Cell, found: Grid) -> None:
    low = cell.row + cell.rows - 1
    for channel, is_start in (
        ((True, 2 * cell.col - 1), True),
        ((True, 2 * (cell.col + cell.cols) - 1), False),
        ((False, 2 * cell.row - 1), True),
        ((False, 2 * low + 1), False),
    ):
        boundary = block_boundary(plan, cell, channel, is_start)
        head = BLOCK_HEAD if channel == (False, 2 * cell.row - 1) else 0.0
        guests = max((guest.h / 2 + guest.label[1] + 2 for guest in cell.guests), default=0.0)
        inner = BLOCK_PAD + head
        outer = guests if channel == (False, 2 * low + 1) else 0.0
        border = Border(outer, inner) if is_start else Border(BLOCK_PAD, max(outer, 0.0))
        have = found.borders[channel].get(boundary)
        if have is None:
            found.borders[channel][boundary] = border
        else:
            have.before, have.after = max(have.before, border.before), max(have.after, border.after)


def block_boundary(plan: Plan, cell: Cell, channel: Channel, is_start: bool) -> int:
    """Which boundary of a channel a block's border is: the one between zone n and n + 1 has number n."""
    upright, line = channel
    at = (line + 1) // 2 if is_start else (line - 1) // 2
    depth = 0
    one: Cell | None = cell
    while one is not None:
        first, count = (one.col, one.cols) if upright else (one.row, one.rows)
        depth += (first if is_start else first + count - 1) == at
        one = one.holder
    wall = 0 if upright else int(plan.strip_at((line - 1) // 2) != plan.strip_at((line + 1) // 2))
    return wall + depth - 1 if is_start else -(wall + depth)


def _axis(
    count: int,
    upright: bool,
    reach: tuple[Mapping[int, float], Mapping[int, float]],
    found: Grid,
    channels: Mapping[Channel, list[Piece]],
    least: Mapping[int, tuple[float, float]],
    extra: Mapping[Channel, float],
) -> list[float]:
    """The middle of each column (row), one after the other."""
    middles: list[float] = []
    at = 0.0
    for number in range(-1, count):
        channel = (upright, 2 * number + 1)
        bare, lead = least[2 * number + 1]
        at = _fill(found, channel, channels.get(channel, []), at, bare + extra.get(channel, 0.0), lead)
        if number + 1 < count:
            middles.append(at + reach[0].get(number + 1, 0.0))
            at = middles[-1] + reach[1].get(number + 1, 0.0)
    if upright:
        found.right = at
    return middles


def _fill(
    found: Grid, channel: Channel, pieces: list[Piece], start: float, bare: float, lead: float
) -> float:
    """Place what runs in a channel that begins at `start`; returns where it ends."""
    borders = found.borders.get(channel, {})
    zones: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        zones[piece.zone].append(piece)
    numbers = [*zones, *borders, *(n + 1 for n in borders)]
    at, after, tracked = start, 0.0, False
    for zone in range(min(numbers, default=0), max(numbers, default=-1) + 1):
        if zone in zones:
            at = _tracks(found, zones[zone], at + max(after, MARGIN) + lead)
            after, lead, tracked = MARGIN, 0.0, True
        border = borders.get(zone)
        if border is not None:
            border.place = at + (max(border.before, MARGIN) if tracked else max(after, border.before))
            at, after, tracked = border.place, border.after, False
    end = at + after
    if end - start < bare:
        _shift(found, zones, borders, (bare - (end - start)) / 2)
        end = start + bare
    return end


def _tracks(found: Grid, pieces: list[Piece], first: float) -> float:
    """Place the pieces of one zone from `first` on; returns where the last stands."""
    most = max(piece.tracks for piece in pieces)
    room: dict[int, float] = defaultdict(float)
    for piece in pieces:
        room[piece.track] = max(room[piece.track], piece.room)
    at, places = first - TRACK, []
    for track in range(most):
        at += TRACK + room[track]
        places.append(at)
    for piece in pieces:
        # What has few tracks in its neighbourhood stands in the middle of the channel.
        spare = (places[-1] - places[piece.tracks - 1]) / 2
        found.places[piece] = places[piece.track] + (0.0 if any(room.values()) else spare)
    return places[-1]


def _shift(found: Grid, zones: Mapping[int, list[Piece]], borders: Mapping[int, Border], by: float) -> None:
    for pieces in zones.values():
        for piece in pieces:
            found.places[piece] += by
    for border in borders.values():
        border.place += by
