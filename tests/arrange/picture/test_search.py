"""Small maps are tried several routes, and never come out dearer for it."""

import random

import pytest
from tests.helpers.plans import chain, link, plan, pool, step, steps

from mapper.arrange.lines.route import route
from mapper.arrange.lines.uncross import together, uncross
from mapper.arrange.picture.search import _Choice, improved
from mapper.arrange.places.moves import CUT, DROP, SHIFT
from mapper.arrange.places.seats import seat, stack
from mapper.model.kinds import EVENT, GATEWAY, TASK

ROW, COLUMN = 7.0, 4.0


def tangle():
    """Two branches out of a fork, each with a side route into the other's later steps, and one that skips them all."""
    begin, fork, *rest = steps("begin fork a b c d join end")
    fork.family = GATEWAY
    a, b, c, d, join, end = rest
    links = [
        *chain([begin, fork, a, b, join, end]),
        *chain([fork, c, d, join]),
        link(a, d),
        link(c, b),
        link(fork, end),
    ]
    return pool([begin, fork, *rest], links)


def first_try(container):
    """The price of the layout without a search."""
    found = plan(container)
    seat(found)
    stack(found, {})
    route(found)
    return sum(link.price for link in found.links) + ROW * found.rows


def searched(container):
    found = plan(container)
    seat(found)
    improved(found)
    return found, sum(link.price for link in found.links) + ROW * found.rows


@pytest.mark.parametrize("loops", [(), ((5, 2),)])
def test_the_search_never_makes_it_dearer(loops):
    # given the same map twice, with some loops back
    containers = [tangle(), tangle()]
    for container in containers:
        cells = container.cells
        container.links += [link(cells[one], cells[two]) for one, two in loops]
    assert searched(containers[0])[1] <= first_try(containers[1]) + 0.01


def test_the_search_finds_what_the_first_try_misses():
    # given three starts that lead to each other's steps, so that ways cross where branches are put first
    pairs = ("a d", "a e", "b d", "b f", "c e", "d f")
    containers = []
    for _same in range(2):
        cells = {name: step(name) for name in "abcdef"}
        containers.append(pool(cells.values(), [link(cells[pair[0]], cells[pair[2]]) for pair in pairs]))
    assert searched(containers[0])[1] < first_try(containers[1]) - ROW


def some_steps(seed):
    """A few steps in lanes, each behind an earlier one, and some more flows."""
    at = random.Random(seed)
    cells = [step(f"s{number}", strip=at.randrange(3), family=at.choice((TASK, TASK, GATEWAY))) for number in range(6)]
    pairs = {(at.randrange(number), number) for number in range(1, 6)}
    pairs |= {tuple(at.sample(range(6), 2)) for _more in range(3)}
    return plan(pool(cells, [link(cells[one], cells[two]) for one, two in sorted(pairs)], lanes=3))


def priced(found, lattice):
    """What a layout costs in the end: its rows, columns and routes, each route held against all others."""
    return ROW * found.rows + COLUMN * found.cols + together(lattice, found.links)


@pytest.mark.parametrize("seed", [0, 1, 8, 11, 17])
def test_no_layout_costs_more_than_the_first_one_with_its_ways_as_good(seed):
    first, best = some_steps(seed), some_steps(seed)
    seat(first)
    stack(first, {})
    lattice = route(first)
    uncross(lattice, first.links)
    seat(best)
    assert priced(best, improved(best)) <= priced(first, lattice) + 0.01


def test_branches_beside_the_main_path_keep_their_order_where_that_costs_nothing():
    # given four branches of one step each from a split to a join
    begin, split, join, end = steps("begin split join end")
    split.family = join.family = GATEWAY
    branches = steps("main second third fourth")
    routes = [flow for branch in branches for flow in chain([split, branch, join])]
    found, _price = searched(pool([begin, split, *branches, join, end], [link(begin, split), *routes, link(join, end)]))
    assert found.cells["main"].row == found.cells["split"].row
    assert found.cells["second"].row < found.cells["third"].row < found.cells["fourth"].row


@pytest.mark.parametrize(("family", "lane", "col"), [(TASK, 0, 2), (EVENT, 0, 1), (TASK, 1, 1)])
def test_an_event_or_another_lane_s_step_may_stand_straight_below_a_gateway_but_no_step_of_its_lane(family, lane, col):
    # given a gateway in the second column of a path, and something else that it leads to
    cells = steps("a choice c d")
    cells[1].family = GATEWAY
    other = step("other", strip=lane, family=family)
    found, _price = searched(pool([*cells, other], [*chain(cells), link(cells[1], other)], lanes=2))
    assert (found.cells["choice"].col, found.cells["other"].col) == (1, col)
    assert found.cells["other"].row > found.cells["choice"].row


def test_a_delay_that_a_later_move_made_useless_is_taken_back():
    # given a tangle over three lanes for which the search puts a step off at first
    cells = steps("s0 s1 s2 s3 s4 s5 s6")
    for cell, strip in zip(cells, (2, 2, 2, 1, 0, 1, 0), strict=True):
        cell.strip = strip
    pairs = ((0, 1), (0, 5), (1, 2), (1, 3), (1, 4), (3, 4), (3, 5), (5, 6))
    found, _price = searched(pool(cells, [link(cells[one], cells[two]) for one, two in pairs], lanes=3))
    # then no column stays empty in the end
    assert {cell.col for cell in cells} == set(range(found.cols))


def test_every_flow_has_its_way_and_every_step_its_place_afterwards():
    found, _price = searched(tangle())
    assert all(len(flow.route) >= 2 for flow in found.links)
    assert all(0 <= cell.row < found.rows for cell in found.cells.values())
    assert len({(cell.col, cell.row) for cell in found.cells.values()}) == len(found.cells)


def test_ways_start_and_end_where_their_steps_came_to_stand():
    found, _price = searched(tangle())
    for flow in found.links:
        for spot, cell in ((flow.route[0], flow.source), (flow.route[-1], flow.target)):
            assert (round(spot[0]), round(spot[1])) == (2 * cell.col, 2 * cell.row)


def test_the_search_gives_the_same_again():
    assert [flow.route for flow in searched(tangle())[0].links] == [flow.route for flow in searched(tangle())[0].links]


def test_large_maps_are_laid_once():
    # given more than is tried several routes: a long chain with a branch at every tenth step
    cells = steps(" ".join(f"s{n}" for n in range(200)))
    side = [step(f"t{n}") for n in range(0, 190, 10)]
    links = chain(cells)
    for n, one in enumerate(side):
        links += [link(cells[10 * n], one), link(one, cells[10 * n + 5])]
    found, price = searched(pool([*cells, *side], links))
    assert all(flow.route for flow in found.links)
    assert found.rows == 2
    assert price < 30 * len(links)


def test_a_shift_there_and_back_is_no_cut():
    # given a choice of a shift, and one of a cut
    first = _Choice({}, frozenset(), {}, frozenset())
    down, up, cut, drop = ((SHIFT, "a", 1),), ((SHIFT, "a", -1),), ((CUT, "flow", 0),), ((DROP, "flow", 0),)
    # when each is taken back
    # then a layout costs what it did: no chain is off its place, and no flow counts as cut
    assert not any(first.but(down).but(up).shifts.values())
    assert not first.but(down).but(up).cuts
    assert (first.but(cut).cuts, first.but(cut).drops) == ({"flow"}, set())
    assert (first.but(drop).cuts, first.but(drop).drops) == (set(), {"flow"})
    assert first.but(cut).but(cut) == first.but(drop).but(drop) == first
