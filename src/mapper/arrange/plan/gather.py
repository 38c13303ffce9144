"""From the records of a diagram to the plan of its layout."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mapper.arrange.plan.lane_order import arranged
from mapper.arrange.plan.plan import BoundaryEvent, Cell, Container, Link, Order, Plan, Strip
from mapper.arrange.plan.pool_order import seat_conversations
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.kinds import (
    ANCHOR,
    ARTIFACT,
    CALL,
    COLLAPSED_SIZE,
    CONTAINER,
    CONVERSATION,
    DATA,
    FLOW_NODES,
    LANE,
    POOL,
    SUBPROCESS,
)  # fmt: skip
from mapper.model.records import Flow, Node, Record
from mapper.model.texts.labels import size as label_size

PLACED = FLOW_NODES | {DATA, ARTIFACT, CONVERSATION, ANCHOR}
"""Families that stand in a cell of the grid."""

_BOUNDARY_EVENT_ROOM = 42.0
"""From one boundary event to the next on a host, in pixels."""

_BOUNDARY_EVENT_GAP = 6.0
"""Between the outlines of two boundary events, in pixels."""

_LABEL_ROOM = 12.0
"""What the label of a boundary event needs beside its width, in pixels."""

_NOTE = (120.0, 30.0, 15.0, 20)
"""A text annotation: its width, least height, pixels a line and letters a line."""

_BESIDE = (DATA, ARTIFACT, ANCHOR)
"""Families that stand beside what they are tied to."""

_SORT = {"sequenceFlow": "flow", "messageFlow": "message"}


@dataclass(slots=True)
class _Gathering:
    """What is known while a plan is made. shown: what is laid out. containers: the container that shows an element."""

    diagram: Diagram
    plan: Plan
    shown: dict[str, Record]
    containers: dict[str, Container] = field(default_factory=dict)
    strips: dict[str, tuple[Container, int]] = field(default_factory=dict)
    boundary_events: dict[str, tuple[Cell, BoundaryEvent]] = field(default_factory=dict)


def gather(diagram: Diagram, plane: str, shown: Sequence[Record] | None = None, order: Order | None = None) -> Plan:
    """The plan of what is drawn on a plane, in the order in which it is drawn now.

    shown: only these records, as that plane draws them. order: lanes in this order instead.
    """
    records = drawn(diagram, plane) if shown is None else shown
    nodes = [r for r in records if isinstance(r, Node)]
    pools, lanes = arranged(diagram, records)
    plan = Plan(plane, _is_horizontal(diagram, nodes, pools), [])
    plan.lanes = {above: [n.id for n in group] for above, group in lanes.items()}
    plan.lanes.update((above, list(siblings)) for above, siblings in (order or {}).items())
    at = _Gathering(diagram, plan, {record.id: record for record in records})
    root = diagram.get(plane)
    _open_containers(at, pools, nodes, (root.ref if isinstance(root, Node) else None) or "")
    for node in nodes:
        if node.family in PLACED and node.kind != "group" and node.host not in at.shown:
            _add_cell(at, node)
    for node in nodes:
        if node.host is not None:
            _add_boundary_event(at, node)
    _drop_empty(plan)
    for cell in plan.cells.values():
        for inner in cell.inner.cells if cell.inner is not None else ():
            inner.block = cell
    flows = [r for r in records if isinstance(r, Flow)]
    for flow in flows:
        _mark_beside(at, flow)
    _seat(plan)
    for number, flow in enumerate(flows):
        _add_link(at, flow, number)
    seat_conversations(plan)
    return plan


def drawn(diagram: Diagram, plane: str) -> list[Record]:
    """Everything drawn on a plane, each as it is drawn there."""
    return [query.depictions(record, plane)[0] for record in query.drawn_on(diagram, plane)]


def _is_horizontal(diagram: Diagram, nodes: Sequence[Node], pools: Sequence[Node]) -> bool:
    """Whether a map is read from left to right, as its first pool with a process says, or its first lane."""
    found = [n for n in pools if n.ref] or [*pools] or [n for n in nodes if n.family == LANE]
    if not found:
        around = (query.pool_of(diagram, node.id) for node in nodes[:1])
        found = [pool for pool in around if pool is not None and pool.plane == nodes[0].plane]
    return not found or bool(found[0].trait("horizontal"))


# -- containers --------------------------------------------------------------------------------------------------------


def _open_containers(at: _Gathering, pools: Sequence[Node], nodes: Sequence[Node], root: str) -> None:
    """A container for each pool, one for what stands in none, one for each expanded sub-process."""
    for pool in pools:
        found = _container(at, pool.id, pool.ref or pool.id)
        at.plan.pools.append(found)
        at.containers.setdefault(pool.ref or pool.id, found)
    # What stands in no pool: each process that has none, and the rest of the diagram.
    loose = [above for above in at.plan.lanes if (record := at.diagram.get(above)) and record.family == CONTAINER]
    for element in dict.fromkeys([*loose, root]):
        if element not in at.containers:
            at.containers[element] = _container(at, None, element)
            at.plan.pools.append(at.containers[element])
    at.containers.setdefault("", at.containers[root])
    for node in nodes:
        if is_open(at, node):
            inside = node.ref if node.family == CALL and node.ref else node.id
            at.containers.setdefault(inside, _container(at, node.id, inside))


def is_open(at: _Gathering, node: Node) -> bool:
    """Whether an activity shows what it holds: it is expanded, and something in it is drawn beside it."""
    if not (node.family in (SUBPROCESS, CALL) or node.kind == "subChoreography") or not node.trait("expanded"):
        return False
    if node.family == CALL and not node.ref:
        return False
    inside = query.children(at.diagram, node.ref if node.family == CALL and node.ref else node.id)
    return any(n.id in at.shown and not n.trait("band") for n in inside)


def _container(at: _Gathering, id: str | None, element: str) -> Container:
    leaves = list(_leaves(at, element, 1))
    found = Container(id, [Strip(lane) for lane, _deep in leaves] or [Strip(None)], element)
    found.heads = max((deep for _lane, deep in leaves), default=0)
    for number, (lane, _deep) in enumerate(leaves):
        at.strips[lane] = (found, number)
    return found


def _leaves(at: _Gathering, element: str, deep: int) -> Iterator[tuple[str, int]]:
    """The innermost lanes of an element, from top to bottom, with the number of their level."""
    for lane in at.plan.lanes.get(element, ()):
        if lane in at.plan.lanes:
            yield from _leaves(at, lane, deep + 1)
        else:
            yield lane, deep


def _container_of(at: _Gathering, node: Node) -> Container:
    """The container a node is shown in: that of its element; a step drawn in another pool is shown in that."""
    found = _container_of_element(at, node)
    if node.bounds is None or node.family not in FLOW_NODES or (found.id is not None and not _is_pool(at, found)):
        return found
    center, own = node.bounds.center, at.shown.get(found.id or "")
    if isinstance(own, Node) and own.bounds is not None and own.bounds.holds(center):
        return found
    return next((pool for pool in at.plan.pools if _holds(at, pool, center)), found) if own is not None else found


def _is_pool(at: _Gathering, container: Container) -> bool:
    record = at.shown.get(container.id or "")
    return record is not None and record.family == POOL


def _holds(at: _Gathering, pool: Container, place: Point) -> bool:
    """Whether a place lies in a pool that shows a process."""
    node = at.shown.get(pool.id or "")
    return isinstance(node, Node) and node.ref is not None and node.bounds is not None and node.bounds.holds(place)


def _container_of_element(at: _Gathering, node: Node) -> Container:
    above = node.parent
    while above is not None:
        if above in at.containers:
            return at.containers[above]
        record = at.diagram.get(above)
        above = record.parent if record is not None else None
    return at.containers[""]


def _drop_empty(plan: Plan) -> None:
    """A pool that shows nothing is one closed cell over all columns; what stands in no pool may be nothing."""
    _leave_out_nothing(plan)
    for pool in plan.pools:
        if pool.id is not None and not pool.cells and pool.strips[0].lane is None:
            closed = Cell(pool.id, POOL, 0.0, 0.0, full=True, container=pool)
            pool.cells.append(closed)
            plan.cells[pool.id] = closed


def _leave_out_nothing(plan: Plan) -> None:
    plan.pools = [pool for pool in plan.pools if pool.id is not None or pool.cells or pool.strips[0].lane]


# -- cells -------------------------------------------------------------------------------------------------------------


def _add_cell(at: _Gathering, node: Node) -> None:
    container = _container_of(at, node)
    w, h = _size(node)
    label = label_size(at.diagram, node)
    if not at.plan.horizontal:
        w, h, label = h, w, (label[1], label[0])
    cell = Cell(node.id, node.family, w, h, label)
    cell.strip = _strip(at, node, container)
    cell.inner = at.containers.get(node.ref or "") if node.family == CALL else at.containers.get(node.id)
    if cell.inner is not None and cell.inner.id != node.id:
        cell.inner = None
    cell.container = container
    container.cells.append(cell)
    at.plan.cells[node.id] = cell


def _strip(at: _Gathering, node: Node, container: Container) -> int:
    """The strip of a node: of its lane, or of the first lane within that one."""
    lane = node.lane if node.lane in at.strips and at.strips[node.lane][0] is container else None
    lane = lane or _drawn_in(at, node, container) or node.lane
    while lane is not None:
        found = at.strips.get(lane)
        if found is not None:
            return found[1] if found[0] is container else 0
        inner = at.plan.lanes.get(lane)
        lane = inner[0] if inner else None
    if container.strips[0].lane is None:
        return 0
    if container.strips[-1].lane is not None and node.family in FLOW_NODES:
        container.strips.append(Strip(None))
    return len(container.strips) - 1


def _drawn_in(at: _Gathering, node: Node, container: Container) -> str | None:
    """The one lane that a node which no lane names is drawn in."""
    if node.bounds is None:
        return None
    center, found = node.bounds.center, []
    for strip in container.strips:
        lane = at.diagram.get(strip.lane)
        if isinstance(lane, Node) and lane.bounds is not None and lane.bounds.holds(center):
            found.append(lane.id)
    return found[0] if len(found) == 1 else None


def _size(node: Node) -> tuple[float, float]:
    """The size a node has; the usual one when it has none worth the name."""
    if node.family == ARTIFACT and (node.bounds is None or node.bounds.w < 20 or node.bounds.h < 15):
        w, least, high, letters = _NOTE
        lines = sum(-(-max(len(line), 1) // letters) for line in node.name.split("\n"))
        return w, max(least, 12 + high * lines)
    if node.bounds is not None and node.bounds.w > 0 and node.bounds.h > 0:
        return max(1.0, round(node.bounds.w)), max(1.0, round(node.bounds.h))
    return COLLAPSED_SIZE if node.family == SUBPROCESS else node.sort.size


def _add_boundary_event(at: _Gathering, node: Node) -> None:
    host = at.plan.cells.get(node.host or "")
    if host is None:
        return
    w, h = _size(node)
    label = label_size(at.diagram, node)
    if not at.plan.horizontal:
        w, h, label = h, w, (label[1], label[0])
    boundary_event = BoundaryEvent(node.id, w, h, label)
    host.boundary_events.append(boundary_event)
    at.boundary_events[node.id] = (host, boundary_event)
    _space(host)


def _space(host: Cell) -> None:
    """Boundary events side by side, with room for the labels between the lines that leave them: the last one's
    stands right."""
    *before, last = host.boundary_events
    last.right = bool(before)
    places = [0.0]
    for boundary_event in host.boundary_events[1:]:
        previous = host.boundary_events[len(places) - 1]
        room = 0.0 if boundary_event is last else boundary_event.label[0] + _LABEL_ROOM
        apart = (previous.w + boundary_event.w) / 2 + _BOUNDARY_EVENT_GAP
        places.append(places[-1] + max(_BOUNDARY_EVENT_ROOM, math.ceil(apart), math.ceil(room)))
    ends = (host.boundary_events[0].w + last.w) / 2 + _BOUNDARY_EVENT_GAP
    host.w = max(host.w, places[-1] + max(_BOUNDARY_EVENT_ROOM, math.ceil(ends)) + 8)
    for boundary_event, place in zip(host.boundary_events, places, strict=True):
        # One alone sits right of the middle, so that its route does not hide what comes from straight below.
        boundary_event.offset = place - round(places[-1] / 2) if before else 20.0


# -- links -------------------------------------------------------------------------------------------------------------


def _add_link(at: _Gathering, flow: Flow, order: int) -> None:
    source, boundary_event = _end(at, flow.source)
    target, entered = _end(at, flow.target)
    kind = _SORT.get(flow.kind, "tie")
    if source is None or target is None or (entered is not None and (kind == "flow" or source.pool is target.pool)):
        return
    label = label_size(at.diagram, flow)
    if not at.plan.horizontal:
        label = (label[1], label[0])
    link = Link(
        flow.id, kind, source, target, label, boundary_event, entered if kind == "message" else None, order=order
    )
    common = _common(source, target)
    (common.links if common is not None else at.plan.between).append(link)
    at.plan.links.append(link)


def _end(at: _Gathering, id: str) -> tuple[Cell | None, BoundaryEvent | None]:
    if id in at.boundary_events:
        return at.boundary_events[id]
    return at.plan.cells.get(id), None


def _common(source: Cell, target: Cell) -> Container | None:
    """The innermost container that holds both ends at some depth."""
    containers = list(around(target))
    return next((container for container in around(source) if any(container is other for other in containers)), None)


def around(cell: Cell) -> Iterator[Container]:
    """The containers that hold a cell, innermost first."""
    at: Cell | None = cell
    while at is not None:
        if at.container is not None:
            yield at.container
        at = at.block


def _mark_beside(at: _Gathering, flow: Flow) -> None:
    """Data and annotations stand beside what they are tied to first."""
    if flow.kind in _SORT:
        return
    source, target = _near(at, flow.source), _near(at, flow.target)
    for one, other in ((source, target), (target, source)):
        if one is None or one.family not in _BESIDE or one.beside is not None:
            continue
        if other is not None and other.family not in _BESIDE and not other.full:
            one.beside = other.id
            return


def _near(at: _Gathering, id: str) -> Cell | None:
    """The cell that stands at an end of a flow; where it ends on a flow, the one that this starts from."""
    record = at.shown.get(id)
    return _end(at, record.source if isinstance(record, Flow) else id)[0]


def _seat(plan: Plan) -> None:
    """What stands beside a cell stands in its container and strip."""
    for cell in plan.cells.values():
        host = plan.cells.get(cell.beside or "")
        if host is None or host.container is None or cell.container is None:
            continue
        if host.container is not cell.container:
            cell.container.cells.remove(cell)
            host.container.cells.append(cell)
            cell.container, cell.block = host.container, host.block
        cell.strip = host.strip
    _leave_out_nothing(plan)
