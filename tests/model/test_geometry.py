import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model.geometry import Point, Rect, along, around, bounding, centered, length, nearest, simplified

COORDINATES = st.integers(-1000, 1000)
POINTS = st.builds(Point, COORDINATES, COORDINATES)


def test_a_box_knows_what_it_holds_and_meets():
    box = Rect(0, 0, 100, 50)
    assert box.holds(Point(100, 50))
    assert box.holds(Rect(0, 0, 100, 50))
    assert not box.holds(Rect(60, 0, 50, 10))
    assert box.meets(Rect(99, 49, 10, 10))
    assert not box.meets(Rect(100, 0, 10, 10))


def test_boxes_are_joined_grown_and_centred():
    assert Rect(0, 0, 1, 1).union(Rect(5, -5, 1, 1)) == Rect(0, -5, 6, 6)
    assert Rect(0, 0, 10, 10).grown(-2) == Rect(2, 2, 6, 6)
    assert centered(Point(5, 5), 4, 2) == Rect(3, 4, 4, 2)
    assert bounding([]) is None
    assert around([Point(1, 2), Point(3, 0)]) == Rect(1, 0, 2, 2)


def test_places_along_a_line():
    way = [Point(0, 0), Point(10, 0), Point(10, 10)]
    assert length(way) == 20
    assert [along(way, share) for share in (0, 0.25, 0.5, 1)] == [(0, 0), (5, 0), (10, 0), (10, 10)]


@given(st.lists(POINTS, min_size=2, max_size=8), POINTS)
def test_the_nearest_place_is_on_the_line_and_no_corner_is_nearer(way, place):
    index, foot, gap = nearest(way, place)
    assert gap == pytest.approx(foot.distance(place))
    assert gap <= min(corner.distance(place) for corner in way) + 1e-6
    a, b = way[index], way[index + 1]
    assert a.distance(foot) + foot.distance(b) == pytest.approx(a.distance(b), abs=1e-3)


@given(st.lists(POINTS, min_size=2, max_size=8))
def test_a_simplified_line_has_the_same_ends_and_nothing_superfluous(way):
    simple = simplified(way)
    assert simple[0] == way[0]
    if len(simple) > 1:
        assert simple[-1].distance(way[-1]) < 0.5
    assert simplified(simple) == simple
