"""What those who place things share: the map, what was placed, and how a thing gets its first place."""

from __future__ import annotations

from collections.abc import Iterable

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, centered
from mapper.model.kinds import ARTIFACT, COLLAPSED_SIZE, CONVERSATION, DATA, FLOW_NODES, KINDS, PLANE, SUBPROCESS
from mapper.model.records import Node, Record

COLUMN, ROW, GAP, START, ACROSS = 150.0, 110.0, 30.0, 100.0, 10
"""Pixels from one column or row to the next, below what is drawn, and where the rows begin; the columns of a row."""

_PLACED = FLOW_NODES | {DATA, ARTIFACT, CONVERSATION}
_BEHIND = {"dataObject", "dataStore", "message"}
WANTED = frozenset({name for name, row in KINDS.items() if row.family in _PLACED} - _BEHIND)
"""Kinds that are drawn wherever what holds them is."""


class Placing:
    """One pass over a map. whole: the map draws nothing at all. placed: ids in the order in which they got a place.

    apart: by id, what has a place now, where the map itself is left alone but for its diagrams; None where it gets all.
    """

    def __init__(self, diagram: Diagram, whole: bool, apart: dict[str, Record] | None = None) -> None:
        self.diagram, self.whole, self.apart = diagram, whole, apart
        self.placed: dict[str, None] = {}

    def note(self, record: Record) -> None:
        """Put a record, which has a place by that."""
        if self.apart is None or record.family == PLANE:
            self.diagram.put(record)
        else:
            self.apart[record.id] = record
        self.placed[record.id] = None

    def now(self, id: str | None) -> Record | None:
        """The record with an id, with the place that it has by now."""
        return (self.apart or {}).get(id or "") or self.diagram.get(id)

    def put(self, node: Node, plane: str, box: Rect, opened: bool = False) -> None:
        """Give a node its place, on the diagram on which it has a shape already or on this one.

        opened: a sub-process is to show what it holds; else it does so only where everything is new.
        """
        now = self.diagram.node(node.id)
        if opened:
            now = now.with_trait("expanded", True)
        elif now.family == SUBPROCESS and now.plane is None and now.trait("expanded"):
            inner = query.children(self.diagram, now.id) if self.whole else ()
            now = now.with_trait("expanded", any(self.is_wanted(one) for one in inner))
        self.note(now.but(plane=now.plane or plane, bounds=box))

    def put_rows(self, nodes: Iterable[Node], plane: str, x: float, y: float) -> None:
        """Put nodes in rows, in their order."""
        for number, node in enumerate(nodes):
            middle = Point(x + COLUMN * (number % ACROSS + 0.5), y + ROW * (number // ACROSS + 0.5))
            self.put(node, plane, centered(middle, *size(node)))

    def put_boundary_events(self, nodes: Iterable[Node], plane: str) -> None:
        """Put the boundary events among some nodes that have no place on the lower border of their hosts."""
        for event in nodes:
            host = self.now(event.host)
            if event.bounds is None and isinstance(host, Node) and host.bounds is not None:
                middle = Point(host.bounds.center.x, host.bounds.bottom)
                self.put(event, plane, centered(middle, *size(event)))

    @staticmethod
    def is_wanted(node: Node) -> bool:
        """Whether a node is drawn wherever what holds it is."""
        return node.kind in WANTED and node.host is None


def size(node: Node) -> tuple[float, float]:
    """Pixels that a node takes at first."""
    if node.kind == "textAnnotation":
        return node.sort.size[0], max(node.sort.size[1], 12 + 15.0 * -(-len(node.name) // 20))
    return COLLAPSED_SIZE if node.family == SUBPROCESS else node.sort.size
