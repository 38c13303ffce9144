"""The whole layout of a plan, phase by phase: any map comes out without flaws, and small ones as one would draw them."""

import maps
import plans
from flaws import docked, flaws, size_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import chain, link, plan, pool, step

from mapper.edit.arrange import verbs
from mapper.edit.arrange.engine import draw, lay_out, untangled
from mapper.edit.arrange.plan import Plan
from mapper.edit.arrange.route import route
from mapper.edit.arrange.search import improved
from mapper.edit.arrange.seats import seat
from mapper.edit.arrange.tracks import assign, clashes
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.kinds import LANE, POOL
from mapper.model.records import Flow, Node, Record

# -- any map -----------------------------------------------------------------------------------------------------------

SIZES = {"task": (100, 80), "exclusiveGateway": (50, 50), "parallelGateway": (50, 50), "intermediateThrowEvent": (36, 36)}
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
    guests = [_guest(draw, host) for host in steps if host.kind == "task" and draw(st.integers(0, 4)) == 0]
    ends = st.integers(0, len(steps) + len(guests) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends, st.sampled_from(NAMES)), max_size=22))
    return Diagram(maps.behind(*records, *steps, *guests, *_flows([*steps, *guests], pairs)))


def _step(draw: st.DrawFn, id: str, pool_number: int, lanes: list[list[str | None]]) -> Node:
    kind, name = draw(st.sampled_from(list(SIZES))), draw(st.sampled_from(NAMES))
    lane = draw(st.sampled_from(lanes[pool_number]))
    return Node(id, kind, name, f"process{pool_number}", lane, plane=maps.PLANE, bounds=Rect(0, 0, *SIZES[kind]))


def _guest(draw: st.DrawFn, host: Node) -> Node:
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


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_map())
def test_any_map_is_laid_out_without_flaws_and_the_same_again(diagram):
    # when a map is laid out
    verbs.everything(diagram, size_of)
    # then it is sound
    assert [flaw for flaw in flaws(diagram) if "label" not in flaw] == []
    assert docked(diagram)
    assert not _gaps(diagram)
    # and laying out once more changes nothing
    first = diagram.records()
    verbs.everything(diagram, size_of)
    assert diagram.records() == first


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
