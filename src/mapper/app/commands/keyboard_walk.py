"""Going from step to step by key: along the flows, and to the neighbour in a direction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node

_AWAY = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def start(diagram: Diagram, plane: str) -> str | None:
    """Where reading begins: the first step of the diagram."""
    order = _order(diagram, plane)
    return order[0].id if order else None


def last(diagram: Diagram, plane: str) -> str | None:
    """Where reading ends."""
    order = _order(diagram, plane)
    return order[-1].id if order else None


def along(diagram: Diagram, plane: str, id: str | None, back: bool = False) -> str | None:
    """The step after (or before) this one: where its first flow leads, else the next in reading order."""
    record = diagram.get(id)
    if isinstance(record, Flow):
        return record.source if back else record.target
    if isinstance(record, Node) and record.family in FLOW_NODES:
        flows = query.incoming(diagram, record.id) if back else query.outgoing(diagram, record.id)
        ends = (diagram.get(f.source if back else f.target) for f in flows)
        drawn = [n for n in ends if isinstance(n, Node) and n.plane == plane and n.bounds is not None]
        if drawn:
            return min(drawn, key=lambda n: (n.bounds.y, n.bounds.x) if n.bounds else (0.0, 0.0)).id
    order = [n.id for n in _order(diagram, plane)]
    if not order:
        return None
    here = order.index(record.id) if record is not None and record.id in order else (0 if back else -1)
    return order[(here + (-1 if back else 1)) % len(order)]


def beside(diagram: Diagram, plane: str, id: str, direction: str) -> str | None:
    """The nearest thing in a direction: straight ahead before aslant."""
    record = diagram.get(id)
    if not isinstance(record, Node) or record.bounds is None:
        return None
    others = [n for n in query.drawn_on(diagram, plane) if isinstance(n, Node) and n.bounds is not None and n.id != id]
    if record.family not in (LANE, POOL):
        return _nearest(record, (n for n in others if n.family not in (LANE, POOL)), direction)
    # From lane to lane and from pool to pool; where those end, over to the other sort.
    alike = _nearest(record, (n for n in others if n.family == record.family), direction)
    return alike or _nearest(record, (n for n in others if n.family in (LANE, POOL)), direction)


def inside(diagram: Diagram, plane: str, ids: Sequence[str]) -> list[str]:
    """What lanes, pools and sub-processes hold on a diagram; for anything else what stands in its lane, else beside it
    in the same process."""
    found: dict[str, None] = {}
    for id in ids:
        node = diagram.get(id)
        if not isinstance(node, Node):
            continue
        if node.family not in (LANE, POOL, SUBPROCESS):
            node = diagram.get(node.lane) or diagram.get(node.parent)
        if isinstance(node, Node):
            found |= dict.fromkeys(_held(diagram, plane, node))
    return list(found)


def _held(diagram: Diagram, plane: str, holder: Node) -> list[str]:
    if holder.family == LANE:
        held = query.members(diagram, holder.id)
    else:
        held = query.children(diagram, (holder.ref if holder.family == POOL else holder.id) or "")
    return [n.id for n in held if n.plane == plane and n.bounds is not None and n.family != LANE]


def onwards(diagram: Diagram, plane: str, ids: Sequence[str]) -> list[str]:
    """Some steps and all that the flows lead to from them on a diagram."""
    found, waiting = dict.fromkeys(ids), list(ids)
    while waiting:
        for led in query.outgoing(diagram, waiting.pop(0)):
            node = diagram.get(led.target)
            if node is not None and node.plane == plane and node.id not in found:
                found[node.id] = None
                waiting.append(node.id)
    return list(found)


def flow(diagram: Diagram, plane: str, id: str | None) -> str | None:
    """The first flow out of a step, then the next one, round and round; into it when none leads out."""
    record = diagram.get(id)
    step = record.source if isinstance(record, Flow) else id
    flows = query.outgoing(diagram, step or "") or query.incoming(diagram, step or "")
    drawn = [f.id for f in flows if f.plane == plane]
    if not drawn:
        return None
    return drawn[(drawn.index(id) + 1) % len(drawn)] if id in drawn else drawn[0]


def _nearest(record: Node, others: Iterable[Node], direction: str) -> str | None:
    assert record.bounds is not None
    here, (right, down) = record.bounds.center, _AWAY[direction]
    best: tuple[float, str] | None = None
    for node in others:
        if node.bounds is None:
            continue
        dx, dy = node.bounds.center.x - here.x, node.bounds.center.y - here.y
        ahead, aside = dx * right + dy * down, abs(dx * down) + abs(dy * right)
        if ahead > 1 and (price := ahead + 2.5 * aside) and (best is None or (price, node.id) < best):
            best = (price, node.id)
    return best[1] if best is not None else None


def _order(diagram: Diagram, plane: str) -> list[Node]:
    nodes = [r for r in query.drawn_on(diagram, plane) if isinstance(r, Node) and r.family in FLOW_NODES]
    return query.reading_order(diagram, nodes)
