"""A file that was being written in place when its writer was killed is found whole at the next start."""

import json
import os
from pathlib import Path

import pytest

from mapper.app import place, rescue

OLD, NEW = b"<old>" + b"o" * 3000 + b"</old>", b"<new>" + b"n" * 3500 + b"</new>"
GONE = 2**22 + 1
"""A process that is not there."""


@pytest.fixture
def file(tmp_path: Path, home: Path) -> Path:
    return tmp_path / "map.bpmn"


def left(file: Path, pid: int = GONE) -> Path:
    """What a writer in place keeps of a file meanwhile."""
    folder = place.rescues()
    folder.mkdir(parents=True)
    copy = folder / "20260101-120000-abcdef-map.bpmn"
    copy.write_bytes(OLD)
    (folder / f"{copy.name}{place.COMING}").write_bytes(NEW)
    about = {"path": os.fsencode(file).hex(), "pid": pid}
    (folder / f"{copy.name}{place.ABOUT}").write_text(json.dumps(about))
    return copy


@pytest.mark.parametrize("cut", [3, 700, 3000])
def test_a_half_written_file_gets_back_what_it_held(file: Path, cut: int) -> None:
    file.write_bytes(NEW[:cut] + OLD[cut:])
    copy = left(file)
    (said,) = rescue.put_back()
    assert "holds again what it held before" in said
    assert file.read_bytes() == OLD
    assert not copy.exists()
    assert list(place.rescues().iterdir()) == []
    assert rescue.put_back() == []


@pytest.mark.parametrize("held", [OLD, NEW])
def test_a_file_that_is_whole_is_left_alone(file: Path, held: bytes) -> None:
    file.write_bytes(held)
    left(file)
    assert rescue.put_back() == []
    assert file.read_bytes() == held
    assert list(place.rescues().iterdir()) == []


def test_what_somebody_else_has_written_since_stays_and_the_copy_is_told(file: Path) -> None:
    file.write_bytes(b"<other/>" * 100)
    copy = left(file)
    (said,) = rescue.put_back()
    assert str(copy) in said
    assert file.read_bytes() == b"<other/>" * 100
    assert copy.read_bytes() == OLD


def test_a_writer_who_is_still_there_is_left_alone(file: Path) -> None:
    file.write_bytes(NEW[:700] + OLD[700:])
    left(file, os.getpid())
    assert rescue.put_back() == []
    assert file.read_bytes() == NEW[:700] + OLD[700:]


def test_a_note_that_makes_no_sense_stops_no_start(file: Path) -> None:
    copy = left(file)
    copy.with_name(copy.name + place.ABOUT).write_text("[" * 5000)
    assert rescue.put_back() == []
    assert copy.read_bytes() == OLD
