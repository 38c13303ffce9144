"""What is under the pointer: the one answer that clicks, drags, drops and hovering all use."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from mapper.draw import outline
from mapper.lettering.sizes import Sizes
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, nearest, oriented
from mapper.model.kinds import ANCHOR, FLOW_NODES, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record
from mapper.model.texts import bands
from mapper.tools.places import Places
from mapper.tools.pointer import Target

GRIP = 7.0
"""Screen pixels around a handle or bend that still grab it."""
OUTSIDE = 4.0
"""Screen pixels between a shape and its handles."""
NEAR_LINE = 5.0
"""Screen pixels beside a flow that still hit it."""
EDGE = 6.0
"""How many times as broad as its edge a shape must be for the edge to be pulled at: else nothing is left to move by."""
BESIDE = 0.5
"""How far outside an outline its edge reaches, of what it reaches inwards."""
ROOM = 24.0
"""Screen pixels below which a shape is too small to be pulled by its handles."""

HANDLES: dict[str, tuple[float, float]] = {
    "nw": (0, 0), "n": (0.5, 0), "ne": (1, 0), "e": (1, 0.5),
    "se": (1, 1), "s": (0.5, 1), "sw": (0, 1), "w": (0, 0.5),
}  # fmt: skip
"""Resize handles: name → place as a share of width and height."""


def target_at(
    diagram: Diagram, places: Places, place: Point, scale: float = 1.0, selection: tuple[str, ...] = ()
) -> Target | None:
    """The topmost thing at a place of the map and the part hit; what is selected alone offers its grips first."""
    if len(selection) == 1 and (grip := _grip(diagram.get(selection[0]), places.plane, place, scale)):
        return grip
    line = NEAR_LINE / scale
    found = [
        (_depth(drawn, place, places.sizes), target)
        for id in places.at(place, line)
        if (record := diagram.get(id)) is not None
        for drawn in query.depictions(record, places.plane)
        if (target := _hit(diagram, drawn, place, line, places.sizes)) is not None
    ]
    ranked = [target for _depth_of, target in sorted(found, key=lambda pair: pair[0])]
    if ranked and ranked[0].part in ("handle:n", "handle:w"):
        # The border between two lanes belongs to the first: it grows, and what follows makes way.
        return next((target for target in ranked if target.part in ("handle:s", "handle:e")), ranked[0])
    return ranked[0] if ranked else None


def is_container(node: Node) -> bool:
    """Whether steps may lie inside its box."""
    return node.family in (POOL, LANE) or (node.family == SUBPROCESS and bool(node.trait("expanded")))


def header(node: Node, thick: float = HEADER) -> Rect | None:
    """The band of a pool or lane that carries its name: what it is dragged by. thick: how wide it is drawn."""
    if node.bounds is None or node.family not in (POOL, LANE):
        return None
    horizontal = bool(node.trait("horizontal"))
    box = oriented(node.bounds, horizontal)
    return oriented(Rect(box.x, box.y, min(max(HEADER, thick), box.w), box.h), horizontal)


def handles(node: Node, outside: float = 0.0) -> Iterator[tuple[str, Point]]:
    """The resize handles of a node: names and places, some map pixels outside its box."""
    if node.bounds is None or not can_resize(node):
        return
    box = node.bounds.grown(outside)
    for name, (right, down) in HANDLES.items():
        yield name, Point(box.x + right * box.w, box.y + down * box.h)


def can_resize(node: Node) -> bool:
    """Events, gateways and data keep the size the notation gives them."""
    return node.sort.is_activity or is_container(node) or node.kind in ("textAnnotation", "group")


def grips(flow: Flow) -> Iterator[tuple[str, Point]]:
    """The places of a flow that can be dragged: its ends, bends and the middle of each segment."""
    if len(flow.points) < 2:
        return
    yield "end:source", flow.points[0]
    yield "end:target", flow.points[-1]
    for i, bend in enumerate(flow.points[1:-1], 1):
        yield f"bend:{i}", bend
    for i, (a, b) in enumerate(itertools.pairwise(flow.points)):
        yield f"segment:{i}", Point((a.x + b.x) / 2, (a.y + b.y) / 2)


def _grip(record: Record | None, plane: str, place: Point, scale: float) -> Target | None:
    if record is None or record.plane != plane:
        return None
    reach = GRIP / scale
    if isinstance(record, Flow):
        offered = [(part, at) for part, at in grips(record) if not part.startswith("segment")]
        reach *= 1.3
    else:
        small = record.bounds is None or min(record.bounds.w, record.bounds.h) * scale < ROOM
        offered = [] if small else [(f"handle:{name}", at) for name, at in handles(record, OUTSIDE / scale)]
    near = [(at.distance(place), part) for part, at in offered if at.distance(place) <= reach]
    return Target(record.id, min(near)[1]) if near else None


def _depth(record: Record, place: Point, sizes: Sizes) -> tuple[int, float, float]:
    """Sorts what is on top first: boundary events, small things, the nearest flow, then boxes from the innermost
    outwards."""
    if isinstance(record, Flow):
        label = outline.label_box(record, sizes)
        gap = nearest(record.points, place)[2] if len(record.points) > 1 else 0.0
        return (2, 0.0 if label is not None and label.holds(place) else round(gap, 1), -record.z)
    if is_container(record) or record.kind == "group":
        return (3, _area(record), -record.z)
    return (0 if record.host else 1, 0, -record.z)


def _area(node: Node) -> float:
    return node.bounds.w * node.bounds.h if node.bounds else 0.0


def _hit(diagram: Diagram, record: Record, place: Point, line: float, sizes: Sizes) -> Target | None:
    label = outline.label_box(record, sizes)
    if label is not None and label.holds(place):
        return Target(record.id, "label")
    if isinstance(record, Flow):
        if len(record.points) < 2:
            return None
        index, _, gap = nearest(record.points, place)
        return Target(record.id, f"segment:{index}") if gap <= line else None
    if record.bounds is None or record.family == ANCHOR:
        return None
    if is_container(record) or record.kind == "group":
        if record.family == POOL and query.is_closed(diagram, record):
            return Target(record.id) if record.bounds.grown(line).holds(place) else None
        return _hit_box(record, record.bounds, place, line, _band(diagram, record, sizes))
    if _is_on_edge(record, record.bounds, place, line):
        return Target(record.id, "edge")
    return Target(record.id) if outline.hit(record, place, 0) else None


def _is_on_edge(node: Node, box: Rect, place: Point, line: float) -> bool:
    """Whether a place is on the outline of a step, event or gateway, which a flow can be pulled from."""
    if node.family not in FLOW_NODES or min(box.w, box.h) < EDGE * line:
        return False
    near = outline.hit(node, place, BESIDE * line)
    return near and not (outline.hit(node, place, 0) and _is_deep(node, place, line))


def _is_deep(node: Node, place: Point, line: float) -> bool:
    """Whether all places around one lie inside as well."""
    return all(
        outline.hit(node, place.moved(dx, dy), 0)
        for dx, dy in ((-line, 0), (line, 0), (0, -line), (0, line))
    )


def _band(diagram: Diagram, node: Node, sizes: Sizes) -> float:
    """How wide the band of a pool or lane is."""
    return bands.band_width(diagram, node, sizes) if node.family in (POOL, LANE) else 0.0


def _side(box: Rect, place: Point) -> str:
    """The handle of the side of a box that a place is nearest to."""
    gaps = {"n": place.y - box.y, "s": box.bottom - place.y, "w": place.x - box.x, "e": box.right - place.x}
    return min(gaps, key=lambda side: abs(gaps[side]))


def _hit_box(node: Node, box: Rect, place: Point, line: float, thick: float) -> Target | None:
    """Boxes are empty inside: the rubber band starts there."""
    if not box.grown(line).holds(place):
        return None
    band = header(node, thick)
    if band is not None and band.holds(place):
        return Target(node.id, "header")
    if not box.grown(-line).holds(place):
        return Target(node.id, f"handle:{_side(box, place)}" if node.family in (POOL, LANE) else "body")
    return Target(node.id, "inside") if node.kind != "group" else None
