"""Pairs of routes that cross are taken up together and laid again in both orders: each alone finds nothing better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mapper.arrange.lines.lattice import Lattice
from mapper.arrange.lines.route import lay
from mapper.arrange.plan.plan import Link, Spot

_MOST = 400
"""Links of a plan beyond which pairs are not looked at."""


def uncross(lattice: Lattice, links: Sequence[Link]) -> None:
    """Lay pairs of crossing routes again, and keep what is cheaper."""
    if len(links) > _MOST:
        return
    for one, two in list(_crossing(links)):
        if _cross(one.route, two.route):
            _try(lattice, one, two)


def _try(lattice: Lattice, one: Link, two: Link) -> None:
    before = [(link, link.route, link.price) for link in (one, two)]
    worth = together(lattice, (one, two))
    for first, second in ((two, one), (one, two)):
        for link in (one, two):
            lattice.lay(link, -1)
        lay(lattice, first)
        lay(lattice, second)
        if first.route and second.route and together(lattice, (one, two)) < worth - 0.01:
            return
        for link, route, price in before:
            if link.route:
                lattice.lay(link, -1)
            link.route, link.price = route, price
        for link in (one, two):
            lattice.lay(link)


def together(lattice: Lattice, links: Iterable[Link]) -> float:
    """What laid routes cost, each measured with all others laid."""
    total = 0.0
    for link in links:
        lattice.lay(link, -1)
        total += lattice.price(link.route, link, 1e9)
        lattice.lay(link)
    return total


def _crossing(links: Sequence[Link]) -> Iterator[tuple[Link, Link]]:
    laid = [(link, _frame(link.route)) for link in links if len(link.route) > 1]
    for number, (one, a) in enumerate(laid):
        for two, b in laid[:number]:
            if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3] and _cross(one.route, two.route):
                yield two, one


def _frame(route: Sequence[Spot]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in route], [y for _, y in route]
    return min(xs), min(ys), max(xs), max(ys)


def _cross(one: Sequence[Spot], two: Sequence[Spot]) -> bool:
    return any(_meet(a, b, c, d) or _meet(c, d, a, b) for a, b in pairwise(one) for c, d in pairwise(two))


def _meet(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    """Whether a level stretch crosses a vertical one."""
    if a[1] != b[1] or c[0] != d[0]:
        return False
    return min(a[0], b[0]) < c[0] < max(a[0], b[0]) and min(c[1], d[1]) < a[1] < max(c[1], d[1])
