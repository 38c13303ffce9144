"""How much work the routes of flows may take while a step is dragged: they must follow the mouse, whatever stands
around.

Counted in comparisons and not in milliseconds, so that the same move always shows the same ways. At the drop flows are
laid without a limit.
"""

from __future__ import annotations

LIVE = 900
"""Comparisons for all flows of one move of the mouse: some milliseconds."""

LOOK = 20
"""What it counts to read a shape."""


class Effort:
    """What is left of the work that may be done."""

    __slots__ = ("left",)

    def __init__(self, left: float = float("inf")) -> None:
        self.left = left

    def spend(self, work: float) -> bool:
        """Take some work off what is left; whether there was that much."""
        enough = self.left >= work
        self.left -= work
        return enough
