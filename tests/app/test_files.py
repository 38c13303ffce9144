"""Reading says what is wrong in one line; writing is whole or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.app import files
from mapper.app.errors import UnreadableError, UnwritableError


def test_an_existing_file_keeps_its_mode_and_gets_the_new_bytes(tmp_path: Path) -> None:
    # given a file that only its owner and group may read
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"old")
    path.chmod(0o640)
    # when it is written
    files.write(path, b"new")
    # then only the bytes differ, and nothing else lies in the folder
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    # given how the system makes new files
    (tmp_path / "usual").touch()
    # when one is written
    files.write(tmp_path / "map.bpmn", b"new")
    # then it is no more and no less open
    assert (tmp_path / "map.bpmn").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    # given a link to a file in another folder
    (tmp_path / "archive").mkdir()
    target = tmp_path / "archive" / "map.bpmn"
    target.write_bytes(b"old")
    link = tmp_path / "link.bpmn"
    link.symlink_to(target)
    # when it is written
    files.write(link, b"new")
    # then the file behind it has the bytes
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    # given a file, and a disk that fills up at some step
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"old")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    # when it is written
    with pytest.raises(UnwritableError, match="the disk is full"):
        files.write(path, b"new")
    # then the old bytes are there, and no rest of the new ones
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_process_killed_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    # given a process that dies just before the new bytes take the file's place
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"old")
    program = (
        "import os, signal, sys; from pathlib import Path; from mapper.app import files\n"
        "os.replace = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        "files.write(Path(sys.argv[1]), b'new')"
    )
    # when it runs
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    # then the file is as it was
    assert path.read_bytes() == b"old"


def test_writing_to_a_folder_or_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="is a folder"):
        files.write(tmp_path, b"new")
    with pytest.raises(UnwritableError, match="there is no such file"):
        files.write(tmp_path / "missing" / "map.bpmn", b"new")


def test_a_write_protected_file_is_not_replaced_whoever_asks(tmp_path: Path) -> None:
    # given a file that nobody may write, which its folder would let us replace all the same
    path = tmp_path / "map.bpmn"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(UnwritableError, match="write-protected"):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "empty.bpmn").touch()
    os.mkfifo(tmp_path / "pipe.bpmn")
    (tmp_path / "loop.bpmn").symlink_to(tmp_path / "loop.bpmn")
    for name, said in {
        "": "is a folder",
        "empty.bpmn": "is empty",
        "missing.bpmn": "there is no such file",
        "pipe.bpmn": "is a device",
        "loop.bpmn": "round in a circle",
        "x" * 300: "the name is too long",
        "a\0b": "there is no such file",
    }.items():
        with pytest.raises(UnreadableError, match=said) as caught:
            files.read(tmp_path / name)
        assert caught.value.status == 3


def test_a_file_too_big_for_a_map_is_not_read(tmp_path: Path) -> None:
    # given a file of two gigabytes without content
    path = tmp_path / "huge.bpmn"
    with path.open("wb") as out:
        out.truncate(2 << 30)
    # when it is read, then it is refused unread
    with pytest.raises(UnreadableError, match="too big"):
        files.read(path)


def test_a_free_name_beside(tmp_path: Path) -> None:
    path = tmp_path / "map.bpmn"
    (tmp_path / "map.bpmn.original").touch()
    assert files.beside(path, ".original").name == "map.bpmn.original2"
