"""From lattice places to pixels: columns as wide as what stands in them, channels as wide as what runs in them.

Everything gets a band of its own, so nothing overlaps: extents, then tracks, then the borders between the tracks.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mapper.arrange.lines.tracks import Channel, Piece, has_wall
from mapper.arrange.places.extents import LINE, Extents, Need, covered, shared
from mapper.arrange.plan.plan import Cell, Plan
from mapper.model.kinds import HEADER

COLUMN_GAP, ROW_GAP, POOL_GAP = 40.0, 28.0, 40.0
"""Between shapes of neighbouring columns; between rows, labels included; on each side of a pool's tracks outside."""

TRACK, MARGIN, CLEAR = 12.0, 14.0, 12.0
"""Between tracks, between a track and what stands beside the channel, and between a label or line and other things."""

_STEP = 36.0
"""From the middle of a column (row) to that of the next, at least, in pixels."""

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
    across = _Axis(True, plan.cols, plan.rows, COLUMN_GAP, room.columns)
    along = _Axis(False, plan.rows, plan.cols, ROW_GAP, dict(room.rows))
    found.x, found.right = _placed(across, found, channels, extra)
    _overhang(plan, found, channels, room, along)
    found.y, _end = _placed(along, found, channels, extra)
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
            for strip in cell.inner.strips[1:]:
                channel = found.borders[False, 2 * (cell.row + strip.first) - 1]
                have = channel.setdefault(-1, Border(0.0, 0.0))
                have.before, have.after = max(have.before, LANE_PAD), max(have.after, LANE_PAD)


def _mark_block(plan: Plan, cell: Cell, found: Grid) -> None:
    low = cell.row + cell.rows - 1
    for channel, is_start in (
        ((True, 2 * cell.col - 1), True),
        ((True, 2 * (cell.col + cell.cols) - 1), False),
        ((False, 2 * cell.row - 1), True),
        ((False, 2 * low + 1), False),
    ):
        boundary = block_boundary(plan, cell, channel, is_start)
        # The name stands at the top, which is where a vertical plan begins; so do the headers of lanes.
        head = BLOCK_HEAD if is_start and channel[0] != plan.horizontal else 0.0
        head += HEADER * cell.inner.heads if is_start and channel[0] and cell.inner is not None else 0.0
        boundary_events = max(
            (boundary_event.h / 2 + boundary_event.label[1] + 2 for boundary_event in cell.boundary_events), default=0.0
        )
        inner = BLOCK_PAD + head
        outer = max(
            boundary_events + CLEAR if channel == (False, 2 * low + 1) else 0.0, COLUMN_GAP if channel[0] else ROW_GAP
        )
        border = Border(outer, inner) if is_start else Border(BLOCK_PAD, outer)
        have = found.borders[channel].get(boundary)
        if have is None:
            found.borders[channel][boundary] = border
        else:
            have.before, have.after = max(have.before, border.before), max(have.after, border.after)


def block_boundary(plan: Plan, cell: Cell, channel: Channel, is_start: bool) -> int:
    """Which boundary of a channel a block's border is: the one between zone n and n + 1 has number n."""
    vertical, line = channel
    at = (line + 1) // 2 if is_start else (line - 1) // 2
    depth = 0
    one: Cell | None = cell
    while one is not None:
        first, count = (one.col, one.cols) if vertical else (one.row, one.rows)
        depth += (first if is_start else first + count - 1) == at
        one = one.block
    wall = 0 if vertical else has_wall(plan, line)
    return wall + depth - 1 if is_start else -(wall + depth)


@dataclass(slots=True)
class _Axis:
    """One direction: the columns (vertical channels) or the rows. gap: between shapes. needs: by column (row). wide:
    the columns that a piece touches, where it reaches further than its lattice places tell."""

    vertical: bool
    count: int
    others: int
    gap: float
    needs: dict[int, list[Need]]
    wide: dict[Piece, range] = field(default_factory=dict)


@dataclass(slots=True)
class _Floor:
    """How far each row (column) is taken by now: by shapes, by anything, and where the next thing may begin.

    widest: how far any row is taken by shapes.
    """

    body: list[float]
    reach: list[float]
    hard: list[float]
    widest: float = -math.inf


def _overhang(plan: Plan, found: Grid, channels: Mapping[Channel, list[Piece]], room: Extents, along: _Axis) -> None:
    """Level stretches keep the shapes of other rows away, as far as they reach now that the columns have their places:
    a track that makes way for what stands in its own rows may run above or below the next column."""
    bodies = [[need.body for need in room.columns.get(col, ())] for col in range(plan.cols)]
    lefts = [x - max((before for before, _ in body), default=0.0) for x, body in zip(found.x, bodies, strict=True)]
    rights = [x + max((after for _, after in body), default=0.0) for x, body in zip(found.x, bodies, strict=True)]
    pieces = {(link.id, n): piece for group in channels.values() for piece in group for link, n in piece.members}
    more: dict[int, list[Need]] = defaultdict(list)
    for link in plan.links:
        for number, (a, b) in enumerate(pairwise(link.route)):
            turns = [pieces[key] for key in ((link.id, number - 1), (link.id, number + 1)) if key in pieces]
            if a[1] != b[1] or not turns:
                continue
            ends = [found.places[piece] for piece in turns]
            low, high = sorted((a[0], b[0]))
            inside = round(a[1]) % 2 == 0
            usual = range(math.ceil(round(low) / 2), round(high) // 2 + 1) if inside else covered(low, high)
            first = min(usual.start, bisect_left(rights, min(ends) - CLEAR))
            last = max(usual.stop, bisect_right(lefts, max(ends) + CLEAR))
            if (first, last) == (usual.start, usual.stop):
                continue
            piece = pieces.get((link.id, number))
            if piece is not None:
                before = along.wide.get(piece, covered(piece.low, piece.high))
                along.wide[piece] = range(min(before.start, first), max(before.stop, last))
            elif inside:
                own = more[round(a[1]) // 2]
                own += [Need(col, (0.0, 0.0), (LINE, LINE)) for col in range(first, last) if col not in usual]
    for row, needs in more.items():
        along.needs[row] = [*along.needs.get(row, ()), *needs]


def _placed(
    axis: _Axis, found: Grid, channels: Mapping[Channel, list[Piece]], extra: Mapping[Channel, float]
) -> tuple[list[float], float]:
    """The middle of each column (row), one after the other, each as near as what stands in its way allows."""
    low = -math.inf
    floor = _Floor([low] * axis.others, [low] * axis.others, [0.0] * axis.others)
    middles: list[float] = []
    at = 0.0
    for number in range(-1, axis.count):
        channel = (axis.vertical, 2 * number + 1)
        at += extra.get(channel, 0.0)
        pieces = channels.get(channel, [])
        span = _channel(axis, found, channel, pieces, floor, extra.get(channel, 0.0))
        if number + 1 < axis.count:
            needs = axis.needs.get(number + 1, ())
            middle = max((_least(need, floor, axis) for need in needs), default=at)
            middle = max(middle, at + _STEP if number >= 0 else at)
            _center(found, channel, pieces, span, floor, needs, middle)
            for need in needs:
                floor.body[need.other] = max(floor.body[need.other], middle + need.body[1] if any(need.body) else low)
                floor.reach[need.other] = max(floor.reach[need.other], middle + need.reach[1])
            floor.widest = max([floor.widest, *(middle + need.body[1] for need in needs if any(need.body))])
            middles.append(middle)
            at = middle
    return middles, max(*floor.body, *floor.reach, *floor.hard, at)


def _least(need: Need, floor: _Floor, axis: _Axis) -> float:
    """The first place for the middle of a column (row) that leaves one of its needs its room.

    Columns keep their shapes apart in all rows, so that rows may close up where nothing stands in their way.
    """
    other = need.other
    taken = floor.widest if axis.vertical else floor.body[other]
    body = taken + axis.gap + need.body[0] if any(need.body) else -math.inf
    return max(body, floor.reach[other] + CLEAR + need.reach[0], floor.hard[other] + need.reach[0])


def _channel(axis: _Axis, found: Grid, channel: Channel, pieces: list[Piece], floor: _Floor, extra: float) -> range:
    """Place tracks and borders after what stands before them; returns the rows (columns) they touch."""
    if extra:
        for other in range(axis.others):
            floor.hard[other] = max(floor.hard[other], floor.body[other], floor.reach[other]) + extra
    if not pieces and not found.borders.get(channel):
        return range(0)
    touched = [axis.wide.get(piece) or covered(piece.low, piece.high) for piece in pieces]
    span = range(axis.others) if found.borders.get(channel) else shared(touched, axis.others)
    start = max((max(floor.reach[o], floor.body[o], floor.hard[o]) for o in span), default=0.0)
    end = _fill(found, channel, pieces, start)
    for other in span:
        floor.hard[other] = end
    return span


def _center(
    found: Grid,
    channel: Channel,
    pieces: list[Piece],
    span: range,
    floor: _Floor,
    needs: Sequence[Need],
    middle: float,
) -> None:
    """Tracks stand in the middle of a channel that is wider than they need."""
    if not pieces or found.borders.get(channel):
        return
    spare = min((middle - n.reach[0] - floor.hard[n.other] for n in needs if n.other in span), default=0.0)
    if spare > 1:
        for piece in pieces:
            found.places[piece] += spare / 2
        for other in span:
            floor.hard[other] += spare / 2


def _fill(found: Grid, channel: Channel, pieces: list[Piece], start: float) -> float:
    """Place what runs in a channel that begins at `start`; returns where it ends."""
    borders = found.borders.get(channel, {})
    zones: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        zones[piece.zone].append(piece)
    numbers = [*zones, *borders, *(n + 1 for n in borders)]
    at, after, tracked = start, 0.0, False
    for zone in range(min(numbers, default=0), max(numbers, default=-1) + 1):
        if zone in zones:
            at = _tracks(found, zones[zone], at + max(after, MARGIN))
            after, tracked = MARGIN, True
        border = borders.get(zone)
        if border is not None:
            border.place = at + (max(border.before, MARGIN) if tracked else max(after, border.before))
            at, after, tracked = border.place, border.after, False
    return at + after


def _tracks(found: Grid, pieces: list[Piece], first: float) -> float:
    """Place the pieces of one zone from `first` on; returns where the last stands."""
    most = max(piece.tracks for piece in pieces)
    room: dict[int, float] = defaultdict(float)
    for piece in pieces:
        room[piece.track] = max(room[piece.track], piece.room)
    at, places = first - TRACK, []
    for track in range(most):
        at += TRACK + math.ceil(room[track])
        places.append(at)
    for piece in pieces:
        # What has few tracks in its neighbourhood stands in the middle of the channel.
        spare = (places[-1] - places[piece.tracks - 1]) // 2
        found.places[piece] = places[piece.track] + (0.0 if any(room.values()) else spare)
    return places[-1]
