"""One edit of each kind, made through the verbs a user has, at a place of the map that a random generator chooses.

Each takes the diagram and the generator, and returns what it edited, or None when the map has nothing of the sort or
the rules refuse it everywhere it was tried.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from mapper.edit.effects import rules
from mapper.edit.paste import clipboard
from mapper.edit.structure import lanes
from mapper.edit.verbs import align, connect, create, delete, label, move, owner, replace, resize
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import ACTIVITIES, DATA, EVENT, FLOW_NODES, GATEWAY, LANE, POOL, SUBPROCESS
from mapper.model.records import Flow, Node, Record

Edit = Callable[[Diagram, random.Random], "str | None"]
TRIES = 8
"""At how many places an edit is tried before it counts as not possible in a file."""


def _first(
    diagram: Diagram, chance: random.Random, places: Iterable[Record], act: Callable[[Record], object]
) -> str | None:
    """Do something at the first of some random places where the rules let it."""
    found = sorted(places, key=lambda r: r.id)
    chance.shuffle(found)
    for record in found[:TRIES]:
        before = diagram.mark
        try:
            act(record)
        except rules.Refused:
            continue
        if diagram.mark is not before:
            return record.id
    return None


def _nodes(diagram: Diagram, *families: str) -> list[Node]:
    return [n for n in diagram.nodes() if n.bounds is not None and n.plane is not None and n.family in families]


def _kinds(diagram: Diagram, *kinds: str) -> list[Node]:
    return [n for n in diagram.nodes() if n.bounds is not None and n.plane is not None and n.kind in kinds]


def _flows(diagram: Diagram, *kinds: str) -> list[Flow]:
    return [f for f in diagram.flows() if len(f.points) > 1 and (f.kind in kinds or not kinds)]


def _rename(text: str, places: Callable[[Diagram], Iterable[Record]]) -> Edit:
    return lambda diagram, chance: _first(diagram, chance, places(diagram), lambda r: label.rename(diagram, r.id, text))


# -- place and size ----------------------------------------------------------------------------------------------------


def move_step(diagram: Diagram, chance: random.Random) -> str | None:
    dx, dy = chance.choice(((20, 0), (0, 10), (-15, 5), (7.5, 0)))
    return _first(diagram, chance, _nodes(diagram, *FLOW_NODES), lambda n: move.move_by(diagram, [n.id], dx, dy))


def move_artifact(diagram: Diagram, chance: random.Random) -> str | None:
    places = [*_nodes(diagram, DATA), *_kinds(diagram, "textAnnotation", "group")]
    return _first(diagram, chance, places, lambda n: move.move_by(diagram, [n.id], 13, -11))


def move_pool(diagram: Diagram, chance: random.Random) -> str | None:
    return _first(diagram, chance, _nodes(diagram, POOL), lambda n: move.move_by(diagram, [n.id], 40, 25))


def change_lane(diagram: Diagram, chance: random.Random) -> str | None:
    def act(step: Record) -> None:
        assert isinstance(step, Node)
        assert step.bounds is not None
        others = [n for n in _nodes(diagram, LANE) if n.id != step.lane and n.plane == step.plane]
        others = [n for n in others if not query.sublanes(diagram, n.id)]
        if others:
            lane = chance.choice(others)
            assert lane.bounds is not None
            at = lane.bounds.center
            move.move_by(diagram, [step.id], at.x - step.bounds.center.x, at.y - step.bounds.center.y)

    return _first(diagram, chance, [n for n in _nodes(diagram, *FLOW_NODES) if n.lane and not n.host], act)


def _elsewhere(also: Callable[..., object]) -> Edit:
    """A step comes to lie in another pool or sub-process, and its start tag changes as well."""

    def edit(diagram: Diagram, chance: random.Random) -> str | None:
        def act(step: Record) -> None:
            assert isinstance(step, Node)
            assert step.bounds is not None
            holders = [n for n in _nodes(diagram, POOL) if n.ref and n.ref != step.parent and n.plane == step.plane]
            holders += [
                n for n in _nodes(diagram, SUBPROCESS) if n.trait("expanded") and n.id not in (step.id, step.parent)
            ]
            if not holders:
                return
            place = chance.choice(holders).bounds
            assert place is not None
            at = place.center
            with diagram.transaction("Elsewhere"):
                move.move_by(diagram, [step.id], at.x - step.bounds.center.x, at.y - step.bounds.center.y)
                also(diagram, step.id, "Moved and renamed")

        return _first(diagram, chance, [n for n in _nodes(diagram, *FLOW_NODES) if not n.host], act)

    return edit


def _other_kind(diagram: Diagram, id: str, name: str) -> None:
    node = diagram.node(id)
    if node.family == GATEWAY:
        replace.kind(diagram, id, "parallelGateway" if node.kind != "parallelGateway" else "exclusiveGateway")
    elif node.family in ACTIVITIES:
        replace.kind(diagram, id, "userTask" if node.kind != "userTask" else "serviceTask")
    else:
        label.rename(diagram, id, name)


def change_host(diagram: Diagram, chance: random.Random) -> str | None:
    """A boundary event comes to sit on another activity."""

    def act(event: Record) -> None:
        assert isinstance(event, Node)
        assert event.bounds is not None
        others = [n for n in _nodes(diagram, *ACTIVITIES) if n.id != event.host and n.plane == event.plane]
        if others:
            box = chance.choice(others).bounds
            assert box is not None
            move.move_by(diagram, [event.id], box.x - event.bounds.center.x, box.center.y - event.bounds.center.y)

    return _first(diagram, chance, [n for n in _nodes(diagram, EVENT) if n.host], act)


def _resize(*families: str) -> Edit:
    def edit(diagram: Diagram, chance: random.Random) -> str | None:
        dw, dh = chance.choice(((20, 0), (0, 20), (30, 10)))

        def act(node: Record) -> None:
            assert isinstance(node, Node)
            assert node.bounds is not None
            box = node.bounds
            resize.resize_to(diagram, node.id, Rect(box.x, box.y, box.w + dw, box.h + dh))

        return _first(diagram, chance, _nodes(diagram, *families), act)

    return edit


def bend(diagram: Diagram, chance: random.Random) -> str | None:
    def act(flow: Record) -> None:
        assert isinstance(flow, Flow)
        a, b = flow.points[0], flow.points[-1]
        middle = Point((a.x + b.x) / 2 + 12, (a.y + b.y) / 2 + 35)
        connect.bend(diagram, flow.id, [a, middle, b])

    return _first(diagram, chance, _flows(diagram), act)


def move_label(diagram: Diagram, chance: random.Random) -> str | None:
    places: list[Record] = [*_nodes(diagram, EVENT, GATEWAY), *_flows(diagram)]

    def act(record: Record) -> None:
        box = record.label or Rect(50, 50, 80, 20)
        label.place(diagram, record.id, box.moved(11, 6))

    return _first(diagram, chance, [r for r in places if r.name], act)


def line_up(diagram: Diagram, chance: random.Random) -> str | None:
    def act(flow: Record) -> None:
        assert isinstance(flow, Flow)
        align.align_to(diagram, [flow.source, flow.target], "top")

    return _first(diagram, chance, _flows(diagram, "sequenceFlow"), act)


# -- new things --------------------------------------------------------------------------------------------------------


def _append(kind: str) -> Edit:
    return lambda diagram, chance: _first(
        diagram, chance, _nodes(diagram, *FLOW_NODES), lambda n: create.append(diagram, n.id, kind, None, "New")
    )


def insert(diagram: Diagram, chance: random.Random) -> str | None:
    places = _flows(diagram, "sequenceFlow")
    return _first(diagram, chance, places, lambda f: create.insert(diagram, f.id, "userTask"))


def annotate(diagram: Diagram, chance: random.Random) -> str | None:
    places = _nodes(diagram, *FLOW_NODES)
    return _first(diagram, chance, places, lambda n: create.annotation(diagram, n.id, "A note\non two lines"))


def add_boundary(diagram: Diagram, chance: random.Random) -> str | None:
    places = _nodes(diagram, *ACTIVITIES)
    return _first(diagram, chance, places, lambda n: create.boundary(diagram, n.id, "timer"))


def add_data(diagram: Diagram, chance: random.Random) -> str | None:
    """A data object below a step, written by it."""

    def act(step: Record) -> None:
        assert isinstance(step, Node)
        assert step.bounds is not None
        assert step.plane is not None
        at = Point(step.bounds.center.x, step.bounds.bottom + 40)
        with diagram.transaction("Add data"):
            made = create.shape(diagram, "dataObjectReference", at, step.plane, None, "Form")
            connect.flow(diagram, step.id, made)

    return _first(diagram, chance, _nodes(diagram, *ACTIVITIES), act)


def add_pool(diagram: Diagram, chance: random.Random) -> str | None:
    return _first(diagram, chance, query.planes(diagram),
                  lambda p: create.pool(diagram, Point(400, 400), p.id, "New pool", ("One", "Two")))  # fmt: skip


def add_closed_pool(diagram: Diagram, chance: random.Random) -> str | None:
    return _first(diagram, chance, query.planes(diagram),
                  lambda p: create.pool(diagram, Point(400, 400), p.id, "Customer", closed=True))  # fmt: skip


def add_lane(diagram: Diagram, chance: random.Random) -> str | None:
    where = chance.choice(("above", "below"))
    places = [*_nodes(diagram, LANE), *(n for n in _nodes(diagram, POOL) if n.ref)]
    return _first(diagram, chance, places, lambda n: lanes.add(diagram, n.id, where, "New lane"))  # type: ignore[arg-type]


def split_lane(diagram: Diagram, chance: random.Random) -> str | None:
    places = [*_nodes(diagram, LANE), *(n for n in _nodes(diagram, POOL) if n.ref)]
    return _first(diagram, chance, places, lambda n: lanes.split(diagram, n.id, 2))


def send_message(diagram: Diagram, chance: random.Random) -> str | None:
    steps = _nodes(diagram, *ACTIVITIES, POOL)

    def act(step: Record) -> None:
        for other in chance.sample(steps, min(len(steps), 20)):
            if other.plane == step.plane and rules.can_connect(diagram, step.id, other.id) == "messageFlow":
                connect.flow(diagram, step.id, other.id)
                return

    return _first(diagram, chance, steps, act)


def _copy(*families: str, at: Point | None = None) -> Edit:
    """A copy beside the original, or somewhere else."""

    def edit(diagram: Diagram, chance: random.Random) -> str | None:
        def act(node: Record) -> None:
            clipboard.paste(diagram, clipboard.copy(diagram, [node.id]), node.plane or "", at)

        return _first(diagram, chance, _nodes(diagram, *families), act)

    return edit


def copy_several(diagram: Diagram, chance: random.Random) -> str | None:
    """A flow with both its ends."""

    def act(flow: Record) -> None:
        assert isinstance(flow, Flow)
        clipboard.duplicate(diagram, [flow.source, flow.target], flow.plane or "")

    return _first(diagram, chance, _flows(diagram, "sequenceFlow"), act)


# -- other changes -----------------------------------------------------------------------------------------------------


def reconnect(diagram: Diagram, chance: random.Random) -> str | None:
    def act(flow: Record) -> None:
        assert isinstance(flow, Flow)
        home = diagram.get(flow.target)
        steps = [n for n in _nodes(diagram, *ACTIVITIES) if home is not None and n.parent == home.parent]
        fit = [n for n in steps if n.id not in (flow.source, flow.target) and n.plane == flow.plane]
        if fit:
            connect.reconnect(diagram, flow.id, "target", chance.choice(fit).id)

    return _first(diagram, chance, _flows(diagram, "sequenceFlow"), act)


def set_condition(diagram: Diagram, chance: random.Random) -> str | None:
    places = [
        f
        for f in _flows(diagram, "sequenceFlow")
        if diagram.get(f.source) and diagram.node(f.source).kind == "exclusiveGateway"
    ]
    if chance.random() < 0.5:
        return _first(diagram, chance, places, lambda f: connect.set_default(diagram, f.id))
    return _first(diagram, chance, places, lambda f: connect.set_condition(diagram, f.id, "a < b && c"))


def change_step(diagram: Diagram, chance: random.Random) -> str | None:
    kinds = ("task", "userTask", "serviceTask", "manualTask", "receiveTask", "subProcess", "callActivity")

    def act(step: Record) -> None:
        new = chance.choice([k for k in kinds if k != step.kind])
        replace.kind(diagram, step.id, new, {"expanded": False} if new == "subProcess" else None)

    return _first(diagram, chance, _nodes(diagram, *ACTIVITIES), act)


def change_gateway(diagram: Diagram, chance: random.Random) -> str | None:
    kinds = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway")
    places = _nodes(diagram, GATEWAY)
    return _first(diagram, chance, places,
                  lambda g: replace.kind(diagram, g.id, chance.choice([k for k in kinds if k != g.kind])))  # fmt: skip


def change_event(diagram: Diagram, chance: random.Random) -> str | None:
    def act(event: Record) -> None:
        news = [d for d in rules.DEFINITIONS.get(event.kind, ()) if d != event.trait("event") and "ultiple" not in d]
        if news:
            replace.kind(diagram, event.id, event.kind, {"event": chance.choice(news)})

    return _first(diagram, chance, _nodes(diagram, EVENT), act)


def fold(diagram: Diagram, chance: random.Random) -> str | None:
    def act(sub: Record) -> None:
        (replace.collapse if sub.trait("expanded") else replace.expand)(diagram, sub.id)

    return _first(diagram, chance, _nodes(diagram, SUBPROCESS), act)


def reorder_lanes(diagram: Diagram, chance: random.Random) -> str | None:
    by = chance.choice((1, -1))
    return _first(diagram, chance, _nodes(diagram, LANE), lambda n: lanes.move(diagram, n.id, by))


def _party(diagram: Diagram, chance: random.Random) -> str:
    """A party of the file, or a new one."""
    there = query.parties(diagram)
    known = next((party.id for party in there if party.name == _NEW_PARTY), None)
    if there and chance.random() < 0.5:
        return chance.choice(there).id
    return known or owner.add_party(diagram, _NEW_PARTY, "unit")


_NEW_PARTY = "Accounts & Co"


def _owner(*families: str) -> Edit:
    def edit(diagram: Diagram, chance: random.Random) -> str | None:
        def act(node: Record) -> None:
            with diagram.transaction("Set owner"):
                owner.set_owner(diagram, [node.id], _party(diagram, chance))

        return _first(diagram, chance, _nodes(diagram, *families), act)

    return edit


def set_roles(diagram: Diagram, chance: random.Random) -> str | None:
    def act(node: Record) -> None:
        with diagram.transaction("Set roles"):
            party = _party(diagram, chance)
            owner.set_detail(diagram, node.id, chance.choice(("responsible", "consulted", "informed")), (party,))

    return _first(diagram, chance, _nodes(diagram, *ACTIVITIES), act)


def describe(diagram: Diagram, chance: random.Random) -> str | None:
    text = 'Two lines & <more>\nof "text"'
    places = [*_nodes(diagram, *FLOW_NODES, LANE, POOL), *_flows(diagram)]
    return _first(diagram, chance, places, lambda r: owner.set_detail(diagram, r.id, "documentation", text))


def set_fields(diagram: Diagram, chance: random.Random) -> str | None:
    def act(step: Record) -> None:
        with diagram.transaction("Fields"):
            owner.set_detail(diagram, step.id, "processingTime", 12.5)
            owner.set_detail(diagram, step.id, "systems", (("SAP", "https://sap.example"), ("Paper", "")))
            owner.set_detail(diagram, step.id, "inputs", "An order\nand a form")

    return _first(diagram, chance, _nodes(diagram, *ACTIVITIES), act)


def colour(diagram: Diagram, chance: random.Random) -> str | None:
    def act(step: Record) -> None:
        with diagram.transaction("Colour"):
            diagram.put(step.with_trait("fill", "#ffe0b2").with_trait("stroke", "#6b3c00"))

    return _first(diagram, chance, _nodes(diagram, *FLOW_NODES), act)


def _delete(places: Callable[[Diagram], Iterable[Record]], heal: bool = False) -> Edit:
    return lambda diagram, chance: _first(
        diagram, chance, places(diagram), lambda r: delete.records(diagram, [r.id], heal)
    )


EDITS: dict[str, Edit] = {
    "rename step": _rename("Renamed step", lambda d: _nodes(d, *FLOW_NODES)),
    "rename, odd text": _rename('"Ünïcode" & <odd> 漢\nin \'two\' lines', lambda d: _nodes(d, *FLOW_NODES)),
    "rename flow": _rename("Renamed flow", _flows),
    "rename pool": _rename("Renamed pool", lambda d: _nodes(d, POOL)),
    "rename lane": _rename("Renamed lane", lambda d: _nodes(d, LANE)),
    "rename data": _rename("Renamed data", lambda d: _nodes(d, DATA)),
    "rename annotation": _rename("Renamed note", lambda d: _kinds(d, "textAnnotation")),
    "rename group": _rename("Renamed group", lambda d: _kinds(d, "group")),
    "move step": move_step, "move data, artifact": move_artifact, "move pool": move_pool, "change lane": change_lane,
    "change pool": _elsewhere(label.rename), "change pool, kind": _elsewhere(_other_kind), "change host": change_host,
    "resize step": _resize(*ACTIVITIES), "resize lane": _resize(LANE), "resize pool": _resize(POOL),
    "bend flow": bend, "move label": move_label, "align": line_up,
    "append step": _append("task"), "append gateway": _append("exclusiveGateway"), "append end": _append("endEvent"),
    "insert on flow": insert, "annotate": annotate, "add boundary event": add_boundary, "add data": add_data,
    "add pool": add_pool, "add closed pool": add_closed_pool, "add lane": add_lane, "split lane": split_lane,
    "send message": send_message, "reconnect": reconnect, "condition, default": set_condition,
    "change step": change_step, "change gateway": change_gateway, "change event": change_event,
    "copy step": _copy(*ACTIVITIES - {SUBPROCESS}, EVENT, GATEWAY), "copy sub-process": _copy(SUBPROCESS),
    "copy pool": _copy(POOL), "copy data": _copy(DATA), "copy several": copy_several,
    "copy elsewhere": _copy(*FLOW_NODES, at=Point(333, 277)),
    "collapse, expand": fold, "reorder lanes": reorder_lanes,
    "owner of step": _owner(*ACTIVITIES), "owner of event": _owner(EVENT, GATEWAY), "owner of lane": _owner(LANE),
    "owner of pool": _owner(POOL), "roles of step": set_roles, "description": describe, "fields of step": set_fields,
    "colour": colour,
    "delete step": _delete(lambda d: _nodes(d, *FLOW_NODES)),
    "delete and heal": _delete(lambda d: _nodes(d, *ACTIVITIES), True),
    "delete flow": _delete(_flows), "delete lane": _delete(lambda d: _nodes(d, LANE)),
    "delete pool": _delete(lambda d: _nodes(d, POOL)), "delete data": _delete(lambda d: _nodes(d, DATA)),
}  # fmt: skip
"""Every kind of edit, in the order it is reported."""
