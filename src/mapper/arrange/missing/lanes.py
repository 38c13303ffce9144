"""A place for lanes that are not drawn: the gaps that their drawn sisters leave in the frame around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect, bounding, oriented
from mapper.model.kinds import FLOW_NODES, HEADER, LANE, POOL, SUBPROCESS
from mapper.model.records import Node

_PAD, _LEAST = 20.0, 20.0
"""Around the steps of a lane, and the least breadth of one; pixels."""

_Span = tuple[float, float]


def places(diagram: Diagram, parent: str) -> Iterator[tuple[Node, Rect, str, bool]]:
    """The undrawn lanes of a process or lane: each with its box, its diagram, and whether it is horizontal."""
    kids = [n for n in query.children(diagram, parent) if n.family == LANE]
    lost = [n for n in kids if n.bounds is None]
    drawn = [n for n in kids if n.bounds is not None]
    above = frame(diagram, parent)
    alone = len(kids) == 1 and not lost[0].name and lost[0].plane is None if lost else True
    if (above is None and not drawn) or alone:
        return
    horizontal = _is_horizontal(above or drawn[0], drawn)
    box = _inside(above, horizontal) if above is not None else _stack(diagram, drawn, lost, horizontal)
    plane = (above or drawn[0]).plane
    gaps = _gaps(box, [oriented(n.bounds, horizontal) for n in drawn if n.bounds is not None])
    spans = {lane.id: _span(diagram, lane, horizontal) for lane in lost}
    for gap, group in _shares(gaps, lost, spans):
        for lane, (top, bottom) in zip(group, _cuts(gap, [spans[lane.id] for lane in group]), strict=True):
            yield lane, oriented(Rect(box.x, top, box.w, bottom - top), horizontal), plane or "", horizontal


def frame(diagram: Diagram, parent: str | None) -> Node | None:
    """What lanes lie in: a drawn lane, or the drawn pool or open sub-process around them."""
    container = diagram.get(parent)
    if isinstance(container, Node) and container.bounds is not None and container.family in (LANE, SUBPROCESS):
        return container
    named = (diagram.get(id) for id in diagram.index.naming("ref", parent)) if parent is not None else ()
    pools = (n for n in named if isinstance(n, Node) and n.family == POOL and n.bounds is not None)
    return min(pools, key=lambda n: (n.z, n.id), default=None)


def _inside(above: Node, horizontal: bool) -> Rect:
    """Where the lanes of a frame lie, as in a horizontal map: behind its header."""
    assert above.bounds is not None
    box = oriented(above.bounds, horizontal)
    head = 0.0 if above.family == SUBPROCESS else HEADER
    return Rect(box.x + head, box.y, box.w - head, box.h)


def _stack(diagram: Diagram, drawn: list[Node], lost: list[Node], horizontal: bool) -> Rect:
    """Where lanes without a frame lie, as in a horizontal map: as far as the drawn ones and the other steps reach."""
    whole = bounding(oriented(lane.bounds, horizontal) for lane in drawn if lane.bounds is not None)
    assert whole is not None
    spans = [span for lane in lost if (span := _span(diagram, lane, horizontal)) is not None]
    top = min([whole.y, *(span[0] - _PAD for span in spans if span[0] < whole.y)])
    bottom = max([whole.bottom, *(span[1] + _PAD for span in spans if span[1] > whole.bottom)])
    return Rect(whole.x, top, whole.w, bottom - top)


def _is_horizontal(above: Node, drawn: list[Node]) -> bool:
    if above.family in (POOL, LANE):
        return bool(above.trait("horizontal"))
    if drawn:
        return bool(drawn[0].trait("horizontal"))
    return above.bounds is None or above.bounds.w >= above.bounds.h


def _gaps(box: Rect, lanes: Iterable[Rect]) -> list[_Span]:
    """What lanes leave free of a box, from top to bottom."""
    edges = [(box.y, box.y), *sorted((b.y, b.bottom) for b in lanes), (box.bottom, box.bottom)]
    return [(low, high) for (_, low), (high, _) in pairwise(edges) if high - low >= _LEAST]


def _span(diagram: Diagram, lane: Node, horizontal: bool) -> _Span | None:
    """From where to where what a lane names is drawn; None when nothing is."""
    named = (n for n in query.members(diagram, lane.id) if n.family in FLOW_NODES and n.host is None)
    whole = bounding(oriented(n.bounds, horizontal) for n in named if n.bounds is not None)
    return (whole.y, whole.bottom) if whole is not None else None


def _shares(gaps: list[_Span], lanes: list[Node], spans: dict[str, _Span | None]) -> Iterator[tuple[_Span, list[Node]]]:
    """Which lanes lie in which gap: where their steps are, or in the widest; empty lanes last. Where steps of two lanes
    lie among each other, there is no place for these lanes."""
    by_gap: dict[_Span, list[Node]] = defaultdict(list)
    for lane in lanes:
        span = spans[lane.id]
        fits = [gap for gap in gaps if span is None or (gap[0] <= span[0] and span[1] <= gap[1])]
        if fits:
            by_gap[max(fits, key=lambda gap: gap[1] - gap[0])].append(lane)
    for gap, found in by_gap.items():
        found.sort(key=lambda lane: spans[lane.id] or (gap[1], gap[1]))
        known = [span for lane in found if (span := spans[lane.id]) is not None]
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
