"""Labels beside their lines: clear of everything, near where they begin, and none without a place."""

import pytest
from tests.helpers.plans import link, pool, standing, step

from mapper.arrange.lines.route import route
from mapper.arrange.lines.tracks import assign
from mapper.arrange.picture.labels import Ground
from mapper.arrange.picture.phases import draw
from mapper.model.geometry import Point, Rect
from mapper.route.scene import label_places

LABEL = (40.0, 14.0)


def line(*places):
    return tuple(Point(x, y) for x, y in places)


@pytest.mark.parametrize("lines", [1, 3, 6])
def test_a_label_of_a_short_plumb_flow_gets_a_place_beside_it(lines):
    # given a flow straight down to the next row, with a name of some lines
    a, b = step("a"), step("b", 0, 1)
    flow = link(a, b, label=(40.0, 14.0 * lines))
    found = standing(pool([a, b], [flow]))
    route(found)
    picture = draw(found, assign(found))
    # then the rows are far enough apart for it
    box, (start, end) = picture.labels[flow.id], picture.routes[flow.id]
    assert start.y < box.y < box.bottom < end.y
    assert min(abs(start.x - box.x), abs(start.x - box.right)) < 8
    assert not any(box.meets(picture.bounds[id]) for id in ("a", "b"))


@pytest.mark.parametrize(
    "route",
    [
        line((0, 0), (200, 0)),
        line((0, 0), (-200, 0)),
        line((0, 0), (0, 200)),
        line((0, 0), (0, -200)),
        line((0, 0), (100, 0), (100, 90)),
    ],
)
def test_the_first_place_offered_is_near_the_start_of_a_line_and_none_is_on_it(route):
    offers = list(label_places.beside(route, LABEL, True, 0))
    assert offers[0].grown(11).holds(route[0])
    assert offers[0].center.distance(route[1]) < route[0].distance(route[1])
    ground = Ground()
    ground.draw(route, "line")
    assert all(ground.is_free(box) for box in offers if len(route) == 2)
    assert ground.is_free(offers[0])


def test_the_usual_stretch_comes_first_and_a_number_beyond_the_last_means_the_last():
    route = line((0, 0), (0, 100), (200, 100))
    for usual, y in ((0, 10), (1, 83), (7, 83)):
        assert next(label_places.beside(route, LABEL, True, usual)).y == y


def test_a_level_stretch_that_is_too_short_offers_its_middle():
    offers = list(label_places.beside(line((0, 0), (20, 0)), LABEL, True, 0))
    assert offers
    assert {box.center.x for box in offers} == {10}


def test_what_is_taken_is_not_free_but_for_what_it_is_part_of():
    ground, box = Ground(), Rect(230, 230, 40, 20)
    ground.add(box, "step")
    assert not ground.is_free(Rect(265, 245, 10, 10))
    assert ground.is_free(Rect(265, 245, 10, 10), own="step")
    assert ground.is_free(Rect(280, 245, 10, 10))
    # and a border shuts where it runs, but not what lies in it
    ground.enclose(Rect(300, 0, 400, 400), "frame")
    assert ground.is_free(Rect(400, 100, 50, 50))
    assert not ground.is_free(Rect(290, 100, 50, 50))
