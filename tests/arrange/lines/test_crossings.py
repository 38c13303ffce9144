"""Crossings of routes, counted on the lattice before there are pixels."""

from mapper.arrange.lines.crossings import Crossings, stretches

A, B = ("a", "x"), ("b", "y")


def crossed(one, two, ends=B):
    """How often one way crosses another that is laid."""
    laid = Crossings()
    for part in stretches(two, ends):
        laid.lay(part, 1)
    return sum(laid.count(part, 99) for part in stretches(one, A))


def test_a_way_in_straight_parts_with_low_before_high():
    level, vertical, back = stretches(((0, 0), (3, 0), (3, 4), (2, 4)), A)
    assert level[:5] == (True, 0, 0, 3, None)
    assert vertical[:4] == (False, 3, 0, 4)
    assert back[:4] == (True, 4, 2, 3)


def test_a_part_in_a_channel_knows_the_sides_it_is_entered_from():
    up, down = (
        stretches(route, A)[1] for route in (((6, 4), (3, 4), (3, 0), (0, 0)), ((0, 0), (3, 0), (3, 4), (6, 4)))
    )
    assert up == down
    assert up[4] == (-1, 1)


def test_a_level_way_crosses_an_upright_one():
    assert crossed(((0, 2), (6, 2)), ((4, 0), (4, 6))) == 1
    assert crossed(((4, 0), (4, 6)), ((0, 2), (6, 2))) == 1


def test_ways_that_only_touch_do_not_cross():
    assert crossed(((0, 2), (4, 2)), ((4, 0), (4, 6))) == 0
    assert crossed(((0, 0), (6, 0)), ((4, 0), (4, 6))) == 0


def test_two_in_one_channel_that_can_pass_each_other_do_not_cross():
    # given one that comes from the left and leaves to the left, and one to the right of it
    assert crossed(((0, 0), (3, 0), (3, 4), (0, 4)), ((6, 2), (3, 2), (3, 6), (6, 6))) == 0


def test_two_in_one_channel_that_must_cross_count_once():
    # given one that goes from the left to the right, and one within its extent from side to side as well
    one = ((0, 0), (3, 0), (3, 4), (6, 4))
    assert crossed(one, ((6, 2), (3, 2), (3, 6), (0, 6))) == 1
    assert crossed(one, ((0, 2), (3, 2), (3, 6), (6, 6))) == 0


def test_two_in_one_channel_whose_arms_would_lie_on_each_other_cross():
    # given one from the right to the left, and one from the left to the right between the same levels
    one = ((6, 0), (3, 0), (3, 4), (0, 4))
    assert crossed(one, ((0, 0), (3, 0), (3, 4), (6, 4))) == 1
    # and one that only its upper arm meets: they pass each other on the other side
    assert crossed(one, ((0, 0), (3, 0), (3, 4), (0, 4))) == 0


def test_ways_that_leave_one_place_may_share_a_channel():
    one, two = ((0, 0), (3, 0), (3, 4), (6, 4)), ((6, 2), (3, 2), (3, 6), (0, 6))
    assert crossed(one, two, ends=("a", "y")) == 0


def test_two_that_share_a_long_channel_are_counted_once():
    assert crossed(((0, 0), (3, 0), (3, 36), (6, 36)), ((6, 2), (3, 2), (3, 38), (0, 38))) == 1


def test_what_was_taken_out_is_not_crossed():
    laid = Crossings()
    parts = stretches(((0, 0), (3, 0), (3, 4), (6, 4)), B)
    for by in (1, -1):
        for part in parts:
            laid.lay(part, by)
    assert sum(laid.count(part, 99) for part in stretches(((6, 2), (3, 2), (3, 6), (0, 6)), A)) == 0


def test_counting_may_stop_above_what_matters():
    laid = Crossings()
    for col in range(2, 40, 2):
        laid.lay(stretches(((col, 0), (col, 4)), ("b", str(col)))[0], 1)
    (through,) = stretches(((0, 2), (40, 2)), A)
    assert laid.count(through, 99) == 19
    assert 3 < laid.count(through, 3) < 19
