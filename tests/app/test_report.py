"""An error nobody foresaw is one line for the user, and a traceback in the log for the developer."""

import sys
from pathlib import Path

import pytest

from mapper.app import log, report


def boom(text: str) -> Exception:
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        return error


def test_the_line_names_the_log_and_the_log_the_place(home: Path) -> None:
    said = report.unexpected(boom("first\nsecond"), Path("map.bpmn"))
    (file,) = home.rglob("mapper.log")
    assert str(said).startswith("map.bpmn: ")
    assert "\n" not in str(said)
    assert str(file) in str(said)
    assert "raise RuntimeError(text)" in file.read_text("utf-8")


def test_the_log_keeps_itself_short(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "SIZE", 4_000)
    monkeypatch.setattr(log, "OFTEN", 10**6)
    for number in range(100):
        report.unexpected(boom(f"fault {number}"))
    files = sorted(file.name for file in home.rglob("mapper.log*"))
    assert files == ["mapper.log", *(f"mapper.log.{n}" for n in range(1, log.KEPT + 1))]
    assert all(file.stat().st_size < 6_000 for file in home.rglob("mapper.log*"))
    assert "fault 99" in log.tail(50)


def test_the_very_same_fault_does_not_fill_the_log(home: Path) -> None:
    for _time in range(100):
        report.unexpected(boom("again"))
    (file,) = home.rglob("mapper.log")
    assert file.read_text("utf-8").count("Traceback") == log.OFTEN
    assert "not written again in this run" in file.read_text("utf-8")


def test_without_a_place_for_the_log_the_line_stands_alone(home: Path) -> None:
    (home / "state").touch()
    assert str(report.unexpected(boom("x"))).endswith("(RuntimeError: x); please report it")


def test_a_disk_that_takes_nothing_stops_nobody(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # given a log that is a folder, so that it cannot be written
    log.location().mkdir(parents=True)
    assert str(report.unexpected(boom("x"))).endswith("please report it")
    assert capfd.readouterr().err == ""
    assert log.tail(5) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="asks for Linux' own folders")
def test_the_log_stands_where_the_system_wants_logs(home: Path) -> None:
    assert log.location().is_relative_to(home / "state")
