"""What has no place of its own: the bands of choreography activities, and messages drawn at them or on a flow. They go
along with what they are drawn on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, along, centered, nearest
from mapper.model.kinds import CHOREOGRAPHY
from mapper.model.records import Flow, Node, Record

_ON_LINE = 14.0
"""How near to a flow a thing must stand to belong to it, in pixels: about half a message's envelope."""
_AT_SHAPE = 80.0
"""How far a message may be drawn from the flow or the choreography activity that it belongs to, in pixels."""


class Attached(NamedTuple):
    """id goes along with on, its middle this far from the middle of that."""

    id: str
    on: str
    dx: float
    dy: float


def find_attached(diagram: Diagram, shown: Sequence[Record]) -> list[Attached]:
    """What goes along with something else among the records that a plane shows."""
    activities = [r for r in shown if isinstance(r, Node) and r.family == CHOREOGRAPHY and r.bounds is not None]
    flows = [r for r in shown if isinstance(r, Flow) and r.kind == "messageFlow" and len(r.points) > 1]
    found = []
    for record in shown:
        if isinstance(record, Node) and record.bounds is not None and _is_attached(diagram, record):
            middle = record.bounds.center
            on = next(_beneath(record.bounds, record.kind == "message", activities, flows), None)
            if on is not None:
                found.append(Attached(record.id, on.id, middle.x - _middle(on).x, middle.y - _middle(on).y))
    return found


def _is_attached(diagram: Diagram, node: Node) -> bool:
    if node.kind == "participant":
        return bool(node.trait("band"))
    return node.kind == "message" and all(
        diagram.flow(id).sort.is_association for id in diagram.index.flows_at(node.id)
    )


def _beneath(box: Rect, is_message: bool, activities: Sequence[Node], flows: Sequence[Flow]) -> Iterator[Record]:
    """What a box is drawn on, the likeliest first."""
    if is_message:
        near = [(nearest(flow.points, box.center)[2], n) for n, flow in enumerate(flows)]
        yield from (flows[n] for gap, n in sorted(near) if gap <= _ON_LINE)
    far = _AT_SHAPE if is_message else 0.0
    around = [one for one in activities if one.bounds and one.bounds.grown(far).holds(box.center)]
    yield from sorted(around, key=lambda one: (one.bounds.center.distance(box.center) if one.bounds else 0.0, one.id))


def _middle(record: Record) -> Point:
    if isinstance(record, Flow):
        return along(record.points)
    assert record.bounds is not None
    return record.bounds.center


def carry_along(shown: Sequence[Record], found: Sequence[Attached]) -> Iterator[tuple[Node, Rect]]:
    """Each attached thing with its new bounds. shown: the records as a plane now draws them."""
    now = {record.id: record for record in shown}
    for attached in found:
        node = now[attached.id]
        if isinstance(node, Node) and node.bounds is not None:
            at = _middle(now[attached.on])
            yield node, centered(at.moved(attached.dx, attached.dy), node.bounds.w, node.bounds.h)
