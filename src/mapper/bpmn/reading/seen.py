"""What a file does not say and its drawing shows: the step that a loose end touches, the host on whose border a
boundary event lies, the lane in which a step is drawn.

It counts as said wherever the map is read, moved or arranged. A trait of the record keeps that it was only seen, so
that it is marked, and the file says no more than before until the user wants that.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from mapper.bpmn.reading.draft import Draft, Reading, trait
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ACTIVITIES, ARTIFACT, CALL, CONTAINER, DATA, FLOW_NODES, LANE, POOL, SUBPROCESS, family
from mapper.text import N_

TOUCH = 12.0
"""Pixels between the end of a line and a thing up to which it touches that: nine of ten loose ends in maps that people
drew in trainings lie closer, and other things hardly ever do."""

ENDS = ("source", "target")


# -- loose ends --------------------------------------------------------------------------------------------------------


def touched(reading: Reading, flow: Draft, which: int, other: str | None) -> str | None:
    """The one thing that an end of a drawn flow touches and may join; None when there is none, or more than one.

    which: 0 or -1, as of its points. other: what its other end joins, if anything.
    """
    points = flow.get("points", ())
    if len(points) < 2:
        return None
    at: Point = points[which]
    near = [n for n in _on(reading, flow["plane"]) if n["id"] != other and _gap(at, n) <= TOUCH]
    fitting = [n for n in near if _may_join(reading, flow, n, which, reading.nodes.get(other or ""))]
    if len(fitting) != 1:
        return None
    # What lies closer and may not be joined, an event of another scope say, may be meant all the same.
    closer = (n for n in near if not _is_frame(n) and family(n["kind"]) in FLOW_NODES and n is not fitting[0])
    gap = _gap(at, fitting[0])
    return str(fitting[0]["id"]) if all(_gap(at, n) > gap for n in closer) else None


def _on(reading: Reading, plane: str) -> list[Draft]:
    """The nodes with a place on a diagram."""
    if reading.standing is None:
        reading.standing = defaultdict(list)
        for draft in reading.nodes.values():
            if draft.get("bounds") is not None and draft["kind"] != "anchor":
                reading.standing[draft["plane"]].append(draft)
    return reading.standing[plane]


def _gap(place: Point, node: Draft) -> float:
    """How far a place is from a thing; from the border of what shows its inside, on either side."""
    b: Rect = node["bounds"]
    across = max(b.x - place.x, place.x - b.right)
    down = max(b.y - place.y, place.y - b.bottom)
    if across <= 0 and down <= 0:
        return -max(across, down) if _is_frame(node) else 0.0
    return math.hypot(max(across, 0.0), max(down, 0.0))


def _is_frame(node: Draft) -> bool:
    sort = family(node["kind"])
    is_open = sort in (SUBPROCESS, CALL) and node.get("traits", {}).get("expanded", node.get("expanded", True))
    return sort in (POOL, LANE) or node["kind"] == "group" or bool(is_open)


def _may_join(reading: Reading, flow: Draft, node: Draft, which: int, other: Draft | None) -> bool:
    sort, kind = family(node["kind"]), node["kind"]
    if flow["kind"] == "sequenceFlow":
        wrong = ("endEvent",) if which == 0 else ("startEvent", "boundaryEvent")
        scope = other["parent"] if other is not None and other["kind"] != "anchor" else flow["parent"]
        return sort in FLOW_NODES and kind not in wrong and node["parent"] == scope
    if flow["kind"] == "messageFlow":
        apart = other is None or _process(reading, node) != _process(reading, other)
        return apart and (sort in FLOW_NODES or sort == POOL) and sort != "gateway"
    if flow["kind"] == "association":
        return sort in FLOW_NODES or (sort in (DATA, ARTIFACT) and kind != "group")
    return False


def _process(reading: Reading, node: Draft) -> object:
    """The process that a node stands in, or that a pool shows; a closed pool stands for itself."""
    if family(node["kind"]) == POOL:
        return node.get("ref") or node["id"]
    at: Draft | None = node
    while at is not None and family(at["kind"]) != CONTAINER:
        at = reading.nodes.get(at["parent"] or "")
    return None if at is None else at["id"]


# -- hosts -------------------------------------------------------------------------------------------------------------


def find_hosts(reading: Reading) -> None:
    """Boundary events that sit on nothing in the file and lie on the border of exactly one activity sit on that."""
    for event in list(reading.nodes.values()):
        if event["kind"] != "boundaryEvent" or "host" in event or event.get("bounds") is None:
            continue
        hosts = [n for n in _on(reading, event["plane"]) if family(n["kind"]) in ACTIVITIES and _is_on(event, n)]
        if len(hosts) == 1:
            event["host"] = hosts[0]["id"]
            trait(event, "host_seen", event["host"])
            message = N_("the boundary event “{id}” lies on the border of “{ref}”, and moves along with it")
            reading.note(reading.elements[event["id"]], message, id=event["id"], ref=event["host"])


def _is_on(event: Draft, node: Draft) -> bool:
    center, b = event["bounds"].center, node["bounds"]
    inside = max(b.x - center.x, center.x - b.right, b.y - center.y, center.y - b.bottom)
    return node["parent"] == event["parent"] and _gap(center, node) <= TOUCH and inside >= -TOUCH


# -- lanes and pools ---------------------------------------------------------------------------------------------------


def find_lanes(reading: Reading) -> None:
    """Steps whose lanes name no step at all lie in the lanes in which they are drawn, as Bizagi means it."""
    lanes: dict[str, list[Draft]] = defaultdict(list)
    holders: dict[str, str] = {}
    for draft in reading.nodes.values():
        if family(draft["kind"]) == LANE:
            lanes[_holder(reading, draft, holders)].append(draft)
    naming = {lane for lane, _named, _element in reading.lanes}
    silent = {id: group for id, group in lanes.items() if naming.isdisjoint(lane["id"] for lane in group)}
    count = 0
    for node in reading.nodes.values() if silent else ():
        group = silent.get(node["parent"] or "")
        if group is None or "host" in node or family(node["kind"]) not in FLOW_NODES or not node.get("bounds"):
            continue
        around = [lane for lane in group if _is_in(node, lane)]
        if around:
            node["lane"] = min(around, key=lambda lane: lane["bounds"].w * lane["bounds"].h)["id"]
            trait(node, "lane_seen", node["lane"])
            count += 1
    if count:
        message = N_("no lane names its steps; those drawn in one are taken to be in it: {count}")
        reading.note(None, message, count=count)


def _holder(reading: Reading, lane: Draft, known: dict[str, str]) -> str:
    """The process or sub-process that lanes divide. known: those of the lanes read so far, by id."""
    inwards: list[str] = []
    at: Draft | None = lane
    while at is not None and family(at["kind"]) == LANE and at["id"] not in known:
        inwards.append(at["id"])
        at = reading.nodes.get(at["parent"] or "")
    found = "" if at is None else known.get(at["id"], str(at["id"]))
    known.update(dict.fromkeys(inwards, found))
    return found


def _is_in(node: Draft, frame: Draft) -> bool:
    box: Rect | None = frame.get("bounds")
    return box is not None and frame["plane"] == node["plane"] and box.holds(node["bounds"].center)


def tell_strays(reading: Reading) -> None:
    """Notes of what is drawn in one pool and kept in the process of another."""
    pools = [n for n in reading.nodes.values() if family(n["kind"]) == POOL and n.get("ref") and n.get("bounds")]
    if len(pools) < 2:
        return
    own: dict[str, list[Draft]] = defaultdict(list)
    for pool in pools:
        own[pool["ref"]].append(pool)
    for node in reading.nodes.values():
        mine = own.get(node["parent"] or "", [])
        if family(node["kind"]) not in FLOW_NODES or not node.get("bounds") or any(_is_in(node, one) for one in mine):
            continue
        kept = next((pool for pool in mine if pool["plane"] == node["plane"]), None)
        if kept is not None and (other := next(_around(node, pools), None)) is not None:
            message = N_("“{id}” is drawn in the pool “{drawn}”, but is part of the process of “{kept}”")
            reading.note(reading.elements[node["id"]], message, id=node["id"], drawn=_name(other), kept=_name(kept))


def _around(node: Draft, pools: list[Draft]) -> Iterator[Draft]:
    return (pool for pool in pools if _is_in(node, pool))


def _name(pool: Draft) -> str:
    return str(pool["name"] or pool["id"])
