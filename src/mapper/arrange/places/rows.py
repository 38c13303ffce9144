"""Which row of its strip each cell stands in: the main path straight, branches above and below it.

Cells joined by the longest routes through a strip form chains, a chain stands in one row (compare the linear segments
of Sander 1996), and takes the row near its origin where it, and the straight runs that lead to and from it, find room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice, pairwise

from mapper.arrange.plan.plan import Cell, Container, Link
from mapper.arrange.plan.ranks import top
from mapper.model.kinds import ARTIFACT
from mapper.model.token import look

_BLOCKED = 2.0
_WRONG_SIDE = 0.6
_NEW_ROW = 0.8
_LEG = 1.5
"""Prices in rows of distance: a run that is not free, the less expected side, one row more, a cell in the way."""

_ENOUGH = 8
"""So many cells in the way are as bad as any more."""

_TRIES = 12
"""Rows at either end of a strip that are looked at for a chain, beside those near its origin."""


@dataclass(slots=True)
class Field:
    """The rows of one strip as bit masks of columns: what cells stand on and what straight runs are meant to take."""

    cells: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    runs: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    low: int = 0
    high: int = -1
    lone: int | None = None
    """The first row of what no flow joins to anything."""

    def is_free(self, row: int, mask: int) -> bool:
        return not (self.cells[row] | self.runs[row]) & mask

    def take(self, cell: Cell) -> None:
        """Put a cell where its col and row say."""
        for row in range(cell.row, cell.row + cell.rows):
            self.cells[row] |= span(cell.col, cell.cols)
        self.low, self.high = (
            (cell.row, cell.row + cell.rows - 1)
            if self.low > self.high
            else (min(self.low, cell.row), max(self.high, cell.row + cell.rows - 1))
        )


@dataclass(slots=True, eq=False)
class Chain:
    """Cells of one strip in one row, from left to right, and the links that lead to and from it."""

    cells: list[Cell]
    weight: int
    order: int
    entries: list[Link] = field(default_factory=list)
    exits: list[Link] = field(default_factory=list)


def span(col: int, cols: int) -> int:
    """The bit mask of some columns."""
    return ((1 << cols) - 1) << col if cols > 0 else 0


def place_rows(container: Container, shifts: Mapping[str, int], cuts: Collection[str]) -> list[Chain]:
    """Give the cells of a container their rows, counted from its first; returns the chains in the order of placing.

    shifts: by a chain's first cell, rows that it shall stand further down than it would. cuts: ids of flows that shall
    not be part of a chain.
    """
    chains = chained(container, cuts)
    fields = [Field() for _ in container.strips]
    main = _main(chains, container)
    placed = list(_by_turn(chains, container))
    done: set[Cell] = set()
    for chain in placed:
        look()
        first = chain.cells[0]
        _place(chain, container, fields[first.strip], main, done, shifts.get(first.id, 0))
        done.update(chain.cells)
    _place_beside(container, fields)
    _close_up(container, fields)
    return placed


# -- chains ------------------------------------------------------------------------------------------------------------


def chained(container: Container, cuts: Collection[str]) -> list[Chain]:
    """The cells of a container in chains, cut where the strip changes, and at the flows whose ids are given."""
    cells = [cell for cell in container.cells if cell.beside is None]
    heights = _heights(cells, container)
    after: dict[Cell, Cell] = {}
    before: dict[Cell, Cell] = {}
    steps = [
        (link, one, two)
        for link, one, two in _steps(container)
        if one.strip == two.strip and link.boundary_event is None and link.id not in cuts
    ]
    for _link, one, two in sorted(steps, key=lambda s: (-(s[1].col + s[1].cols + heights[s[2]]), s[0].order)):
        if one not in after and two not in before:
            after[one], before[two] = two, one
    chains = []
    of: dict[Cell, Chain] = {}
    for order, cell in enumerate(cells):
        if cell not in before:
            chain = Chain([cell], cell.col + heights[cell], order)
            while chain.cells[-1] in after:
                chain.cells.append(after[chain.cells[-1]])
            chains.append(chain)
            of.update(dict.fromkeys(chain.cells, chain))
    for link, one, two in _steps(container):
        if of[one] is not of[two]:
            of[one].exits.append(link)
            of[two].entries.append(link)
    return chains


def _steps(container: Container) -> Iterator[tuple[Link, Cell, Cell]]:
    """The flows that lead on between different cells, with the cells of the container they join."""
    for link in container.links:
        if link.leads and not link.back:
            one, two = top(link.source, container), top(link.target, container)
            if one is not two and one.beside is None and two.beside is None:
                yield link, one, two


def _heights(cells: Iterable[Cell], container: Container) -> dict[Cell, int]:
    """Columns from a cell to the end of the longest route from it."""
    follow: dict[Cell, list[Cell]] = defaultdict(list)
    for _link, one, two in _steps(container):
        follow[one].append(two)
    heights: dict[Cell, int] = {}
    for cell in sorted(cells, key=lambda c: -c.col):
        heights[cell] = cell.cols + max((heights.get(two, 0) for two in follow[cell]), default=0)
    return heights


def _main(chains: Iterable[Chain], container: Container) -> dict[Cell, int]:
    """Where in the file's order the flow stands by which each cell's chain goes on."""
    after = {one: two for chain in chains for one, two in pairwise(chain.cells)}
    found: dict[Cell, int] = {}
    for link, one, two in _steps(container):
        if after.get(one) is two:
            found.setdefault(one, link.order)
    return found


def _by_turn(chains: list[Chain], container: Container) -> Iterator[Chain]:
    """The longest chain first, then always the longest that joins what has its place; what joins nothing comes last,
    in the order of the file."""
    of = {cell: n for n, chain in enumerate(chains) for cell in chain.cells}
    beside: list[set[int]] = [set() for _ in chains]
    for n, chain in enumerate(chains):
        for link in (*chain.entries, *chain.exits):
            beside[n] |= {of[top(link.source, container)], of[top(link.target, container)]} - {n}
    weight = [(not beside[n], -chain.weight if beside[n] else 0, chain.order) for n, chain in enumerate(chains)]
    rest = sorted(range(len(chains)), key=lambda n: weight[n], reverse=True)
    ready: list[tuple[tuple[bool, int, int], int]] = []
    given: set[int] = set()
    while len(given) < len(chains):
        number = heappop(ready)[1] if ready else rest.pop()
        if number in given:
            continue
        given.add(number)
        yield chains[number]
        for other in beside[number] - given:
            heappush(ready, (weight[other], other))


# -- the row of a chain ------------------------------------------------------------------------------------------------


def _place(
    chain: Chain, container: Container, ground: Field, main: dict[Cell, int], done: set[Cell], shift: int
) -> None:
    origin = next((link for link in chain.entries if top(link.source, container) in done), None)
    goal = next((link for link in chain.exits if top(link.target, container) in done), None)
    wanted, side = _wanted(chain, origin, goal, container, main, ground)
    wanted += shift
    best: tuple[float, int] | None = None
    near = range(wanted - _TRIES, wanted + _TRIES + 1)
    ends = (*range(ground.low - _TRIES, ground.low + 1), *range(ground.high, ground.high + _TRIES + 1))
    for row in sorted({*near, *ends}, key=lambda r: (abs(r - wanted), -side * (r - wanted))):
        distance = abs(row - wanted) * 1.0
        if best is not None and distance >= best[0]:
            break
        if all(_fits(cell, row, ground) for cell in chain.cells) and ground.is_free(row, _between(chain)):
            price = distance + _price(chain, row, wanted, side, ground, (origin, goal), container)
            if best is None or price < best[0]:
                best = (price, row)
    row = best[1] if best is not None else ground.high + 1 + max(cell.anchor for cell in chain.cells)
    for cell in chain.cells:
        cell.row = row - cell.anchor
        ground.take(cell)
    ground.runs[row] |= _between(chain)
    for link, leaving in ((origin, False), (goal, True)):
        if link is not None and ground.is_free(row, run := _run(chain, link, leaving, row, container)):
            ground.runs[row] |= run


def _wanted(
    chain: Chain, origin: Link | None, goal: Link | None, container: Container, main: dict[Cell, int], ground: Field
) -> tuple[int, int]:
    """The row a chain would best stand in, and the side to look at first: 1 below, -1 above."""
    strip = chain.cells[0].strip
    lean = sum(_route(top(link.target, container).strip - strip) for link in chain.exits)
    lean += sum(_route(top(link.source, container).strip - strip) for link in chain.entries)
    if origin is not None:
        from_cell = top(origin.source, container)
        messages = sum(cell.lean for cell in chain.cells)
        side = _route(lean) or _route(messages) or (-1 if origin.order < main.get(from_cell, -1) else 1)
        if origin.boundary_event is not None and from_cell.strip == strip:
            return from_cell.row + from_cell.rows + _further(origin), 1
        if from_cell.strip == strip:
            return from_cell.level + side, side
        return 0, side
    if goal is not None and top(goal.target, container).strip == strip:
        return top(goal.target, container).level + (_route(lean) or 1), _route(lean) or 1
    if chain.exits or chain.entries:
        return 0, _route(lean) or 1
    below = 0 if ground.low > ground.high else ground.high + 1 + max(cell.anchor for cell in chain.cells)
    lone = below if ground.lone is None else ground.lone
    if not all(_fits(cell, lone, ground) for cell in chain.cells):
        lone = below
    ground.lone = lone
    return lone, 1


def _further(link: Link) -> int:
    """How many other boundary events sit right of the one a link leaves: their routes must not cross its own."""
    own = link.boundary_event.offset if link.boundary_event is not None else 0.0
    return sum(boundary_event.offset > own for boundary_event in link.source.boundary_events)


def _route(number: int) -> int:
    return (number > 0) - (number < 0)


def _fits(cell: Cell, row: int, ground: Field) -> bool:
    mask = span(cell.col, cell.cols)
    first = row - cell.anchor
    return all(ground.is_free(r, mask) for r in range(first, first + cell.rows))


def _between(chain: Chain) -> int:
    """The columns over which a chain's flows run straight."""
    mask = 0
    for one, two in pairwise(chain.cells):
        mask |= span(one.col + one.cols, two.col - one.col - one.cols)
    return mask


def _price(
    chain: Chain,
    row: int,
    wanted: int,
    side: int,
    ground: Field,
    routes: tuple[Link | None, Link | None],
    container: Container,
) -> float:
    price = _WRONG_SIDE if (row - wanted) * side < 0 else 0.0
    first, last = row, row
    for cell in chain.cells:
        first, last = min(first, row - cell.anchor), max(last, row - cell.anchor + cell.rows - 1)
    if ground.low <= ground.high:
        price += _NEW_ROW * (max(0, ground.low - first) + max(0, last - ground.high))
    for link, leaving in zip(routes, (False, True), strict=True):
        if link is None:
            continue
        if not ground.is_free(row, _run(chain, link, leaving, row, container)):
            price += _BLOCKED
        price += _LEG * _legs(chain, link, leaving, row, ground, container)
    return price


def _run(chain: Chain, link: Link, leaving: bool, row: int, container: Container) -> int:
    """The columns a flow with one bend takes in the chain's row, to its first cell or from its last."""
    one, two = top(link.source, container), top(link.target, container)
    if (two if leaving else one).strip == chain.cells[0].strip and (two if leaving else one).level == row:
        return span(one.col + one.cols, two.col - one.col - one.cols)
    if leaving:
        return span(one.col + one.cols, two.col - one.col - one.cols + 1)
    return span(one.col + one.cols - 1, two.col - one.col - one.cols + 1)


def _legs(chain: Chain, link: Link, leaving: bool, row: int, ground: Field, container: Container) -> int:
    """How many cells stand in the vertical part of a flow with one bend, in this strip."""
    other = top(link.target if leaving else link.source, container)
    col = other.col if leaving else other.col + other.cols - 1
    strip = chain.cells[0].strip
    if other.strip == strip:
        low, high = sorted((other.level, row))
    elif other.strip < strip:
        low, high = ground.low - 1, row
    else:
        low, high = row, ground.high + 1
    standing = (r for r in range(low + 1, high) if r in ground.cells and ground.cells[r] >> col & 1)
    return sum(1 for _row in islice(standing, _ENOUGH))


# -- what stands beside a step -----------------------------------------------------------------------------------------


def _place_beside(container: Container, fields: list[Field]) -> None:
    """Data and annotations near the cell they belong to: above or below it, else aside."""
    cells = {cell.id: cell for cell in container.cells}
    for cell in container.cells:
        if cell.beside is None:
            continue
        host = cells.get(cell.beside)
        ground = fields[cell.strip]
        if host is None or host.beside is not None:
            cell.row = ground.high + 1
            ground.take(cell)
            continue
        # Below a host hang its boundary events.
        above = cell.family == ARTIFACT or bool(host.boundary_events)
        last = (50.0, host.col, ground.high + 1)
        cell.col, cell.row = _cheapest((*_spots(host, above), last), host, ground)
        ground.take(cell)


def _cheapest(spots: Iterable[tuple[float, int, int]], host: Cell, ground: Field) -> tuple[int, int]:
    """Column and row of the spot with the lowest toll; what costs more to begin with is not looked at."""
    least: tuple[float, int, int] | None = None
    best = (0, 0)
    for spot in spots:
        if least is None or spot[0] <= least[0]:
            toll = _toll(spot, host, ground)
            if least is None or toll < least:
                least, best = toll, spot[1:]
    return best


def _spots(host: Cell, above: bool) -> Iterator[tuple[float, int, int]]:
    """Places around a cell with what they cost before anything is known about them."""
    for aside in range(4):
        for far in range(1, 9):
            for up in (above, not above):
                row = host.row - far if up else host.row + host.rows - 1 + far
                for col in {host.col + host.cols - 1 + aside, max(0, host.col - aside)}:
                    price = (far - 1) * 1.2 + aside * 2.0 + (0.4 if up != above else 0.0)
                    yield price + (0.1 if col < host.col else 0.0), col, row


def _toll(spot: tuple[float, int, int], host: Cell, ground: Field) -> tuple[float, int, int]:
    price, col, row = spot
    bit = 1 << col
    if ground.cells[row] & bit:
        return (1000.0 + price, abs(row), col)
    price += 2.0 if ground.runs[row] & bit else 0.0
    price += 1.5 if not ground.low <= row <= ground.high else 0.0
    low, high = (row + 1, host.row) if row < host.row else (host.row + host.rows, row)
    price += 3.0 * sum(bool(ground.cells[r] & bit) for r in range(low, high))
    return (price, abs(row - host.row), col)


# -- the rows of the container -----------------------------------------------------------------------------------------


def _close_up(container: Container, fields: list[Field]) -> None:
    """Leave out rows that hold nothing, and count the rows from the container's first."""
    numbers: list[dict[int, int]] = []
    first = 0
    for strip, ground in zip(container.strips, fields, strict=True):
        used = sorted(row for row, mask in ground.cells.items() if mask)
        numbers.append({row: first + n for n, row in enumerate(used)})
        strip.first, strip.rows = first, max(1, len(used))
        first += strip.rows
    for cell in container.cells:
        cell.row = numbers[cell.strip].get(cell.row, container.strips[cell.strip].first)
    container.rows = first
    container.cols = max((cell.col + cell.cols for cell in container.cells), default=1)
