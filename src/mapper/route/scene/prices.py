"""What a route costs: the one price table that dragging, dropping, Tidy, Straighten and Arrange read.

All prices are in pixels of length: a route with a bend more is taken where it is at least `BEND` pixels shorter. They
were tuned on the reference maps of the corpus, so that a route found anew looks like the one that people drew there.
The lattice of the automatic layout counts in units of its own, `LATTICE` of a pixel: it does not yet know how long
things are, but what it prefers is what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.kinds import EVENT, GATEWAY

Manner: TypeAlias = Literal["step", "message", "tie"]
"""How a flow wants to run: along the reading direction, across it between pools, or the shortest route."""

SIDES = (RIGHT, LEFT, TOP, BOTTOM)

# -- the form of a route -----------------------------------------------------------------------------------------------

BEND = 50.0
"""A bend: half the length of a task. Cheaper, and flows make staircases to save length; dearer, and they take long ways
to save one."""
CRAMPED = 80.0
"""A first or last piece too short for its arrowhead."""
SHORT = 12.0
"""How long, in pixels, a first or last piece has to be for that."""

# -- what it meets -----------------------------------------------------------------------------------------------------

CROSSING = 150.0
"""Crossing another flow: as dear as three bends."""
UPON = 1500.0
"""On another flow: dearer than any way around it."""
BESIDE = 60.0
"""Closer beside another flow than `APART`: hardly more than a bend."""
APART = 9.0
"""Lines, and the ends of lines, nearer to each other than this seem to be one, in pixels."""
FORK, JOIN = 100.0, 15.0
"""On a flow of the same manner from the same source, or into the same target: hardly more than one line then."""
TEXT, OWN_TEXT = 90.0, 10.0
"""Over a label; over that of an end of its own, which may make way."""
TITLE = 120.0
"""Through the title of a lane: people read it."""
FENCE = 30.0
"""Close along the border of a pool or lane."""
INSIDE_POOL = 130.0
"""A message flow's piece along the reading direction inside a pool: these belong between pools."""
BLACK_BOX = 1000.0
"""Straight across a pool that shows nothing inside, as if the message went there: rather a long way around."""
THROUGH = 2000.0
"""Through a shape, where there is no other route at all."""
FAULT = 4000.0
"""Slanted, off its shapes, or through one: what counts when maps are held against each other."""

# -- where it leaves and arrives ---------------------------------------------------------------------------------------

BACKWARD = 350.0
"""Leaving or arriving against the reading direction."""
_LEAVE = {RIGHT: 0.0, LEFT: BACKWARD, TOP: 81.0, BOTTOM: 82.0}
_ARRIVE = {LEFT: 0.0, RIGHT: BACKWARD, TOP: 69.5, BOTTOM: 70.0}
_CORNER, _ROUND = 1 / 4, 1 / 3
"""What the sides across count at a gateway, whose corners there belong to its branches, and where a flow enters an
event, which looks the same from all sides."""
_MESSAGE_ASIDE = 150.0
"""A message flow along the reading direction."""
OFF_MIDDLE = 8.0
"""Beside the middle of a side, above what that may save in length."""
SHARED_SIDE = 18.0
"""On one side of a step with another flow, however far apart."""
OTHER_WAY = 500.0
"""Where a flow arrives, another may not leave."""
BRANCH = 150.0
"""Two branches from one corner of a gateway read as one."""
TOGETHER, TOGETHER_IN = 45.0, 20.0
"""Two flows that leave at one place, and two that arrive at one: hardly dearer than side by side."""

_TURNED = {RIGHT: BOTTOM, LEFT: TOP, TOP: LEFT, BOTTOM: RIGHT}

# -- associations ------------------------------------------------------------------------------------------------------

SLANTED = 30.0
TIE_BEND = 20.0
TIE_UPON = 500.0
TIE_TEXT = 120.0
"""An association that slants, bends, lies on a flow, or runs over a label. Others may cross it: it crosses for
`CROSSING`."""

# -- the lattice of the layout -----------------------------------------------------------------------------------------

LATTICE = 0.2
"""What a pixel counts on the lattice: a bend 10."""
LATTICE_PLACES = 0.04
"""What a pixel counts there for the place where a route leaves or arrives: a fifth, since on the lattice another
side may still save a crossing, a row or a column elsewhere. With the full price the corpus had a fifth more crossings
and took twice as long."""
LINE = 2.5
"""What a lattice line counts, in pixels: little, as columns and rows are as wide as they need to be."""


def side(manner: Manner, family: str, out: bool, where: str, horizontal: bool = True, trunk: bool = False) -> float:
    """What it costs to leave (out) or reach a shape by a side. horizontal: it is read from left to right. trunk: it is
    the only flow out of a gateway that several reach, or the only one into one that several leave.

    >>> side("step", "activity", True, RIGHT), side("step", "activity", False, RIGHT)
    (0.0, 350.0)
    """
    if manner == "tie":
        return 0.0
    if manner == "message":
        return 0.0 if (where in (TOP, BOTTOM)) == horizontal else _MESSAGE_ASIDE
    prices: Mapping[str, float] = _LEAVE if out else _ARRIVE
    price = prices[where if horizontal else _TURNED[where]]
    if price >= BACKWARD:
        return price
    if family == GATEWAY:
        return price if trunk else price * _CORNER
    return price * _ROUND if family == EVENT and not out else price
