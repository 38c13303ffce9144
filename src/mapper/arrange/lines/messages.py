"""The routes of messages between pools: out of the pool, along the gap between the pools, and in again.

What goes further than to the next pool runs on across, or around the others at either end of the map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapper.arrange.lines.shapes import Dock
from mapper.arrange.plan.plan import Container, Link, Spot
from mapper.model.docking import BOTTOM, TOP


def is_far(link: Link) -> bool:
    """Whether a message goes further than to the next pool."""
    one, two = link.source.pool, link.target.pool
    if link.kind != "message" or one is None or two is None:
        return False
    upper, lower = (one, two) if one.first < two.first else (two, one)
    return upper is not lower and upper.first + upper.rows < lower.first


def message_routes(
    link: Link, out: Dock, into: Dock, cols: int, is_open: Callable[[Spot, Spot], bool]
) -> Iterator[tuple[Spot, ...]]:
    """Routes between docks at the upper and lower sides of things in different pools, few bends first.

    is_open: whether nothing is in the way from a dock straight to some place.
    """
    pools = (link.source.pool, link.target.pool)
    if pools[0] is None or pools[1] is None or pools[0] is pools[1] or {out.side, into.side} - {TOP, BOTTOM}:
        return
    leave, enter = _gap(pools[0], out.side), _gap(pools[1], into.side)
    heads = _from(out, leave, enter, link.source.full, is_open)
    tails = _from(into, enter, leave, link.target.full, is_open)
    for head in heads:
        for tail in tails:
            for middle in _across(head[-1], tail[-1], cols):
                yield _joined((*head, *middle, *reversed(tail)))


def _from(
    dock: Dock, gap: int, other: int, full: bool, is_open: Callable[[Spot, Spot], bool]
) -> list[tuple[Spot, ...]]:
    """The routes from a dock to the gap of its pool that are not shut at once. other: the gap at the other end."""
    # A route that turns back towards the other gap does not run to the end of its first stretch.
    folds = (other - gap) * (gap - dock.at[1]) < 0
    return [route for route in _to_gap(dock, gap, full) if folds or is_open(route[0], route[1])]


def _gap(pool: Container, side: str) -> int:
    """The channel above or below a pool."""
    return 2 * pool.first - 1 if side == TOP else 2 * (pool.first + pool.rows) - 1


def _to_gap(dock: Dock, gap: int, full: bool) -> Iterator[tuple[Spot, ...]]:
    """From a dock straight to the gap, or beside its column where that is taken."""
    x, y = dock.at
    yield (dock.at, (x, gap))
    beside = round(y) + (1 if dock.side == BOTTOM else -1)
    if beside != gap and not full:
        for aside in (round(x) + 1, round(x) - 1):
            yield (dock.at, (x, beside), (aside, beside), (aside, gap))


def _across(a: Spot, b: Spot, cols: int) -> Iterator[tuple[Spot, ...]]:
    """From one gap to another: vertical in the first column, in the last, or outside all."""
    if a[1] == b[1]:
        yield ()
        return
    # Outside first: what it costs lets the others be given up early.
    edges = (-1, 2 * cols - 1) if a[0] + b[0] < 2 * cols else (2 * cols - 1, -1)
    for edge in edges:
        yield ((edge, a[1]), (edge, b[1]))
    yield ((a[0], b[1]),)
    yield ((b[0], a[1]),)


def _joined(places: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Without places that are passed straight."""
    found: list[Spot] = []
    for place in places:
        if found and found[-1] == place:
            continue
        while len(found) > 1 and (found[-2][0] == found[-1][0] == place[0] or found[-2][1] == found[-1][1] == place[1]):
            found.pop()
        found.append(place)
    return tuple(found)
