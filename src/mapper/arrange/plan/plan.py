"""What the layout works on: cells in containers, links between cells, strips of rows. No records; of the map's pixels
only where its author had what hangs on nothing.

Places are lattice places. A grid of columns and rows holds the cells; the lattice has twice as many lines, the even
ones (2c, 2r) through the middle of columns and rows, the odd ones in the channels between them. A line beside the
middle, for a dock off the middle of a side, is an even number and a fraction of `SPREAD` pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Order: TypeAlias = Mapping[str, Sequence[str]]
"""The lanes within each process, sub-process and lane, from top to bottom, all by id."""

Spot: TypeAlias = tuple[float, float]
"""A place on the lattice: its column line and its row line."""

Ends: TypeAlias = tuple[str, str]
"""Where a route leaves and what it enters, by id."""

SPREAD = 200.0
"""Pixels that a fraction of one lattice line stands for beside the middle of a column or row."""


@dataclass(slots=True, eq=False)
class Cell:
    """A thing on the grid: a step, event, gateway, data, annotation, or a block (an expanded sub-process, a closed
    pool) over several columns and rows. w, h: pixels. label: size of its outside label. boundary_events: those on
    its lower side, with their offsets from its middle in pixels. anchor: the row of a block, counted from its
    first, in which flows pass straight. container: the container it stands in; block: the block that shows that one.
    beside: the cell that data or an annotation belongs to. full: a closed pool, over all columns.
    lean: how many more messages it exchanges with pools below than with those above."""

    id: str
    family: str
    w: float
    h: float
    label: tuple[float, float] = (0.0, 0.0)
    strip: int = 0
    rank: int = 0
    col: int = 0
    row: int = 0
    cols: int = 1
    rows: int = 1
    anchor: int = 0
    container: Container | None = None
    block: Cell | None = None
    inner: Container | None = None
    boundary_events: list[BoundaryEvent] = field(default_factory=list)
    beside: str | None = None
    full: bool = False
    lean: int = 0

    @property
    def level(self) -> int:
        """The row in which flows pass straight."""
        return self.row + self.anchor

    @property
    def pool(self) -> Container | None:
        """The outermost container around it."""
        cell = self
        while cell.block is not None:
            cell = cell.block
        return cell.container


@dataclass(slots=True, eq=False)
class BoundaryEvent:
    """A boundary event: offset is pixels from the middle of its host's last column. right: its label stands at the
    right of the line that leaves it."""

    id: str
    w: float
    h: float
    label: tuple[float, float]
    offset: float = 0.0
    right: bool = False


@dataclass(slots=True, eq=False)
class Link:
    """A flow between cells. kind: "flow", "message" or "tie" (associations). boundary_event: the one it leaves.
    entered: the one a message goes to. back: it closes a loop. route: the lattice places it runs through, the first and
    last in its end cells; price: what that way costs."""

    id: str
    kind: str
    source: Cell
    target: Cell
    label: tuple[float, float] = (0.0, 0.0)
    boundary_event: BoundaryEvent | None = None
    entered: BoundaryEvent | None = None
    back: bool = False
    order: int = 0
    route: tuple[Spot, ...] = ()
    price: float = 0.0

    @property
    def ends(self) -> Ends:
        """What two routes must share one of to run on each other: the place they leave, the cell they enter. Routes of
        another kind never do."""
        source = self.boundary_event.id if self.boundary_event is not None else self.source.id
        target = self.entered.id if self.entered is not None else self.target.id
        return (source, target) if self.kind == "flow" else (f"{self.kind} {source}", f"{self.kind} {target}")

    @property
    def leads(self) -> bool:
        """Whether it leads on to its target: a sequence flow, or what ties a handler to its boundary event."""
        return self.kind == "flow" or (
            self.kind == "tie" and self.boundary_event is not None and self.target.beside is None
        )


@dataclass(slots=True, eq=False)
class Strip:
    """A leaf lane, or a whole pool or process without lanes: rows of its own. lane: its id, None without one."""

    lane: str | None
    first: int = 0
    rows: int = 1


@dataclass(slots=True, eq=False)
class Container:
    """What a pool, process or sub-process holds. id: of the pool or sub-process, None for what stands in neither.
    element: of the process or sub-process its lanes belong to. heads: how many of their headers lie in a row."""

    id: str | None
    strips: list[Strip]
    element: str = ""
    heads: int = 0
    cells: list[Cell] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cols: int = 1
    rows: int = 1
    first: int = 0


class Turn(NamedTuple):
    """A cell and what must not stand further right: those that flows lead from, with these flows, and who sends it a
    message, without."""

    cell: Cell
    before: tuple[tuple[Cell, frozenset[str]], ...]
    is_start: bool


@dataclass(slots=True, eq=False)
class Plan:
    """One diagram: its pools (or its one process) from top to bottom, and the links between them.

    horizontal: read from left to right; a vertical plan is laid out like a horizontal one and turned at the end. lanes:
    those within each process, sub-process and lane, in order. walls: pool and strip of each row. turn: the cells of
    pools that flows join, from left to right.
    """

    plane: str
    horizontal: bool
    pools: list[Container]
    lanes: dict[str, list[str]] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    between: list[Link] = field(default_factory=list)
    cols: int = 1
    rows: int = 1
    walls: list[tuple[int, int]] = field(default_factory=list)
    turn: list[Turn] = field(default_factory=list)

    def strip_at(self, row: int) -> tuple[int, int] | None:
        """The pool and strip, by number, that a row belongs to; None outside the plan."""
        return self.walls[row] if 0 <= row < len(self.walls) else None
