"""Labels on a map of which only a part was laid out: beside their line or shape, clear of what stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from mapper.arrange.picture.labels import Ground, at_line
from mapper.arrange.places.extents import LABEL_GAP
from mapper.arrange.plan.gather import drawn
from mapper.arrange.plan.plan import SizeOf
from mapper.arrange.whole import faults
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.kinds import CALL, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record

_FURTHER = tuple(12.0 * n for n in range(1, 7))
"""How much further from its line a label may stand where there is no place beside it, in pixels."""


class _Grounds:
    """What stands on a plane: with the lines that run there, and without."""

    def __init__(self, diagram: Diagram, plane: str, moving: Collection[str]) -> None:
        self.whole, self.solid = Ground(), Ground()
        for record in drawn(diagram, plane):
            if isinstance(record, Flow):
                self.whole.draw(record.points, record.id)
            elif record.bounds is not None and record.kind != "group":
                self._stand(diagram, plane, record, record.bounds)
            titled = record.sort.label_outside or record.family in (SUBPROCESS, CALL)
            if record.label is not None and record.id not in moving and titled:
                self.add(record.label, record.id)

    def _stand(self, diagram: Diagram, plane: str, node: Node, box: Rect) -> None:
        if node.family in (POOL, LANE):
            self.whole.enclose(box, node.id)
        elif node.family in (SUBPROCESS, CALL) and _is_frame(diagram, plane, node):
            self.whole.enclose(box, node.id)
            self.solid.enclose(box, node.id)
        else:
            self.whole.add(box, node.id)
            self.solid.add(box, node.id)

    def add(self, box: Rect, id: str) -> None:
        self.whole.add(box, id)
        self.solid.add(box, id)

    def best(self, offers: Iterable[Rect], own: str = "") -> Rect | None:
        """The first place that is clear; else the first that only lines run through."""
        found: Rect | None = None
        for box in offers:
            if self.whole.is_free(box, own):
                return box
            if found is None and self.solid.is_free(box, own):
                found = box
        return found


def _is_frame(diagram: Diagram, plane: str, node: Node) -> bool:
    if not node.trait("expanded"):
        return False
    inside = query.children(diagram, node.ref if node.family == CALL and node.ref else node.id)
    return any(one.plane == plane for one in inside)


def place(diagram: Diagram, plane: str, ids: Collection[str], size_of: SizeOf) -> None:
    """Put the labels of flows beside their lines, clear of everything on the plane."""
    named = [diagram.flow(id) for id in ids if size_of(diagram.flow(id))[0]]
    if not named:
        return
    grounds = _Grounds(diagram, plane, {flow.id for flow in named})
    for flow in named:
        offers = list(_beside(diagram, flow, size_of(flow)))
        box = grounds.best(offers) or next(iter(offers), None)
        if box is not None:
            diagram.put(flow.but(label=box))
            grounds.add(box, flow.id)


def mend(diagram: Diagram, plane: str, before: Mapping[str, Record], size_of: SizeOf) -> None:
    """Give the labels that something came to stand on another place, if there is one. before: all as it was."""
    now = {record.id: record for record in drawn(diagram, plane)}
    changed = {id for id, record in now.items() if before.get(id) != record}
    hurt = faults.labels(diagram, plane, changed)
    if not hurt:
        return
    grounds = _Grounds(diagram, plane, hurt)
    for id in (id for id in now if id in hurt):
        record = now[id]
        is_flow = isinstance(record, Flow)
        offers = (
            _beside(diagram, record, size_of(record)) if isinstance(record, Flow) else _around(diagram, record, size_of)
        )
        box = (grounds.best(offers, "" if is_flow else id) if record.plane == plane else None) or record.label
        if box is not None and box != record.label:
            diagram.put(record.but(label=box))
        if box is not None:
            grounds.add(box, id)


def fresh(diagram: Diagram, plane: str, ids: Collection[str], size_of: SizeOf) -> None:
    """Give the labels of these records, whose places are new, theirs; all others stay."""
    new = [r for r in drawn(diagram, plane) if r.id in ids and r.plane == plane and size_of(r)[0]]
    grounds = _Grounds(diagram, plane, {r.id for r in new})
    for record in sorted(new, key=lambda r: isinstance(r, Flow)):
        is_flow = isinstance(record, Flow)
        offers = (
            _beside(diagram, record, size_of(record)) if isinstance(record, Flow) else _around(diagram, record, size_of)
        )
        places = list(offers)
        box = grounds.best(places, "" if is_flow else record.id) or next(iter(places), None)
        if box is not None:
            diagram.put(record.but(label=box))
            grounds.add(box, record.id)


def _offers(diagram: Diagram, record: Record, size_of: SizeOf) -> Iterator[Rect]:
    if isinstance(record, Flow):
        return _beside(diagram, record, size_of(record))
    return _around(diagram, record, size_of)


def _beside(diagram: Diagram, flow: Flow, size: tuple[float, float]) -> Iterator[Rect]:
    """Places beside a line; those of a flow that leads into a frame lie outside that."""
    one, two = (faults.kin(diagram, id) for id in (flow.source, flow.target))
    frames = [node.bounds for id in one ^ two if (node := _activity(diagram, id)) is not None]
    offers = list(at_line(size, flow.points, 0))
    for off in (0.0, *_FURTHER):
        for box in offers:
            for shift in (-off, off) if off else (0.0,):
                place = box.moved(0.0, shift)
                if not any(frame is not None and frame.meets(place) for frame in frames):
                    yield place
    yield from offers


def _activity(diagram: Diagram, id: str) -> Node | None:
    node = diagram.get(id)
    return node if isinstance(node, Node) and node.family in (SUBPROCESS, CALL) else None


def _around(diagram: Diagram, record: Record, size_of: SizeOf) -> Iterator[Rect]:
    """Places around a node: below, above, beside it."""
    bounds = record.bounds if isinstance(record, Node) else None
    w, h = size_of(record)
    if bounds is None or not w:
        return
    c, gap = bounds.center, LABEL_GAP
    xs, left, right = c.x - w / 2, bounds.x - gap - w, bounds.right + gap
    if isinstance(record, Node) and record.host is not None:
        sides = [c.x - gap - w, c.x + gap]
        if any(g.bounds is not None and g.bounds.center.x < c.x for g in query.boundary_events(diagram, record.host)):
            # The left one is for the event that sits there.
            sides.reverse()
        for off in (0.0, *_FURTHER):
            yield from (Rect(x, bounds.bottom + 2 + off, w, h) for x in sides)
        for x in (left, right):
            yield Rect(x, c.y + 3, w, h)
        return
    for off in (0.0, *_FURTHER):
        yield Rect(xs, bounds.bottom + gap + off, w, h)
        yield Rect(xs, bounds.y - gap - h - off, w, h)
        if not off:
            for y in (bounds.y + 6 - h, bounds.bottom - 6):
                yield Rect(c.x - gap - 2 - w, y, w, h)
                yield Rect(c.x + gap + 2, y, w, h)
            for x in (left, right):
                yield Rect(x, c.y - h / 2, w, h)
                yield Rect(x, c.y - gap - h, w, h)
