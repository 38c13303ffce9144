"""Groups: no part of the layout, they are drawn around what they held once all else has its place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from mapper.edit.arrange.plan import SizeOf
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import CONVERSATION, DATA, FLOW_NODES
from mapper.model.records import Flow, Node, Record

_MARGIN, _GAP = 12.0, 30.0
"""Between a group's box and what it holds, and around a group that holds nothing, in pixels."""

_LEAST = 40.0
"""A group smaller than this, in pixels, has no size of its own yet."""


def members(shown: Sequence[Record]) -> dict[str, list[str]]:
    """What each group holds, by id: that whose middle lies in its box. Inner groups come before those around them."""
    nodes = [r for r in shown if isinstance(r, Node) and r.bounds is not None and _is_held(r)]
    groups = [r for r in shown if isinstance(r, Node) and r.kind == "group" and r.bounds is not None]
    found: dict[str, list[str]] = {}
    for group in sorted(groups, key=lambda g: (_area(g), g.id)):
        box = group.bounds
        inner = [other.id for other in groups if other.id in found and _holds(box, other)]
        found[group.id] = [] if _is_new(group) else [*inner, *(n.id for n in nodes if _holds(box, n))]
    return found


def _is_held(node: Node) -> bool:
    return node.family in FLOW_NODES | {DATA, CONVERSATION} or node.kind == "textAnnotation"


def _is_new(group: Node) -> bool:
    """Whether a group stands where it does only because a file that draws nothing was read."""
    box = group.bounds
    return box is None or min(box.w, box.h) < _LEAST or (box.x, box.y) == (0.0, 0.0)


def _area(group: Node) -> float:
    return group.bounds.w * group.bounds.h if group.bounds is not None else 0.0


def _holds(box: Rect | None, node: Node) -> bool:
    return box is not None and node.bounds is not None and box.holds(node.bounds.center)


def frames(shown: Sequence[Record], held: Mapping[str, list[str]], size_of: SizeOf) -> Iterator[tuple[Node, Rect]]:
    """Each group with its new bounds. shown: the records as a plane now draws them; held: what was in each group."""
    now = {record.id: record for record in shown if isinstance(record, Node)}
    boxes: dict[str, Rect] = {}
    for id, inside in held.items():
        whole = bounding(box for one in inside for box in _boxes(now[one], boxes))
        if whole is not None:
            head = math.ceil(size_of(now[id])[1])
            boxes[id] = _settled(whole, head + 2.0 if head else 0.0, now, boxes)
            yield now[id], boxes[id]
    rest = (record for record in shown if record.id not in held)
    below = bounding(box for record in rest for box in _drawn(record))
    below = bounding([*([below] if below is not None else []), *boxes.values()])
    x, y = (below.x, below.bottom + _GAP) if below is not None else (0.0, 0.0)
    for id in sorted((id for id in held if id not in boxes), key=lambda id: (now[id].z, id)):
        w, h = now[id].sort.size if _is_new(now[id]) else (now[id].bounds or Rect(0, 0, 0, 0))[2:]
        yield now[id], Rect(x, y, w, h)
        x += w + _GAP


def _settled(whole: Rect, head: float, now: Mapping[str, Node], boxes: Mapping[str, Rect]) -> Rect:
    """The box around what a group holds, and around what stands among that: seen there, it belongs to it."""
    inside: set[str] = set()
    while True:
        box = whole.grown(_MARGIN)
        box = Rect(box.x, box.y - head, box.w, box.h + head)
        more = [n for n in now.values() if n.id not in inside and _is_held(n) and _holds(box, n)]
        if not more:
            return box
        inside.update(node.id for node in more)
        whole = bounding([whole, *(b for node in more for b in _boxes(node, boxes))]) or whole


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
