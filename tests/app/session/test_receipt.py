"""The receipt is told from the bytes alone, so that it finds what a faulty writer would do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.app.session import receipt
from mapper.app.session.session import Session
from mapper.bpmn import GUESSED, KEPT, REPAIRED, Note
from mapper.edit.verbs import delete, label, move

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="http://tool.example" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
)
STEP = '<task id="a" name="Check"><extensionElements><t:form key="1"><t:row/></t:form></extensionElements></task>'
SHAPE = '<bpmndi:BPMNShape id="a_di" bpmnElement="a"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape>'


def file(*parts: str) -> bytes:
    body, drawn = "\n".join(p for p in parts if "bpmndi" not in p), "\n".join(p for p in parts if "bpmndi" in p)
    plane = f'<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="p">{drawn}</bpmndi:BPMNPlane>'
    return f'{HEAD}\n<process id="p">\n{body}\n</process>\n{plane}</bpmndi:BPMNDiagram></definitions>'.encode()


def told(done: receipt.Saved) -> list[tuple[str, str, str]]:
    return [(element.id, element.name, element.how) for element in done.elements]


BEFORE = file(STEP, '<task id="b" name="Send"/>', SHAPE)


def test_the_same_bytes_are_untouched() -> None:
    done = receipt.saved(BEFORE, BEFORE)
    assert (done.elements, done.untouched, done.size) == ((), len(BEFORE), len(BEFORE))
    assert (done.kept, done.foreign) == (1, 1)
    assert done.sentence == "nothing changed"


def test_a_changed_element_is_named_as_it_is_now() -> None:
    after = BEFORE.replace(b'name="Check"', b'name="Look"')
    done = receipt.saved(BEFORE, after)
    assert told(done) == [("a", "Look", "changed")]
    # all but the one start tag is still there
    assert done.untouched == len(BEFORE) - len('<task id="a" name="Check">')
    assert done.sentence == "1 element changed, everything else untouched"
    assert done.elements[0].said == "Task “Look”"


def test_a_shape_that_moved_is_a_change_of_what_it_shows() -> None:
    assert told(receipt.saved(BEFORE, BEFORE.replace(b'x="1"', b'x="9"'))) == [("a", "Check", "changed")]


def test_what_came_and_what_went_is_listed() -> None:
    after = BEFORE.replace(b'<task id="b" name="Send"/>', b'<userTask id="c" name="Pack"/>')
    assert told(receipt.saved(BEFORE, after)) == [("c", "Pack", "added"), ("b", "Send", "removed")]


def test_an_extension_that_a_writer_lost_is_missed() -> None:
    # given a writer that drops part of what another tool wrote
    after = BEFORE.replace(b"<t:row/>", b"")
    done = receipt.saved(BEFORE, after)
    # then the receipt says so
    assert (done.kept, done.foreign) == (0, 1)
    assert told(done) == [("a", "Check", "changed")]
    assert "0 of 1 extensions of other tools kept" in done.sentence


def test_an_extension_that_went_with_its_element_is_not_missed() -> None:
    done = receipt.saved(BEFORE, BEFORE.replace(STEP.encode(), b"").replace(SHAPE.encode(), b""))
    assert (done.kept, done.foreign) == (0, 0)


def test_a_foreign_attribute_counts_as_an_extension() -> None:
    before = file('<task id="a" t:colour="blue"/>')
    assert receipt.saved(before, before.replace(b"blue", b"red")).kept == 0


def test_indentation_and_order_of_attributes_are_no_change_of_an_element() -> None:
    after = BEFORE.replace(b'id="b" name="Send"', b'name="Send"\n   id="b"')
    done = receipt.saved(BEFORE, after)
    assert told(done) == []
    assert done.untouched < done.size


def test_bytes_that_are_no_xml_are_told_all_the_same() -> None:
    assert receipt.saved(b"nothing", BEFORE).size == len(b"nothing")


@pytest.mark.parametrize("name", ["first_steps", "invoice", "departments", "A.1.0", "C.1.0", "C.4.0"])
def test_edits_of_a_real_file_are_told_exactly(reference: Callable[[str], Path], name: str) -> None:
    # given a reference model in which one step is renamed, one is moved and one is deleted
    session = Session.open(reference(name), keep=False)
    diagram, before = session.diagram, session.data()
    steps = [node for node in diagram.nodes() if node.family == "task" and not node.host][:3]
    label.rename(diagram, steps[0].id, "Renamed here")
    move.move_by(diagram, [steps[1].id], 3, 0)
    delete.records(diagram, [steps[2].id])
    # when it is saved
    done = receipt.saved(before, session.data())
    # then they are listed, and nothing of other tools is lost
    how = {element.id: element.how for element in done.elements}
    assert (how[steps[0].id], how[steps[1].id], how[steps[2].id]) == ("changed", "changed", "removed")
    assert done.kept == done.foreign
    assert 0 < done.untouched < done.size


def test_notes_are_told_by_sort_with_their_lines() -> None:
    notes = [Note(3, "one", KEPT), Note(None, "two"), Note(9, "three", GUESSED)]
    expected = ["Repaired:", "  two", "Guessed:", "  Line 9: three", "Kept, but not shown:", "  Line 3: one"]
    assert receipt.lines(notes) == expected
    assert receipt.as_json(notes)[REPAIRED] == [{"line": None, "what": "two"}]


def test_the_receipt_for_programs_says_the_same() -> None:
    done = receipt.saved(BEFORE, BEFORE.replace(b"Check", b"Look"))
    found = receipt.as_json((), done)["saved"]
    assert found["elements"] == [{"id": "a", "kind": "task", "name": "Look", "how": "changed"}]
    assert (found["extensions"], found["extensionsKept"]) == (1, 1)
