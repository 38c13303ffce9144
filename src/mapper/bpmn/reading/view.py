"""What a drawing leaves unsaid and the geometry tells: how pools are read, open sub-processes, drawing order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from mapper.bpmn.reading.closed import hide_insides
from mapper.bpmn.reading.draft import Draft, Reading, trait
from mapper.model.geometry import Rect
from mapper.model.kinds import ANCHOR, CONTAINER, LANE, PARTY, PLANE, POOL, SUBPROCESS, family


def finish_view(reading: Reading, order: list[str]) -> None:
    """Complete the drafts of what is drawn, and number all by drawing order."""
    inside: dict[str, list[Draft]] = defaultdict(list)
    for draft in reading.nodes.values():
        if draft["parent"] is not None:
            inside[draft["parent"]].append(draft)
    for draft in reading.nodes.values():
        sort = family(draft["kind"])
        if sort == POOL and "plane" in draft:
            _pool(draft, inside)
        elif sort == SUBPROCESS or draft["kind"] == "subChoreography":
            _sub_process(draft, inside[draft["id"]])
    for draft in reading.nodes.values():
        if family(draft["kind"]) == LANE and "horizontal" in draft and not draft["horizontal"]:
            trait(draft, "horizontal", False)
    hide_insides(reading)
    _number(reading, order)


def _sub_process(draft: Draft, held: list[Draft]) -> None:
    """Whether a sub-process that is drawn and does not say so is open."""
    if "expanded" in draft or "plane" not in draft:
        return
    beside = [d for d in held if d.get("plane") == draft["plane"]]
    inner = [d["bounds"] for d in beside if d.get("bounds")]
    box = draft.get("bounds")
    if not (looks_open(box, inner, bool(held)) if box is not None else beside):
        trait(draft, "expanded", False)


def _pool(draft: Draft, inside: dict[str, list[Draft]]) -> None:
    lanes = [d for d in inside.get(draft.get("ref") or "", ()) if family(d["kind"]) == LANE]
    drawn = _drawn(lanes)
    if drawn is not None:
        draft["horizontal"] = drawn
    elif "horizontal" not in draft:
        said = [lane["horizontal"] for lane in lanes if "horizontal" in lane]
        draft["horizontal"] = said[0] if said else _lies(draft, lanes)
    if not draft["horizontal"]:
        trait(draft, "horizontal", False)
    todo = [(lane, draft["horizontal"]) for lane in lanes]
    while todo:
        lane, horizontal = todo.pop()
        if drawn is not None:
            lane["horizontal"] = drawn
        horizontal = lane.setdefault("horizontal", horizontal)
        todo += [(d, horizontal) for d in inside.get(lane["id"], ()) if family(d["kind"]) == LANE]


def _drawn(lanes: list[Draft]) -> bool | None:
    """Whether lanes are plainly drawn below each other (or beside each other: False), whatever the file says of it: the
    attribute is only a hint of the tool that drew them. None where the drawing leaves it open."""
    boxes = sorted((lane["bounds"] for lane in lanes if lane.get("bounds")), key=lambda box: (box.x, box.y))
    if len(boxes) < 2:
        return None
    if all(one.right <= two.x + _LAP and abs(one.y - two.y) <= _LAP for one, two in pairwise(boxes)):
        return False
    boxes.sort(key=lambda box: (box.y, box.x))
    if all(one.bottom <= two.y + _LAP and abs(one.x - two.x) <= _LAP for one, two in pairwise(boxes)):
        return True
    return None


_LAP = 10.0
"""Pixels by which lanes drawn by hand lie over each other, or begin elsewhere."""


def _lies(pool: Draft, lanes: list[Draft]) -> bool:
    """Lanes stacked below each other make a horizontal pool; a pool without two lanes lies when it is wide."""
    boxes = [lane["bounds"] for lane in lanes if lane.get("bounds")]
    if len(boxes) > 1:
        ys, xs = [b.y for b in boxes], [b.x for b in boxes]
        return bool(max(ys) - min(ys) >= max(xs) - min(xs))
    box: Rect | None = pool.get("bounds")
    return box is None or box.w >= box.h


def shown_by(holders: dict[str | None, str], above: Callable[[str], str | None]) -> str | None:
    """What a plane shows that does not say so: the outermost element around the first pool drawn on it, or around the
    first thing at all. holders: the parents of what is drawn, with the family of the (last) thing in each."""
    pools = (holder for holder, sort in holders.items() if sort == POOL)
    found = next((holder for holder in (*pools, *holders) if holder is not None), None)
    while found is not None and (outer := above(found)) is not None:
        found = outer
    return found


def looks_open(box: Rect, inner: Iterable[Rect], filled: bool) -> bool:
    """Whether a sub-process that does not say so is open: what it holds lies in it, or it is large and empty.

    inner: the boxes of what it holds and that is drawn on its plane. filled: whether it holds anything at all.
    """
    boxes = list(inner)
    if boxes:
        return any(box.holds(b.center) for b in boxes)
    return not filled and box.w > 150 and box.h > 110


def _number(reading: Reading, order: list[str]) -> None:
    """What holds others lies below them, whatever the file's order; else the file's order counts."""
    place = {id: i for i, id in enumerate(order)}
    drafts = [*reading.nodes.values(), *reading.flows.values()]
    ranked = []
    for i, (draft, level) in enumerate(zip(drafts, _levels(reading, drafts), strict=True)):
        first = _BEHIND.get(family(draft["kind"]), _BEFORE)
        # No two are alike, so that drafts themselves are never compared.
        ranked.append((first, level, place.get(draft["id"], len(order) + i)) if first == _BEFORE else (first, 0, i))
    for z, i in enumerate(sorted(range(len(drafts)), key=ranked.__getitem__), 1):
        drafts[i]["z"] = float(z)


_BEHIND, _BEFORE = {CONTAINER: 0, PLANE: 1, PARTY: 2, ANCHOR: 3}, 4


def _levels(reading: Reading, drafts: Iterable[Draft]) -> Iterator[int]:
    """How deep each thing lies: pools 0, lanes 1 and on, steps above all lanes, what is in a sub-process above it."""
    depths: dict[str | None, int] = {None: 0}
    for draft in drafts:
        sort, parent = family(draft["kind"]), draft["parent"]
        if sort == POOL:
            yield 0
            continue
        depth = depths[parent] if parent in depths else _depth(reading, parent, depths)
        yield depth + 1 if sort == LANE else 1000 + 2 * depth + ("host" in draft)


def _depth(reading: Reading, id: str | None, known: dict[str | None, int]) -> int:
    """How many things that nest stand in each other, from one outwards. known: those found already, by id."""
    inwards: list[str] = []
    while id is not None and id not in known and id in reading.nodes:
        inwards.append(id)
        id = reading.nodes[id]["parent"]
    depth = known.get(id, 0)
    for one in reversed(inwards):
        depth += family(reading.nodes[one]["kind"]) in _NESTING
        known[one] = depth
    return depth


_NESTING = frozenset({SUBPROCESS, LANE, "choreography", "conversation"})
