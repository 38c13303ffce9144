"""Which pools and lanes stand above which: as they are drawn, closed pools at the edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node, Record


def arranged(diagram: Diagram, shown: Sequence[Record]) -> tuple[list[Node], dict[str, list[Node]]]:
    """The pools from top to bottom (left to right in a vertical map), and the lanes within each element and lane."""
    nodes = [record for record in shown if isinstance(record, Node)]
    lanes: dict[str, list[Node]] = defaultdict(list)
    for node in sorted((n for n in nodes if n.family == LANE), key=_place):
        lanes[node.parent or ""].append(node)
    pools = sorted((n for n in nodes if is_pool(n)), key=_place)
    view = _View(diagram, {record.id: record for record in shown}, pools)
    return _closed_to_edges(view, pools), dict(lanes)


def is_pool(node: Node) -> bool:
    """Whether a node is a pool of its own, not a band of a choreography activity."""
    return node.family == POOL and not node.trait("band")


def _place(node: Node) -> tuple[float, float, str]:
    """Pools and lanes keep the order they are drawn in; where no place tells it, the order of the file."""
    if node.bounds is None:
        return (0.0, node.z, node.id)
    return (node.bounds.y if node.trait("horizontal") else node.bounds.x, node.z, node.id)


@dataclass(slots=True)
class _View:
    """What is shown, and in which pool each end of a flow stands."""

    diagram: Diagram
    shown: Mapping[str, Record]
    pools: Sequence[Node]

    def flows(self) -> Iterator[Flow]:
        return (r for r in self.shown.values() if isinstance(r, Flow) and r.sort.carries)

    def pool(self, id: str) -> str | None:
        """The pool of something."""
        at: Record | None = self.diagram.get(id)
        while at is not None and at.family != POOL:
            above = self.diagram.get(at.parent)
            if above is None:
                return next((pool.id for pool in self.pools if pool.ref == at.id), None)
            at = above
        return at.id if at is not None else None


# -- closed pools ------------------------------------------------------------------------------------------------------


def _closed_to_edges(view: _View, pools: list[Node]) -> list[Node]:
    """Closed pools between open ones go to the edge nearest to whom they exchange messages with."""
    open_ones = [pool for pool in pools if not _is_closed(view, pool)]
    if not open_ones or len(open_ones) == len(pools):
        return pools
    number = {pool.id: n for n, pool in enumerate(open_ones)}
    above: list[Node] = []
    below: list[Node] = []
    seen = 0
    for pool in pools:
        if pool.id in number:
            seen += 1
            continue
        between = 0 < seen < len(open_ones)
        to_top = _is_nearer_top(view, pool, number) if between else seen == 0
        (above if to_top else below).append(pool)
    return [*above, *open_ones, *below]


def _is_closed(view: _View, pool: Node) -> bool:
    inside = view.diagram.index.naming("parent", pool.ref) if pool.ref else ()
    return not any(id in view.shown for id in inside)


def _is_nearer_top(view: _View, pool: Node, number: Mapping[str, int]) -> bool:
    mates = [number[mate] for mate in _partners(view, pool) if mate in number]
    return sum(mates) * 2 <= (len(number) - 1) * len(mates)


def _partners(view: _View, pool: Node) -> Iterator[str]:
    for flow in view.flows():
        if pool.id in (flow.source, flow.target):
            other = view.pool(flow.target if flow.source == pool.id else flow.source)
            if other is not None:
                yield other
