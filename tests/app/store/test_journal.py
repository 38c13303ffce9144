"""Whatever ends the process, what was done before is still on disk and can be done again."""

import json
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.helpers.crashes import end
from tests.soak import journal as journal_fuzz

from mapper.app import files
from mapper.app.errors import MapperError
from mapper.app.store import journal, leftovers, rows
from mapper.app.store.journal import Journal
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node, Record

PLANE = Node("Plane", "plane")
PROCESS = Node("Process", "process")


def task(id: str, name: str = "") -> Node:
    return Node(id, "task", name, parent="Process", plane="Plane", bounds=Rect(0, 0, 100, 80))


def flow(id: str, source: str, target: str, kind: str = "sequenceFlow") -> Flow:
    return Flow(id, kind, source, target, parent="Process", plane="Plane", points=(Point(0, 0), Point(9, 9)))


START: tuple[Record, ...] = (PLANE, PROCESS, task("A"), task("B"), flow("AB", "A", "B"))


def crashed(path: Path | None, diagram: Diagram) -> Journal:
    """A journal of a diagram, whose process will be gone: its file is closed, and with it the lock."""
    kept = Journal(path, b"opened")

    def note(_changes: object) -> None:
        assert diagram.event is not None
        kept.record(diagram.event)

    diagram.listen(note)
    return kept


def test_looking_at_a_map_leaves_no_trace(home: Path, tmp_path: Path) -> None:
    crashed(tmp_path / "map.bpmn", Diagram(START))
    assert list(home.rglob("*.sqlite3")) == []


def test_what_was_done_is_done_again(tmp_path: Path) -> None:
    # given a map on which a step was added, one taken away, one renamed, and something undone
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("add"):
        diagram.put(task("C", "new"))
        diagram.put(flow("BC", "B", "C"))
        diagram.put(flow("note", "A", "BC", "association"))
    with diagram.transaction("drop"):
        diagram.drop("AB")
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="first"))
    with diagram.transaction("mistake"):
        diagram.put(diagram.node("A").but(name="wrong"))
    diagram.undo()
    # when its process ends and the map is opened again
    end(kept)
    (left,) = leftovers.leftovers(tmp_path / "map.bpmn")
    again = Diagram(START)
    left.replay(again)
    # then it is as it was, with all that can be undone and redone
    assert again.records() == diagram.records()
    assert (again.undo_label, again.redo_label) == (diagram.undo_label, diagram.redo_label) == ("rename", "mistake")
    for _step in range(3):
        assert again.undo()
        assert diagram.undo()
        assert again.records() == diagram.records()
    assert not again.undo()


@pytest.mark.parametrize("seed", range(20))
def test_random_work_is_done_again(tmp_path: Path, seed: int) -> None:
    # given a map after random edits, undos and redos
    diagram, dice = Diagram(START), random.Random(seed)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    for number in range(60):
        random_step(diagram, dice, number)
    # when its process ends and all is done again on the map as opened
    end(kept)
    (left,) = leftovers.leftovers(tmp_path / "map.bpmn")
    again = Diagram(START)
    left.replay(again)
    # then nothing differs
    assert again.records() == diagram.records()


def random_step(diagram: Diagram, dice: random.Random, number: int) -> None:
    if dice.random() < 0.3:
        diagram.undo() if dice.random() < 0.6 else diagram.redo()
        return
    with diagram.transaction(str(number)):
        ends = [r.id for r in diagram.records() if r.family in ("task", "flow")]
        pick = dice.random()
        if pick < 0.4 or len(ends) < 4:
            diagram.put(task(f"T{number}"))
        elif pick < 0.7:
            source, target = dice.sample(ends, 2)
            diagram.put(flow(f"F{number}", source, target, "association"))
        elif pick < 0.9:
            loose = [id for id in ends if not diagram.index.flows_at(id)]
            if loose:
                diagram.drop(dice.choice(loose))
        else:
            record = diagram.get(dice.choice(ends))
            assert record is not None
            diagram.put(record.but(name=f"name {number}"))


def test_a_step_cut_short_is_left_out(tmp_path: Path) -> None:
    # given a journal whose last row was being written when the power went
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    for name in ("one", "two"):
        with diagram.transaction(name):
            diagram.put(diagram.node("A").but(name=name))
    end(kept)
    assert kept._file is not None
    log = journal.parts(kept._file)[1]
    data = log.read_bytes()
    log.write_bytes(data[: data.rindex(b'"two"') - 20])
    # when it is done again
    (left,) = leftovers.leftovers(tmp_path / "map.bpmn")
    again = Diagram(START)
    assert left.replay(again) == 1
    # then all whole steps are there
    assert again.node("A").name == "one"


def test_what_is_damaged_costs_what_was_hit(tmp_path: Path) -> None:
    # given six steps of which the third is damaged, the fourth leans on it, the sixth on the fifth
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    for id, name in (("A", "one"), ("B", "two"), ("A", "three"), ("A", "four"), ("B", "five"), ("B", "six")):
        with diagram.transaction(name):
            diagram.put(diagram.node(id).but(name=name))
    end(kept)
    assert kept._file is not None
    log = journal.parts(kept._file)[1]
    log.write_bytes(log.read_bytes().replace(b'"label": "three"', b'"label": "thrEe"'))
    # when what is left is done again
    (left,) = leftovers.leftovers(tmp_path / "map.bpmn")
    again = Diagram(START)
    # then it is told, and only what stood on the damaged step is missing
    assert (len(left.steps), left.missing) == (6, 1)
    assert left.replay(again) == 4
    assert (again.node("A").name, again.node("B").name) == ("one", "six")


def test_a_journal_in_use_is_no_leftover(tmp_path: Path) -> None:
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    assert leftovers.leftovers(tmp_path / "map.bpmn") == []
    end(kept)
    assert len(leftovers.leftovers(tmp_path / "map.bpmn")) == 1
    assert leftovers.leftovers(tmp_path / "other.bpmn") == []


def test_nothing_is_left_after_discarding(home: Path, tmp_path: Path) -> None:
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    kept.discard()
    assert list(home.rglob("*.sqlite3")) == []


def test_a_map_without_a_file_keeps_its_bytes() -> None:
    diagram = Diagram(START)
    kept = crashed(None, diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    end(kept)
    (left,) = leftovers.leftovers(None)
    assert (left.path, left.data) == (None, b"opened")


def test_steps_that_do_not_fit_change_nothing(tmp_path: Path) -> None:
    # given a journal of a map in which a task was renamed
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
        diagram.put(diagram.node("B").but(name="y"))
    end(kept)
    (left,) = leftovers.leftovers(tmp_path / "map.bpmn")
    # when it is replayed on a map without it
    other = Diagram((PLANE, PROCESS, task("A")))
    with pytest.raises(MapperError, match="do not fit"):
        left.replay(other)
    # then that map is as before
    assert other.records() == Diagram((PLANE, PROCESS, task("A"))).records()


def test_a_leftover_is_offered_by_one_window_only(tmp_path: Path) -> None:
    # given what a crash left
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    end(kept)
    # when this window offers it
    assert len(leftovers.leftovers(tmp_path / "map.bpmn")) == 1
    # then another process does not, until this one lets go; and this one may again
    assert others(tmp_path / "map.bpmn") == 0
    assert len(leftovers.leftovers(tmp_path / "map.bpmn")) == 1
    assert kept._file is not None
    leftovers.release(kept._file)
    assert others(tmp_path / "map.bpmn") == 1


def others(path: Path) -> int:
    """How many leftovers of a map another process is offered."""
    code = (
        "import sys; from pathlib import Path; from mapper.app.store import leftovers\n"
        "print(len(leftovers.leftovers(Path(sys.argv[1]))))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def bomb() -> bytes:
    """A row that unpacks to more than two gigabytes."""
    row = rows.pack("x", "step", 0, b"\0" * 100_000)
    body = row[0].split(b"\n", 2)
    meta = json.loads(row[0][28 : row[0].index(b"\n", 28)])
    return rows._row({**meta, "z": 1 << 31}, body[-1])


HOSTILE = {
    "nothing": b"not a database",
    "foreign": b"SQLite format 3\0" + b"\1" * 9000,
    "zeroes": b"\0" * 70_000,
    "deep": b"".join(rows.pack("x", "step", 0, b"[" * 100_000)),
    "bomb": bomb(),
    "sense": b"".join(rows.pack("x", "step", 0, b'{"how": 1, "changes": "no"}')),
    "nul": b"".join((
        *rows.pack("x", "head", 0, b'{"path": "a\\u0000b", "digest": 7}'),
        *rows.pack("x", "step", 0, b'{"how": "do", "label": "", "at": 1.0, "changes": []}'),
    )),
    "many": b"".join(rows.pack("x", "step", 10**9, b'{"how": "do", "label": "", "at": 1.0, "changes": []}')),
}  # fmt: skip


@pytest.mark.parametrize("sort", HOSTILE)
def test_what_cannot_be_read_is_set_aside_and_told(home: Path, sort: str) -> None:
    # given a journal that is none, or that somebody made to do harm
    folder = home / "state" / "mapper" / "journal"
    folder.mkdir(parents=True)
    (folder / "untitled-x.sqlite3").write_bytes(HOSTILE[sort])
    # when a window starts
    began = time.monotonic()
    found, told = leftovers.survey()
    # then it is told soon, and kept
    assert time.monotonic() - began < 2
    assert found == []
    (sentence,) = told
    assert "aside" in sentence
    assert (folder / "aside" / "untitled-x.sqlite3").read_bytes() == HOSTILE[sort]
    assert leftovers.survey() == ([], [])


def test_a_path_with_a_nul_is_no_path(home: Path) -> None:
    folder = home / "state" / "mapper" / "journal"
    folder.mkdir(parents=True)
    digest = files.digest(b"opened")
    step = {"how": "do", "label": "l", "merge": None, "at": 1.0, "changes": [{"id": "A", "drop": True}]}
    data = [
        *rows.pack("x", "head", 0, json.dumps({"path": "a\0b", "digest": digest}).encode()),
        *rows.pack("x", "step", 0, json.dumps(step).encode()),
    ]
    (folder / "untitled-x.sqlite3").write_bytes(b"".join(data))
    ((left,), told) = leftovers.survey()
    assert (left.path, told, left.state) == (None, [], "new")
    with pytest.raises(MapperError, match="cannot be read any more"):
        _ = left.data


def test_an_old_journal_is_set_aside_and_told(home: Path) -> None:
    folder = home / "state" / "mapper" / "journal"
    folder.mkdir(parents=True)
    (folder / "untitled-1.jsonl").write_bytes(b"{}\n")
    assert "of an earlier Mapper" in leftovers.survey()[1][0]
    assert (folder / "aside" / "untitled-1.jsonl").exists()


def test_a_full_disk_is_told_and_journalling_resumes(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a disk that takes nothing
    monkeypatch.setattr(journal, "RETRY_AFTER", 0.0)
    monkeypatch.setattr(journal, "opened", refuse)
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    for name in ("one", "two"):
        with diagram.transaction(name):
            diagram.put(diagram.node("A").but(name=name))
        assert kept.broken
    # when there is room again
    monkeypatch.undo()
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setattr(journal, "RETRY_AFTER", 0.0)
    with diagram.transaction("three"):
        diagram.put(diagram.node("B").but(name="three"))
    # then everything is in the journal
    assert not kept.broken
    end(kept)
    (left,) = leftovers.leftovers(tmp_path / "map.bpmn")
    again = Diagram(START)
    assert left.replay(again) == 3
    assert again.records() == diagram.records()


def refuse(_file: Path) -> sqlite3.Connection:
    raise sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize("seed", range(40))
def test_damaged_journals_give_back_what_stands_alone(home: Path, seed: int) -> None:
    assert journal_fuzz.one(seed, home)["bad"] == 0


def test_a_step_is_written_before_the_next_gesture(tmp_path: Path) -> None:
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    spent = []
    for number in range(200):
        with diagram.transaction("rename"):
            diagram.put(diagram.node("A").but(name=str(number)))
        assert diagram.event is not None
        began = time.perf_counter()
        kept.record(diagram.event)
        spent.append(time.perf_counter() - began)
    end(kept)
    assert statistics.median(spent) < 0.002


def test_a_disk_that_refuses_stops_nobody(home: Path, tmp_path: Path) -> None:
    # given a state folder that is a file
    (home / "state").touch()
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    # when something is done
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    # then it is done, and the journal says that it is not kept
    assert diagram.node("A").name == "x"
    assert kept.broken


@pytest.mark.parametrize("written", [True, False])
def test_what_was_saved_just_before_a_crash_is_not_offered(tmp_path: Path, written: bool) -> None:
    # given a process that ended inside a save: after the file was replaced, or before
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"opened")
    diagram = Diagram(START)
    kept = crashed(path, diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    kept.saving(path, files.digest(b"saved"))
    if written:
        path.write_bytes(b"saved")
    end(kept)
    # then it is offered only where the file does not hold it
    assert len(leftovers.survey()[0]) == (0 if written else 1)


def test_what_is_restored_is_kept_as_a_whole(home: Path, tmp_path: Path) -> None:
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with kept.together():
        for name in ("one", "two"):
            with diagram.transaction(name):
                diagram.put(diagram.node("A").but(name=name))
            assert list(home.rglob("*.sqlite3")) == []
    end(kept)
    (left,) = leftovers.leftovers(tmp_path / "map.bpmn")
    assert len(left.steps) == 2


def test_the_lock_of_a_process_that_ended_while_it_let_go_is_swept(home: Path) -> None:
    folder = home / "state" / "mapper" / "journal"
    folder.mkdir(parents=True)
    (folder / "untitled-x.lock").touch()
    assert leftovers.survey() == ([], [])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("then", ["more was done", "somebody else wrote"])
def test_what_no_file_holds_is_offered(tmp_path: Path, then: str) -> None:
    # given a process that saved and ended, after a step more, or before somebody else wrote
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"opened")
    diagram = Diagram(START)
    kept = crashed(path, diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    kept.saving(path, files.digest(b"saved"))
    path.write_bytes(b"saved" if then == "more was done" else b"other")
    if then == "more was done":
        with diagram.transaction("rename"):
            diagram.put(diagram.node("A").but(name="y"))
    end(kept)
    # then all of it is offered
    (left,), told = leftovers.survey()
    assert len(left.steps) == kept._count
    assert not told
