"""A map is opened, edited and saved, and no step of that loses anybody's bytes."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.helpers import crashes

from mapper.app.errors import (
    ChangedOnDiskError,
    MapperError,
    RepairedFileError,
    UnfaithfulError,
    UnreadableError,
    UnwritableError,
    UsageError,
)
from mapper.app.session.session import Session
from mapper.app.store import leftovers
from mapper.bpmn.writing import write
from mapper.bpmn.writing.edits import Edits
from mapper.bpmn.writing.splice import splice


@pytest.fixture
def file(reference: Callable[[str], Path], tmp_path: Path) -> Path:
    """A map of another tool, to be written to."""
    path = tmp_path / "C.1.0.bpmn"
    path.write_bytes(reference("invoice").read_bytes())
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A map that can only be read after a repair: a prefix is not declared."""
    path = tmp_path / "broken.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x"><process id="P">'
        '<task id="T" odd:name="one"/></process></definitions>'
    )
    return path


def rename(session: Session, name: str) -> str:
    """Rename the first task; its id."""
    task = next(node for node in session.diagram.nodes() if node.family == "task")
    with session.diagram.transaction("rename"):
        session.diagram.put(task.but(name=name))
    return task.id


def test_saving_without_a_change_keeps_every_byte(file: Path) -> None:
    before = file.read_bytes()
    session = Session.open(file)
    session.save()
    assert file.read_bytes() == before
    assert not session.dirty


def test_a_change_is_saved_and_read_again(file: Path) -> None:
    # given an opened map
    session = Session.open(file)
    # when a task is renamed and the map saved
    id = rename(session, "Blåbær")
    assert session.dirty
    session.save()
    # then the file has the name, and saving is done
    assert Session.open(file).diagram.node(id).name == "Blåbær"
    assert not session.dirty


def test_undoing_past_a_save_gives_back_the_opened_bytes(file: Path) -> None:
    # given a saved change
    before = file.read_bytes()
    session = Session.open(file)
    rename(session, "new")
    session.save()
    # when it is undone and saved
    session.diagram.undo()
    assert session.dirty
    session.save()
    # then the file is as it was opened
    assert file.read_bytes() == before


def test_dirty_follows_undo_and_redo(file: Path) -> None:
    session = Session.open(file)
    rename(session, "one")
    session.save()
    rename(session, "two")
    session.diagram.undo()
    assert not session.dirty
    session.diagram.undo()
    assert session.dirty
    session.diagram.redo()
    assert not session.dirty


def test_a_new_map_needs_a_name_and_then_has_it(tmp_path: Path) -> None:
    # given a new map
    session = Session.new("Sales")
    with pytest.raises(UsageError, match="no file yet"):
        session.save()
    # when it is saved under a name
    session.save(tmp_path / "sales.bpmn")
    # then it is that file's map, and can be read
    assert session.name == "sales.bpmn"
    assert Session.open(tmp_path / "sales.bpmn").diagram.records() == session.diagram.records()


def test_saving_under_another_name_leaves_the_first_file(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    session = Session.open(file)
    rename(session, "new")
    session.save(tmp_path / "other.bpmn")
    assert file.read_bytes() == before
    assert session.path == tmp_path / "other.bpmn"
    assert not session.dirty


def test_a_save_that_fails_leaves_the_file_and_the_change(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a changed map, and a disk that refuses
    before = file.read_bytes()
    session = Session.open(file)
    rename(session, "new")

    def refuse(*arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "replace", refuse)
    # when it is saved
    with pytest.raises(UnwritableError):
        session.save()
    # then nothing is lost on either side
    assert file.read_bytes() == before
    assert session.dirty


def test_a_file_changed_by_somebody_else_is_not_overwritten_unasked(file: Path) -> None:
    # given a map that somebody else saves while it is open here
    session = Session.open(file)
    rename(session, "mine")
    file.write_bytes(file.read_bytes() + b"<!-- theirs -->")
    theirs = file.read_bytes()
    # when it is saved
    with pytest.raises(ChangedOnDiskError):
        session.save()
    # then theirs stays, until mine is forced
    assert file.read_bytes() == theirs
    session.save(force=True)
    assert b"mine" in file.read_bytes()


def test_a_file_deleted_meanwhile_is_written_again(file: Path) -> None:
    session = Session.open(file)
    file.unlink()
    session.save()
    assert file.exists()


def test_a_repaired_file_is_replaced_only_when_confirmed(broken: Path) -> None:
    # given a file that was repaired while it was read
    before = broken.read_bytes()
    session = Session.open(broken)
    assert session.repaired
    rename(session, "new")
    # when it is saved without a word
    with pytest.raises(RepairedFileError):
        session.save()
    # then it is untouched; when confirmed, the original bytes stay beside it
    assert broken.read_bytes() == before
    session.save(confirm=True)
    assert b"new" in broken.read_bytes()
    assert broken.with_name("broken.bpmn.original").read_bytes() == before
    # and from then on it is an ordinary file
    session.save()


def test_a_repaired_file_can_be_saved_elsewhere_at_once(broken: Path, tmp_path: Path) -> None:
    session = Session.open(broken)
    session.save(tmp_path / "mended.bpmn")
    assert (tmp_path / "mended.bpmn").exists()
    assert not (tmp_path / "broken.bpmn.original").exists()


def test_a_file_that_is_no_map_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "photo.bpmn"
    path.write_bytes(b"\xff\xd8\xff\xe0 no map")
    with pytest.raises(UnreadableError) as caught:
        Session.open(path)
    assert str(caught.value).startswith(f"{path}")
    assert "; " in str(caught.value)


# -- crashes -----------------------------------------------------------------------------------------------------------

CRASH = """
import os, signal, sys
from mapper.app.session.session import Session
from mapper.app.store import leftovers
session = Session.open(sys.argv[1]) if sys.argv[1:] else Session.new("fresh")
diagram = session.diagram
with diagram.transaction("add"):
    plane = next(n for n in diagram.nodes() if n.kind == "plane")
    holder = next((n for n in diagram.nodes() if n.kind == "process"), None)
    diagram.put(type(plane)("Added", "textAnnotation", "Æblegrød", parent=plane.ref, plane=plane.id))
with diagram.transaction("wrong"):
    diagram.put(diagram.node("Added").but(name="wrong"))
diagram.undo()
os.kill(os.getpid(), signal.SIGKILL)
"""


def crash(*arguments: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASH, *map(str, arguments)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def end(session: Session) -> None:
    """What is left when the process of an edited map ends."""
    crashes.end(session._journal)


def orphans() -> list[leftovers.Leftover]:
    """What crashes left that no file as it is now brings back."""
    return [left for left in leftovers.survey()[0] if left.state != leftovers.SAME]


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_killed_process_loses_nothing(file: Path, home: Path) -> None:
    # given a process that was killed after some edits
    before = file.read_bytes()
    crash(file)
    assert file.read_bytes() == before
    # when the file is opened again
    session = Session.open(file)
    # then its edits can be brought back, with what can be undone and redone
    assert session.recoverable is not None
    assert not session.dirty
    session.recover()
    assert session.diagram.node("Added").name == "Æblegrød"
    assert session.dirty
    assert (session.restored, session.diagram.redo_label) == ((3, 0), "wrong")
    session.diagram.undo()
    assert session.data() == before
    # and closing leaves nothing behind
    session.close()
    assert list(home.rglob("*.sqlite3*")) == []


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_what_was_brought_back_survives_a_second_crash(file: Path) -> None:
    # given edits brought back, and a process that ends without saving again
    crash(file)
    first = Session.open(file)
    first.recover()
    end(first)
    # when the file is opened once more, then they are there once more
    again = Session.open(file)
    again.recover()
    assert again.diagram.node("Added").name == "Æblegrød"


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_map_without_a_file_comes_back_too() -> None:
    crash()
    (left,) = orphans()
    session = Session.recovered(left)
    assert session.diagram.node("Added").name == "Æblegrød"
    assert session.path is None
    assert session.dirty


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
@pytest.mark.parametrize("gone", [True, False])
def test_edits_of_a_file_that_changed_or_went_come_back_as_a_copy(file: Path, gone: bool) -> None:
    # given a crash, after which the file is another one or gone
    crash(file)
    assert orphans() == []
    if gone:
        file.unlink()
    else:
        file.write_bytes(b"something else")
    # when what was left is restored
    (left,) = orphans()
    session = Session.recovered(left)
    # then the map is there with its edits, under its name, and the file is left alone
    assert session.diagram.node("Added").name == "Æblegrød"
    assert (session.name, session.path, session.dirty) == (file.name, None, True)
    assert file.exists() is not gone


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_crash_is_forgotten_when_the_file_has_changed_or_the_user_says_so(file: Path, home: Path) -> None:
    # given a crash, after which somebody else saved the file
    opened = file.read_bytes()
    crash(file)
    file.write_bytes(opened + b"\n")
    # when it is opened, then the edits are not offered for bytes they do not fit
    assert Session.open(file).recoverable is None
    # but for the right ones they are, until the user forgets them
    file.write_bytes(opened)
    session = Session.open(file)
    session.forget()
    assert session.recoverable is None
    assert list(home.rglob("*.sqlite3*")) == []


def test_edits_after_a_save_are_kept_for_the_saved_file(file: Path) -> None:
    # given a map that was saved, edited, undone past the save, and whose process then ended
    session = Session.open(file)
    id = rename(session, "first")
    session.save()
    rename(session, "second")
    session.diagram.undo()
    session.diagram.undo()
    original = session.diagram.node(id).name
    end(session)
    # when it is opened again
    again = Session.open(file)
    assert again.diagram.node(id).name == "first"
    again.recover()
    # then it is as the user left it
    assert again.diagram.node(id).name == original


def test_a_single_command_leaves_no_trace(file: Path, home: Path) -> None:
    session = Session.open(file, keep=False)
    rename(session, "new")
    assert session.recoverable is None
    assert list(home.iterdir()) == []


def test_recovery_that_does_not_fit_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(file)
    rename(session, "new")
    end(session)
    again = Session.open(file)
    assert again.recoverable is not None
    step = {"how": "do", "label": "x", "merge": None, "changes": [{"id": "nowhere", "set": {"name": "x"}, "was": {}}]}
    again.recoverable = replace(again.recoverable, steps=(step,))
    with pytest.raises(MapperError, match="do not fit"):
        again.recover()
    assert again.recoverable is not None


def test_what_was_done_since_is_not_undone_by_restoring(file: Path) -> None:
    # given a crash, and newer edits of the same step after the file was opened again
    session = Session.open(file)
    id = rename(session, "before the crash")
    other = next(n.id for n in session.diagram.nodes() if n.family == "task" and n.id != id)
    with session.diagram.transaction("other"):
        session.diagram.put(session.diagram.node(other).but(name="other"))
    end(session)
    again = Session.open(file)
    rename(again, "after it")
    # when what was left is restored all the same, then only what still fits is added
    again.recover()
    assert again.restored == (1, 1)
    assert (again.diagram.node(id).name, again.diagram.node(other).name) == ("after it", "other")


def _spoiling(edits: Edits) -> str:
    """A splice with a fault: what is edited stands twice."""
    return splice(edits).replace("</process>", '<task id="T"/></process>', 1)


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A map with a renamed step, which the splice would damage."""
    path = tmp_path / "map.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x"><process id="P">'
        '<task id="T"/></process></definitions>'
    )
    session = Session.open(path)
    rename(session, "New")
    monkeypatch.setattr(write, "splice", _spoiling)
    return session


def test_a_map_that_would_be_damaged_is_not_saved_over_its_file(spoilt: Session, home: Path) -> None:
    # given a map that the splice damages
    assert spoilt.path is not None
    before = spoilt.path.read_bytes()
    # when it is saved over its file
    with pytest.raises(UnfaithfulError) as caught:
        spoilt.save()
    # then the file is as it was, the map still unsaved, and a report names what was wrong
    assert spoilt.path.read_bytes() == before
    assert spoilt.dirty
    (kept,) = home.rglob("mapper.log")
    assert str(kept) in str(caught.value)
    assert "the id T stands 2 times" in kept.read_text("utf-8")


def test_under_another_name_it_is_written_whole(spoilt: Session, tmp_path: Path) -> None:
    spoilt.save(tmp_path / "other.bpmn")
    again = Session.open(tmp_path / "other.bpmn")
    assert [(node.id, node.name) for node in again.diagram.nodes() if node.family == "task"] == [("T", "New")]
    assert not spoilt.dirty


def test_what_goes_wrong_after_the_file_was_replaced_makes_no_save_fail(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a journal that cannot be closed, as on a full disk
    session = Session.open(file)
    id = rename(session, "Saved all the same")
    base = session._journal._base
    assert base is not None
    base.close()
    monkeypatch.setattr(session._journal, "_base", sqlite3.connect(":memory:", factory=_Failing))
    # when the map is saved
    session.save()
    # then it is saved
    assert Session.open(file).diagram.node(id).name == "Saved all the same"
    assert not session.dirty


class _Failing(sqlite3.Connection):
    """A database on a disk that takes nothing, not even its end."""

    def close(self) -> None:
        super().close()
        raise sqlite3.OperationalError("database or disk is full")


def test_a_repaired_file_is_asked_about_once_and_then_well_formed(broken: Path) -> None:
    # given a repaired map that is saved with consent
    old = broken.read_bytes()
    session = Session.open(broken)
    rename(session, "Done")
    session.save(confirm=True)
    # when it is opened, edited and saved again
    again = Session.open(broken)
    assert not again.repaired
    rename(again, "Done again")
    again.save()
    # then nobody was asked, and one original stands beside it
    (original,) = broken.parent.glob("*.original*")
    assert original.read_bytes() == old
    assert not Session.open(broken).repaired


def test_undone_after_saving_it_is_the_mended_file_not_the_broken_one(broken: Path) -> None:
    session = Session.open(broken)
    mended = session.data()
    rename(session, "Done")
    session.save(confirm=True)
    session.diagram.undo()
    session.save()
    assert broken.read_bytes() == mended
    assert not Session.open(broken).repaired


def test_a_save_that_failed_leaves_one_original(broken: Path) -> None:
    # given a repaired file that is write-protected
    old = broken.read_bytes()
    broken.chmod(0o400)
    session = Session.open(broken)
    # when it is to be replaced twice, and then once more after writing was allowed
    for _attempt in range(2):
        with pytest.raises(UnwritableError):
            session.save(confirm=True)
    broken.chmod(0o600)
    session.save(confirm=True)
    # then there is one original
    (original,) = broken.parent.glob("*.original*")
    assert original.read_bytes() == old
