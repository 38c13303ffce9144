"""Which way each flow takes on the lattice: easy ones first, every way at the lowest price, then once more.

Prices are bends, crossings, length and unusual sides. What no simple shape can join is led through the maze (Lee 1961).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mapper.edit.arrange.lattice import BEND, NEVER, Lattice, ends_of
from mapper.edit.arrange.maze import through
from mapper.edit.arrange.messages import is_far, message_ways
from mapper.edit.arrange.plan import Link, Plan, Spot
from mapper.edit.arrange.shapes import Dock, docks, shapes
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP

_SHARED_EXIT, _SHARED_ENTRY = 4.0, 1.0
"""Prices of leaving by a dock that another flow of the cell leaves by, and of entering where another enters."""

LOST = 500.0
"""The price of a link that no way joins."""

_LONG = 400.0
"""Lattice lines a way may be long to be laid again: longer ones find nothing better, and it takes long."""

_TIE = 0.35
"""What a price counts for an association: the flow of work has the better ways."""

_FAR_DOCKS = 3
"""Docks of each end of a long message that are tried."""

_GOOD = 1.5 * BEND
"""A way that costs no more is taken without looking at docks beside the middle of sides."""


def route(plan: Plan, rounds: int = 1, limit: float = NEVER, trial: bool = False) -> Lattice:
    """Lay all links of a plan; returns the lattice they lie on. Links that no way joins keep an empty one.

    limit: a price of all ways beyond which laying stops, because another layout is better anyhow. trial: what no simple
    shape joins is not looked for in the maze, and counts as lost.
    """
    lattice = Lattice(plan)
    lattice.is_trial = trial
    links = sorted(plan.links, key=_ease)
    for link in links:
        lay(lattice, link)
        limit -= link.price
        if limit < 0:
            lattice.given_up = True
            return lattice
    for _round in range(rounds):
        again(lattice, links)
    return lattice


def again(lattice: Lattice, links: Iterable[Link]) -> None:
    """Take each link up and lay it anew, now that all others are known."""
    for link in links:
        if (len(link.way) > 2 or not link.way) and not is_far(link) and _length(link.way) < _LONG:
            if link.way:
                lattice.lay(link, -1)
            lay(lattice, link)


def _length(way: Sequence[Spot]) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(way))


def _ease(link: Link) -> tuple[int, int, int]:
    """Straight neighbours first, then what is near, loops and messages last."""
    one, two = link.source, link.target
    straight = one.level == two.level and two.col == one.col + one.cols
    far = abs(two.col - one.col) + 2 * abs(two.level - one.level)
    late = 2 if link.kind == "message" else 1 if link.back else 0
    return (0 if straight and not link.back else 1 + late, far, link.order)


def lay(lattice: Lattice, link: Link) -> None:
    """Find the cheapest way of a link and enter it."""
    way, price = cheapest(lattice, link)
    if way is None or (price > _GOOD and (link.kind != "message" or lattice.is_small)):
        way, price = min((way, price), cheapest(lattice, link, spread=True, limit=price), key=lambda found: found[1])
    if way is None and not lattice.is_trial:
        way = through(lattice, link)
        price = lattice.price(way, link, NEVER) if way else NEVER
    link.way, link.price = way or (), min(price, LOST) * (_TIE if link.kind == "tie" else 1.0)
    if link.way:
        lattice.lay(link)


def cheapest(
    lattice: Lattice, link: Link, spread: bool = False, limit: float = NEVER
) -> tuple[tuple[Spot, ...] | None, float]:
    """The cheapest simple way and its price."""
    best, least = None, limit
    entries = _open_docks(lattice, link, False, spread)
    for leave, out in _open_docks(lattice, link, True, spread):
        for enter, into in entries:
            toll = leave + enter
            if toll >= least:
                break
            for way in _ways(lattice, link, out, into, int((least - toll) / BEND) if least < NEVER else 9):
                price = toll + lattice.price(way, link, least - toll)
                if price < least:
                    best, least = way, price
    return best, least


def _ways(lattice: Lattice, link: Link, out: Dock, into: Dock, bends: int) -> Iterator[tuple[Spot, ...]]:
    """What to try between two docks, with so many bends at most."""
    if not is_far(link):
        yield from shapes(out, into, bends)
    if link.kind == "message":
        for way in message_ways(link, out, into, lattice.cols):
            if len(way) - 2 <= bends:
                yield way


def _open_docks(lattice: Lattice, link: Link, leaving: bool, spread: bool) -> list[tuple[float, Dock]]:
    """The docks that may be used and what they cost, cheap ones first."""
    priced = ((dock.toll + _shared(lattice, link, dock, leaving), dock) for dock in docks(link, leaving, spread))
    found = sorted((found for found in priced if found[0] < NEVER), key=lambda found: found[0])
    return found[:_FAR_DOCKS] if is_far(link) else found


_UNIT = {RIGHT: (True, 0), LEFT: (True, -1), BOTTOM: (False, 0), TOP: (False, -1)}


def _shared(lattice: Lattice, link: Link, dock: Dock, leaving: bool) -> float:
    """What it costs that the dock is in use already; a dock used the other way round is never shared."""
    level, by = _UNIT[dock.side]
    line, at = (dock.at[1], dock.at[0]) if level else (dock.at[0], dock.at[1])
    uses = lattice.uses(level, line, round(at) + by)[:4]
    if not uses:
        return 0.0
    ends = ends_of(link)
    if any(use[0] != ends[0] if leaving else use[1] != ends[1] for use in uses):
        return NEVER
    return _SHARED_EXIT if leaving else _SHARED_ENTRY
