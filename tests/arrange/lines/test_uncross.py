"""Two routes that cross are laid again together, and what is dearer is taken back."""

from tests.helpers.plans import link, pool, standing, step

from mapper.arrange.lines.lattice import Lattice
from mapper.arrange.lines.uncross import uncross


def crossed():
    """Two flows from the lower to the upper row and back that cross, and need not."""
    a, b = step("a", 0, 0), step("b", 0, 1)
    c, d = step("c", 2, 0), step("d", 2, 1)
    flows = [link(a, c), link(b, d)]
    lattice = Lattice(standing(pool([a, b, c, d], flows)))
    flows[0].route = ((0, 0), (1, 0), (1, 3), (3, 3), (3, 0), (4, 0))
    flows[1].route = ((0, 2), (4, 2))
    return lattice, flows


def laid(lattice, flows):
    for flow in flows:
        lattice.lay(flow)
    uncross(lattice, flows)
    return [flow.route for flow in flows]


def test_ways_that_need_not_cross_are_laid_apart():
    assert laid(*crossed()) == [((0, 0), (4, 0)), ((0, 2), (4, 2))]


def test_the_lattice_knows_what_became_of_them():
    lattice, flows = crossed()
    laid(lattice, flows)
    # when both are taken out, nothing is left
    for flow in flows:
        lattice.lay(flow, -1)
    assert not any(lattice.uses(level, line, at) for level in (True, False) for line in range(-1, 6) for at in range(6))


def test_ways_that_must_cross_stay_as_they_are():
    # given two straight routes, one level, one vertical
    a, b, c, d = step("a", 0, 9), step("b", 18, 9), step("c", 9, 0), step("d", 9, 18)
    flows = [link(a, b), link(c, d)]
    lattice = Lattice(standing(pool([a, b, c, d], flows)))
    flows[0].route, flows[1].route = ((0, 18), (36, 18)), ((18, 0), (18, 36))
    assert laid(lattice, flows) == [((0, 18), (36, 18)), ((18, 0), (18, 36))]


def test_ways_that_do_not_cross_are_not_touched():
    lattice, flows = crossed()
    flows[1].route = ((0, 2), (0, 1), (4, 1), (4, 2))
    flows[0].route = ((0, 0), (0, -1), (4, -1), (4, 0))
    assert laid(lattice, flows) == [((0, 0), (0, -1), (4, -1), (4, 0)), ((0, 2), (0, 1), (4, 1), (4, 2))]
