"""The finished picture: shapes in the middle of their places, lanes stacked, flows from outline to outline."""

import itertools
import math

from tests.helpers.plans import block, boundary_event, chain, closed, link, pool, standing, step, steps

from mapper.arrange.lines.route import route
from mapper.arrange.lines.tracks import assign
from mapper.arrange.picture.coordinates import grid
from mapper.arrange.picture.picture import picture
from mapper.arrange.places.extents import measure
from mapper.model.geometry import Rect
from mapper.model.kinds import EVENT, GATEWAY, HEADER


def drawn(found):
    """The picture of a plan whose cells have their places; its flows are laid."""
    route(found)
    channels = assign(found)
    return picture(found, grid(found, channels, measure(found), {}), channels)


def test_steps_keep_their_size_and_stand_on_one_line():
    cells = [step("start", 0, 0, EVENT), step("a", 1), step("choice", 2, 0, GATEWAY)]
    found = drawn(standing(pool(cells, chain(cells))))
    assert [found.bounds[cell.id][2:] for cell in cells] == [(36, 36), (100, 80), (50, 50)]
    assert len({found.bounds[cell.id].center.y for cell in cells}) == 1


def test_a_straight_flow_runs_from_outline_to_outline():
    cells = steps("a b")
    found = drawn(standing(pool(cells, chain(cells))))
    a, b = found.bounds["a"], found.bounds["b"]
    assert found.routes["a-b"] == ((a.right, a.center.y), (b.x, b.center.y))


def test_flows_bend_on_whole_pixels_horizontal_and_vertical():
    # given steps of odd sizes, and a label that moves all behind it by a fraction
    a, b, c = step("a", 0, 0), step("b", 1, 1, EVENT), step("c", 2, 0)
    a.w, a.h, b.w = 101.0, 77.0, 35.0
    found = drawn(standing(pool([a, b, c], [link(a, b, label=(163.3, 14.0)), link(b, c), link(a, c)])))
    for points in found.routes.values():
        assert all((p.x == q.x) != (p.y == q.y) for p, q in itertools.pairwise(points))
        assert all(2 * v == round(2 * v) for p in points for v in p)


def test_a_pool_holds_its_lanes_and_they_fill_it():
    a, b = step("a"), step("b", 1, 1, strip=1)
    found = drawn(standing(pool([a, b], [link(a, b)], lanes=2)))
    whole, upper, lower = found.bounds["pool"], found.bounds["pool.0"], found.bounds["pool.1"]
    assert upper.x == lower.x == whole.x + HEADER
    assert upper.right == lower.right == whole.right
    assert (upper.y, upper.bottom, lower.bottom) == (whole.y, lower.y, whole.bottom)
    assert upper.holds(found.bounds["a"])
    assert lower.holds(found.bounds["b"])


def test_lanes_in_a_lane_stand_behind_its_header():
    a, b = step("a"), step("b", 1, 1, strip=1)
    container = pool([a, b], lanes=2)
    container.heads = 2
    plan = standing(container)
    plan.lanes = {"pool": ["outer"], "outer": ["pool.0", "pool.1"]}
    found = drawn(plan)
    outer, inner = found.bounds["outer"], found.bounds["pool.0"]
    assert inner.x == outer.x + HEADER == found.bounds["pool"].x + 2 * HEADER
    assert outer == Rect(outer.x, inner.y, outer.w, found.bounds["pool.1"].bottom - inner.y)


def test_pools_are_of_one_length_however_many_headers_they_have():
    a, b = step("a"), step("b")
    found = drawn(standing(pool([a], lanes=1), pool([b], id="plain"), closed("bank")))
    boxes = [found.bounds[id] for id in ("pool", "plain", "bank")]
    assert len({(box.x, box.w) for box in boxes}) == 1
    assert boxes[0].bottom < boxes[1].y
    assert boxes[1].bottom < boxes[2].y


def test_an_empty_pool_is_tall_enough_for_its_name():
    found = drawn(standing(pool([step("a")]), pool([], id="empty")))
    assert found.bounds["empty"].h >= 60


def test_what_stands_in_no_pool_has_no_frame():
    found = drawn(standing(pool([step("a")], id=None)))
    assert set(found.bounds) == {"a"}


def test_a_boundary_event_sits_on_the_lower_border_of_its_host():
    host = step("host")
    boundary_event(host)
    found = drawn(standing(pool([host])))
    box = found.bounds["host"]
    assert found.bounds["late"].center == (box.center.x + 20, box.bottom)


def test_what_leaves_a_boundary_event_starts_below_it():
    host, then = step("host"), step("then", 1, 1)
    flow = link(host, then)
    flow.boundary_event = boundary_event(host)
    found = drawn(standing(pool([host, then], [flow])))
    box = found.bounds["late"]
    assert found.routes["host-then"][0] == (box.center.x, box.bottom)


def test_a_message_ends_on_the_outline_of_the_boundary_event_it_enters():
    # given a boundary event that gets a message from below, and leads on downwards itself
    host, then = step("host"), step("then", 1, 1)
    bank = closed("bank")
    flow, message = link(host, then), link(bank.cells[0], host, "message")
    flow.boundary_event = message.entered = boundary_event(host)
    found = drawn(standing(pool([host, then], [flow]), bank, between=[message]))
    box, (*_before, last, end) = found.bounds["late"], found.routes["bank-host"]
    # then it comes vertical from below, left of the flow, and stops on the circle
    assert last.x == end.x < box.center.x
    assert box.center.y < end.y < last.y
    assert math.isclose(math.dist(end, box.center), box.w / 2)
    assert found.routes["host-then"][0].x == box.center.x


def test_a_gateway_is_left_at_its_corners_though_flows_come_from_beside():
    one, choice = step("one", 0, 0), step("choice", 1, 0, GATEWAY)
    back = link(choice, one)
    found = drawn(standing(pool([one, choice], [link(one, choice), back])))
    box = found.bounds["choice"]
    corners = {(box.center.x, box.y), (box.center.x, box.bottom), (box.x, box.center.y), (box.right, box.center.y)}
    assert {found.routes["one-choice"][-1], found.routes["choice-one"][0]} <= corners


def test_a_block_lies_around_what_it_holds():
    i, j = step("i", 1), step("j", 2)
    holder = block(step("holder", 1), [i, j], [link(i, j)])
    holder.cols = 2
    a, z = step("a"), step("z", 3)
    plan = standing(pool([a, holder, z], [link(a, holder), link(holder, z)]))
    found = drawn(plan)
    box = found.bounds["holder"]
    assert box.holds(found.bounds["i"].union(found.bounds["j"]))
    assert found.bounds["a"].right < box.x
    assert found.routes["a-holder"][-1] == (box.x, found.bounds["i"].center.y)
    assert found.routes["holder-z"][0].x == box.right
