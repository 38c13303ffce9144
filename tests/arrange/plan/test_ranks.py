"""Columns: flows lead on to the right, loops are cut where they close, starts stand close to what they lead to."""

from tests.helpers.plans import block, chain, link, plan, pool, step, steps

from mapper.arrange.plan.ranks import align_pools, rank, top


def cols(container):
    return {cell.id: cell.col for cell in container.cells}


def test_each_step_stands_a_column_behind_the_one_before():
    container = pool(a := steps("one two three")[::-1], chain(reversed(a)))
    rank(container)
    assert cols(container) == {"one": 0, "two": 1, "three": 2}


def test_a_join_stands_behind_its_longest_branch():
    split, long, longer, join = cells = steps("split long longer join")
    container = pool(cells, [*chain([split, long, longer, join]), link(split, join)])
    rank(container)
    assert cols(container) == {"split": 0, "long": 1, "longer": 2, "join": 3}


def test_only_the_flow_that_closes_a_loop_leads_back():
    # given a loop that begins in the middle of the file's order
    begin, do, check, end = cells = steps("begin do check end")
    container = pool([do, check, begin, end], [link(check, do), *chain(cells)])
    rank(container)
    # then it is cut where it returns, seen from the start
    assert [each.id for each in container.links if each.back] == ["check-do"]
    assert cols(container) == {"begin": 0, "do": 1, "check": 2, "end": 3}


def test_a_loop_without_a_start_is_cut_once():
    cells = steps("a b c")
    container = pool(cells, [*chain(cells), link(cells[2], cells[0])])
    rank(container)
    assert [each.id for each in container.links if each.back] == ["c-a"]


def test_a_flow_from_a_step_to_itself_leads_back():
    one, two = cells = steps("one two")
    container = pool(cells, [link(one, one), link(one, two)])
    rank(container)
    assert [each.back for each in container.links] == [True, False]
    assert cols(container) == {"one": 0, "two": 1}


def test_a_late_start_stands_right_before_what_it_leads_to():
    a, b, c, late = cells = steps("a b c late")
    container = pool(cells, [*chain([a, b, c]), link(late, c)])
    rank(container)
    assert late.col == 1


def test_what_follows_a_wide_block_stands_behind_all_of_it():
    _begin, wide, _end = cells = steps("begin wide end")
    wide.cols = 4
    container = pool(cells, chain(cells))
    rank(container)
    assert cols(container) == {"begin": 0, "wide": 1, "end": 5}


def test_steps_without_flows_stand_in_rows_of_a_few_from_the_first_column():
    container = pool([step(str(n)) for n in range(6)])
    rank(container)
    assert [cell.col for cell in container.cells] == [0, 1, 2, 3, 0, 1]


def test_a_flow_into_a_block_counts_for_the_block():
    inner, before = step("inner"), step("before")
    outer = block(step("outer"), [inner])
    container = pool([outer, before], [link(before, inner)])
    rank(container)
    assert top(inner, container) is outer
    assert (before.col, outer.col) == (0, 1)


# -- messages ----------------------------------------------------------------------------------------------------------


def two_pools(count: int = 5):
    """Two chains of so many steps in two pools, ranked."""
    upper = pool(a := steps(" ".join(f"a{n}" for n in range(count))), chain(a), id="upper")
    lower = pool(b := steps(" ".join(f"b{n}" for n in range(count))), chain(b), id="lower")
    return upper, lower, a, b


def test_who_receives_a_message_comes_to_stand_below_who_sends_it():
    upper, lower, a, b = two_pools()
    found = plan(upper, lower, between=[link(a[1], b[0], "message")])
    align_pools(found)
    assert (a[1].col, b[0].col, b[1].col) == (1, 1, 2)


def test_messages_do_not_make_a_map_much_wider():
    # given a message from the last step of one pool to the first of another
    upper, lower, a, b = two_pools()
    found = plan(upper, lower, between=[link(a[4], b[0], "message")])
    align_pools(found)
    assert [cell.col for cell in b] == [0, 1, 2, 3, 4]


def test_a_sender_that_has_room_moves_to_who_receives():
    upper, lower, _a, b = two_pools()
    lone = step("lone")
    upper.cells.append(lone)
    lone.container = upper
    found = plan(upper, lower, between=[link(lone, b[3], "message")])
    align_pools(found)
    assert lone.col == b[3].col == 3


def test_messages_to_and_fro_do_not_run_in_circles():
    upper, lower, a, b = two_pools(2)
    found = plan(upper, lower, between=[link(a[0], b[1], "message"), link(b[0], a[1], "message")])
    align_pools(found)
    assert [(cell.col) for cell in (*a, *b)] == [0, 1, 0, 1]
