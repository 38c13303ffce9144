"""Select by drawing round things: the rubber band and the free lasso."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mapper.model import query
from mapper.model.geometry import Point, Rect, around
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node, Record
from mapper.tools.pointer import KEYBOARD, Gesture, Outcome, Pointer, Preview, ToolContext, is_drag

STRAIGHT, BOWED = 40.0, 0.35
"""How far a way may be off the line between its ends and still draw a rectangle: screen pixels, and a share of the
line's length. A hand that draws a corner goes off by a few of them, one that goes round a step by half its way."""


def band(context: ToolContext, press: Pointer) -> Gesture:
    """A box: selects what lies wholly inside. Shift or Ctrl adds to the selection; a click on nothing clears it."""
    kept = _kept(context, press)
    chosen, event = kept, (yield Preview(selection=kept))
    while not event.released:
        box = _box(press.pos, event.pos)
        chosen = _joined(kept, _inside(context, box, box.holds)) if is_drag(context, press, event) else kept
        event = yield Preview(band=box, selection=chosen)
    return Outcome(selection=chosen)


def lasso(context: ToolContext, press: Pointer) -> Gesture:
    """A rectangle, which takes what lies wholly inside; a free line where the way is not straight, which takes what has
    its middle inside."""
    kept = _kept(context, press)
    way, chosen, event = [press.pos], kept, (yield Preview(selection=kept))
    while not event.released:
        if way[-1].distance(event.pos) >= context.slack(2):
            way.append(event.pos)
        if KEYBOARD in event.keys or _is_straight(way, context.slack(STRAIGHT)):
            box = _box(press.pos, event.pos)
            chosen = _joined(kept, _inside(context, box, box.holds)) if is_drag(context, press, event) else kept
            event = yield Preview(band=box, selection=chosen)
        else:
            free = around(way) or Rect(0, 0, 0, 0)
            chosen = _joined(kept, _inside(context, free, lambda r: encloses(way, r.center)))
            event = yield Preview(lasso=tuple(way), selection=chosen)
    return Outcome(selection=chosen)


def _is_straight(way: Sequence[Point], slack: float) -> bool:
    """Whether a way goes from its beginning to its end as a hand draws a diagonal: never far off the line between."""
    a, b = way[0], way[-1]
    long = a.distance(b)
    off = max(abs((b.x - a.x) * (a.y - p.y) - (a.x - p.x) * (b.y - a.y)) for p in way) / max(long, 1.0)
    back = max(a.distance(p) for p in way) - long
    return max(off, back) <= max(slack, BOWED * long)


def encloses(way: list[Point], place: Point) -> bool:
    """Whether a closed line goes round a place (even-odd rule)."""
    inside = False
    for a, b in zip(way, way[1:] + way[:1], strict=True):
        if (a.y > place.y) != (b.y > place.y) and place.x < a.x + (b.x - a.x) * (place.y - a.y) / (b.y - a.y):
            inside = not inside
    return inside


def _kept(context: ToolContext, press: Pointer) -> tuple[str, ...]:
    return context.selection if press.keys & {"shift", "ctrl"} else ()


def _inside(context: ToolContext, box: Rect, accepts: Callable[[Rect], bool]) -> Iterable[str]:
    found = [r for id in context.places.within(box) if (r := context.diagram.get(id)) is not None]
    chosen = [r for r in found if (body := _body(r)) is not None and accepts(body)]
    # A band inside a lane takes the steps there; one round a whole pool takes the pool, not what is in it.
    chosen = [r for r in chosen if r.family != LANE]
    pools = {r.ref for r in chosen if isinstance(r, Node) and r.family == POOL and r.ref is not None}
    if pools:
        chosen = [r for r in chosen if r.family == POOL or not _in_process(context, r, pools)]
    return [r.id for r in sorted(chosen, key=lambda r: (isinstance(r, Flow), r.z, r.id))]


def _in_process(context: ToolContext, record: Record, processes: set[str]) -> bool:
    process = query.process_of(context.diagram, record.id)
    return process is not None and process.id in processes


def _body(record: Record) -> Rect | None:
    return record.bounds if isinstance(record, Node) else around(record.points)


def _box(a: Point, b: Point) -> Rect:
    return Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))


def _joined(kept: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*kept, *more)))
