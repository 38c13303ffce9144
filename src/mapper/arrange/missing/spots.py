"""Where something that has no place would stand best, and how much of what holds it is free for that."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.edit.effects.free_spot import GAP
from mapper.model.geometry import Point, Rect, oriented
from mapper.model.kinds import CALL, HEADER, SUBPROCESS
from mapper.model.records import Node


def best(mates: Sequence[tuple[Node, bool]], size: tuple[float, float], horizontal: bool, beside: bool) -> Point:
    """Where the middle of something would stand best: between its neighbours, behind or before the first of them; data
    and notes below or above."""
    first, after = mates[0]
    assert first.bounds is not None
    own = oriented(first.bounds, horizontal)
    if beside:
        return Point(own.center.x, own.bottom + GAP + size[1] / 2)
    before = [oriented(n.bounds, horizontal) for n, is_after in mates if is_after and n.bounds]
    behind = [oriented(n.bounds, horizontal) for n, is_after in mates if not is_after and n.bounds]
    if before and behind:
        start, stop = max(box.right for box in before), min(box.x for box in behind)
        if stop - start >= size[0] + 40:
            return Point((start + stop) / 2, before[0].center.y)
    x = own.right + GAP + size[0] / 2 if after else own.x - GAP - size[0] / 2
    return Point(x, own.center.y)


def room(container: Node | None, pad: float) -> Rect | None:
    """Where things stand in what holds them: clear of its border and header."""
    if container is None or container.bounds is None:
        return None
    inner = container.bounds.grown(-pad)
    if container.family in (SUBPROCESS, CALL):
        return inner
    horizontal = bool(container.trait("horizontal"))
    flat = oriented(inner, horizontal)
    return oriented(Rect(flat.x + HEADER, flat.y, flat.w - HEADER, flat.h), horizontal)
