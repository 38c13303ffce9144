"""The ends of flows: names in the file become ids of records; what leads nowhere gets a loose end of its own."""

from __future__ import annotations

from collections import defaultdict

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import DATA_FLOWS
from mapper.bpmn.reading.draft import Draft, Reading, trait
from mapper.bpmn.reading.seen import touched
from mapper.model.geometry import Point, Rect
from mapper.text import N_


def read_ends(reading: Reading) -> None:
    """Give every flow a source and a target, and drop the drafts of data associations that join nothing on the map."""
    drawn = _shown(reading)
    # Data associations first: others may end on one that turns out to be no line of the map.
    for draft in [d for d in reading.flows.values() if d["kind"] in DATA_FLOWS]:
        ends = _data_ends(reading, draft, *reading.ends[draft["id"]], drawn)
        if ends is None:
            _forget(reading, draft["id"])
        else:
            draft["source"], draft["target"] = ends
    for draft in [d for d in reading.flows.values() if d["kind"] not in DATA_FLOWS]:
        named = reading.ends[draft["id"]]
        found = [_found(reading, draft, name) for name in named]
        for at, (which, end) in enumerate(((0, "source"), (-1, "target"))):
            draft[end] = found[at] or _end(reading, draft, named[at], which, found[1 - at])
            found[at] = draft[end]
    _break_circles(reading)


def _found(reading: Reading, draft: Draft, named: str | None) -> str | None:
    """What an end of a flow names, if that is something else of the file."""
    found = reading.find(named)
    return found if found != draft["id"] else None


def _end(reading: Reading, draft: Draft, named: str | None, which: int, other: str | None) -> str:
    """What an end that the file does not say joins: what it touches, else a loose end."""
    end, element = ("source", "target")[which], reading.elements[draft["id"]]
    if (seen := touched(reading, draft, which, other)) is not None:
        trait(draft, f"{end}_seen", seen)
        message = N_("“{id}” starts at nothing in this file; it touches “{ref}”, and counts as joined to that")
        if which:
            message = N_("“{id}” ends at nothing in this file; it touches “{ref}”, and counts as joined to that")
        reading.note(element, message, id=draft["id"], ref=seen)
        return seen
    if not named:
        message = N_("“{id}” does not say where it starts or ends; it has a loose end")
    elif reading.find(named) is not None:
        message = N_("“{id}” starts or ends on itself; it has a loose end")
    elif which == 0:
        message = N_("“{id}” starts at “{ref}”, which is not in this file; it has a loose end")
    else:
        message = N_("“{id}” ends at “{ref}”, which is not in this file; it has a loose end")
    reading.note(element, message, id=draft["id"], ref=named or "")
    return _anchor(reading, draft, which)


def _anchor(reading: Reading, draft: Draft, which: int) -> str:
    """A node for an end that leads nowhere, at the end of the line."""
    id = f"{draft['id']}.{'source' if which == 0 else 'target'}"
    anchor: Draft = {"id": id, "kind": "anchor", "name": "", "parent": draft["parent"]}
    if "plane" in draft:
        anchor["plane"] = draft["plane"]
        if points := draft.get("points"):
            at: Point = points[which]
            anchor["bounds"] = Rect(at.x - 0.5, at.y - 0.5, 1.0, 1.0)
    reading.nodes[id] = anchor
    return id


def _shown(reading: Reading) -> dict[str, str]:
    """Which record a shape with an id shows, for edges that name shapes as their ends."""
    return {shape.get("id", ""): id for id, shapes in reading.drawn.items() if id in reading.nodes for shape in shapes}


def _data_ends(
    reading: Reading, draft: Draft, source: str | None, target: str | None, shown: dict[str, str]
) -> tuple[str, str] | None:
    """The step and the data node that a data association joins. In the file it names the step's own data input or
    output instead of the step, and often the data object behind the node that is drawn."""
    step = draft["parent"]
    into = draft["kind"] == "dataInputAssociation"
    edges = reading.drawn.get(draft["id"], [])
    data = _drawn_end(edges, "sourceElement" if into else "targetElement", shown, reading)
    if data in (None, step):
        data = _data_node(reading, source if into else target, step)
    if step is None or data is None:
        if not edges:
            return None
        data = data or _anchor(reading, draft, 0 if into else -1)
        step = step or _anchor(reading, draft, -1 if into else 0)
    return (data, step) if into else (step, data)


def _drawn_end(edges: list[Element], name: str, shown: dict[str, str], reading: Reading) -> str | None:
    for edge in edges:
        if (named := edge.get(name)) is not None:
            return shown.get(named) or shown.get(named.rpartition(":")[2])
    return None


def _data_node(reading: Reading, named: str | None, step: str | None) -> str | None:
    found = reading.nodes.get((named or "").strip())
    if found is None and named and ":" in named:
        found = reading.nodes.get(named.strip().rpartition(":")[2])
    if found is None or found["id"] == step:
        return None
    if "plane" not in found and found["kind"] in ("dataObject", "dataStore"):
        drawn = [n["id"] for n in reading.nodes.values() if n.get("ref") == found["id"] and "plane" in n]
        return str(drawn[0]) if len(drawn) == 1 else str(found["id"])
    return str(found["id"])


def _forget(reading: Reading, id: str) -> None:
    del reading.flows[id]
    del reading.elements[id]


def _break_circles(reading: Reading) -> None:
    """Associations may end on flows, but a circle of flows that end on each other would hang in the air."""
    waiting: dict[str, set[str]] = {}
    tied: dict[str, list[str]] = defaultdict(list)
    for id, draft in reading.flows.items():
        ends = {draft[end] for end in ("source", "target") if draft[end] in reading.flows}
        if ends:
            waiting[id] = ends
            for end in ends:
                tied[end].append(id)
    settled = [id for id in tied if id not in waiting]
    while waiting:
        while settled:
            end = settled.pop()
            for id in tied[end]:
                if id in waiting:
                    waiting[id].discard(end)
                    if not waiting[id]:
                        del waiting[id]
                        settled.append(id)
        if waiting:
            settled.append(_cut_loose(reading, waiting))


def _cut_loose(reading: Reading, waiting: dict[str, set[str]]) -> str:
    """Give the first line that waits for others loose ends instead."""
    id = next(iter(waiting))
    draft = reading.flows[id]
    for which, end in ((0, "source"), (-1, "target")):
        if draft[end] in waiting:
            draft[end] = _anchor(reading, draft, which)
    reading.note(reading.elements[id], N_("“{id}” ends on lines that end on it; it has a loose end"), id=id)
    del waiting[id]
    return id
