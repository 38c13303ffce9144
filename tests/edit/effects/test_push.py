"""What lies beside a pool makes way when the pool grows, in the order it has."""

import pytest
from tests.helpers import maps
from tests.helpers.maps import PLANE, bounds, do, flow, step

from mapper.edit.verbs import create, resize
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect
from mapper.model.records import Node

LOOSE = ("one", "two", "far", "sub", "inner")


@pytest.fixture
def diagram() -> Diagram:
    """The pool of `maps.order` (to y 550) and, below it, a process that no pool shows: one → two in a row, far further
    right than the pool reaches, and an open sub-process with a step in it."""
    other = Node("other", "process")
    one, two, far = (step(id, x, 700, None, parent="other") for id, x in (("one", 200), ("two", 700), ("far", 1400)))
    sub = step("sub", 400, 900, None, "subProcess", parent="other")
    inner = step("inner", 400, 900, None, parent="sub")
    return Diagram([*maps.order().records(), other, one, two, far, sub, inner, flow("f9", one, two)])


def test_steps_of_one_process_go_together_and_what_they_hold_once(diagram: Diagram) -> None:
    was = {id: bounds(diagram, id) for id in LOOSE}
    # when the pool grows over the first row
    do(diagram, resize.resize_to, "pool", Rect(100, 100, 700, 700))
    # then all of the process has gone down by one distance, and the row is a row
    (down,) = {bounds(diagram, id).y - was[id].y for id in LOOSE}
    assert bounds(diagram, "pool").bottom <= bounds(diagram, "one").y
    assert down > 0
    assert len(diagram.flow("f9").points) == 2


def test_what_is_not_reached_stays(diagram: Diagram) -> None:
    was = {id: bounds(diagram, id) for id in LOOSE}
    do(diagram, resize.resize_to, "pool", Rect(100, 100, 700, 500))
    assert {id: bounds(diagram, id) for id in LOOSE} == was


def test_a_step_appended_in_a_low_pool_goes_into_it_and_the_rest_makes_way() -> None:
    # given a pool as high as its steps, and a process without a pool right below
    pool = Node("pool", "participant", "Shop", "collaboration", ref="process", plane=PLANE)
    pool = pool.but(bounds=Rect(100, 100, 600, 100))
    start, check = step("start", 200, 150, None, "startEvent"), step("check", 320, 150, None)
    below = step("below", 300, 290, None, parent="other")
    diagram = Diagram(maps.behind(pool, start, check, Node("other", "process"), below, flow("f1", start, check)))
    # when something more is to follow the start
    new = do(diagram, create.append, "start", "task")
    # then the pool grows to hold it
    assert diagram.node(new).parent == "process"
    assert bounds(diagram, "pool").holds(bounds(diagram, new))
    assert bounds(diagram, "pool").h < 250
    assert not bounds(diagram, "pool").meets(bounds(diagram, "below"))
