"""The whole layout of a plan, phase by phase: any map without flaws, small ones as one would draw them."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.helpers import maps, plans
from tests.helpers.flaws import docked, flaws
from tests.helpers.plans import chain, link, plan, pool, step

from mapper.arrange import verbs
from mapper.arrange.lines.route import route
from mapper.arrange.lines.tracks import assign, clashes
from mapper.arrange.picture.phases import draw, lay_out, untangled
from mapper.arrange.picture.search import improved
from mapper.arrange.places.seats import seat
from mapper.arrange.plan.plan import Plan
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import POOL
from mapper.model.records import Flow, Node, Record

# -- any map -----------------------------------------------------------------------------------------------------------

SIZES = {
    "task": (100, 80),
    "exclusiveGateway": (50, 50),
    "parallelGateway": (50, 50),
    "intermediateThrowEvent": (36, 36),
}
NAMES = ("", "", "ja", "Bestellung geprüft")


@st.composite
def any_map(draw: st.DrawFn) -> Diagram:
    """Up to three pools of up to four lanes with 3 to 15 steps in all: loops, self-loops, gateways, boundary events,
    messages to steps and to pools, labels on everything that may have one."""
    count = draw(st.integers(1, 3))
    records: list[Record] = []
    lanes: list[list[str | None]] = []
    for number in range(count):
        process = Node(f"process{number}", "process")
        frame = Node(f"pool{number}", "participant", "Pool", "collaboration", ref=process.id, plane=maps.PLANE)
        ids = [f"lane{number}{n}" for n in range(draw(st.integers(0, 4)))]
        lanes.append([*ids] or [None])
        records += [process, frame.but(bounds=Rect(0, 0, 0, 0))]
        records += [Node(id, "lane", id, process.id, plane=maps.PLANE, bounds=Rect(0, 0, 0, 0)) for id in ids]
    steps = [_step(draw, f"s{n}", draw(st.integers(0, count - 1)), lanes) for n in range(draw(st.integers(3, 15)))]
    boundary_events = [
        _boundary_event(draw, host) for host in steps if host.kind == "task" and draw(st.integers(0, 4)) == 0
    ]
    ends = st.integers(0, len(steps) + len(boundary_events) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends, st.sampled_from(NAMES)), max_size=16))
    return Diagram(maps.behind(*records, *steps, *boundary_events, *_flows([*steps, *boundary_events], pairs)))


def _step(draw: st.DrawFn, id: str, pool_number: int, lanes: list[list[str | None]]) -> Node:
    kind, name = draw(st.sampled_from(list(SIZES))), draw(st.sampled_from(NAMES))
    lane = draw(st.sampled_from(lanes[pool_number]))
    return Node(id, kind, name, f"process{pool_number}", lane, plane=maps.PLANE, bounds=Rect(0, 0, *SIZES[kind]))


def _boundary_event(draw: st.DrawFn, host: Node) -> Node:
    name = draw(st.sampled_from(NAMES))
    at = Node(f"g{host.id}", "boundaryEvent", name, host.parent, host.lane, host=host.id, plane=maps.PLANE)
    return at.but(bounds=Rect(0, 0, 36, 36))


def _flows(steps: list[Node], pairs: list[tuple[int, int, str]]) -> list[Flow]:
    """Sequence flows within a process, message flows between two; each two steps are joined once."""
    found = {}
    for one, two, name in pairs:
        a, b = steps[one], steps[two]
        kind = "sequenceFlow" if a.parent == b.parent else "messageFlow"
        if b.host is None and (a.host is None or kind == "sequenceFlow"):
            parent = a.parent if kind == "sequenceFlow" else "collaboration"
            flow = Flow(f"f{a.id}{b.id}", kind, a.id, b.id, name, parent, maps.PLANE, (Point(0, 0), Point(1, 1)))
            found[a.id, b.id] = flow
    return list(found.values())


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_map())
def test_any_map_is_laid_out_without_flaws_and_the_same_again(diagram):
    # when a map is laid out
    verbs.everything(diagram)
    # then it is sound
    assert [flaw for flaw in flaws(diagram) if "label" not in flaw] == []
    assert docked(diagram)
    assert not _gaps(diagram)
    # and laying out once more changes nothing
    first = diagram.records()
    verbs.everything(diagram)
    assert diagram.records() == first


def test_a_flow_that_finds_every_corner_taken_makes_another_give_way():
    # given a decision with a flow to itself, one on, one back and a message: more ends than corners
    places = (("s0", "process1"), ("s1", "process0"), ("s2", "process0"))
    records: list[Record] = []
    for number in range(2):
        frame = Node(f"pool{number}", "participant", "Pool", "collaboration", ref=f"process{number}", plane=maps.PLANE)
        records += [Node(f"process{number}", "process"), frame.but(bounds=Rect(0, 0, 0, 0))]
    steps = [
        Node(id, "exclusiveGateway", "", parent, plane=maps.PLANE, bounds=Rect(0, 0, 50, 50)) for id, parent in places
    ]
    flows = _flows(steps, [(1, 0, ""), (1, 1, ""), (1, 2, ""), (2, 1, "")])
    diagram = Diagram(maps.behind(*records, *steps, *flows))
    # when it is laid out
    verbs.everything(diagram)
    # then no flow lies upon another
    assert flaws(diagram) == []


def _gaps(diagram: Diagram) -> list[str]:
    """Pools that their lanes do not tile, or that are not of one length, or lie on each other."""
    pools = [n for n in diagram.nodes() if n.family == POOL and n.bounds]
    found = [one.id for one in pools if maps.bounds(diagram, one.id).w != maps.bounds(diagram, pools[0].id).w]
    for one in pools:
        box = maps.bounds(diagram, one.id)
        edges = [box.y]
        for lane in query.sublanes(diagram, one.id):
            inner = maps.bounds(diagram, lane.id)
            found += [lane.id] if inner.y != edges[-1] or inner.right != box.right else []
            edges.append(inner.bottom)
        found += [one.id] if len(edges) > 1 and edges[-1] != box.bottom else []
        found += [two.id for two in pools if two.id < one.id and box.meets(maps.bounds(diagram, two.id))]
    return found


# -- small plans -------------------------------------------------------------------------------------------------------


def prepared(found: Plan) -> Plan:
    """A plan whose cells have their places and whose flows are laid."""
    seat(found)
    improved(found)
    return found


def swapped() -> Plan:
    """Two steps whose flows to the next column take up each other's row, so that no order of the tracks suits both."""
    a, b, c, d = step("a", 0, 0), step("b", 0, 1), step("c", 1, 0), step("d", 1, 1)
    flows = [link(a, d), link(b, c)]
    return plans.standing(pool([a, b, c, d], flows))


def test_a_layout_has_a_place_for_every_shape_and_a_way_for_every_flow():
    cells = plans.steps("a b c")
    found = lay_out(plan(pool(cells, chain(cells), lanes=1)))
    assert set(found.bounds) == {"pool", "pool.0", "a", "b", "c"}
    assert set(found.routes) == {"a-b", "b-c"}


def test_ways_that_would_lie_on_each_other_turn_elsewhere():
    # given routes that swap rows within one channel
    found = swapped()
    lattice = route(found)
    for flow, (one, two) in zip(found.links, ((0, 2), (2, 0)), strict=True):
        lattice.lay(flow, -1)
        flow.route = ((0, one), (1, one), (1, two), (2, two))
        lattice.lay(flow)
    assert list(clashes(assign(found)))
    # when they are untangled
    channels = untangled(found, lattice)
    # then both have a route still, and none lies on the other
    assert not list(clashes(channels))
    assert all(flow.route for flow in found.links)


def test_ways_that_do_not_touch_are_left_as_they_are():
    cells = plans.steps("a b c")
    found = prepared(plan(pool(cells, [*chain(cells), link(cells[0], cells[2])])))
    before = [flow.route for flow in found.links]
    untangled(found, route(found))
    assert [flow.route for flow in found.links] == before


def test_a_label_makes_the_map_wider_where_it_needs_room():
    def width(label: tuple[float, float]) -> float:
        cells = plans.steps("a b")
        found = lay_out(plan(pool(cells, [link(*cells, label=label)])))
        return found.bounds["b"].x - found.bounds["a"].right

    assert width((0.0, 0.0)) < 120 <= width((120.0, 14.0))


def test_labels_on_tracks_lie_clear_of_the_tracks_above():
    # given four loops back with labels, one around the other
    cells = plans.steps("a b c d e")
    back = [link(cells[4 - n], cells[n // 2], label=(50.0, 14.0)) for n in range(4) if 4 - n > n // 2]
    found = prepared(plan(pool(cells, [*chain(cells), *back])))
    picture = draw(found, assign(found))
    for flow in back:
        box = picture.labels[flow.id]
        for id, points in picture.routes.items():
            for one, two in itertools.pairwise(points):
                line = Rect(min(one.x, two.x), min(one.y, two.y), abs(one.x - two.x), abs(one.y - two.y)).grown(0.5)
                assert not line.meets(box), f"{id} through the label of {flow.id}"


def test_laying_out_a_plan_again_gives_the_same_picture():
    def once() -> object:
        a, b, c, d = cells = plans.steps("a b c d")
        return lay_out(plan(pool(cells, [*chain(cells), link(a, c), link(d, b), link(b, d)])))

    assert once() == once()


def test_lanes_stand_in_the_plan_s_order_whatever_runs_between_them():
    cells = [step(f"s{n}", strip=n % 3) for n in range(9)]
    found = lay_out(plan(pool(cells, chain(cells), lanes=3)))
    boxes = [found.bounds[f"pool.{n}"] for n in range(3)]
    assert boxes == sorted(boxes, key=lambda box: box.y)
    assert all(found.bounds[cell.id].y > boxes[cell.strip].y for cell in cells)
    assert all(found.bounds[cell.id].bottom < boxes[cell.strip].bottom for cell in cells)


def test_a_label_on_a_track_keeps_the_track_above_away():
    # given two loops back with labels, one around the other
    cells = plans.steps("a b c d")
    back = [link(cells[3], cells[0], label=(50.0, 14.0)), link(cells[2], cells[1], label=(50.0, 14.0))]
    found = lay_out(plan(pool(cells, [*chain(cells), *back])))
    outer, inner = (found.routes[flow.id][1].y for flow in back)
    assert abs(outer - inner) >= 16


def test_a_channel_is_made_wider_for_a_label_that_finds_no_place():
    # given a label higher than the gap between two rows, at a flow between two columns that are full
    a, b, c, d = cells = [step(f"{col}{row}", col, row) for col in range(2) for row in range(2)]
    flow = link(a, b, label=(150.0, 60.0))
    flow.route = ((0, 0), (0, 2))
    found = plans.standing(pool([a, b, c, d], [flow]))
    picture = draw(found, assign(found))
    assert not any(picture.labels[flow.id].meets(picture.bounds[cell.id]) for cell in cells)
