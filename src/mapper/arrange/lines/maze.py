"""A route where no simple shape fits: the cheapest through the lattice (Lee 1961, with Dijkstra's queue)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import heappop, heappush

from mapper.arrange.lines.lattice import BEND, NEVER, STEP, Lattice
from mapper.arrange.lines.shapes import Dock, docks
from mapper.arrange.plan.plan import Link, Spot
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.geometry import Point, simplified

_MOVE = {RIGHT: (1, 0), LEFT: (-1, 0), TOP: (0, -1), BOTTOM: (0, 1)}
_BACK = {RIGHT: LEFT, LEFT: RIGHT, TOP: BOTTOM, BOTTOM: TOP}
_WINDOWS = (8, 40, 100000)
"""How far beside its ends, in lattice lines, a route is looked for; further when there is none."""

_State = tuple[int, int, str]


def through(lattice: Lattice, link: Link) -> tuple[Spot, ...] | None:
    """The cheapest route of a link over free places; None when everything is shut."""
    for window in _WINDOWS:
        route = _search(lattice, link, window)
        if route is not None:
            return route
    return None


def _search(lattice: Lattice, link: Link, window: int) -> tuple[Spot, ...] | None:
    frame = _frame(lattice, link, window)
    goals = _goals(link)
    queue: list[tuple[float, int, _State]] = []
    came: dict[_State, tuple[_State | None, Spot]] = {}
    price: dict[_State, float] = {}
    best: tuple[float, _State, Dock] | None = None
    for dock in docks(link, True, spread=True):
        dx, dy = _MOVE[dock.side]
        state = (round(dock.at[0]) + dx, round(dock.at[1]) + dy, dock.side)
        step = lattice.price((dock.at, _shifted(dock.at, dx, dy)), link, NEVER)
        if step + dock.toll < price.get(state, NEVER):
            price[state] = step + dock.toll
            came[state] = (None, dock.at)
            heappush(queue, (price[state], len(queue), state))
    count = len(queue)
    while queue:
        cost, _n, state = heappop(queue)
        if best is not None and cost >= best[0]:
            break
        if cost > price[state]:
            continue
        for dock in goals.get(state[:2], ()):
            last = cost + _arrival(lattice, link, state, dock)
            if last < (best[0] if best is not None else NEVER):
                best = (last, state, dock)
        for after, step in _moves(lattice, link, state, frame):
            if cost + step < price.get(after, NEVER):
                price[after] = cost + step
                came[after] = (state, (state[0], state[1]))
                count += 1
                heappush(queue, (price[after], count, after))
    return _traced(came, best[1], best[2]) if best is not None else None


def _goals(link: Link) -> dict[tuple[int, int], list[Dock]]:
    """The docks of the target by the place in front of them."""
    found: dict[tuple[int, int], list[Dock]] = defaultdict(list)
    for dock in docks(link, False, spread=True):
        dx, dy = _MOVE[dock.side]
        found[round(dock.at[0]) + dx, round(dock.at[1]) + dy].append(dock)
    return found


def _arrival(lattice: Lattice, link: Link, state: _State, dock: Dock) -> float:
    """What the last step costs, from the place in front of a dock into it."""
    if state[2] == dock.side:
        return NEVER
    step = lattice.price((_shifted(dock.at, *_MOVE[dock.side]), dock.at), link, NEVER)
    return step + dock.toll + (BEND if state[2] != _BACK[dock.side] else 0.0)


def _moves(
    lattice: Lattice, link: Link, state: _State, frame: tuple[int, int, int, int]
) -> Iterator[tuple[_State, float]]:
    x, y, side = state
    for turn, (dx, dy) in _MOVE.items():
        if turn == _BACK[side]:
            continue
        nx, ny = x + dx, y + dy
        if not (frame[0] <= nx <= frame[2] and frame[1] <= ny <= frame[3]) or _is_solid(lattice, nx, ny):
            continue
        # Straight on, it may cross what runs through the place it is in.
        step = lattice.price(((x - dx, y - dy) if turn == side else (x, y), (nx, ny)), link, NEVER)
        if turn == side:
            step -= STEP
        if step < NEVER:
            yield (nx, ny, turn), step + (BEND if turn != side else 0.0)


def _is_solid(lattice: Lattice, x: int, y: int) -> bool:
    """Whether a cell stands in a place, be it an end of the route: that is entered by its docks alone."""
    return x % 2 == 0 and y % 2 == 0 and (x // 2, y // 2) in lattice.solid


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
