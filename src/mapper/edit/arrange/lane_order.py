"""Which pools and lanes stand above which: as they are drawn, closed pools at the edges; on request so that flows are
short.

How far flows go across lanes is the measure: each lane that a flow passes is a crossing waiting to happen. Few siblings
are tried in every order, many are moved one by one as long as something is gained (minimum linear arrangement by local
search; compare Petit 2003).
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node, Record

_EVERY = 6
"""Up to so many siblings every order is tried."""

_ROUNDS = 30
"""How often all groups of siblings are gone through."""

_CARRIED = ("sequenceFlow", "messageFlow")

Lanes = Mapping[str, Sequence[Node]]


def arranged(diagram: Diagram, shown: Sequence[Record], better: bool) -> tuple[list[Node], dict[str, list[Node]]]:
    """The pools from top to bottom (left to right in an upright map), and the lanes within each element and lane."""
    nodes = [record for record in shown if isinstance(record, Node)]
    lanes: dict[str, list[Node]] = defaultdict(list)
    for node in sorted((n for n in nodes if n.family == LANE), key=_place):
        lanes[node.parent or ""].append(node)
    pools = sorted((n for n in nodes if is_pool(n)), key=_place)
    view = _View(diagram, {record.id: record for record in shown}, lanes, pools)
    pools = _closed_to_edges(view, pools)
    if better:
        _shorten(view, pools, lanes)
    return pools, dict(lanes)


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
    """What is shown, and in which pool and innermost lane each end of a flow stands."""

    diagram: Diagram
    shown: Mapping[str, Record]
    lanes: Lanes
    pools: Sequence[Node]
    _leaves: dict[str, str | None] = field(default_factory=dict)

    def flows(self) -> Iterator[Flow]:
        return (r for r in self.shown.values() if isinstance(r, Flow) and r.kind in _CARRIED)

    def leaf(self, id: str) -> str | None:
        """The innermost lane of something."""
        if id not in self._leaves:
            self._leaves[id] = self._leaf(id)
        return self._leaves[id]

    def _leaf(self, id: str) -> str | None:
        record = self.diagram.get(id)
        while isinstance(record, Node):
            lane = record.lane
            while lane is not None and lane in self.lanes:
                lane = self.lanes[lane][0].id
            if lane is not None and lane in self.shown:
                return lane
            record = self.diagram.get(record.host or record.parent)
        return None

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


# -- lanes -------------------------------------------------------------------------------------------------------------


def _shorten(view: _View, pools: Sequence[Node], lanes: dict[str, list[Node]]) -> None:
    """Exchange sibling lanes while flows then pass fewer lanes; without a gain the order stays."""
    pulls = _pulls(view, pools)
    tops = [above for above in lanes if not _is_lane(view, above)]
    for top in tops:
        for _round in range(_ROUNDS):
            gains = [_improve(lanes, above, top, pulls) for above in list(_holders(lanes, top))]
            if not any(gains):
                break


def _is_lane(view: _View, id: str) -> bool:
    record = view.shown.get(id)
    return record is not None and record.family == LANE


def _holders(lanes: Lanes, top: str) -> Iterator[str]:
    """An element and the lanes in it that hold lanes, outer ones first."""
    if top in lanes:
        yield top
        for lane in lanes[top]:
            yield from _holders(lanes, lane.id)


def _leaves(lanes: Lanes, top: str) -> Iterator[str]:
    for lane in lanes[top]:
        if lane.id in lanes:
            yield from _leaves(lanes, lane.id)
        else:
            yield lane.id


def _pulls(view: _View, pools: Sequence[Node]) -> Counter[tuple[str, str]]:
    """How many flows join two lanes; "<" and ">" stand for what lies above and below the lane's pool."""
    rank = {pool.id: n for n, pool in enumerate(pools)}
    found: Counter[tuple[str, str]] = Counter()
    for flow in view.flows():
        one, two = view.leaf(flow.source), view.leaf(flow.target)
        if flow.kind == "sequenceFlow":
            if one is not None and two is not None and one != two:
                found[min(one, two), max(one, two)] += 1
            continue
        first, second = (rank.get(view.pool(end) or "", -1) for end in (flow.source, flow.target))
        if first != second and min(first, second) >= 0:
            for lane, own, other in ((one, first, second), (two, second, first)):
                if lane is not None:
                    found[lane, "<" if other < own else ">"] += 1
    return found


def _improve(lanes: dict[str, list[Node]], above: str, top: str, pulls: Counter[tuple[str, str]]) -> bool:
    """Put the lanes directly within an element or lane in their best order; whether that changed anything."""
    now = lanes[above]
    best, least = now, _stretch(lanes, top, pulls)
    for offer in _offers(now):
        lanes[above] = offer
        price = _stretch(lanes, top, pulls)
        if price < least:
            best, least = offer, price
    lanes[above] = best
    return best is not now


def _offers(now: list[Node]) -> Iterator[list[Node]]:
    """Other orders: all of few, else one lane elsewhere; those that change less come first."""
    if len(now) <= _EVERY:
        places = range(len(now))
        orders = sorted(itertools.permutations(places), key=lambda order: sum(abs(n - m) for m, n in enumerate(order)))
        yield from ([now[n] for n in order] for order in orders[1:])
        return
    for n in range(len(now)):
        rest = now[:n] + now[n + 1 :]
        for m in sorted(range(len(now)), key=lambda m: abs(m - n)):
            if m != n:
                yield [*rest[:m], now[n], *rest[m:]]


def _stretch(lanes: Lanes, top: str, pulls: Counter[tuple[str, str]]) -> int:
    """How many lanes the flows of an element pass in all."""
    places = {lane: n for n, lane in enumerate(_leaves(lanes, top))}
    last = len(places) - 1
    total = 0
    for (one, two), count in pulls.items():
        if one in places:
            if two in places:
                total += count * abs(places[one] - places[two])
            elif two in "<>":
                total += count * (places[one] if two == "<" else last - places[one])
    return total
