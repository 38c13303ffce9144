"""Arranging a map: all of it, a pool, a selection, or only what has no place yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from mapper.edit.arrange.engine import lay_out
from mapper.edit.arrange.gather import gather, is_pool
from mapper.edit.arrange.picture import Picture
from mapper.edit.arrange.plan import Plan, SizeOf
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, around, bounding
from mapper.model.kinds import LANE
from mapper.model.records import Flow, Node
from mapper.text import _

_CORNER = Point(160.0, 80.0)
"""Where the upper left corner of a plane that drew nothing comes to lie, in pixels."""


def everything(diagram: Diagram, size_of: SizeOf, plane: str | None = None, order_lanes: bool = False) -> None:
    """Lay out a plane (None: every plane) anew, as one step.

    size_of: the size of the text outside a record. order_lanes: lanes may change places where flows then cross less.
    """
    with diagram.transaction(_("Arrange")):
        for id in [plane] if plane is not None else [p.id for p in query.planes(diagram)]:
            _plane(diagram, id, size_of)


def _plane(diagram: Diagram, plane: str, size_of: SizeOf) -> None:
    before = query.extent(diagram, plane)
    plan = gather(diagram, plane, size_of)
    if not plan.cells and not plan.pools:
        return
    found = lay_out(plan, lanes_within(diagram, plane))
    if not plan.lying:
        found = turned(found)
    corner = Point(before.x, before.y) if before is not None else _CORNER
    _commit(diagram, plane, _moved_to(found, corner))


def lanes_within(diagram: Diagram, plane: str) -> dict[str, list[str]]:
    """The lanes drawn in each pool ("" for none) and lane, in their order."""
    shown = {n.ref: n.id for n in _nodes(diagram, plane) if is_pool(n) and n.ref}
    found: dict[str, list[Node]] = defaultdict(list)
    for node in _nodes(diagram, plane):
        if node.family == LANE:
            above = diagram.get(node.parent)
            key = above.id if above is not None and above.family == LANE else shown.get(node.parent, "")
            found[key].append(node)
    return {key: [n.id for n in sorted(group, key=_order)] for key, group in found.items()}


def _order(lane: Node) -> tuple[float, float]:
    if lane.bounds is None:
        return (0.0, lane.z)
    return (lane.bounds.y if lane.trait("horizontal") else lane.bounds.x, lane.z)


def _nodes(diagram: Diagram, plane: str) -> list[Node]:
    return [record for record in query.drawn_on(diagram, plane) if isinstance(record, Node)]


def turned(found: Picture) -> Picture:
    """The picture with across and down exchanged."""
    return Picture(
        {id: Rect(box.y, box.x, box.h, box.w) for id, box in found.bounds.items()},
        {id: tuple(Point(p.y, p.x) for p in way) for id, way in found.ways.items()},
        {id: Rect(box.y, box.x, box.h, box.w) for id, box in found.labels.items()},
    )


def _moved_to(found: Picture, corner: Point) -> Picture:
    """The picture with its upper left corner at a place, in whole pixels."""
    boxes = [*found.bounds.values(), *found.labels.values(), *(b for w in found.ways.values() if (b := around(w)))]
    whole = bounding(boxes)
    if whole is None:
        return found
    dx, dy = round(corner.x - whole.x), round(corner.y - whole.y)
    return Picture(
        {id: box.moved(dx, dy) for id, box in found.bounds.items()},
        {id: tuple(p.moved(dx, dy) for p in way) for id, way in found.ways.items()},
        {id: box.moved(dx, dy) for id, box in found.labels.items()},
    )


def _commit(diagram: Diagram, plane: str, found: Picture) -> None:
    for id, box in found.bounds.items():
        node = diagram.node(id)
        label = found.labels.get(id) if node.sort.label_outside else node.label
        diagram.put(node.but(bounds=_whole(box), label=label))
    for id, way in found.ways.items():
        flow = diagram.flow(id)
        diagram.put(flow.but(points=way, label=found.labels.get(id)))


def _whole(box: Rect) -> Rect:
    return box
