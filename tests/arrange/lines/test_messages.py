"""Messages leave their pool, run along the gap, and enter the other one, few bends first."""

import itertools

import pytest
from tests.helpers.plans import link, pool, standing, step

from mapper.arrange.lines.messages import is_far, message_routes
from mapper.arrange.lines.shapes import Dock, docks
from mapper.model.docking import BOTTOM, RIGHT, TOP


def between(source, target):
    """Three pools of two rows, a step in each corner; the message between two of them."""
    cells = {f"{n}{row}": step(f"{n}{row}", col, row) for n in "abc" for row, col in ((0, 0), (1, 2))}
    message = link(cells[source], cells[target], "message")
    standing(*(pool([cells[f"{n}0"], cells[f"{n}1"]], id=n) for n in "abc"), between=[message])
    return message


def dock(message, leaving, side):
    return next(found for found in docks(message, leaving, spread=False) if found.side == side)


def routes(message, out=BOTTOM, into=TOP):
    return found(message, dock(message, True, out), dock(message, False, into))


def found(message, out, into, is_open=lambda _one, _two: True):
    return list(message_routes(message, out, into, 3, is_open))


@pytest.mark.parametrize(("ends", "far"), [("a1 b0", False), ("b0 a1", False), ("a0 c1", True), ("c0 a0", True)])
def test_only_what_passes_a_pool_is_far(ends, far):
    assert is_far(between(*ends.split())) is far


def test_other_flows_are_never_far():
    message = between("a0", "c1")
    message.kind = "flow"
    assert not is_far(message)


def test_a_message_to_the_next_pool_runs_along_the_gap():
    assert routes(between("a1", "b0"))[0] == ((4, 2), (4, 3), (0, 3), (0, 4))


def test_every_way_is_level_and_plumb_and_joins_its_docks():
    message = between("a0", "c1")
    all_ways = routes(message)
    assert all_ways
    for route in all_ways:
        assert (route[0], route[-1]) == ((0, 0), (4, 10))
        assert all((a[0] == b[0]) != (a[1] == b[1]) for a, b in itertools.pairwise(route))


def test_a_message_past_a_pool_may_run_outside_all_or_through_its_columns():
    message = between("a1", "c0")
    lines = {route[2][0] for route in routes(message) if len(route) == 6}
    assert {-1, 5} <= lines
    assert {(4, 7), (0, 3)} <= {spot for route in routes(message) for spot in route}


def test_there_are_no_such_ways_from_the_side_of_a_step_or_within_a_pool():
    message = between("a1", "b0")
    aside = Dock(RIGHT, (4.0, 2.0), 0.0)
    assert found(message, aside, dock(message, False, TOP)) == []
    assert routes(between("a0", "a1")) == []


def test_no_way_begins_where_something_is_in_the_way():
    # given that nothing leads straight from the step to the gap
    message = between("a0", "b0")
    docked = dock(message, True, BOTTOM), dock(message, False, TOP)
    shut = ((0, 0), (0, 3))
    # then only routes beside its column are left
    left = found(message, *docked, is_open=lambda one, two: (one, two) != shut)
    assert left
    assert set(left) == {route for route in found(message, *docked) if route[:2] == ((0, 0), (0, 1))}
