"""A place for frames that a file does not draw though it draws what they hold: sub-processes around their steps, lanes
in the gap between their sisters, pools around their lanes. Nothing drawn moves for them.

What an author may have left out on purpose stays out: a pool without a name, which is the boundless one that BPMN has
(BPMN 2.0, 9.3), the only one on a map without messages, a lane without name and sisters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from mapper.bpmn.reading.draft import Draft, Reading
from mapper.model.geometry import Rect, bounding
from mapper.model.kinds import FLOW_NODES, HEADER, LANE, POOL, SUBPROCESS, family

_TITLE, _PAD, _LEAST, _GAP = 20.0, 20.0, 20.0, 40.0
"""The name of a sub-process, around what a frame holds, the least breadth of a lane, below the lowest pool; pixels."""

_FRAMES = (SUBPROCESS, POOL, LANE)

Put = Callable[[Draft, str, Rect], None]


def frames(reading: Reading, inside: dict[str | None, list[Draft]], put: Put) -> list[str]:
    """Place undrawn frames around what is drawn; returns their ids in drawing order. put: gives a draft a place."""
    missing = [d for d in reading.nodes.values() if d.get("bounds") is None and family(d["kind"]) in _FRAMES]
    order = []
    for draft, box, plane in _found(_Drawing(reading, inside), missing) if missing else ():
        put(draft, plane, box)
        order.append(draft["id"])
    return order


class _Drawing:
    """What a file draws, and which flows end where."""

    def __init__(self, reading: Reading, inside: dict[str | None, list[Draft]]) -> None:
        self.nodes, self.inside = reading.nodes, inside
        self.flows: dict[str, list[Draft]] = defaultdict(list)
        for flow in reading.flows.values():
            for end in (flow["source"], flow["target"]):
                self.flows[end].append(flow)

    def shown(self, holder: str | None) -> list[Draft]:
        """What is drawn directly in something."""
        return [d for d in self.inside.get(holder, ()) if d.get("bounds") is not None]

    def pools(self, plane: str) -> list[Draft]:
        return [d for d in self.nodes.values() if family(d["kind"]) == POOL and _is_on(d, plane)]


def _is_on(draft: Draft, plane: str) -> bool:
    return draft.get("bounds") is not None and draft.get("plane") == plane


def _found(at: _Drawing, missing: list[Draft]) -> Iterator[tuple[Draft, Rect, str]]:
    """Frames with their places; each is to be put before the next is asked for."""
    for draft in reversed([d for d in missing if family(d["kind"]) == SUBPROCESS]):
        if found := _sub_process(at, draft):
            yield draft, *found
    for draft in [d for d in missing if family(d["kind"]) == POOL]:
        if found := _pool(at, draft):
            yield draft, *found
    done: set[str] = set()
    for draft in [d for d in missing if family(d["kind"]) == LANE]:
        if draft["parent"] not in done:
            done.add(str(draft["parent"]))
            yield from _lanes(at, draft["parent"])


# -- sub-processes -----------------------------------------------------------------------------------------------------


def _sub_process(at: _Drawing, draft: Draft) -> tuple[Rect, str] | None:
    """Around what it holds, to where the flows that end at it reach."""
    held = [d for d in at.shown(draft["id"]) if family(d["kind"]) in FLOW_NODES]
    plane = held[0]["plane"] if held else None
    if plane is None or at.nodes[plane].get("ref") == draft["id"]:
        return None
    whole = bounding(d["bounds"] for d in held)
    assert whole is not None
    box = whole.grown(_PAD)
    box = _kept_clear(at, Rect(box.x, box.y - _TITLE, box.w, box.h + _TITLE), whole, {d["id"] for d in held}, plane)
    draft["expanded"] = True
    return _within(at, draft, _to_flows(at, draft, box, whole), whole), plane


def _within(at: _Drawing, draft: Draft, box: Rect, least: Rect) -> Rect:
    """The box, not beyond the lane or pool it lies in."""
    outer = at.nodes.get(draft.get("lane") or "") or _frame_of(at, draft["parent"])
    frame = outer.get("bounds") if outer is not None else None
    if frame is None or not frame.holds(least):
        return box
    left, top = max(box.x, frame.x + 1), max(box.y, frame.y + 1)
    right, bottom = min(box.right, frame.right - 1), min(box.bottom, frame.bottom - 1)
    return Rect(left, top, right - left, bottom - top)


def _kept_clear(at: _Drawing, box: Rect, least: Rect, own: set[str], plane: str) -> Rect:
    """The box drawn in on each side where it meets what stands beside it."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    for other in at.nodes.values():
        if other["id"] in own or not _is_on(other, plane) or family(other["kind"]) not in FLOW_NODES:
            continue
        b: Rect = other["bounds"]
        if not b.meets(Rect(left, top, right - left, bottom - top)) or b.meets(least):
            continue
        if b.right <= least.x:
            left = max(left, b.right)
        elif b.x >= least.right:
            right = min(right, b.x)
        elif b.bottom <= least.y:
            top = max(top, b.bottom)
        elif b.y >= least.bottom:
            bottom = min(bottom, b.y)
    return Rect(left, top, right - left, bottom - top)


def _to_flows(at: _Drawing, draft: Draft, box: Rect, least: Rect) -> Rect:
    """The box with its sides where drawn flows end at it."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    for flow in at.flows[draft["id"]]:
        points = flow.get("points", ())
        if len(points) < 2:
            continue
        end, before = (points[0], points[1]) if flow["source"] == draft["id"] else (points[-1], points[-2])
        if abs(end.y - before.y) < abs(end.x - before.x):
            if end.x > before.x and end.x <= least.x:
                left = end.x
            elif end.x < before.x and end.x >= least.right:
                right = end.x
        elif end.y > before.y and end.y <= least.y:
            top = end.y
        elif end.y < before.y and end.y >= least.bottom:
            bottom = end.y
    return Rect(left, top, right - left, bottom - top)


# -- pools -------------------------------------------------------------------------------------------------------------


def _pool(at: _Drawing, draft: Draft) -> tuple[Rect, str] | None:
    """Around what its process draws; a closed one, if messages lead to it, below everything."""
    collaboration = at.nodes.get(draft["parent"] or "")
    if collaboration is None or collaboration["kind"] != "collaboration":
        return None
    held = at.shown(draft["ref"]) if draft.get("ref") else []
    sisters = [d for d in at.inside.get(draft["parent"], ()) if family(d["kind"]) == POOL and d.get("bounds")]
    if held:
        plane = held[0]["plane"]
        held = [d for d in held if d["plane"] == plane]
        wanted = sisters or at.flows[draft["id"]] or _has_lanes(held) or any(_has_messages(at, d) for d in held)
        return (_around_pool(at, draft, held, plane), plane) if draft["name"] and wanted else None
    if at.inside.get(draft.get("ref") or ""):
        return None
    ends = [at.nodes.get(flow[end]) for flow in at.flows[draft["id"]] for end in ("source", "target")]
    beside = next((end for end in ends if end is not None and end.get("bounds") is not None), None)
    if beside is None:
        return None
    boxes = [d["bounds"] for d in (sisters or at.nodes.values()) if _is_on(d, beside["plane"])]
    drawn = bounding(d["bounds"] for d in at.nodes.values() if _is_on(d, beside["plane"]))
    whole = bounding(boxes)
    assert drawn is not None
    assert whole is not None
    return Rect(whole.x, drawn.bottom + _GAP, whole.w, 60.0), beside["plane"]


def _has_lanes(held: Iterable[Draft]) -> bool:
    return any(family(d["kind"]) == LANE for d in held)


def _has_messages(at: _Drawing, step: Draft) -> bool:
    return any(flow["kind"] == "messageFlow" for flow in at.flows[step["id"]])


def _around_pool(at: _Drawing, draft: Draft, held: list[Draft], plane: str) -> Rect:
    """As long as another pool if that reaches over all it holds, and clear of the others."""
    lying = not any(pool.get("horizontal") is False for pool in at.pools(plane))
    draft.setdefault("horizontal", lying)
    lanes = [_flat(d["bounds"], lying) for d in held if family(d["kind"]) == LANE]
    inner = bounding(_flat(d["bounds"], lying) for d in held)
    assert inner is not None
    if lanes:
        box = bounding(lanes) or inner
        return _flat(Rect(box.x - HEADER, box.y, box.w + HEADER, box.h), lying)
    others = [_flat(pool["bounds"], lying) for pool in at.pools(plane)]
    for pad in (_PAD, 10.0, 2.0):
        wide = inner.grown(pad)
        wide = Rect(wide.x - HEADER, wide.y, wide.w + HEADER, wide.h)
        for other in others:
            if other.x + HEADER <= inner.x and inner.right <= other.right:
                aligned = Rect(other.x, wide.y, other.w, wide.h)
                if not any(aligned.meets(one) for one in others):
                    return _flat(aligned, lying)
        if not any(wide.meets(one) for one in others):
            break
    return _flat(wide, lying)


# -- lanes -------------------------------------------------------------------------------------------------------------


def _lanes(at: _Drawing, parent: str | None) -> Iterator[tuple[Draft, Rect, str]]:
    """The undrawn lanes of a process or lane, in the gaps that the drawn ones leave in its frame."""
    kids = [d for d in at.inside.get(parent, ()) if family(d["kind"]) == LANE]
    lost = [d for d in kids if d.get("bounds") is None]
    drawn = [d for d in kids if d.get("bounds") is not None]
    above = _frame_of(at, parent)
    if (above is None and not drawn) or (len(kids) == 1 and not lost[0]["name"]):
        return
    lying = _is_lying(above or drawn[0], drawn)
    flat = _inside(above, lying) if above is not None else _stack(at, drawn, lost, lying)
    plane = (above or drawn[0])["plane"]
    gaps = _gaps(flat, [_flat(d["bounds"], lying) for d in drawn])
    spans = {lane["id"]: _span(at, lane, lying) for lane in lost}
    for gap, lanes in _shares(gaps, lost, spans):
        for lane, (top, bottom) in zip(lanes, _cuts(gap, [spans[lane["id"]] for lane in lanes]), strict=True):
            lane.setdefault("horizontal", lying)
            yield lane, _flat(Rect(flat.x, top, flat.w, bottom - top), lying), plane


_Span = tuple[float, float]


def _frame_of(at: _Drawing, parent: str | None) -> Draft | None:
    """What lanes lie in: a lane, or the pool or open sub-process around them."""
    holder = at.nodes.get(parent or "")
    if holder is None or (holder.get("bounds") is not None and family(holder["kind"]) in (LANE, SUBPROCESS)):
        return holder
    pools = (d for d in at.nodes.values() if family(d["kind"]) == POOL and d.get("ref") == parent)
    return next((pool for pool in pools if pool.get("bounds") is not None), None)


def _inside(above: Draft, lying: bool) -> Rect:
    """Where the lanes of a frame lie, as in a lying map: behind its header."""
    flat = _flat(above["bounds"], lying)
    head = 0.0 if family(above["kind"]) == SUBPROCESS else HEADER
    return Rect(flat.x + head, flat.y, flat.w - head, flat.h)


def _stack(at: _Drawing, drawn: list[Draft], lost: list[Draft], lying: bool) -> Rect:
    """Where lanes without a frame lie, as in a lying map: as far as the drawn ones and the other steps reach."""
    whole = bounding(_flat(lane["bounds"], lying) for lane in drawn)
    assert whole is not None
    spans = [span for lane in lost if (span := _span(at, lane, lying)) is not None]
    top = min([whole.y, *(span[0] - _PAD for span in spans if span[0] < whole.y)])
    bottom = max([whole.bottom, *(span[1] + _PAD for span in spans if span[1] > whole.bottom)])
    return Rect(whole.x, top, whole.w, bottom - top)


def _is_lying(above: Draft, drawn: list[Draft]) -> bool:
    for draft in (above, *drawn):
        if "horizontal" in draft:
            return bool(draft["horizontal"])
    boxes = [d["bounds"] for d in drawn]
    if len(boxes) > 1:
        tall = max(b.y for b in boxes) - min(b.y for b in boxes)
        return bool(tall >= max(b.x for b in boxes) - min(b.x for b in boxes))
    return bool(above["bounds"].w >= above["bounds"].h)


def _gaps(box: Rect, lanes: Iterable[Rect]) -> list[_Span]:
    """What lanes leave free of a box, from top to bottom."""
    edges = [(box.y, box.y), *sorted((b.y, b.bottom) for b in lanes), (box.bottom, box.bottom)]
    return [(low, high) for (_, low), (high, _) in pairwise(edges) if high - low >= _LEAST]


def _span(at: _Drawing, lane: Draft, lying: bool) -> _Span | None:
    """From where to where what a lane names is drawn; None when nothing is."""
    ids, todo = {lane["id"]}, [lane["id"]]
    while todo:
        inner = [d["id"] for d in at.inside.get(todo.pop(), ()) if family(d["kind"]) == LANE]
        ids.update(inner)
        todo += inner
    named = [d for d in at.nodes.values() if d.get("lane") in ids and d.get("bounds") is not None and "host" not in d]
    whole = bounding(_flat(d["bounds"], lying) for d in named if family(d["kind"]) in FLOW_NODES)
    return (whole.y, whole.bottom) if whole is not None else None


def _shares(
    gaps: list[_Span], lanes: list[Draft], spans: dict[str, _Span | None]
) -> Iterator[tuple[_Span, list[Draft]]]:
    """Which lanes lie in which gap: where their steps are, or in the widest; empty lanes last. Where steps of two lanes
    lie among each other, there is no place for these lanes."""
    by_gap: dict[_Span, list[Draft]] = defaultdict(list)
    for lane in lanes:
        span = spans[lane["id"]]
        fits = [gap for gap in gaps if span is None or (gap[0] <= span[0] and span[1] <= gap[1])]
        if fits:
            by_gap[max(fits, key=lambda gap: gap[1] - gap[0])].append(lane)
    for gap, found in by_gap.items():
        found.sort(key=lambda lane: spans[lane["id"]] or (gap[1], gap[1]))
        known = [span for lane in found if (span := spans[lane["id"]]) is not None]
        if all(one[1] <= two[0] for one, two in pairwise(known)):
            yield gap, found


def _cuts(gap: _Span, spans: list[_Span | None]) -> list[_Span]:
    """A gap divided among lanes half way between what they hold; those that hold nothing share the end."""
    low = gap[0]
    found: list[_Span] = []
    for number, span in enumerate(spans):
        following = spans[number + 1] if number + 1 < len(spans) else None
        left = len(spans) - number
        if left == 1:
            high = gap[1]
        elif span is not None and following is not None:
            high = (span[1] + following[0]) / 2
        else:
            start = span[1] if span is not None else low
            high = start + (gap[1] - start) / left
        found.append((low, high))
        low = high
    return found


def _flat(box: Rect, lying: bool) -> Rect:
    """The box as it is in a lying map; with x and y exchanged in an upright one."""
    return box if lying else Rect(box.y, box.x, box.h, box.w)
