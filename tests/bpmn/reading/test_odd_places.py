"""Drawings that say little or nothing of where things are, beyond those of `test_odd_files`."""

from tests.bpmn.reading.test_seen import file
from tests.helpers.bpmn_edits import edit, records

from mapper import bpmn
from mapper.app.session import arrange
from mapper.model.diagram import Diagram
from mapper.model.geometry import Rect

CHAIN = (
    '<process id="p"><startEvent id="s"/><task id="a"/><endEvent id="e"/>'
    '<sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process>'
)
BOXES = {"s": Rect(100, 102, 36, 36), "a": Rect(200, 80, 100, 80), "e": Rect(360, 102, 36, 36)}
LINES = {"f": "136,120 200,120", "g": "300,120 360,120"}


def shown(data: bytes) -> tuple[Diagram, list[str]]:
    source = arrange.shown(bpmn.read(data))
    return Diagram(source.records), [note.what for note in source.notes]


def boxes(diagram: Diagram) -> dict[str, Rect | None]:
    return {id: diagram.node(id).bounds for id in "sae"}


def test_steps_without_any_shape_stand_where_their_lines_end() -> None:
    diagram, notes = shown(file(CHAIN, {}, LINES))
    assert boxes(diagram) == BOXES
    assert [list(map(tuple, diagram.flow(id).points)) for id in "fg"] == [
        [(136, 120), (200, 120)],
        [(300, 120), (360, 120)],
    ]
    assert notes == ["the file does not say where 3 of its things are; they were arranged"]


def test_steps_a_few_pixels_from_each_other_are_on_one_spot_by_corner_or_by_middle() -> None:
    near = {"s": Rect(0, 0, 36, 36), "a": Rect(1, 1, 100, 80), "e": Rect(2, 2, 36, 36)}
    centred = {"s": Rect(32, 22, 36, 36), "a": Rect(0, 0, 100, 80), "e": Rect(33, 21, 36, 36)}
    for places in (near, centred):
        diagram, notes = shown(file(CHAIN, places, {"f": "0,0 1,1", "g": "1,1 2,2"}))
        found = [box for box in boxes(diagram).values() if box is not None]
        assert len(found) == 3
        assert not any(one.meets(other) for one in found for other in found if one is not other)
        assert any("on one spot" in note for note in notes)


def test_a_step_of_next_to_no_size_has_none() -> None:
    diagram, notes = shown(file(CHAIN, BOXES | {"a": Rect(200, 80, 0.01, 0.01)}, LINES))
    assert boxes(diagram) == BOXES
    assert any("has no size" in note for note in notes)


def test_two_pools_of_one_process_hold_what_is_drawn_in_either() -> None:
    pools = '<participant id="x" name="Shop" processRef="p"/><participant id="y" name="Twin" processRef="p"/>'
    model = f'<collaboration id="c">{pools}</collaboration>{CHAIN}'
    around = {"x": Rect(0, 0, 500, 250), "y": Rect(0, 400, 500, 100)}
    _diagram, notes = shown(file(model, around | BOXES, LINES, "c"))
    assert notes == []


def test_a_pool_of_a_collaboration_that_no_diagram_shows_is_not_put_over_that_which_one_does() -> None:
    first = '<collaboration id="c"><participant id="x" name="Shop" processRef="p"/></collaboration>'
    second = '<collaboration id="d"><participant id="y" name="Other" processRef="p"/></collaboration>'
    diagram, notes = shown(file(first + second + CHAIN, {"x": Rect(0, 0, 500, 250)} | BOXES, LINES, "c"))
    assert diagram.node("y").bounds is None
    assert notes == []


def test_a_file_in_ascii_gets_references_for_letters_that_it_lacks() -> None:
    head = '<?xml version="1.0" encoding="US-ASCII"?>\n'
    data = head.encode() + file(CHAIN.replace('id="a"', 'id="a" name="Gr&#246;&#xDF;e"'), BOXES, LINES)
    step = records(data)["a"]
    assert step.name == "Größe"
    after = edit(data, step.but(name="Prüfe <a> & b"))
    assert b"Pr&#252;fe &lt;a" in after
    assert after.isascii()
    assert records(after)["a"].name == "Prüfe <a> & b"
    assert not bpmn.read(after).repaired
