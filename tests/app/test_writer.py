"""One writer: who edits a map is known, two saves are never at once, and nobody is overwritten without a word."""

import json
import os
import time
from pathlib import Path

import pytest
from tests.soak import writers

from mapper.app import writer
from mapper.app.errors import ChangedOnDiskError, UnwritableError
from mapper.app.session.session import Session
from mapper.app.writer import Writing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "map.bpmn"
    writers.begin(path)
    return path


def count_up(session: Session) -> None:
    step = session.diagram.node("Step")
    with session.diagram.transaction("count"):
        session.diagram.put(step.but(name=str(int(step.name) + 1)))


def test_looking_leaves_nothing_beside_the_map(file: Path) -> None:
    session = Session.open(file)
    assert list(file.parent.iterdir()) == [file]
    session.close()


def test_a_second_window_is_told_who_edits_and_may_take_over(file: Path) -> None:
    # given a map that somebody edits
    first = Session.open(file)
    count_up(first)
    assert first.rival is None
    # when it is opened elsewhere, then that is told, with name, machine and time
    second = Session.open(file)
    assert second.rival is not None
    assert (second.rival.machine, second.rival.pid) == (os.uname().nodename, os.getpid())
    assert abs(second.rival.since - time.time()) < 60
    # when it is taken over, then the first window finds that out
    second.take_over()
    assert second.rival is None
    assert first._writing is not None
    assert first._writing.look() is not None
    # and when both are closed nothing is left
    second.close()
    first.close()
    assert list(file.parent.iterdir()) == [file]


def test_who_opened_first_and_edits_second_is_told_with_the_first_edit(file: Path) -> None:
    first, second = Session.open(file), Session.open(file)
    assert second.rival is None
    count_up(first)
    count_up(second)
    assert second.rival is not None


@pytest.mark.parametrize("how", ["dead", "old", "nonsense"])
def test_a_claim_goes_stale_by_itself(file: Path, how: str) -> None:
    # given a claim whose process is gone, or that nobody kept alive, or that says nothing
    told = {"name": "Ann", "machine": os.uname().nodename, "pid": 2**22 + 1, "since": 1.0, "token": "x"}
    if how == "old":
        told.update(machine="elsewhere", pid=1)
    beside = writer.beside(file)
    beside.write_text("[" * 5000 if how == "nonsense" else json.dumps(told))
    if how == "old":
        long_ago = time.time() - writer.STALE_AFTER - 1
        os.utime(beside, (long_ago, long_ago))
    # then nobody edits the map, and the next writer takes the claim's place and takes it away
    session = Session.open(file)
    assert session.rival is None
    count_up(session)
    assert session.rival is None
    session.close()
    assert not beside.exists()


def test_a_claim_on_another_machine_counts_while_it_is_kept_alive(file: Path) -> None:
    told = {"name": "Ann", "machine": "elsewhere", "pid": 1, "since": 1.0, "token": "x"}
    writer.beside(file).write_text(json.dumps(told))
    session = Session.open(file)
    assert session.rival is not None
    assert session.rival.name == "Ann"


def test_a_save_waits_for_another_and_is_told_when_that_never_ends(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(file, keep=False)
    count_up(session)
    with writer.section(file):
        monkeypatch.setattr(writer.section.__wrapped__, "__defaults__", (0.1, True))
        with pytest.raises(UnwritableError, match="another program is saving"):
            session.save()
    session.save()
    assert writers.count_in(file) == 1


def test_an_emptied_file_has_changed(file: Path) -> None:
    session = Session.open(file)
    count_up(session)
    file.write_bytes(b"")
    with pytest.raises(ChangedOnDiskError):
        session.save()
    session.save(force=True)
    assert writers.count_in(file) == 1
    session.close()


def test_a_folder_that_takes_no_claim_is_written_all_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "beside", lambda path: Path("/proc/none/lock"))
    session = Session.open(file)
    count_up(session)
    session.save()
    assert writers.count_in(file) == 1
    session.close()


def test_the_heart_keeps_a_claim_alive(file: Path) -> None:
    own = Writing(file)
    assert own.claim() is None
    os.utime(writer.beside(file), (1.0, 1.0))
    own.beat()
    assert time.time() - writer.beside(file).stat().st_mtime < 60
    own.release()
    assert not writer.beside(file).exists()


def test_two_and_five_processes_never_overwrite_each_other() -> None:
    for processes in (2, 5):
        assert writers.one(0, saves=20, processes=processes)["bad"] == 0
