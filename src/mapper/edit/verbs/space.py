"""Making and taking room in the middle of a map."""

from __future__ import annotations

from typing import Literal

from mapper.edit.effects.after import settle
from mapper.edit.effects.before import Before
from mapper.edit.effects.make_room import cut, slack
from mapper.model.diagram import Diagram
from mapper.text import _


def make(diagram: Diagram, plane: str, axis: Literal["x", "y"], at: float, by: float) -> float:
    """Shift everything right of x (below y) by a distance in pixels; pools, lanes, sub-processes and groups that the
    line crosses grow. Negative distances close a gap, as far as there is one. Returns the distance shifted."""
    horizontal = axis == "x"
    if by < 0:
        by = -min(-by, slack(diagram, plane, horizontal, at))
    if not by:
        return 0.0
    with diagram.transaction(_("Make room") if by > 0 else _("Take room")):
        was = Before()
        cut(diagram, plane, horizontal, at, by, was)
        settle(diagram, [], was)
    return by
