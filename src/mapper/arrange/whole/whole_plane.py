"""A whole plane laid out anew, and what the local verbs share with that: a picture, and how it is put on the map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from mapper.arrange.picture.lane_trials import chosen
from mapper.arrange.picture.picture import Picture
from mapper.arrange.plan.gather import drawn, gather
from mapper.arrange.plan.plan import Order, Plan
from mapper.arrange.whole import groups, leftover_flows
from mapper.arrange.whole.attached import carry_along, find_attached
from mapper.lettering.measure import line_height, width
from mapper.lettering.sizes import Sizes
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, flipped
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Depiction, Flow, Node, Record
from mapper.model.texts import step_box
from mapper.model.texts.type_size import sizes

_ASIDE, _CORNERS, _FILLED = 20.0, 36.0, 0.72
"""What is left free of a step beside its name, and above and below it, in pixels; how much of a line words fill."""

_CORNER = Point(160.0, 80.0)
"""Where the upper left corner of a plane that drew nothing comes to lie, in pixels."""


def arrange(
    diagram: Diagram,
    plane: str,
    better: bool = False,
    free: bool = False,
    named: groups.Named = groups.EMPTY,
) -> None:
    """Lay out a plane anew; its upper left corner stays. better: lanes may change places so that flows cross
    less; free: so may pools. named: what groups without a place hold."""
    shown = [_enlarged(diagram, record) for record in drawn(diagram, plane)]
    all_attached = find_attached(diagram, shown)
    held = groups.members(shown, named)
    led = _led(without(shown, (attached.id for attached in all_attached)), {one.id: one.on for one in all_attached})
    found, horizontal = laid(diagram, plane, led, better, free)
    if not found.bounds:
        return
    apply_picture(diagram, plane, moved(found, *_to_corner(found, shown)), horizontal)
    for group, box in groups.frames(diagram, drawn(diagram, plane), held, named):
        _put_node(diagram, group, plane, box, None)
    leftover = [r.id for r in shown if isinstance(r, Flow) and r.id not in found.routes]
    # What is tied to something on a flow is laid when that is in its place.
    tied = [id for id in leftover if {diagram.flow(id).source, diagram.flow(id).target} & {a.id for a in all_attached}]
    leftover_flows.lay(diagram, plane, [id for id in leftover if id not in tied])
    for attached, box in carry_along(drawn(diagram, plane), all_attached):
        _put_node(diagram, attached, plane, box, None)
    leftover_flows.lay(diagram, plane, tied)


def _led(shown: Sequence[Record], on: Mapping[str, str]) -> list[Record]:
    """The records with associations leading to what their ends are drawn on. on: what goes along, and with what."""
    return [
        r.but(source=on.get(r.source, r.source), target=on.get(r.target, r.target)) if isinstance(r, Flow) else r
        for r in shown
    ]


def _enlarged(diagram: Diagram, record: Record) -> Record:
    """A step that is too small for its name as large as that needs; everything else as it is."""
    if not isinstance(record, Node) or not record.sort.is_activity or record.bounds is None or step_box.is_open(record):
        return record
    of = sizes(diagram, record.plane)
    if record.bounds.w < 1 or record.bounds.h < 1 or _fits_surely(record.name, record.bounds, of):
        return record
    owned = query.owner(diagram, record.id) is not None
    return record.but(bounds=step_box.large_enough(record, record.bounds, owned, of, False))


def _fits_surely(name: str, bounds: Rect, of: Sizes) -> bool:
    """Whether a name fits whatever the corners of its step hold: most do, and to know it exactly takes long."""
    across, down = bounds.w - _ASIDE, bounds.h - _CORNERS
    words = name.split()
    if not words:
        return True
    if across <= 0 or "\n" in name or max(width(word, of.step) for word in words) > across:
        return False
    # Each line may end early by its longest word.
    lines = 1 + sum(width(word + " ", of.step) for word in words) // (across * _FILLED)
    return lines * line_height(of.step) <= down


def laid(
    diagram: Diagram,
    plane: str,
    shown: Sequence[Record],
    better: bool = False,
    free: bool = False,
) -> tuple[Picture, bool]:
    """The layout of some records of a plane, with its corner anywhere; and whether it is read from left to right."""

    def make(order: Order | None = None) -> Plan:
        return gather(diagram, plane, shown, order)

    plan = make()
    if not plan.cells and not plan.pools:
        return Picture(), plan.horizontal

    found = chosen(plan, make, better, free)
    return _whole_labels(found if plan.horizontal else turned(found)), plan.horizontal


def without(shown: Sequence[Record], ids: Iterable[str]) -> list[Record]:
    """The records but some."""
    left_out = set(ids)
    return [record for record in shown if record.id not in left_out]


def turned(found: Picture) -> Picture:
    """The picture with across and down exchanged."""
    return Picture(
        {id: flipped(box) for id, box in found.bounds.items()},
        {id: tuple(map(flipped, route)) for id, route in found.routes.items()},
        {id: flipped(box) for id, box in found.labels.items()},
    )


def _whole_labels(found: Picture) -> Picture:
    """The picture with its labels in whole pixels, none smaller than it was by more than a pixel."""
    labels = {
        id: Rect(round(box.x), round(box.y), math.ceil(box.w), math.ceil(box.h)) for id, box in found.labels.items()
    }
    return Picture(found.bounds, found.routes, labels)


def moved(found: Picture, dx: float, dy: float) -> Picture:
    """The picture elsewhere."""
    return Picture(
        {id: box.moved(dx, dy) for id, box in found.bounds.items()},
        {id: tuple(p.moved(dx, dy) for p in route) for id, route in found.routes.items()},
        {id: box.moved(dx, dy) for id, box in found.labels.items()},
    )


def _to_corner(found: Picture, shown: Sequence[Record]) -> tuple[float, float]:
    """How far a picture must go, in whole pixels, for its corner to be where the same things had theirs."""
    now = _corner(found.bounds.values(), found.routes.values(), found.labels.values())
    nodes = [r for r in shown if isinstance(r, Node) and r.id in found.bounds]
    flows = [r for r in shown if isinstance(r, Flow) and r.id in found.routes]
    labels = [r.label for r in shown if r.label is not None and r.id in found.labels]
    old = _corner([n.bounds for n in nodes if n.bounds], [f.points for f in flows], labels) or _CORNER
    return (round(old.x - now.x), round(old.y - now.y)) if now is not None else (0.0, 0.0)


def _corner(bounds: Iterable[Rect], routes: Iterable[tuple[Point, ...]], labels: Iterable[Rect]) -> Point | None:
    """The upper left corner of what is drawn; None when that is nothing."""
    places = [(box.x, box.y) for box in (*bounds, *labels)]
    places += [place for route in routes for place in route]
    return Point(min(x for x, _ in places), min(y for _, y in places)) if places else None


# -- onto the map ------------------------------------------------------------------------------------------------------


def apply_picture(diagram: Diagram, plane: str, found: Picture, horizontal: bool) -> None:
    """Give everything in a picture its place on the map. Labels within shapes lose what place they had."""
    for id, box in found.bounds.items():
        node = diagram.node(id)
        if node.family in (POOL, LANE) and bool(node.trait("horizontal")) != horizontal:
            node = node.with_trait("horizontal", horizontal)
        _put_node(diagram, node, plane, box, found.labels.get(id))
    for id, route in found.routes.items():
        flow, label = diagram.flow(id), found.labels.get(id)
        if flow.plane == plane:
            diagram.put(flow.but(points=route, label=label))
        else:
            diagram.put(flow.but(also=_also(flow, Depiction(plane, None, route, label))))


def _put_node(diagram: Diagram, node: Node, plane: str, box: Rect, label: Rect | None) -> None:
    now = diagram.node(node.id)
    if now.plane == plane:
        diagram.put(now.but(bounds=box, label=label, traits=node.traits))
    elif query.depictions(now, plane):
        diagram.put(now.but(also=_also(now, Depiction(plane, box, (), label)), traits=node.traits))


def _also(record: Record, new: Depiction) -> tuple[Depiction, ...]:
    return tuple(new if old.plane == new.plane else old for old in record.also)
