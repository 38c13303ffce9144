"""What a file does not draw has a place all the same: a guess, written when the file is edited, or on request."""

from mapper import bpmn
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'id="d" targetNamespace="urn:x">\n'
)
POOLED = f"""{HEAD}  <collaboration id="c">
    <participant id="pool" name="Firm" processRef="p"/>
    <messageFlow id="m" sourceRef="out" targetRef="a"/>
  </collaboration>
  <process id="p">
    <laneSet id="ls"><lane id="upper"><flowNodeRef>a</flowNodeRef></lane><lane id="lower"/></laneSet>
    <task id="a"/><boundaryEvent id="g" name="Late" attachedToRef="a"/>
    <subProcess id="s"><subProcess id="t"><task id="b"/></subProcess><subProcess id="bare"/></subProcess>
    <textAnnotation id="n"><text>{"A long note. " * 10}</text></textAnnotation>
    <sequenceFlow id="f" sourceRef="a" targetRef="s"/><sequenceFlow id="loose" sourceRef="a"/>
  </process>
  <process id="q"><task id="out"/></process>
  <process id="r"><task id="apart"/></process>
</definitions>
""".encode()


def nodes(source: bpmn.Source) -> dict[str, Node]:
    return {record.id: record for record in source.records if isinstance(record, Node)}


def test_everything_is_on_a_diagram() -> None:
    source = bpmn.read(POOLED)
    found = nodes(source)
    drawn = ("pool", "upper", "lower", "a", "g", "s", "t", "b", "bare", "n", "out", "apart")
    assert all(found[id].bounds is not None for id in drawn)
    assert all(len(r.points) == 2 for r in source.records if isinstance(r, Flow))
    assert source.base.guessed >= {*drawn, "f", "m", "loose"}


def test_a_process_joined_to_a_pool_stands_beside_it_and_another_alone() -> None:
    found = nodes(bpmn.read(POOLED))
    assert found["out"].plane == found["pool"].plane == found["a"].plane
    assert found["apart"].plane != found["a"].plane


def test_sub_processes_with_contents_are_open_and_show_them() -> None:
    found = nodes(bpmn.read(POOLED))
    assert [found[id].trait("expanded") for id in ("s", "t", "bare")] == [True, True, False]
    assert found["b"].plane == found["s"].plane


def test_a_long_note_has_the_room_its_text_needs() -> None:
    note = nodes(bpmn.read(POOLED))["n"].bounds
    assert note is not None
    assert note.h > 80


# -- arranged since ----------------------------------------------------------------------------------------------------


def arranged(source: bpmn.Source) -> bpmn.Source:
    """The source with everything moved, and a label for the event."""
    moved = [
        r.but(bounds=r.bounds.moved(1000, 0), label=Rect(1, 2, 30, 14) if r.id == "g" else r.label)
        if isinstance(r, Node) and r.bounds is not None
        else r
        for r in source.records
    ]
    return source.arranged(moved)


def test_another_arrangement_is_no_edit() -> None:
    source = arranged(bpmn.read(POOLED))
    assert nodes(source)["a"].bounds != nodes(bpmn.read(POOLED))["a"].bounds
    assert source.base.by_id["a"] == nodes(source)["a"]
    assert bpmn.write(source, source.records) == POOLED


def test_what_is_drawn_cannot_be_arranged(repair: bytes) -> None:
    source = bpmn.read(repair)
    moved = [r.but(points=(Point(0, 0), Point(9, 9))) if isinstance(r, Flow) else r for r in source.records]
    assert source.arranged(moved).records == source.records


def test_an_edit_brings_all_of_it_into_the_file() -> None:
    # given an arranged map in which one name is changed
    source = arranged(bpmn.read(POOLED))
    records = [r.but(name="Ask") if r.id == "a" else r for r in source.records]
    # when it is written and read again
    again = bpmn.read(bpmn.write(source, records))
    # then all of it is there, the label too
    assert not again.base.guessed
    for node in nodes(again).values():
        if node.kind not in ("plane", "anchor"):
            assert (node.bounds, node.label) == (nodes(source)[node.id].bounds, nodes(source)[node.id].label), node.id


def test_guesses_are_written_without_an_edit_when_that_is_asked_for() -> None:
    source = arranged(bpmn.read(POOLED))
    written = bpmn.write(source, source.records, guesses=True)
    assert nodes(bpmn.read(written))["a"].bounds == nodes(source)["a"].bounds
    # and a file that draws everything stays as it is
    again = bpmn.read(written)
    assert bpmn.write(again, again.records, guesses=True) == written
