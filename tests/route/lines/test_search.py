import pytest

from mapper.model.geometry import Point, Rect, length
from mapper.route.lines.search import Task, cheapest
from mapper.route.scene.grid import CLEAR, Blocks, Grid
from mapper.route.scene.laid import Kin, Laid
from mapper.route.scene.ports import Port
from mapper.route.scene.prices import BEND, CROSSING, FORK

WIDE = Rect(-500, -500, 2000, 2000)


def right(x, y, reach=1000):
    """A place to leave to the right."""
    return Port(Point(x, y), 0, 1, 0.0, x, reach, "right")


def left(x, y, reach=-500):
    """A place to arrive from the left."""
    return Port(Point(x, y), 0, -1, 0.0, reach, x, "left")


def found(start, goal, boxes=(), laid=None, walls=()):
    grid = Grid(Blocks([*boxes]), [*boxes], [])
    for y in (0, 100, 200, 300):
        grid.add(0, y, 150, 0)
    for x in (150, 250, 350):
        grid.add(1, x, 150, 0)
    return cheapest(Task(Kin("a", "b"), [start], [goal], WIDE, walls), grid, laid or Laid())


def test_straight_ahead_costs_its_length():
    assert found(right(100, 100), left(400, 100)) == (300, 300, (Point(100, 100), Point(400, 100)))


def test_to_another_level_it_turns_twice():
    price, _least, route = found(right(100, 100), left(400, 200))
    assert price == 400 + 2 * BEND
    assert len(route) == 4


def test_it_goes_around_a_box():
    box = Rect(200, 50, 100, 100)
    _price, _least, route = found(right(100, 100, 200 - CLEAR), left(400, 100, 300 + CLEAR), [box])
    assert len(route) == 6
    assert length(route) > 300


def test_it_goes_around_rather_than_across_a_flow_when_that_is_cheaper():
    # given a short flow across the straight route
    laid = Laid()
    laid.lay("other", Kin("c", "d"), (Point(200, 90), Point(200, 110)))
    across = found(right(100, 100), left(400, 100), laid=laid)
    # then crossing it is paid for, since a way around would cost four bends
    assert across[0] == 300 + CROSSING
    assert len(across[2]) == 2


def test_it_does_not_lie_on_another_flow():
    laid = Laid()
    laid.lay("other", Kin("c", "d"), (Point(150, 60), Point(150, 240)))
    _price, _least, route = found(right(100, 100), left(400, 200), laid=laid)
    assert 150 not in {p.x for p in route}


@pytest.mark.parametrize("ends", [("a", "d"), ("c", "b")])
def test_on_a_flow_with_the_same_source_or_target_it_may_at_a_small_price(ends):
    laid = Laid()
    laid.lay("other", Kin(*ends), (Point(100, 100), Point(150, 100), Point(150, 300), Point(400, 300)))
    price, _least, _route = found(right(100, 100), left(400, 200), laid=laid)
    assert 0 < price - (400 + 2 * BEND) <= FORK


def test_it_enters_no_wall():
    wall = Rect(140, 150, 220, 10)
    assert found(right(100, 100, 360), left(400, 200, 140), walls=[wall]) is None


def test_where_everything_is_blocked_there_is_none():
    around = [Rect(80, 80, 230, 5), Rect(80, 120, 230, 5), Rect(300, 60, 5, 80), Rect(80, 60, 5, 80)]
    assert found(right(100, 100, 296), left(400, 200, 310), around) is None
