"""Elements that share an id: each keeps its shape, flows, process and lane; after an edit no id stands twice."""

from collections import Counter

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import edit, records

from mapper import bpmn
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node, Record

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI"'
    ' targetNamespace="urn:x">'
)
TAIL = "</d:BPMNPlane></d:BPMNDiagram></definitions>"
SHAPE = (
    '<d:BPMNShape id="{id}_{n}" bpmnElement="{id}"><c:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></d:BPMNShape>'
)


def _plane(subject: str, *shapes: tuple[str, int, int, int, int]) -> str:
    made = (SHAPE.format(id=id, n=n, x=x, y=y, w=w, h=h) for n, (id, x, y, w, h) in enumerate(shapes))
    return f'<d:BPMNDiagram id="D"><d:BPMNPlane id="DP" bpmnElement="{subject}">{"".join(made)}{TAIL}'


TASK_AND_EVENT = (
    f'{HEAD}<process id="P"><startEvent id="S" name="Begin"><outgoing>f1</outgoing></startEvent>'
    '<task id="A" name="Order"><incoming>f1</incoming><outgoing>f2</outgoing></task>'
    '<endEvent id="A" name="Done"><incoming>f2</incoming></endEvent>'
    '<sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="A"/></process>'
)
PROCESS_AND_TASK = (
    f'{HEAD}<process id="A"><startEvent id="S" name="Begin"/><task id="A" name="Order"/><endEvent id="E" name="Done"/>'
    '<boundaryEvent id="B" name="late" attachedToRef="A"/>'
    '<sequenceFlow id="f1" sourceRef="S" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="E"/></process>'
)
TWO_PROCESSES = (
    f'{HEAD}<collaboration id="C"><participant id="PA" name="Shop" processRef="X"/>'
    '<participant id="PB" name="Bank" processRef="X"/></collaboration>'
    '<process id="X"><task id="T1" name="Pay out"/></process><process id="X"><task id="T2" name="Sell"/></process>'
)
LANES = (
    f'{HEAD}<process id="P"><laneSet id="L"><lane id="L1" name="One"><flowNodeRef>A</flowNodeRef></lane>'
    '<lane id="L2" name="Two"><flowNodeRef>A</flowNodeRef></lane></laneSet>'
    '<task id="A" name="Order"/><userTask id="A" name="Done"/></process>'
)
STEPS = (("S", 100, 102, 36, 36), ("A", 200, 80, 100, 80))
FILES = {
    "a task and an event, one shape each": TASK_AND_EVENT + _plane("P", *STEPS, ("A", 360, 102, 36, 36)),
    "the event's shape first": TASK_AND_EVENT + _plane("P", ("A", 360, 102, 36, 36), *STEPS),
    "the event's shape names another id": TASK_AND_EVENT + _plane("P", *STEPS, ("E", 360, 102, 36, 36)),
    "a process and a task": PROCESS_AND_TASK
    + _plane("A", *STEPS, ("E", 360, 102, 36, 36), ("B", 232, 142, 36, 36)),
    "two processes": TWO_PROCESSES
    + _plane(
        "C", ("PA", 99, 99, 400, 150), ("PB", 99, 300, 400, 150), ("T2", 200, 130, 100, 80), ("T1", 200, 330, 100, 80)
    ),
    "two steps in two lanes": LANES
    + _plane("P", ("L1", 0, 0, 500, 100), ("L2", 0, 100, 500, 100), ("A", 50, 10, 100, 80), ("A", 250, 110, 100, 80)),
    "three shapes of one id": f'{HEAD}<process id="P"><task id="T" name="One"/><task id="U" name="Two"/></process>'
    + _plane("P", ("T", 0, 0, 100, 80), ("U", 200, 0, 100, 80)).replace("U_1", "T_0"),
    "parts of steps": f'{HEAD}<process id="P"><startEvent id="S"><timerEventDefinition id="t"/></startEvent>'
    f'<endEvent id="E"><messageEventDefinition id="t"/></endEvent></process>{_plane("P", ("S", 0, 0, 36, 36))}',
}  # fmt: skip


def _by_name(found: dict[str, Record]) -> dict[str, Record]:
    return {record.name: record for record in found.values() if record.name}


@pytest.fixture(params=FILES.values(), ids=list(FILES))
def data(request: pytest.FixtureRequest) -> bytes:
    return str(request.param).encode()


def _said(found: dict[str, Record]) -> list[object]:
    """What a map says of its things, ids apart: what each is called, where, in which lane, and what flows join."""
    names = {id: record.name or record.kind for id, record in found.items()}
    things: list[object] = []
    for record in found.values():
        if isinstance(record, Flow):
            things.append((record.kind, names[record.source], names[record.target]))
        else:
            lane, ref, host = (names.get(id or "") for id in (record.lane, record.ref, record.host))
            things.append((record.kind, record.name, record.bounds, lane, ref, host, names.get(record.parent or "")))
    return sorted(things, key=repr)


def test_after_an_edit_no_id_stands_twice_and_everything_is_what_it_was(data: bytes) -> None:
    # given a map in which elements share an id
    source = bpmn.read(data)
    steps = [r for r in source.records if isinstance(r, Node) and r.kind in ("task", "startEvent")]
    changed = steps[0].with_detail("documentation", "Look")
    # when something of it is edited
    now = tuple(changed if record is steps[0] else record for record in source.records)
    written = bpmn.write_checked(source, now)
    # then each id stands once, and read again all is as it was
    assert written.faults == ()
    ids = Counter(id for element in etree.fromstring(written.data).iter("*") if (id := element.get("id")))
    assert [id for id, count in ids.items() if count > 1] == []
    assert _said(records(written.data)) == _said({record.id: record for record in source.records})
    # and taken back it is the same bytes
    assert bpmn.write(source.rebased(written.data, now), source.records) == data


@pytest.mark.parametrize("file", [name for name in FILES if "event" in name])
def test_a_task_and_an_event_have_their_own_shape_and_flow(file: str) -> None:
    found = _by_name(records(FILES[file].encode()))
    order, done = found["Order"], found["Done"]
    assert isinstance(order, Node)
    assert isinstance(done, Node)
    assert (order.bounds, done.bounds) == (Rect(200, 80, 100, 80), Rect(360, 102, 36, 36))
    flow = records(FILES[file].encode())["f2"]
    assert isinstance(flow, Flow)
    assert (flow.source, flow.target) == (order.id, done.id)


def test_what_names_the_task_never_means_the_process() -> None:
    found = records(FILES["a process and a task"].encode())
    order, late = _by_name(found)["Order"], found["B"]
    assert isinstance(order, Node)
    assert isinstance(late, Node)
    assert (order.bounds, order.parent, late.host) == (Rect(200, 80, 100, 80), "A", order.id)
    ends = [(flow.source, flow.target) for flow in found.values() if isinstance(flow, Flow)]
    assert ends == [("S", order.id), (order.id, "E")]


def test_a_pool_has_the_process_whose_steps_are_drawn_in_it() -> None:
    found = _by_name(records(FILES["two processes"].encode()))
    shop, bank = found["Shop"], found["Bank"]
    assert isinstance(shop, Node)
    assert isinstance(bank, Node)
    assert (shop.ref, bank.ref) == (found["Sell"].parent, found["Pay out"].parent)


def test_each_lane_holds_the_one_that_no_other_holds() -> None:
    found = _by_name(records(FILES["two steps in two lanes"].encode()))
    assert [node.lane for name in ("Order", "Done") if isinstance(node := found[name], Node)] == ["L1", "L2"]


def test_an_edit_that_drops_one_leaves_the_other(data: bytes) -> None:
    found = records(data)
    gone = [id for id, record in found.items() if record.name == "Done"]
    if not gone:
        return
    flows = [id for id, r in found.items() if isinstance(r, Flow) and {r.source, r.target} & set(gone)]
    after = records(edit(data, drop=[*gone, *flows]))
    assert "Order" in _by_name(after)
    assert "Done" not in _by_name(after)
