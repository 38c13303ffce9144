"""Joining things: the rules choose the kind of flow, the router its route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias
from weakref import WeakKeyDictionary

from mapper.edit.effects import rules
from mapper.edit.effects.ids import new_id, prefix
from mapper.edit.effects.reconnect import coloured, container_for, forget_ends, retie
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.records import Flow, Node, Record
from mapper.model.seen import said, seen
from mapper.route import by_hand, router
from mapper.text import N_, _

Direction: TypeAlias = Literal["None", "One", "Both"]
"""Which ends of an association carry an arrowhead (BPMN 2.0, 8.4.1)."""


def flow(diagram: Diagram, source: str, target: str) -> str:
    """Join two things by the kind of flow that BPMN has for them; its id. Raises Refused."""
    kind = _allowed(diagram, source, target)
    with diagram.transaction(_("Connect")):
        plane = _plane(diagram, source, target)
        parent = container_for(diagram, kind, source, target)
        made = Flow(new_id(diagram, prefix(kind)), kind, source, target, parent=parent, plane=plane)
        if _compensates(diagram, made):
            made = made.with_trait("direction", "One")
        diagram.put(made)
        if plane is not None:
            diagram.put(diagram.flow(made.id).but(points=router.route(diagram, made)))
    return made.id


def reconnect(diagram: Diagram, id: str, end: Literal["source", "target"], to: str) -> None:
    """Let a flow start or end elsewhere, as the kind of flow that is right there. Raises Refused."""
    old = diagram.flow(id)
    source, target = (to, old.target) if end == "source" else (old.source, to)
    kind = _allowed(diagram, source, target, old)
    with diagram.transaction(_("Reconnect")):
        new = old.but(source=source, target=target, points=(), parent=container_for(diagram, kind, source, target))
        if kind != old.kind:
            made = Flow(id, kind, source, target, old.name, new.parent, z=old.z, details=old.details)
            new = made.but(traits=coloured(old))
        elif end == "source":
            new = new.with_trait("default", False)
        new = new.but(plane=_plane(diagram, source, target), label=None)
        diagram.put(new)
        if new.plane is not None:
            diagram.put(new.but(points=router.route(diagram, new)))
        retie(diagram, id)
        forget_ends(diagram, old)


def bend(diagram: Diagram, id: str, points: Sequence[Point]) -> None:
    """Lay a flow along points drawn by hand; its ends are put onto the outlines."""
    old = diagram.flow(id)
    source, target = diagram.get(old.source), diagram.get(old.target)
    if source is None or target is None or old.plane is None or len(points) < 2:
        return
    with diagram.transaction(_("Bend")):
        diagram.put(old.but(points=by_hand.docked(points, source, target)))
        retie(diagram, id)


def straighten(diagram: Diagram, id: str) -> None:
    """Give a flow a fresh route, as if it had just been drawn."""
    old = diagram.flow(id)
    if old.plane is None:
        return
    with diagram.transaction(_("Re-route")):
        diagram.put(old.but(points=router.route(diagram, old.but(points=())), label=None))
        retie(diagram, id)


def set_default(diagram: Diagram, id: str, on: bool = True) -> None:
    """Make a flow its source's default (taken when no condition holds), or not; a source has one at most.
    Raises Refused."""
    source = diagram.get(diagram.flow(id).source)
    if on and (diagram.flow(id).kind != "sequenceFlow" or not rules.can_default(source)):
        raise rules.Refused(rules.Refusal(N_("Only steps and deciding gateways have a default flow.")))
    with diagram.transaction(_("Default flow")):
        chosen = diagram.flow(id)
        for other in query.outgoing(diagram, chosen.source):
            if other.id != id and on and other.trait("default"):
                diagram.put(other.with_trait("default", False))
        if on:
            chosen = chosen.with_trait("condition", "").with_trait("conditional", False)
        diagram.put(chosen.with_trait("default", on))


def set_condition(diagram: Diagram, id: str, text: str | None) -> None:
    """Give a sequence flow a condition, or with None take it away; a default flow has none. Raises Refused."""
    if diagram.flow(id).kind != "sequenceFlow":
        raise rules.Refused(rules.Refusal(N_("Only sequence flows have conditions.")))
    if text is not None and not rules.can_default(diagram.get(diagram.flow(id).source)):
        raise rules.Refused(rules.Refusal(N_("Only flows out of steps and deciding gateways have conditions.")))
    with diagram.transaction(_("Condition")):
        changed = diagram.flow(id).with_trait("conditional", text is not None).with_trait("condition", text or "")
        diagram.put(changed if text is None else changed.with_trait("default", False))


def set_direction(diagram: Diagram, id: str, direction: Direction) -> None:
    """Which ends of an association carry an arrowhead."""
    with diagram.transaction(_("Direction")):
        diagram.put(diagram.flow(id).with_trait("direction", direction))


def _compensates(diagram: Diagram, made: Flow) -> bool:
    source = diagram.get(made.source)
    return made.kind == "association" and source is not None and source.kind == "boundaryEvent"


def _plane(diagram: Diagram, source: str, target: str) -> str | None:
    """The diagram that shows both ends of a flow, or None: then it cannot be drawn."""
    one, two = diagram.get(source), diagram.get(target)
    return one.plane if one is not None and two is not None and one.plane == two.plane else None


def _allowed(diagram: Diagram, source: str, target: str, present: Flow | None = None) -> str:
    kind = rules.can_connect(diagram, source, target)
    if not isinstance(kind, str):
        raise rules.Refused(kind)
    return "association" if present is not None and present.kind == "association" else kind


# -- ends that touch ---------------------------------------------------------------------------------------------------

_FIELDS = ("source", "target", "host")


def touching(diagram: Diagram) -> list[tuple[Record, str]]:
    """The records with such an end, and the field that is only seen in the drawing: the source or target of a flow, the
    host of a boundary event; in drawing order."""
    found = []
    for record in diagram.records():
        found += [(record, field) for field in seen(record) if field in _FIELDS]
    return found


_counts: WeakKeyDictionary[Diagram, tuple[object, int]] = WeakKeyDictionary()
"""For each map its last known state and its count: menus ask often, and the same mark is the same state."""


def touching_count(diagram: Diagram) -> int:
    """How many ends touch a step and are not joined to it in the file."""
    known = _counts.get(diagram)
    if known is None or known[0] is not diagram.mark:
        known = _counts[diagram] = (diagram.mark, len(touching(diagram)))
    return known[1]


def touching_ends(diagram: Diagram) -> int:
    """Join all these ends to what they touch, as one step; how many."""
    found = touching(diagram)
    with diagram.transaction(_("Connect ends")):
        for record, field in found:
            diagram.put(said(diagram.node(record.id) if isinstance(record, Node) else diagram.flow(record.id), field))
    return len(found)
