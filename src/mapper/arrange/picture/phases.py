"""The layout of a plan, phase by phase. The order of this module is the contract of LAYOUT.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from mapper.arrange.lines.lattice import Lattice
from mapper.arrange.lines.route import again, rescue
from mapper.arrange.lines.tracks import Channel, Piece, assign, clashes
from mapper.arrange.picture.coordinates import grid
from mapper.arrange.picture.labels import place_labels
from mapper.arrange.picture.picture import Picture, picture
from mapper.arrange.picture.search import improved
from mapper.arrange.places.extents import label_piece, measure
from mapper.arrange.places.seats import seat
from mapper.arrange.plan.plan import Link, Plan

_UNTANGLED = 5
"""How often routes that would lie on each other are laid again."""

_REPAIRS = 3
"""How often channels are widened for labels that found no place."""


def lay_out(plan: Plan) -> Picture:
    """Where everything in a plan stands and runs."""
    seat(plan)
    lattice = improved(plan)
    return draw(plan, untangled(plan, lattice))


def untangled(plan: Plan, lattice: Lattice) -> dict[Channel, list[Piece]]:
    """The tracks of all routes, those that were found at last among them; where no order suits all, some routes are
    laid again and turn elsewhere."""
    rescue(lattice, plan.links)
    channels = assign(plan)
    for _attempt in range(_UNTANGLED):
        found = list(clashes(channels))
        if not found:
            break
        lattice.banned.update((link.id, corner) for link, corner in found)
        again(lattice, {link.id: link for link, _corner in found}.values())
        channels = assign(plan)
    return channels


def draw(plan: Plan, channels: Mapping[Channel, list[Piece]]) -> Picture:
    """Pixels for a plan whose cells and routes have their lattice places; wider where a label finds no room."""
    _make_room(channels)
    room = measure(plan)
    extra: dict[Channel, float] = defaultdict(float)
    for attempt in range(_REPAIRS + 1):
        at = grid(plan, channels, room, extra)
        found = picture(plan, at, channels)
        crowded = place_labels(plan, found, room)
        if not crowded or attempt == _REPAIRS:
            break
        for link in crowded:
            _widen(link, extra)
    return found


def _make_room(channels: Mapping[Channel, list[Piece]]) -> None:
    """Room above a level track for the label that stands there."""
    for (vertical, _line), pieces in channels.items():
        for piece in pieces:
            heights = [link.label[1] for link, number in piece.members if link.label[0] and label_piece(link) == number]
            if heights and not vertical:
                piece.room = max(heights) + 2


def _widen(link: Link, extra: dict[Channel, float]) -> None:
    number = label_piece(link)
    a, b = link.route[number], link.route[number + 1]
    axis = 0 if a[1] == b[1] else 1
    low, high = sorted((round(a[axis]), round(b[axis])))
    line = next((n for n in range(low, high + 1) if n % 2), low + 1)
    extra[axis == 0, line] += link.label[axis] / 2 + 6
