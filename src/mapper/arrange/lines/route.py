"""Which route each flow takes on the lattice: easy ones first, every route at the lowest price, then once more.

Prices are bends, crossings, length and unusual sides. What no simple shape can join is led through the maze (Lee 1961).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

from mapper.arrange.lines.lattice import BEND, NEVER, STEP, Lattice
from mapper.arrange.lines.maze import through
from mapper.arrange.lines.messages import is_far, message_routes
from mapper.arrange.lines.shapes import Dock, docks, docks_beside, fewest_bends, shapes
from mapper.arrange.plan.plan import Link, Plan, Spot
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.token import look
from mapper.route.scene import prices

_SHARED_EXIT, _SHARED_ENTRY = prices.TOGETHER * prices.LATTICE_PLACES, prices.TOGETHER_IN * prices.LATTICE_PLACES
_NAMED_EXIT = prices.BRANCH * prices.LATTICE
"""Prices of leaving by a dock that another flow of the cell leaves by (with a name, which must tell one from the
other), and of entering where another enters."""

LOST = 500.0
"""The price of a link that no route joins."""

_LONG = 400.0
"""Lattice lines a route may be long to be laid again: longer ones find nothing better, and it takes long."""

_TIE = 0.35
"""What a price counts for an association: the flow of work has the better routes."""

_AROUND = 15.0
"""The price of a message that goes around the map."""

_FAR_DOCKS = 3
"""Docks of each end of a long message that are tried."""

_ROUNDING = 1e-6
"""By how much sums of prices may be wrong."""

_GOOD = 1.5 * BEND
"""A route that costs no more is taken without looking at docks beside the middle of sides."""


def route(plan: Plan) -> Lattice:
    """Lay all links of a plan; returns the lattice they lie on. Links that no route joins keep an empty one."""
    lattice = Lattice(plan)
    for link in in_order(plan):
        lay(lattice, link)
    again(lattice, in_order(plan))
    return lattice


def tried(plan: Plan, limit: float) -> Lattice | None:
    """Lay all links of a plan once, to see what that costs; None where it is more than a limit. What no simple shape
    joins is not looked for in the maze, and counts as lost."""
    lattice = Lattice(plan, is_trial=True)
    links = in_order(plan)
    least = [_least(lattice, link) for link in links] if limit < NEVER else [0.0] * len(links)
    spare = limit - sum(least) + _ROUNDING
    for link, bound in zip(links, least, strict=True):
        if spare < 0:
            return None
        lay(lattice, link, spare + bound)
        spare -= link.price - bound
    return lattice if spare >= 0 else None


def in_order(plan: Plan) -> list[Link]:
    """The links of a plan, the easy ones first."""
    return sorted(plan.links, key=_ease)


def again(lattice: Lattice, links: Iterable[Link]) -> None:
    """Take each link up and lay it anew, now that all others are known; not those that have the best way there is."""
    for link in links:
        if (len(link.route) > 2 or not link.route) and not is_far(link) and _length(link.route) < _LONG:
            if link.route and link.price <= _least(lattice, link) + _ROUNDING:
                continue
            if link.route:
                lattice.lay(link, -1)
            lay(lattice, link)


def rescue(lattice: Lattice, links: Sequence[Link]) -> None:
    """Find a route for each link that no route joins, by taking up one of those at its ends that may be in its way:
    the two are laid anew, the lost one first, where that costs less in all."""
    for lost in links:
        for other in links if not lost.route else ():
            if other.route and {lost.source, lost.target} & {other.source, other.target}:
                before, price = other.route, other.price
                lattice.lay(other, -1)
                lay(lattice, lost)
                lay(lattice, other)
                if lost.route and other.route:
                    break
                for link in (lost, other):
                    if link.route:
                        lattice.lay(link, -1)
                lost.route, lost.price, other.route, other.price = (), LOST, before, price
                lattice.lay(other)


def _length(route: Sequence[Spot]) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(route))


def _ease(link: Link) -> tuple[int, int, int]:
    """Straight neighbours first, then what is near, loops and messages last."""
    one, two = link.source, link.target
    straight = one.level == two.level and two.col == one.col + one.cols
    far = abs(two.col - one.col) + 2 * abs(two.level - one.level)
    late = 2 if link.kind == "message" else 1 if link.back else 0
    return (0 if straight and not link.back else 1 + late, far, link.order)


def _least(lattice: Lattice, link: Link) -> float:
    """What the route of a link costs at least, wherever the others run."""
    out, into = _docks(lattice, link, True), _docks(lattice, link, False)
    least = min(one.toll + two.toll + _bound(link, one, two) for one in out for two in into)
    return min(least, LOST) * (_TIE if link.kind == "tie" else 1.0)


def lay(lattice: Lattice, link: Link, limit: float = NEVER) -> None:
    """Find the cheapest route of a link and enter it. limit: what costs more may count as lost."""
    share = _TIE if link.kind == "tie" else 1.0
    route, price = cheapest(lattice, link, limit / share)
    if route is None and not lattice.is_trial:
        route = through(lattice, link)
        price = lattice.price(route, link, NEVER) if route else NEVER
    link.route, link.price = route or (), min(price, LOST) * share
    if link.route:
        lattice.lay(link)


_Pair: TypeAlias = tuple[float, float, int, Dock, Dock]
"""What a route between two docks costs at least, the part of that for the docks, the pair's number, the docks."""

_Port: TypeAlias = tuple[float, Dock, bool]
"""What it costs to use a dock, the dock, and whether it lies beside the middle of its side."""


def cheapest(lattice: Lattice, link: Link, limit: float = NEVER) -> tuple[tuple[Spot, ...] | None, float]:
    """The cheapest simple route and its price: one between middles of sides, where that will do. None where a route
    costs so much more than the limit that it is all the same."""
    will_do = link.kind == "message" and not lattice.is_small
    # How dear the best way between middles is decides whether others are looked for: up to there it must be known.
    limit = NEVER if will_do or limit >= LOST else max(limit, _GOOD) + 1
    leave, enter = _docks(lattice, link, True), _docks(lattice, link, False)
    out, into = _open(lattice, link, True, leave), _open(lattice, link, False, enter)
    route, price = _best(lattice, link, out, into, limit)
    if route is not None and (price <= _GOOD or will_do):
        return route, price
    out += _open(lattice, link, True, docks_beside(link, True, leave), aside=True)
    into += _open(lattice, link, False, docks_beside(link, False, enter), aside=True)
    beside, less = _best(lattice, link, out, into, price, aside=True)
    if beside is not None:
        return beside, less
    return route, price if route is not None else NEVER


def _docks(lattice: Lattice, link: Link, leaving: bool) -> list[Dock]:
    """The docks in the middle of sides, worked out once for each lattice."""
    key = (link, leaving)
    found = lattice.docks.get(key)
    if found is None:
        found = lattice.docks[key] = docks(link, leaving, spread=False)
    return found


def _open(lattice: Lattice, link: Link, leaving: bool, docks: Iterable[Dock], aside: bool = False) -> list[_Port]:
    """The docks that may be used."""
    found = []
    for dock in docks:
        shared = _shared(lattice, link, dock, leaving)
        if shared < NEVER:
            found.append((dock.toll + shared, dock, aside))
    return found


def _best(
    lattice: Lattice, link: Link, out: list[_Port], into: list[_Port], limit: float, aside: bool = False
) -> tuple[tuple[Spot, ...] | None, float]:
    """The cheapest route that costs less than a limit, and its price. aside: only routes with an end beside a
    middle."""
    look()
    best, least = None, limit
    for bound, toll, _number, one, two in _pairs(link, out, into, aside):
        if bound >= least:
            break
        for route in _routes(lattice, link, one, two, int((least - toll) / BEND) if least < NEVER else 9):
            price = toll + lattice.price(route, link, least - toll)
            if link.kind == "message" and not -1 < route[len(route) // 2][0] < 2 * lattice.cols - 1:
                price += _AROUND
            if price < least:
                best, least = route, price
                if price <= bound:
                    break
    return best, least


def _pairs(link: Link, out: list[_Port], into: list[_Port], aside: bool) -> list[_Pair]:
    """The docks of both ends two by two, those first between which the cheapest route might run."""
    most = _FAR_DOCKS if is_far(link) else None
    leaves, enters = (sorted(docks, key=_toll)[:most] for docks in (out, into))
    found = [
        (leave + enter + _bound(link, one, two), leave + enter, number * 100 + other, one, two)
        for number, (leave, one, one_aside) in enumerate(leaves)
        for other, (enter, two, two_aside) in enumerate(enters)
        if not aside or one_aside or two_aside
    ]
    found.sort()
    return found


_toll = itemgetter(0)


def _bound(link: Link, one: Dock, two: Dock) -> float:
    """What any route between two docks costs at least, without the docks."""
    (px, py), (qx, qy) = one.at, two.at
    if link.kind == "message" and one.side in _UPRIGHT and two.side in _UPRIGHT:
        bends = 0 if px == qx else 2
    else:
        bends = fewest_bends(one, two)
    return BEND * bends + STEP * int(abs(px - qx) + abs(py - qy))


def _routes(lattice: Lattice, link: Link, out: Dock, into: Dock, bends: int) -> Iterator[tuple[Spot, ...]]:
    """What to try between two docks, with so many bends at most."""
    if not is_far(link):
        yield from shapes(out, into, bends)
    if link.kind == "message":
        for route in message_routes(link, out, into, lattice.cols, partial(lattice.is_open, link)):
            if len(route) - 2 <= bends:
                yield route


_UPRIGHT = (TOP, BOTTOM)
_UNIT = {RIGHT: (True, 0), LEFT: (True, -1), BOTTOM: (False, 0), TOP: (False, -1)}


def _shared(lattice: Lattice, link: Link, dock: Dock, leaving: bool) -> float:
    """What it costs that the dock is in use already; a dock used the other way round is never shared."""
    level, by = _UNIT[dock.side]
    line, at = (dock.at[1], dock.at[0]) if level else (dock.at[0], dock.at[1])
    uses = lattice.uses(level, line, round(at) + by)[:4]
    if not uses:
        return 0.0
    end, whose = (0, link.ends[0]) if leaving else (1, link.ends[1])
    for use in uses:
        if use[end] != whose:
            return NEVER
    if not leaving:
        return _SHARED_ENTRY
    return _NAMED_EXIT if link.label[0] else _SHARED_EXIT
