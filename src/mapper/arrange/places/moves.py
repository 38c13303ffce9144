"""What may be tried to make a layout better, and how promising it is: rows of chains, columns of cells, cuts.

A move is promising where routes are dear now, since most can be gained there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from mapper.arrange.places.rows import Chain
from mapper.arrange.plan.plan import Cell, Link, Plan

SHIFT, CUT, DELAY, DROP = "shift", "cut", "delay", "drop"

Move: TypeAlias = tuple[tuple[str, str, int], ...]
"""Changes made together: what, of which chain (by its first cell), flow or cell, and by how many rows or columns."""

_FIRST = {-1: 1.0, 1: 1.0, -2: 0.5, 2: 0.5}
"""Shifts of a chain in rows, and how early they are tried."""

_CUT, _FLIP, _SWAP, _DELAY = 0.7, 0.9, 0.8, 0.8
"""How early it is tried that a flow no longer runs in a chain, that a chain goes to the other side of what it leaves,
that two chains change places, and that cells move to other columns."""

_DROP, _BENT_ONCE = 1.0, 9.0
"""How early it is tried that a flow leads straight up or down, and the price of a route from which on it is."""

_CHEAP = 6.0
"""The price of a route that nothing can be gained on."""

_DEAR = 22.0
"""The price of a route for whose sake cells are moved to other columns."""


def moves_of(plan: Plan, chains: Sequence[Chain]) -> dict[Move, float]:
    """The moves that may be of use, with how much they may gain."""
    pain: Counter[str] = Counter()
    for link in plan.links:
        for end in (link.source, link.target):
            pain[end.id] += round(max(0.0, link.price - _CHEAP))
    found: dict[Move, float] = {}
    for move, gain in (*_of_chains(chains, pain), *_cuts(plan, pain), *_columns(plan), *_drops(plan)):
        found[move] = max(gain, found.get(move, 0.0))
    return found


def _of_chains(chains: Sequence[Chain], pain: Counter[str]) -> Iterator[tuple[Move, float]]:
    hurts = [sum(pain[cell.id] for cell in chain.cells) for chain in chains]
    together: dict[str, list[int]] = defaultdict(list)
    for number, (chain, hurt) in enumerate(zip(chains, hurts, strict=True)):
        first = chain.cells[0]
        for by, early in _FIRST.items():
            yield ((SHIFT, first.id, by),), hurt * early
        for link, other in ((chain.entries[:1], "source"), (chain.exits[:1], "target")):
            if link:
                end = getattr(link[0], other)
                together[end.id].append(number)
                if by := 2 * (end.level - first.level):
                    yield ((SHIFT, first.id, by),), hurt * _FLIP
    for numbers in together.values():
        for one, two in combinations(numbers, 2):
            a, b = chains[one].cells[0], chains[two].cells[0]
            if a.strip == b.strip and (by := b.level - a.level):
                yield ((SHIFT, a.id, by), (SHIFT, b.id, -by)), (hurts[one] + hurts[two]) * _SWAP


def _cuts(plan: Plan, pain: Counter[str]) -> Iterator[tuple[Move, float]]:
    out = Counter(link.source.id for link in plan.links)
    into = Counter(link.target.id for link in plan.links)
    for link in plan.links:
        forked = out[link.source.id] > 1 or into[link.source.id] > 1 or into[link.target.id] > 1
        if link.kind == "flow" and forked:
            yield ((CUT, link.id, 0),), _CUT * (pain[link.source.id] + pain[link.target.id])


def _drops(plan: Plan) -> Iterator[tuple[Move, float]]:
    for link in droppable(plan):
        if link.price > _BENT_ONCE:
            yield ((DROP, link.id, 0),), link.price * _DROP


def droppable(plan: Plan) -> Iterator[Link]:
    """The flows that may lead straight up or down: between single steps of one pool."""
    for pool in plan.pools:
        for link in pool.links:
            ends = (link.source, link.target)
            if any(end.block is not None or end.inner is not None for end in ends):
                continue
            if link.kind == "flow" and not link.back and link.boundary_event is None:
                yield link


def _columns(plan: Plan) -> Iterator[tuple[Move, float]]:
    standing: dict[int, list[Cell]] = defaultdict(list)
    for cell in plan.cells.values():
        if not cell.full and cell.block is None and cell.beside is None:
            for col in range(cell.col, cell.col + cell.cols):
                standing[col].append(cell)
    for link in plan.links:
        if link.price >= _DEAR and link.kind != "tie":
            for move in _for(link, standing):
                yield move, link.price * _DELAY


def _for(link: Link, standing: dict[int, list[Cell]]) -> Iterator[Move]:
    """What may make one way better: its ends in other columns, and what stands between them out of the way."""
    one, two = _outer(link.source), _outer(link.target)
    ends = [cell for cell in (one, two) if not cell.full]
    if link.kind == "message" and len(ends) == 2 and one.col != two.col:
        left, right = sorted(ends, key=lambda cell: cell.col)
        yield ((DELAY, left.id, right.col - left.col),)
        yield ((DELAY, right.id, left.col - right.col),)
        yield ((DELAY, left.id, 1), (DELAY, right.id, left.col - right.col + 1))
    elif link.kind == "message":
        yield tuple((DELAY, cell.id, 1) for cell in ends)
    elif not link.back:
        yield ((DELAY, two.id, 1),)
        yield ((DELAY, one.id, -1),)
    low, high = sorted((one.level, two.level))
    for col in {cell.col for cell in ends}:
        for cell in standing[col]:
            if low < cell.level < high and cell not in ends:
                yield ((DELAY, cell.id, 1),)
                yield ((DELAY, cell.id, -1),)


def _outer(cell: Cell) -> Cell:
    while cell.block is not None:
        cell = cell.block
    return cell
