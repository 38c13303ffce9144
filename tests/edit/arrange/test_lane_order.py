"""Lanes and pools change places only where flows get shorter by it."""

import maps
from flaws import size_of
from maps import bounds, do

from mapper.edit.arrange import verbs
from mapper.edit.arrange.gather import drawn
from mapper.edit.arrange.lane_order import arranged
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


def order_of(diagram: Diagram, better: bool, above: str = "process") -> list[str]:
    return [lane.id for lane in arranged(diagram, drawn(diagram, maps.PLANE), better)[1][above]]


def with_flow_to_office() -> Diagram:
    """`order` with most flows between the first lane and the third."""
    steps = [maps.step(id, x, 475, lane="office") for id, x in (("archive", 300), ("file", 500))]
    flows = [maps.flow(f"to_{step.id}", maps.order().node("start"), step) for step in steps]
    return Diagram([*maps.order().records(), *steps, *flows])


def test_lanes_keep_their_order_unless_asked():
    assert order_of(with_flow_to_office(), better=False) == ["sales", "store", "office"]


def test_lanes_that_exchange_much_come_together_when_asked():
    order = order_of(with_flow_to_office(), better=True)
    assert abs(order.index("sales") - order.index("office")) == 1


def test_lanes_keep_their_order_where_nothing_is_gained():
    assert order_of(maps.order(), better=True) == ["sales", "store", "office"]


def test_inner_lanes_stay_within_theirs():
    # given the second lane with two lanes in it, of which the lower one is joined to the first lane; then that is
    # exchanged with its sister or the first lane with the second
    places = {"in": Rect(160, 250, 640, 75), "out": Rect(160, 325, 640, 75)}
    inner = [Node(id, "lane", id, "store", plane=maps.PLANE, bounds=box) for id, box in places.items()]
    records = [r.but(lane="out") if r.id == "pick" else r for r in maps.order().records()]
    diagram = Diagram([*records, *inner])
    do(diagram, verbs.everything, size_of, order_lanes=True)
    sales, out, store = (bounds(diagram, id) for id in ("sales", "out", "store"))
    assert sales.y == out.bottom or sales.bottom == out.y == store.y
    assert bounds(diagram, "store").holds(bounds(diagram, "in").union(bounds(diagram, "out")))


def test_a_closed_pool_between_open_ones_goes_to_the_edge_where_its_messages_lead():
    # given a closed pool between two open ones that exchanges messages with the lower one
    closed = Node("bank", "participant", "Bank", "collaboration", plane=maps.PLANE, bounds=Rect(100, 560, 700, 30))
    message = Flow("m2", "messageFlow", "bank", "drive", "", "collaboration", maps.PLANE, (Point(0, 0), Point(9, 9)))
    diagram = Diagram([*maps.two_pools().records(), closed, message])
    pools = arranged(diagram, drawn(diagram, maps.PLANE), better=False)[0]
    assert [pool.id for pool in pools] == ["pool", "carrier", "bank"]
