"""How large the names of a map are set, and in which language they are hyphenated."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mapper.lettering.font import LABEL_SIZE, LANE_SIZE, STEP_SIZE


class Sizes(NamedTuple):
    """Pixels of the names of steps, of pools and lanes, and of labels outside their shapes."""

    step: float = STEP_SIZE
    lane: float = LANE_SIZE
    label: float = LABEL_SIZE
    language: str = "en"


USUAL = Sizes()
"""Where a map says nothing."""

SMALLEST, LARGEST = 9.0, 24.0
"""Pixels of step names that a map may ask for."""


@lru_cache(256)
def of_steps(step: float, language: str = "en") -> Sizes:
    """The sizes of a map whose steps have names of so many pixels: all grow alike.

    >>> of_steps(25.0).label
    23.0
    """
    scale = step / STEP_SIZE
    return Sizes(step, round(LANE_SIZE * scale, 2), round(LABEL_SIZE * scale, 2), language)
