"""A way where no simple shape fits: the cheapest through the lattice (Lee 1961, with Dijkstra's queue)."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from mapper.edit.arrange.lattice import NEVER, Lattice
from mapper.edit.arrange.plan import Link, Spot
from mapper.edit.arrange.shapes import Dock, docks
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.geometry import Point, simplified

_MOVE = {RIGHT: (1, 0), LEFT: (-1, 0), TOP: (0, -1), BOTTOM: (0, 1)}
_BACK = {RIGHT: LEFT, LEFT: RIGHT, TOP: BOTTOM, BOTTOM: TOP}
_WINDOWS = (8, 40, 100000)
"""How far beside its ends, in lattice lines, a way is looked for; further when there is none."""

_State = tuple[int, int, str]


def through(lattice: Lattice, link: Link) -> tuple[Spot, ...] | None:
    """The cheapest way of a link over free places; None when everything is shut."""
    for window in _WINDOWS:
        way = _search(lattice, link, window)
        if way is not None:
            return way
    return None


def _search(lattice: Lattice, link: Link, window: int) -> tuple[Spot, ...] | None:
    starts = docks(link, True, spread=True)
    goals: dict[_State, Dock] = {}
    for dock in docks(link, False, spread=True):
        dx, dy = _MOVE[dock.side]
        goals.setdefault((round(dock.at[0]) + dx, round(dock.at[1]) + dy, _BACK[dock.side]), dock)
    frame = _frame(lattice, link, window)
    queue: list[tuple[float, int, _State]] = []
    came: dict[_State, tuple[_State | None, Spot]] = {}
    price: dict[_State, float] = {}
    count = 0
    for dock in starts:
        dx, dy = _MOVE[dock.side]
        state = (round(dock.at[0]) + dx, round(dock.at[1]) + dy, dock.side)
        step = lattice.price((dock.at, _shifted(dock.at, dx, dy)), link, NEVER)
        if step + dock.toll < price.get(state, NEVER):
            price[state] = step + dock.toll
            came[state] = (None, dock.at)
            count += 1
            heappush(queue, (price[state], count, state))
    while queue:
        cost, _n, state = heappop(queue)
        if cost > price[state]:
            continue
        if state in goals:
            dock = goals[state]
            if lattice.price((_shifted(dock.at, *_MOVE[dock.side]), dock.at), link, NEVER) < NEVER:
                return _traced(came, state, dock)
        for after, step in _moves(lattice, link, state, frame):
            if cost + step < price.get(after, NEVER):
                price[after] = cost + step
                came[after] = (state, (state[0], state[1]))
                count += 1
                heappush(queue, (price[after], count, after))
    return None


def _moves(
    lattice: Lattice, link: Link, state: _State, frame: tuple[int, int, int, int]
) -> Iterator[tuple[_State, float]]:
    x, y, side = state
    for turn, (dx, dy) in _MOVE.items():
        if turn == _BACK[side]:
            continue
        nx, ny = x + dx, y + dy
        if not (frame[0] <= nx <= frame[2] and frame[1] <= ny <= frame[3]):
            continue
        step = lattice.price(((x, y), (nx, ny)), link, NEVER)
        if step < NEVER:
            yield (nx, ny, turn), step + (10.0 if turn != side else 0.0)


def _shifted(at: Spot, dx: int, dy: int) -> Spot:
    """One line on, straight: a dock beside the middle stays beside it."""
    return (round(at[0]) + dx if dx else at[0], round(at[1]) + dy if dy else at[1])


def _frame(lattice: Lattice, link: Link, window: int) -> tuple[int, int, int, int]:
    ends = (link.source, link.target)
    return (
        max(-1, min(2 * e.col for e in ends) - window),
        max(-1, min(2 * e.row for e in ends) - window),
        min(2 * lattice.cols - 1, max(2 * (e.col + e.cols) for e in ends) + window),
        min(2 * lattice.rows - 1, max(2 * (e.row + e.rows) for e in ends) + window),
    )


def _traced(came: dict[_State, tuple[_State | None, Spot]], state: _State, goal: Dock) -> tuple[Spot, ...]:
    places: list[Spot] = [goal.at, (state[0], state[1])]
    at: _State | None = state
    while at is not None:
        at, spot = came[at]
        places.append(spot)
    return _straightened(places[::-1])


def _straightened(places: list[Spot]) -> tuple[Spot, ...]:
    """Docks beside the middle draw their first straight piece beside it as well; then without needless places."""
    for order in (range(1, len(places)), range(len(places) - 2, -1, -1)):
        ahead = -1 if order.step > 0 else 1
        for n in order:
            (ax, ay), (x, y) = places[n + ahead], places[n]
            if round(ax) == round(x) and ax != x and round(ax) % 2 == 0:
                places[n] = (ax, y)
            elif round(ay) == round(y) and ay != y and round(ay) % 2 == 0:
                places[n] = (x, ay)
            else:
                break
    return tuple((p.x, p.y) for p in simplified([Point(*place) for place in places], 0.001))
