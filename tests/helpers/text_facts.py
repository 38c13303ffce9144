"""What the text form of a map promises to keep, as counts that two maps can be compared by."""

from collections import Counter
from typing import Any

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import CHOREOGRAPHY, FLOW_NODES
from mapper.model.records import Flow, Node

STEPS = FLOW_NODES - {CHOREOGRAPHY}


def facts(diagram: Diagram) -> Counter[Any]:
    """Steps, events and gateways with kind, name, lane, owner and event; flows with ends, name and condition."""
    found: Counter[Any] = Counter(step(diagram, node) for node in diagram.nodes() if node.family in STEPS)
    found.update(row for flow in diagram.flows() if (row := _flow(diagram, flow)))
    return found


def step(diagram: Diagram, node: Node) -> tuple[object, ...]:
    """What of a step is kept."""
    lanes = tuple(lane.name for lane in query.lanes_above(diagram, node.id))
    party = query.own_owner(diagram, node.id)
    event = node.trait("event") if node.family == "event" else ""
    return node.kind, node.name, lanes, party.name if party else "", event


def _flow(diagram: Diagram, flow: Flow) -> tuple[object, ...] | None:
    source, target = diagram.get(flow.source), diagram.get(flow.target)
    if not isinstance(source, Node) or not isinstance(target, Node):
        return None
    if flow.kind == "sequenceFlow" and {source.family, target.family} <= STEPS and source.parent == target.parent:
        said = flow.trait("condition"), flow.trait("default")
        return step(diagram, source), step(diagram, target), flow.name, *said
    if flow.kind == "messageFlow" and {source.family, target.family} <= STEPS | {"pool"}:
        return "message", source.name, target.name, flow.name
    return None
