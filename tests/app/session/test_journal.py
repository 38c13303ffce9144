"""Whatever ends the process, what was done before is still on disk and can be done again."""

import random
from pathlib import Path

import pytest

from mapper.app.errors import MapperError
from mapper.app.session import journal
from mapper.app.session.journal import Journal
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
    diagram.listen(kept.record)
    return kept


def end(kept: Journal) -> None:
    assert kept._out is not None
    kept._out.close()


def test_looking_at_a_map_leaves_no_trace(home: Path, tmp_path: Path) -> None:
    crashed(tmp_path / "map.bpmn", Diagram(START))
    assert list(home.rglob("*.jsonl")) == []


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
    (left,) = journal.leftovers(tmp_path / "map.bpmn")
    again = Diagram(START)
    left.replay(again)
    # then it is as it was, by one step that can be undone
    assert again.records() == diagram.records()
    assert again.undo()
    assert again.undo_label is None
    assert again.records() == Diagram(START).records()


@pytest.mark.parametrize("seed", range(20))
def test_random_work_is_done_again(tmp_path: Path, seed: int) -> None:
    # given a map after random edits, undos and redos
    diagram, dice = Diagram(START), random.Random(seed)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    for number in range(60):
        random_step(diagram, dice, number)
    # when its process ends and all is done again on the map as opened
    end(kept)
    (left,) = journal.leftovers(tmp_path / "map.bpmn")
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
    # given a journal whose last line was being written when the power went
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    for name in ("one", "two"):
        with diagram.transaction(name):
            diagram.put(diagram.node("A").but(name=name))
    end(kept)
    assert kept._file is not None
    kept._file.write_bytes(kept._file.read_bytes()[:-5])
    # when it is done again
    (left,) = journal.leftovers(tmp_path / "map.bpmn")
    again = Diagram(START)
    left.replay(again)
    # then all whole steps are there
    assert again.node("A").name == "one"


def test_a_journal_in_use_is_no_leftover(tmp_path: Path) -> None:
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    assert journal.leftovers(tmp_path / "map.bpmn") == []
    end(kept)
    assert len(journal.leftovers(tmp_path / "map.bpmn")) == 1
    assert journal.leftovers(tmp_path / "other.bpmn") == []


def test_nothing_is_left_after_discarding(home: Path, tmp_path: Path) -> None:
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    kept.discard()
    assert list(home.rglob("*.jsonl")) == []


def test_a_map_without_a_file_keeps_its_bytes() -> None:
    diagram = Diagram(START)
    kept = crashed(None, diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
    end(kept)
    (left,) = journal.leftovers(None)
    assert (left.path, left.data) == (None, b"opened")


def test_steps_that_do_not_fit_change_nothing(tmp_path: Path) -> None:
    # given a journal of a map in which a task was renamed
    diagram = Diagram(START)
    kept = crashed(tmp_path / "map.bpmn", diagram)
    with diagram.transaction("rename"):
        diagram.put(diagram.node("A").but(name="x"))
        diagram.put(diagram.node("B").but(name="y"))
    end(kept)
    (left,) = journal.leftovers(tmp_path / "map.bpmn")
    # when it is replayed on a map without it
    other = Diagram((PLANE, PROCESS, task("A")))
    with pytest.raises(MapperError, match="do not fit"):
        left.replay(other)
    # then that map is as before
    assert other.records() == Diagram((PLANE, PROCESS, task("A"))).records()


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n[]\n", b"\xff\n\xff\n", b'{"path": ""}\n[]\n', b"[]\n[]\n"])
def test_a_broken_journal_is_no_leftover(home: Path, content: bytes) -> None:
    folder = home / "state" / "mapper" / "journal"
    folder.mkdir(parents=True)
    (folder / "untitled-1.jsonl").write_bytes(content)
    assert journal.leftovers(None) == []


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
