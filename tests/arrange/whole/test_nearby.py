"""A free place is found near the best one, off shapes, flows and borders."""

from tests.helpers import maps

from mapper.arrange.whole import nearby
from mapper.model.geometry import Point, Rect

SIZE = (100.0, 80.0)


def test_the_best_place_is_taken_when_it_is_free():
    assert nearby.spot(maps.order(), maps.PLANE, Point(320, 475), SIZE, None, ["pool"]) == Rect(270, 435, 100, 80)


def test_a_place_that_is_taken_is_left_for_the_next_one():
    diagram = maps.order()
    found = nearby.spot(diagram, maps.PLANE, Point(320, 175), SIZE, None, ["pool"])
    assert found is not None
    assert not any(n.bounds and n.sort.is_flow_node and n.bounds.meets(found) for n in diagram.nodes())


def test_an_area_is_not_left():
    area = Rect(130, 410, 300, 130)
    found = nearby.spot(maps.order(), maps.PLANE, Point(600, 175), SIZE, area, ["pool"])
    assert found is not None
    assert area.holds(found)


def test_there_may_be_no_place():
    assert nearby.spot(maps.order(), maps.PLANE, Point(320, 175), SIZE, Rect(280, 140, 100, 80), ["pool"]) is None
