"""What BPMN allows: may this hold that, may these be joined, may this event carry that definition.

Sources: BPMN 2.0, 7.6.1 and 7.6.2 (sequence and message flow connections), 8.3.1 (artifacts), 10.3.2 (data), 10.4
(events), 10.5.6 (event gateways), 10.7 (lanes). A refusal says why in one short sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapper.edit.effects.before import is_open
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import (
    ACTIVITIES,
    ANCHOR,
    ARTIFACT,
    CHOREOGRAPHY,
    CONVERSATION,
    DATA,
    EVENT,
    FLOW_NODES,
    GATEWAY,
    LANE,
    POOL,
    SUBPROCESS,
    family,
)
from mapper.model.records import Flow, Node, Record
from mapper.text import N_, _


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be; false, so that ``if can_hold(…)`` reads as it sounds. The reason is English."""

    reason: str

    def __bool__(self) -> bool:
        return False


class Refused(ValueError):
    """Raised by a verb that the rules forbid; its text is the reason in the interface's language."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(_(refusal.reason))
        self.refusal = refusal


_THROWN = ("", "message", "escalation", "link", "compensate", "signal", "multiple")
_CAUGHT = ("message", "timer", "conditional", "link", "signal", "multiple", "parallelMultiple")
_PLAIN_START = ("", "message", "timer", "conditional", "signal", "multiple", "parallelMultiple")
DEFINITIONS: dict[str, tuple[str, ...]] = {
    "startEvent": (*_PLAIN_START, "error", "escalation", "compensate"),
    "intermediateThrowEvent": _THROWN,
    "implicitThrowEvent": _THROWN,
    "intermediateCatchEvent": _CAUGHT,
    "boundaryEvent": (
        *("message", "timer", "error", "escalation", "cancel", "compensate"),
        *("conditional", "signal", "multiple", "parallelMultiple"),
    ),
    "endEvent": (
        *("", "message", "error", "escalation", "cancel", "compensate"),
        *("signal", "terminate", "multiple"),
    ),
}
"""Which definitions each kind of event may carry (BPMN 2.0, table 10.93), in the order menus show them."""

ALWAYS_INTERRUPTING = frozenset({"error", "cancel", "compensate"})
"""Definitions that a boundary event can only carry when it interrupts."""

_DECIDING = ("exclusiveGateway", "inclusiveGateway", "complexGateway")

_CLOSED_POOL = N_("This pool is closed: it shows no process.")
_CLOSED_SUB = N_("Open the sub-process first.")
POOL_INSIDE = Refusal(N_("A pool cannot stand inside another element."))
_LANE_ALONE = N_("A lane needs a pool.")
NO_HOST = Refusal(N_("A boundary event sits on the border of an activity."))
_HOLDS_NOT = N_("This cannot stand here.")


def can_hold(diagram: Diagram, container: str | None, kind: str) -> Literal[True] | Refusal:
    """Whether a drawn container (pool, lane, sub-process; None for free space) may hold a new node of a kind."""
    node = diagram.get(container)
    what = family(kind)
    if kind == "boundaryEvent":
        return can_attach(diagram, container)
    if not isinstance(node, Node):
        return Refusal(_LANE_ALONE) if what == LANE else True
    if what == POOL:
        return POOL_INSIDE
    if node.family in (POOL, LANE):
        if node.family == POOL and query.is_closed(diagram, node):
            return Refusal(_CLOSED_POOL)
        return True if what in FLOW_NODES - {CHOREOGRAPHY} or what in (DATA, ARTIFACT, LANE) else Refusal(_HOLDS_NOT)
    if node.family == SUBPROCESS and not is_open(node):
        return Refusal(_CLOSED_SUB)
    return True if what in node.sort.holds else Refusal(_HOLDS_NOT)


def can_attach(diagram: Diagram, host: str | None, event: str = "") -> Literal[True] | Refusal:
    """Whether a boundary event with a definition may sit on a node (BPMN 2.0, 10.5.4)."""
    node = diagram.get(host)
    if not isinstance(node, Node) or node.family not in ACTIVITIES or node.trait("compensation"):
        return NO_HOST
    if node.family == SUBPROCESS and node.trait("triggered"):
        return Refusal(N_("An event sub-process has no boundary events."))
    if event == "cancel" and node.kind != "transaction":
        return Refusal(N_("Only a transaction can be cancelled."))
    return True


def can_connect(diagram: Diagram, source: str, target: str) -> str | Refusal:
    """The kind of flow that may join two things, or why none may."""
    one, two = diagram.get(source), diagram.get(target)
    if one is None or two is None:
        return Refusal(N_("Flows join two things on the map."))
    if isinstance(one, Flow) or isinstance(two, Flow):
        return _with_flow(one, two)
    if ARTIFACT in (one.family, two.family):
        if one.family == two.family:
            return Refusal(N_("Annotations and groups are not joined to each other."))
        return "association"
    if DATA in (one.family, two.family):
        return _with_data(diagram, one, two)
    if CONVERSATION in (one.family, two.family):
        return "conversationLink" if POOL in (one.family, two.family) else Refusal(N_("A conversation joins pools."))
    if query.process_of(diagram, source) is not query.process_of(diagram, target) or POOL in (one.family, two.family):
        return _message(diagram, one, two)
    return _sequence(diagram, one, two)


def can_default(node: Record | None) -> bool:
    """Whether the flows out of a node may have conditions, and one of them be the default (BPMN 2.0, 8.3.13, 10.3.1
    and 10.6: `conditionExpression`, `default`)."""
    return node is not None and (node.family in ACTIVITIES or node.kind in _DECIDING)


def kind_fits(diagram: Diagram, flow: Flow) -> bool:
    """Whether a flow of this kind may still join its two ends."""
    kind = can_connect(diagram, flow.source, flow.target)
    return kind == flow.kind or (flow.kind == "association" and bool(kind))


def _with_flow(one: Record, two: Record) -> str | Refusal:
    if any(isinstance(end, Node) and end.family in (ARTIFACT, DATA) for end in (one, two)):
        return "association"
    return Refusal(N_("Only annotations and data can be tied to a flow."))


def _with_data(diagram: Diagram, one: Node, two: Node) -> str | Refusal:
    step, data, kind = (two, one, "dataInputAssociation") if one.family == DATA else (one, two, "dataOutputAssociation")
    if step.family == POOL and data.kind == "message":
        return "association"
    if step.family in ACTIVITIES:
        known = data.kind.startswith("dataStore") or _same_process(diagram, step, data)
        return kind if known else Refusal(N_("A data object stays inside its pool."))
    if step.family == EVENT:
        throws = step.kind in ("endEvent", "intermediateThrowEvent", "implicitThrowEvent")
        if throws == (kind == "dataInputAssociation"):
            return kind
        return Refusal(N_("This event only takes data.") if throws else N_("This event only gives data."))
    return Refusal(N_("Data joins steps and events."))


def _same_process(diagram: Diagram, one: Node, two: Node) -> bool:
    return query.process_of(diagram, one.id) is query.process_of(diagram, two.id)


def _message(diagram: Diagram, one: Node, two: Node) -> str | Refusal:
    for end in (one, two):
        if end.family == GATEWAY:
            return Refusal(N_("Message flows do not join gateways."))
        if end.family not in ACTIVITIES | {EVENT, POOL, CHOREOGRAPHY}:
            return Refusal(N_("Message flows join pools, steps and events."))
    if POOL in (one.family, two.family) and _in_pool(diagram, one, two):
        return Refusal(N_("Message flows join different pools."))
    if not all(query.pool_of(diagram, end.id) or end.family == POOL for end in (one, two)):
        return Refusal(N_("Message flows join different pools."))
    if one.kind in ("startEvent", "intermediateCatchEvent", "boundaryEvent") or one.kind == "receiveTask":
        return Refusal(N_("This sends no messages."))
    if two.kind in ("endEvent", "intermediateThrowEvent") or two.kind == "sendTask":
        return Refusal(N_("This receives no messages."))
    if any(end.family == EVENT and end.trait("event") not in ("", "message", "multiple") for end in (one, two)):
        return Refusal(N_("Only message events send or receive messages."))
    return "messageFlow"


def _in_pool(diagram: Diagram, one: Node, two: Node) -> bool:
    pools = [end if end.family == POOL else query.pool_of(diagram, end.id) for end in (one, two)]
    return pools[0] is not None and pools[1] is not None and pools[0].id == pools[1].id


def _sequence(diagram: Diagram, one: Node, two: Node) -> str | Refusal:
    if not all(end.family in FLOW_NODES or end.family == ANCHOR for end in (one, two)):
        return Refusal(N_("Sequence flows join steps, events and gateways."))
    if one.kind == "boundaryEvent" and one.trait("event") == "compensate":
        return "association" if two.trait("compensation") else Refusal(N_("Mark the step for compensation first."))
    if one.parent != two.parent:
        return Refusal(N_("Sequence flows do not cross the border of a sub-process."))
    if one.id == two.id and one.family not in ACTIVITIES:
        return Refusal(N_("Only a step can lead back to itself."))
    for end in (one, two):
        if end.family in ACTIVITIES and end.trait("compensation"):
            return Refusal(N_("A compensation step has no sequence flows."))
        if end.family == SUBPROCESS and end.trait("triggered"):
            return Refusal(N_("An event sub-process has no sequence flows."))
    reason = _no_way_out(one) or _no_way_in(two) or _after_event_gateway(diagram, one, two)
    return Refusal(reason) if reason else "sequenceFlow"


def _no_way_out(node: Node) -> str | None:
    if node.kind == "endEvent":
        return N_("An end event has no outgoing flow.")
    if node.kind == "intermediateThrowEvent" and node.trait("event") == "link":
        return N_("A link event goes on at its partner.")
    return None


def _no_way_in(node: Node) -> str | None:
    if node.kind == "startEvent":
        return N_("A start event has no incoming flow.")
    if node.kind == "boundaryEvent":
        return N_("A boundary event has no incoming flow.")
    if node.kind == "intermediateCatchEvent" and node.trait("event") == "link":
        return N_("A link event is reached from its partner.")
    return None


def _after_event_gateway(diagram: Diagram, one: Node, two: Node) -> str | None:
    if one.kind == "eventBasedGateway" and two.kind not in ("intermediateCatchEvent", "receiveTask"):
        return N_("After an event-based gateway come events that are waited for.")
    others = (diagram.get(f.source) for f in query.incoming(diagram, two.id) if f.source != one.id)
    if any(isinstance(o, Node) and o.kind == "eventBasedGateway" for o in others):
        return N_("What follows an event-based gateway has no other incoming flow.")
    return None
