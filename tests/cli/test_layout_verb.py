"""`mapper layout` from the command line."""

import json
from pathlib import Path

import pytest

from mapper.__main__ import main
from mapper.app.session.session import Session

BARE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
  <process id="P">
    <startEvent id="s"/><task id="a" name="Ask"/><endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/>
  </process>
</definitions>
"""


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A file without diagram data."""
    path = tmp_path / "bare.bpmn"
    path.write_text(BARE)
    return path


def test_what_a_file_does_not_draw_is_in_the_new_one(bare: Path, tmp_path: Path) -> None:
    # when it is laid out
    assert main(["layout", str(bare), str(tmp_path / "out.bpmn")]) == 0
    # then everything is drawn, from left to right, and the map is the same
    written = (tmp_path / "out.bpmn").read_text()
    session = Session.open(tmp_path / "out.bpmn", keep=False)
    assert not session.shown().source.placed
    places = [session.diagram.node(id).bounds for id in "sae"]
    assert [box.x for box in places if box] == sorted(box.x for box in places if box)
    assert all(len(session.diagram.flow(id).points) > 1 for id in "fg")
    assert BARE[BARE.index("<process") : BARE.index("</definitions>")] in written
    assert bare.read_text() == BARE


def test_a_drawn_map_is_drawn_anew(file: Path, tmp_path: Path) -> None:
    assert main(["layout", str(file), str(tmp_path / "out.bpmn")]) == 0
    before, after = (Session.open(path, keep=False).diagram for path in (file, tmp_path / "out.bpmn"))
    assert {n.id: n.name for n in before.nodes()} == {n.id: n.name for n in after.nodes()}
    assert [n.bounds for n in before.nodes()] != [n.bounds for n in after.nodes()]


def test_lanes_may_be_ordered_and_the_result_told(
    file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.bpmn"
    assert main(["layout", str(file), str(out), "--order-lanes", "--json"]) == 0
    assert json.loads(capfd.readouterr().out) == {"written": [str(out)], "failed": []}
    assert out.exists()


def test_a_picture_can_be_made_of_the_new_layout(bare: Path, tmp_path: Path) -> None:
    assert main(["layout", str(bare), str(tmp_path / "out.svg")]) == 0
    assert "Ask" in (tmp_path / "out.svg").read_text("utf-8")


def test_a_list_goes_on_after_a_failure(
    bare: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a list with a missing file before one that is there
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pairs.tsv").write_text("missing.bpmn\ta.bpmn\nbare.bpmn\tb.bpmn\n")
    # when its maps are laid out
    assert main(["layout", "--manifest", "pairs.tsv"]) == 1
    # then the second is written and the first told of
    assert capfd.readouterr().err.startswith("mapper: missing.bpmn: ")
    assert not Session.open(tmp_path / "b.bpmn", keep=False).shown().source.placed
    assert (tmp_path / "a.bpmn.err").exists()


def test_a_folder_is_laid_out_into_another(bare: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    bare.rename(tmp_path / "in" / "deep" / "map.bpmn")
    assert main(["layout", str(tmp_path / "in"), str(tmp_path / "out")]) == 0
    assert not Session.open(tmp_path / "out" / "deep" / "map.bpmn", keep=False).shown().source.placed


@pytest.mark.parametrize("arguments", [[], ["one.bpmn"], ["a.bpmn", "b.bpmn", "--manifest", "pairs.tsv"]])
def test_wrong_usage_is_one_line(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["layout", *arguments]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    assert main(["layout", str(tmp_path / "missing.bpmn"), "out.docx"]) == 2


def test_what_cannot_be_read_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["layout", str(tmp_path / "missing.bpmn"), str(tmp_path / "out.bpmn")]) == 3
    assert capfd.readouterr().err.count("\n") == 1
