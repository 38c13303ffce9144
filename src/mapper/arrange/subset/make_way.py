"""What a part of a map that was laid out anew came to stand on: it goes aside, to the nearest place that is free."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mapper.arrange.whole import faults, nearby
from mapper.edit.effects.before import Before, shift
from mapper.edit.effects.before import whole as with_contents
from mapper.edit.effects.grow import container_of
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, oriented
from mapper.model.kinds import HEADER, LANE, POOL
from mapper.model.records import Node, Record

_BORDER = 8.0
"""Kept from the border of what holds it, in pixels."""


def make_way(
    diagram: Diagram, plane: str, own: Collection[str], before: Mapping[str, Record], was: Before
) -> list[str]:
    """Move aside what stands under these nodes, or under what moved for them, and did not before; returns its flows."""
    moved: list[str] = []
    for pair in sorted(map(sorted, faults.overlaps(diagram, plane, {*own, *was}))):
        one, two = (diagram.node(id) for id in pair)
        if _stood_so(before, one.id, two.id) or one.bounds is None or two.bounds is None:
            continue
        loose = [n for n in (one, two) if n.id not in own and n.host is None]
        loose.sort(key=lambda n: (n.bounds.w * n.bounds.h if n.bounds else 0.0, n.id))
        if loose and faults.share(one.bounds, two.bounds):
            moved += _move(diagram, plane, loose[0], was)
    return moved


def _stood_so(before: Mapping[str, Record], one: str, two: str) -> bool:
    boxes = [record.bounds for id in (one, two) if isinstance(record := before.get(id), Node)]
    return len(boxes) == 2 and boxes[0] is not None and boxes[1] is not None and faults.share(boxes[0], boxes[1])


def _move(diagram: Diagram, plane: str, node: Node, was: Before) -> list[str]:
    """To the nearest free place within what holds it; returns the flows of what moved."""
    assert node.bounds is not None
    ids = with_contents(diagram, [node.id])
    container = container_of(diagram, node) or _pool_around(diagram, plane, node.bounds)
    around = {*ids, *faults.kin(diagram, node.id), *([container.id] if container is not None else [])}
    spot = nearby.spot(
        diagram, plane, node.bounds.center, (node.bounds.w, node.bounds.h), _room(container), around,
        own={*ids, *diagram.index.flows_at(node.id)},
    )  # fmt: skip
    if spot is not None:
        shift(diagram, ids, round(spot.x - node.bounds.x), round(spot.y - node.bounds.y), was)
    return [flow for id in ids for flow in diagram.index.flows_at(id)] if spot is not None else []


def _pool_around(diagram: Diagram, plane: str, box: Rect) -> Node | None:
    """The pool that something which is of no pool stands in."""
    near = (diagram.node(id) for id in sorted(diagram.index.near(plane, box)))
    return next((n for n in near if n.family == POOL and n.bounds is not None and n.bounds.holds(box.center)), None)


def _room(container: Node | None) -> Rect | None:
    if container is None or container.bounds is None:
        return None
    box = container.bounds.grown(-_BORDER)
    if container.family not in (POOL, LANE):
        return box
    horizontal = bool(container.trait("horizontal"))
    flat = oriented(box, horizontal)
    return oriented(Rect(flat.x + HEADER, flat.y, flat.w - HEADER, flat.h), horizontal)
