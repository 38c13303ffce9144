"""The routes that are tried between two cells: docks by side and price, few bends first, always outwards."""

import itertools

import pytest
from tests.helpers.plans import block, boundary_event, closed, link, pool, step

from mapper.arrange.lines.shapes import BESIDE, Dock, docks, fewest_bends, shapes
from mapper.arrange.plan.plan import SPREAD
from mapper.model.docking import BOTTOM, LEFT, RIGHT, TOP
from mapper.model.kinds import DATA, EVENT, GATEWAY

OUTWARD = {LEFT: (-1, 0), RIGHT: (1, 0), TOP: (0, -1), BOTTOM: (0, 1)}


def cheapest(found):
    return min(found, key=lambda dock: dock.toll)


# -- docks -------------------------------------------------------------------------------------------------------------


def test_a_flow_best_leaves_at_the_right_and_enters_at_the_left():
    flow = link(step("a"), step("b", 1))
    assert cheapest(docks(flow, True, spread=False))[:2] == (RIGHT, (0, 0))
    assert cheapest(docks(flow, False, spread=False))[:2] == (LEFT, (2, 0))


def test_a_gateway_is_more_readily_left_upright_than_a_step():
    tolls = [
        next(dock.toll for dock in docks(link(cell, step("b", 1)), True, spread=False) if dock.side == TOP)
        for cell in (step("a", family=GATEWAY), step("a"))
    ]
    assert tolls[0] < tolls[1]


def test_a_message_best_docks_above_and_below():
    cells = step("a"), step("b", 1)
    pool([cells[0]], id="one")
    pool([cells[1]], id="two")
    found = docks(link(*cells, kind="message"), True, spread=False)
    assert {dock.side for dock in found} == {TOP, BOTTOM}


def test_a_boundary_event_is_left_downwards_where_it_sits():
    host = step("host", 1, 2)
    flow = link(host, step("b", 3))
    flow.boundary_event = boundary_event(host)
    assert docks(flow, True, spread=True) == [Dock(BOTTOM, (2 + 20 / SPREAD, 4), 0)]


def test_activities_have_docks_beside_the_middle_but_round_shapes_none():
    for family, count in ((EVENT, 4), (GATEWAY, 4)):
        assert len(docks(link(step("a", family=family), step("b", 1)), True, spread=True)) == count
    beside = [dock for dock in docks(link(step("a"), step("b", 1)), True, spread=True) if dock.at[1] == BESIDE]
    assert [dock.side for dock in beside if dock.at[0] == 0] == [RIGHT, LEFT]


def test_a_low_shape_has_no_second_dock_on_its_short_side():
    note = step("note")
    note.h = 30.0
    found = docks(link(note, step("b", 1)), True, spread=True)
    assert {dock.at for dock in found if dock.side == RIGHT} == {(0, 0)}
    assert len([dock for dock in found if dock.side == TOP]) == 3


def test_a_block_is_left_where_its_other_end_stands():
    # given a block over three columns and four rows, its main path in the second row, and a step in its last row
    holder = block(step("holder", 1, 1), [step("x")])
    holder.cols, holder.rows, holder.anchor = 3, 4, 1
    found = docks(link(holder, step("b", 5, 4)), True, spread=False)
    assert [dock.at for dock in found if dock.side == RIGHT] == [(6, 4), (6, 8)]
    assert {dock.at[0] for dock in found if dock.side == BOTTOM} == {6, 4}


def test_a_closed_pool_is_reached_straight_across_from_its_partner():
    bank, b = step("bank"), step("b", 3, 1)
    bank.full, bank.cols = True, 6
    pool([bank], id="bank")
    pool([b], id="shop")
    found = docks(link(bank, b, "message"), True, spread=False)
    assert (BOTTOM, (6, 0)) in [dock[:2] for dock in found]
    assert {dock.side for dock in found} == {TOP, BOTTOM}


def below(host, spread=False):
    """The columns of the docks at the lower side of a host, as its ties have them."""
    found = docks(link(host, step("thing", host.col, 9, DATA), "tie"), True, spread)
    return sorted(dock.at[0] for dock in found if dock.side == BOTTOM)


def test_nothing_docks_where_a_boundary_event_sits():
    # given a boundary event right of the middle of one host, and two each of others, nearer to and further from it
    one, near, far = step("one"), step("near", 1), step("far", 1)
    boundary_event(one)
    for host, offset in ((near, 48.0), (far, 60.0)):
        boundary_event(host, f"left of {host.id}").offset = -offset
        boundary_event(host, f"right of {host.id}").offset = offset
    assert below(one, spread=True) == []
    assert below(near, spread=True) == [2]
    assert below(far, spread=True) == [2 - BESIDE, 2, 2 + BESIDE]


@pytest.mark.parametrize("right", [True, False])
def test_nothing_docks_where_the_label_of_a_boundary_event_hangs(right):
    # given a boundary event far from the middle, whose label hangs towards the middle or away from it
    host = step("host")
    late = boundary_event(host, label=(60.0, 14.0))
    late.offset, late.right = -65.0, right
    assert below(host) == ([] if right else [0])


def test_below_a_block_all_columns_are_free_but_that_of_its_boundary_event():
    holder = block(step("holder"), [step("x")])
    holder.cols = 3
    docked = {thing.col: link(holder, thing, "tie") for thing in (step("p", 0, 9), step("q", 2, 9))}
    free = {col: {dock.at[0] for dock in docks(tie, True, False) if dock.side == BOTTOM} for col, tie in docked.items()}
    boundary_event(holder)
    hung = {col: {dock.at[0] for dock in docks(tie, True, False) if dock.side == BOTTOM} for col, tie in docked.items()}
    assert free == {0: {0, 2}, 2: {4, 2}}
    assert hung == {0: {0, 2}, 2: {2}}


def test_a_message_enters_a_boundary_event_from_below_left_of_where_its_own_flow_leaves():
    host, other = step("host", 1, 2), step("b", 3, 4)
    message, flow = link(other, host, "message"), link(host, other)
    message.entered = flow.boundary_event = boundary_event(host)
    (entry,), (exit,) = docks(message, False, spread=True), docks(flow, True, spread=True)
    assert (entry.side, entry.at[1]) == (BOTTOM, 4)
    assert 0 < (exit.at[0] - entry.at[0]) * SPREAD < message.entered.w / 2


def test_a_closed_pool_is_docked_straight_across_from_a_boundary_event():
    # given a boundary event that a closed pool sends a message to, and one that sends a message to that pool
    host = step("host", 2)
    bank = closed("bank").cells[0]
    bank.cols, bank.row = 5, 1
    pool([host], id="shop")
    sent, answer = link(bank, host, "message"), link(host, bank, "message")
    sent.entered = answer.boundary_event = boundary_event(host)
    for message, leaving in ((sent, True), (answer, False)):
        (other,) = docks(message, not leaving, spread=True)
        assert {dock.at for dock in docks(message, leaving, spread=False)} == {(other.at[0], 2)}


# -- routes ------------------------------------------------------------------------------------------------------------


def routes(out, into, at=(0, 0), to=(6, 4), bends=9):
    return list(shapes(Dock(out, at, 0), Dock(into, to, 0), bends))


def test_what_faces_each_other_on_one_line_is_joined_straight():
    assert routes(RIGHT, LEFT, to=(4, 0)) == [((0, 0), (4, 0))]


def test_a_way_from_above_into_a_side_has_one_bend():
    assert routes(BOTTOM, LEFT)[0] == ((0, 0), (0, 4), (6, 4))


def test_a_step_between_two_rows_may_stand_in_any_channel_between():
    found = [route for route in routes(RIGHT, LEFT) if len(route) == 4]
    assert {route[1][0] for route in found} == {1, 3, 5}


def test_both_ends_on_one_side_are_joined_by_a_bow_ever_further_out():
    levels = [route[1][1] for route in routes(BOTTOM, BOTTOM, to=(6, 0)) if len(route) == 4]
    assert levels == [1, 3, 5, 7]


@pytest.mark.parametrize("out", OUTWARD)
@pytest.mark.parametrize("into", OUTWARD)
@pytest.mark.parametrize("to", [(6, 4), (-6, 4), (6, 0), (0, 4), (-2, -4)])
def test_every_way_is_level_and_plumb_and_leaves_and_enters_outwards(out, into, to):
    found = routes(out, into, to=to)
    assert found
    for route in found:
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(route)]
        assert all((dx == 0) != (dy == 0) for dx, dy in steps), route
        assert _along(steps[0], OUTWARD[out]), route
        assert _along(steps[-1], tuple(-by for by in OUTWARD[into])), route


def _along(step, direction):
    return step[0] * direction[0] + step[1] * direction[1] > 0


@pytest.mark.parametrize("bends", range(4))
def test_no_way_has_more_bends_than_wanted_and_none_with_fewer_is_missed(bends):
    for into in OUTWARD:
        few, all_ = routes(RIGHT, into, bends=bends), routes(RIGHT, into)
        assert set(few) <= {route for route in all_ if len(route) - 2 <= bends}
        assert not bends or min(map(len, few), default=99) == min(
            (len(route) for route in all_ if len(route) - 2 <= bends), default=99
        )


@pytest.mark.parametrize("to", [(6, 4), (-6, 4), (6, 0), (0, 4), (-2, -4), (0, -4), (-6, 0)])
def test_the_fewest_bends_are_known_before_there_is_a_way(to):
    for out, into in itertools.product(OUTWARD, repeat=2):
        found = routes(out, into, to=to)
        assert fewest_bends(Dock(out, (0, 0), 0), Dock(into, to, 0)) == min(len(route) for route in found) - 2


def test_a_message_would_rather_not_leave_by_the_side_away_from_its_goal():
    # given a pool above another one, and a message from each to the other
    upper, lower = step("upper"), step("lower")
    pool([upper], id="one")
    pool([lower], id="two").first = 1
    for source, target, facing in ((upper, lower, BOTTOM), (lower, upper, TOP)):
        message = link(source, target, "message")
        tolls = {dock.side: dock.toll for dock in docks(message, True, spread=False)}
        assert min(tolls, key=lambda side: tolls[side]) == facing
        assert tolls[facing] == 0 < tolls[TOP if facing == BOTTOM else BOTTOM]
