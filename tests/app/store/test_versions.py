"""Every save keeps what it replaced; old versions are thinned; a damaged store gives back what is whole."""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.soak import versions as fuzz

from mapper.app import files
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.app.store import versions

DAY = 86400.0


@pytest.fixture
def file(reference: Callable[[str], Path], tmp_path: Path) -> Path:
    path = tmp_path / "map.bpmn"
    path.write_bytes(reference("invoice").read_bytes())
    return path


def save(path: Path, name: str) -> bytes:
    """Rename the first task and save; what the file held before."""
    before = path.read_bytes()
    session = Session.open(path)
    task = next(node for node in session.diagram.nodes() if node.family == "task")
    with session.diagram.transaction("rename"):
        session.diagram.put(task.but(name=name))
    session.save()
    session.close()
    return before


def test_each_save_keeps_the_state_before(file: Path) -> None:
    states = [save(file, name) for name in ("one", "two", "three")]
    found = versions.versions(file)
    assert [versions.content(version) for version in found] == states[::-1]
    assert [version.size for version in found] == [len(state) for state in states[::-1]]


def test_a_save_that_changes_nothing_keeps_nothing(file: Path) -> None:
    Session.open(file).save()
    assert versions.versions(file) == []
    assert not versions.location().exists()


def test_a_map_that_was_moved_is_found_again_and_a_copy_is_not_it(file: Path, tmp_path: Path) -> None:
    # given a map with a version
    before = save(file, "one")
    # when it is copied, then the copy has no versions; when it is moved, then they are where it is now
    copy = tmp_path / "copy.bpmn"
    copy.write_bytes(file.read_bytes())
    assert versions.versions(copy) == []
    copy.unlink()
    moved = tmp_path / "elsewhere" / "renamed.bpmn"
    moved.parent.mkdir()
    file.rename(moved)
    assert [versions.content(version) for version in versions.versions(moved)] == [before]
    save(moved, "two")
    assert len(versions.versions(moved)) == 2


def test_what_somebody_else_wrote_is_kept_when_it_is_overwritten(file: Path) -> None:
    session = Session.open(file)
    task = next(node for node in session.diagram.nodes() if node.family == "task")
    with session.diagram.transaction("rename"):
        session.diagram.put(task.but(name="mine"))
    file.write_bytes(b"<theirs/>")
    session.save(force=True)
    assert versions.content(versions.versions(file)[0]) == b"<theirs/>"


def test_old_versions_are_thinned() -> None:
    # given a save every ten minutes for two hundred days
    now = 1000 * DAY
    rows = [(number, now - number * 600.0) for number in range(200 * 144)]
    kept = {id for id, _at in rows} - {id for id, _at in versions.thinned(rows, now)}
    ages = [number * 600.0 / DAY for number in kept]
    # then all of the last day are there, an hour apart for a week, a day for a quarter, a week from then on
    per = Counter("day" if a <= 1 else "week" if a <= 7 else "quarter" if a <= 90 else "older" for a in ages)
    assert per == {"day": 145, "week": 144, "quarter": 83, "older": per["older"]}
    assert per["older"] in (15, 16)


def test_the_whole_is_bounded_and_the_last_of_each_map_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_BYTES", 60_000)
    dice, paths = random.Random(1), [tmp_path / f"{name}.bpmn" for name in "abc"]
    for number in range(40):
        path = paths[number % 3] if number > 2 else paths[number]
        path.write_bytes(dice.randbytes(5_000))
        assert versions.keep(path, path.read_bytes(), "x")
    with closing(sqlite3.connect(versions.location())) as base:
        assert base.execute("SELECT SUM(LENGTH(body)) FROM pieces").fetchone()[0] <= 60_000
    assert all(versions.versions(path) for path in paths)


def test_no_fault_here_stops_a_save(file: Path, home: Path) -> None:
    (home / "state").touch()
    save(file, "one")
    assert b"one" in file.read_bytes()
    assert versions.versions(file) == []


def test_a_store_that_somebody_made_to_do_harm_is_set_aside(file: Path) -> None:
    # given a store whose tables have a trigger that deletes
    before = save(file, "one")
    with closing(sqlite3.connect(versions.location())) as base:
        base.execute("CREATE TRIGGER t AFTER INSERT ON versions BEGIN DELETE FROM pieces; END")
        base.commit()
    # when it is used again
    second = save(file, "two")
    # then everything is in a new one
    assert [versions.content(version) for version in versions.versions(file)] == [second, before]
    assert list(versions.location().parent.glob("*.damaged"))


def test_a_version_that_is_damaged_is_told(file: Path) -> None:
    save(file, "one")
    (version,) = versions.versions(file)
    with closing(sqlite3.connect(versions.location())) as base:
        base.execute("UPDATE pieces SET body = x'00'")
        base.commit()
    with pytest.raises(MapperError, match="cannot be read any more"):
        versions.content(version)


def test_a_version_whose_fingerprint_is_damaged_is_known_by_its_number(file: Path) -> None:
    before = save(file, "one")
    with closing(sqlite3.connect(versions.location())) as base:
        base.execute("UPDATE versions SET digest = 'x'")
        base.commit()
    (version,) = versions.versions(file)
    assert versions.content(version) == before


@pytest.mark.parametrize("seed", [433, 644, 713, 903, 1067, 1893])
def test_damaged_indexes_columns_and_ends_cost_no_version(home: Path, seed: int) -> None:
    assert fuzz.one(seed, home)["bad"] == 0


@pytest.mark.parametrize("seed", range(25))
def test_damaged_stores_give_back_what_is_whole(home: Path, seed: int) -> None:
    assert fuzz.one(seed, home)["bad"] == 0


def test_a_digest_is_what_a_version_is_known_by(file: Path) -> None:
    before = save(file, "one")
    assert versions.versions(file)[0].digest == files.digest(before)
