"""What goes into a tool and what comes out of it: the only words the canvas and the tools share.

A tool is ``tool(context, press) -> Generator[Preview, Pointer, Outcome]``. The canvas primes it, sends it a Pointer for
every move and a last one with "release" among its keys; closing the generator (Esc) leaves the map as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeAlias

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Node
from mapper.tools.places import Places

RELEASE = "release"
KEYBOARD = "keyboard"
"""Among a pointer's keys: it is moved by arrow keys, so that its way says nothing."""
SLACK = 4.0
"""Screen pixels a pressed pointer may wander before the press becomes a drag."""


NOWHERE = Point(0.0, 0.0)
"""A shift by nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """What lies under the pointer, and which part of it.

    part: "body", "edge" (the outline of a step, event or gateway), "inside" (the empty area of a pool, lane, group or
    expanded sub-process), "header", "label", "handle:ne" (a resize handle), "segment:2", "bend:1", "end:source",
    "end:target" (parts of a flow).
    """

    id: str
    part: str = "body"

    @property
    def number(self) -> int:
        """The index after the colon of a segment or bend."""
        return int(self.part.partition(":")[2])


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, in pixels of the map. keys: "shift", "ctrl", "alt", "release", "keyboard"."""

    pos: Point
    keys: frozenset[str] = frozenset()
    target: Target | None = None

    @property
    def released(self) -> bool:
        return RELEASE in self.keys


@dataclass(frozen=True, slots=True)
class Guide:
    """An alignment line."""

    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Preview:
    """What the canvas shows while a gesture lasts; nothing of it is on the map yet.

    moving: ids drawn once more, shifted by `by`. stale: ids that stand back, for they will be elsewhere. ghost: a node
    that is not there yet.
    boxes, lines: outlines of resized shapes, ways of flows. band, lasso: the selection area. selection: what would be
    selected now (None: unchanged). drop: id of the pool, lane, step or flow that would take it. refusal: why not.
    pan: pixels of the map to scroll by. arrow: the lines end in an arrowhead.
    """

    moving: tuple[str, ...] = ()
    by: Point = NOWHERE
    stale: tuple[str, ...] = ()
    ghost: Node | None = None
    boxes: tuple[Rect, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    band: Rect | None = None
    lasso: tuple[Point, ...] = ()
    guides: tuple[Guide, ...] = ()
    selection: tuple[str, ...] | None = None
    drop: str | None = None
    refusal: str = ""
    pan: Point | None = None
    cursor: str = ""
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished gesture leaves behind beside its change to the map.

    selection: what is selected now (None: unchanged); edit: id whose label to edit next; message: why nothing happened.
    """

    selection: tuple[str, ...] | None = None
    edit: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What a gesture may look at. selection: as it was at the press; scale: screen pixels for one pixel of
    the map; view: the part of the map in sight."""

    diagram: Diagram
    plane: str
    places: Places
    selection: tuple[str, ...] = ()
    scale: float = 1.0
    view: Rect | None = None

    def slack(self, pixels: float) -> float:
        """A length given in screen pixels, in pixels of the map."""
        return pixels / self.scale


Gesture: TypeAlias = Generator[Preview, Pointer, Outcome]
Tool: TypeAlias = Callable[[ToolContext, Pointer], Gesture]


def is_drag(context: ToolContext, press: Pointer, event: Pointer) -> bool:
    """Whether the pointer has left the place of the press for good."""
    return press.pos.distance(event.pos) > context.slack(SLACK)
