"""A file that can only be written in place survives the end of its writer at any byte."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.app import files, place, rescue

OLD, NEW = b"<old>" + bytes(range(256)) * 40, b"<new>" + bytes(range(255, -1, -1)) * 60

KILLED = """
import os, signal, sys
from pathlib import Path
from mapper.app import files, place
target, much, data = Path(sys.argv[1]), int(sys.argv[2]), bytes.fromhex(sys.argv[3])
def over(path, new):
    with path.open("r+b") as out:
        out.write(new[:much])
    os.kill(os.getpid(), signal.SIGKILL)
place._over = over
files.write(target, data)
"""


def killed(target: Path, much: int) -> None:
    """Save the new bytes over a file with two names, in a process that is killed after so many of them."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(target), str(much), NEW.hex()], check=False)
    assert done.returncode == -9


def two_names(folder: Path) -> Path:
    target = folder / "map & co.bpmn"
    target.write_bytes(OLD)
    os.link(target, folder / "other.bpmn")
    return target


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("much", [0, 3, 700, len(OLD), len(NEW) - 1, len(NEW)])
def test_a_file_killed_while_written_in_place_is_old_or_new(tmp_path: Path, much: int) -> None:
    # given a file with two names, and a writer that was killed half way
    target = two_names(tmp_path)
    killed(target, much)
    # when Mapper starts again
    told = rescue.put_back()
    # then the file is what it was, which is told, or what it was to be; under both names, and nothing is left behind
    assert target.read_bytes() == (NEW if much == len(NEW) else OLD)
    assert target.samefile(tmp_path / "other.bpmn")
    assert len(told) == (0 if much in (0, len(NEW)) else 1)
    assert list(place.rescues().iterdir()) == []
    assert rescue.put_back() == []


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_what_somebody_has_written_since_stays_and_the_copy_is_told_once(tmp_path: Path) -> None:
    # given a file that somebody has written anew after its writer was killed
    target = two_names(tmp_path)
    killed(target, 700)
    target.write_bytes(b"of somebody else")
    # when Mapper starts again
    (told,) = rescue.put_back()
    # then it is left alone, and where the old bytes are is told, once
    assert target.read_bytes() == b"of somebody else"
    (copy,) = place.rescues().iterdir()
    assert str(copy) in told
    assert copy.read_bytes() == OLD
    assert rescue.put_back() == []


def test_a_file_that_is_being_written_now_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a writer in the middle of it
    target = two_names(tmp_path)
    seen: list[list[str]] = []
    real = place._over

    def over(path: Path, data: bytes) -> None:
        path.write_bytes(data[:9])
        code = "from mapper.app import rescue; print(rescue.put_back())"
        seen.append(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split("\n"))
        real(path, data)

    monkeypatch.setattr(place, "_over", over)
    files.write(target, NEW)
    # then another window that starts puts nothing back
    assert seen == [["[]", ""]]
    assert target.read_bytes() == NEW
    assert list(place.rescues().iterdir()) == []


def test_a_disk_that_fills_up_half_way_leaves_the_old_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a disk that takes a part of what is written in place
    target = two_names(tmp_path)
    real, calls = place._over, []

    def over(path: Path, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 1:
            with path.open("r+b") as out:
                out.write(data[:999])
            raise OSError(28, "full")
        real(path, data)

    monkeypatch.setattr(place, "_over", over)
    with pytest.raises(files.UnwritableError):
        files.write(target, NEW)
    # then the file holds what it held
    assert target.read_bytes() == OLD
    assert list(place.rescues().iterdir()) == []


@pytest.mark.parametrize("about", [b"", b"[", b"{}", b'{"pid": 1, "path": "zz"}', b"[" * 100_000])
def test_nothing_that_is_left_there_stops_a_start(tmp_path: Path, about: bytes) -> None:
    place.rescues().mkdir(parents=True)
    (place.rescues() / f"x.bpmn{place.ABOUT}").write_bytes(about)
    (place.rescues() / "x.bpmn").write_bytes(OLD)
    assert rescue.put_back() == []
    assert (place.rescues() / "x.bpmn").read_bytes() == OLD
