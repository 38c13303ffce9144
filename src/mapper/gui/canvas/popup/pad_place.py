"""Where the pad may stand: beside what is selected, and over as little of the map as can be."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from mapper.gui.canvas.picture.camera import Camera, qrect
from mapper.gui.canvas.picture.scene import Scene
from mapper.gui.canvas.popup.name_editor import covered
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, along, bounding, centered
from mapper.model.kinds import POOL
from mapper.model.records import Flow, Node, Record
from mapper.tools.hit import header, is_container

STEP, FLOW, HEAD = 1.0, 0.2, 3.0
"""What covering one of them costs: a head names all that stands in its lane, a flow is long and seen elsewhere."""


def area(scene: Scene, camera: Camera, ids: tuple[str, ...]) -> tuple[QRectF, QPointF] | None:
    """The part of the viewport that the pad keeps clear (what is selected, and where its name is typed), and the point
    that it moves with."""
    records = [record for id in ids if (record := scene.diagram.get(id)) is not None]
    box = bounding(grip for record in records if (grip := _grip(scene.diagram, record, scene.plane)) is not None)
    if box is None:
        return None
    shown = camera.viewportTransform().mapRect(qrect(box))
    if len(records) == 1 and not isinstance(records[0], Flow):
        return shown.united(covered(records[0], camera, scene.places.sizes)), shown.center()
    return shown, shown.center()


def crowd(scene: Scene, camera: Camera, place: QRectF) -> float:
    """How much of the map a bar at a place of the viewport would cover; boxes around count by their heads alone."""
    a, b = camera.to_map(place.topLeft()), camera.to_map(place.bottomRight())
    under = Rect(a.x, a.y, b.x - a.x, b.y - a.y)
    return sum(_price(record, under) for id in scene.places.within(under) if (record := scene.diagram.get(id)))


def is_box(record: Record | None) -> bool:
    """Whether something is drawn around other things."""
    return isinstance(record, Node) and (is_container(record) or record.kind == "group")


def _price(record: Record, under: Rect) -> float:
    if isinstance(record, Flow):
        return FLOW
    if not is_box(record):
        return STEP
    head = header(record)
    return HEAD if head is not None and head.meets(under) else 0.0


def _grip(diagram: Diagram, record: Record, plane: str) -> Rect | None:
    """The shape, the header of an open pool or a lane, the middle of a flow."""
    drawn = next(iter(query.depictions(record, plane)), None)
    if isinstance(drawn, Flow):
        return centered(along(drawn.points), 1, 1) if drawn.points else None
    if drawn is None or drawn.bounds is None:
        return None
    closed = drawn.family == POOL and query.is_closed(diagram, drawn)
    return drawn.bounds if closed else header(drawn) or drawn.bounds
