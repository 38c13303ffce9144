"""What a very large map does not draw stands in rows while it is shown; they are not worth a line in the file."""

from pathlib import Path

import pytest

from mapper.app.session import arrange
from mapper.app.session.session import Session
from mapper.edit.verbs import label, move

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
STEPS = "".join(f'<task id="t{n}" name="Step {n}"/>\n' for n in range(30))
FLOWS = "".join(f'<sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>\n' for n in range(29))
BOUNDARY = '<boundaryEvent id="b" attachedToRef="t3"/>\n'
HEAD = f'<definitions xmlns="{MODEL}" id="d" targetNamespace="urn:x">'
FILE = f'{HEAD}<process id="p">\n{STEPS}{BOUNDARY}{FLOWS}</process></definitions>'


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A map that counts as too large to be laid out."""
    monkeypatch.setattr(arrange, "_MOST", 20)
    path = tmp_path / "large.bpmn"
    path.write_text(FILE)
    return path


def test_everything_has_a_place_and_that_is_told(large: Path) -> None:
    session = Session.open(large, keep=False).shown()
    nodes = [n for n in session.diagram.nodes() if n.kind in ("task", "boundaryEvent")]
    assert len({n.bounds for n in nodes}) == len(nodes) == 31
    assert all(len(flow.points) == 2 for flow in session.diagram.flows())
    assert [note.what for note in session.notes] == ["the file does not say where things are; the map was arranged"]
    assert not session.dirty


def test_a_rename_writes_the_name_and_no_place(large: Path) -> None:
    session = Session.open(large, keep=False).shown()
    label.rename(session.diagram, "t4", "Renamed")
    session.save()
    assert large.read_text() == FILE.replace("Step 4", "Renamed")
    # and taken back and saved again it is as it was
    session.diagram.undo()
    session.save()
    assert large.read_text() == FILE


def test_what_was_moved_is_written_where_it_is(large: Path) -> None:
    session = Session.open(large, keep=False).shown()
    move.move_by(session.diagram, ["t4"], 7, 11)
    there = session.diagram.node("t4").bounds
    session.save()
    text = large.read_text()
    assert text.count("BPMNPlane ") == 1
    assert 'bpmnElement="t4"' in text
    assert 'bpmnElement="t9"' not in text
    assert Session.open(large, keep=False).diagram.node("t4").bounds == there
