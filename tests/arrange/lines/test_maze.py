"""Where no simple shape fits a route is found all the same, if there is one, and it is the cheapest."""

from itertools import pairwise

from tests.helpers.plans import link, pool, standing, step

from mapper.arrange.lines.lattice import NEVER, Lattice
from mapper.arrange.lines.maze import through


def solved(flow, *containers):
    found = standing(*containers, between=[flow])
    lattice = Lattice(found)
    return through(lattice, flow), lattice


def test_neighbours_are_joined_straight():
    a, b = step("a"), step("b", 1)
    assert solved(link(a, b), pool([a, b]))[0] == ((0, 0), (2, 0))


def test_a_way_around_a_step_keeps_to_free_places():
    a, wall, b = step("a"), step("wall", 1), step("b", 2)
    flow = link(a, b)
    route, lattice = solved(flow, pool([a, wall, b]))
    assert lattice.price(route, flow, NEVER) < NEVER
    assert route[0][0] == 0
    assert route[-1][0] == 4


def test_a_way_is_found_out_of_a_corner_that_others_have_shut():
    # given the channel to the right of a, and those above and below, taken up by a route along its row
    a, b, c, d = step("a"), step("b", 2), step("c", 1), step("d", 1, 1)
    laid, flow = link(c, d), link(a, b)
    found = standing(pool([a, b, c, d], [laid, flow]))
    lattice = Lattice(found)
    laid.route = ((2, 0), (2, 2))
    lattice.lay(laid)
    route = through(lattice, flow)
    # then it leads over the top, horizontal and vertical, without crossing that
    assert lattice.price(route, flow, NEVER) < 60
    assert min(y for _x, y in route) == -1
    assert all((p[0] == q[0]) != (p[1] == q[1]) for p, q in pairwise(route))


def test_no_place_is_passed_straight_needlessly():
    a, b = step("a"), step("b", 4, 3)
    route, _lattice = solved(link(a, b), pool([a, b]))
    assert len(route) == 3


def test_what_is_shut_in_has_no_way():
    # given a flow between two pools, where sequence flows never run
    a, b = step("a"), step("b", 5)
    assert solved(link(a, b), pool([a]), pool([b], id="other"))[0] is None


def test_a_dock_in_use_is_left_for_one_beside_it():
    # given flows that arrive at b in the middle of its left side from another row, and the way out of a shut above
    a, b = step("a"), step("b", 1)
    laid, flow = link(b, a), link(a, b)
    found = standing(pool([a, b], [laid, flow]))
    lattice = Lattice(found)
    laid.route = ((2, 0), (0, 0))
    lattice.lay(laid)
    route = through(lattice, flow)
    assert route is not None
    assert not {(0, 0), (2, 0)} <= set(route)
    assert lattice.price(route, flow, NEVER) < NEVER
