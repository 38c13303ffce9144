"""Lanes keep the order they are drawn in; closed pools go to the edges."""

from tests.helpers import maps
from tests.helpers.maps import bounds, do

from mapper.arrange import verbs
from mapper.arrange.plan.gather import drawn
from mapper.arrange.plan.lane_order import arranged
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


def test_lanes_keep_the_order_they_are_drawn_in():
    # given the third lane drawn above the first
    records = [r.but(bounds=r.bounds.moved(0, -400)) if r.id == "office" else r for r in maps.order().records()]
    diagram = Diagram(records)
    lanes = arranged(diagram, drawn(diagram, maps.PLANE))[1]["process"]
    assert [lane.id for lane in lanes] == ["office", "sales", "store"]


def test_inner_lanes_stay_within_theirs_when_lanes_are_ordered():
    # given the second lane with two lanes in it, of which the lower one is joined to the first lane; then that is
    # exchanged with its sister or the first lane with the second
    places = {"in": Rect(160, 250, 640, 75), "out": Rect(160, 325, 640, 75)}
    inner = [Node(id, "lane", id, "store", plane=maps.PLANE, bounds=box) for id, box in places.items()]
    records = [r.but(lane="out") if r.id == "pick" else r for r in maps.order().records()]
    diagram = Diagram([*records, *inner])
    do(diagram, verbs.everything, order_lanes=True)
    sales, out, store = (bounds(diagram, id) for id in ("sales", "out", "store"))
    assert sales.y == out.bottom or sales.bottom == out.y == store.y
    assert bounds(diagram, "store").holds(bounds(diagram, "in").union(bounds(diagram, "out")))


def test_a_closed_pool_between_open_ones_goes_to_the_edge_where_its_messages_lead():
    # given a closed pool between two open ones that exchanges messages with the lower one
    closed = Node("bank", "participant", "Bank", "collaboration", plane=maps.PLANE, bounds=Rect(100, 560, 700, 30))
    message = Flow("m2", "messageFlow", "bank", "drive", "", "collaboration", maps.PLANE, (Point(0, 0), Point(9, 9)))
    diagram = Diagram([*maps.two_pools().records(), closed, message])
    pools = arranged(diagram, drawn(diagram, maps.PLANE))[0]
    assert [pool.id for pool in pools] == ["pool", "carrier", "bank"]


def test_a_step_in_no_lane_stands_below_the_lanes_and_stays_in_none():
    records = [r.but(lane=None, bounds=None) if r.id == "pick" else r for r in maps.order().records()]
    diagram = Diagram(records)
    verbs.everything(diagram)
    step, pool = bounds(diagram, "pick"), bounds(diagram, "pool")
    assert diagram.node("pick").lane is None
    assert pool.holds(step)
    assert all(step.y >= bounds(diagram, lane).bottom for lane in ("sales", "store", "office"))
