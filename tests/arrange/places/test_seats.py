"""Places in the whole plan: pools below each other, blocks as large as what they hold."""

from tests.helpers.plans import block, chain, closed, link, plan, pool, step, steps

from mapper.arrange.places.seats import seat, stack


def seated(found, shifts=None):
    seat(found)
    return stack(found, shifts or {})


def test_pools_stand_below_each_other_and_rows_know_their_pool_and_lane():
    a, b = steps("a b")
    b.strip = 1
    found = plan(pool([a, b], chain([a, b]), lanes=2, id="upper"), pool(steps("c"), id="lower"))
    seated(found)
    assert [found.cells[id].row for id in "abc"] == [0, 1, 2]
    assert [found.strip_at(row) for row in (-1, 0, 1, 2, 3)] == [None, (0, 0), (0, 1), (1, 0), None]
    assert (found.cols, found.rows) == (2, 3)


def test_a_closed_pool_reaches_over_all_columns():
    cells = steps("a b c")
    found = plan(pool(cells, chain(cells)), closed("bank"))
    seated(found)
    bank = found.cells["bank"]
    assert (bank.col, bank.cols, bank.row) == (0, 3, 1)


def test_a_block_is_as_large_as_what_it_holds_at_every_depth():
    # given a block in a block, and a fork in the inner one
    split, up, down, join = inside = steps("split up down join")
    inner = block(step("inner"), inside, [*chain([split, up, join]), *chain([split, down, join])])
    outer = block(step("outer"), [*steps("x"), inner], [link(x := step("x"), inner)])
    outer.inner.cells[0] = x
    x.block, x.container = outer, outer.inner
    found = plan(pool([outer]))
    seated(found)
    assert (inner.cols, inner.rows) == (3, 2)
    assert (outer.cols, outer.rows) == (4, 2)
    assert {(cell.col, cell.row) for cell in (x, split, join)} <= {(0, 0), (1, 0), (3, 0), (0, 1), (1, 1), (3, 1)}
    assert inner.col <= split.col < join.col == inner.col + inner.cols - 1


def test_flows_pass_a_block_in_the_row_of_its_main_path():
    split, up, down = inside = steps("split up down")
    holder = block(step("holder"), inside, [link(split, up), link(split, down)])
    before = step("before")
    found = plan(pool([before, holder], [link(before, holder)]))
    seated(found)
    assert holder.level == split.row == before.row


def test_steps_lean_to_the_pools_they_exchange_messages_with():
    # given a step with messages to and from pools below, another one with the pool above, and one with both
    low, high, both = cells = steps("low high both")
    bank, shop, van = closed("bank"), closed("shop"), closed("van")
    between = [link(low, shop.cells[0], "message"), link(van.cells[0], low, "message")]
    between += [link(bank.cells[0], high, "message")]
    between += [link(both, other.cells[0], "message") for other in (bank, shop)]
    seated(plan(bank, pool(cells, chain(cells)), shop, van, between=between))
    assert [cell.lean for cell in cells] == [2, -1, 0]


def test_stacking_again_gives_the_same_places():
    inside = steps("p q")
    cells = [*steps("a b"), block(step("c"), inside, chain(inside))]
    found = plan(pool(cells, chain(cells)))
    seated(found)
    first = {id: (cell.col, cell.row) for id, cell in found.cells.items()}
    stack(found, {})
    assert {id: (cell.col, cell.row) for id, cell in found.cells.items()} == first


def test_a_shift_reaches_chains_within_blocks():
    split, up, long, end = inside = steps("split up long end")
    links = [link(split, up), *chain([split, long, end])]
    found = plan(pool([block(step("holder"), inside, links)]))
    seated(found)
    before = up.row - split.row
    stack(found, {"up": -2 * before})
    assert (up.row - split.row) * before < 0
