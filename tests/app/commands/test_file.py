"""Opening, saving and exporting, as commands."""

import re
from pathlib import Path

import pytest
from tests.helpers import crashes
from tests.helpers.faces import Face, a_task

from mapper.app import commands
from mapper.app.session import receipt
from mapper.app.session.session import Session
from mapper.bpmn.writing import write
from mapper.bpmn.writing.splice import splice
from mapper.edit.verbs import label
from mapper.resources import example


def test_a_new_map_is_saved_where_the_user_says(tmp_path: Path) -> None:
    # given a new map
    face = Face()
    commands.run("file.new", face)
    face.to_save = tmp_path / "new.bpmn"
    # when it is saved
    commands.run("file.save", face)
    # then it is there, among the recent files, and said to be
    assert face.to_save.exists()
    assert face.settings.recent == (str(face.to_save),)
    (told,) = face.told("tell")
    assert re.fullmatch(r"Saved \d\d:\d\d", str(told))


def test_saving_says_what_was_changed(face: Face) -> None:
    # given a map in which one step has another name
    label.rename(face.session.diagram, a_task(face).id, "Renamed")
    # when it is saved
    commands.run("file.save", face)
    # then one sentence says so, and its details name the step
    (told,) = face.told("tell")
    assert re.fullmatch(r"Saved \d\d:\d\d · 1 element changed, everything else untouched", str(told))
    assert face.details is not None
    assert any("Renamed" in line for line in face.details())


def test_a_large_map_is_compared_only_when_that_is_asked_for(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands.file, "LARGE", 1000)
    label.rename(face.session.diagram, a_task(face).id, "Renamed")
    commands.run("file.save", face)
    assert re.fullmatch(r"Saved \d\d:\d\d", str(face.told("tell")[0]))
    assert any("Renamed" in line for line in face.details())


def test_opening_goes_on_after_a_file_that_is_no_map(file: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.bpmn").write_bytes(b"no map")
    face = Face()
    face.to_open = [tmp_path / "bad.bpmn", file]
    commands.run("file.open", face)
    assert face.session is not None
    assert face.session.path == file
    assert len(face.told("warn")) == 1


def test_a_file_is_opened_apart_from_the_window_however_small(file: Path) -> None:
    face = Face()
    face.to_open = [file]
    commands.run("file.open", face)
    assert face.told("apart") == ["Opening C.1.0.bpmn…"]


def test_a_file_that_makes_mapper_stumble_is_told_and_the_next_one_opened(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Session.open

    def stumble(path: Path) -> Session:
        if path.name == "odd.bpmn":
            raise KeyError("nobody foresaw this")
        return real(path)

    monkeypatch.setattr(Session, "open", stumble)
    face = Face()
    face.to_open = [tmp_path / "odd.bpmn", file]
    commands.run("file.open", face)
    assert "nobody foresaw this" in str(face.told("warn")[0])
    assert face.session.path == file


def test_a_file_changed_by_somebody_else_is_overwritten_only_when_chosen(face: Face, file: Path) -> None:
    # given a changed map whose file somebody else has saved
    assert face.session is not None
    with face.session.diagram.transaction("rename"):
        face.session.diagram.put(a_task(face).but(name="mine"))
    file.write_bytes(file.read_bytes() + b"\n")
    # when it is saved
    commands.run("file.save", face)
    # then the user is asked, and "Overwrite" does it
    assert b"mine" not in file.read_bytes()
    assert set(face.choices) == {"Overwrite", "Save as…"}
    face.choices["Overwrite"]()
    assert b"mine" in file.read_bytes()


def test_a_write_protected_file_is_kept_and_another_name_offered(face: Face, file: Path, tmp_path: Path) -> None:
    # given a changed map whose file is write-protected
    with face.session.diagram.transaction("rename"):
        face.session.diagram.put(a_task(face).but(name="mine"))
    before = file.read_bytes()
    file.chmod(0o444)
    face.to_save = tmp_path / "other.bpmn"
    # when it is saved
    commands.run("file.save", face)
    # then the file is as it was, and "Save as" writes the map elsewhere
    assert file.read_bytes() == before
    assert set(face.choices) == {"Save a copy elsewhere…"}
    face.choices["Save a copy elsewhere…"]()
    assert b"mine" in face.to_save.read_bytes()
    assert face.session.path == face.to_save


def test_what_a_crash_left_of_a_file_is_restored_or_discarded(file: Path) -> None:
    # given a process that ended without saving
    lost = Session.open(file)
    with lost.diagram.transaction("rename"):
        lost.diagram.put(next(n for n in lost.diagram.nodes() if n.kind == "userTask").but(name="mine"))
    crashes.end(lost._journal)
    # when the file is opened again
    face = Face()
    face.to_open = [file]
    commands.run("file.open", face)
    # then the words are those used for a map without a file, and restoring brings the change back
    assert set(face.choices) == {"Restore", "Discard"}
    face.choices["Restore"]()
    assert any(n.name == "mine" for n in face.session.diagram.nodes())


def test_an_example_is_opened_as_a_map_without_a_file(tmp_path: Path) -> None:
    # given an example that ships with the program
    shipped = example("order-to-delivery.bpmn")
    before = shipped.read_bytes()
    face = Face()
    face.to_open = [shipped]
    face.to_save = tmp_path / "mine.bpmn"
    # when it is opened and saved
    commands.run("file.open", face)
    assert face.session.name == "order-to-delivery.bpmn"
    commands.run("file.save", face)
    # then a name was asked for, and the bytes stand there as they were shipped
    assert face.session.path == face.to_save
    assert face.to_save.read_bytes() == before
    assert face.settings.recent == (str(face.to_save),)


def test_exporting_writes_the_format_chosen(face: Face, tmp_path: Path) -> None:
    face.to_save = tmp_path / "map.svg"
    commands.run("file.export", face)
    assert b"<svg" in face.to_save.read_bytes()
    assert face.told("save where") == [("C.1.0.svg", (".svg", ".png", ".pdf", ".csv", ".xlsx", ".txt"))]


def test_exporting_to_an_unknown_format_is_a_warning(face: Face, tmp_path: Path) -> None:
    face.to_save = tmp_path / "map.docx"
    commands.run("file.export", face)
    assert len(face.told("warn")) == 1


def test_a_map_that_would_be_damaged_goes_under_another_name(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a map that the splice would damage
    file = face.session.path
    assert file is not None
    before = file.read_bytes()
    label.rename(face.session.diagram, a_task(face).id, "Renamed")
    damaged = re.compile(r"(<(?:\w+:)?process )")
    monkeypatch.setattr(write, "splice", lambda edits: damaged.sub(r'\1id="x" ', splice(edits), count=1))
    # when it is saved, and the offer is taken
    commands.run("file.save", face)
    (asked,) = face.told("ask")
    assert "so the file was left as it is" in str(asked)
    face.to_save = file.with_name("C.1.0 (written whole).bpmn")
    face.choices["Save as…"]()
    # then the original is as it was, and the other file holds the map
    assert file.read_bytes() == before
    assert "Renamed" in face.to_save.read_text("utf-8")


def test_a_receipt_that_fails_makes_no_save_fail(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    label.rename(face.session.diagram, a_task(face).id, "Renamed")

    def failing(before: bytes, after: bytes) -> None:
        raise ValueError("no receipt")

    monkeypatch.setattr(receipt, "saved", failing)
    commands.run("file.save", face)
    assert re.fullmatch(r"Saved \d\d:\d\d", str(face.told("tell")[0]))
    assert not face.session.dirty
