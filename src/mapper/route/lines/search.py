"""The cheapest route of one flow along the candidate lines: A* over the places where lines cross.

A state is a line and the place where it was entered; one step runs along the line to where another crosses it and
turns there, so the bends, which cost most, are the steps. Hart, Nilsson, Raphael (1968) for A*; prices after Wybrow,
Marriott, Stuckey (2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

from mapper.model.geometry import Point, Rect, simplified
from mapper.route.scene import prices
from mapper.route.scene.grid import CLEAR, Grid, Line
from mapper.route.scene.laid import Kin, Laid, Toll
from mapper.route.scene.ports import Port

_INWARD = CLEAR + 7.0
"""A goal lies this far at most beyond where shapes end the line that leads straight to it, in pixels: round outlines
recede from their box."""
LONG = 900.0
"""Ends further apart than this are joined by main lines, save near the ends, in pixels."""
_NEAR = 300.0
"""How far around the ends of a long flow all lines are looked at, in pixels; between them only main lines: fewer
lines to search, against a route that may be a little longer."""
_HOPELESS = 3 * LONG
Patience: TypeAlias = Sequence[tuple[float, int]]
PATIENCE: Patience = ((1.0, 200), (1.4, 500), (2.0, 4000))
"""How much the estimate counts, and for how many steps: above 1 a route is found sooner, but may be dearer than the
best by this factor. The first is not tried for what is further apart than `_HOPELESS`."""


@dataclass(slots=True)
class Task:
    """One flow to lay: what it joins, where it may leave and arrive, where it may be, what it may not enter."""

    kin: Kin
    starts: Sequence[Port]
    goals: Sequence[Port]
    region: Rect
    walls: Sequence[Rect] = field(default_factory=tuple)


_State = tuple[float, float, int]
"""Estimate, minus what is paid (the further of two equals first), number."""


class _At(NamedTuple):
    """How a state was reached: from which other, where it is, on which line between which ends; sign 0: both routes."""

    before: int
    x: float
    y: float
    axis: int
    line: int
    low: float
    high: float
    sign: int


def cheapest(
    task: Task, grid: Grid, laid: Laid, patience: Patience = PATIENCE
) -> tuple[float, float, tuple[Point, ...]] | None:
    """The price, the least it could have been, and the route; None when there is none, or none was found in time."""
    search = _Search(task, grid, laid)
    for haste, most in patience[search.least > _HOPELESS :]:
        found = search.run(haste, most)
        if found is not None or not search.heap:
            return found
        search = _Search(task, grid, laid)
    return None


class _Search:
    """The frontier of one search and how each state was reached."""

    def __init__(self, task: Task, grid: Grid, laid: Laid) -> None:
        self.task, self.grid, self.laid = task, grid, laid
        self.goals = [self.walled(goal) for goal in task.goals] if task.walls else task.goals
        self.heap: list[_State] = []
        self.came: list[_At] = []
        self.entered: dict[int, list[tuple[float, float]]] = {}
        self.found: tuple[float, int, float, float, Port] | None = None
        self.sides = _sides(task.goals)
        self.least = min(start.price + self.left(start.axis, *start.at) for start in task.starts)
        self.haste, self.long, self.estimate = 1.0, self.least > LONG, 0.0

    def run(self, haste: float, most: int) -> tuple[float, float, tuple[Point, ...]] | None:
        """Search for so many steps. haste: how much the estimate counts."""
        self.haste = haste
        for index, start in enumerate(self.task.starts):
            low, high = self.limits(start.axis, start.at[1 - start.axis], start.at[start.axis], start.low, start.high)
            self.came.append(_At(-1, *start.at, start.axis, -1 - index, low, high, start.sign))
            heappush(self.heap, (start.price + self.haste * self.left(start.axis, *start.at), -start.price, index))
        for _step in range(most):
            if not self.heap or (self.found is not None and self.heap[0][0] >= self.found[0]):
                break
            self.estimate, paid, number = heappop(self.heap)
            at = self.came[number]
            if at.sign == 0:
                low, high = self.limits(at.axis, (at.y, at.x)[at.axis], (at.x, at.y)[at.axis], at.low, at.high)
                at = at._replace(low=low, high=high)
            for sign in (1, -1) if at.sign == 0 else (at.sign,):
                self.along(-paid, number, at, sign)
        return None if self.found is None else (self.found[0], self.least, self.route())

    def left(self, axis: int, x: float, y: float) -> float:
        """At least this much is left to pay from a place when moving along an axis."""
        least = 1e18
        for goal_axis, sign, edge, first, last, price in self.sides:
            along, across = (x, y) if goal_axis == 0 else (y, x)
            ahead = (along - edge) * sign
            aside = first - across if across < first else across - last if across > last else 0.0
            if axis != goal_axis:
                cost = price + aside + (ahead + prices.BEND if ahead > 0 else 3 * prices.BEND - ahead)
            elif aside > 0.01 or ahead < 0:
                cost = price + aside + abs(ahead) + 2 * prices.BEND
            else:
                cost = price + aside + ahead
            if cost < least:
                least = cost
        return least

    def limits(self, axis: int, level: float, place: float, low: float, high: float) -> tuple[float, float]:
        """How far one may go along a line from a place: to its ends, the region's, or a wall."""
        region = self.task.region
        low, high = max(low, region[axis]), min(high, region[axis] + region[axis + 2])
        for wall in self.task.walls:
            if wall[1 - axis] < level < wall[1 - axis] + wall[3 - axis]:
                if wall[axis] >= place:
                    high = min(high, wall[axis])
                elif wall[axis] + wall[axis + 2] <= place:
                    low = max(low, wall[axis] + wall[axis + 2])
                else:
                    return place, place
        return low, high

    def walled(self, goal: Port) -> Port:
        """A goal whose last leg ends at the walls: no flow comes through one."""
        low, high = self.limits(goal.axis, goal.at[1 - goal.axis], goal.at[goal.axis], goal.low, goal.high)
        return goal._replace(low=low, high=high)

    def along(self, paid: float, number: int, at: _At, sign: int) -> None:
        """Go along a line one way: note every turn into another line and every goal on the way."""
        axis, level, place = at.axis, (at.y, at.x)[at.axis], (at.x, at.y)[at.axis]
        stop = at.high if sign > 0 else at.low
        if (stop - place) * sign <= 0:
            return
        tolls = self.laid.tolls(self.task.kin, axis, level, place, stop)
        self.arrive(paid, number, at, sign, stop, tolls)
        if self.found is not None and self.found[0] <= self.estimate + 0.01:
            return
        turns = self.turns(axis, level, min(place, stop), max(place, stop), place)
        if sign < 0:
            turns.reverse()
        entered, index, paying, first = self.entered, 0, len(tolls), at.line < 0
        heap, came = self.heap, self.came
        for there, low, high, price, id in turns:
            while index < paying and tolls[index][0] * sign < there * sign:
                paid += tolls[index][1]
                index += 1
            run = (there - place) * sign
            if run <= 0.01:
                continue
            total = paid + run + prices.BEND + price
            if first and run < prices.SHORT:
                total += prices.CRAMPED
            before = entered.get(id)
            if before is None:
                before = entered[id] = []
            for other, cost in before:
                # Entered there so cheaply that going along it from there costs no more.
                if cost + (other - level if other > level else level - other) <= total:
                    break
            else:
                before.append((level, total))
                x, y = (there, level) if axis == 0 else (level, there)
                estimate = total + self.haste * self.left(1 - axis, x, y)
                if self.found is None or estimate < self.found[0]:
                    came.append(_At(number, x, y, 1 - axis, id, low, high, 0))
                    heappush(heap, (estimate, -total, len(came) - 1))

    def turns(self, axis: int, level: float, low: float, high: float, place: float) -> list[Line]:
        """The lines across a piece; of a long flow's piece only the main ones, save near where it is and its goals."""
        if not self.long or high - low < 2 * _NEAR:
            return self.grid.crossing(axis, level, low, high)
        near = sorted({place, *(g.at[axis] for g in self.task.goals)})
        found: list[Line] = []
        for middle in near:
            start, end = max(low, middle - _NEAR), min(high, middle + _NEAR)
            if start > low:
                found += self.grid.crossing(axis, level, low, min(start, high), main=True)
            if start < end:
                found += self.grid.crossing(axis, level, start, end)
            low = max(low, end)
        return found + self.grid.crossing(axis, level, low, high, main=True) if low < high else found

    def arrive(self, paid: float, number: int, at: _At, sign: int, stop: float, tolls: Sequence[Toll]) -> None:
        """Note the goals that are met when going along a line."""
        axis, level, place = at.axis, (at.y, at.x)[at.axis], (at.x, at.y)[at.axis]
        for goal in self.goals:
            there = goal.at[axis]
            run = (there - place) * sign
            if goal.axis == axis:
                if (
                    goal.sign == -sign
                    and abs(goal.at[1 - axis] - level) < 0.01
                    and 0 < run <= (stop - place) * sign + _INWARD
                ):
                    self.offer(paid + run + _until(tolls, there, sign) + goal.price, number, *goal.at, goal)
                continue
            if run <= 0.01 or run > (stop - place) * sign or not goal.low <= level <= goal.high:
                continue
            last = (level - goal.at[goal.axis]) * goal.sign
            total = paid + run + _until(tolls, there, sign) + prices.BEND + last + goal.price
            total += prices.CRAMPED * ((last < prices.SHORT) + (run < prices.SHORT and at.line < 0))
            if last > 0.01 and (self.found is None or total < self.found[0]):
                onto = self.laid.tolls(self.task.kin, goal.axis, there, level, goal.at[goal.axis])
                x, y = (there, level) if axis == 0 else (level, there)
                self.offer(total + sum(toll[1] for toll in onto), number, x, y, goal)

    def offer(self, total: float, number: int, x: float, y: float, goal: Port) -> None:
        if self.found is None or total < self.found[0]:
            self.found = (total, number, x, y, goal)

    def route(self) -> tuple[Point, ...]:
        """The route that was found, back from its end."""
        assert self.found is not None
        _total, number, x, y, goal = self.found
        points = [goal.at, Point(x, y)]
        while number >= 0:
            at = self.came[number]
            points.append(Point(at.x, at.y))
            number = at.before
        return simplified(tuple(reversed(points)), 0.01)


def _until(tolls: Sequence[Toll], there: float, sign: int) -> float:
    return sum(toll[1] for toll in tolls if toll[0] * sign < there * sign)


def _sides(goals: Sequence[Port]) -> list[tuple[int, int, float, float, float, float]]:
    """The goals of each side as one: axis, sign outwards, where the side is, from where to where, least price."""
    found: dict[tuple[int, int], list[Port]] = {}
    for goal in goals:
        found.setdefault((goal.axis, goal.sign), []).append(goal)
    sides = []
    for (axis, sign), ports in found.items():
        levels = [port.at[1 - axis] for port in ports]
        edge = (max if sign < 0 else min)(port.at[axis] for port in ports)
        sides.append((axis, sign, edge, min(levels), max(levels), min(port.price for port in ports)))
    return sides
