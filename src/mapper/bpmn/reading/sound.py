"""Drawing data that means nothing counts as not said: everything on one spot, lines far from what they join.

What is sound stays. Nothing of it changes the file; the notes say how many things had no place worth the name.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from mapper.bpmn.reading.draft import Draft, Reading
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import FLOW_NODES, family
from mapper.text import N_

FAR = 60.0
"""Pixels from the end of a line to what it joins: lines of other tools end short of it, or in its label, by less."""

_MOST = 0.75
"""The share of a diagram's steps that must lie on one spot for that to be no place: two copies of a step that somebody
forgot on each other are a place."""

_SLACK = 5.0
"""Pixels by which things on one spot may differ: nobody draws three steps so close to each other."""

_PAIR = 2
"""So many steps on each other are a slip, though they be all there are."""


def doubt_places(reading: Reading) -> set[str]:
    """Take back the places of things where they cannot be meant; the ids of those that all stood on one spot."""
    _without_size(reading)
    lost = _on_one_spot(reading)
    if lost:
        message = N_("things that are all drawn on one spot: {count}; where they are counts as not said")
        reading.note(None, message, count=len(lost))
    return lost


def doubt_lines(reading: Reading, lost: set[str]) -> None:
    """Take back the lines that cannot be meant, those between things on one spot among them.

    A line that is drawn from its target to its source is turned, so that it begins where its flow does.
    """
    far = [flow for flow in reading.flows.values() if _is_far(reading, flow, flow.get("points", ()))]
    turned = {flow["id"]: flow for flow in far if not _is_far(reading, flow, flow["points"][::-1])}
    for flow in turned.values():
        flow["points"] = flow["points"][::-1]
    far = [flow for flow in far if flow["id"] not in turned]
    if far:
        message = N_("lines that are drawn far from what they join: {count}; they count as not drawn")
        reading.note(None, message, count=len(far))
    for flow in reading.flows.values():
        if not lost.isdisjoint({flow["source"], flow["target"]}):
            far.append(flow)
    for flow in far:
        flow["points"] = ()
        flow.pop("label", None)


def _without_size(reading: Reading) -> None:
    """A frame of no size is not to be seen, unless nothing on its diagram has any."""
    drawn = [draft for draft in reading.nodes.values() if draft.get("bounds") is not None and draft["kind"] != "anchor"]
    sized = {draft["plane"] for draft in drawn if draft["bounds"].w and draft["bounds"].h}
    for draft in drawn:
        if draft["plane"] not in sized:
            reading.note(reading.elements[draft["id"]], N_("the shape of “{id}” has no size"), id=draft["id"])
            del draft["bounds"]


def _on_one_spot(reading: Reading) -> set[str]:
    """Take back the places of steps that all lie on one spot of their diagram, and of frames no larger than that."""
    steps: dict[str, list[Draft]] = defaultdict(list)
    for draft in reading.nodes.values():
        if draft.get("bounds") is not None and "host" not in draft and family(draft["kind"]) in FLOW_NODES:
            steps[draft["plane"]].append(draft)
    spots = {plane: spot for plane, drawn in steps.items() if (spot := _spot(drawn)) is not None}
    lost = set()
    for draft in reading.nodes.values() if spots else ():
        box: Rect | None = draft.get("bounds")
        spot = spots.get(draft.get("plane", ""))
        if box is not None and spot is not None and _is_at(draft, box, spot):
            lost.add(draft["id"])
            del draft["bounds"]
            draft.pop("label", None)
    return lost


class _Spot(NamedTuple):
    """Where (nearly) all steps of a diagram lie on each other: their corners or their middles, so many pixels apart at
    most; and the largest size of them."""

    place: Point
    by_middle: bool
    slack: float
    w: float
    h: float

    def holds(self, box: Rect) -> bool:
        x, y = box.center if self.by_middle else (box.x, box.y)
        return abs(x - self.place.x) <= self.slack and abs(y - self.place.y) <= self.slack


def _is_at(draft: Draft, box: Rect, spot: _Spot) -> bool:
    """Whether something stands on a spot, a frame only when it is no larger."""
    inside = family(draft["kind"]) in FLOW_NODES or (box.w <= spot.w and box.h <= spot.h)
    return inside and spot.holds(box) and draft["kind"] != "anchor"


def _spot(steps: list[Draft]) -> _Spot | None:
    boxes: list[Rect] = [step["bounds"] for step in steps]
    if len(boxes) < 2:
        return None
    ((corner, count),) = Counter((box.x, box.y) for box in boxes).most_common(1)
    if corner == (0, 0) and count > 1:
        return _sized(boxes, _Spot(Point(0, 0), False, 0, 0, 0))
    for by_middle in (False, True):
        places = [box.center if by_middle else Point(box.x, box.y) for box in boxes]
        # Where three of four lie on one spot, the median is there.
        middle = Point(median(place.x for place in places), median(place.y for place in places))
        found = _sized(boxes, _Spot(middle, by_middle, _SLACK, 0, 0))
        if sum(map(found.holds, boxes)) >= max(_PAIR + 1, _MOST * len(boxes)):
            return found
    return None


def _sized(boxes: list[Rect], spot: _Spot) -> _Spot:
    there = [box for box in boxes if spot.holds(box)]
    return spot._replace(w=max((b.w for b in there), default=0), h=max((b.h for b in there), default=0))


def _is_far(reading: Reading, flow: Draft, points: Sequence[Point]) -> bool:
    """Whether a line ends far from what its flow joins, though both are drawn beside it."""
    if len(points) < 2:
        return False
    for place, id in ((points[0], flow["source"]), (points[-1], flow["target"])):
        node = reading.nodes.get(id)
        box: Rect | None = node.get("bounds") if node is not None else None
        if box is not None and node is not None and node["plane"] == flow["plane"] and _is_near(place, box):
            continue
        boxes = list(_boxes(reading, id, flow["plane"]))
        if boxes and _distance(place, boxes) > FAR:
            return True
    return False


def _is_near(place: Point, box: Rect) -> bool:
    """Whether a place lies in a box or close beside it, which nearly all ends do."""
    x, y = place
    return box.x - 40 <= x <= box.x + box.w + 40 and box.y - 40 <= y <= box.y + box.h + 40


def _boxes(reading: Reading, id: str, plane: str) -> Iterator[Rect]:
    """Where a node is drawn on a diagram."""
    draft = reading.nodes.get(id)
    if draft is None:
        return
    if draft.get("plane") == plane and draft.get("bounds") is not None:
        yield draft["bounds"]
    yield from (d.bounds for d in draft.get("also", ()) if d.plane == plane and d.bounds is not None)


def _distance(place: Point, boxes: list[Rect]) -> float:
    return min(
        math.hypot(max(b.x - place.x, 0, place.x - b.right), max(b.y - place.y, 0, place.y - b.bottom)) for b in boxes
    )
