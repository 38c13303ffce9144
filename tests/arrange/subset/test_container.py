"""What goes along when a pool or sub-process is laid out anew, what stays, and what goes aside."""

from tests.helpers import maps
from tests.helpers.maps import bounds, center

from mapper.arrange import verbs
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node


def called(*, open: bool) -> Diagram:
    """`order` with a call activity in the empty lane, around a step of another process."""
    call = maps.step("call", 450, 475, lane="office", kind="callActivity").but(bounds=Rect(300, 415, 300, 120))
    call = call.but(ref="called") if open else call.with_trait("expanded", False)
    inner = maps.step("inner", 450, 475, lane=None, parent="called")
    leads = maps.flow("f5", maps.order().node("pick"), call, (600, 365), (600, 475), (600, 475))
    return Diagram([*maps.order().records(), Node("called", "process"), call, inner, leads])


def test_what_an_open_call_activity_shows_goes_along():
    diagram = called(open=True)
    verbs.inside(diagram, "pool")
    assert bounds(diagram, "call").holds(bounds(diagram, "inner"))


def test_what_stands_in_a_call_activity_without_a_reason_keeps_its_place_in_it():
    diagram = called(open=False)
    off = center(diagram, "inner").x - center(diagram, "call").x
    verbs.inside(diagram, "pool")
    assert bounds(diagram, "call").holds(bounds(diagram, "inner"))
    assert center(diagram, "inner").x - center(diagram, "call").x == off


def test_a_note_beside_a_sub_process_stays_there():
    block = maps.step("block", 450, 300, lane=None, kind="subProcess")
    inner = [maps.step(id, 300 + 120 * n, 300 + 30 * n, None, parent="block") for n, id in enumerate("ab", 1)]
    note = Node("note", "textAnnotation", "x", "process", plane=maps.PLANE, bounds=Rect(500, 120, 100, 30))
    tie = Flow("tie", "association", "note", "a", "", "process", maps.PLANE, (Point(550, 150), Point(420, 290)))
    plane = [Node("process", "process"), Node(maps.PLANE, "plane", ref="process")]
    diagram = Diagram([*plane, block, *inner, maps.flow("f", *inner), note, tie])
    verbs.inside(diagram, "block")
    assert bounds(diagram, "note") == note.bounds
    assert center(diagram, "a").y == center(diagram, "b").y


def test_a_step_of_no_pool_goes_aside_when_the_pool_comes_to_lie_under_it():
    # given a step of another process in a free corner of a pool that is laid out
    lost = maps.step("lost", 450, 475, lane=None, parent="elsewhere")
    heap = maps.step("heap", 200, 475, lane="office")
    more = [maps.step(f"more{n}", 200, 475, lane="office") for n in range(3)]
    flows = [maps.flow(f"g{n}", one, two) for n, (one, two) in enumerate(zip([heap, *more], more, strict=False))]
    diagram = Diagram([*maps.order().records(), Node("elsewhere", "process"), lost, heap, *more, *flows])
    verbs.inside(diagram, "pool")
    others = [n for n in diagram.nodes() if n.sort.is_flow_node and n.id != "lost" and n.bounds]
    assert not any(n.bounds.meets(bounds(diagram, "lost")) for n in others)


def test_data_tied_to_a_flow_of_a_pool_comes_along_beside_it():
    data = Node("data", "dataObjectReference", "", "process", plane=maps.PLANE, bounds=Rect(200, 480, 36, 50))
    tie = Flow("tie", "association", "data", "f2", "", "process", maps.PLANE, (Point(218, 480), Point(400, 175)))
    diagram = Diagram([*maps.order().records(), data, tie])
    verbs.inside(diagram, "pool")
    assert center(diagram, "data").distance(center(diagram, "check")) < 200
    assert bounds(diagram, "sales").holds(bounds(diagram, "data"))
