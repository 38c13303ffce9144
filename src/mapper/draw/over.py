"""Whether a name may be too long for its shape, found out without setting it: nearly all are not."""

from __future__ import annotations

from mapper.lettering.font import LEAST_SIZE
from mapper.lettering.sizes import Sizes
from mapper.model.geometry import Rect
from mapper.model.kinds import ACTIVITIES, HEADER, LANE, POOL
from mapper.model.records import Flow, Record

_WIDE, _HIGH = 0.62 * LEAST_SIZE, 1.1 * LEAST_SIZE
"""About the width of a letter and the height of a line in the smallest letters; wide ones are wider."""

_FULL = 0.35
"""The share of a step that its name may fill without being looked at closely: icons and badges take the rest."""


def may_run_over(record: Record, sizes: Sizes) -> bool:
    """Whether the name inside a shape might not fit it in the smallest letters."""
    name = record.name
    if not name or isinstance(record, Flow) or record.bounds is None or record.sort.label_outside:
        return False
    box = record.bounds
    if len(name) * 0.8 * LEAST_SIZE < box.w - 12 and box.h > HEADER and "\n" not in name and record.kind != "lane":
        return False  # as nearly all: one line, which fits
    if record.family in (POOL, LANE):
        length = box.h if record.trait("horizontal") else box.w
        return len(name) * _WIDE > 2 * length or min(box.w, box.h) < HEADER or _is_wide(name, length, sizes)
    if record.family in ACTIVITIES and box.w > 150 and box.h > 110:
        return len(name) * _WIDE > 3 * box.w or _is_wide(name, box.w, sizes)
    return len(name) * _WIDE * _HIGH > _FULL * _area(box) or _is_wide(name, box.w - 12, sizes) or box.h < 2 * _HIGH


def _area(box: Rect) -> float:
    return max(box.w - 12, 0) * max(box.h - 4, 0)


def _is_wide(name: str, room: float, sizes: Sizes) -> bool:
    """Whether a word may be wider than a line."""
    return max(map(len, name.split()), default=0) * 0.8 * LEAST_SIZE > room or "\n" in name
