"""From places to pixels: columns and rows as near as what stands in them allows, channels as wide as their tracks."""

from itertools import pairwise

from tests.helpers.plans import block, boundary_event, chain, closed, link, plan, pool, standing, step, steps

from mapper.arrange.lines.tracks import assign
from mapper.arrange.picture.coordinates import (
    BLOCK_PAD,
    CLEAR,
    COLUMN_GAP,
    LANE_PAD,
    MARGIN,
    POOL_GAP,
    ROW_GAP,
    TRACK,
    block_boundary,
    grid,
)
from mapper.arrange.places.extents import measure
from mapper.model.kinds import EVENT

MIDDLE = (True, 1)
"""The channel between the first and the second column."""


def pixels(found, extra=None):
    """The grid of a plan, with what runs in its channels."""
    channels = assign(found)
    return grid(found, channels, measure(found), extra or {}), channels


def ladder(count):
    """As many flows from a column of steps to the next as are asked for, each three rows down: side by side."""
    a = [step(f"a{n}", 0, n) for n in range(count)]
    b = [step(f"b{n}", 1, n + 3) for n in range(count)]
    links = [link(one, two) for one, two in zip(a, b, strict=True)]
    for n, flow in enumerate(links):
        flow.route = ((0, 2 * n), (1, 2 * n), (1, 2 * n + 6), (2, 2 * n + 6))
    return standing(pool([*a, *b], links))


def test_columns_stand_a_gap_apart():
    at, _channels = pixels(standing(pool(a := steps("a b c"), chain(a))))
    assert [two - one for one, two in pairwise(at.x)] == [100 + COLUMN_GAP] * 2


def test_rows_stand_a_gap_apart_where_one_thing_is_above_another():
    at, _channels = pixels(standing(pool([step("a"), step("b", 0, 1)])))
    assert at.y[1] - at.y[0] == 80 + ROW_GAP


def test_rows_close_up_where_nothing_stands_in_their_way():
    # given steps in different columns
    at, _channels = pixels(standing(pool([step("a"), step("b", 1, 1)])))
    assert at.y[1] - at.y[0] < 80


def test_a_column_is_as_wide_as_its_widest_step_in_any_row():
    cells = [step("a", family=EVENT), step("wide", 0, 1), step("b", 1)]
    at, _channels = pixels(standing(pool(cells)))
    assert at.x[1] - at.x[0] == 50 + COLUMN_GAP + 50


def test_one_track_needs_no_more_room_than_the_gap():
    at, _channels = pixels(ladder(1))
    assert at.x[1] - at.x[0] == 100 + COLUMN_GAP
    # and stands in the middle of it
    (place,) = at.places.values()
    assert place == (at.x[0] + at.x[1]) / 2


def test_each_track_more_makes_the_channel_wider():
    wide = [pixels(ladder(count))[0].x for count in (4, 5)]
    assert (wide[1][1] - wide[1][0]) - (wide[0][1] - wide[0][0]) == TRACK


def test_tracks_stand_apart_from_each_other_and_from_shapes():
    at, channels = pixels(ladder(4))
    places = sorted(at.places[piece] for piece in channels[MIDDLE])
    assert [two - one for one, two in pairwise(places)] == [TRACK] * 3
    assert places[0] - (at.x[0] + 50) >= MARGIN
    assert (at.x[1] - 50) - places[-1] >= MARGIN


def test_a_channel_can_be_asked_to_be_wider():
    usual, wider = pixels(ladder(4))[0], pixels(ladder(4), {MIDDLE: 25.0})[0]
    assert (wider.x[1] - wider.x[0]) - (usual.x[1] - usual.x[0]) == 25


def test_a_track_with_a_label_has_room_for_it():
    def place(room):
        a, b = steps("a b")
        flow = link(a, b)
        flow.route = ((0, 0), (0, 1), (2, 1), (2, 0))
        found = standing(pool([a, b], [flow]))
        channels = assign(found)
        (piece,) = channels[False, 1]
        piece.room = room
        return grid(found, channels, measure(found), {}).places[piece]

    assert place(20.0) - place(0.0) == 20


# -- borders -----------------------------------------------------------------------------------------------------------


def test_lanes_have_their_padding_around_what_stands_in_them():
    a, b = step("a"), step("b", 0, 1, strip=1)
    at, _channels = pixels(standing(pool([a, b], lanes=2)))
    upper = at.borders[False, 1][-1].place
    assert upper - (at.y[0] + 40) == LANE_PAD
    assert (at.y[1] - 40) - at.borders[False, 1][0].place == LANE_PAD
    # and share their border
    assert upper == at.borders[False, 1][0].place


def test_pools_stand_apart():
    at, _channels = pixels(standing(pool([step("a")]), pool([step("b")], id="other")))
    border = at.borders[False, 1]
    assert border[0].place - border[-1].place >= POOL_GAP


def test_a_closed_pool_has_no_padding():
    at, _channels = pixels(standing(pool([step("a")]), closed("bank")))
    half = at.y[1] - at.borders[False, 1][0].place
    assert half == at.borders[False, 3][-1].place - at.y[1] == 30


def test_a_block_has_room_around_what_it_holds_and_for_what_sits_on_its_border():
    inner = step("inner")
    holder = block(step("holder"), [inner])
    boundary_event(holder)
    found = standing(pool([holder, step("low", 0, 1)]))
    found.cells["inner"] = inner
    at, _channels = pixels(found)
    lower = at.borders[False, 1][block_boundary(found, holder, (False, 1), False)].place
    assert lower - (at.y[0] + 40) == BLOCK_PAD
    assert (at.y[1] - 40) - (lower + 18) >= CLEAR


def test_the_name_of_a_block_stands_above_what_it_holds():
    inner = step("inner")
    found = standing(pool([block(step("holder"), [inner])]))
    found.cells["inner"] = inner
    at, _channels = pixels(found)
    upper = at.borders[False, -1][block_boundary(found, found.cells["holder"], (False, -1), True)].place
    left = at.borders[True, -1][block_boundary(found, found.cells["holder"], (True, -1), True)].place
    assert (at.y[0] - 40) - upper > (at.x[0] - 50) - left == BLOCK_PAD


def test_a_block_in_a_block_has_the_inner_border():
    innermost = step("x")
    inner = block(step("inner"), [innermost])
    outer = block(step("outer"), [inner])
    found = plan(pool([outer]))
    for channel, is_start in (((True, -1), True), ((True, 1), False)):
        one, two = (block_boundary(found, cell, channel, is_start) for cell in (outer, inner))
        assert (one < two) is is_start


# -- rows that close up ------------------------------------------------------------------------------------------------


def test_rows_stay_apart_where_a_stretch_reaches_over_the_next_column():
    # given a flow round the corner of its step with a long label, which pushes its track over the step in the next
    # column of the row below
    turning, low = step("turning"), step("low", 1, 1)
    turn = link(turning, turning, label=(200.0, 14.0))
    turn.route = ((0, 0), (1, 0), (1, -1), (0, -1), (0, 0))
    at, _channels = pixels(standing(pool([turning, low], [turn])))
    assert max(at.places.values()) > at.x[1] - 50
    # then that stands clear of the flow
    assert at.y[1] - 40 >= at.y[0] + CLEAR


def test_rows_stay_apart_where_a_track_between_them_reaches_over_later_columns():
    # given the same two columns ahead of a tall step two rows above, with little between
    turning, tall = step("turning", 0, 2), step("tall", 2, 0)
    tall.h = 300.0
    little = [step("x", 1, 0, EVENT), step("y", 0, 1, EVENT)]
    turn = link(turning, turning, label=(400.0, 14.0))
    turn.route = ((0, 4), (1, 4), (1, 3), (0, 3), (0, 4))
    at, channels = pixels(standing(pool([turning, tall, *little], [turn])))
    (piece,) = channels[False, 3]
    assert at.places[channels[MIDDLE][0]] > at.x[2] - 50
    assert at.places[piece] >= at.y[0] + 150 + CLEAR
