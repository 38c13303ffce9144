"""What stands on a diagram, as plain figures for laying flows: shapes no line may enter, frames some may, labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.docking import box
from mapper.model.geometry import Rect
from mapper.model.kinds import DATA, EVENT, GATEWAY, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import EMPTY, Flow, Node
from mapper.model.texts import labels
from mapper.route.scene.label_places import usual_at_shape

_FRAME = 120.0
"""A shape must be wider than this to be a frame around others."""


@dataclass(slots=True)
class Scene:
    """The shapes of one diagram. boxes: what no line enters; frames: sub-processes that show their contents; labels:
    the places where the labels of events, gateways and data belong; black_boxes: pools that show nothing inside."""

    diagram: Diagram
    plane: str
    instead: Mapping[str, Node] = field(default_factory=dict)
    boxes: dict[str, Rect] = field(default_factory=dict)
    frames: dict[str, Rect] = field(default_factory=dict)
    labels: dict[str, Rect] = field(default_factory=dict)
    pools: dict[str, Rect] = field(default_factory=dict)
    black_boxes: list[str] = field(default_factory=list)
    lanes: dict[str, Rect] = field(default_factory=dict)
    titles: dict[str, Rect] = field(default_factory=dict)
    _areas: dict[str | None, tuple[Rect | None, bool]] = field(default_factory=dict)

    def node(self, id: str) -> Node | None:
        """The node with this id; None when there is none."""
        found = self.instead.get(id) or self.diagram.get(id)
        return found if isinstance(found, Node) else None

    def area(self, parent: str | None) -> tuple[Rect | None, bool]:
        """The box that sequence flows of an element stay in, None when there is none; and whether it is read from left
        to right."""
        if parent not in self._areas:
            self._areas[parent] = self._area(parent)
        return self._areas[parent]

    def _area(self, parent: str | None) -> tuple[Rect | None, bool]:
        pool = query.pool_of(self.diagram, parent)
        horizontal = query.is_horizontal(self.diagram, parent)
        container = self.diagram.get(parent)
        if isinstance(container, Node) and container.family == SUBPROCESS:
            inside = container.bounds if container.plane == self.plane and container.trait("expanded") else None
            return (inside.grown(-5) if inside else None), horizontal
        if pool is None or pool.bounds is None or pool.plane != self.plane:
            return None, horizontal
        b = pool.bounds
        inside = (
            Rect(b.x + HEADER, b.y, b.w - HEADER, b.h) if horizontal else Rect(b.x, b.y + HEADER, b.w, b.h - HEADER)
        )
        return inside.grown(-5), horizontal

    def walls(self, flow: Flow) -> list[Rect]:
        """The frames a flow may not enter."""
        return [frame for id, frame in self.frames.items() if self.is_wall(id, flow)]

    def is_wall(self, frame: str, flow: Flow) -> bool:
        """Whether a flow may not enter a frame: none of its other ends lies in there."""
        ends = (self.node(id) for id in (flow.source, flow.target) if id != frame)
        centers = [end.bounds.center for end in ends if end is not None and end.bounds is not None]
        return not any(self.frames[frame].holds(center) for center in centers)


def read(
    diagram: Diagram,
    plane: str,
    ids: Iterable[str] | None = None,
    instead: Mapping[str, Node] = EMPTY,
) -> Scene:
    """The scene of a plane. ids: only these nodes (those near what is to be laid). instead: nodes as they are to be
    taken, when the map has them elsewhere."""
    scene = Scene(diagram, plane, instead)
    for id in sorted(diagram.index.naming("plane", plane) if ids is None else ids):
        node = scene.node(id)
        if node is None or node.plane != plane or node.bounds is None:
            continue
        if node.family in (POOL, LANE) and not node.trait("band"):
            (scene.pools if node.family == POOL else scene.lanes)[id] = node.bounds
            if node.family == POOL and node.ref is None:
                scene.black_boxes.append(id)
            elif node.bounds is not None:
                scene.titles[id] = title_of(node, node.bounds)
        elif node.sort.is_solid and node.kind != "message":
            # A message stands on the flow that carries it.
            if node.bounds.w > _FRAME and node.family not in (EVENT, GATEWAY, DATA) and _holds_others(diagram, node):
                scene.frames[id] = node.bounds
            else:
                scene.boxes[id] = node.bounds
            if node.sort.label_outside and (label := home_of_label(diagram, node)) is not None:
                scene.labels[id] = label
    return scene


def title_of(node: Node, bounds: Rect) -> Rect:
    """The band of a pool or lane that its name stands in."""
    if node.trait("horizontal"):
        return Rect(bounds.x, bounds.y, HEADER, bounds.h)
    return Rect(bounds.x, bounds.y, bounds.w, HEADER)


def home_of_label(diagram: Diagram, node: Node) -> Rect | None:
    """Where the label of a node belongs: at its usual place; None when it has none.

    Flows keep off that place and not off where the label stands now, because labels make way for flows: so the same
    shapes have the same routes, whatever was moved before.
    """
    if not node.name:
        return None
    return usual_at_shape(node, box(node), labels.size(diagram, node))


def reach(scene: Scene, flow: Flow, source: Node, target: Node, around: float) -> Rect:
    """The box a flow is laid in: around both ends, not beyond its pool or sub-process."""
    region = box(source).union(box(target)).grown(around)
    if flow.kind == "sequenceFlow" and source.parent == target.parent:
        area, _horizontal = scene.area(source.parent)
        if area is not None and area.grown(10).holds(box(source).center) and area.grown(10).holds(box(target).center):
            low_x, low_y = max(region.x, area.x), max(region.y, area.y)
            region = Rect(low_x, low_y, min(region.right, area.right) - low_x, min(region.bottom, area.bottom) - low_y)
    return region


def is_horizontal(scene: Scene, node: Node) -> bool:
    """Whether what is around a node is read from left to right."""
    return (
        True if node.family == POOL and not node.ref else scene.area(node.parent if node.family != POOL else node.id)[1]
    )


def _holds_others(diagram: Diagram, node: Node) -> bool:
    bounds = box(node)
    for id in diagram.index.near(node.plane or "", bounds):
        other = diagram.node(id)
        inside = id != node.id and other.bounds is not None and bounds.holds(other.bounds)
        if inside and other.host != node.id and other.sort.is_solid:
            return True
    return False
