"""Pools that close and open, and maps that are turned."""

import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, do

from mapper import bpmn
from mapper.edit.effects import rules
from mapper.edit.structure import closing
from mapper.edit.verbs import connect, create
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point


def drawn(diagram: Diagram) -> dict[str, object]:
    """Where everything stands on the first diagram."""
    return {r.id: getattr(r, "bounds", None) for r in query.drawn_on(diagram, PLANE) if hasattr(r, "bounds")}


def with_customer() -> tuple[Diagram, str]:
    diagram = maps.order()
    box = diagram.node("pool").bounds
    customer = create.pool(diagram, Point(box.center.x, box.bottom + 100), PLANE, "Customer", closed=True)
    connect.flow(diagram, "check", customer)
    return diagram, customer


def test_a_pool_closes_to_its_band_and_what_stands_below_moves_up() -> None:
    # given a pool with lanes above a customer
    diagram, customer = with_customer()
    before = diagram.node(customer).bounds
    # when it is closed
    hidden = closing.collapse(diagram, "pool")
    # then only its band is drawn, the customer has come up, and the message to its inside is kept undrawn
    assert diagram.node("pool").bounds.h == 60
    assert diagram.node(customer).bounds.y < before.y
    assert hidden == 1
    assert all(diagram.node(id).plane != PLANE for id in ("sales", "check"))
    assert query.inner_plane(diagram, "process", PLANE) == diagram.node("check").plane


def test_opened_again_everything_is_where_it_was() -> None:
    diagram, _customer = with_customer()
    before = drawn(diagram)
    closing.collapse(diagram, "pool")
    closing.expand(diagram, "pool")
    assert drawn(diagram) == before
    message = next(flow for flow in diagram.flows() if flow.kind == "messageFlow")
    assert message.plane == PLANE
    assert len(message.points) > 1
    maps.assert_sound(diagram)


def test_a_closed_pool_is_saved_and_read_back() -> None:
    diagram, _customer = with_customer()
    base = bpmn.fresh("Shop", "en")
    closing.collapse(diagram, "pool")
    again = Diagram(bpmn.read(bpmn.write_checked(base, diagram.records()).data).records)
    pool = next(node for node in again.nodes() if node.name == diagram.node("pool").name and node.family == "pool")
    assert not pool.trait("expanded")
    closing.expand(again, pool.id)
    inside = {n.name for n in query.contents(diagram, "process") if n.name}
    assert {n.name for n in query.drawn_on(again, pool.plane) if n.name} >= inside


def test_a_pool_that_never_had_a_process_gets_one() -> None:
    diagram, customer = with_customer()
    do(diagram, closing.expand, customer)
    pool = diagram.node(customer)
    assert diagram.node(pool.ref).kind == "process"
    assert diagram.node(pool.ref).name == "Customer"
    assert pool.bounds.h == 250


def test_a_turned_map_has_its_lanes_side_by_side() -> None:
    # given a map of three lanes, when it is turned
    diagram = maps.order()
    lanes = [lane.id for lane in query.sublanes(diagram, "process")]
    sizes = {n.id: (n.bounds.w, n.bounds.h) for n in diagram.nodes() if n.family == "task" and n.bounds}
    do(diagram, closing.turn, PLANE)
    # then they stand side by side in the same order, and steps have their size
    boxes = [diagram.node(lane).bounds for lane in lanes]
    assert [box.x for box in boxes] == sorted(box.x for box in boxes)
    assert len({box.y for box in boxes}) == 1
    assert all((diagram.node(id).bounds.w, diagram.node(id).bounds.h) == size for id, size in sizes.items())
    assert not diagram.node("pool").trait("horizontal")
    maps.assert_sound(diagram)


def test_turned_twice_it_is_as_before_but_for_its_flows() -> None:
    diagram = maps.order()
    before = drawn(diagram)
    closing.turn(diagram, PLANE)
    closing.turn(diagram, PLANE)
    after = drawn(diagram)
    for id, box in before.items():
        if box is not None:
            assert all(abs(a - b) < 1 for a, b in zip(box, after[id], strict=True)), id


def test_without_a_pool_there_is_nothing_to_turn() -> None:
    with pytest.raises(rules.Refused):
        closing.turn(maps.plain(), PLANE)
