"""What a route costs on the lattice, and what shuts it."""

from tests.helpers.plans import block, link, pool, standing, step

from mapper.arrange.lines.lattice import BEND, CROSSING, NEVER, STEP, Lattice, around, turns
from mapper.arrange.plan.plan import BoundaryEvent


def square():
    """Steps a, b, c, d in the corners of a grid of three by two, m in the middle of the first row."""
    cells = [step("a", 0, 0), step("b", 2, 0), step("c", 0, 1), step("d", 2, 1), step("m", 1, 0)]
    return {cell.id: cell for cell in cells}


def lattice(cells):
    return Lattice(standing(pool(cells.values())))


def test_a_price_is_length_and_bends():
    cells = square()
    flow = link(cells["c"], cells["d"])
    ground = lattice(cells)
    assert ground.price(((0, 2), (4, 2)), flow, NEVER) == 4 * STEP
    assert ground.price(((0, 2), (0, 3), (4, 3), (4, 2)), flow, NEVER) == 2 * BEND + 6 * STEP


def test_no_way_runs_through_a_step():
    cells = square()
    assert lattice(cells).price(((0, 0), (4, 0)), link(cells["a"], cells["b"]), NEVER) == NEVER


def test_no_way_runs_back_through_its_own_ends():
    cells = square()
    del cells["m"]
    ground, flow = lattice(cells), link(cells["a"], cells["b"])
    # given routes that lead on through the step they leave, through the one they enter, and in between through both
    out = ((0, 0), (0, 1), (-1, 1), (-1, 0), (4, 0))
    into = ((0, 0), (5, 0), (5, 1), (4, 1), (4, 0))
    between = ((0, 0), (0, 1), (-1, 1), (-1, 0), (5, 0), (5, 1), (4, 1), (4, 0))
    assert [ground.price(route, flow, NEVER) for route in (out, into, between)] == [NEVER] * 3
    # but the same ways past them are open
    assert ground.price(((0, 0), (0, -1), (5, -1), (5, 0), (4, 0)), flow, NEVER) < NEVER
    assert ground.price(((0, 0), (4, 0)), flow, NEVER) < NEVER


def test_an_association_never_lies_on_a_flow_of_its_own_step_nor_do_two_flows_between_the_same_steps():
    cells = square()
    ground = lattice(cells)
    laid = link(cells["c"], cells["d"])
    laid.route = ((0, 2), (4, 2))
    ground.lay(laid)
    route = ((0, 2), (1, 2), (1, 3), (4, 3), (4, 2))
    assert ground.price(route, link(cells["c"], cells["d"], "tie"), NEVER) == NEVER
    # nor does a second flow to the same step, which nobody could tell from it; one to another step may begin on it
    assert ground.price(route, link(cells["c"], cells["d"]), NEVER) == NEVER
    assert ground.price(((0, 2), (1, 2), (1, 0), (2, 0)), link(cells["c"], cells["m"]), NEVER) < NEVER


def test_the_channels_between_steps_are_free():
    cells = square()
    route = ((0, 0), (0, 1), (4, 1), (4, 0))
    assert lattice(cells).price(route, link(cells["a"], cells["b"]), NEVER) < NEVER


def test_a_way_that_costs_more_than_the_limit_is_not_wanted():
    cells = square()
    flow = link(cells["c"], cells["d"])
    route = ((0, 2), (0, 3), (4, 3), (4, 2))
    assert lattice(cells).price(route, flow, BEND) == NEVER


def test_no_way_lies_on_another_unless_they_share_an_end():
    cells = square()
    laid, strange = link(cells["c"], cells["d"]), link(cells["a"], cells["b"])
    ground = lattice(cells)
    laid.route = ((0, 2), (4, 2))
    ground.lay(laid)
    beside = ((0, 0), (0, 1), (1, 1), (1, 2), (3, 2), (3, 1), (4, 1), (4, 0))
    assert ground.price(beside, strange, NEVER) == NEVER
    # but what starts where it starts may begin with a piece of it
    kin = link(cells["c"], cells["b"])
    assert ground.price(((0, 2), (2, 2), (2, 1), (4, 1), (4, 0)), kin, NEVER) == 3 * BEND + 6 * STEP
    # and what was taken out again leaves its place free
    ground.lay(laid, -1)
    assert ground.price(beside, strange, NEVER) < NEVER


def test_a_crossing_is_dear():
    cells = square()
    del cells["m"]
    laid, flow = link(cells["c"], cells["d"]), link(cells["a"], cells["b"])
    ground = lattice(cells)
    laid.route = ((0, 2), (4, 2))
    free = ((0, 0), (2, 0), (2, 3), (4, 3), (4, 0))
    before = ground.price(free, flow, NEVER)
    ground.lay(laid)
    assert ground.price(free, flow, NEVER) == before + CROSSING


def test_a_flow_stays_in_its_pool_but_a_message_need_not():
    one, two, other = step("one", 0), step("two", 2), step("other", 1)
    flow, message = link(one, two), link(one, two, "message")
    ground = Lattice(standing(pool([one, two], [flow]), pool([other], id="other")))
    outside = ((0, 0), (0, 3), (4, 3), (4, 0))
    assert ground.price(outside, flow, NEVER) == NEVER
    assert ground.price(outside, message, NEVER) < NEVER


def test_a_corner_that_is_banned_shuts_the_way_of_that_flow_alone():
    cells = square()
    flow, other = link(cells["c"], cells["d"]), link(cells["c"], cells["d"], "tie")
    other.id = "other"
    ground = lattice(cells)
    route = ((0, 2), (1, 2), (1, 3), (4, 3), (4, 2))
    ground.banned.add((flow.id, (True, 1, 2)))
    assert ground.price(route, flow, NEVER) == NEVER
    assert ground.price(route, other, NEVER) < NEVER


# -- blocks ------------------------------------------------------------------------------------------------------------


def with_block():
    """a, a block of three columns with i at its left and j at its right and nothing between, z behind it."""
    i, j = step("i", 1), step("j", 3)
    holder = block(step("holder", 1), [i, j])
    holder.cols = 3
    a, z = step("a"), step("z", 4)
    return {cell.id: cell for cell in (a, holder, i, j, z)}, standing(pool([a, holder, z]))


def test_only_what_belongs_to_a_block_runs_in_it():
    cells, found = with_block()
    for id in "ij":
        found.cells[id] = cells[id]
    ground = Lattice(found)
    through = ((0, 0), (0, -1), (4, -1), (4, 1), (8, 1), (8, 0))
    assert ground.price(through, link(cells["a"], cells["z"]), NEVER) == NEVER
    assert ground.price(((2, 0), (6, 0)), link(cells["i"], cells["j"]), NEVER) == 4 * STEP
    assert ground.price(((0, 0), (2, 0)), link(cells["a"], cells["i"]), NEVER) == 2 * STEP


def test_what_ends_at_a_block_may_pass_its_own_border():
    cells, found = with_block()
    assert Lattice(found).price(((0, 0), (2, 0)), link(cells["a"], cells["holder"]), NEVER) == 2 * STEP


def test_the_blocks_around_the_ends_of_a_flow():
    cells, _found = with_block()
    assert around(link(cells["a"], cells["i"])) == {"a", "i", "holder"}


# -- ends and turns ----------------------------------------------------------------------------------------------------


def test_flows_from_a_boundary_event_start_at_that():
    one, two = step("one"), step("two")
    flow = link(one, two)
    assert flow.ends == ("one", "two")
    flow.boundary_event = BoundaryEvent("late", 36, 36, (0, 0))
    assert flow.ends == ("late", "two")


def test_turns_between_rows_and_channels():
    found = turns(((0, 0), (3, 0), (3, 4), (6, 4)))
    assert found == [((True, 3, 0), -1), ((True, 3, 4), 1)]
    assert turns(((0, 0), (0, 3), (4, 3), (4, 0))) == [((False, 3, 0), -1), ((False, 3, 4), -1)]


def test_ways_that_turn_the_same_way_round_at_one_place_cost_a_little_more():
    cells = square()
    laid, flow = link(cells["d"], cells["m"]), link(cells["c"], cells["b"])
    ground = lattice(cells)
    route = ((0, 2), (1, 2), (1, -1), (4, -1), (4, 0))
    before = ground.price(route, flow, NEVER)
    laid.route = ((4, 2), (1, 2), (1, 3))
    ground.lay(laid)
    assert before < ground.price(route, flow, NEVER) < NEVER
