"""Edits of a map's text are edits of the map: what a line still says keeps its record and its place."""

import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE
from tests.helpers.text_facts import facts

from mapper import bpmn
from mapper.edit.verbs import create, label, move
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.outline.apply import change
from mapper.outline.lines import OutlineError
from mapper.outline.read import build
from mapper.outline.write import outline


def edited(diagram: Diagram, *swaps: tuple[str, str]) -> tuple[str, ...]:
    """The map after its text was changed: each first found text by the second."""
    base = outline(diagram)
    text = base.text
    for old, new in swaps:
        assert old in text, text
        text = text.replace(old, new, 1)
    made = change(diagram, base, text)
    again = Diagram(bpmn.fresh().records)
    build(again, text)
    assert facts(diagram) == facts(again)
    return made


def named(diagram: Diagram, name: str):
    return next(node for node in diagram.nodes() if node.name == name)


@pytest.fixture
def shop() -> Diagram:
    """A pool with two lanes and a chain of three steps in the first."""
    diagram = maps.empty()
    pool = create.pool(diagram, Point(500, 300), PLANE, "Shop", ["Sales", "Store"])
    lane = query.sublanes(diagram, diagram.node(pool).ref)[0]
    first = create.shape(diagram, "startEvent", Point(lane.bounds.x + 60, lane.bounds.center.y), PLANE, name="Order")
    check = create.append(diagram, first, "task", name="Check")
    create.append(diagram, check, "task", name="Send")
    return diagram


def test_a_renamed_line_renames_its_step_and_leaves_its_place(shop: Diagram) -> None:
    before = named(shop, "Check")
    edited(shop, ("Check", "Check order"))
    after = shop.node(before.id)
    assert (after.name, after.bounds.x) == ("Check order", before.bounds.x)
    assert shop.undo_label == "Edit text"
    shop.undo()
    assert shop.node(before.id) == before


def test_a_new_line_between_two_parts_the_flow(shop: Diagram) -> None:
    # given two steps in a row, when a line is written between them
    (new,) = edited(shop, ("Check\n", "Check\nSales: Pack\n"))
    # then the flow leads through the new step, which stands between them
    check, pack, send = named(shop, "Check"), named(shop, "Pack"), named(shop, "Send")
    assert pack.id == new
    assert [flow.target for flow in query.outgoing(shop, check.id)] == [pack.id]
    assert [flow.target for flow in query.outgoing(shop, pack.id)] == [send.id]
    assert check.bounds.right < pack.bounds.x < send.bounds.x
    maps.assert_sound(shop)


def test_another_lane_moves_the_step_into_it(shop: Diagram) -> None:
    edited(shop, ("Sales: Send", "Store: Send"))
    store = named(shop, "Store")
    send = named(shop, "Send")
    assert send.lane == store.id
    assert store.bounds.holds(send.bounds)


def test_a_lane_that_is_named_first_is_made(shop: Diagram) -> None:
    edited(shop, ("Sales: Send", "Office: Send"))
    process = named(shop, "Send").parent
    assert [lane.name for lane in query.sublanes(shop, process)] == ["Sales", "Store", "Office"]
    assert named(shop, "Send").lane == named(shop, "Office").id


def test_a_line_that_goes_takes_its_step_and_the_flow_leads_on(shop: Diagram) -> None:
    edited(shop, ("Sales: Check\n", ""))
    assert [flow.target for flow in query.outgoing(shop, named(shop, "Order").id)] == [named(shop, "Send").id]


def test_a_decision_with_branches_is_drawn(shop: Diagram) -> None:
    edited(shop, ("Sales: Send\n", "Sales: In stock?\n  - Yes\n    Sales: Send\n  - No\n    Store: Buy\n"))
    gateway = named(shop, "In stock?")
    assert gateway.kind == "exclusiveGateway"
    assert {flow.name for flow in query.outgoing(shop, gateway.id)} == {"Yes", "No"}
    assert named(shop, "Buy").lane == named(shop, "Store").id


def test_kind_owner_and_condition_are_taken_over(shop: Diagram) -> None:
    edited(shop, ("Sales: Check", "Sales: Check {user} @Anna Holm"))
    check = named(shop, "Check")
    assert check.kind == "userTask"
    assert query.own_owner(shop, check.id).name == "Anna Holm"


def test_an_edit_by_hand_meanwhile_is_kept(shop: Diagram) -> None:
    # given the text as it was, and a step that was moved and renamed by hand since
    base = outline(shop)
    send = named(shop, "Send")
    move.move_by(shop, [send.id], 200, 0)
    label.rename(shop, send.id, "Send it")
    # when another line is changed
    change(shop, base, base.text.replace("Check", "Check order"))
    # then both are so
    assert {"Check order", "Send it"} <= {node.name for node in shop.nodes()}


def test_what_text_cannot_say_stays(shop: Diagram) -> None:
    note = create.annotation(shop, named(shop, "Check").id, "Only once")
    edited(shop, ("Check", "Check order"))
    assert note in shop


def test_what_is_forbidden_is_told_with_its_line_and_nothing_is_changed(shop: Diagram) -> None:
    base, before = outline(shop), shop.records()
    with pytest.raises(OutlineError) as caught:
        change(shop, base, base.text + "-> Order\n")
    assert caught.value.line
    assert shop.records() == before


def test_a_whole_map_is_written_as_text() -> None:
    diagram = maps.empty()
    base = outline(diagram)
    text = "# Shop\n\nSales: Order {start}\nSales: Check\nStore: Send\nStore: Sent {end}\n"
    change(diagram, base, text)
    again = Diagram(bpmn.fresh().records)
    build(again, text)
    assert facts(diagram) == facts(again)
    assert all(node.bounds is not None for node in diagram.nodes() if node.family in ("task", "event"))
    maps.assert_sound(diagram)


def test_jumps_follow_a_step_that_is_renamed(shop: Diagram) -> None:
    # given a loop back to a step, when that step's own line is renamed
    edited(shop, ("Sales: Send\n", "Sales: Again?\n  - Yes -> Check\n  - No\n    Sales: Send\n"))
    base = outline(shop)
    change(shop, base, base.text.replace("Sales: Check", "Sales: Check order"))
    # then the loop leads to it as before
    target = named(shop, "Check order").id
    assert target in [flow.target for flow in query.outgoing(shop, named(shop, "Again?").id)]
