"""Side by side in the channels: which track each piece of a route takes between two columns or rows.

Channel routing as for circuits (Hashimoto and Stevens 1971; the order within a channel after Yoshimura and Kuh 1982):
pieces that overlap take different tracks, in the order in which their arms cross least, and arms that meet on one line
must not pass each other. Pieces that leave or enter one cell by one dock share a track, as a trunk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mapper.arrange.lines.crossings import kin
from mapper.arrange.lines.lattice import Corner
from mapper.arrange.plan.plan import Cell, Ends, Link, Plan, Spot

_HARD = 1000
"""Crossings that lying on another flow counts as: no order of tracks with fewer crossings makes up for it."""


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of one or more routes in a channel. arms: the lines on which they go on, with -1 (before the channel)
    or 1, and whose they are. zone: which side of the borders in the channel it keeps to, ascending. track counts from 0
    among `tracks` of its neighbourhood. room: pixels for a label beside it."""

    zone: int
    low: float
    high: float
    arms: list[tuple[float, int, Ends]] = field(default_factory=list)
    members: list[tuple[Link, int]] = field(default_factory=list)
    track: int = 0
    tracks: int = 1
    room: float = 0.0


Channel = tuple[bool, int]
"""Vertical or not, and the odd number of the lattice line."""


def assign(plan: Plan) -> dict[Channel, list[Piece]]:
    """The pieces in each channel, with their tracks."""
    channels: dict[Channel, list[Piece]] = defaultdict(list)
    trunks: dict[tuple[object, ...], Piece] = {}
    for link in plan.links:
        for number, channel, low, high, arms in _stretches(link.route):
            zone = _zone(plan, link, channel, low, high)
            key = _trunk(link, number, channel, zone)
            piece = trunks.get(key) if key else None
            if piece is None:
                piece = Piece(zone, low, high)
                channels[channel].append(piece)
                if key:
                    trunks[key] = piece
            piece.low, piece.high = min(piece.low, low), max(piece.high, high)
            ends = link.ends
            piece.arms += [(line, side, ends) for line, side in arms]
            piece.members.append((link, number))
    for pieces in channels.values():
        by_zone: dict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            by_zone[piece.zone].append(piece)
        for group in by_zone.values():
            _number(group)
    return dict(channels)


def clashes(channels: Mapping[Channel, list[Piece]]) -> Iterator[tuple[Link, Corner]]:
    """Links that lie on others because no order of the tracks suits all, each with a place where it should not turn."""
    for (vertical, line), pieces in channels.items():
        by_zone: dict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            by_zone[piece.zone].append(piece)
        for group in by_zone.values():
            near = _neighbours(group)
            for one in group:
                for two in near[one]:
                    if one.track <= two.track and (at := _horizontal(one, two)) is not None:
                        yield from ((link, (vertical, line, at)) for link, _number in two.members)


def _horizontal(one: Piece, two: Piece) -> float | None:
    """The line on which arms lie on each other when `one` comes before `two`."""
    for line, side, ends in one.arms:
        if side > 0 and any(at == line and other < 0 and not kin(ends, whose) for at, other, whose in two.arms):
            return line
    return None


def _stretches(route: Sequence[Spot]) -> Iterator[tuple[int, Channel, float, float, list[tuple[float, int]]]]:
    """The parts of a route that lie in channels: number, channel, extent, and the arms at its ends."""
    for number in range(1, len(route) - 2):
        a, b = route[number], route[number + 1]
        vertical = a[0] == b[0]
        axis = 0 if vertical else 1
        line = round(a[axis])
        if line % 2 == 0:
            continue
        before, after = route[number - 1], route[number + 2]
        arms = [(a[1 - axis], _side(before[axis], line)), (b[1 - axis], _side(after[axis], line))]
        low, high = sorted((a[1 - axis], b[1 - axis]))
        yield number, (vertical, line), low, high, arms


def _side(place: float, line: int) -> int:
    return 1 if place > line else -1


def _trunk(link: Link, number: int, channel: Channel, zone: int) -> tuple[object, ...] | None:
    """What pieces must have in common to lie on one track: they turn off at one place from one dock."""
    if number == 1 and link.kind != "message":
        return (channel, zone, "out", link.ends[0], link.route[1])
    if number == len(link.route) - 3 and link.kind != "message":
        return (channel, zone, "in", link.target.id, link.route[-2])
    return None


# -- the order in a channel --------------------------------------------------------------------------------------------


def _number(pieces: list[Piece]) -> None:
    """Give pieces of one zone their tracks."""
    near = _neighbours(pieces)
    order = _ordered(pieces, near)
    for piece in order:
        piece.track = 0
    done: set[Piece] = set()
    for piece in order:
        piece.track = max((other.track + 1 for other in near[piece] if other in done), default=0)
        done.add(piece)
    for group in _groups(pieces, near):
        most = max(piece.track for piece in group) + 1
        for piece in group:
            piece.tracks = most


def _neighbours(pieces: list[Piece]) -> dict[Piece, list[Piece]]:
    """The pieces that overlap each piece, touching ones included."""
    near: dict[Piece, list[Piece]] = {piece: [] for piece in pieces}
    active: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.low, p.high)):
        active = [other for other in active if other.high >= piece.low]
        for other in active:
            near[piece].append(other)
            near[other].append(piece)
        active.append(piece)
    return near


def _ordered(pieces: list[Piece], near: dict[Piece, list[Piece]]) -> list[Piece]:
    """The pieces from the first track on: each before those it should precede, hard rules before soft ones."""
    after: dict[Piece, dict[Piece, int]] = {piece: {} for piece in pieces}
    waiting = dict.fromkeys(pieces, 0)
    for one in pieces:
        for two in near[one]:
            weight = crossings(two, one) - crossings(one, two)
            if weight > 0:
                after[one][two] = weight
                waiting[two] += weight
    rest = dict.fromkeys(pieces)
    found: list[Piece] = []
    ready = [piece for piece in pieces if not waiting[piece]]
    while rest:
        if not ready:
            ready = [min(rest, key=lambda piece: waiting[piece])]
        piece = ready.pop(0)
        if piece not in rest:
            continue
        del rest[piece]
        found.append(piece)
        for two, weight in after[piece].items():
            waiting[two] -= weight
            if not waiting[two] and two in rest:
                ready.append(two)
    return found


def crossings(one: Piece, two: Piece) -> int:
    """How often arms cross when `one` lies before `two`; `_HARD` for arms that would lie on each other."""
    count = 0
    for line, side, ends in one.arms:
        if side > 0:
            if two.low < line < two.high:
                count += 1
            count += sum(_HARD for at, other, whose in two.arms if at == line and other < 0 and not kin(ends, whose))
    for line, side, _ends in two.arms:
        if side < 0 and one.low < line < one.high:
            count += 1
    return count


def _groups(pieces: list[Piece], near: dict[Piece, list[Piece]]) -> Iterator[list[Piece]]:
    """Pieces that are neighbours of neighbours."""
    seen: set[Piece] = set()
    for piece in pieces:
        if piece in seen:
            continue
        group, todo = [], [piece]
        seen.add(piece)
        while todo:
            one = todo.pop()
            group.append(one)
            fresh = [other for other in near[one] if other not in seen]
            seen.update(fresh)
            todo += fresh
        yield group


# -- zones -------------------------------------------------------------------------------------------------------------


def _zone(plan: Plan, link: Link, channel: Channel, low: float, high: float) -> int:
    """Which part of a channel a piece keeps to: 0 outside everything, less in what ends there, more in what begins."""
    vertical, line = channel
    wall = 0 if vertical else _wall(plan, link, line)
    depth = _depth(link, vertical, line)
    if depth:
        return depth + (1 if depth > 0 else -1) * (0 if vertical else has_wall(plan, line))
    return wall


def has_wall(plan: Plan, line: int) -> int:
    """1 when a border of lanes or pools runs in the channel between two rows, else 0."""
    above, below = plan.strip_at((line - 1) // 2), plan.strip_at((line + 1) // 2)
    return int(above != below)


def _wall(plan: Plan, link: Link, line: int) -> int:
    above, below = plan.strip_at((line - 1) // 2), plan.strip_at((line + 1) // 2)
    if above == below:
        return 0
    strips = [plan.strip_at(end.row) for end in (link.source, link.target)]
    if below is not None and all(strip >= below for strip in strips if strip is not None):
        return 1
    if above is not None and all(strip <= above for strip in strips if strip is not None):
        return -1
    if above is not None and below is not None and above[0] == below[0]:
        return -1
    return 0


def _depth(link: Link, vertical: bool, line: int) -> int:
    """How many blocks with a border in the channel hold both ends: negative for those that end there."""
    one, two = _blocks(link.source), _blocks(link.target)
    both = [cell for cell in one if any(cell is other for other in two)]
    before, after = (line - 1) // 2, (line + 1) // 2
    ending = sum((c.col + c.cols - 1 if vertical else c.row + c.rows - 1) == before for c in both)
    starting = sum((c.col if vertical else c.row) == after for c in both)
    return starting or -ending


def _blocks(cell: Cell) -> list[Cell]:
    found = []
    at = cell.block
    while at is not None:
        found.append(at)
        at = at.block
    return found
