"""Side by side in a channel: no two on one track, in the order in which they cross least, and past borders."""

from tests.helpers.plans import block, link, pool, standing, step

from mapper.arrange.lines.tracks import Piece, assign, clashes, crossings, has_wall

MIDDLE = (True, 1)
"""The channel between the first and the second column."""


def fan(*routes, lanes=0):
    """A plan with steps a0, a1, … below each other and b0, b1, … in the next column; a route for each pair of numbers,
    through the channel between."""
    rows = 1 + max(max(pair) for pair in routes)
    a, b = (
        [step(f"{n}{row}", col, row, strip=row if lanes else 0) for row in range(rows)] for col, n in enumerate("ab")
    )
    links = []
    for one, two in routes:
        flow = link(a[one], b[two])
        bends = ((1, 2 * one), (1, 2 * two)) if one != two else ()
        flow.route = ((0, 2 * one), *bends, (2, 2 * two))
        links.append(flow)
    return standing(pool([*a, *b], links, lanes=lanes))


def track_of(channels, id, channel=MIDDLE):
    return next(piece.track for piece in channels[channel] for member, _n in piece.members if member.id == id)


def test_straight_ways_take_no_track():
    assert assign(fan((0, 0), (1, 1))) == {}


def test_pieces_that_do_not_overlap_share_a_track():
    channels = assign(fan((0, 1), (2, 3)))
    assert [piece.track for piece in channels[MIDDLE]] == [0, 0]


def test_two_that_go_down_side_by_side_do_not_cross():
    # given one from the first row to the third, and one from the second to the fourth
    channels = assign(fan((0, 2), (1, 3)))
    assert track_of(channels, "a1-b3") < track_of(channels, "a0-b2")


def test_two_that_go_up_side_by_side_do_not_cross_either():
    channels = assign(fan((2, 0), (3, 1)))
    assert track_of(channels, "a2-b0") < track_of(channels, "a3-b1")


def test_what_leaves_one_step_shares_a_trunk():
    channels = assign(fan((1, 0), (1, 2), (1, 3)))
    (trunk,) = channels[MIDDLE]
    assert (trunk.low, trunk.high) == (0, 6)
    assert len(trunk.members) == 3


def test_messages_have_tracks_of_their_own():
    found = fan((1, 0), (1, 2))
    for flow in found.links:
        flow.kind = "message"
    assert len(assign(found)[MIDDLE]) == 2


def test_each_knows_how_many_tracks_its_neighbourhood_has():
    channels = assign(fan((0, 2), (1, 3), (5, 6)))
    assert {member.id: piece.tracks for piece in channels[MIDDLE] for member, _n in piece.members} == {
        "a0-b2": 2,
        "a1-b3": 2,
        "a5-b6": 1,
    }


def test_crossings_of_two_pieces_in_either_order():
    one = Piece(0, 0, 4, [(0, -1, ("a", "x")), (4, 1, ("a", "x"))])
    two = Piece(0, 2, 6, [(2, -1, ("b", "y")), (6, 1, ("b", "y"))])
    assert crossings(one, two) == 2
    assert crossings(two, one) == 0


def test_arms_that_meet_on_one_line_must_not_pass_each_other():
    # given one that goes on to the right where the other comes in from the right
    one = Piece(0, 0, 2, [(2, 1, ("a", "x"))])
    two = Piece(0, 2, 4, [(2, -1, ("b", "y"))])
    assert crossings(one, two) >= 1000
    assert crossings(two, one) == 0


def test_what_suits_no_order_is_told_with_the_place_to_leave():
    # given two routes that swap the rows of their ends in one channel, so that each should come before the other
    found = fan((0, 1), (1, 0))
    told = {(flow.id, corner) for flow, corner in clashes(assign(found))}
    assert told
    assert {corner for _id, corner in told} <= {(True, 1, 0), (True, 1, 2)}


def test_where_an_order_suits_all_nothing_is_told():
    assert list(clashes(assign(fan((0, 2), (1, 3), (2, 1))))) == []


# -- borders in the channel --------------------------------------------------------------------------------------------


def zones(found, channel):
    return {member.id: piece.zone for piece in assign(found)[channel] for member, _n in piece.members}


def test_a_channel_between_lanes_has_a_border_but_not_one_within_a_lane():
    found = fan((0, 0), (1, 1), lanes=2)
    assert [has_wall(found, line) for line in (-1, 1, 3)] == [1, 1, 1]
    assert has_wall(fan((0, 0), (1, 1)), 1) == 0


def test_a_piece_between_lanes_keeps_to_the_lane_of_its_ends():
    # given flows back along the border between two lanes, one within each
    found = fan((0, 0), (1, 1), lanes=2)
    upper, lower = found.links
    upper.route = ((0, 0), (0, 1), (2, 1), (2, 0))
    lower.route = ((0, 2), (0, 1), (2, 1), (2, 2))
    assert zones(found, (False, 1)) == {"a0-b0": -1, "a1-b1": 1}


def test_messages_run_outside_both_pools():
    a, b = step("a"), step("b", 1)
    message = link(a, b, "message")
    message.route = ((0, 0), (0, 1), (2, 1), (2, 2))
    found = standing(pool([a]), pool([b], id="other"), between=[message])
    assert zones(found, (False, 1)) == {"a-b": 0}


def test_what_runs_in_a_block_stays_inside_its_border():
    # given a block whose flow runs along its left border, and one outside of it in the same channel
    i, j = step("i", 1, 0), step("j", 1, 1)
    inside = link(i, j)
    inside.route = ((2, 0), (1, 0), (1, 2), (2, 2))
    holder = block(step("holder", 1, 0), [i, j], [inside])
    holder.rows = 2
    a, b = step("a", 0, 0), step("b", 0, 1)
    outside = link(a, b)
    outside.route = ((0, 0), (1, 0), (1, 2), (0, 2))
    found = standing(pool([a, b, holder], [outside]))
    assert zones(found, MIDDLE) == {"i-j": 1, "a-b": 0}


def test_no_two_that_overlap_lie_on_one_track():
    found = fan(*((n, n + 3) for n in range(6)))
    pieces = assign(found)[MIDDLE]
    for one in pieces:
        for two in pieces:
            apart = one.high < two.low or two.high < one.low
            assert one is two or apart or one.track != two.track
