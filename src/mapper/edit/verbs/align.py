"""Lining things up and spacing them evenly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from mapper.edit.verbs import move, resize
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, centered
from mapper.model.kinds import LANE, POOL, SUBPROCESS
from mapper.model.records import Node
from mapper.text import _

Edge = Literal["left", "center", "right", "top", "middle", "bottom"]


def align_to(diagram: Diagram, ids: Iterable[str], edge: Edge) -> None:
    """Line up nodes on an edge (the outermost one) or on a centre line (the one most of them share already, else the
    mean). Boundary events keep to their hosts, pools and lanes are left out."""
    boxes = _boxes(diagram, ids)
    if len(boxes) < 2:
        return
    line = _line(list(boxes.values()), edge)
    with diagram.transaction(_("Align")):
        move.set_places(diagram, {id: _on_line(box, edge, line) for id, box in boxes.items()})


def distribute(diagram: Diagram, ids: Iterable[str], axis: Literal["x", "y"]) -> None:
    """Make the gaps between nodes equal along an axis; the outermost two stay."""
    boxes = _boxes(diagram, ids)
    if len(boxes) < 3:
        return
    side = 0 if axis == "x" else 1
    row = sorted(boxes, key=lambda id: (boxes[id][side], id))
    first, last = boxes[row[0]], boxes[row[-1]]
    inner = sum(boxes[id][side + 2] for id in row[1:-1])
    gap = (last[side] - first[side] - first[side + 2] - inner) / (len(row) - 1)
    at, placed = first[side] + first[side + 2] + gap, {}
    for id in row[1:-1]:
        box = boxes[id]
        placed[id] = Rect(at, box.y, box.w, box.h) if axis == "x" else Rect(box.x, at, box.w, box.h)
        at += box[side + 2] + gap
    with diagram.transaction(_("Distribute")):
        move.set_places(diagram, placed)


def same_size(diagram: Diagram, ids: Iterable[str]) -> None:
    """Make activities as large as the first of them, each about its own centre; what holds more stays large enough."""
    chosen = resizable(diagram, ids)
    if len(chosen) < 2:
        return
    model = next(iter(chosen.values()))
    with diagram.transaction(_("Same size")):
        for id, box in list(chosen.items())[1:]:
            resize.resize_to(diagram, id, centered(box.center, model.w, model.h))


def resizable(diagram: Diagram, ids: Iterable[str]) -> dict[str, Rect]:
    """The boxes of those that may have another size: activities that do not show what they hold."""
    boxes = _boxes(diagram, ids)
    return {id: box for id, box in boxes.items() if _is_plain_activity(diagram.node(id))}


def _is_plain_activity(node: Node) -> bool:
    return node.sort.is_activity and not (node.family == SUBPROCESS and node.trait("expanded"))


def _boxes(diagram: Diagram, ids: Iterable[str]) -> dict[str, Rect]:
    found = {}
    for id in ids:
        node = diagram.get(id)
        if isinstance(node, Node) and node.bounds and node.host is None and node.family not in (POOL, LANE):
            found[id] = node.bounds
    return found


def _line(boxes: list[Rect], edge: Edge) -> float:
    if edge == "left":
        return min(box.x for box in boxes)
    if edge == "right":
        return max(box.right for box in boxes)
    if edge == "top":
        return min(box.y for box in boxes)
    if edge == "bottom":
        return max(box.bottom for box in boxes)
    lines = [box.center.x if edge == "center" else box.center.y for box in boxes]
    shared, count = Counter(round(line, 2) for line in lines).most_common(1)[0]
    return shared if count > 1 else sum(lines) / len(lines)


def _on_line(box: Rect, edge: Edge, line: float) -> Rect:
    x = {"left": line, "center": line - box.w / 2, "right": line - box.w}.get(edge, box.x)
    y = {"top": line, "middle": line - box.h / 2, "bottom": line - box.h}.get(edge, box.y)
    return Rect(x, y, box.w, box.h)


def to_front(diagram: Diagram, ids: Iterable[str]) -> None:
    """Draw things last, in the order they had among themselves."""
    with diagram.transaction(_("Bring to front")):
        for node in _by_height(diagram, ids):
            diagram.put(node.but(z=diagram.top))


def to_back(diagram: Diagram, ids: Iterable[str]) -> None:
    """Draw things first, in the order they had among themselves."""
    with diagram.transaction(_("Send to back")):
        for node in reversed(_by_height(diagram, ids)):
            assert node.plane is not None
            lowest = min(record.z for record in query.drawn_on(diagram, node.plane))
            diagram.put(node.but(z=lowest - 1 if lowest != 1 else -1.0))  # a new thing without height has 0


def _by_height(diagram: Diagram, ids: Iterable[str]) -> list[Node]:
    """The nodes of a selection that are drawn, lowest first."""
    nodes = [node for id in ids if isinstance(node := diagram.get(id), Node) and node.plane is not None]
    return sorted(nodes, key=lambda node: (node.z, node.id))
