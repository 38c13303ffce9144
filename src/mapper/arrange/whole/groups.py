"""Groups: no part of the layout, they are drawn around what they held once all else has its place.

What a group holds is what its box held. One that is not drawn yet may say it with its category value (BPMN 2.0, 8.4.3),
but then what stands among that has nothing to do with it: the box goes around as much as it can without that.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias, TypeGuard

import networkx as nx

from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import CONVERSATION, FLOW_NODES
from mapper.model.records import Flow, Node, Record
from mapper.model.texts.labels import size as label_size

Named: TypeAlias = Mapping[str, Collection[str]]
"""What groups that nobody has drawn hold, as their category values say, all by id."""

EMPTY: Named = MappingProxyType({})

_MARGIN, _GAP = 12.0, 30.0
"""Between a group's box and what it holds, and around a group that holds nothing, in pixels."""

_LEAST = 40.0
"""A group smaller than this, in pixels, has no size of its own yet."""


def members(shown: Sequence[Record], named: Named = EMPTY) -> dict[str, list[str]]:
    """What each group holds, by id: that whose middle lies in its box. Inner groups come before those around them.

    named: what groups without a place of their own hold, by id.
    """
    found = listed(shown, named)
    nodes = [r for r in shown if isinstance(r, Node) and r.bounds is not None and _is_held(r)]
    groups = [r for r in shown if _is_group(r) and r.id not in found]
    drawn: dict[str, list[str]] = {}
    for group in sorted(groups, key=lambda g: (_area(g), g.id)):
        box = group.bounds
        inner = [other.id for other in groups if other.id in drawn and _holds(box, other)]
        drawn[group.id] = [] if _is_new(group) else [*inner, *(n.id for n in nodes if _holds(box, n))]
    return found | drawn


def listed(shown: Sequence[Record], named: Named) -> dict[str, list[str]]:
    """What is shown of what groups are said to hold. Of groups that hold the same each has a part for itself."""
    there = {r.id for r in shown if isinstance(r, Node) and _is_held(r)}
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for group in sorted((r for r in shown if _is_group(r) and r.id in named), key=lambda g: (g.z, g.id)):
        alike[frozenset(there.intersection(named[group.id]))].append(group.id)
    found: dict[str, list[str]] = {}
    for inside, ids in sorted(alike.items(), key=lambda one: (len(one[0]), one[1])):
        parts = [sorted(inside)] if len(ids) == 1 else parted(shown, inside)
        smaller = dict(found)
        for id in ids:
            part = parts.pop(0) if parts else []
            found[id] = [*(other for other, its in smaller.items() if its and set(its) < set(part)), *part]
    return found


def parted(shown: Sequence[Record], ids: Collection[str]) -> list[list[str]]:
    """Some things in parts that flows hold together, the largest first."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    graph.add_edges_from(
        (r.source, r.target) for r in shown if isinstance(r, Flow) and {r.source, r.target} <= set(ids)
    )
    boundary_events = (r for r in shown if isinstance(r, Node) and r.id in graph)
    graph.add_edges_from(
        (boundary_event.id, boundary_event.host)
        for boundary_event in boundary_events
        if boundary_event.host is not None and boundary_event.host in graph
    )
    return sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))


def _is_group(record: Record) -> TypeGuard[Node]:
    return isinstance(record, Node) and record.kind == "group" and record.bounds is not None


def _is_held(node: Node) -> bool:
    return node.sort.is_solid or node.family == CONVERSATION


def _is_new(group: Node) -> bool:
    """Whether a group stands where it does only because a file that draws nothing was read."""
    box = group.bounds
    return box is None or min(box.w, box.h) < _LEAST or (box.x, box.y) == (0.0, 0.0)


def _area(group: Node) -> float:
    return group.bounds.w * group.bounds.h if group.bounds is not None else 0.0


def _holds(box: Rect | None, node: Node) -> bool:
    return box is not None and node.bounds is not None and box.holds(node.bounds.center)


# -- their boxes -------------------------------------------------------------------------------------------------------


def frames(
    diagram: Diagram, shown: Sequence[Record], held: Mapping[str, list[str]], named: Named = EMPTY
) -> Iterator[tuple[Node, Rect]]:
    """Each group with its new bounds. shown: the records as a plane now draws them; held: what was in each group;
    named: the groups that go around nothing else."""
    now = {record.id: record for record in shown if isinstance(record, Node)}
    boxes: dict[str, Rect] = {}
    for id, inside in held.items():
        box = _settled(diagram, now[id], inside, now, boxes)
        if id in named and box is not None and not _is_own(box, inside, now):
            parts = parted(shown, [one for one in inside if one not in held])
            offers = (_settled(diagram, now[id], part, now, boxes) for part in parts)
            box = next((offer for offer in offers if offer is not None and _is_own(offer, inside, now)), None)
        if box is not None:
            boxes[id] = box
            yield now[id], box
    rest = [record for record in shown if record.id not in held]
    yield from _below(rest, [now[id] for id in held if id not in boxes], boxes)


def _settled(
    diagram: Diagram, group: Node, inside: Sequence[str], now: Mapping[str, Node], boxes: Mapping[str, Rect]
) -> Rect | None:
    """The box around what a group holds, and around what stands among that: seen there, it belongs to it."""
    whole = bounding(box for one in inside for box in _boxes(now[one], boxes))
    held: set[str] = set()
    while whole is not None:
        box = whole.grown(_MARGIN)
        head = math.ceil(label_size(diagram, group.but(bounds=box, label=None))[1])
        if head:
            box = Rect(box.x, box.y - head - 2, box.w, box.h + head + 2)
        more = [n for n in now.values() if n.id not in held and _is_held(n) and _holds(box, n)]
        if not more:
            return box
        held.update(node.id for node in more)
        whole = bounding([whole, *(b for node in more for b in _boxes(node, boxes))])
    return None


def _is_own(box: Rect, inside: Sequence[str], now: Mapping[str, Node]) -> bool:
    """Whether a box touches no step but those of its group, what these hold, and what holds all of it."""
    own = [now[id].bounds for id in inside]
    for node in now.values():
        if node.family in FLOW_NODES and node.bounds is not None and node.bounds.meets(box):
            is_inner = any(bounds is not None and bounds.holds(node.bounds) for bounds in own)
            if not is_inner and node.host not in inside and not node.bounds.holds(box):
                return False
    return True


def _below(rest: Sequence[Record], groups: Sequence[Node], boxes: Mapping[str, Rect]) -> Iterator[tuple[Node, Rect]]:
    """Groups that hold nothing, side by side below everything."""
    below = bounding(box for record in rest for box in _drawn(record))
    below = bounding([*([below] if below is not None else []), *boxes.values()])
    x, y = (below.x, below.bottom + _GAP) if below is not None else (0.0, 0.0)
    for group in sorted(groups, key=lambda g: (g.z, g.id)):
        w, h = group.sort.size if _is_new(group) else (group.bounds or Rect(0, 0, 0, 0))[2:]
        yield group, Rect(x, y, w, h)
        x += w + _GAP


def _boxes(node: Node, boxes: Mapping[str, Rect]) -> Iterator[Rect]:
    """The boxes of a node and its label; of a group its new one."""
    if node.bounds is not None:
        yield boxes.get(node.id, node.bounds)
    if node.label is not None and node.sort.label_outside and node.kind != "group":
        yield node.label


def _drawn(record: Record) -> Iterator[Rect]:
    if isinstance(record, Flow):
        yield from (Rect(p.x, p.y, 0, 0) for p in record.points)
    elif record.bounds is not None:
        yield record.bounds
    if record.label is not None:
        yield record.label
