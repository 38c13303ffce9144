"""What a file was is kept when its bytes are replaced, and odd file systems and names are written to all the same."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapper.app import files, place, writer
from mapper.app.errors import UnwritableError

PART = "0123456789abcdef" * 2


def refusing(real: Callable[..., Any], number: int, when: Callable[..., bool]) -> Callable[..., Any]:
    """A system call that fails in some cases."""

    def call(*arguments: Any, **more: Any) -> Any:
        if when(*arguments):
            raise OSError(number, os.strerror(number))
        return real(*arguments, **more)

    return call


def test_a_private_file_is_never_readable_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a file that only its owner may read
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"old")
    path.chmod(0o600)
    seen: list[int] = []
    real = place.sync

    def sync(handle: int) -> None:
        seen.extend(stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir())
        real(handle)

    # when it is written
    monkeypatch.setattr(place, "sync", sync)
    files.write(path, b"new")
    # then so was every part of it
    assert seen == [0o600, 0o600]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Linux")
def test_extended_attributes_and_other_names_stay(tmp_path: Path) -> None:
    path, other = tmp_path / "map.bpmn", tmp_path / "other.bpmn"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.note", b"mine")
    except OSError:
        pytest.skip("no extended attributes here")
    files.write(path, b"new")
    assert os.getxattr(path, "user.note") == b"mine"
    # a second name of the file still names the same bytes
    os.link(path, other)
    files.write(path, b"newer")
    assert other.read_bytes() == b"newer"
    assert path.samefile(other)


LACKING = [("fsync", errno.EINVAL), ("chmod", errno.EOPNOTSUPP), ("chown", errno.EPERM)]


@pytest.mark.parametrize(("name", "number"), LACKING)
def test_a_share_without_syncs_modes_or_owners_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, name, refusing(getattr(os, name), number, lambda *_: True))
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_a_folder_that_takes_no_new_one_is_written_in_place(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a folder in which nothing can be made
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"the old bytes")
    monkeypatch.setattr(os, "open", refusing(os.open, errno.EACCES, lambda name, *_: str(name).endswith(".part")))
    # when the file is written and the disk fails in the middle, then a copy of what it was is left
    real = place.sync
    calls: list[int] = []
    broken = range(0)

    def failing(handle: int) -> None:
        calls.append(handle)
        if len(calls) in broken:
            raise OSError(errno.EIO, "broken")
        real(handle)

    monkeypatch.setattr(place, "sync", failing)
    broken = range(4, 9)  # three are of the copy
    with pytest.raises(UnwritableError):
        files.write(path, b"new")
    copy = min(place.rescues().iterdir(), key=lambda file: len(file.name))
    assert copy.read_bytes() == b"the old bytes"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    place.forget(copy)
    # when it takes the old bytes again, then the file has them, and no copy is left
    path.write_bytes(b"the old bytes")
    calls.clear()
    broken = range(4, 5)
    with pytest.raises(UnwritableError):
        files.write(path, b"new")
    assert path.read_bytes() == b"the old bytes"
    assert list(place.rescues().iterdir()) == []
    # when it goes well, then none is left
    monkeypatch.setattr(place, "sync", real)
    files.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(place.rescues().iterdir()) == []


def test_parts_that_killed_writers_left_are_swept(tmp_path: Path) -> None:
    # given parts of this map, of another one that is being written, old ones, and a file that only looks like one
    path = tmp_path / "map.bpmn"
    mine, other = tmp_path / f".map.bpmn.{PART}.part", tmp_path / f".other.bpmn.{PART}.part"
    old, older = tmp_path / f".{PART}.part", tmp_path / f".gone.svg.{PART}.part"
    alike = tmp_path / ".map.bpmn.mine.part"
    for file in (mine, other, old, older, alike):
        file.write_bytes(b"part")
    for file in (old, older, alike):
        os.utime(file, (time.time() - 2 * place.OLD,) * 2)
    # when the map is saved
    with writer.section(path):
        files.write(path, b"new")
    # then what nobody writes any more is gone
    assert sorted(tmp_path.iterdir()) == sorted([path, other, alike])


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
@pytest.mark.parametrize("name", [b"caf\xe9 & co.bpmn", b"two\nlines.bpmn", "å".encode() * 120 + b".bpmn", b"x" * 255])
def test_odd_names_are_written_and_claimed(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"old")
    own = writer.Writing(path)
    assert own.claim() is None
    with writer.section(path):
        files.write(path, b"new")
    own.release()
    assert path.read_bytes() == b"new"
    assert [os.fsencode(file.name) for file in tmp_path.iterdir()] == [name]
