"""The clipboard holds a BPMN file: within a map, and from one map into another, nothing of what was copied is lost."""

from pathlib import Path

import pytest
from lxml import etree
from tests.helpers import crashes

from mapper import bpmn
from mapper.app.errors import MapperError
from mapper.app.session import clipboard
from mapper.app.session.session import Session
from mapper.app.store import leftovers
from mapper.edit.verbs import create, replace
from mapper.model.geometry import Point
from mapper.model.records import Node

TOOL = "http://tool.example/1"
BODY = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:tool="{TOOL}" id="d" targetNamespace="http://maps.example">
  <process id="p">
    <task id="a" name="Check" tool:colour="blue">
      <extensionElements><tool:form key="k1"><tool:field name="amount"/></tool:form></extensionElements>
    </task>
    <task id="b" name="Send"/>
    <sequenceFlow id="f" sourceRef="a" targetRef="b"/>
  </process>
  <bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="pl" bpmnElement="p">
    <bpmndi:BPMNShape id="a_di" bpmnElement="a"><dc:Bounds x="100" y="100" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="b_di" bpmnElement="b"><dc:Bounds x="260" y="100" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="f_di" bpmnElement="f"><di:waypoint x="200" y="140"/>
      <di:waypoint x="260" y="140"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    file = tmp_path / "one.bpmn"
    file.write_text(BODY, "utf-8")
    return Session.open(file, keep=False).shown()


def plane(session: Session) -> str:
    return next(node.id for node in session.diagram.nodes() if node.kind == "plane")


def foreign(data: bytes, id: str) -> list[str]:
    """What other tools wrote into an element: attributes and elements, by their local names."""
    (element,) = etree.fromstring(data).xpath("//*[@id=$id]", id=id)
    found = [f"@{etree.QName(name).localname}={value}" for name, value in element.attrib.items() if TOOL in name]
    return found + [etree.QName(e).localname for e in element.iter("*") if TOOL in e.tag]


OTHERS = ["@colour=blue", "form", "field"]


def test_the_clipboard_holds_a_bpmn_file_and_the_names(session: Session) -> None:
    clip = clipboard.copy(session, ["a", "b"])
    assert clip is not None
    assert clip.text == "Check\nSend"
    read = bpmn.read(clip.data)
    assert {record.name for record in read.records} >= {"Check", "Send"}
    assert "flow" in {record.family for record in read.records}


def test_a_copy_within_a_map_keeps_what_other_tools_wrote(session: Session) -> None:
    # given a step with an extension, when it is copied and pasted
    clip = clipboard.copy(session, ["a"])
    assert clip is not None
    (id,) = clipboard.paste(session, clip.data, plane(session), Point(150, 300))
    # then the saved file holds the extension twice, and the original as it was
    data = session.data()
    assert foreign(data, "a") == OTHERS
    assert foreign(data, id) == OTHERS


def test_a_copy_into_another_map_keeps_what_other_tools_wrote(session: Session, tmp_path: Path) -> None:
    clip = clipboard.copy(session, ["a", "b"])
    assert clip is not None
    target = Session.new("Other", keep=False)
    ids = clipboard.paste(target, clip.data, plane(target), Point(300, 200))
    target.save(tmp_path / "two.bpmn")
    data = (tmp_path / "two.bpmn").read_bytes()
    assert [target.diagram.node(id).name for id in ids] == ["Check", "Send"]
    assert foreign(data, ids[0]) == OTHERS
    # and saving once more, and reading again, finds the same
    assert target.data() == data
    assert len(list(bpmn.read(data).records)) == len(target.diagram.records())


def test_what_was_pasted_from_another_map_can_be_copied_on(session: Session) -> None:
    clip = clipboard.copy(session, ["a"])
    assert clip is not None
    second, third = Session.new(keep=False), Session.new(keep=False)
    (id,) = clipboard.paste(second, clip.data, plane(second), Point(300, 200))
    again = clipboard.copy(second, [id])
    assert again is not None
    (last,) = clipboard.paste(third, again.data, plane(third), Point(300, 200))
    assert foreign(third.data(), last) == OTHERS


def test_pasting_and_undoing_leaves_the_bytes_as_they_were(session: Session) -> None:
    clip = clipboard.copy(session, ["a", "b"])
    assert clip is not None
    clipboard.paste(session, clip.data, plane(session))
    session.diagram.undo()
    assert session.data() == BODY.encode()


def test_nothing_that_can_be_copied_is_no_clip(session: Session) -> None:
    assert clipboard.copy(session, ["f"]) is None


def test_a_clipboard_without_a_map_is_told(session: Session) -> None:
    with pytest.raises(MapperError, match="clipboard"):
        clipboard.paste(session, b"<html/>", plane(session))


def test_a_closed_sub_process_takes_its_inside_into_another_map(tmp_path: Path) -> None:
    # given a map with a closed sub-process
    made = Session.new(keep=False)
    sub = create.shape(made.diagram, "subProcess", Point(300, 300), plane(made), name="Pack")
    create.shape(made.diagram, "task", Point(300, 300), plane(made), name="Wrap")
    replace.collapse(made.diagram, sub)
    made.save(tmp_path / "sub.bpmn")
    source, target = Session.open(tmp_path / "sub.bpmn", keep=False), Session.new(keep=False)
    # when it is copied into another
    clip = clipboard.copy(source, [sub])
    assert clip is not None
    (id,) = clipboard.paste(target, clip.data, plane(target), Point(300, 200))
    # then a diagram shows its inside there too
    own = next(n for n in target.diagram.nodes() if n.kind == "plane" and n.ref == id)
    assert [record.name for record in target.diagram.records() if record.plane == own.id] == ["Wrap"]
    assert {n.name for n in bpmn.read(target.data()).records if isinstance(n, Node) and n.plane} >= {"Pack", "Wrap"}


def test_what_was_pasted_from_another_map_survives_a_crash_whole(session: Session, home: Path, tmp_path: Path) -> None:
    # given a map without a file into which a step of another map was pasted
    clip = clipboard.copy(session, ["a"])
    assert clip is not None
    other = Session.new(language="en")
    (made,) = clipboard.paste(other, clip.data, plane(other))
    saved = foreign(other.data(), made)
    assert saved == OTHERS
    # when its process ends without saving
    crashes.end(other._journal)
    ((left,), _told) = leftovers.survey()
    again = Session.recovered(left)
    # then it comes back with what the other tool wrote into it, and once more after a second crash
    assert foreign(again.data(), made) == OTHERS
    crashes.end(again._journal)
    ((left,), _told) = leftovers.survey()
    assert foreign(Session.recovered(left).data(), made) == OTHERS


CALLS = BODY.replace(
    '<task id="b"', '<callActivity id="call" name="Ship" calledElement="away"/>\n    <task id="b"'
).replace("</definitions>", '<process id="away"><task id="there"/></process></definitions>')


@pytest.mark.parametrize(
    ("id", "ref", "said"),
    [
        ("elsewhere", None, "1 call leads to what is not in this map (away); it was kept"),
        ("away", "away", "“Ship” now calls what has the id away in this map"),
    ],
)
def test_a_call_of_what_stays_behind_is_kept_and_told(tmp_path: Path, id: str, ref: str | None, said: str) -> None:
    # given a call of a process of its own map
    file = tmp_path / "calls.bpmn"
    file.write_text(CALLS, "utf-8")
    clip = clipboard.copy(Session.open(file, keep=False).shown(), ["call"])
    assert clip is not None
    # when it is pasted into a map that has no such process, or another one of that id
    file.write_text(BODY.replace('id="p"', f'id="{id}"').replace('bpmnElement="p"', f'bpmnElement="{id}"'), "utf-8")
    target = Session.open(file, keep=False).shown()
    pasted = clipboard.paste(target, clip.data, plane(target), Point(300, 300))
    # then it still says what it calls, as the map does, and so does one sentence
    assert clipboard.told(target, pasted) == said
    again = {record.id: record for record in bpmn.read(target.data()).records}[pasted[0]]
    assert isinstance(again, Node)
    assert again.ref == target.diagram.node(pasted[0]).ref == ref
    assert b'calledElement="away"' in target.data()


def test_a_call_copied_within_its_map_is_no_matter(tmp_path: Path) -> None:
    file = tmp_path / "calls.bpmn"
    file.write_text(CALLS, "utf-8")
    session = Session.open(file, keep=False).shown()
    clip = clipboard.copy(session, ["call"])
    assert clip is not None
    pasted = clipboard.paste(session, clip.data, plane(session))
    assert session.diagram.node(pasted[0]).ref == "away"
    assert clipboard.told(session, pasted) == ""
