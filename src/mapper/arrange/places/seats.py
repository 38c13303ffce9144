"""The place of every cell on the grid: columns and rows of each container, then of the whole plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from mapper.arrange.places.columns import again, in_turn
from mapper.arrange.places.rows import Chain, place_rows
from mapper.arrange.plan.plan import Cell, Container, Plan
from mapper.arrange.plan.ranks import align_pools, rank


def seat(plan: Plan) -> None:
    """Give all cells their columns, counted in their container; rows follow by `stack`."""
    _lean(plan)
    for pool in plan.pools:
        for cell in pool.cells:
            _rank_inside(cell)
        rank(pool)
    plan.turn = in_turn(plan, *align_pools(plan))
    for cell in plan.cells.values():
        cell.rank = cell.col


def _lean(plan: Plan) -> None:
    number = {id(pool): n for n, pool in enumerate(plan.pools)}
    for link in plan.between:
        for cell, other in ((link.source, link.target), (link.target, link.source)):
            if link.kind == "message" and cell.pool is not None and other.pool is not None:
                below = number[id(other.pool)] - number[id(cell.pool)]
                cell.lean += (below > 0) - (below < 0)


def _rank_inside(cell: Cell) -> None:
    """Lay out what a block holds, innermost first, and give the block the size of that."""
    if cell.inner is None:
        return
    for inner in cell.inner.cells:
        _rank_inside(inner)
    rank(cell.inner)
    _place_inside(cell, {}, ())


def _place_inside(cell: Cell, shifts: Mapping[str, int], cuts: Collection[str]) -> list[Chain]:
    """The rows of what a block holds, and the block's size; its blocks must have theirs."""
    if cell.inner is None:
        return []
    chains = place_rows(cell.inner, shifts, cuts)
    cell.cols, cell.rows = cell.inner.cols, cell.inner.rows
    cell.anchor = chains[0].cells[0].level if chains else 0
    return chains


def stack(
    plan: Plan,
    shifts: Mapping[str, int],
    cuts: Collection[str] = (),
    delays: Mapping[str, int] = MappingProxyType({}),
    drops: Collection[str] = (),
) -> list[Chain]:
    """Give all cells their rows, and places counted in the whole plan; returns all chains.

    shifts: by a chain's first cell, rows it shall stand further down than it would. cuts: flows that no chain follows.
    delays: columns that cells of a pool stand further right than they would. drops: flows that may lead straight up or
    down; no chain follows them either.
    """
    chains: list[Chain] = []
    for cell in plan.cells.values():
        cell.col = cell.rank
    if delays or drops:
        again(plan, delays, drops)
    cuts = {*cuts, *drops}
    for pool in plan.pools:
        for block in _blocks(pool):
            chains += _place_inside(block, shifts, cuts)
        chains += place_rows(pool, shifts, cuts)
    _number(plan)
    return chains


def _blocks(container: Container) -> Iterator[Cell]:
    """The blocks in a container, the innermost first."""
    for cell in container.cells:
        if cell.inner is not None:
            yield from _blocks(cell.inner)
            yield cell


def _number(plan: Plan) -> None:
    """From places counted in each container to places counted in the whole plan."""
    row = 0
    plan.walls = []
    plan.cols = max((pool.cols for pool in plan.pools), default=1)
    for number, pool in enumerate(plan.pools):
        pool.first = row
        for cell in pool.cells:
            if cell.full:
                cell.col, cell.cols, cell.row = 0, plan.cols, 0
            _shift(cell, 0, row)
        for strip_number, strip in enumerate(pool.strips):
            plan.walls += [(number, strip_number)] * strip.rows
        row += pool.rows
    plan.rows = row


def _shift(cell: Cell, cols: int, rows: int) -> None:
    cell.col += cols
    cell.row += rows
    if cell.inner is not None:
        for inner in cell.inner.cells:
            _shift(inner, cell.col, cell.row)
