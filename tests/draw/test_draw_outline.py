"""Docking lies on the edge; hitting is what a user would call hitting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers.draw_samples import record

from mapper.draw import outline, paths
from mapper.model.geometry import Point, Rect, nearest
from mapper.model.kinds import FLOW, KINDS
from mapper.model.records import Flow, Node

SHAPES = [k.name for k in KINDS.values() if k.size[0] > 1 and k.family != FLOW]
FAR = st.floats(-2000, 2000)


@given(kind=st.sampled_from(SHAPES), x=FAR, y=FAR, w=st.floats(20, 400), h=st.floats(20, 400))
def test_docking_lies_on_the_edge_in_the_direction_asked(kind: str, x: float, y: float, w: float, h: float) -> None:
    node = Node("n", kind, bounds=Rect(0, 0, w, h))
    c = Point(w / 2, h / 2)
    if c.distance(Point(x, y)) < 1:
        return

    place = outline.dock(node, Point(x, y))

    edge = paths.flattened(outline.outline(node).commands)
    # A polygon of six pieces a quarter lies up to 0.9 % of the half axis inside an event's ring.
    assert nearest(edge, place)[2] <= 0.01 + 0.009 * max(w, h) / 2
    assert (place.x - c.x) * (x - c.x) + (place.y - c.y) * (y - c.y) > 0
    cross = (place.x - c.x) * (y - c.y) - (place.y - c.y) * (x - c.x)
    assert abs(cross) <= 0.01 * c.distance(Point(x, y))


def test_a_shape_without_size_docks_at_its_place() -> None:
    node = Node("n", "anchor", bounds=Rect(5, 6, 0, 0))

    assert outline.dock(node, Point(100, 100)) == Point(5, 6)


@pytest.mark.parametrize(
    ("kind", "place", "expected"),
    [
        ("task", Point(150, 140), True),
        ("task", Point(97, 140), True),
        ("task", Point(90, 140), False),
        ("exclusiveGateway", Point(125, 125), True),
        ("exclusiveGateway", Point(104, 104), False),
        ("startEvent", Point(102, 102), False),
        ("group", Point(250, 200), False),
        ("group", Point(250, 101), True),
        ("sequenceFlow", Point(150, 103), True),
        ("sequenceFlow", Point(150, 110), False),
    ],
)
def test_hitting(kind: str, place: Point, expected: bool) -> None:
    assert outline.hit(record(kind), place) is expected


def test_a_flow_that_starts_inside_its_shape_is_cut_at_the_edge() -> None:
    source, target = (Node(id, "task", bounds=Rect(x, 0, 100, 80)) for id, x in (("a", 0), ("b", 300)))

    cut = outline.cropped((Point(50, 40), Point(350, 40)), source, target)

    assert cut == (Point(100, 40), Point(300, 40))


def test_a_flow_between_edges_stays_as_it_is() -> None:
    source, target = (Node(id, "task", bounds=Rect(x, 0, 100, 80)) for id, x in (("a", 0), ("b", 300)))
    points = (Point(100, 40), Point(300, 40))

    assert outline.cropped(points, source, target) is points


def test_a_label_box_holds_the_label() -> None:
    event = record("startEvent", "Ordre modtaget")

    box = outline.label_box(event)

    assert box is not None
    assert (round(box.center.x), box.y > 136) == (118, True)
    assert outline.label_box(record("task")) is None
    assert outline.label_box(record("startEvent", "")) is None


def test_a_label_wider_than_its_box_keeps_the_box_s_middle() -> None:
    event = record("endEvent", "Godkendt", label=Rect(100, 140, 20, 10))

    box = outline.label_box(event)

    assert box is not None
    assert box.center.x == 110
    assert box.w > 20


def test_a_label_above_its_shape_grows_upwards() -> None:
    event = record("endEvent", "Ordren er godkendt af alle og sendt", label=Rect(90, 80, 60, 14))

    box = outline.label_box(event)

    assert box is not None
    assert box.bottom == 94


def test_the_label_of_a_flow_avoids_its_line() -> None:
    flow = record("sequenceFlow", "ja", points=(Point(0, 0), Point(200, 0)))
    assert isinstance(flow, Flow)

    box = outline.label_box(flow)

    assert box is not None
    assert box.bottom < 0
