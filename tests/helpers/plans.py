"""Hand-made plans for the tests of the layout's phases: cells by place, links by end, pools by strip."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from mapper.arrange.plan.plan import BoundaryEvent, Cell, Container, Link, Plan, Strip
from mapper.model.kinds import EVENT, GATEWAY, POOL, TASK

SIZES = {TASK: (100.0, 80.0), EVENT: (36.0, 36.0), GATEWAY: (50.0, 50.0)}


def step(id: str, col: int = 0, row: int = 0, family: str = TASK, strip: int = 0) -> Cell:
    """A cell of its family's usual size in a column and row."""
    return Cell(id, family, *SIZES.get(family, (36.0, 50.0)), strip=strip, col=col, row=row)


def steps(names: str, strip: int = 0) -> list[Cell]:
    """A step for each word, one column after the other."""
    return [step(name, col, strip=strip) for col, name in enumerate(names.split())]


def link(source: Cell, target: Cell, kind: str = "flow", label: tuple[float, float] = (0.0, 0.0)) -> Link:
    return Link(f"{source.id}-{target.id}", kind, source, target, label)


def chain(cells: Iterable[Cell]) -> list[Link]:
    """Flows from each cell to the next."""
    found = list(cells)
    return [link(one, two) for one, two in itertools.pairwise(found)]


def boundary_event(host: Cell, id: str = "late", label: tuple[float, float] = (0.0, 0.0)) -> BoundaryEvent:
    """A boundary event on a step, right of its middle."""
    found = BoundaryEvent(id, 36.0, 36.0, label, 20.0)
    host.boundary_events.append(found)
    return found


def pool(cells: Iterable[Cell], links: Iterable[Link] = (), lanes: int = 0, id: str | None = "pool") -> Container:
    """A container with its cells. lanes: how many; none is one strip without a lane."""
    strips = [Strip(f"{id}.{n}", first=n) for n in range(lanes)] or [Strip(None)]
    found = Container(id, strips, id or "", min(lanes, 1), list(cells))
    for number, each in enumerate(links):
        each.order = number
        found.links.append(each)
    for cell in found.cells:
        cell.container = found
    return found


def block(block: Cell, cells: Iterable[Cell], links: Iterable[Link] = ()) -> Cell:
    """Make a step one that shows what it holds."""
    block.inner = pool(cells, links, id=block.id)
    for cell in block.inner.cells:
        cell.block = block
    return block


def closed(id: str) -> Container:
    """A pool that shows nothing."""
    return pool([Cell(id, POOL, 0.0, 0.0, full=True)], id=id)


def plan(*pools: Container, between: Iterable[Link] = ()) -> Plan:
    """A plan of some pools and what runs between them."""
    found = Plan("plane", True, list(pools), between=list(between))
    found.lanes = {one.element: [strip.lane for strip in one.strips if strip.lane] for one in pools}
    for one in pools:
        _enter(found, one)
    found.links += found.between
    return found


def _enter(found: Plan, container: Container) -> None:
    found.links += container.links
    for cell in container.cells:
        found.cells[cell.id] = cell
        if cell.inner is not None:
            _enter(found, cell.inner)


def standing(*pools: Container, between: Iterable[Link] = ()) -> Plan:
    """A plan whose cells keep the columns and rows they were made with, as if seated: rows count from the pool's
    first, a strip is as tall as its lowest cell wants."""
    found = plan(*pools, between=between)
    first = 0
    for number, one in enumerate(pools):
        at = 0
        for n, strip in enumerate(one.strips):
            inside = [cell for cell in one.cells if cell.strip == n]
            strip.first = at
            strip.rows = max((cell.row + cell.rows - at for cell in inside), default=1)
            at += strip.rows
            found.walls += [(number, n)] * strip.rows
        one.first, one.rows = first, at
        one.cols = max((cell.col + cell.cols for cell in one.cells), default=1)
        first += at
    found.rows, found.cols = first, max(one.cols for one in pools)
    for one in pools:
        for cell in one.cells:
            cell.row += one.first
            if cell.full:
                cell.cols = found.cols
    return found
