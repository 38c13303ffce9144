"""Coordinates are as exact as the file writes them; what did not move stays to the digit."""

from tests.helpers.bpmn_edits import changed_lines, edit, records

from mapper.model.geometry import Point
from mapper.model.records import Flow, Node

FILE = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:i="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="urn:x">
<process id="p"><task id="a"/><task id="z"/><sequenceFlow id="f" sourceRef="a" targetRef="z"/></process>
<d:BPMNDiagram id="D"><d:BPMNPlane id="P" bpmnElement="p">
<d:BPMNShape id="sa" bpmnElement="a"><c:Bounds x="100.3333333" y="80.50" width="100" height="80"/></d:BPMNShape>
<d:BPMNShape id="sz" bpmnElement="z"><c:Bounds x="400" y="280" width="100" height="80"/></d:BPMNShape>
<d:BPMNEdge id="ef" bpmnElement="f">
<i:waypoint x="200.3333333" y="120.50"/>
<i:waypoint x="300.1234567" y="120.50"/>
<i:waypoint x="300.1234567" y="320.7654321"/>
<i:waypoint x="400.0000001" y="320.7654321"/>
</d:BPMNEdge></d:BPMNPlane></d:BPMNDiagram></definitions>
"""


def _flow(data: bytes) -> Flow:
    found = records(data)["f"]
    assert isinstance(found, Flow)
    return found


def test_a_moved_shape_keeps_the_decimals_of_the_file() -> None:
    step = records(FILE)["a"]
    assert isinstance(step, Node)
    assert step.bounds is not None
    after = edit(FILE, step.but(bounds=step.bounds.moved(10, 0.25)))
    assert b'x="110.3333333" y="80.75" width="100" height="80"' in after


def test_bends_that_did_not_move_keep_theirs_to_the_digit() -> None:
    # given a line of four places
    a, b, c, d = _flow(FILE).points
    # when its second place goes, and one comes before the last
    after = edit(FILE, _flow(FILE).but(points=(a, c, Point(350, 320.7654321), d)))
    # then the others are as they were
    assert changed_lines(FILE, after) == [
        '-<i:waypoint x="300.1234567" y="120.50"/>',
        '+<i:waypoint x="350" y="320.7654321"/>',
    ]
    assert b != c


def test_a_new_place_is_as_exact_as_the_others_of_its_line() -> None:
    a, b, c, d = _flow(FILE).points
    after = edit(FILE, _flow(FILE).but(points=(a, b, Point(300.1234567, 200 + 2 / 3), c, d)))
    assert changed_lines(FILE, after) == ['+<i:waypoint x="300.1234567" y="200.6666667"/>']
    assert _flow(after).points[2].x == 300.1234567


def test_a_place_in_front_stands_in_front() -> None:
    points = _flow(FILE).points
    after = edit(FILE, _flow(FILE).but(points=(Point(150, 100), *points)))
    assert [tuple(point) for point in _flow(after).points] == [(150, 100), *(tuple(point) for point in points)]


def test_a_line_that_the_file_draws_backwards_is_written_as_its_flow_runs_once_it_changes() -> None:
    # given a line with its places from the target to the source, which is read as its flow runs
    lines = FILE.split(b"\n")
    backwards = b"\n".join([*lines[:6], *lines[6:10][::-1], *lines[10:]])
    assert backwards != FILE
    flow = _flow(backwards)
    assert flow.points == _flow(FILE).points
    # when another thing changes, it stays as it is
    renamed = edit(backwards, records(backwards)["a"].but(name="Ask"))
    assert renamed.count(b"waypoint") == 4
    assert backwards[backwards.index(b"<d:BPMNDiagram") :] in renamed
    # when its last place is moved, it reads back as it was drawn
    moved = (*flow.points[:3], Point(410, 330))
    assert _flow(edit(backwards, flow.but(points=moved))).points == moved
