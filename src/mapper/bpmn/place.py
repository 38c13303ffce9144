"""A simple arrangement for what a file does not draw, so that everything can be seen.

Pools below each other, lanes in them, steps in columns by their distance from a start. What a file does draw stays
where it is. Everything placed here is remembered as guessed: it goes into the file only when the file is edited.
"""

from __future__ import annotations

from collections import defaultdict, deque

from mapper.bpmn.reading import Draft, Reading, trait
from mapper.model.geometry import Point, Rect, bounding, centered
from mapper.model.kinds import (
    ARTIFACT,
    COLLAPSED_SIZE,
    CONVERSATION,
    DATA,
    FLOW_NODES,
    HEADER,
    KINDS,
    LANE,
    POOL,
    SUBPROCESS,
    family,
)  # fmt: skip
from mapper.text import N_

COLUMN, ROW, GAP, START = 150.0, 110.0, 30.0, 100.0
"""Pixels: from one column or row to the next, between pools, and where the arrangement begins."""

_PLACED = FLOW_NODES | {DATA, ARTIFACT, CONVERSATION}
_WANTED = {name for name, row in KINDS.items() if row.family in _PLACED} - {"dataObject", "dataStore", "message"}


def place(reading: Reading, name: str) -> list[str]:
    """Give undrawn things a place; returns their ids in drawing order."""
    inside: dict[str | None, list[Draft]] = defaultdict(list)
    for draft in reading.nodes.values():
        inside[draft["parent"]].append(draft)
    before = len(reading.guessed)
    order: list[str] = []
    if not reading.drawn:
        for plane in _planes(reading, inside, name):
            order += _whole(reading, inside, plane)
    else:
        order += _missing(reading, inside)
    order += _lines(reading)
    if len(reading.guessed) > before and not reading.drawn and order:
        reading.note(None, N_("the file does not say where things are; the map was arranged"))
    elif order:
        message = N_("the file does not say where {count} of its things are; they were arranged")
        reading.note(None, message, count=len(order))
    return order


# -- files that draw nothing -------------------------------------------------------------------------------------------


def _planes(reading: Reading, inside: dict[str | None, list[Draft]], name: str) -> list[Draft]:
    """The planes to draw on: the file's empty ones, else new ones for a collaboration and lone processes."""
    planes = [d for d in reading.nodes.values() if d["kind"] == "plane"]
    if any(plane.get("ref") is not None for plane in planes):
        return planes
    tops = [d for d in reading.nodes.values() if d["kind"] in ("collaboration", "choreography") and inside[d["id"]]][:1]
    shown = {d.get("ref") for top in tops for d in inside[top["id"]]}
    alone = [d for d in reading.nodes.values() if d["kind"] == "process" and d["id"] not in shown]
    tops += [d for d in alone if inside[d["id"]]] or (alone[:1] if not tops else [])
    candidates: list[Draft | None] = [*tops] or [None]
    for plane, shown_top in zip(planes, tops, strict=False):
        plane["ref"] = shown_top["id"]
    for top in candidates[len(planes) :]:
        id = f"Diagram_{top['id']}" if top else "Diagram"
        while id in reading.elements or id in reading.nodes:
            id += "_1"
        title = (top["name"] if top else "") or (name if len(tops) < 2 else "")
        planes.append({"id": id, "kind": "plane", "name": title, "parent": None, "ref": top["id"] if top else None})
        reading.nodes[id] = planes[-1]
        reading.guessed.add(id)
    return planes


def _whole(reading: Reading, inside: dict[str | None, list[Draft]], plane: Draft) -> list[str]:
    top = plane.get("ref")
    pools = [d for d in inside[top] if family(d["kind"]) == POOL]
    order: list[str] = []
    y = START
    for pool in pools:
        y = _pool(reading, inside, plane["id"], pool, y, order) + GAP
    order += _contents(reading, inside, plane["id"], top, START, y)[0]
    return order


def _pool(
    reading: Reading, inside: dict[str | None, list[Draft]], plane: str, pool: Draft, y: float, order: list[str]
) -> float:
    order.append(pool["id"])
    ids, box = _contents(reading, inside, plane, pool.get("ref") or "", START + HEADER, y)
    order += ids
    bounds = Rect(START, y, box.right - START, box.h) if ids and box else Rect(START, y, 600.0, 60.0)
    _put(reading, pool, plane, bounds)
    return bounds.bottom


def _contents(
    reading: Reading, inside: dict[str | None, list[Draft]], plane: str, id: str | None, x: float, y: float
) -> tuple[list[str], Rect]:
    """Place what a process holds, lane by lane; returns the ids and the box around."""
    nodes = [d for d in inside[id] if _wanted(d)]
    leaves = _leaves(inside, id)
    columns = _columns(reading, nodes)
    left = x + HEADER * max((depth for _, depth in leaves), default=0)
    right = left + COLUMN * (max(columns.values(), default=3) + 1) + 20
    order = [d["id"] for d, _ in _lanes(inside, id)]
    at = y
    rows: dict[str | None, list[Draft]] = {lane: [] for lane, _ in [*leaves, (None, 0)]}
    for node in nodes:
        rows.get(node.get("lane"), rows[None]).append(node)
    for lane, depth in [*leaves, (None, 0)]:
        members = rows[lane]
        if lane is None and not members:
            continue
        height = _strip(reading, plane, members, columns, left, at)
        if lane is not None:
            begin = x + HEADER * (depth - 1)
            _put(reading, reading.nodes[lane], plane, Rect(begin, at, right - begin, height))
        order += [n["id"] for n in members]
        at += height
    _outer_lanes(reading, inside, plane, id)
    order += _guests(reading, inside[id], plane)
    return order, Rect(x, y, right - x, max(at - y, 60.0))


def _strip(
    reading: Reading, plane: str, members: list[Draft], columns: dict[str, int], left: float, top: float
) -> float:
    """Place the members of one lane; returns the height this takes."""
    rows: dict[int, int] = defaultdict(int)
    for node in members:
        column = columns[node["id"]]
        center = Point(left + COLUMN * column + COLUMN / 2, top + ROW * rows[column] + ROW / 2 + 10)
        rows[column] += 1
        _put(reading, node, plane, centered(center, *_size(node)))
    return ROW * max(rows.values(), default=1) + 20


def _columns(reading: Reading, nodes: list[Draft]) -> dict[str, int]:
    """How many flows each node is away from a start, the nearest one; what no start reaches comes first."""
    known: set[str] = {n["id"] for n in nodes}
    follow: dict[str, list[str]] = defaultdict(list)
    entered = set()
    for flow in reading.flows.values():
        source = reading.nodes.get(flow["source"], {}).get("host", flow["source"])
        if source in known and flow["target"] in known:
            follow[source].append(flow["target"])
            entered.add(flow["target"])
    columns: dict[str, int] = dict.fromkeys(known - entered, 0) or {n["id"]: 0 for n in nodes[:1]}
    todo = deque(n["id"] for n in nodes if n["id"] in columns)
    while todo:
        id = todo.popleft()
        for target in follow[id]:
            if target not in columns:
                columns[target] = columns[id] + 1
                todo.append(target)
    return {id: columns.get(id, 0) for id in known}


def _lanes(inside: dict[str | None, list[Draft]], id: str | None) -> list[tuple[Draft, int]]:
    """The lanes of a process at any depth, holders first, and how deep each lies."""
    found: list[tuple[Draft, int]] = []
    todo = [(lane, 1) for lane in reversed(inside[id]) if family(lane["kind"]) == LANE]
    while todo:
        lane, depth = todo.pop()
        found.append((lane, depth))
        todo += [(d, depth + 1) for d in reversed(inside[lane["id"]]) if family(d["kind"]) == LANE]
    return found


def _leaves(inside: dict[str | None, list[Draft]], id: str | None) -> list[tuple[str | None, int]]:
    """The lanes without lanes in them."""
    lanes = _lanes(inside, id)
    return [(d["id"], depth) for d, depth in lanes if not any(family(i["kind"]) == LANE for i in inside[d["id"]])]


def _outer_lanes(reading: Reading, inside: dict[str | None, list[Draft]], plane: str, id: str | None) -> None:
    for lane, _ in reversed(_lanes(inside, id)):
        box = bounding(d["bounds"] for d in inside[lane["id"]] if family(d["kind"]) == LANE)
        if box is not None:
            _put(reading, lane, plane, Rect(box.x - HEADER, box.y, box.w + HEADER, box.h))


# -- files that draw a part --------------------------------------------------------------------------------------------


def _missing(reading: Reading, inside: dict[str | None, list[Draft]]) -> list[str]:
    """Place steps that are not drawn though others beside them are, below everything on that plane."""
    order: list[str] = []
    for holder, members in list(inside.items()):
        lost = [d for d in members if d.get("bounds") is None and _wanted(d) and ("plane" in d or _step(d))]
        drawn = next((d["plane"] for d in members if "plane" in d and d["kind"] != "anchor"), None)
        if holder is None or drawn is None or not lost or _closed(reading, holder):
            continue
        boxes = [d["bounds"] for d in reading.nodes.values() if d.get("plane") == drawn and d.get("bounds")]
        around = bounding(boxes)
        x, y = (around.x, around.bottom + GAP) if around else (START, START)
        _strip(reading, drawn, lost, _columns(reading, lost), x, y)
        order += [d["id"] for d in lost]
        order += _guests(reading, members, drawn)
    return order


def _step(draft: Draft) -> bool:
    return family(draft["kind"]) in FLOW_NODES


def _closed(reading: Reading, id: str) -> bool:
    holder = reading.nodes[id]
    return family(holder["kind"]) == SUBPROCESS and not holder.get("expanded", "bounds" in holder)


# -- both --------------------------------------------------------------------------------------------------------------


def _wanted(draft: Draft) -> bool:
    return draft["kind"] in _WANTED and "host" not in draft


def _guests(reading: Reading, members: list[Draft], plane: str) -> list[str]:
    """Place undrawn boundary events along the lower border of their hosts."""
    count: dict[str, int] = defaultdict(int)
    order = []
    for event in members:
        host = reading.nodes.get(event.get("host", ""))
        if host is None or event.get("bounds") is not None or host.get("bounds") is None:
            continue
        box: Rect = host["bounds"]
        _put(reading, event, plane, centered(Point(box.right - 25 - 40 * count[host["id"]], box.bottom), *_size(event)))
        count[host["id"]] += 1
        order.append(event["id"])
    return order


def _size(draft: Draft) -> tuple[float, float]:
    row = KINDS[draft["kind"]]
    return COLLAPSED_SIZE if row.family == SUBPROCESS else row.size


def _put(reading: Reading, draft: Draft, plane: str, bounds: Rect) -> None:
    draft.setdefault("plane", plane)
    draft["bounds"] = bounds
    reading.guessed.add(draft["id"])
    if family(draft["kind"]) == SUBPROCESS and "expanded" not in draft:
        draft["expanded"] = False
        trait(draft, "expanded", False)


def _lines(reading: Reading) -> list[str]:
    """Draw flows between drawn ends that the file does not draw; associations only where all was arranged."""
    order = []
    for flow in reading.flows.values():
        if len(flow.get("points", ())) >= 2 or ("plane" not in flow and "Assoc" in flow["kind"] and reading.drawn):
            continue
        ends = [reading.nodes.get(flow[end]) for end in ("source", "target")]
        source, target = ends
        if source is None or target is None or source.get("bounds") is None or target.get("bounds") is None:
            continue
        if source["plane"] != target["plane"] or flow.get("plane", source["plane"]) != source["plane"]:
            continue
        flow.setdefault("plane", source["plane"])
        flow["points"] = _way(source["bounds"], target["bounds"])
        reading.guessed.add(flow["id"])
        order.append(flow["id"])
    return order


def _way(a: Rect, b: Rect) -> tuple[Point, ...]:
    """An upright way from one box to another."""
    if b.x >= a.right:
        start, end = Point(a.right, a.center.y), Point(b.x, b.center.y)
        middle = (start.x + end.x) / 2
        bends = () if start.y == end.y else (Point(middle, start.y), Point(middle, end.y))
        return (start, *bends, end)
    if b.y >= a.bottom or a.y >= b.bottom:
        down = b.y >= a.bottom
        start = Point(a.center.x, a.bottom if down else a.y)
        end = Point(b.center.x, b.y if down else b.bottom)
        middle = (start.y + end.y) / 2
        bends = () if start.x == end.x else (Point(start.x, middle), Point(end.x, middle))
        return (start, *bends, end)
    above = min(a.y, b.y) - 20
    return (Point(a.center.x, a.y), Point(a.center.x, above), Point(b.center.x, above), Point(b.center.x, b.y))
