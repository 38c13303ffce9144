"""A provisional place for what a file does not draw, so that everything has one and nothing is lost from view.

The app arranges what stands here as its user should see it (`app.layout`). What a file does draw stays where it is.
Everything placed here is remembered as guessed: it goes into the file only when the file is edited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mapper.bpmn.reading.draft import Draft, Reading, trait
from mapper.bpmn.reading.place_frames import frames
from mapper.model.geometry import Point, Rect, along, bounding, centered
from mapper.model.kinds import (
    ARTIFACT,
    COLLAPSED_SIZE,
    CONVERSATION,
    DATA,
    FLOW_NODES,
    KINDS,
    LANE,
    POOL,
    SUBPROCESS,
    family,
)  # fmt: skip
from mapper.text import N_

COLUMN, ROW, GAP, START, ACROSS = 150.0, 110.0, 30.0, 100.0, 10
"""Pixels from one column or row to the next, below what is drawn, and where the rows begin; the columns of a row."""

_PLACED = FLOW_NODES | {DATA, ARTIFACT, CONVERSATION}
_WANTED = {name for name, row in KINDS.items() if row.family in _PLACED} - {"dataObject", "dataStore", "message"}

_SEVERAL = ("collaboration", "globalConversation", "choreography")
"""Kinds that show more than one party."""

_Inside = dict[str | None, list[Draft]]


def place(reading: Reading, name: str) -> list[str]:
    """Give undrawn things a place; returns their ids in drawing order."""
    inside: _Inside = defaultdict(list)
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


def _planes(reading: Reading, inside: _Inside, name: str) -> list[Draft]:
    """The planes to draw on: the file's empty ones, and new ones for what these do not show."""
    planes = [d for d in reading.nodes.values() if d["kind"] == "plane"]
    tops = _tops(reading, inside, {plane["ref"] for plane in planes if plane.get("ref") is not None})
    vacant = [plane for plane in planes if plane.get("ref") is None]
    for plane, shown_top in zip(vacant, tops, strict=False):
        plane["ref"] = shown_top["id"]
    candidates: list[Draft | None] = [*tops[len(vacant) :]] or ([] if planes else [None])
    for top in candidates:
        id = f"Diagram_{top['id']}" if top else "Diagram"
        while id in reading.elements or id in reading.nodes:
            id += "_1"
        title = _title(inside, top) or (name if len(tops) < 2 else "")
        planes.append({"id": id, "kind": "plane", "name": title, "parent": None, "ref": top["id"] if top else None})
        reading.nodes[id] = planes[-1]
        reading.guessed.add(id)
    return planes


def _title(inside: _Inside, top: Draft | None) -> str:
    """The name of what a plane shows; a collaboration without one has that of its only pool."""
    pools = _pools(inside, top) if top is not None else []
    return str(top["name"] or (pools[0]["name"] if len(pools) == 1 else "")) if top is not None else ""


def _tops(reading: Reading, inside: _Inside, known: set[str]) -> list[Draft]:
    """Collaborations and choreographies, and the processes that none of them shows, each to be shown on a plane."""
    several = [d for d in reading.nodes.values() if d["kind"] in _SEVERAL and inside[d["id"]]]
    pooled = {d["id"]: {pool.get("ref") for pool in _pools(inside, d)} for d in several}
    # Where the file has a plane for a process, no other plane shows an empty pool of it.
    several = [d for d in several if d["id"] in known or not pooled[d["id"]] & known]
    shown = known.union(*(pooled[d["id"]] | _joined(reading, inside, d["id"]) for d in several))
    processes = [d for d in reading.nodes.values() if d["kind"] == "process" and d["id"] not in shown]
    tops = [d for d in several if d["id"] not in known]
    return tops + ([d for d in processes if inside[d["id"]]] or (processes[:1] if not tops and not known else []))


def _pools(inside: _Inside, holder: Draft) -> list[Draft]:
    """The participants that are drawn as pools: those of a choreography are bands of its tasks."""
    return [d for d in inside[holder["id"]] if family(d["kind"]) == POOL and holder["kind"] != "choreography"]


def _joined(reading: Reading, inside: _Inside, ref: str) -> set[str]:
    """The processes that flows of a collaboration lead out of or into: they stand where the others do, in a pool or
    not. Flows that belong to no collaboration count for each. The first one shows loose ends too that a process holds
    and nothing else: they fill no diagram of their own."""
    found: set[str] = set()
    if ref == next((d["id"] for d in reading.nodes.values() if d["kind"] == "collaboration" and inside[d["id"]]), None):
        found |= {d["id"] for d in reading.nodes.values() if d["kind"] == "process" and _is_loose(inside[d["id"]])}
    for flow in reading.flows.values():
        above = reading.nodes.get(flow["parent"] or "")
        elsewhere = above is not None and above["kind"] in _SEVERAL and above["id"] != ref
        if not elsewhere and "Assoc" not in flow["kind"] and flow["kind"] != "association":
            ends = {_process(reading, flow[end]) for end in ("source", "target")} - {None}
            found |= {id for id in ends if id is not None} if len(ends) > 1 else set()
    return found


def _is_loose(held: list[Draft]) -> bool:
    return bool(held) and all(draft["kind"] == "anchor" for draft in held)


def _process(reading: Reading, id: str | None) -> str | None:
    """The process that something stands in."""
    at = reading.nodes.get(id or "")
    while at is not None and at["kind"] != "process":
        at = reading.nodes.get(at["parent"] or "")
    return None if at is None else str(at["id"])


def _whole(reading: Reading, inside: _Inside, plane: Draft) -> list[str]:
    """Place what a plane shows: pools and what their processes hold, or a process; sub-processes are open."""
    order: list[str] = []
    top = START
    for holder, pool in _shown(reading, inside, plane.get("ref")):
        held = [d for d in _held(inside, holder) if d.get("bounds") is None] if holder is not None else []
        steps = [d for d in held if _wanted(d) or d["kind"] == "anchor"]
        box = Rect(START, top, COLUMN * ACROSS, max(ROW * -(-len(steps) // ACROSS), 60.0))
        frames = [pool] if pool is not None else []
        frames += [d for d in held if family(d["kind"]) == LANE]
        for frame in frames:
            # The lanes share the pool's box until they are arranged; their order in the file tells which is above.
            _put(reading, inside, frame, plane["id"], box)
        _rows(reading, inside, steps, plane["id"], box.x, box.y)
        order += [d["id"] for d in (*frames, *steps)] + _guests(reading, inside, held, plane["id"])
        top = box.bottom + GAP
    return order


def _shown(reading: Reading, inside: _Inside, ref: str | None) -> list[tuple[str | None, Draft | None]]:
    """What stands below each other on a plane: processes in their pools, what is in no pool, processes without one."""
    top = reading.nodes.get(ref or "")
    found: list[tuple[str | None, Draft | None]] = []
    if top is not None:
        found += [(pool.get("ref"), pool) for pool in _pools(inside, top)]
    found.append((ref, None))
    if top is not None and top["kind"] == "collaboration":
        pooled = {d.get("ref") for d in reading.nodes.values() if family(d["kind"]) == POOL}
        found += [(id, None) for id in sorted(_joined(reading, inside, top["id"]) - pooled)]
    return found


def _held(inside: _Inside, id: str) -> list[Draft]:
    """Everything in a process at any depth, holders first; pools are not looked into."""
    found: list[Draft] = []
    todo = [id]
    while todo:
        kids = [d for d in inside[todo.pop()] if family(d["kind"]) != POOL]
        found += kids
        todo += [d["id"] for d in reversed(kids)]
    return found


# -- files that draw a part --------------------------------------------------------------------------------------------


def _missing(reading: Reading, inside: _Inside) -> list[str]:
    """Place steps that are not drawn though others beside them are, and what is tied to these, below everything on that
    plane; frames around what they show."""
    order = frames(reading, inside, lambda draft, plane, box: _put(reading, inside, draft, plane, box))
    loose = any("bounds" not in d and _wanted(d) and not _step(d) for d in reading.nodes.values())
    tied = _tied(reading) if loose else set()
    for holder, members in list(inside.items()):
        lost = [d for d in members if d.get("bounds") is None and _wanted(d) and _is_lost(d, tied)]
        drawn = next((d["plane"] for d in members if "plane" in d and d["kind"] != "anchor"), None)
        if holder is None or drawn is None or _closed(reading, holder):
            continue
        boxes = [d["bounds"] for d in reading.nodes.values() if d.get("plane") == drawn and d.get("bounds")]
        around = bounding(boxes)
        x, y = (around.x, around.bottom + GAP) if around else (START, START)
        _rows(reading, inside, lost, drawn, x, y)
        order += [d["id"] for d in lost]
        order += _guests(reading, inside, members, drawn)
    return order


def _is_lost(draft: Draft, tied: set[str]) -> bool:
    """Whether something was not left out on purpose: a step, or what is tied to one."""
    return "plane" in draft or _step(draft) or draft["id"] in tied


def _tied(reading: Reading) -> set[str]:
    """Data and notes that flows tie to steps which are drawn, or will be."""
    found: set[str] = set()
    for flow in reading.flows.values():
        for one, other in (_ends(flow), _ends(flow)[::-1]):
            step = reading.nodes.get(other)
            if step is not None and _step(step) and one in reading.nodes and not _step(reading.nodes[one]):
                found.add(one)
    return found


def _step(draft: Draft) -> bool:
    return family(draft["kind"]) in FLOW_NODES


def _closed(reading: Reading, id: str) -> bool:
    holder = reading.nodes[id]
    return family(holder["kind"]) == SUBPROCESS and not holder.get("expanded", "bounds" in holder)


# -- both --------------------------------------------------------------------------------------------------------------


def _wanted(draft: Draft) -> bool:
    return draft["kind"] in _WANTED and "host" not in draft


def _rows(reading: Reading, inside: _Inside, drafts: Iterable[Draft], plane: str, x: float, y: float) -> None:
    """Things in rows, in the order of the file."""
    for number, draft in enumerate(drafts):
        middle = Point(x + COLUMN * (number % ACROSS + 0.5), y + ROW * (number // ACROSS + 0.5))
        _put(reading, inside, draft, plane, centered(middle, *_size(draft)))


def _guests(reading: Reading, inside: _Inside, members: Iterable[Draft], plane: str) -> list[str]:
    """Place undrawn boundary events on the lower border of their hosts."""
    order = []
    for event in members:
        host = reading.nodes.get(event.get("host", ""))
        if host is None or event.get("bounds") is not None or host.get("bounds") is None:
            continue
        box: Rect = host["bounds"]
        _put(reading, inside, event, plane, centered(Point(box.center.x, box.bottom), *_size(event)))
        order.append(event["id"])
    return order


def _size(draft: Draft) -> tuple[float, float]:
    row = KINDS[draft["kind"]]
    if draft["kind"] == "textAnnotation":
        return row.size[0], max(row.size[1], 12 + 15.0 * -(-len(draft["name"]) // 20))
    return COLLAPSED_SIZE if row.family == SUBPROCESS else row.size


def _put(reading: Reading, inside: _Inside, draft: Draft, plane: str, bounds: Rect) -> None:
    draft.setdefault("plane", plane)
    draft["bounds"] = bounds
    reading.guessed.add(draft["id"])
    if family(draft["kind"]) == SUBPROCESS and "expanded" not in draft:
        draft["expanded"] = not reading.drawn and any(_wanted(d) for d in inside[draft["id"]])
        if not draft["expanded"]:
            trait(draft, "expanded", False)


def _lines(reading: Reading) -> list[str]:
    """Draw flows between drawn ends that the file does not draw; associations of data only where all was arranged, an
    end of them, or no line is drawn at all. The messages of a choreography are no lines: its tasks stand for them (BPMN
    2.0, 11.4.1)."""
    order = []
    kept = reading.drawn and any(len(flow.get("points", ())) > 1 for flow in reading.flows.values())
    # What ends on a flow comes after that one.
    for flow in sorted(reading.flows.values(), key=lambda flow: not reading.flows.keys().isdisjoint(_ends(flow))):
        if reading.nodes.get(flow["parent"] or "", {}).get("kind") == "choreography" and flow["kind"] == "messageFlow":
            continue
        left_out = kept and "Assoc" in flow["kind"] and "plane" not in flow and reading.guessed.isdisjoint(_ends(flow))
        if len(flow.get("points", ())) >= 2 or left_out:
            continue
        source, target = (reading.nodes.get(end) or reading.flows.get(end) for end in _ends(flow))
        first, last = _middle(source), _middle(target)
        if source is None or target is None or first is None or last is None:
            continue
        if source["plane"] != target["plane"] or flow.get("plane", source["plane"]) != source["plane"]:
            continue
        flow.setdefault("plane", source["plane"])
        flow["points"] = (first, last)
        reading.guessed.add(flow["id"])
        order.append(flow["id"])
    return order


def _ends(flow: Draft) -> tuple[str, str]:
    return flow["source"], flow["target"]


def _middle(end: Draft | None) -> Point | None:
    """The middle of a drawn node or flow."""
    if end is None or end.get("bounds") is not None:
        return end["bounds"].center if end is not None else None
    return along(end["points"]) if len(end.get("points", ())) > 1 and "plane" in end else None
