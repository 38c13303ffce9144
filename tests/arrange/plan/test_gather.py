"""From the records of a map to the plan of its layout: boundary events with flows, messages and handlers."""

import pytest
from tests.helpers import maps

from mapper.arrange.places.seats import seat, stack
from mapper.arrange.plan.gather import gather
from mapper.arrange.plan.plan import Plan
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node, Record


def gathered(*kinds_and_ends: tuple[str, str, str], more: tuple[Record, ...] = ()) -> Plan:
    """The plan of the map with two pools, with a boundary event on `send`, and some flows: kind, source, target."""
    first = maps.two_pools()
    late = Node("late", "boundaryEvent", "", "process", host="send", plane=maps.PLANE, bounds=Rect(590, 197, 36, 36))
    nodes = {node.id: node for node in (*first.nodes(), late, *more) if isinstance(node, Node)}
    flows = [maps.flow(f"{a}-{b}", nodes[a], nodes[b], kind=kind) for kind, a, b in kinds_and_ends]
    return gather(Diagram([*first.records(), late, *more, *flows]), maps.PLANE)


def test_a_message_to_a_boundary_event_enters_it_at_its_host():
    found = gathered(("messageFlow", "drive", "late"))
    (message,) = (link for link in found.links if link.id == "drive-late")
    assert message.target.id == "send"
    assert message.entered is message.target.boundary_events[0]
    assert (message.boundary_event, message.kind) == (None, "message")


@pytest.mark.parametrize("flow", [("sequenceFlow", "check", "late"), ("messageFlow", "check", "late")])
def test_neither_sequence_flows_nor_messages_of_its_own_pool_enter_a_boundary_event(flow):
    found = gathered(flow, ("sequenceFlow", "late", "pick"))
    assert "check-late" not in {link.id for link in found.links}
    # but what leaves it is a link, and enters none
    (leaving,) = (link for link in found.links if link.id == "late-pick")
    assert leaving.boundary_event is leaving.source.boundary_events[0]
    assert leaving.entered is None


def test_what_undoes_a_step_stands_behind_and_below_its_boundary_event_like_what_a_flow_leads_to():
    # given a handler and a note in the host's lane, both tied to the boundary event
    undo = maps.step("undo", 200, 175).with_trait("compensation", True)
    note = Node("note", "textAnnotation", "x", "process", plane=maps.PLANE, bounds=Rect(700, 120, 100, 30))
    found = gathered(("association", "late", "undo"), ("association", "late", "note"), more=(undo, note))
    links = {link.id: link for link in found.links}
    assert [(links[id].kind, links[id].leads) for id in ("late-undo", "late-note")] == [("tie", True), ("tie", False)]
    # when the plan is stacked
    seat(found)
    stack(found, {})
    # then the handler has its place in the flow, and the note stands beside the host
    send, undo_cell, note_cell = (found.cells[id] for id in ("send", "undo", "note"))
    assert (undo_cell.beside, note_cell.beside) == (None, "send")
    assert undo_cell.col == send.col + 1
    assert undo_cell.row > send.row
    assert note_cell.row < send.row
